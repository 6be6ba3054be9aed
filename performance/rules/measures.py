"""What a measure may be, and which figures and days go with it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from performance.choices import COMPUTED_OF_TWO, Basis, Denominator, Frequency, Unit
from performance.rules.numbers import Kind

MOST_PLACES = 4  # as many as a figure is kept with
MONTHS_OF = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.YEAR: 12}
Problems = dict[str, str]


@dataclass(frozen=True)
class Other:
    """The measure beside which one is set."""

    pk: int
    area: int
    basis: str
    frequency: str


@dataclass(frozen=True)
class Made:
    """How a measure comes about."""

    pk: int | None
    area: int
    basis: str
    unit: str
    frequency: str
    denominator: str
    group: str
    places: int
    whole: Other | None = None
    has_parts: bool = False  # others are set beside it


def measure_problems(one: Made) -> Problems:
    """All that is wrong with a measure, by field."""
    return {**_division_problems(one), **_unit_problems(one), **_whole_problems(one)}


def _whole_problems(one: Made) -> Problems:
    if one.has_parts and one.basis != Basis.COUNT:
        return {"basis": _("Other measures are set beside this one, so it stays a count")}
    if one.basis not in COMPUTED_OF_TWO:
        words = _("Only a share or a ratio is set beside another measure. Take it out, or change how its figures come about")
        return {"whole": words} if one.whole else {}
    if one.whole is None:
        return {"whole": _("Choose the measure that it is set beside")}
    if one.whole.pk == one.pk or one.whole.area != one.area:
        return {"whole": _("Choose another measure of this area")}
    if one.whole.basis != Basis.COUNT:
        return {"whole": _("Choose a measure that is a count: only counts add up over 12 months")}
    if one.whole.frequency != one.frequency:
        return {"frequency": _("Choose the same as the measure that it is set beside")}
    return {}


def _unit_problems(one: Made) -> Problems:
    problems = {}
    if one.basis == Basis.SHARE and one.unit != Unit.PERCENT:
        problems["unit"] = _("Choose per cent: a share is told in per cent")
    if one.basis == Basis.RATIO and one.unit != Unit.RATIO:
        problems["unit"] = _("Choose times: a ratio says how many times as high one rate is")
    if one.places > MOST_PLACES:
        problems["places"] = _("Enter a number from 0 to %(most)d") % {"most": MOST_PLACES}
    return problems


def _division_problems(one: Made) -> Problems:
    if one.denominator == Denominator.GROUP and not one.group:
        return {"group": _("Name the group of residents that the count is divided by")}
    if one.denominator != Denominator.GROUP and one.group:
        return {"group": _("Take the group out, or divide by the residents of a group")}
    if one.basis == Basis.LEVEL and one.denominator != Denominator.NONE:
        return {"denominator": _("Choose “Nothing”: a level is not divided by anything")}
    if one.basis == Basis.RATIO and one.denominator == Denominator.NONE:
        return {"denominator": _("Choose by whose number the count is divided: a ratio sets one rate beside another")}
    return {}


# Figures -------------------------------------------------------------------------------------------------------------


def period_end(started_on: date, frequency: str) -> date:
    """The last day of the period that begins on a day."""
    return started_on + relativedelta(months=MONTHS_OF[Frequency(frequency)]) - timedelta(days=1)


def figure_problem(value: Decimal, *, basis: str, unit: str) -> str:
    """What is wrong with a figure of a measure; empty when nothing is."""
    kind = Kind(basis, unit)
    if value < 0 and (basis != Basis.LEVEL or unit == Unit.DAYS):
        return _("Enter a figure that is not below 0")
    if kind.is_whole and value != value.to_integral_value():
        return _("Enter a whole number: this measure counts")
    if kind.is_percent and not 0 <= value <= 100:
        return _("Enter a percentage from 0 to 100")
    return ""


def counted_until_problem(counted_until: date, *, started_on: date, ends_on: date) -> str:
    """What is wrong with the day until which a period that was not over was counted."""
    if counted_until < started_on:
        return _("Enter a day within the period")
    if counted_until >= ends_on:
        return _("Leave it empty: the period was over by then")
    return ""


# What everybody reads -------------------------------------------------------------------------------------------------


def release_problem(until: date, *, released_until: date | None, today: date) -> str:
    """What is wrong with a day until which figures are to be released."""
    if until >= today:
        return _("Enter a day that is past: a period that is not over is not released")
    if released_until is not None and until <= released_until:
        return _("Enter a later day. These figures are public already")
    return ""


def take_back_problem(until: date | None, *, released_until: date | None) -> str:
    """What is wrong with a day after which figures are no longer public; without one none are."""
    if released_until is None:
        return _("No figures of this measure are public")
    if until is not None and until >= released_until:
        return _("Enter an earlier day than the one that figures are released until")
    return ""


def benchmark_problems(*, rank: int | None, size: int | None, position: str, words: str) -> Problems:
    """What is wrong with what a source says of a force in its group, by field."""
    if rank is not None and size is None:
        return {"size": _("Enter how many forces the group has")}
    if size is not None and rank is None:
        return {"rank": _("Enter the rank, or leave the size of the group out")}
    if rank is not None and size is not None and not 1 <= rank <= size:
        return {"rank": _("Enter a rank from 1 to the size of the group")}
    if rank is None and position == "unknown" and not words:
        return {"rank": _("Enter a rank, a position or words")}
    return {}
