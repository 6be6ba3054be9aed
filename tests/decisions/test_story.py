"""The history of a case, and how far it is by its rows and for whom it waits."""

from datetime import date
from types import SimpleNamespace

import pytest

from decisions.choices import CaseKind, CaseStatus, NoticeKind, Position, ReportStatus
from decisions.due.facts import facts_of
from decisions.rules.parts import DONE, NEXT, NOW, Told, stages_from
from decisions.rules.status import COMMISSIONER, NOBODY, PANEL, states_waiting_for, status_from, waits_for
from decisions.rules.story import story_of
from panels.models import Rule
from tests.factories.decisions import (
    CandidateFactory,
    CaseFactory,
    CaseMeetingFactory,
    NoticeFactory,
    PanelVoteFactory,
    ReportFactory,
    ResponseFactory,
)
from tests.factories.minutes import HeldMeetingFactory
from tests.factories.panels import PoliceAreaFactory, RuleFactory

pytestmark = pytest.mark.usefixtures("today", "rulebook")


@pytest.fixture
def vetoed(body):
    """A precept that was vetoed, revised, and reported on again too late."""
    case = CaseFactory(body=body, reported_again=True)
    NoticeFactory(case=case)
    meeting = HeldMeetingFactory(body=body)
    CaseMeetingFactory(case=case, meeting=meeting, left_room=True)
    PanelVoteFactory(case=case, meeting=meeting, veto=True)
    ReportFactory(case=case, published=True, position=Position.VETO_HIGH, issued_on=date(2022, 2, 2))
    NoticeFactory(case=case, revised=True, received_on=date(2022, 2, 3))
    ReportFactory(case=case, issued=True, late=True, issued_on=date(2022, 2, 3))
    return case


def test_story_tells_what_happened_the_newest_first(vetoed):
    told = [(one.on.day, one.title) for one in story_of(facts_of(vetoed))]
    assert told == [
        (3, "Report sent to the Commissioner"),
        (3, "Report published"),
        (3, "Received: revised precept"),
        (2, "Report sent to the Commissioner"),
        (1, "Veto carried: 8 voted for it and 8 are needed"),
        (1, "Review"),
        (25, "Received: notice of what is proposed"),
        (10, "Case opened"),
    ]


def test_story_says_what_a_late_report_was_and_that_they_left(vetoed):
    words = " ".join(one.words for one in story_of(facts_of(vetoed)))
    assert "It was sent after the panel’s time was over." in words
    assert "The Commissioner and staff left the room before the vote. They left at 11.40" in words
    assert "There is no second veto." in words


def test_story_never_names_a_candidate(body):
    notice = CandidateFactory(notice__case=CaseFactory(body=body, hearing=True), opened=True).notice
    assert "Candlewick" not in " ".join(one.title + one.words for one in story_of(facts_of(notice.case)))


def test_kind_of_case_adds_to_the_story(body):
    case = CaseFactory(body=body)
    told = story_of(facts_of(case), [Told(date(2022, 1, 12), "Applications closed")])
    assert [one.title for one in told] == ["Applications closed", "Case opened"]


def test_what_is_planned_is_not_history(body):
    case = CaseFactory(body=body)
    CaseMeetingFactory(case=case, meeting=HeldMeetingFactory(body=body, held_on=date(2022, 2, 4), status="published"))
    assert [one.title for one in story_of(facts_of(case))] == ["Case opened"]
    assert len(facts_of(case).planned) == 1


# How far it is


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ([], CaseStatus.EXPECTED),
        (["notice"], CaseStatus.NOTIFIED),
        (["notice", "draft"], CaseStatus.NOTIFIED),
        (["notice", "report"], CaseStatus.REPORTED),
        (["notice", "report", "response"], CaseStatus.ANSWERED),
        (["notice", "report", "revised"], CaseStatus.REVISED),
        (["notice", "report", "response", "revised"], CaseStatus.REVISED),
        (["notice", "report", "revised", "report"], CaseStatus.REPORTED_AGAIN),
        (["notice", "report", "revised", "report", "response"], CaseStatus.ANSWERED),
    ],
)
def test_state_follows_from_the_rows(body, rows, status):
    case = CaseFactory(body=body)
    make = {
        "notice": lambda: NoticeFactory(case=case),
        "revised": lambda: NoticeFactory(case=case, revised=True, received_on=date(2022, 2, 3)),
        "draft": lambda: ReportFactory(case=case),
        "report": lambda: ReportFactory(case=case, issued=True),
        "response": lambda: ResponseFactory(case=case, report=case.reports.last()),
    }
    for row in rows:
        make[row]()
    assert status_from(facts_of(case)) == status


def test_a_late_veto_is_no_veto(vetoed):
    facts = facts_of(vetoed)
    assert facts.veto_report.number == 1
    facts.veto_report.was_late = True
    assert facts.veto_report is None


@pytest.mark.parametrize(
    ("kind", "status", "whom"),
    [
        (CaseKind.PRECEPT, CaseStatus.EXPECTED, COMMISSIONER),
        (CaseKind.PRECEPT, CaseStatus.NOTIFIED, PANEL),
        (CaseKind.PRECEPT, CaseStatus.REVISED, PANEL),
        (CaseKind.APPOINTMENT, CaseStatus.REPORTED, COMMISSIONER),
        (CaseKind.INFORMATION, CaseStatus.EXPECTED, PANEL),
        (CaseKind.INFORMATION, CaseStatus.NOTIFIED, COMMISSIONER),
        (CaseKind.ATTENDANCE, CaseStatus.ANSWERED, PANEL),
        (CaseKind.SUSPENSION, CaseStatus.REPORTED, PANEL),
        (CaseKind.PLAN, CaseStatus.WITHDRAWN, NOBODY),
    ],
)
def test_case_waits_for_somebody(kind, status, whom):
    assert waits_for(kind, status) == whom
    assert (str(kind), str(status)) in states_waiting_for(whom)


def test_every_kind_in_every_state_waits_for_one():
    every = [pair for whom in (PANEL, COMMISSIONER, NOBODY) for pair in states_waiting_for(whom)]
    assert len(every) == len(set(every)) == len(CaseKind) * len(CaseStatus)


def test_the_first_stage_that_is_not_done_is_now():
    made = stages_from([("A", True, ""), ("B", False, ""), ("C", True, ""), ("D", False, "")])
    assert [one.state for one in made] == [DONE, NOW, DONE, NEXT]


# The rules that hold


def test_rules_of_a_precept_are_those_of_its_february_and_the_cap_of_its_april(body):
    rules = facts_of(CaseFactory(body=body, year=2022)).rules
    assert (rules["referendum-cap-pounds"].number, rules["precept-report-date"].number) == (10, 8)
    assert facts_of(CaseFactory(body=body, year=2019, slug="other")).rules["referendum-cap-pounds"].number == 24
    assert "referendum-cap-pounds" not in facts_of(CaseFactory(body=body, year=2090, slug="far")).rules


def test_the_nearest_jurisdiction_wins():
    area = PoliceAreaFactory(slug="fire", policing_body="pfcc")
    case = CaseFactory(body__area=area, plan=True)
    general = facts_of(case).rules["plan-review"]
    RuleFactory(key="plan-review", jurisdiction="pfcc", number=None, unit="none", provision="Of its own")
    assert (general.jurisdiction, facts_of(case).rules["plan-review"].provision) == ("england", "Of its own")


def test_rule_that_came_later_does_not_hold_yet(body):
    case = CaseFactory(body=body, plan=True, opened_on=date(2021, 5, 1))
    Rule.objects.filter(key="plan-review", jurisdiction="england").update(in_force_until=date(2021, 12, 31))
    RuleFactory(
        key="plan-review", jurisdiction="england", number=None, unit="none", provision="Later", in_force_from=date(2022, 1, 1)
    )
    assert facts_of(case).rules["plan-review"].provision != "Later"
    NoticeFactory(case=case, received_on=date(2022, 1, 25))
    assert facts_of(case).rules["plan-review"].provision == "Later"


def test_facts_of_other_kinds_have_no_precept(body):
    facts = facts_of(CaseFactory(body=body, plan=True))
    assert (facts.precept, facts.appointment, facts.current_report, facts.current_response) == (None, None, None, None)
    assert facts.responses_to(SimpleNamespace(pk=1, status=ReportStatus.ISSUED)) == []
    assert facts.running_notice is None


def test_final_text_does_not_set_the_panels_time_running(body):
    case = CaseFactory(body=body, plan=True)
    first = NoticeFactory(case=case)
    NoticeFactory(case=case, kind=NoticeKind.FINAL, received_on=date(2022, 2, 1))
    facts = facts_of(case)
    assert (facts.running_notice, facts.latest_notice.kind) == (first, NoticeKind.FINAL)
