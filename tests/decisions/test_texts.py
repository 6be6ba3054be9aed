"""The Commissioner's plans and annual reports: received, reviewed, issued, and what is out of order on the way."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import AuditEntry
from decisions.choices import CaseStatus, MeetingPart, NoticeKind, Outcome, Position
from decisions.models import Notice, Report
from decisions.rules import text_steps
from decisions.services.cases import reopen_case
from decisions.services.reading import facts_of
from decisions.services.texts import issue_text, receive_text
from interface import clock
from panels.models import Obligation
from panels.services.due import keep_duties
from tests.decisions.reporting import again, meeting_of, panel, people, rules
from tests.factories.decisions import CaseFactory, CaseMeetingFactory, NoticeFactory, ReportFactory, ResponseFactory
from tests.factories.panels import BodyFactory

TODAY = date(2022, 3, 10)
CAME, MET, SENT, SAID = date(2022, 1, 20), date(2022, 2, 1), date(2022, 2, 4), date(2022, 2, 20)


@pytest.fixture(autouse=True)
def on_the_day(db):
    rules()
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def body():
    return panel()


@pytest.fixture
def plan(body):
    return CaseFactory(body=body, plan=True, slug="2021-25")


@pytest.fixture
def annual(body):
    return CaseFactory(body=body, annual_report=True, slug="2020-21")


def _reported(case, position=Position.RECOMMEND, **fields):
    """A case whose draft came, was reviewed on 1 February and reported on on the 4th."""
    NoticeFactory(case=case, received_on=CAME)
    CaseMeetingFactory(case=case, meeting=meeting_of(case.body))
    return ReportFactory(case=case, issued=True, position=position, **fields)


def _words(case):
    return [(one.kind, one.words, one.provision, one.is_verified) for one in text_steps.warnings(facts_of(again(case)))]


def _receive(case, kind=NoticeKind.PROPOSAL, on=CAME, **sent):
    fresh = again(case)
    return receive_text(case=fresh, version=sent.pop("version", fresh.version), kind=kind, received_on=on, text="", actor=None)


def _issue(case, on=TODAY, *, was_changed=False):
    fresh = again(case)
    return issue_text(case=fresh, version=fresh.version, issued_on=on, was_changed=was_changed, note="", actor=None)


def _url(case, name, *more):
    return reverse(f"cases:{name}", args=["avon", case.kind, case.slug, *more])


# Received


def test_draft_begins_the_review_and_the_trail_names_no_words(plan):
    notice = receive_text(case=plan, version=plan.version, kind=NoticeKind.PROPOSAL, received_on=CAME, text="Secret", actor=None)
    plan.refresh_from_db()
    assert (plan.status, notice.published_at is not None) == (CaseStatus.NOTIFIED, True)
    entry = AuditEntry.objects.get(action="decisions.text_received")
    assert entry.detail == {"case": "2021-25", "notice": 1, "kind": "proposal"}


@pytest.mark.parametrize(
    ("kind", "on", "field", "words"),
    [
        (NoticeKind.PROPOSAL, date(2022, 3, 11), "received_on", "The day it was received must be today or earlier"),
        (NoticeKind.FINAL, date(2022, 1, 19), "received_on",
         "The first text came on Thursday 20 January 2022. Enter that day or a later one"),
    ],
    ids=["to come", "before the first"],
)  # fmt: skip
def test_text_is_refused_on_a_day_that_cannot_be(plan, kind, on, field, words):
    NoticeFactory(case=plan, received_on=CAME)
    with pytest.raises(ValidationError) as error:
        _receive(plan, kind, on)
    assert error.value.message_dict == {field: [words]}
    assert Notice.objects.count() == 1


def test_no_draft_comes_after_the_final_text_and_a_stale_page_enters_nothing(plan):
    NoticeFactory(case=plan, received_on=CAME)
    NoticeFactory(case=plan, final=True, received_on=SENT)
    with pytest.raises(ValidationError) as error:
        _receive(plan, on=SAID)
    assert error.value.message_dict == {"kind": ["The final text is here already. Take it back first if it was none"]}
    with pytest.raises(ValidationError) as stale:
        _receive(plan, NoticeKind.FINAL, SAID, version=99)
    assert stale.value.code == "stale"


# How it ended


@pytest.mark.parametrize(
    ("position", "was_changed", "outcome"),
    [
        (Position.SUPPORT, False, Outcome.AS_PROPOSED), (Position.RECOMMEND, True, Outcome.CHANGED),
        (Position.NOT_SUPPORT, False, Outcome.AGAINST_ADVICE), (Position.NOT_SUPPORT, True, Outcome.CHANGED),
    ],
    ids=["supported", "changed", "against", "changed after all"],
)  # fmt: skip
def test_outcome_follows_from_the_report_and_the_change(plan, position, was_changed, outcome):
    _reported(plan, position)
    closed = _issue(plan, was_changed=was_changed)
    assert (closed.status, closed.outcome, closed.outcome_on) == (CaseStatus.CLOSED, outcome, TODAY)


def test_issued_before_the_report_counts_as_without_one_and_says_so(plan):
    _reported(plan)
    closed = _issue(plan, on=date(2022, 2, 3))
    assert closed.outcome == Outcome.WITHOUT_REPORT
    assert _words(closed) == [(
        "missing", "It was issued on Thursday 3 February 2022 without a report of the panel, which the law asks for.",
        "Police Reform and Social Responsibility Act 2011, s.28(3)", True,
    )]  # fmt: skip


def test_issued_before_the_answer_is_said_with_its_provision(plan):
    _reported(plan)
    closed = _issue(plan)
    assert [(kind, provision) for kind, _said, provision, _mark in _words(closed)] == [
        ("missing", "Police Reform and Social Responsibility Act 2011, s.12(5)")
    ]
    assert reopen_case(case=closed, version=closed.version, actor=None).status == CaseStatus.REPORTED


def test_answered_and_issued_leaves_nothing_to_say(plan):
    report = _reported(plan)
    ResponseFactory(case=plan, report=report, responded_on=SAID)
    assert _words(_issue(plan)) == []


def test_nothing_is_issued_that_never_came_nor_before_it_came(plan):
    with pytest.raises(ValidationError, match="Enter first what the Commissioner sent"):
        _issue(plan)
    NoticeFactory(case=plan, received_on=CAME)
    with pytest.raises(ValidationError, match="The panel received it on Thursday 20 January 2022"):
        _issue(plan, on=date(2022, 1, 1))


# What is out of order


def test_sub_committee_is_flagged_with_its_unverified_provision(plan):
    NoticeFactory(case=plan, received_on=CAME)
    small = BodyFactory(area=plan.area, slug="small", kind="sub-committee")
    CaseMeetingFactory(case=plan, meeting=meeting_of(small))
    ((kind, words, provision, is_verified),) = _words(plan)
    assert (kind, is_verified) == ("outside", False)
    assert words.startswith("The meeting of Tuesday 1 February 2022 is one of a sub-committee.")
    assert provision == "Police Reform and Social Responsibility Act 2011, Schedule 6 paragraph 27"


def test_annual_report_asks_for_a_public_meeting_and_names_no_days(annual):
    NoticeFactory(case=annual, received_on=CAME)
    ((kind, words, provision, _mark),) = _words(annual)
    assert kind == "missing"
    assert "as soon as practicable after the report is sent, and names no number of days" in words
    assert provision == "Police Reform and Social Responsibility Act 2011, s.28(4) and s.12(3)-(4)"
    CaseMeetingFactory(case=annual, meeting=meeting_of(annual.body, publication="members"))
    assert [one[:2] for one in _words(annual)] == [
        ("outside", "No meeting of this case is open to the public. The law asks for a public meeting on the annual report.")
    ]
    CaseMeetingFactory(case=annual, meeting=meeting_of(annual.body, SENT), part=MeetingPart.PRESENTATION)
    assert _words(annual) == []


def test_response_past_the_panels_own_day_is_late(plan):
    _reported(plan, response_due_on=date(2022, 3, 1))
    ((kind, words, _provision, _mark),) = _words(plan)
    assert kind == "late"
    assert "by Tuesday 1 March 2022, a day of its own. None has come." in words


# What is due


def _due(case):
    keep_duties("case", again(case))
    rows = Obligation.objects.filter(subject_kind="case", subject_key=str(case.pk)).order_by("key")
    return [(one.key, one.due_on, one.owner, one.status, one.access) for one in rows]


def test_nothing_is_due_where_nobody_set_a_day(plan, annual):
    NoticeFactory(case=plan, received_on=CAME)
    assert (_due(plan), _due(annual)) == ([], [])


def test_review_and_response_are_due_on_the_days_that_were_set(plan):
    plan.due_on = date(2022, 2, 10)
    plan.save()
    report = _reported(plan, response_due_on=date(2022, 3, 1))
    assert _due(plan) == [
        ("response-1", date(2022, 3, 1), "commissioner", "open", "public"),
        ("review", date(2022, 2, 10), "panel", "met", "public"),
    ]
    provision = Obligation.objects.get(key="response-1").provision
    assert provision == "Police Reform and Social Responsibility Act 2011, s.12(5); the day was set by the panel"
    ResponseFactory(case=plan, report=report, responded_on=SAID)
    assert _due(plan)[0][3] == "met"


def test_public_meeting_meets_what_is_due_for_an_annual_report_and_others_do_not(annual):
    annual.due_on = date(2022, 2, 10)
    annual.published_at = None
    annual.save()
    small = BodyFactory(area=annual.area, slug="small", kind="sub-committee")
    CaseMeetingFactory(case=annual, meeting=meeting_of(small))
    CaseMeetingFactory(case=annual, meeting=meeting_of(annual.body, date(2022, 2, 2), publication="members"))
    assert _due(annual) == [("meeting", date(2022, 2, 10), "panel", "open", "decisions")]
    CaseMeetingFactory(case=annual, meeting=meeting_of(annual.body, date(2022, 2, 15)))
    assert _due(annual)[0][3] == "met"
    assert Obligation.objects.get().was_late


# Pages


def test_office_enters_a_draft_twice_clicked_once_kept(client, plan):
    client.force_login(people(plan.body)["office"])
    url = _url(plan, "text-receive")
    form = client.get(url).context["form"]
    sent = {
        "token": str(form["token"].value()), "version": form["version"].value(), "kind": "proposal", "text": "The draft",
        "received_on-day": "20", "received_on-month": "1", "received_on-year": "2022",
    }  # fmt: skip
    for _again in range(2):
        assert client.post(url, sent)["Location"] == plan.get_absolute_url()
    assert Notice.objects.count() == 1


def test_other_kinds_and_other_people_get_nothing_here(client, plan):
    cast = people(plan.body)
    other = reverse("cases:text-receive", args=["avon", "plans", "2021-25"]).replace("plans", "precept")
    client.force_login(cast["office"])
    assert client.get(other).status_code == 404
    client.force_login(cast["member"])
    assert client.get(_url(plan, "text-issue")).status_code == 403
    client.force_login(cast["elsewhere"])
    assert client.get(_url(plan, "text-issue")).status_code == 403


def test_issue_page_says_what_is_missing_and_asks_of_changes_only_after_a_report(client, plan):
    NoticeFactory(case=plan, received_on=CAME)
    client.force_login(people(plan.body)["clerk"])
    page = client.get(_url(plan, "text-issue")).content.decode()
    assert "The panel has not reported. The case will say that it went ahead without a report." in page
    assert "Did the Commissioner change it" not in page
    ReportFactory(case=plan, issued=True)
    shown = client.get(_url(plan, "text-issue"))
    assert "Did the Commissioner change it" in shown.content.decode()
    version = shown.context["form"]["version"].value()
    day = {"issued_on-day": "9", "issued_on-month": "3", "issued_on-year": "2022"}
    errors = client.post(_url(plan, "text-issue"), {"version": version, **day, "note": ""}).context["form"].errors
    assert errors["was_changed"] == ["Say whether it was changed after the panel’s report"]
    client.post(_url(plan, "text-issue"), {"version": version, **day, "note": "", "was_changed": "yes"})
    assert again(plan).outcome == Outcome.CHANGED


def test_case_page_shows_what_the_law_asks_line_by_line(client, annual):
    NoticeFactory(case=annual, received_on=CAME)
    CaseMeetingFactory(case=annual, meeting=meeting_of(annual.body), part=MeetingPart.PRESENTATION, note="Presented and answered")
    page = client.get(annual.get_absolute_url()).content.decode()
    assert "A public meeting, as soon as practicable" in page
    assert "12 days after the report came" in page
    assert "Presented and answered" in page
    assert Report.objects.count() == 0
