"""Figures by period: totals of 12 months, rates by population, shares and ratios. Pure arithmetic on what is held.

A figure is kept as a whole number of ten-thousandths, so that sums are exact; only a division makes a floating number, and that
of two whole numbers, which rounds once. Hence equal rates are equal numbers, and ties in a rank are true ties.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from performance.choices import Basis, Denominator, FigureState
from performance.rules.analysis import Point

ONE = 10_000  # a figure has four decimal places
PER = 1_000  # people or households of a rate
DAY = timedelta(days=1)
YEAR = relativedelta(years=1)


class Figure(NamedTuple):
    """What was counted in one period, both days included; `amount` in ten-thousandths."""

    started_on: date
    ended_on: date
    amount: int
    state: str = FigureState.FINAL
    is_partial: bool = False


class People(NamedTuple):
    """How many there are on a day."""

    on: date
    number: int


@dataclass(frozen=True)
class Counted:
    """How a measure's counts are divided: by nothing, or by these kinds of people."""

    denominator: str = Denominator.NONE
    group: str = ""

    @property
    def is_divided(self) -> bool:
        return self.denominator != Denominator.NONE


@dataclass(frozen=True)
class Held:
    """All figures of a measure and, for a share or a ratio, of the one it is set beside, by force; people by force and kind."""

    basis: str
    counted: Counted = field(default_factory=Counted)
    beside: Counted = field(default_factory=Counted)
    figures: Mapping[int, Sequence[Figure]] = field(default_factory=dict)
    wholes: Mapping[int, Sequence[Figure]] = field(default_factory=dict)
    people: Mapping[tuple[int, str, str], Sequence[People]] = field(default_factory=dict)

    @property
    def is_of_two(self) -> bool:
        return self.basis in (Basis.SHARE, Basis.RATIO)


@lru_cache(maxsize=4096)
def year_before(ended_on: date) -> date:
    """The first of the 12 months that end with a day."""
    return ended_on + DAY - YEAR


def sums_of_a_year(figures: Sequence[Figure]) -> dict[date, int]:
    """By the last day of each period, the total of the 12 months that end with it. A period is left out where the complete
    periods before it do not fill the 12 months without gap or overlap."""
    found: dict[date, int] = {}
    starts: dict[date, int] = {}  # of the unbroken stretch: the sum before the period that begins on a day
    running, expected = 0, None
    for one in figures:
        if one.is_partial:
            starts, running, expected = {}, 0, None
            continue
        if one.started_on != expected:
            starts, running = {}, 0
        starts[one.started_on] = running
        running += one.amount
        expected = one.ended_on + DAY
        before = starts.get(year_before(one.ended_on))
        if before is not None:
            found[one.ended_on] = running - before
    return found


def people_on(people: Sequence[People], day: date) -> int | None:
    """The number at the nearest earlier day, that day included; the first one known for days before it."""
    if not people:
        return None
    place = bisect_right(people, day, key=lambda one: one.on)
    return people[max(place - 1, 0)].number


def rate(held: Held, force: int, counted: Counted, amount: int, day: date) -> float | None:
    """An amount per 1,000 of the people it is divided by; the amount itself where nothing divides it."""
    if not counted.is_divided:
        return amount / ONE
    number = people_on(held.people.get((force, counted.denominator, counted.group), ()), day)
    return None if number is None else amount * PER / (number * ONE)


def of_two(held: Held, force: int, amount: int, whole: int | None, day: date) -> float | None:
    """The share of a whole in per cent, or the ratio of one rate to another. None without a whole, and for one of nothing."""
    if not whole:
        return None
    if held.basis == Basis.SHARE:
        return amount * 100 / whole
    above, below = _divisor(held, force, held.counted, day), _divisor(held, force, held.beside, day)
    return None if above is None or below is None else amount * below / (whole * above)


def _divisor(held: Held, force: int, counted: Counted, day: date) -> int | None:
    """What a count is divided by, as a whole number."""
    if not counted.is_divided:
        return 1
    return people_on(held.people.get((force, counted.denominator, counted.group), ()), day)


def values_of_a_year(held: Held, force: int) -> dict[date, float]:
    """By the last day of each period, what the 12 months come to; of a level, which does not add up, the figure itself."""
    figures = held.figures.get(force, ())
    if held.basis == Basis.LEVEL:
        return {one.ended_on: one.amount / ONE for one in figures if not one.is_partial}
    sums = sums_of_a_year(figures)
    if not held.is_of_two:
        found = {day: rate(held, force, held.counted, amount, day) for day, amount in sums.items()}
    else:
        wholes = sums_of_a_year(held.wholes.get(force, ()))
        found = {day: of_two(held, force, amount, wholes.get(day), day) for day, amount in sums.items()}
    return {day: value for day, value in found.items() if value is not None}


def years_of(held: Held, forces: Iterable[int]) -> dict[int, dict[date, float]]:
    """`values_of_a_year` of each force."""
    return {one: values_of_a_year(held, one) for one in forces}


def points_of(
    held: Held, force: int, years: Mapping[int, Mapping[date, float]], groups: Mapping[date, Iterable[int]]
) -> tuple[Point, ...]:
    """The periods of a force in order. `years` is what 12 months come to in each force; `groups` names the forces of its similar
    group by the last day of a period."""
    figures = held.figures.get(force, ())
    wholes = {one.started_on: one for one in held.wholes.get(force, ())}
    is_level = held.basis == Basis.LEVEL
    sums = {} if is_level else sums_of_a_year(figures)
    own = {} if is_level else years[force]
    return tuple(
        _point(held, force, one, wholes.get(one.started_on), own, sums, _average(years, groups, force, one)) for one in figures
    )


def _point(
    held: Held, force: int, one: Figure, whole: Figure | None, own: Mapping[date, float], sums: Mapping[date, int],
    average: float | None,
) -> Point:  # fmt: skip
    value: float | None = one.amount / ONE
    state, is_partial = str(one.state), one.is_partial
    if held.is_of_two:
        fits = whole is not None and whole.ended_on == one.ended_on
        value = of_two(held, force, one.amount, whole.amount, one.ended_on) if whole is not None and fits else None
        is_partial = is_partial or (whole is not None and whole.is_partial)
        state = _state(state, str(whole.state) if whole is not None else state)
    total = sums.get(one.ended_on)
    return Point(
        one.started_on, one.ended_on, value, rolling=own.get(one.ended_on), total=None if total is None else total / ONE,
        group=None if is_partial else average, state=state, is_partial=is_partial,
    )  # fmt: skip


def _state(first: str, second: str) -> str:
    """Of two figures the less settled state."""
    for state in (FigureState.PROVISIONAL, FigureState.REVISED):
        if state in (first, second):
            return str(state)
    return first


def _average(
    years: Mapping[int, Mapping[date, float]], groups: Mapping[date, Iterable[int]], force: int, one: Figure
) -> float | None:
    """The plain average over the forces of the group that have the 12 months; none where no other force has them."""
    day = one.ended_on
    others = [years[other][day] for other in groups.get(day, ()) if other != force and day in years[other]]
    if not others:
        return None
    mine = years[force].get(day)
    values = others if mine is None else [*others, mine]
    return sum(sorted(values)) / len(values)
