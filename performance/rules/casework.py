"""Counts of contacts, reviews and workforce as tables: this year beside the same days of last year, and outcomes of a whole.

A period that was not over is shown with the day up to which it was counted, and no change is given for it; only the totals of the
same days of both years are compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.dateformat import format as in_words
from django.utils.translation import gettext as _

from interface.templatetags.dates import MINUS, short_date
from performance.choices import Basis
from performance.rules import words
from performance.rules.analysis import Analysis, Point
from performance.rules.charts import period_name

YEAR, MONTHS, DAY = relativedelta(years=1), 12, timedelta(days=1)


@dataclass(frozen=True)
class Counted:
    """A measure with what is known of it."""

    measure: Any
    analysis: Analysis

    def until(self, day: date) -> "Counted":
        """What was known of it at the end of a day."""
        points = tuple(one for one in self.analysis.points if one.ended_on <= day)
        return replace(self, analysis=replace(self.analysis, points=points))

    @property
    def drawn(self) -> Analysis:
        """What charts and tables show: a period that was not over only at the end, where it is marked."""
        points = self.analysis.points
        whole = tuple(one for one in points[:-1] if not one.is_partial) + points[-1:]
        return replace(self.analysis, points=whole)

    @property
    def is_single(self) -> bool:
        """Whether one figure stands for all the time since a first day, or for one stretch of it."""
        return len(self.analysis.points) == 1


@dataclass(frozen=True)
class Line:
    """A period, and the same a year before. `change` is None where a period was not over, and where either is not known."""

    point: Point
    before: Point | None = None

    @property
    def is_partial(self) -> bool:
        """Whether either of the two was not over when it was counted."""
        return self.point.is_partial or (self.before is not None and self.before.is_partial)

    @property
    def change(self) -> float | None:
        if self.before is None or self.is_partial:
            return None
        return _less(self.point.value, self.before.value)


@dataclass(frozen=True)
class Total:
    """What the periods come to from the first day to the last, and the same days a year before."""

    started_on: date
    ended_on: date
    value: float
    before: float | None = None

    @property
    def change(self) -> float | None:
        return _less(self.value, self.before)

    @property
    def percent(self) -> float | None:
        """The change in per cent of the year before; none of nothing."""
        return 100 * (self.value - self.before) / self.before if self.before else None


@dataclass(frozen=True)
class YearTable:
    """The last twelve months of a measure, each beside the same month of the year before."""

    counted: Counted
    lines: Sequence[Line]
    total: Total | None = None

    @property
    def years(self) -> tuple[str, str]:
        """The headings of the two columns: “2022” and “2021”, where all periods lie in one year."""
        found = {one.point.started_on.year for one in self.lines} | {one.point.ended_on.year for one in self.lines}
        if len(found) == 1:
            year = found.pop()
            return str(year), str(year - 1)
        return _("Figure"), _("A year before")


@dataclass(frozen=True)
class Outcomes:
    """Counts that together make another, each with its share."""

    whole: Counted
    parts: Sequence[tuple[Counted, float, float]] = field(default_factory=list)  # measure, figure, per cent
    value: float = 0


def _less(value: float | None, before: float | None) -> float | None:
    return None if value is None or before is None else value - before


# Month by month -----------------------------------------------------------------------------------------------------


def year_table(counted: Counted) -> YearTable | None:
    """None for a measure of fewer than two periods. A period that was not over has a line of its own only at the end."""
    points = counted.analysis.points
    if len(points) < 2:
        return None
    first = points[-1].started_on - relativedelta(months=MONTHS - 1)
    by_start = {one.started_on: one for one in points}
    lines = [Line(one, _year_before(one, by_start)) for one in counted.drawn.points if one.started_on >= first]
    return YearTable(counted, lines, _total(counted.measure, lines))


def _year_before(point: Point, by_start: dict[date, Point]) -> Point | None:
    """The same period of the year before: as long as this one."""
    found = by_start.get(point.started_on - YEAR)
    if found is None:
        return None
    expected = (point.ended_on + DAY) - YEAR - DAY if not point.is_partial else point.ended_on - YEAR
    return found if found.ended_on == expected else None


def _total(measure: Any, lines: Sequence[Line]) -> Total | None:
    """The sum of what adds up, where no day is missing; that of the year before where it has all the same days."""
    if measure.basis != Basis.COUNT or not _is_whole([one.point for one in lines]):
        return None
    before = [one.before for one in lines if one.before is not None]
    compared = sum(one.value or 0 for one in before) if len(before) == len(lines) and _is_whole(before) else None
    days = lines[0].point.started_on, lines[-1].point.ended_on
    return Total(*days, sum(one.point.value or 0 for one in lines), compared)


def _is_whole(points: Sequence[Point]) -> bool:
    """Whether every day from the first to the last is counted once."""
    return all(one.value is not None for one in points) and all(
        before.ended_on + DAY == after.started_on for before, after in pairwise(points)
    )


# Outcomes -----------------------------------------------------------------------------------------------------------


def outcomes_of(counted: Sequence[Counted]) -> Outcomes | None:
    """The first measure that at least two others of the same days make up exactly, with each one's share."""
    counts = [one for one in counted if one.measure.basis == Basis.COUNT and one.analysis.points]
    for whole in counts:
        others = [one for one in counts if one is not whole and days_of(one) == days_of(whole)]
        value = sum_of(whole)
        if len(others) > 1 and value and sum(sum_of(one) for one in others) == value:
            return Outcomes(whole, [(one, sum_of(one), 100 * sum_of(one) / value) for one in others], value)
    return None


def days_of(counted: Counted) -> list[tuple[date, date]]:
    """The days of every period."""
    return [(one.started_on, one.ended_on) for one in counted.analysis.points]


def sum_of(counted: Counted) -> float:
    """What all periods come to."""
    return sum(one.value or 0 for one in counted.analysis.points)


# Targets ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Aim:
    """A target of a level, and the last complete figure."""

    counted: Counted
    by: date
    target: float
    last: Point

    @property
    def gap(self) -> float | None:
        """How far the figure is above the target; below zero where it is below."""
        return _less(self.last.value, self.target)


def aims_of(counted: Counted) -> list[Aim]:
    """Each target of a level that was not past on the day of its last figure, the first to come first."""
    last = counted.analysis.last
    if last is None or counted.measure.basis != Basis.LEVEL:
        return []
    return [Aim(counted, by, value, last) for by, value in sorted(counted.analysis.targets) if by >= last.ended_on]


def gap_words(aim: Aim) -> str:
    """“30 below”, “met”, “4 above”."""
    if aim.gap is None:
        return _("not known")
    gap = words.figure_words(aim.counted.measure, abs(aim.gap))
    if not aim.gap:
        return _("met")
    return (_("%(gap)s below") if aim.gap < 0 else _("%(gap)s above")) % {"gap": gap}


# In words -----------------------------------------------------------------------------------------------------------


def period_words(point: Point, *, has_year: bool = True) -> str:
    """“March 2022 (up to 6 March)”, without the year where the headings have it."""
    if words.is_whole_months(point.started_on, point.ended_on) or point.is_partial:
        name = in_words(point.started_on, "F Y" if has_year else "F") if _is_a_month(point) else period_name(point)
        up_to = _(" (up to %(day)s)") % {"day": in_words(point.ended_on, "j F")} if point.is_partial else ""
        return f"{name}{up_to}"
    return words.period_words(point)


def _is_a_month(point: Point) -> bool:
    return (point.started_on.year, point.started_on.month) == (point.ended_on.year, point.ended_on.month)


def since_words(point: Point) -> str:
    """“since September 2019, up to 7 Mar 2022”, “on 7 Mar 2022”: the days of a figure that stands alone."""
    if point.started_on == point.ended_on:
        return _("on %(day)s") % {"day": short_date(point.ended_on)}
    first = in_words(point.started_on, "F Y") if point.started_on.day == 1 else short_date(point.started_on)
    if point.is_partial:
        return _("since %(first)s, up to %(last)s") % {"first": first, "last": short_date(point.ended_on)}
    return _("from %(first)s to %(last)s") % {"first": first, "last": short_date(point.ended_on)}


def change_words(measure: Any, change: float | None, *, is_partial: bool = False) -> str:
    """“+33”, “−3”, “0”; “not compared” for a period that was not over, “not known” where nothing is to be set beside it."""
    if change is None:
        return _("not compared") if is_partial else _("not known")
    number = words.figure_words(measure, abs(change))
    return f"{'+' if change > 0 else MINUS if change < 0 else ''}{number}"


def percent_words(percent: float | None) -> str:
    """“+27%”."""
    if percent is None:
        return ""
    number = words.number_words(abs(percent), 0)
    return f"{'+' if percent > 0 else MINUS if percent < 0 else ''}{number}%"


def days_words(first: date, last: date) -> str:
    """“1 January to 6 March 2022”."""
    start = in_words(first, "j F" if first.year == last.year else "j F Y")
    return _("%(first)s to %(last)s") % {"first": start, "last": in_words(last, "j F Y")}
