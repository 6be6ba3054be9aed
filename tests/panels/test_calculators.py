"""Every calculator against a counter that knows nothing of it: 30 years of days looked at one by one, holidays worked out here.

A second witness is the list of bank holidays that GOV.UK published, as the package `govuk_bank_holidays` carries it.
"""

import types
from datetime import date, timedelta
from pathlib import Path

import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given, settings
from hypothesis import strategies as st

from panels import working_days
from panels.choices import Reckoning

DAY = timedelta(days=1)
NATIONS = ["england", "wales"]
FIRST, LAST = date(2012, 1, 1), date(2041, 12, 31)

# The counter --------------------------------------------------------------------------------------------------------

PROCLAIMED = {date(2011, 4, 29), date(2012, 6, 5), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}
MOVED = {
    date(2012, 5, 28): date(2012, 6, 4),
    date(2020, 5, 4): date(2020, 5, 8),
    date(2022, 5, 30): date(2022, 6, 2),
}


def easter_sunday(year):
    """The Sunday after the full moon of the church's tables (Clavius), each step as his book has it."""
    golden, century = year % 19 + 1, year // 100 + 1
    skipped_leaps, moon_shift = 3 * century // 4 - 12, (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - skipped_leaps - 10
    epact = (11 * golden + 20 + moon_shift - skipped_leaps) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    moon = 44 - epact + (30 if epact > 23 else 0)
    march_day = moon + 7 - (sunday + moon) % 7
    return date(year, 3, 1) + DAY * (march_day - 1)


def mondays(year, month):
    return [date(year, month, day) for day in range(1, 32) if day <= (31 if month != 6 else 30)
            and date(year, month, day).isoweekday() == 1]  # fmt: skip


def bank_holidays_of(year):
    """The Banking and Financial Dealings Act 1971 for England and Wales, with what was proclaimed; a substitute for each on a
    weekend is the next day that is neither weekend nor taken.
    """
    easter = easter_sunday(year)
    usual = [easter - 2 * DAY, easter + DAY, mondays(year, 5)[0], mondays(year, 5)[-1], mondays(year, 8)[-1]]
    found = {MOVED.get(day, day) for day in usual} | {day for day in PROCLAIMED if day.year == year}
    for day in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while day.isoweekday() > 5 or day in found:
            day += DAY
        found.add(day)
    return found


CALENDAR = [date(2010, 1, 1) + DAY * step for step in range(45 * 365)]
PLACE = {day: place for place, day in enumerate(CALENDAR)}
WORKS = [True] * len(CALENDAR)
for _year in range(2010, 2055):
    for _day in bank_holidays_of(_year):
        if _day in PLACE:
            WORKS[PLACE[_day]] = False
for _place, _day in enumerate(CALENDAR):
    if _day.isoweekday() in (6, 7):
        WORKS[_place] = False


def clear_before(start, number):
    """The latest working day with so many working days between itself and the start."""
    held = PLACE[start]
    for place in range(held - 1, 0, -1):
        if WORKS[place] and sum(WORKS[place + 1 : held]) >= number:
            return CALENDAR[place]
    raise AssertionError


def working_before(start, number):
    held = PLACE[start]
    return next(CALENDAR[place] for place in range(held, 0, -1) if sum(WORKS[place:held]) >= number)


def working_after(start, number):
    begun = PLACE[start]
    return next(
        CALENDAR[place] for place in range(begun, len(CALENDAR)) if sum(WORKS[begun + 1 : place + 1]) >= number
    )  # fmt: skip


def months_after(start, number):
    """Day by day into the so-manyth month after, to the last day whose number is not above the first's."""
    changes, place, best = 0, PLACE[start], start
    while changes <= number:
        day = CALENDAR[place]
        if changes == number and day.day <= start.day:
            best = day
        changes += CALENDAR[place + 1].month != day.month
        place += 1
    return best


COUNTER = {
    Reckoning.CLEAR_BEFORE: clear_before,
    Reckoning.WORKING_BEFORE: working_before,
    Reckoning.WORKING_AFTER: working_after,
    Reckoning.DAYS_AFTER: lambda start, number: CALENDAR[PLACE[start] + number],
    Reckoning.DAYS_BEGINNING: lambda start, number: CALENDAR[PLACE[start] : PLACE[start] + number][-1],
    Reckoning.WEEKS_BEGINNING: lambda start, number: CALENDAR[PLACE[start] : PLACE[start] + number * 7][-1],
    Reckoning.MONTHS_AFTER: months_after,
    Reckoning.YEARS_AFTER: lambda start, number: months_after(start, number * 12),
    Reckoning.ON_DAY: lambda start, number: start,
}
LEAST = {Reckoning.DAYS_BEGINNING: 1, Reckoning.WEEKS_BEGINNING: 1}
MOST = {Reckoning.YEARS_AFTER: 8, Reckoning.MONTHS_AFTER: 40}
WORKING = {Reckoning.CLEAR_BEFORE, Reckoning.WORKING_BEFORE, Reckoning.WORKING_AFTER}

# Comparing ----------------------------------------------------------------------------------------------------------

meetings = st.dates(FIRST, LAST)
numbers = st.integers(0, 40)


def test_the_counter_knows_every_way_to_count():
    assert set(COUNTER) == set(Reckoning)


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        pytest.param(2008, date(2008, 3, 23), id="a very early Easter"),
        pytest.param(2011, date(2011, 4, 24), id="a very late one"),
        pytest.param(2019, date(2019, 4, 21), id="where moon and equinox disagree"),
        pytest.param(2022, date(2022, 4, 17), id="the year of the papers"),
        pytest.param(2038, date(2038, 4, 25), id="the latest there is"),
    ],
)
def test_the_counters_easter(year, sunday):
    assert easter_sunday(year) == sunday


@pytest.mark.parametrize("nation", NATIONS)
def test_every_day_of_thirty_years_is_a_working_day_or_not_as_the_counter_says(nation):
    days = CALENDAR[PLACE[FIRST] : PLACE[LAST] + 1]

    assert [day for day in days if working_days.is_working_day(day, nation) != WORKS[PLACE[day]]] == []


@pytest.mark.parametrize("nation", NATIONS)
def test_the_bank_holidays_are_those_that_govuk_published(nation):
    published = [row["date"] for row in BankHolidays(use_cached_holidays=True).get_holidays(BankHolidays.ENGLAND_AND_WALES)]
    known = working_days.holiday_name
    days = CALENDAR[PLACE[min(published)] : PLACE[max(published)] + 1]

    assert min(published).year <= 2012
    assert {day for day in published if day.year >= 2011} <= {day for day in days if known(day, nation)}
    ours = {day for day in days if known(day, nation) and day.isoweekday() < 6}
    assert ours == set(published)


@pytest.mark.parametrize("nation", NATIONS)
@pytest.mark.parametrize("reckoning", list(Reckoning))
@settings(max_examples=150, deadline=None)
@given(start=meetings, number=numbers)
def test_reckon_agrees_with_the_counter(reckoning, nation, start, number):
    number = max(LEAST.get(reckoning, 0), min(number, MOST.get(reckoning, number)))

    assert working_days.reckon(reckoning, start, number, nation) == COUNTER[reckoning](start, number)


@pytest.mark.parametrize("nation", NATIONS)
@settings(max_examples=300, deadline=None)
@given(start=meetings, length=st.integers(-5, 120))
def test_counts_between_two_days_agree_with_the_counter(nation, start, length):
    until = start + DAY * length
    first, last = PLACE[start] + 1, PLACE[until]

    clear = working_days.count_clear_days(start, until, working_days.working_days_of(nation))
    assert clear == sum(WORKS[first:last])
    assert working_days.count_working_days_after(start, until, nation) == sum(WORKS[first : last + 1])


@pytest.mark.parametrize("nation", NATIONS)
@pytest.mark.parametrize("reckoning", list(Reckoning))
@settings(max_examples=80, deadline=None)
@given(start=meetings, number=numbers)
def test_counted_explains_what_reckon_says(reckoning, nation, start, number):
    number = max(LEAST.get(reckoning, 0), min(number, MOST.get(reckoning, number)))

    rows = working_days.counted(reckoning, start, number, nation)
    days = [row.day for row in rows]
    answer = COUNTER[reckoning](start, number)

    assert days == sorted(days)
    assert answer in (days[0], rows[-1].until or days[-1])
    assert all(row.reason for row in rows if not row.counts)
    if reckoning in WORKING:
        _explains_each_working_day(reckoning, rows, start, number)


def _explains_each_working_day(reckoning, rows, start, number):
    assert [row.day for row in rows] == [rows[0].day + DAY * step for step in range(len(rows))]
    assert {row.day for row in rows if row.counts} <= {day for day in CALENDAR if WORKS[PLACE[day]]}
    skipped = [row.day for row in rows if not row.counts and row.day != start]
    if reckoning == Reckoning.CLEAR_BEFORE:
        skipped = [day for day in skipped if day != rows[0].day]
    assert not any(WORKS[PLACE[day]] for day in skipped)
    reached = [row.number for row in rows if row.counts]
    assert sorted(reached) == list(range(1, len(reached) + 1))
    assert len(reached) >= number if reckoning == Reckoning.CLEAR_BEFORE else len(reached) == number


# A slip of one is found ---------------------------------------------------------------------------------------------


def disagreements(module):
    """The days of three years for which a calculator and the counter differ, by way of counting."""
    days = CALENDAR[PLACE[date(2021, 1, 1)] : PLACE[date(2023, 12, 31)] : 3]
    return {
        reckoning
        for reckoning, count in COUNTER.items()
        for start in days
        for number in (1, 5)
        if module.reckon(reckoning, start, number, "england") != count(start, number)
    }


def planted(old, new):
    """A copy of the calculators with one slip in it."""
    source = Path(working_days.__file__).read_text()
    assert source.count(old) == 1, f"{old!r} stands {source.count(old)} times in the calculators"
    module = types.ModuleType("slipped")
    code = compile(source.replace(old, new), "slipped.py", "exec")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(__import__("sys").modules, "slipped", module)
        exec(code, module.__dict__)
    return module


def test_the_calculators_and_the_counter_differ_nowhere():
    assert disagreements(working_days) == set()


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        pytest.param("while counted < clear_days and", "while counted <= clear_days and", {Reckoning.CLEAR_BEFORE}, id="clear"),
        pytest.param(
            "while done < number and",
            "while done < number - 1 and",
            {Reckoning.WORKING_BEFORE, Reckoning.WORKING_AFTER},
            id="a working day fewer",
        ),
        pytest.param("start, DAY * number)", "start, DAY * (number - 1))", {Reckoning.DAYS_AFTER}, id="first day counts"),
        pytest.param("start, DAY * (number - 1))", "start, DAY * number)", {Reckoning.DAYS_BEGINNING}, id="first day does not"),
        pytest.param("start, WEEK * number - DAY)", "start, WEEK * number)", {Reckoning.WEEKS_BEGINNING}, id="weeks"),
        pytest.param(
            "day.month - 1 + months", "day.month + months", {Reckoning.MONTHS_AFTER, Reckoning.YEARS_AFTER}, id="a month more"
        ),
        pytest.param("day.weekday() < SATURDAY and", "day.weekday() <= SATURDAY and", {Reckoning.CLEAR_BEFORE}, id="Saturdays"),
        pytest.param(
            '(_("weekend") if day.weekday() >= SATURDAY else "")',
            '(_("weekend") if day.weekday() > SATURDAY else "")',
            {Reckoning.WORKING_BEFORE, Reckoning.WORKING_AFTER},
            id="Saturdays work",
        ),
        pytest.param(
            "years=year, expand=False",
            "years=year - 1, expand=False",
            {Reckoning.CLEAR_BEFORE, Reckoning.WORKING_BEFORE, Reckoning.WORKING_AFTER},
            id="last year's holidays",
        ),
    ],
)
def test_a_slip_of_one_in_a_calculator_is_found(old, new, found):
    assert found <= disagreements(planted(old, new))
