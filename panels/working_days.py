"""Working days and clear days, counted from the bank holidays of England or Wales. No database, no clock.

Clear days leave out the day on which papers open and the day of the meeting. That only working days count is the
practice of the published papers the portal was built from (a meeting on Thursday 17 March 2022, published on
Wednesday 9 March); it is not yet verified in the cases.
"""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, partial

import holidays
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from panels.choices import Reckoning

SUBDIVISIONS = {"england": "ENG", "wales": "WLS"}
FARTHEST = 3653  # days: ten years
SATURDAY = 5
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


@dataclass(frozen=True)
class CountedDay:
    """One day of a count: whether it counts, as which number, or why it does not."""

    day: date
    counts: bool
    number: int | None
    reason: str


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
    while counted < clear_days:
        day -= DAY
        counted += is_working_day(day)
    day -= DAY
    while not is_working_day(day):
        day -= DAY
    return day


def counted_days(opened: date, held: date, nation: str) -> list[CountedDay]:
    """Every day from the opening of papers to the meeting, with its number or the reason why it does not count.

    Of a meeting more than ten years away only those ten years.
    """
    counted: list[CountedDay] = []
    number = 0
    for step in range(min((held - opened).days, FARTHEST) + 1):
        day = opened + DAY * step
        reason = _reason(day, opened, held, nation)
        number += not reason
        counted.append(CountedDay(day, not reason, None if reason else number, reason))
    return counted


def working_days_before(day: date, number: int, nation: str) -> list[CountedDay]:
    """Back from a day to the working day that lies `number` working days before it: the last row is that day."""
    counted, done = [CountedDay(day, False, None, _("counted back from this day"))], 0
    while done < number:
        day -= DAY
        reason = holiday_name(day, nation) or (_("weekend") if day.weekday() >= SATURDAY else "")
        done += not reason
        counted.append(CountedDay(day, not reason, None if reason else done, reason))
    return counted


def working_days_after(day: date, number: int, nation: str) -> list[CountedDay]:
    """On from a day to the working day that lies `number` working days after it: the last row is that day."""
    counted, done = [CountedDay(day, False, None, _("counted from this day"))], 0
    while done < number:
        day += DAY
        reason = holiday_name(day, nation) or (_("weekend") if day.weekday() >= SATURDAY else "")
        done += not reason
        counted.append(CountedDay(day, not reason, None if reason else done, reason))
    return counted


def count_working_days_after(day: date, until: date, nation: str) -> int:
    """How many working days lie after a day, up to and with another."""
    return sum(is_working_day(day + DAY * step, nation) for step in range(1, (until - day).days + 1))


def add_months(day: date, months: int) -> date:
    """The day so many months later with the same number, or the last of that month where it has no such day."""
    years, month = divmod(day.month - 1 + months, len(MONTHS))
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def reckon(reckoning: str, start: date, number: int, nation: str) -> date:
    """The last day of a deadline that is counted from a day. `number` is in the unit of the reckoning.

    A period "beginning with" a day counts that day. One of months ends on the day with the same number.
    """
    if reckoning == Reckoning.CLEAR_BEFORE:
        return last_publication_day(start, number, working_days_of(nation))
    if reckoning == Reckoning.WORKING_BEFORE:
        return working_days_before(start, number, nation)[-1].day
    if reckoning == Reckoning.WORKING_AFTER:
        return working_days_after(start, number, nation)[-1].day
    return _in_calendar(reckoning, start, number)


def _in_calendar(reckoning: str, start: date, number: int) -> date:
    match reckoning:
        case Reckoning.DAYS_AFTER:
            return start + DAY * number
        case Reckoning.DAYS_BEGINNING:
            return start + DAY * (number - 1)
        case Reckoning.WEEKS_BEGINNING:
            return start + WEEK * number - DAY
        case Reckoning.MONTHS_AFTER:
            return add_months(start, number)
        case Reckoning.YEARS_AFTER:
            return add_months(start, number * len(MONTHS))
    return start


def _reason(day: date, opened: date, held: date, nation: str) -> str:
    """Why a day does not count, empty when it does."""
    if day == held:
        return _("day of the meeting")
    if day == opened:
        return _("day of publication")
    if name := holiday_name(day, nation):
        return name
    return _("weekend") if day.weekday() >= SATURDAY else ""
