"""The pages of reports and responses: who reads, who writes, what a refusal says, two writers, sending twice."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from decisions.choices import Position, ReportStatus
from decisions.models import Case, Report, Response
from decisions.services import reports, responses
from documents.services.files import read_bytes
from interface import clock
from meetings.models import Recommendation
from tests.decisions.reporting import REASONS, again, hearing, panel, people, precept, revised, rules, sent, written

READERS = ("public", "clerk", "member", "chair", "office", "elsewhere")


@pytest.fixture(autouse=True)
def today(db):
    rules()
    with clock.stand_on(date(2022, 2, 25)):
        yield


@pytest.fixture
def body(db):
    return panel()


@pytest.fixture
def cast(body):
    return people(body)


def url(case, name, *args):
    return reverse(f"cases:{name}", args=["avon", case.kind, case.slug, *args])


def statuses(client, cast, address):
    """What each reader gets, by name."""
    found = {}
    for name in READERS:
        client.logout()
        if name in cast:
            client.force_login(cast[name])
        found[name] = client.get(address).status_code
    return found


def only(*names):
    return {name: 200 if name in names else 404 for name in READERS}


def sending(**changes):
    """A whole draft as the form sends it."""
    said = {
        "position": "veto-high", "vote": "", "recommendations": "Report on reserves.\nPublish the plan.",
        "recommended_band_d": "", "text": REASONS, "signed_by": "Anna Ash, Chair", "manner": "On the website",
        "version": "0",
    }  # fmt: skip
    return said | changes


# Who reads -------------------------------------------------------------------------------------------------------


def test_a_draft_is_for_those_who_write_and_the_chair_as_page_and_file(client, cast, body):
    case = precept(body)
    written(case, text="CANARY-DRAFT")

    for name in ("report-detail", "report-file"):
        assert statuses(client, cast, url(case, name, 1)) == only("clerk", "chair")


def test_a_report_that_was_sent_is_for_the_panel_and_the_office_until_it_is_published(client, cast, body):
    case = precept(body)
    report = sent(case)
    for name in ("report-detail", "report-file"):
        assert statuses(client, cast, url(case, name, 1)) == only("clerk", "member", "chair", "office")

    reports.publish_report(report=report, version=report.version, manner="On the website", actor=None)
    for name in ("report-detail", "report-file"):
        assert statuses(client, cast, url(case, name, 1)) == only(*READERS)


def test_a_response_is_for_the_panel_and_the_office_until_it_is_published_and_for_nobody_once_taken_back(client, cast, body):
    case = precept(body)
    report = sent(case)
    made = answered(report)
    for name in ("response-detail", "response-file"):
        assert statuses(client, cast, url(case, name, made.number)) == only("clerk", "member", "chair", "office")

    reports.publish_report(report=report, version=report.version, manner="On the website", actor=None)
    made = responses.publish_response(response=made, version=made.version, actor=None)
    assert statuses(client, cast, url(case, "response-detail", made.number)) == only(*READERS)
    responses.take_back_response(response=made, version=made.version, why="Wrong", actor=None)
    assert statuses(client, cast, url(case, "response-detail", made.number)) == only()


@pytest.mark.parametrize("name", ["report-update", "report-issue", "report-publish"])
def test_only_who_keeps_the_case_acts_on_a_report(client, cast, body, name):
    case = precept(body)
    written(case)
    found = {}
    for reader in ("clerk", "member", "office", "elsewhere"):
        client.force_login(cast[reader])
        found[reader] = client.get(url(case, name, 1)).status_code

    assert found == {"clerk": 200, "member": 403, "office": 403, "elsewhere": 403}


def test_the_office_and_the_clerk_enter_a_response_and_nobody_else(client, cast, body):
    case = precept(body)
    sent(case)
    found = {}
    for reader in ("clerk", "member", "office", "elsewhere"):
        client.force_login(cast[reader])
        found[reader] = client.get(url(case, "response-create")).status_code

    assert found == {"clerk": 200, "member": 403, "office": 200, "elsewhere": 403}


def test_kinds_in_which_the_panel_does_not_report_have_no_report(client, cast, body):
    case = precept(body)
    client.force_login(cast["clerk"])

    assert client.get(url(case, "report-update", 3)).status_code == 404
    Case.objects.filter(pk=case.pk).update(kind="suspensions")
    assert client.get(url(again(case), "report-update", 1)).status_code == 404
    assert client.get(url(again(case), "response-create")).status_code == 404


# The file --------------------------------------------------------------------------------------------------------


def test_the_file_is_the_bytes_that_were_sent_and_a_private_reading_is_kept_in_the_trail(client, cast, body):
    case = precept(body)
    report = sent(case)
    client.force_login(cast["office"])
    answer = client.get(url(case, "report-file", 1))

    assert b"".join(answer.streaming_content) == read_bytes(reports.printed(report).file)
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"] == 'inline; filename="2022-23-report-1.pdf"'
    assert AuditEntry.objects.get(action="documents.restricted_read").actor == cast["office"]


def test_a_page_shows_the_printed_words_and_not_what_the_record_says_since(client, cast, body):
    case = precept(body)
    report = sent(case)
    reports.publish_report(report=report, version=report.version, manner="On the website", actor=None)
    case.votes.update(votes_for=1, in_room=3)
    page = client.get(url(case, "report-detail", 1)).content.decode()

    assert "In favour were 12, so the panel vetoed." in page
    assert "In the panel’s view the precept is too high." in page
    assert "SI 2012/2271, regulation 4(1)" in page


# Writing and sending ---------------------------------------------------------------------------------------------


def test_the_clerk_writes_sends_and_publishes_and_the_recommendations_get_references(client, cast, body):
    case = precept(body)
    client.force_login(cast["clerk"])
    vote = case.votes.get().number

    client.post(url(case, "report-update", 1), sending(vote=vote))
    draft = Report.objects.get()
    assert draft.recommendations == ["Report on reserves.", "Publish the plan."]
    asked = client.get(url(case, "report-issue", 1)).content.decode()
    assert "2 recommendations go into the register under references." in asked
    assert "A veto reported later ends the process" in asked  # today is 25 February

    day = {"issued_on-day": "4", "issued_on-month": "2", "issued_on-year": "2022"}
    assert client.post(url(case, "report-issue", 1), {**day, "version": draft.version}).status_code == 302
    draft.refresh_from_db()
    client.post(url(case, "report-publish", 1), {"manner": "On the website", "version": draft.version})

    draft.refresh_from_db()
    assert (draft.status, draft.was_late, draft.issued_by) == (ReportStatus.PUBLISHED, False, cast["clerk"])
    client.logout()
    page = client.get(url(case, "report-detail", 1)).content.decode()
    assert all(one.reference in page and one.get_absolute_url() in page for one in Recommendation.objects.all())


def test_what_refuses_a_report_is_listed_with_its_provision_and_no_button_sends_it(client, cast, body):
    case = precept(body)
    client.force_login(cast["clerk"])
    client.post(url(case, "report-update", 1), sending(vote="", signed_by=""))
    page = client.get(url(case, "report-issue", 1)).content.decode()

    assert "It cannot go out yet" in page
    assert "A veto needs a vote. Record it, then choose it here" in page
    assert "Police Reform and Social Responsibility Act 2011, Schedule 5 paragraph 4(4)" in page
    assert "Enter who signs the report" in page
    assert "Send the report</button>" not in page.replace("\n", "")


def test_a_second_writer_sees_both_texts_and_saves_by_decision(client, cast, body):
    case = precept(body)
    client.force_login(cast["clerk"])
    client.post(url(case, "report-update", 1), sending(text="The first"))
    answer = client.post(url(case, "report-update", 1), sending(text="The second"))
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "The first" in page
    assert "The second" in page
    assert Report.objects.get().text == "The first"
    client.post(url(case, "report-update", 1), sending(text="The second", version=Report.objects.get().version))
    assert Report.objects.get().text == "The second"


def test_a_preview_saves_nothing(client, cast, body):
    case = precept(body)
    client.force_login(cast["clerk"])
    page = client.post(url(case, "report-update", 1), sending(preview="text", text="**Bold** words")).content.decode()

    assert "<strong>Bold</strong> words" in page
    assert not Report.objects.exists()


def test_a_hearing_offers_no_veto_for_a_deputy_and_no_precept_figure(client, cast, body):
    case = hearing(body)
    client.force_login(cast["clerk"])
    page = client.get(url(case, "report-update", 1)).content.decode()

    assert 'value="appoint"' in page
    assert "veto" not in page.split("What the portal states")[0]
    assert "recommended_band_d" not in page


def test_a_hearing_s_report_page_never_names_a_private_candidate(client, cast, body):
    case = hearing(body)
    report = sent(case, Position.APPOINT, vote=None, on=date(2022, 2, 12))
    reports.publish_report(report=report, version=report.version, manner="On the website", actor=None)
    client.force_login(cast["clerk"])

    for name in ("report-detail", "report-publish", "report-issue"):
        assert "Candlewick" not in client.get(url(case, name, 1)).content.decode()


# Responses -------------------------------------------------------------------------------------------------------


def answered(report, text="I thank the panel."):
    case = again(report.case)
    said = {"text": text, "signed_by": "", "actor": None, "responded_on": date(2022, 2, 14)}
    return responses.respond(case=case, version=case.version, report=report, **said)


def answering(**changes):
    said = {
        "report": "1", "responded_on-day": "14", "responded_on-month": "2", "responded_on-year": "2022",
        "text": "I thank the panel.", "signed_by": "", "token": "8b0f0c1e-8f7c-4d43-9a2a-5a3f6a1f9b11",
    }  # fmt: skip
    return said | changes


def test_the_office_answers_once_however_often_the_form_is_sent(client, cast, body):
    case = precept(body)
    sent(case)
    client.force_login(cast["office"])
    said = answering()
    first = client.post(url(case, "response-create"), said)
    second = client.post(url(case, "response-create"), said)

    assert first.status_code == second.status_code == 302
    assert first.url == second.url == url(case, "response-detail", Response.objects.get().number)


def test_a_refused_response_says_why_beside_its_field(client, cast, body):
    case = precept(body)
    sent(case)
    client.force_login(cast["office"])
    page = client.post(url(case, "response-create"), answering(**{"responded_on-day": "3"})).content.decode()

    assert "The panel asked on Friday 4 February 2022. Enter that day or a later one" in page
    assert not Response.objects.exists()


def test_the_office_takes_its_own_back_until_it_is_public_then_only_the_clerk(client, cast, body):
    case = precept(body)
    report = sent(case)
    made = answered(report)
    client.force_login(cast["office"])
    assert client.get(url(case, "response-take-back", made.number)).status_code == 200

    reports.publish_report(report=report, version=report.version, manner="On the website", actor=None)
    made = responses.publish_response(response=made, version=made.version, actor=None)
    assert client.get(url(case, "response-take-back", made.number)).status_code == 403
    client.force_login(cast["clerk"])
    client.post(url(case, "response-take-back", made.number), {"why": "Wrong case", "version": made.version})
    assert Response.objects.get().taken_back_why == "Wrong case"


def test_a_response_is_not_offered_for_publishing_before_its_report(client, cast, body):
    case = precept(body)
    made = answered(sent(case))
    client.force_login(cast["clerk"])
    page = client.get(url(case, "response-publish", made.number)).content.decode()

    assert "The report that it answers is not public. Publish the report first." in page
    assert "Publish the response</button>" not in page.replace("\n", "")


@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_report_page_asks_the_same_questions_of_any_number_of_responses(client, body, count, django_assert_max_num_queries):
    case = precept(body)
    report = sent(case)
    reports.publish_report(report=report, version=report.version, manner="On the website", actor=None)
    now = clock.now()
    Response.objects.bulk_create(
        Response(case=case, number=1000 + number, report=report, responded_on=date(2022, 2, 14), text="Thanks", entered_at=now,
                 published_at=now)
        for number in range(count)
    )  # fmt: skip

    with django_assert_max_num_queries(30):
        page = client.get(url(case, "report-detail", 1)).content.decode()
    assert page.count("Response of Monday 14 February 2022") == count


def test_a_new_report_opens_with_the_vote_of_its_round(client, cast, body):
    case = precept(body)
    client.force_login(cast["clerk"])
    number = case.votes.get().number

    assert client.get(url(case, "report-update", 1)).context["form"]["vote"].value() == number
    sent(case)
    second = revised(case)
    assert client.get(url(second, "report-update", 2)).context["form"]["vote"].value() is None


def test_in_a_case_that_has_ended_each_reads_who_can_open_it_again(client, cast, body):
    case = sent(precept(body), Position.SUPPORT).case
    ended = {"status": "closed", "closed_at": clock.now(), "outcome": "as-proposed", "outcome_on": date(2022, 2, 25)}
    Case.objects.filter(pk=case.pk).update(**ended)
    told = {}
    for who in ("office", "clerk"):
        client.force_login(cast[who])
        told[who] = client.get(url(case, "response-create")).context["problem"]
    assert told == {
        "office": "This case has ended. Ask the panel’s clerk to open it again.",
        "clerk": "This case has ended. Open it again first.",
    }
