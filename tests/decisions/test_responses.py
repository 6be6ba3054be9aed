"""What the Commissioner says to a report: entered, printed as a letter, published as the panel decided, taken back."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from decisions.choices import CaseStatus, Position
from decisions.models import Case, Report, Response
from decisions.services import reports
from decisions.services import responses as services
from documents.choices import Access, StoreName
from documents.models import Print
from documents.services.files import read_bytes
from interface import clock
from tests.decisions.reporting import again, panel, people, precept, revised, rules, sent, written
from tests.factories.decisions import CaseFactory
from tests.meetings.test_printing import text

SAID = "I thank the panel for its report."


@pytest.fixture(autouse=True)
def today(db):
    rules()
    with clock.stand_on(date(2022, 2, 25)):
        yield


@pytest.fixture
def body(db):
    return panel()


@pytest.fixture
def report(body):
    return sent(precept(body), recommendations=["Report on reserves."])


def respond(case, report, on=date(2022, 2, 14), **fields):
    case = again(case)
    said = {"version": case.version, "text": SAID, "signed_by": "Mark Shelford, Commissioner", "actor": None, **fields}
    return services.respond(case=case, report=report, responded_on=on, **said)


def publish_report(report):
    report.refresh_from_db()
    return reports.publish_report(report=report, version=report.version, manner="On the website", actor=None)


def test_a_response_is_printed_as_a_letter_to_the_panel_that_names_what_it_answers(report):
    made = respond(report.case, report)
    kept = services.printed(made)
    words = text(read_bytes(kept.file))

    for sentence in (
        "Mark Shelford Avon Police and Crime Commissioner Avon Police and Crime Panel care of Somerset County Council",
        "Response to the panel’s report: Precept 2022/23",
        "Date Monday 14 February 2022 Panel’s report of Friday 4 February 2022 Given under Police Reform and Social "
        "Responsibility Act 2011, s.12(5)",
        SAID,
        "R-2022-001 Report on reserves. Mark Shelford Commissioner",
    ):
        assert sentence in words
        words = words[words.index(sentence) + len(sentence) :]
    assert (kept.access, kept.file.store) == (Access.EXEMPT, StoreName.RESTRICTED)


def test_a_response_moves_the_case_on_and_taking_it_back_moves_it_back(report):
    made = respond(report.case, report)
    assert again(report.case).status == CaseStatus.ANSWERED

    services.take_back_response(response=made, version=made.version, why="Wrong case", actor=None)
    assert again(report.case).status == CaseStatus.REPORTED
    kept = Response.objects.get()
    assert (kept.text, kept.taken_back_why) == (SAID, "Wrong case")
    assert services.printed(kept) is None
    assert Print.objects.get(owner_kind="response").withdrawn_reason == "Wrong case"


def test_after_a_veto_the_second_report_is_answered_as_well(report):
    respond(report.case, report)
    second = sent(revised(again(report.case)), Position.SUPPORT, number=2, vote=None, on=date(2022, 2, 21))
    assert again(report.case).status == CaseStatus.REPORTED_AGAIN

    made = respond(report.case, second, on=date(2022, 2, 24))
    assert again(report.case).status == CaseStatus.ANSWERED
    assert "Precept 2022/23: second report" in Print.objects.get(owner_kind="response", owner_key=made.pk).title


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"on": date(2022, 2, 26)}, "responded_on", "The date of the response must be today or earlier"),
        ({"on": date(2022, 2, 3)}, "responded_on", "The panel asked on Friday 4 February 2022. Enter that day or a later one"),
        ({"text": "  "}, "text", "Enter what the Commissioner says"),
        ({"report": None}, "report", "Choose the report that this answers"),
    ],
)
def test_what_cannot_be_is_refused_by_field_and_nothing_is_printed(report, changes, field, words):
    with pytest.raises(ValidationError) as refusal:
        respond(report.case, **{"report": report, **changes})

    assert refusal.value.message_dict == {field: [words]}
    assert not Response.objects.exists()
    assert not Print.objects.filter(owner_kind="response").exists()


def test_a_draft_or_a_report_of_another_case_is_not_answered(body):
    draft = written(precept(body))

    with pytest.raises(ValidationError) as refusal:
        respond(draft.case, draft)
    assert refusal.value.message_dict == {"report": ["Choose a report of this case that was sent"]}


def test_a_request_is_answered_without_a_report_once_it_was_sent(body):
    case = CaseFactory(body=body, information=True, notified=True, opened_on=date(2022, 2, 1))
    made = respond(case, None)
    words = text(read_bytes(services.printed(made).file))

    assert again(case).status == CaseStatus.ANSWERED
    assert "Response to the panel’s request: Response times by district" in words
    assert "Given under Police Reform and Social Responsibility Act 2011, s.13 (not yet verified)" in words
    with pytest.raises(ValidationError) as refusal:
        respond(CaseFactory(body=body, information=True, unshared=True), None)
    assert refusal.value.message_dict == {"report": ["The request has not been sent"]}


def test_a_response_is_published_after_the_case_and_the_report_that_it_quotes(report):
    made = respond(report.case, report)
    Case.objects.update(published_at=None)
    for _round in range(2):
        with pytest.raises(ValidationError) as refusal:
            services.publish_response(response=made, version=made.version, actor=None)
        assert refusal.value.code == "unpublished"
        Case.objects.update(published_at=clock.now())
    publish_report(report)

    public = services.publish_response(response=made, version=made.version, actor=None)
    kept = services.printed(public)
    assert public.published_at is not None
    assert (kept.access, kept.file.store) == (Access.PUBLIC, StoreName.PUBLIC)
    with pytest.raises(ValidationError) as refusal:
        services.publish_response(response=public, version=public.version, actor=None)
    assert refusal.value.code == "published"


def test_a_published_response_that_is_taken_back_leaves_the_public_store(report, django_capture_on_commit_callbacks):
    made = respond(report.case, report)
    publish_report(report)
    public = services.publish_response(response=made, version=made.version, actor=None)

    with django_capture_on_commit_callbacks(execute=True):
        services.take_back_response(response=public, version=public.version, why="Wrong case", actor=None)
    assert Print.objects.get(owner_kind="response").file.store == StoreName.RESTRICTED
    with pytest.raises(ValidationError) as refusal:
        services.publish_response(response=public, version=public.version, actor=None)
    assert refusal.value.code == "stale"


def test_a_response_over_a_case_that_moved_on_is_refused(report):
    with pytest.raises(ValidationError) as refusal:
        respond(report.case, report, version=again(report.case).version - 1)

    assert refusal.value.code == "stale"


def test_no_word_of_a_response_is_in_the_trail(report, body):
    office = people(body)["office"]
    respond(report.case, report, text="CANARY-SAID", signed_by="CANARY-SIGNED", actor=office)

    assert AuditEntry.objects.filter(action="decisions.response_entered", actor=office).exists()
    assert "CANARY" not in str([vars(entry) for entry in AuditEntry.objects.all()])


def test_a_figure_that_the_panel_recommends_stays_in_the_report(body):
    report = sent(precept(body), Position.RECOMMEND, vote=None, recommended_band_d=Decimal("249.20"))

    assert Report.objects.get(pk=report.pk).recommended_band_d == Decimal("249.20")
    assert "£249.20 at band D" in reports.printed(report).html
