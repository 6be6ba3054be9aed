"""Working days and clear days, counted from the bank holidays of England or Wales. No database, no clock.

Clear days leave out the day on which papers open and the day of the meeting. That only working days count is the
practice of the published papers the portal was built from (a meeting on Thursday 17 March 2022, published on
Wednesday 9 March); it is not yet verified in the cases.
"""

import calendar
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache, partial

import holidays
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from panels.choices import Reckoning

SUBDIVISIONS = {"england": "ENG", "wales": "WLS"}
FARTHEST = 3653  # days: ten years
WHOLE = 60  # calendar days that are shown one by one
SATURDAY = 5
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
PAUSED = frozenset({Reckoning.DAYS_AFTER, Reckoning.DAYS_BEGINNING, Reckoning.WEEKS_BEGINNING})
ENDS_OF_TIME = (date.min, date.max)  # days that a mistyped year reaches; beyond them there are none


@dataclass(frozen=True)
class CountedDay:
    """One day of a count: whether it counts, as which number, or why it does not.

    With `until` it stands for all the days up to and with that one, which count in the same way: `number` is that of the last.
    """

    day: date
    counts: bool
    number: int | None
    reason: str
    until: date | None = None


@dataclass(frozen=True)
class Pause:
    """Days that are ignored in counting calendar days, from the first up to and with `until`, and why."""

    first: date
    until: date
    why: str


@lru_cache(maxsize=200)
def _bank_holidays(nation: str, year: int) -> dict[date, str]:
    """The bank holidays of one year; whole years are kept, because the library's own calendar grows while it is read."""
    calendar = holidays.country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=year, expand=False, language="en_GB")
    return dict(calendar.items())


def holiday_name(day: date, nation: str) -> str:
    """The bank holiday on a day, empty when there is none."""
    return _bank_holidays(nation, day.year).get(day, "").replace("(observed)", _("(substitute day)"))


def is_working_day(day: date, nation: str) -> bool:
    """Whether a day is neither at a weekend nor a bank holiday of the nation."""
    return day.weekday() < SATURDAY and day not in _bank_holidays(nation, day.year)


def working_days_of(nation: str) -> Callable[[date], bool]:
    """`is_working_day` of one nation, as the counting functions ask for it."""
    return partial(is_working_day, nation=nation)


def count_clear_days(opened: date, held: date, is_working_day: Callable[[date], bool]) -> int:
    """How many working days lie between the day papers open and the day of the meeting; neither of the two counts.

    Counting ends after ten years: no rule asks for so many, and a mistyped year must not keep anybody waiting.
    """
    return sum(is_working_day(opened + DAY * step) for step in range(1, min((held - opened).days, FARTHEST)))


def last_publication_day(held_on: date, clear_days: int, is_working_day: Callable[[date], bool]) -> date:
    """The latest working day on which papers can open and still give `clear_days` of notice."""
    day, counted = held_on, 0
    while counted < clear_days and day > date.min:
        day -= DAY
        counted += is_working_day(day)
    day = max(day, date.min + DAY) - DAY
    while not is_working_day(day) and day > date.min:
        day -= DAY
    return day


def counted_days(opened: date, held: date, nation: str) -> list[CountedDay]:
    """Every day from the opening of papers to the meeting, with its number or the reason why it does not count.

    Of a meeting more than ten years away only those ten years.
    """
    return _between(opened, held, nation, _("day of publication"))


def _between(first: date, held: date, nation: str, first_words: str) -> list[CountedDay]:
    """The days from the first to that of the meeting; neither of the two counts."""
    ends = {first: first_words, held: _("day of the meeting")}
    rows: list[CountedDay] = []
    number = 0
    for step in range(min((held - first).days, FARTHEST) + 1):
        day = first + DAY * step
        reason = ends.get(day) or why_not(day, nation)
        number += not reason
        rows.append(CountedDay(day, not reason, None if reason else number, reason))
    return rows


def working_days_before(day: date, number: int, nation: str) -> list[CountedDay]:
    """Back from a day to the working day that lies `number` working days before it: the last row is that day."""
    return _walk(CountedDay(day, False, None, _("counted back from this day")), -DAY, number, nation)


def working_days_after(day: date, number: int, nation: str) -> list[CountedDay]:
    """On from a day to the working day that lies `number` working days after it: the last row is that day."""
    return _walk(CountedDay(day, False, None, _("counted from this day")), DAY, number, nation)


def _walk(first: CountedDay, step: timedelta, number: int, nation: str) -> list[CountedDay]:
    """From a day, which does not count, to the `number`th working day in one direction; at the ends of the calendar it stops."""
    counted, day, done = [first], first.day, 0
    while done < number and day not in ENDS_OF_TIME:
        day += step
        reason = why_not(day, nation)
        done += not reason
        counted.append(CountedDay(day, not reason, None if reason else done, reason))
    return counted


def count_working_days_after(day: date, until: date, nation: str) -> int:
    """How many working days lie after a day, up to and with another."""
    return sum(is_working_day(day + DAY * step, nation) for step in range(1, (until - day).days + 1))


def add_months(day: date, months: int) -> date:
    """The day so many months later with the same number, or the last of that month where it has no such day; at the end of the
    calendar it stops."""
    years, month = divmod(day.month - 1 + months, len(MONTHS))
    year, month = day.year + years, month + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def reckon(reckoning: str, start: date, number: int, nation: str, pause: Pause | None = None) -> date:
    """The last day of a deadline that is counted from a day. `number` is in the unit of the reckoning.

    A period "beginning with" a day counts that day. One of months ends on the day with the same number. The days of a pause
    are ignored where a rule counts days or weeks on from a day; other reckonings know no pause.
    """
    if reckoning == Reckoning.CLEAR_BEFORE:
        return last_publication_day(start, number, working_days_of(nation))
    if reckoning == Reckoning.WORKING_BEFORE:
        return working_days_before(start, number, nation)[-1].day
    if reckoning == Reckoning.WORKING_AFTER:
        return working_days_after(start, number, nation)[-1].day
    last = _in_calendar(reckoning, start, number)
    return last + _lost(start, last, pause) if pause and reckoning in PAUSED else last


def _lost(start: date, last: date, pause: Pause) -> timedelta:
    """By how much a pause that touches a period moves its end: by its days from the start of the period on."""
    if pause.first > last or pause.until < start:
        return timedelta(0)
    return pause.until - max(pause.first, start) + DAY


def _in_calendar(reckoning: str, start: date, number: int) -> date:
    match reckoning:
        case Reckoning.DAYS_AFTER:
            return _later(start, DAY * number)
        case Reckoning.DAYS_BEGINNING:
            return _later(start, DAY * (number - 1))
        case Reckoning.WEEKS_BEGINNING:
            return _later(start, WEEK * number - DAY)
        case Reckoning.MONTHS_AFTER:
            return add_months(start, number)
        case Reckoning.YEARS_AFTER:
            return add_months(start, number * len(MONTHS))
    return start


def _later(day: date, time: timedelta) -> date:
    """A day so much later; at the end of the calendar it stops."""
    return day + min(time, date.max - day)


def counted(reckoning: str, start: date, number: int, nation: str, pause: Pause | None = None) -> list[CountedDay]:
    """The days that `reckon` looks at, one by one and in their order; its answer is the first or the last of them.

    Months and years are counted in months and years. Of more than sixty calendar days only the first and the last week stand
    alone; working days always stand alone. The days of a pause are one line that does not count.
    """
    last = reckon(reckoning, start, number, nation, pause)
    match reckoning:
        case Reckoning.CLEAR_BEFORE:
            return _between(last, start, nation, _("the last day"))
        case Reckoning.WORKING_BEFORE:
            return working_days_before(start, number, nation)[::-1]
        case Reckoning.WORKING_AFTER:
            return working_days_after(start, number, nation)
        case Reckoning.MONTHS_AFTER | Reckoning.YEARS_AFTER:
            months = 1 if reckoning == Reckoning.MONTHS_AFTER else len(MONTHS)
            return [_from(start), *(_month_end(start, months, step) for step in range(1, number + 1))]
        case Reckoning.DAYS_AFTER:
            return [_from(start), *_around(_later(start, DAY), last, pause)]
        case Reckoning.DAYS_BEGINNING | Reckoning.WEEKS_BEGINNING:
            return _around(start, last, pause)
    return [CountedDay(start, False, None, _("the day that the rule names"))]


def _from(start: date) -> CountedDay:
    return CountedDay(start, False, None, _("counted from this day"))


def _month_end(start: date, months: int, number: int) -> CountedDay:
    """The end of the so-manyth period of months, and why its day has another number than the first."""
    day = add_months(start, months * number)
    reason = "" if day.day == start.day else _("the month is shorter: its last day")
    return CountedDay(day, True, number, reason)


def _around(first: date, last: date, pause: Pause | None) -> list[CountedDay]:
    """Every day of a period of calendar days; those of a pause within it are one line, and do not count."""
    if pause is None or pause.first > last or pause.until < first:
        return _each_day(first, last)
    start = max(first, pause.first)
    before = _each_day(first, start - DAY) if start > first else []
    after = _each_day(pause.until + DAY, last)
    numbered = [replace(row, number=(row.number or 0) + (start - first).days) for row in after]
    return [*before, CountedDay(start, False, None, pause.why, pause.until), *numbered]


def _each_day(first: date, last: date) -> list[CountedDay]:
    """Every day of a period of calendar days; the middle of a long one is a single line."""
    number = (last - first).days + 1
    if number <= WHOLE:
        return [CountedDay(first + DAY * step, True, step + 1, "") for step in range(number)]
    start, end = first + WEEK, last - WEEK
    middle = CountedDay(start, True, (end - first).days + 1, _("every day counts"), end)
    tail = [CountedDay(end + DAY * step, True, (end - first).days + 1 + step, "") for step in range(1, WEEK.days + 1)]
    return [*_each_day(first, start - DAY), middle, *tail]


def why_not(day: date, nation: str) -> str:
    """Why a day is not a working day: the name of the bank holiday, or the weekend; empty when it is one."""
    return holiday_name(day, nation) or (_("weekend") if day.weekday() >= SATURDAY else "")
