"""How far something due is, told from its day, its hour and what became of it."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interface import clock
from panels import due
from panels.choices import DutyStatus
from panels.due import due_state, is_over

TODAY = date(2022, 3, 15)
NOON = datetime(2022, 3, 15, 12, tzinfo=clock.LONDON)


@pytest.mark.parametrize(
    ("due_on", "due_at", "closing", "expected"),
    [
        (date(2022, 3, 14), None, False, ("missed", "Missed")),
        (date(2022, 3, 14), None, True, ("closed", "Closed")),
        (TODAY, None, False, ("today", "Due today")),
        (TODAY, time(17), False, ("today", "Due today")),
        (TODAY, time(17), True, ("today", "Closes today")),
        (TODAY, time(12), False, ("missed", "Missed")),
        (TODAY, time(12), True, ("closed", "Closed")),
        (TODAY, time(12, 0, 1), True, ("today", "Closes today")),
        (date(2022, 3, 16), None, False, ("upcoming", "Due tomorrow")),
        (date(2022, 3, 16), None, True, ("upcoming", "Closes tomorrow")),
        (date(2022, 3, 18), None, False, ("upcoming", "In 3 days")),
    ],
)
def test_what_is_open_is_told_by_its_day_and_hour(due_on, due_at, closing, expected):
    state = due_state(DutyStatus.OPEN, due_on, due_at, closing, None, False, NOON)

    assert (state.key, state.words) == expected


@pytest.mark.parametrize(
    ("status", "late", "met_on", "expected"),
    [
        (DutyStatus.MET, False, datetime(2022, 2, 14, 9, tzinfo=clock.LONDON), ("met", "Met 14 Feb")),
        (DutyStatus.MET, True, datetime(2022, 3, 10, 9, tzinfo=clock.LONDON), ("met-late", "Met late 10 Mar")),
        (DutyStatus.MET, False, datetime(2021, 12, 3, 9, tzinfo=clock.LONDON), ("met", "Met 3 Dec 2021")),
        (DutyStatus.NOT_APPLICABLE, False, None, ("not-applicable", "Not applicable")),
    ],
)
def test_what_is_settled_says_when(status, late, met_on, expected):
    state = due_state(status, date(2022, 3, 9), None, False, met_on, late, NOON)

    assert (state.key, state.words) == expected


def test_the_missed_come_first_and_what_does_not_apply_last():
    ranked = sorted(due.RANKS, key=lambda key: due._state(key, "").rank)

    assert (ranked[0], ranked[-1]) == ("missed", "not-applicable")


@given(st.integers(-40, 40), st.integers(0, 23), st.booleans())
def test_nothing_is_both_over_and_to_come(days, hour, closing):
    due_on = date.fromordinal(TODAY.toordinal() + days)
    state = due_state(DutyStatus.OPEN, due_on, time(hour), closing, None, False, NOON)
    over = (days, hour) <= (0, 12)

    assert (state.key in ("missed", "closed")) == over == is_over(due_on, time(hour), NOON)


def test_the_hour_is_londons_on_both_sides_of_the_clock_change():
    before = datetime(2022, 3, 25, 16, 59, 59, tzinfo=clock.LONDON)
    after = datetime.fromisoformat("2022-04-01T16:00:00+00:00")  # 5pm summer time

    assert not is_over(date(2022, 3, 25), time(17), before)
    assert is_over(date(2022, 4, 1), time(17), after)
