"""The days of a precept: the same in every year, whatever they fall on, and what is due of them in a case."""

from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import CaseKind, NoticeKind, Position, ReportStatus
from decisions.models import Case, Report
from decisions.rules.precept import timetable
from decisions.services.cases import close_case, open_case, publish_case
from decisions.services.precept import issue_precept, receive_precept
from interface import clock
from panels.choices import DutyAccess, DutyOwner, DutyStatus
from panels.models import Election, Obligation
from panels.services import due as due_services
from panels.working_days import holiday_name
from tests.decisions.precepts import load_rules, rules_of
from tests.factories.decisions import ReportFactory, ResponseFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, PoliceAreaFactory

DAYS = [(2, 1), (2, 8), (2, 15), (2, 22), (3, 1)]
KEYS = ["notice", "report", "revised", "second-report", "issue"]
PROVISIONS = ["regulation 3", "regulation 4(1)", "regulation 5", "regulation 6", "Part 2"]


@pytest.mark.parametrize("year", range(2013, 2061))
def test_days_are_those_of_the_calendar_in_every_year(year):
    found = timetable(year, rules_of())
    assert [one.key for one in found] == KEYS
    assert [one.day for one in found] == [date(year, *day) for day in DAYS]
    assert [one.rule.provision.removeprefix("SI 2012/2271, ") for one in found] == PROVISIONS
    assert [one.owner for one in found] == [
        DutyOwner.COMMISSIONER, DutyOwner.PANEL, DutyOwner.COMMISSIONER, DutyOwner.PANEL, DutyOwner.COMMISSIONER,
    ]  # fmt: skip


def test_the_years_tested_hold_every_case_that_could_move_a_day():
    """Leap years and others, each weekday for each of the days; no bank holiday of England or Wales lies on any of them."""
    days = {(year, day) for year in range(2013, 2061) for day in DAYS}
    for day in DAYS:
        assert {date(year, *day).weekday() for year, one in days if one == day} == set(range(7))
    assert {year % 4 == 0 for year, _day in days} == {True, False}
    assert not [day for year, day in days for nation in ("england", "wales") if holiday_name(date(year, *day), nation)]


@pytest.mark.parametrize("year", [2025, 2026])
def test_weekend_does_not_move_a_day(year):
    """1 February 2025 was a Saturday and 1 February 2026 a Sunday."""
    first = timetable(year, rules_of())[0].day
    assert (first, first.weekday() >= 5) == (date(year, 2, 1), True)


def test_leap_day_lies_between_the_last_two_days_and_moves_neither():
    found = {one.key: one.day for one in timetable(2024, rules_of())}
    assert (found["issue"] - found["second-report"]).days == 8
    assert found["issue"] == date(2024, 3, 1)


def test_rule_that_is_missing_leaves_its_day_out():
    rules = {key: one for key, one in rules_of().items() if key != "precept-response-date"}
    assert [one.key for one in timetable(2022, rules)] == ["notice", "report", "second-report", "issue"]


# What is due in a case --------------------------------------------------------------------------------------------


@pytest.fixture
def rulebook(db):
    load_rules()


@pytest.fixture
def panel(rulebook):
    return BodyFactory(area=PoliceAreaFactory(slug="avon", name="Avon"), slug="panel", name="Avon Police and Crime Panel")


@pytest.fixture
def clerk(panel):
    return AppointmentFactory(area=panel.area).user


@pytest.fixture
def case(panel, clerk):
    with clock.stand_on(date(2022, 1, 10)):
        return open_case(body=panel, kind=CaseKind.PRECEPT, year=2022, opened_on=date(2022, 1, 10), actor=clerk)


def rows(case):
    return {row.key: row for row in Obligation.objects.of("case", case.pk)}


def receive(case, clerk, on, band_d="251.20", kind=NoticeKind.PROPOSAL):
    case.refresh_from_db()
    with clock.stand_on(on):
        facts = {"received_on": on, "band_d": Decimal(band_d), "total": None, "bands": {}, "text": ""}
        return receive_precept(case=case, version=case.version, kind=kind, actor=clerk, **facts)


def reported(case, position, on, **more):
    """The panel's report as its own service leaves it, and what is due brought in line."""
    late = more.get("number", 1) == 1 and on > date(2022, 2, 8)
    found = ReportFactory(case=case, published=True, position=position, issued_on=on, was_late=late, **more)
    keep(case, on)
    return found


def keep(case, on):
    with clock.stand_on(on):
        due_services.keep_duties("case", Case.objects.for_page().get(pk=case.pk))


def states(case):
    return {key: (row.status, row.due_on.isoformat()) for key, row in rows(case).items()}


def test_case_that_is_opened_has_its_six_duties(case):
    assert {key: row.due_on for key, row in rows(case).items()} == {
        "notice": date(2022, 2, 1), "report": date(2022, 2, 8), "revised": date(2022, 2, 15),
        "second-report": date(2022, 2, 22), "response": date(2022, 3, 1), "issue": date(2022, 3, 1),
    }  # fmt: skip
    assert rows(case)["revised"].title == "If the panel vetoes: respond with a revised precept"
    assert rows(case)["response"].provision == (
        "Police Reform and Social Responsibility Act 2011, Schedule 5 paragraph 5; SI 2012/2271, Part 2"
    )
    assert {row.access for row in rows(case).values()} == {DutyAccess.DECISIONS}


def test_election_within_the_weeks_moves_nothing(panel, clerk):
    Election.objects.create(area=panel.area, poll_on=date(2022, 2, 3), accepted_on=date(2022, 2, 11), is_by_election=True)
    with clock.stand_on(date(2022, 1, 10)):
        case = open_case(body=panel, kind=CaseKind.PRECEPT, year=2022, opened_on=date(2022, 1, 10), actor=clerk)
    assert rows(case)["report"].due_on == date(2022, 2, 8)
    assert {row.paused_from for row in rows(case).values()} == {None}


def test_published_case_shows_its_duties_to_everybody(case, clerk):
    with clock.stand_on(date(2022, 1, 11)):
        publish_case(case=case, version=case.version, actor=clerk)
    assert {row.access for row in rows(case).values()} == {DutyAccess.PUBLIC}


def test_notice_in_time_meets_its_duty_and_a_late_one_late(case, clerk, panel):
    receive(case, clerk, date(2022, 2, 1))
    assert (rows(case)["notice"].status, rows(case)["notice"].was_late) == (DutyStatus.MET, False)
    with clock.stand_on(date(2023, 1, 10)):
        next_year = open_case(body=panel, kind=CaseKind.PRECEPT, year=2023, opened_on=date(2023, 1, 10), actor=clerk)
    receive(next_year, clerk, date(2023, 2, 2))
    assert rows(next_year)["notice"].was_late


def test_report_without_a_veto_sets_the_second_round_aside_with_the_reason(case, clerk):
    receive(case, clerk, date(2022, 2, 1))
    reported(case, Position.SUPPORT, date(2022, 2, 7))
    found = rows(case)
    assert found["report"].status == DutyStatus.MET
    for key in ("revised", "second-report"):
        assert (found[key].status, found[key].explanation) == (DutyStatus.NOT_APPLICABLE, "The panel did not veto the precept")
    assert found["response"].status == DutyStatus.OPEN


def test_no_report_in_time_sets_the_second_round_and_the_response_aside(case, clerk):
    receive(case, clerk, date(2022, 2, 1))
    keep(case, date(2022, 2, 9))
    found = rows(case)
    assert {key for key, row in found.items() if row.status == DutyStatus.NOT_APPLICABLE} == {
        "revised", "second-report", "response",
    }  # fmt: skip
    assert found["report"].status == DutyStatus.OPEN
    assert found["issue"].due_on == date(2022, 3, 1)


def test_late_veto_sets_the_second_round_aside(case, clerk):
    receive(case, clerk, date(2022, 2, 1))
    reported(case, Position.VETO_HIGH, date(2022, 2, 9))
    assert rows(case)["revised"].explanation == "The veto was reported too late to hold"
    assert rows(case)["report"].was_late


def test_veto_runs_through_all_five_days_to_the_issue(case, clerk):
    receive(case, clerk, date(2022, 2, 1))
    reported(case, Position.VETO_HIGH, date(2022, 2, 7))
    assert rows(case)["revised"].title == "Respond to the veto with a revised precept"
    receive(case, clerk, date(2022, 2, 14), "246.20", NoticeKind.REVISED)
    second = reported(case, Position.SUPPORT, date(2022, 2, 21), number=2)
    ResponseFactory(case=case, report=second, responded_on=date(2022, 2, 24))
    case.refresh_from_db()
    with clock.stand_on(date(2022, 2, 28)):
        issued = {"issued_on": date(2022, 2, 28), "band_d": Decimal("246.20"), "total": None, "note": ""}
        issue_precept(case=case, version=case.version, actor=clerk, **issued)
    found = rows(case)
    assert {key: (row.status, row.was_late) for key, row in found.items()} == dict.fromkeys(found, (DutyStatus.MET, False))
    assert found["second-report"].met_at.astimezone(clock.LONDON).isoformat() == "2022-02-21T12:00:00+00:00"


@pytest.mark.parametrize(
    ("position", "on", "late"),
    [
        pytest.param(Position.VETO_HIGH, date(2022, 2, 7), False, id="a veto"),
        pytest.param(Position.SUPPORT, date(2022, 2, 7), False, id="none"),
        pytest.param(Position.VETO_HIGH, date(2022, 2, 9), True, id="a veto that was late"),
    ],
)
def test_whether_the_panel_vetoed_is_nobody_elses_business_before_its_report_is_public(case, clerk, position, on, late):
    """Neither from what is due nor from what is not: the public reads the same, whatever the report says."""
    with clock.stand_on(date(2022, 1, 11)):
        publish_case(case=case, version=case.version, actor=clerk)
    receive(case, clerk, date(2022, 2, 1))
    report = ReportFactory(case=case, issued=True, position=position, issued_on=on, was_late=late)
    keep(case, on)
    private = {"revised", "second-report", "response"}
    assert {key for key, row in rows(case).items() if row.access == DutyAccess.DECISIONS} == private
    Report.objects.filter(pk=report.pk).update(status=ReportStatus.PUBLISHED)
    keep(case, on)
    assert {row.access for row in rows(case).values()} == {DutyAccess.PUBLIC}


def test_day_that_the_panel_asked_for_stands_for_the_response(case, clerk):
    receive(case, clerk, date(2022, 2, 1))
    reported(case, Position.RECOMMEND, date(2022, 2, 7), response_due_on=date(2022, 2, 18))
    assert rows(case)["response"].due_on == date(2022, 2, 18)


def test_year_that_the_rule_book_does_not_hold_has_no_duties(panel, clerk):
    with clock.stand_on(date(2022, 1, 10)):
        case = open_case(body=panel, kind=CaseKind.PRECEPT, year=2011, opened_on=date(2011, 1, 10), actor=clerk)
        close_case(case=case, version=case.version, outcome="as-proposed", outcome_on=date(2011, 2, 10), note="", actor=clerk)
    assert states(case) == {}
