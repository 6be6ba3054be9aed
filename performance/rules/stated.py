"""Whether a total, share or change that a source states agrees with the figures that the portal holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from interface.templatetags.dates import short_date
from performance.choices import StatedKind
from performance.rules.figures import DAY, ONE, Figure

YEAR = relativedelta(years=1)
Days = tuple[date, date]
Titled = tuple[str, Sequence[Figure]]  # a measure's title, its figures in order


@dataclass(frozen=True)
class Check:
    """A stated figure beside what the figures come to. `agrees` is None where that cannot be reckoned; `why` says why not."""

    stated: Any
    reckoned: Decimal | None = None
    agrees: bool | None = None
    why: str = ""


def check_of(stated: Any, parts: Sequence[Titled], wholes: Sequence[Titled]) -> Check:
    """`parts` and `wholes` are the figures of the measures that are added up."""
    days = (stated.started_on, stated.ended_on)
    before = (days[0] - YEAR, days[1] - YEAR)
    above, why = total_of(parts, days)
    if above is None:
        return Check(stated, why=why)
    if stated.kind == StatedKind.SUM:
        return _compare(stated, Decimal(above) / ONE)
    below, why = total_of(wholes, days) if stated.kind == StatedKind.SHARE else total_of(parts, before)
    if below is None:
        return Check(stated, why=why)
    if below == 0:
        return Check(stated, why=_("The total that it is set beside is 0"))
    top = above if stated.kind == StatedKind.SHARE else above - below
    return _compare(stated, Decimal(100 * top) / below)


def _compare(stated: Any, exact: Decimal) -> Check:
    """Equal when rounded to the places with which it is stated, a half upwards."""
    step = Decimal(1).scaleb(-stated.places)
    return Check(stated, exact, exact.quantize(step, ROUND_HALF_UP) == stated.value)


def total_of(figures: Sequence[Titled], days: Days) -> tuple[int | None, str]:
    """The sum over measures and days in ten-thousandths, or why there is none."""
    if not figures:
        return None, _("No measure is named to add up")
    total = 0
    for title, rows in figures:
        found = sum_over(rows, days)
        if found is None:
            words = {"title": title, "first": short_date(days[0]), "last": short_date(days[1])}
            return None, _("The figures of “%(title)s” do not fill %(first)s to %(last)s exactly") % words
        total += found
    return total, ""


def sum_over(rows: Sequence[Figure], days: Days) -> int | None:
    """The sum of the periods that fill the days from the first to the last without gap or overlap; None where they do not. A
    period that was not over counts, since its own last day is what it was counted until."""
    first, last = days
    inside = [one for one in rows if one.ended_on >= first and one.started_on <= last]
    expected, total = first, 0
    for one in inside:
        if one.started_on != expected:
            return None
        total += one.amount
        expected = one.ended_on + DAY
    return total if expected == last + DAY else None
