"""Readings of an award side by side: a small table of indicators by period, and a chart of each against its target."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissioning.choices import Unit
from commissioning.rules.returns import meets, period_words, short_period, target_words, value_words

MOST_PERIODS = 6  # of a table; with its name and its target a row then has no more than eight cells
MOST_BARS = 25
UNIT_WORDS = {Unit.COUNT: "", Unit.PERCENT: "%", Unit.POUNDS: "£", Unit.DAYS: "days"}
SUBTITLES = {
    Unit.COUNT: gettext_lazy("A number, as the provider reports it"),
    Unit.PERCENT: gettext_lazy("In %, as the provider reports it"),
    Unit.POUNDS: gettext_lazy("In pounds, as the provider reports it"),
    Unit.DAYS: gettext_lazy("In days, as the provider reports it"),
}
Values = Mapping[tuple[int, int], Decimal]


@dataclass(frozen=True)
class Cell:
    """A reading in words, and whether it meets the target of its indicator."""

    period: str
    words: str
    misses: bool


@dataclass(frozen=True)
class Row:
    """An indicator with its readings in the order of the periods."""

    indicator: Any
    target: str
    cells: list[Cell]


@dataclass(frozen=True)
class ReadingTable:
    """The last periods, in order of time, and a row for each indicator."""

    heads: list[str]
    rows: list[Row]
    left_out: int  # earlier periods, which the file has


def reading_table(indicators: Sequence[Any], returns: Sequence[Any], values: Values, most: int = MOST_PERIODS) -> ReadingTable:
    """`values` by the keys of return and indicator."""
    held = {return_pk for return_pk, _indicator in values}
    told = sorted((one for one in returns if one.pk in held), key=lambda one: one.ended_on)
    shown = told[-most:]
    heads = [short_period(one.started_on, one.ended_on) for one in shown]
    rows = [Row(one, target_words(one), [_cell(one, each, values) for each in shown]) for one in indicators]
    return ReadingTable(heads, rows, len(told) - len(shown))


def _cell(indicator: Any, one: Any, values: Values) -> Cell:
    value = values.get((one.pk, indicator.pk))
    misses = meets(value, indicator.target, indicator.lower_is_better) is False
    return Cell(short_period(one.started_on, one.ended_on), value_words(value, indicator.unit), misses)


def chart_of(indicator: Any, returns: Sequence[Any], values: Values) -> dict[str, Any] | None:
    """A bar for each period with the target over all of them; None with less than two readings."""
    told = sorted((one for one in returns if (one.pk, indicator.pk) in values), key=lambda one: one.ended_on)[-MOST_BARS:]
    if len(told) < 2:
        return None
    periods = [short_period(one.started_on, one.ended_on) for one in told]
    figures = [values[one.pk, indicator.pk] for one in told]
    spec: dict[str, Any] = {
        "kind": "bars", "title": _finding(indicator, told[-1], figures[-1]), "year": 4,
        "subtitle": str(SUBTITLES[Unit(indicator.unit)]),
        "unit": UNIT_WORDS[Unit(indicator.unit)], "periods": periods, "places": _places([*figures, indicator.target]),
        "series": [{"name": _("Reported"), "values": [float(one) for one in figures]}],
    }  # fmt: skip
    if indicator.target is not None:
        ends = {"from": periods[0], "to": periods[-1]}
        spec["targets"] = [{**ends, "value": float(indicator.target), "text": _("in each period")}]
    return spec


def _finding(indicator: Any, last: Any, value: Decimal) -> str:
    """“Referrals: 224 in October to December 2021, which meets the target of at least 200”."""
    said = {
        "title": indicator.title, "figure": value_words(value, indicator.unit), "target": target_words(indicator),
        "period": period_words(last.started_on, last.ended_on),
    }  # fmt: skip
    met = meets(value, indicator.target, indicator.lower_is_better)
    if met is None:
        return _("%(title)s: %(figure)s in %(period)s") % said
    if met:
        return _("%(title)s: %(figure)s in %(period)s, which meets the target of %(target)s") % said
    return _("%(title)s: %(figure)s in %(period)s, which misses the target of %(target)s") % said


def _places(figures: Sequence[Decimal | None]) -> int:
    """As many places as the figures have, 2 at most."""
    return max((_places_of(one) for one in figures if one is not None), default=0)


def _places_of(figure: Decimal) -> int:
    exponent = figure.normalize().as_tuple().exponent
    return min(max(-int(exponent), 0), 2)
