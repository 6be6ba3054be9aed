"""Monitoring returns: which periods an award is reported for, which are late, and how readings are told and judged."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.dateformat import format as in_words
from django.utils.translation import gettext as _

from commissioning.choices import ReturnStatus, Unit

DAY = timedelta(days=1)
Period = tuple[date, date]

WAITED_FOR = frozenset({ReturnStatus.EXPECTED, ReturnStatus.QUERIED})
MAY_BE_RECEIVED = frozenset({ReturnStatus.EXPECTED, ReturnStatus.QUERIED, ReturnStatus.RECEIVED})
LONGEST_SCHEDULE = 240  # twenty years by month


# Periods ------------------------------------------------------------------------------------------------------------


def periods(first: date, last: date, months: int) -> list[Period]:
    """The periods of an award's time: of whole months, as the financial year from April has them. The first begins and the last
    ends with the award."""
    return list(_periods(first, last, months))


def _periods(first: date, last: date, months: int) -> Iterator[Period]:
    started = first
    while started <= last:
        ended = min(_end_of(started, months), last)
        yield started, ended
        started = ended + DAY


def _end_of(day: date, months: int) -> date:
    """The last day of the period of that many months, counted from April, in which a day falls."""
    into = (day.month - 4) % 12 % months
    return day.replace(day=1) + relativedelta(months=months - into) - DAY


def period_words(started: date, ended: date) -> str:
    """“October to December 2021”; “15 October to 31 December 2021” where it is not of whole months."""
    if started.day != 1 or (ended + DAY).day != 1:
        ends = {"from": in_words(started, _day_form(started, ended)), "to": in_words(ended, "j F Y")}
    elif (started.year, started.month) == (ended.year, ended.month):
        return in_words(ended, "F Y")
    else:
        form = "F" if started.year == ended.year else "F Y"
        ends = {"from": in_words(started, form), "to": in_words(ended, "F Y")}
    return _("%(from)s to %(to)s") % ends


def _day_form(started: date, ended: date) -> str:
    """How the first day is written: without what the last one says as well."""
    if started.year != ended.year:
        return "j F Y"
    return "j F" if started.month != ended.month else "j"


def short_period(started: date, ended: date) -> str:
    """“Oct to Dec 2021”, for heads of columns and drawings; with days where it is not of whole months."""
    if started.day != 1 or (ended + DAY).day != 1:
        ends = {"from": in_words(started, "j M Y"), "to": in_words(ended, "j M Y")}
    elif (started.year, started.month) == (ended.year, ended.month):
        return in_words(ended, "M Y")
    else:
        ends = {"from": in_words(started, "M" if started.year == ended.year else "M Y"), "to": in_words(ended, "M Y")}
    return _("%(from)s to %(to)s") % ends


# Lateness -----------------------------------------------------------------------------------------------------------


def days_late(one: Any, today: date) -> int:
    """How many days a return that is waited for is late; 0 while it is not."""
    if one.status not in WAITED_FOR or one.due_on is None:
        return 0
    return max((today - one.due_on).days, 0)


def is_late(one: Any, today: date) -> bool:
    """Whether its day has passed and nobody has what is asked for."""
    return days_late(one, today) > 0


# Readings -----------------------------------------------------------------------------------------------------------


def value_words(value: Decimal | None, unit: str) -> str:
    """“1,224”, “67.5%”, “£1,204.50”, “12 days”; “not known” without a value."""
    if value is None:
        return _("not known")
    number = f"{value:,.2f}"
    if unit == Unit.POUNDS:
        return f"£{number}"
    number = number.rstrip("0").removesuffix(".")
    if unit == Unit.PERCENT:
        return f"{number}%"
    if unit == Unit.DAYS:
        return _("1 day") if value == 1 else _("%(number)s days") % {"number": number}
    return number


def value_problem(value: Decimal, unit: str) -> str:
    """Why an indicator of a unit cannot have a value; "" where it can."""
    if value < 0:
        return _("Enter 0 or more")
    if unit == Unit.COUNT and value != value.to_integral_value():
        return _("Enter a whole number: things are counted here")
    return ""


def meets(value: Decimal | None, target: Decimal | None, lower_is_better: bool) -> bool | None:
    """Whether a reading meets its target; None where nobody can say."""
    if value is None or target is None:
        return None
    return value <= target if lower_is_better else value >= target


def target_words(indicator: Any) -> str:
    """“at least 200”, “at most 14 days”, “none”."""
    if indicator.target is None:
        return _("none")
    words = _("at most %(figure)s") if indicator.lower_is_better else _("at least %(figure)s")
    return words % {"figure": value_words(indicator.target, indicator.unit)}
