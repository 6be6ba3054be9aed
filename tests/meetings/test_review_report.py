"""The report of a review: written, its recommendations drafted, printed, published, and what follows from it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from documents.assembly.check import structure_problems
from documents.choices import Access, ExemptParagraph, StoreName
from documents.models import Print
from interface import clock
from meetings.choices import ReviewStatus
from meetings.models import Recommendation
from meetings.services.reviews import parts, reporting
from panels.choices import DutyStatus
from panels.models import Obligation
from tests.documents.test_verapdf import JAVA, broken_rules, jars
from tests.factories.panels import RuleFactory
from tests.factories.reviews import ReviewEvidenceFactory, ReviewFactory, ReviewMeetingFactory, ReviewWitnessFactory

TODAY = date(2022, 3, 20)
RESPONSE = "Police Reform and Social Responsibility Act 2011, s.12(5)"
PUBLISH = "Police Reform and Social Responsibility Act 2011, s.28(6)-(7)"


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def laws(db):
    RuleFactory(key="report-response", number=None, unit="none", provision=RESPONSE)
    RuleFactory(key="panel-publishes-reports", number=None, unit="none", provision=PUBLISH, is_verified=False)


@pytest.fixture
def review(body, laws):
    return ReviewFactory(body=body, unpublished=True, slug="rural-crime", title="Rural crime")


def _write(review, **facts):
    usual = {"findings": "Visits take **nine** days.", "conclusions": "", "response_due_on": date(2022, 4, 20), "actor": None}
    review.refresh_from_db()
    return reporting.write_report(review=review, version=review.version, **usual | facts)


def _draft(review, text="To visit within two days."):
    return reporting.draft_recommendation(review=review, text=text, made_to="Police and Crime Commissioner", actor=None)


def _issue(review, on=TODAY):
    review.refresh_from_db()
    return reporting.issue_report(review=review, version=review.version, issued_on=on, actor=None)


def _url(name, *more):
    return reverse(f"reviews:{name}", args=["avon", "rural-crime", *more])


# Sending it


def test_report_makes_the_review_its_recommendations_and_its_print_public_and_sets_what_is_due(review):
    _write(review)
    drafted = _draft(review)
    assert drafted.published_at is None
    issued = _issue(review, date(2022, 3, 18))
    made = Recommendation.objects.get()
    kept = Print.objects.get(owner_kind="review", owner_key=review.pk)
    duty = Obligation.objects.get(subject_kind="recommendation")
    assert (issued.status, issued.reported_on) == (ReviewStatus.REPORTED, date(2022, 3, 18))
    assert issued.published_at
    assert (made.reference, made.made_on, made.response_due_on) == (drafted.reference, date(2022, 3, 18), date(2022, 4, 20))
    assert made.published_at
    assert (kept.access, kept.file.store) == (Access.PUBLIC, StoreName.PUBLIC)
    assert (duty.due_on, duty.status) == (date(2022, 4, 20), DutyStatus.OPEN)


def test_print_holds_what_the_law_asks_and_what_everybody_may_read_and_nothing_private(review):
    ReviewMeetingFactory(review=review, what="The panel agreed the scope")
    ReviewEvidenceFactory(review=review, title="What parishes say")
    ReviewEvidenceFactory(review=review, private=True, title="CANARY-TITLE", given_by="CANARY-GIVER", text="CANARY-TEXT")
    ReviewEvidenceFactory(review=review, removed=True, title="CANARY-REMOVED")
    ReviewWitnessFactory(review=review, heard=True)
    _write(review)
    made, gone = _draft(review), _draft(review, "CANARY-TAKEN-OUT")
    reporting.take_out(recommendation=gone, actor=None)
    _issue(review)
    html = Print.objects.get(owner_kind="review").html
    for words in (
        "The panel agreed the scope", "What parishes say", "Head of roads policing", "<strong>nine</strong>", made.reference,
        "To visit within two days.", f"The Commissioner must respond to this report and to what it recommends ({RESPONSE}).",
        "The panel asks for the response by Wednesday 20 April 2022.", f"{PUBLISH} (not yet verified)",
    ):  # fmt: skip
        assert words in html
    assert "CANARY" not in html


def test_report_that_lacks_something_is_refused_with_all_that_it_lacks_and_changes_nothing(review):
    _write(review, findings="", response_due_on=date(2022, 4, 1))
    with pytest.raises(ValidationError) as error:
        _issue(review, date(2022, 3, 21))
    assert error.value.message_dict == {
        "findings": ["Write what the panel found"],
        "conclusions": ["Write the conclusions, or add a recommendation"],
        "issued_on": ["Enter today or an earlier day"],
        "response_due_on": ["Nothing is recommended. Add a recommendation, or take this day out"],
    }
    review.refresh_from_db()
    assert (review.reported_on, review.published_at, Print.objects.count()) == (None, None, 0)


def test_report_is_sent_once_and_stands(review):
    _write(review)
    made = _draft(review)
    _issue(review)
    for work in (
        lambda: _issue(review),
        lambda: _write(review, findings="Other"),
        lambda: _draft(review),
        lambda: reporting.change_draft(recommendation=made, version=2, text="Other", made_to="X", actor=None),
        lambda: reporting.take_out(recommendation=made, actor=None),
    ):
        made.review.refresh_from_db()
        with pytest.raises(ValidationError) as error:
            work()
        assert error.value.code == "reported"
    assert Print.objects.filter(owner_kind="review").count() == 1


def test_table_that_the_page_cannot_hold_keeps_the_report_back(review):
    row = "|".join(["a" * 70] * 7)
    _write(review, findings=f"|{row}|\n|{'|'.join(['---'] * 7)}|\n|{row}|", conclusions="So.", response_due_on=None)
    with pytest.raises(ValidationError) as error:
        _issue(review)
    assert error.value.code == "too-wide"
    review.refresh_from_db()
    assert (review.reported_on, Print.objects.count()) == (None, 0)


def test_evidence_made_private_after_the_report_is_in_no_public_file_any_more(review):
    row = ReviewEvidenceFactory(review=review, title="CANARY-TITLE")
    _write(review)
    _draft(review)
    _issue(review)
    before = Print.objects.get(owner_kind="review")
    assert "CANARY-TITLE" in before.html
    private = {"access": Access.EXEMPT, "exempt_paragraph": ExemptParagraph.INDIVIDUAL}
    with pytest.raises(ValidationError) as error:
        parts.change_evidence(evidence=row, version=1, actor=None, title="Other", **private)
    assert error.value.code == "reported"
    parts.change_evidence(evidence=row, version=1, actor=None, **private)
    before.refresh_from_db()
    now = reporting.printed_report(review.__class__.objects.get(pk=review.pk))
    assert (before.withdrawn_at is not None, before.file.store) == (True, StoreName.RESTRICTED)
    assert now.number == before.number + 1
    assert "CANARY-TITLE" not in now.html


# How the print is tagged

MARKDOWN = "Visits take **nine** days.\n\n- one\n- two\n\n| District | Days |\n|---|---|\n| North | 9 |\n\n> quoted\n"


def _full(review):
    """A review with everything that can stand in its report."""
    ReviewMeetingFactory(review=review)
    ReviewEvidenceFactory(review=review)
    ReviewWitnessFactory(review=review, heard=True)
    _write(review, findings=MARKDOWN, conclusions=f"### Typed heading\n\n{MARKDOWN}")
    _draft(review, MARKDOWN)
    review.refresh_from_db()
    return reporting.preview_report(review)


def test_print_passes_our_own_check(review):
    assert structure_problems(_full(review)) == []


@pytest.mark.skipif(JAVA is None or not jars(), reason="needs java and veraPDF, as tests/documents/test_verapdf.py says")
def test_print_passes_verapdf(review, tmp_path):
    (tmp_path / "review.pdf").write_bytes(_full(review))
    assert broken_rules(sorted(tmp_path.glob("*.pdf"))) == {"review": []}


# The pages


def test_clerk_writes_drafts_looks_and_sends(client, review, clerk):
    client.force_login(clerk)
    form = client.get(_url("report-update")).context["form"]
    sent = {"findings": "Nine days.", "conclusions": "", "response_due_on": "20 4 2022", "version": form["version"].value()}
    assert client.post(_url("report-update"), sent).status_code == 302
    form = client.get(_url("draft-create")).context["form"]
    sent = {"text": "To visit sooner.", "made_to": "Police and Crime Commissioner", "token": form["token"].value()}
    for _twice in range(2):
        assert client.post(_url("draft-create"), sent).status_code == 302
    made = Recommendation.objects.get()
    form = client.get(_url("draft-update", made.reference)).context["form"]
    sent = {"text": "To visit in two days.", "made_to": "Commissioner", "version": form["version"].value()}
    assert client.post(_url("draft-update", made.reference), sent).status_code == 302
    for act in ("remove", "restore"):
        assert client.post(_url(f"draft-{act}", made.reference)).status_code == 302
    page = client.get(_url("report-issue"))
    assert "Send and publish the report with 1 recommendation" in page.content.decode()
    assert "To visit in two days." in page.content.decode()
    preview = client.get(_url("report-preview"))
    assert (preview.content[:5], preview["Cache-Control"]) == (b"%PDF-", "private, no-store")
    sent = {"issued_on": "20 3 2022", "version": page.context["form"]["version"].value()}
    assert client.post(_url("report-issue"), sent).status_code == 302
    client.logout()
    assert "To visit in two days." in client.get(reverse("reviews:review-detail", args=["avon", "rural-crime"])).content.decode()


def test_page_of_sending_says_what_is_missing_and_has_no_button(client, review, clerk):
    client.force_login(clerk)
    page = client.get(_url("report-issue")).content.decode()
    assert "Write what the panel found" in page
    assert 'name="issued_on' not in page


def test_file_is_there_for_everybody_once_the_report_is_out(client, review, clerk):
    assert client.get(_url("report-file")).status_code == 404
    _write(review)
    _draft(review)
    client.force_login(clerk)
    assert client.get(_url("report-file")).status_code == 404
    client.logout()
    _issue(review)
    response = client.get(_url("report-file"))
    assert (response.status_code, response["Content-Type"], response["Cache-Control"]) == (200, "application/pdf", "no-cache")
    assert "rural-crime-report.pdf" in response["Content-Disposition"]
    assert b"".join(response.streaming_content)[:5] == b"%PDF-"
    again = client.get(_url("report-file"), headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304
    client.force_login(clerk)
    assert client.get(_url("report-preview")).status_code == 404


def test_members_and_the_public_do_not_reach_the_writing(client, review, member):
    for user in (None, member):
        client.logout()
        if user:
            client.force_login(user)
        for name in ("report-update", "report-issue", "report-preview", "draft-create"):
            assert client.get(_url(name)).status_code == (403 if user else 302)
