from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panels.working_days import (
    CountedDay,
    add_months,
    count_clear_days,
    count_working_days_after,
    counted,
    counted_days,
    holiday_name,
    is_working_day,
    last_publication_day,
    reckon,
    working_days_before,
    working_days_of,
)

ENGLAND = working_days_of("england")
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        pytest.param(date(2022, 3, 9), "", id="an ordinary Wednesday"),
        pytest.param(date(2022, 1, 3), "New Year's Day (substitute day)", id="new year moved from a Saturday"),
        pytest.param(date(2022, 4, 15), "Good Friday", id="Good Friday"),
        pytest.param(date(2022, 4, 18), "Easter Monday", id="Easter Monday"),
        pytest.param(date(2020, 5, 4), "", id="May Day of 2020 was moved"),
        pytest.param(date(2020, 5, 8), "May Day", id="to VE day"),
        pytest.param(date(2022, 5, 30), "", id="the spring holiday of 2022 was moved"),
        pytest.param(date(2022, 6, 2), "Spring Bank Holiday", id="to the jubilee's Thursday"),
        pytest.param(date(2022, 6, 3), "Platinum Jubilee of Elizabeth II", id="the jubilee"),
        pytest.param(date(2022, 9, 19), "State Funeral of Queen Elizabeth II", id="the Queen's funeral"),
        pytest.param(date(2023, 5, 8), "Coronation of Charles III", id="the coronation"),
        pytest.param(date(2022, 12, 27), "Christmas Day (substitute day)", id="Christmas moved from a Sunday"),
        pytest.param(date(2011, 4, 29), "Wedding of William and Catherine", id="the wedding"),
        pytest.param(date(2012, 6, 5), "Diamond Jubilee of Elizabeth II", id="the diamond jubilee"),
        pytest.param(date(2021, 12, 28), "Boxing Day (substitute day)", id="Boxing Day moved from a Sunday"),
        pytest.param(date(2022, 11, 30), "", id="Saint Andrew is Scotland's"),
        pytest.param(date(2022, 3, 17), "", id="Saint Patrick is Northern Ireland's"),
    ],
)
@pytest.mark.parametrize("nation", ["england", "wales"])
def test_holiday_name_is_that_of_england_and_wales(nation, day, name):
    assert holiday_name(day, nation) == name


@pytest.mark.parametrize(
    ("day", "works"),
    [
        pytest.param(date(2022, 3, 11), True, id="Friday"),
        pytest.param(date(2022, 3, 12), False, id="Saturday"),
        pytest.param(date(2022, 3, 13), False, id="Sunday"),
        pytest.param(date(2022, 4, 15), False, id="Good Friday"),
    ],
)
def test_is_working_day(day, works):
    assert is_working_day(day, "england") is works


@pytest.mark.parametrize(
    ("held", "clear_days", "last"),
    [
        pytest.param(date(2022, 3, 17), 5, date(2022, 3, 9), id="the published pack: Thursday 17 to Wednesday 9 March"),
        pytest.param(date(2022, 3, 14), 5, date(2022, 3, 4), id="Monday 14 to Friday 4 March"),
        pytest.param(date(2022, 3, 17), 3, date(2022, 3, 11), id="questions: three clear days"),
        pytest.param(date(2022, 3, 17), 0, date(2022, 3, 16), id="statements: the working day before"),
        pytest.param(date(2022, 3, 14), 0, date(2022, 3, 11), id="the working day before a Monday"),
        pytest.param(date(2022, 3, 24), 5, date(2022, 3, 16), id="Northshire's meeting"),
        pytest.param(date(2022, 4, 26), 5, date(2022, 4, 14), id="Easter between"),
        pytest.param(date(2022, 1, 5), 5, date(2021, 12, 23), id="Christmas and new year between"),
        pytest.param(date(2022, 6, 8), 5, date(2022, 5, 27), id="the jubilee's two days between"),
        pytest.param(date(2022, 9, 21), 5, date(2022, 9, 12), id="the Queen's funeral between"),
        pytest.param(date(2022, 3, 19), 5, date(2022, 3, 11), id="a meeting on a Saturday"),
        pytest.param(date(2023, 5, 10), 5, date(2023, 4, 28), id="May Day and the coronation between"),
        pytest.param(date(2011, 5, 4), 5, date(2011, 4, 20), id="Easter, the wedding and May Day between"),
        pytest.param(date(2022, 3, 31), 5, date(2022, 3, 23), id="the clocks go forward between"),
        pytest.param(date(2022, 11, 3), 5, date(2022, 10, 26), id="the clocks go back between"),
    ],
)
def test_last_publication_day(held, clear_days, last):
    assert last_publication_day(held, clear_days, ENGLAND) == last


@pytest.mark.parametrize(
    ("opened", "held", "days"),
    [
        pytest.param(date(2022, 3, 9), date(2022, 3, 17), 5, id="in time"),
        pytest.param(date(2022, 3, 10), date(2022, 3, 17), 4, id="one day late"),
        pytest.param(date(2022, 3, 16), date(2022, 3, 17), 0, id="the day before"),
        pytest.param(date(2022, 3, 17), date(2022, 3, 17), 0, id="the same day"),
        pytest.param(date(2022, 3, 18), date(2022, 3, 17), 0, id="after the meeting"),
        pytest.param(date(2022, 4, 14), date(2022, 4, 19), 0, id="Easter alone lies between"),
        pytest.param(date(2022, 12, 23), date(2022, 12, 29), 1, id="Christmas between"),
    ],
)
def test_count_clear_days(opened, held, days):
    assert count_clear_days(opened, held, ENGLAND) == days


def test_counted_days_number_each_day_or_say_why_it_does_not_count():
    assert counted_days(date(2022, 4, 13), date(2022, 4, 20), "england") == [
        CountedDay(date(2022, 4, 13), False, None, "day of publication"),
        CountedDay(date(2022, 4, 14), True, 1, ""),
        CountedDay(date(2022, 4, 15), False, None, "Good Friday"),
        CountedDay(date(2022, 4, 16), False, None, "weekend"),
        CountedDay(date(2022, 4, 17), False, None, "weekend"),
        CountedDay(date(2022, 4, 18), False, None, "Easter Monday"),
        CountedDay(date(2022, 4, 19), True, 2, ""),
        CountedDay(date(2022, 4, 20), False, None, "day of the meeting"),
    ]


def brute_count(opened, held):
    """The same count in the slowest way: every day of the calendar is looked at, one by one."""
    count, day = 0, date(2011, 1, 1)
    while day < date(2040, 1, 1):
        if opened < day < held and day.isoweekday() not in (6, 7) and not holiday_name(day, "england"):
            count += 1
        day += DAY
    return count


meetings = st.dates(date(2013, 1, 1), date(2035, 12, 31))


@given(held=meetings, before=st.integers(0, 60))
def test_count_clear_days_agrees_with_counting_one_by_one(held, before):
    assert count_clear_days(held - DAY * before, held, ENGLAND) == brute_count(held - DAY * before, held)


@given(held=meetings, clear_days=st.integers(0, 15))
def test_last_publication_day_is_the_last_working_day_that_is_early_enough(held, clear_days):
    last = last_publication_day(held, clear_days, ENGLAND)

    assert ENGLAND(last)
    assert count_clear_days(last, held, ENGLAND) >= clear_days
    later = (last + DAY * step for step in range(1, (held - last).days))
    assert not any(ENGLAND(day) and count_clear_days(day, held, ENGLAND) >= clear_days for day in later)


@given(held=meetings, clear_days=st.integers(0, 15))
def test_counted_days_end_with_the_number_asked_for(held, clear_days):
    last = last_publication_day(held, clear_days, ENGLAND)
    numbers = [day.number for day in counted_days(last, held, "england") if day.counts]

    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) == count_clear_days(last, held, ENGLAND)


@given(day=meetings, number=st.integers(0, 30))
def test_working_days_before_counts_back_as_many_as_were_asked_for(day, number):
    counted = working_days_before(day, number, "england")

    assert [one.number for one in counted if one.counts] == list(range(1, number + 1))
    assert counted[-1].day == day or ENGLAND(counted[-1].day)
    assert [one.day for one in counted] == [day - DAY * step for step in range(len(counted))]


@pytest.mark.parametrize(
    ("day", "until", "number"),
    [
        pytest.param(date(2022, 3, 2), date(2022, 3, 7), 3, id="over a weekend"),
        pytest.param(date(2022, 4, 14), date(2022, 4, 19), 1, id="over Easter"),
        pytest.param(date(2022, 3, 2), date(2022, 3, 2), 0, id="the day itself"),
    ],
)
def test_working_days_after(day, until, number):
    assert count_working_days_after(day, until, "england") == number


@pytest.mark.parametrize(
    ("reckoning", "start", "number", "nation", "last"),
    [
        pytest.param("clear-before", date(2022, 3, 17), 5, "england", date(2022, 3, 9), id="agenda of the published pack"),
        pytest.param("clear-before", date(2022, 3, 17), 3, "wales", date(2022, 3, 11), id="three clear days in Wales"),
        pytest.param("working-before", date(2022, 4, 21), 5, "england", date(2022, 4, 12), id="working days before, over Easter"),
        pytest.param("working-before", date(2022, 3, 12), 0, "england", date(2022, 3, 12), id="none before"),
        pytest.param("working-after", date(2022, 4, 14), 7, "wales", date(2022, 4, 27), id="note of decisions, over Easter"),
        pytest.param("working-after", date(2022, 3, 24), 20, "england", date(2022, 4, 25), id="freedom of information"),
        pytest.param("days-after", date(2022, 12, 31), 1, "england", date(2023, 1, 1), id="referral: the day following"),
        pytest.param("days-beginning", date(2022, 2, 8), 56, "england", date(2022, 4, 4), id="comments on an inspection"),
        pytest.param("weeks-beginning", date(2022, 2, 11), 3, "england", date(2022, 3, 3), id="hearing: three weeks"),
        pytest.param("months-after", date(2022, 3, 17), 6, "england", date(2022, 9, 17), id="host's notice"),
        pytest.param("months-after", date(2022, 1, 31), 1, "england", date(2022, 2, 28), id="into a shorter month"),
        pytest.param("years-after", date(2020, 2, 29), 6, "england", date(2026, 2, 28), id="from a leap day"),
        pytest.param("on-day", date(2022, 2, 8), 8, "england", date(2022, 2, 8), id="a fixed day"),
    ],
)
def test_reckon(reckoning, start, number, nation, last):
    assert reckon(reckoning, start, number, nation) == last


def test_notice_of_six_months_given_at_the_meeting_ends_before_the_new_host_begins():
    assert add_months(date(2022, 3, 17), 6) < date(2022, 10, 1)


def test_counted_says_of_each_day_why_it_does_not_count():
    assert [(day.day.day, day.number or day.reason) for day in counted("clear-before", date(2022, 3, 17), 3, "england")] == [
        (11, "the last day"), (12, "weekend"), (13, "weekend"), (14, 1), (15, 2), (16, 3), (17, "day of the meeting"),
    ]  # fmt: skip
    assert [(day.day.day, day.number or day.reason) for day in counted("working-before", date(2022, 4, 20), 2, "england")] == [
        (14, 2), (15, "Good Friday"), (16, "weekend"), (17, "weekend"), (18, "Easter Monday"), (19, 1),
        (20, "counted back from this day"),
    ]  # fmt: skip


def test_counted_in_months_names_the_end_of_each():
    assert counted("months-after", date(2022, 1, 31), 2, "england") == [
        CountedDay(date(2022, 1, 31), False, None, "counted from this day"),
        CountedDay(date(2022, 2, 28), True, 1, "the month is shorter: its last day"),
        CountedDay(date(2022, 3, 31), True, 2, ""),
    ]


def test_counted_leaves_out_the_middle_of_a_long_period_in_one_line():
    rows = counted("days-beginning", date(2022, 1, 1), 100, "england")

    assert len(rows) == 15
    assert rows[6] == CountedDay(date(2022, 1, 7), True, 7, "")
    assert rows[7] == CountedDay(date(2022, 1, 8), True, 93, "every day counts", date(2022, 4, 3))
    assert [row.number for row in rows[8:]] == [94, 95, 96, 97, 98, 99, 100]
    assert rows[-1].day == date(2022, 4, 10) == reckon("days-beginning", date(2022, 1, 1), 100, "england")


def test_working_days_are_never_left_out():
    rows = counted("working-after", date(2022, 1, 1), 100, "england")

    assert [row.day for row in rows] == [date(2022, 1, 1) + DAY * step for step in range(len(rows))]


@pytest.mark.parametrize("reckoning", ["days-after", "days-beginning", "weeks-beginning", "months-after", "years-after"])
@pytest.mark.parametrize("start", [date(9999, 12, 28), date.max])
def test_counting_stops_at_the_end_of_the_calendar(reckoning, start):
    """A mistyped year is answered by a day that nobody believes, and never by an error."""
    assert reckon(reckoning, start, 6, "england") == date.max
    assert counted(reckoning, start, 6, "england")
