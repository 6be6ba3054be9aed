"""The three weeks of a hearing and the six of a removal: counted by hand here, by the rule book there."""

from datetime import date, timedelta

import pytest

from decisions.choices import CaseKind, CaseStatus, NoticeKind, Outcome, Position, Post
from decisions.rules.hearings import clock_of, current_clock, hearings_outside, lapsed_clock, open_poll, report_on
from panels.choices import Reckoning
from panels.working_days import counted
from tests.decisions.hearing_facts import LATER, again, facts, meeting, notice, poll, report, shipped_rules

D = date


def last_day(received_on, *polls, today=LATER, kind=CaseKind.APPOINTMENT):
    known = facts(notice(received_on), polls=polls, today=today, kind=kind)
    return current_clock(known).last_on


@pytest.mark.parametrize(
    ("received_on", "expected"),
    [
        pytest.param(D(2022, 2, 1), D(2022, 2, 21), id="the real one: Tuesday to Monday"),
        pytest.param(D(2023, 2, 15), D(2023, 3, 7), id="over the end of February"),
        pytest.param(D(2024, 2, 15), D(2024, 3, 6), id="over 29 February"),
        pytest.param(D(2024, 2, 29), D(2024, 3, 20), id="on 29 February"),
        pytest.param(D(2022, 2, 5), D(2022, 2, 25), id="received on a Saturday"),
        pytest.param(D(2022, 1, 9), D(2022, 1, 29), id="ends on a Saturday: it does not move"),
        pytest.param(D(2022, 1, 10), D(2022, 1, 30), id="ends on a Sunday: it does not move"),
        pytest.param(D(2022, 3, 29), D(2022, 4, 18), id="ends on Easter Monday: it does not move"),
        pytest.param(D(2021, 12, 24), D(2022, 1, 13), id="over Christmas: bank holidays count"),
        pytest.param(D(2022, 12, 12), D(2023, 1, 1), id="over the end of the year"),
    ],
)
def test_three_weeks_begin_with_the_day_received(received_on, expected):
    assert last_day(received_on, today=D(2023, 6, 1)) == expected


def test_every_start_of_four_years_ends_on_the_day_of_the_week_before_it():
    for step in range(4 * 365 + 1):
        start = D(2021, 1, 1) + timedelta(days=step)
        end = last_day(start, today=D(2026, 1, 1))
        assert ((end - start).days, (end.weekday() + 1) % 7) == (20, start.weekday())


# The post-election period: the day of the poll counts in it, and so does that of the acceptance
@pytest.mark.parametrize(
    ("received_on", "polls", "expected"),
    [
        pytest.param(D(2021, 4, 26), [poll(D(2021, 5, 6), D(2021, 5, 13))], D(2021, 5, 24), id="poll inside: 8 days more"),
        pytest.param(D(2021, 5, 10), [poll(D(2021, 5, 6), D(2021, 5, 13))], D(2021, 6, 3), id="received during: 4 of them left"),
        pytest.param(D(2021, 5, 6), [poll(D(2021, 5, 6), D(2021, 5, 13))], D(2021, 6, 3), id="received on the day of the poll"),
        pytest.param(D(2021, 5, 13), [poll(D(2021, 5, 6), D(2021, 5, 13))], D(2021, 6, 3), id="received on the last day of it"),
        pytest.param(D(2021, 5, 14), [poll(D(2021, 5, 6), D(2021, 5, 13))], D(2021, 6, 3), id="received the day after it"),
        pytest.param(D(2021, 4, 16), [poll(D(2021, 5, 6), D(2021, 5, 13))], D(2021, 5, 14), id="poll on the last day"),
        pytest.param(D(2021, 4, 15), [poll(D(2021, 5, 6), D(2021, 5, 13))], D(2021, 5, 5), id="poll the day after the last"),
        pytest.param(D(2022, 2, 1), [poll(D(2021, 5, 6), D(2021, 5, 13))], D(2022, 2, 21), id="poll long before"),
        pytest.param(D(2023, 1, 9), [poll(D(2023, 1, 19), D(2023, 1, 23), by=True)], D(2023, 2, 3), id="by-election inside"),
        pytest.param(
            D(2021, 5, 10), [poll(D(2016, 5, 5), D(2016, 5, 12)), poll(D(2021, 5, 6), D(2021, 5, 13))], D(2021, 6, 3),
            id="the poll that touches it among others",
        ),
        pytest.param(D(2022, 2, 1), [], D(2022, 2, 21), id="no election"),
    ],
)  # fmt: skip
def test_the_post_election_period_is_ignored(received_on, polls, expected):
    assert last_day(received_on, *polls, today=D(2023, 6, 1)) == expected


def test_an_office_that_is_not_accepted_holds_the_time_still_from_day_to_day():
    election = poll(D(2021, 5, 6))

    ends = [last_day(D(2021, 4, 26), election, today=D(2021, 5, day)) for day in (1, 6, 7, 12)]

    assert ends == [D(2021, 5, 17), D(2021, 5, 17), D(2021, 5, 18), D(2021, 5, 23)]


def test_an_open_poll_is_known_as_the_reason_and_a_closed_one_is_not():
    still, over = poll(D(2021, 5, 6)), poll(D(2021, 5, 6), D(2021, 5, 13))
    start = notice(D(2021, 4, 26))

    waiting, done = facts(start, polls=[still], today=D(2021, 5, 8)), facts(start, polls=[over], today=D(2021, 5, 8))

    assert (open_poll(waiting, current_clock(waiting)), open_poll(done, current_clock(done))) == (still, None)


def test_the_days_shown_one_by_one_lead_to_the_last_day():
    clock = current_clock(facts(notice(D(2021, 4, 26)), polls=[poll(D(2021, 5, 6), D(2021, 5, 13))]))

    rows = counted(Reckoning.WEEKS_BEGINNING, clock.starts_on, clock.rule.number, "england", clock.pause)

    assert (rows[-1].day, rows[-1].number, sum(row.counts for row in rows)) == (clock.last_on, 21, 21)


def test_six_weeks_for_a_call_to_go_and_a_poll_in_them_counts():
    election = poll(D(2022, 2, 10), D(2022, 2, 14))

    assert last_day(D(2022, 2, 1), kind=CaseKind.REMOVAL) == D(2022, 3, 14)
    assert last_day(D(2022, 2, 1), election, kind=CaseKind.REMOVAL) == D(2022, 3, 14)


def test_the_number_is_that_of_the_rule_book_and_nothing_is_assumed_without_it():
    rules = shipped_rules()
    longer = {**rules, "hearing-report-weeks": type(rules["hearing-report-weeks"])(**vars(rules["hearing-report-weeks"]))}
    longer["hearing-report-weeks"].number = 5

    assert current_clock(facts(notice(D(2022, 2, 1)), rules=longer)).last_on == D(2022, 3, 7)
    assert current_clock(facts(notice(D(2022, 2, 1)), rules={})) is None


def test_a_notice_given_again_starts_the_time_anew():
    known = facts(notice(D(2022, 2, 1)), again(D(2022, 3, 2)))

    assert [clock_of(known, one).last_on for one in known.notices] == [D(2022, 2, 21), D(2022, 3, 22)]
    assert current_clock(known).last_on == D(2022, 3, 22)


def test_a_reserve_candidate_has_time_of_their_own_that_is_not_verified():
    reserve = notice(D(2022, 3, 10), 2, NoticeKind.RESERVE)
    clock = current_clock(facts(notice(D(2022, 2, 1)), reserve, post=Post.CHIEF_CONSTABLE))

    assert (clock.last_on, clock.is_verified) == (D(2022, 3, 30), False)
    assert clock.provision.startswith("SI 2012/2271, regulations 9-10; ")


# Hearings outside, and time that is over -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("held_on", "notices", "outside"),
    [
        pytest.param(D(2022, 2, 21), [notice(D(2022, 2, 1))], False, id="on the last day"),
        pytest.param(D(2022, 2, 22), [notice(D(2022, 2, 1))], True, id="the day after"),
        pytest.param(D(2022, 3, 17), [notice(D(2022, 2, 1))], True, id="the real one"),
        pytest.param(D(2022, 3, 17), [notice(D(2022, 2, 1)), again(D(2022, 3, 2))], False, id="notified again in time"),
        pytest.param(D(2022, 3, 17), [notice(D(2022, 2, 1)), again(D(2022, 2, 25))], False, id="exactly three weeks before"),
        pytest.param(D(2022, 3, 17), [notice(D(2022, 2, 1)), again(D(2022, 2, 24))], True, id="a day too early"),
        pytest.param(D(2022, 3, 17), [notice(D(2022, 2, 1)), again(D(2022, 3, 18))], True, id="only after the hearing"),
        pytest.param(D(2022, 1, 20), [notice(D(2022, 2, 1))], False, id="before any notice"),
        pytest.param(D(2022, 3, 17), [], False, id="no notice"),
    ],
)
def test_a_hearing_outside_the_three_weeks_is_flagged(held_on, notices, outside):
    assert bool(hearings_outside(facts(*notices, meetings=[meeting(held_on)]))) is outside


def test_a_report_belongs_to_the_notice_before_it():
    first, second = notice(D(2022, 2, 1)), again(D(2022, 3, 2))
    known = facts(first, second, reports=[report(D(2022, 3, 17))])

    assert [report_on(known, one) for one in known.notices] == [None, known.reports[0]]


def test_a_veto_and_a_reserve_candidate_on_one_day_are_kept_apart():
    veto = report(D(2022, 3, 10), Position.VETO)
    known = facts(notice(D(2022, 3, 1)), notice(D(2022, 3, 10), 2, NoticeKind.RESERVE), reports=[veto], post=Post.CHIEF_CONSTABLE)

    assert [report_on(known, one) for one in known.notices] == [veto, None]


@pytest.mark.parametrize(
    ("today", "more", "lapsed"),
    [
        pytest.param(D(2022, 2, 21), {}, False, id="on the last day"),
        pytest.param(D(2022, 2, 22), {}, True, id="the day after"),
        pytest.param(D(2022, 3, 30), {"reports": [report(D(2022, 2, 18))], "status": CaseStatus.REPORTED}, False, id="reported"),
        pytest.param(D(2022, 3, 30), {"status": CaseStatus.REPORTED}, False, id="reported, and the reader may not read it"),
        pytest.param(
            D(2022, 3, 30), {"status": CaseStatus.CLOSED, "outcome": Outcome.WITHOUT_REPORT, "outcome_on": D(2022, 2, 25)}, True,
            id="appointed without it",
        ),
        pytest.param(
            D(2022, 3, 30), {"status": CaseStatus.CLOSED, "outcome": Outcome.NOT_PROCEEDED, "outcome_on": D(2022, 2, 10)}, False,
            id="given up in time",
        ),
    ],
)  # fmt: skip
def test_time_is_over_without_a_report_and_never_said_where_there_may_be_one(today, more, lapsed):
    assert (lapsed_clock(facts(notice(D(2022, 2, 1)), today=today, **more)) is not None) is lapsed
