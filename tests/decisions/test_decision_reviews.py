"""The panel’s review of a decision: opened, reported on, answered, ended; and what it tells of a private decision."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import AuditEntry
from decisions.choices import CaseKind, CaseStatus, Outcome, Position
from decisions.due.cases import of_case
from decisions.models import Case, Report
from decisions.services.cases import change_case, open_case, publish_case, reopen_case, withdraw_case
from decisions.services.reading import facts_of, read_case
from decisions.services.reports import NEW, draft_sheet, issue_report, publish_report, write_report
from decisions.services.responses import publish_response, respond
from decisions.services.reviews import close_review, reviews_of
from decisions.views.reviews import reviews_on_notice
from panels.models import Obligation
from tests.factories.decisions import CaseMeetingFactory
from tests.factories.minutes import HeldMeetingFactory
from tests.factories.panels import PoliceAreaFactory
from tests.factories.register import DecisionFactory

pytestmark = pytest.mark.usefixtures("today", "rulebook")
SIGNED = "Anna Ash, Chair"


@pytest.fixture
def decision(area):
    return DecisionFactory(area=area, number=5, published=True, signed_on=date(2022, 1, 20), published_on=date(2022, 1, 21))


def opened(body, decision, **facts):
    return open_case(
        body=body, kind=CaseKind.DECISION, opened_on=date(2022, 2, 1), decision=decision, actor=None, **facts
    )  # fmt: skip


def again(case):
    return Case.objects.for_page().get(pk=case.pk)


def drafted(case, **facts):
    held = again(case)
    said = {"position": Position.SUPPORT, "text": "The wardens are welcome.", "signed_by": SIGNED, "manner": "On the website"}
    write_report(case=held, version=NEW, number=1, actor=None, **said | facts)
    return Report.objects.get(case=case)


def reported(case, **facts):
    draft = drafted(case, **facts)
    return issue_report(report=draft, version=draft.version, issued_on=date(2022, 2, 2), actor=None)


def answered(case, report):
    held = again(case)
    return respond(
        case=held, version=held.version, report=report, responded_on=date(2022, 2, 3), text="Thank you.", signed_by="R Vale",
        actor=None,
    )  # fmt: skip


def url(name, case, *args):
    return reverse(f"cases:{name}", args=["avon", case.kind, case.slug, *args])


# Opening -----------------------------------------------------------------------------------------------------------


def test_review_bears_the_reference_alone_and_is_the_offices_too(body, decision, office, member):
    case = opened(body, decision)
    assert (case.title, case.slug, case.status) == ("Review of decision 2022/005", "2022-005", CaseStatus.NOTIFIED)
    assert case.shared_at is not None
    assert Case.objects.visible_to(office).get() == Case.objects.visible_to(member).get() == case
    assert not Case.objects.visible_to(AnonymousUser()).exists()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "This decision is not published, and the office has not shared it with the panel"),
        ({"signed": True}, "This decision is not published, and the office has not shared it with the panel"),
    ],
)
def test_nothing_is_reviewed_that_the_panel_may_not_know_of(area, body, facts, said):
    with pytest.raises(ValidationError) as refusal:
        opened(body, DecisionFactory(area=area, **facts))
    assert refusal.value.message_dict == {"decision": [said]}
    assert not Case.objects.exists()


def test_decision_of_another_area_is_not_reviewed(body):
    elsewhere = DecisionFactory(area=PoliceAreaFactory(slug="kent"), published=True)
    with pytest.raises(ValidationError, match="No decision that you can read"):
        opened(body, elsewhere)


def test_shared_decision_is_reviewed_before_it_is_public(area, body):
    assert opened(body, DecisionFactory(area=area, shared=True)).decision is not None


def test_one_review_of_a_decision_runs_at_a_time(body, decision):
    first = opened(body, decision)
    with pytest.raises(ValidationError, match="There is a case already: Review of decision 2022/005"):
        opened(body, decision)
    withdraw_case(case=first, version=again(first).version, why="Opened twice.", withdrawn_on=date(2022, 2, 2), actor=None)
    second = opened(body, decision)
    assert second.slug == "2022-005-2"
    with pytest.raises(ValidationError, match="There is a case already"):
        reopen_case(case=again(first), version=again(first).version, actor=None)


def test_database_keeps_decision_and_kind_together(body, decision):
    case = opened(body, decision)
    with pytest.raises(IntegrityError, match="decisions_case_review_has_decision"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(decision=None)
    with pytest.raises(IntegrityError, match="decisions_case_review_has_decision"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(kind=CaseKind.PLAN)


def test_title_of_a_review_is_never_typed(body, decision):
    case = opened(body, decision)
    changed = change_case(case=case, version=case.version, title="Something secret", about="Value for money", actor=None)
    assert (changed.title, changed.about) == ("Review of decision 2022/005", "Value for money")


def test_clerk_opens_a_review_from_the_page_of_a_decision(client, body, decision, clerk):
    client.force_login(clerk)
    page = reverse("cases:case-create", args=["avon"]) + "?kind=decision-reviews&decision=2022-005"
    form = client.get(page).context["form"]
    assert form["decision"].value() == "2022/005"
    sent = {name: form[name].value() for name in ("token", "body", "decision")}
    day = {"opened_on-day": "1", "opened_on-month": "2", "opened_on-year": "2022"}
    response = client.post(page, sent | day)
    case = Case.objects.get()
    assert response["Location"] == case.get_absolute_url() == "/avon/decision-reviews/2022-005/"
    assert case.decision == decision


@pytest.mark.parametrize("typed", ["2022/777", "2022/006", "none"])
def test_form_says_the_same_of_an_unknown_and_of_a_hidden_decision(client, area, body, clerk, typed):
    DecisionFactory(area=area, number=6)
    client.force_login(clerk)
    page = reverse("cases:case-create", args=["avon"]) + "?kind=decision-reviews"
    errors = client.post(page, {"decision": typed}).context["form"].errors["decision"]
    unknown = "No decision that you can read has this reference. Check it in the register of decisions"
    assert errors == ["Enter the reference of the decision, like 2018/005" if typed == "none" else unknown]


# Its course --------------------------------------------------------------------------------------------------------


def test_review_goes_from_meeting_to_report_answer_and_end(body, decision):
    case = opened(body, decision)
    CaseMeetingFactory(case=case, meeting=HeldMeetingFactory(body=body, held_on=date(2022, 2, 1)))
    report = reported(case)
    assert again(case).status == CaseStatus.REPORTED
    answered(case, report)
    assert again(case).status == CaseStatus.ANSWERED
    ended = close_review(
        case=case, version=again(case).version, ended_on=date(2022, 2, 3), note="The panel noted the answer.", actor=None
    )  # fmt: skip
    assert (ended.status, ended.outcome) == (CaseStatus.CLOSED, Outcome.ANSWERED)
    assert AuditEntry.objects.filter(action="decisions.case_closed").get().detail == {"case": "2022-005", "outcome": "answered"}


@pytest.mark.parametrize(("has_report", "outcome"), [(False, Outcome.NO_REPORT), (True, Outcome.NOT_ANSWERED)])
def test_end_is_told_from_the_record(body, decision, has_report, outcome):
    case = opened(body, decision)
    if has_report:
        reported(case)
    ended = close_review(case=case, version=again(case).version, ended_on=date(2022, 2, 3), note="", actor=None)
    assert ended.outcome == outcome


def test_review_does_not_end_before_its_last_act(body, decision):
    case = opened(body, decision)
    reported(case)
    with pytest.raises(ValidationError) as refusal:
        close_review(case=case, version=again(case).version, ended_on=date(2022, 2, 1), note="", actor=None)
    said = "What the record says last was on Wednesday 2 February 2022. Enter that day or a later one"
    assert refusal.value.message_dict == {"ended_on": [said]}
    assert again(case).status == CaseStatus.REPORTED


def test_days_are_due_only_where_the_panel_set_them(body, decision):
    plain = opened(body, decision)
    assert list(of_case(plain)) == []
    withdraw_case(case=plain, version=again(plain).version, why="No.", withdrawn_on=date(2022, 2, 2), actor=None)
    case = opened(body, decision, due_on=date(2022, 3, 1))
    reported(case, response_due_on=date(2022, 4, 1))
    rows = {one.key: one for one in Obligation.objects.of("case", case.pk)}
    assert {key: (one.owner, one.status) for key, one in rows.items()} == {
        "review": ("panel", "met"), "response-1": ("commissioner", "open"),
    }  # fmt: skip
    assert rows["review"].provision == "Police Reform and Social Responsibility Act 2011, s.28(6); the day was set by the panel"


# Who reads what ------------------------------------------------------------------------------------------------------


def test_report_names_a_private_decision_by_its_public_line_alone(area, body):
    secret = DecisionFactory(area=area, title="Buy Canary House", exempt=True, published=True, signed_on=date(2022, 1, 20))
    case = opened(body, secret)
    sheet = draft_sheet(facts_of(again(case)), drafted(case))
    assert "Decision on a contract" in sheet.content
    assert "Canary" not in str(sheet)


def test_report_names_no_title_of_a_decision_that_is_not_public(area, body):
    case = opened(body, DecisionFactory(area=area, title="Canary scheme", shared=True, number=9))
    sheet = draft_sheet(facts_of(again(case)), drafted(case))
    assert "The panel reviewed decision 2022/009 of the Commissioner." in sheet.content
    assert "Canary" not in str(sheet)


@pytest.mark.parametrize("reader", ["public", "clerk", "member", "office"])
def test_page_shows_the_private_title_to_who_may_read_it(client, area, body, clerk, member, office, reader):
    secret = DecisionFactory(area=area, title="Buy Canary House", exempt=True, published=True, shared=True)
    case = opened(body, secret)
    publish_case(case=case, version=again(case).version, actor=None)
    people = {"clerk": clerk, "member": member, "office": office}
    if reader in people:
        client.force_login(people[reader])
    html = client.get(case.get_absolute_url()).content.decode()
    assert ("Buy Canary House" in html, "Decision on a contract" in html) == (
        (True, False) if people.get(reader) else (False, True)
    )


def test_public_page_of_a_review_names_a_hidden_decision_by_reference_alone(client, area, body):
    case = opened(body, DecisionFactory(area=area, title="Canary scheme", shared=True, number=9))
    publish_case(case=case, version=again(case).version, actor=None)
    html = client.get(case.get_absolute_url()).content.decode()
    assert "2022/009. It is not public." in " ".join(html.split())
    assert "Canary" not in html
    assert "/decisions/2022-009/" not in html


def test_clerk_is_warned_before_a_hidden_decision_is_told_of(area, body, clerk):
    from decisions.rules.steps import warnings_of

    case = opened(body, DecisionFactory(area=area, shared=True))
    assert [one.words[:30] for one in warnings_of(read_case(again(case), clerk))] == ["The decision is not public yet"]
    published = publish_case(case=case, version=again(case).version, actor=None)
    assert warnings_of(read_case(again(published), clerk)) == []


def test_notice_links_review_report_and_answer_as_far_as_each_is_public(rf, body, decision, clerk):
    case = opened(body, decision)
    publish_case(case=case, version=again(case).version, actor=None)
    report = reported(case)
    answer = answered(case, report)
    anybody = AnonymousUser()
    assert [(one.reports, one.responses) for one in reviews_of(decision, anybody)] == [([], [])]
    assert [(one.reports, one.responses) for one in reviews_of(decision, clerk)] == [([report], [answer])]
    publish_report(report=report, version=Report.objects.get().version, manner="On the website", actor=None)
    publish_response(response=answer, version=answer.version, actor=None)
    request = rf.get("/")
    request.user, request.area = anybody, body.area
    shown = reviews_on_notice(request, decision)
    assert [row["url"] for row in shown["reviews"][0]["reports"]] == [url("report-detail", case, 1)]
    assert [row["url"] for row in shown["reviews"][0]["responses"]] == [url("response-detail", case, answer.number)]
    assert shown["review_create_url"] == ""


def test_only_the_clerk_is_offered_to_open_a_review(rf, area, body, decision, clerk, office, member):
    def offered(user, one=decision):
        request = rf.get("/")
        request.user, request.area = user, area
        return reviews_on_notice(request, one)["review_create_url"]

    assert offered(clerk) == "/avon/cases/create/?kind=decision-reviews&decision=2022-005"
    assert [offered(one) for one in (AnonymousUser(), office, member)] == ["", "", ""]
    assert offered(clerk, DecisionFactory(area=area)) == ""
    opened(body, decision)
    assert offered(clerk) == ""


def test_page_to_end_a_review_says_what_it_will_say(client, body, decision, clerk, office):
    case = opened(body, decision)
    page = url("review-close", case)
    client.force_login(office)
    assert client.get(page).status_code == 403
    client.force_login(clerk)
    assert "The panel has not reported." in client.get(page).content.decode()
    sent = {"version": again(case).version, "ended_on-day": "3", "ended_on-month": "2", "ended_on-year": "2022", "note": ""}
    assert client.post(page, sent)["Location"] == case.get_absolute_url()
    html = client.get(case.get_absolute_url()).content.decode()
    assert "The review ended without a report or a recommendation, which the law asks the panel to make." in html


def test_other_kinds_have_no_page_to_end_a_review(client, body, decision, clerk):
    client.force_login(clerk)
    assert client.get(url("review-close", opened(body, decision)).replace("decision-reviews", "plans")).status_code == 404


# Through the pages ---------------------------------------------------------------------------------------------------


def _send(client, page, **facts):
    """Open a form, and send it with what it carries itself."""
    form = client.get(page).context["form"]
    own = {name: form[name].value() for name in ("token", "version") if name in form.fields}
    response = client.post(page, {name: value for name, value in own.items() if value is not None} | facts)
    assert response.status_code == 302, response.context["form"].errors
    return response


def _day(name, day):
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def test_clerk_reports_publishes_and_ends_and_office_answers_through_the_pages(client, body, decision, clerk, office):
    case = opened(body, decision)
    client.force_login(clerk)
    _send(client, url("case-publish", case))
    said = {
        "position": "recommend", "recommendations": "Publish the bids.", "text": "Looked at.", "signed_by": SIGNED,
        "manner": "On the website",
    }  # fmt: skip
    _send(client, url("report-update", case, 1), **said)
    _send(client, url("report-issue", case, 1), **_day("issued_on", date(2022, 2, 2)))
    _send(client, url("report-publish", case, 1), manner="On the website")
    client.force_login(office)
    report = Report.objects.get()
    _send(
        client, url("response-create", case), text="The bids are public now.", signed_by="R Vale", report=str(report.number),
        **_day("responded_on", date(2022, 2, 3)),
    )  # fmt: skip
    answer = case.responses.get()
    client.force_login(clerk)
    _send(client, url("response-publish", case, answer.number))
    _send(client, url("review-close", case), note="Noted.", **_day("ended_on", date(2022, 2, 3)))
    client.logout()
    html = " ".join(client.get(case.get_absolute_url()).content.decode().split())
    assert "Ended on Thursday 3 February 2022: Answered." in html
    assert "Grant to the night-time economy fund" in html
    notice = client.get(decision.get_absolute_url()).content.decode()
    assert url("report-detail", case, 1) in notice
    assert url("response-detail", case, answer.number) in notice
