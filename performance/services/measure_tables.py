"""Measures and their figures as plain tables for files. Each row of figures says whether it is illustrative."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from tablib import Dataset

from interface.tables import safe_cell
from performance.choices import FigureState
from performance.models import Measure, Observation
from performance.rules import words
from performance.rules.analysis import Analysis, Point
from performance.services.measure_reading import Replaced
from performance.services.overview import Line


def measures_dataset(lines: Iterable[Line]) -> Dataset:
    """A row for each measure."""
    heads = [
        _("Objective"), _("Measure"), _("Trend"), _("Rank"), _("Of"), _("Beside the average of the group"), _("Last period"),
        _("Figure"), _("12 months"), _("Average of the group"), _("Unit"), _("Good when"), _("Last mention"), _("Illustrative"),
    ]  # fmt: skip
    return _dataset(heads, [_measure_row(one) for one in lines])


def _measure_row(line: Line) -> list[Any]:
    measure, analysis, last = line.measure, line.analysis, line.analysis.last
    place, mention = analysis.place, line.mention
    return [
        measure.objective.title, measure.title, str(line.trend.label), place.rank, place.size,
        str(words.position_words(place.position)), last.ended_on if last else None, last.value if last else None,
        last.rolling if last else None, last.group if last else None, measure.get_unit_display(),
        measure.get_direction_display(), f"{mention.on:%Y-%m-%d} {mention.words}" if mention else "",
        _yes(analysis.is_illustrative or measure.is_illustrative),
    ]  # fmt: skip


def figures_dataset(
    measure: Measure, analysis: Analysis, counted: Mapping[date, Observation], revised: Sequence[Replaced]
) -> Dataset:
    """A row for each period, the oldest first: the figure, what the 12 months come to, and what it was before."""
    heads = [
        _("Measure"), _("From"), _("Until"), _("Figure"), _("As counted"), words.rolling_label(measure), _("12-month total"),
        _("Average of the group"), _("State"), _("Partial"), _("Was before"), _("Revised on"), _("Illustrative"),
    ]  # fmt: skip
    newest: dict[date, Replaced] = {}
    for one in revised:
        newest.setdefault(one.started_on, one)
    return _dataset(heads, [_figure_row(measure, analysis, one, counted, newest) for one in analysis.points])


def _figure_row(
    measure: Measure, analysis: Analysis, point: Point, counted: Mapping[date, Observation], revised: Mapping[date, Replaced]
) -> list[Any]:
    row, was = counted.get(point.started_on), revised.get(point.started_on)
    return [
        measure.title, point.started_on, point.ended_on, point.value, float(row.value) if row else None, point.rolling,
        point.total, point.group, str(FigureState(point.state).label), _yes(point.is_partial), was.value if was else None,
        was.until if was else None, _yes(analysis.is_illustrative),
    ]  # fmt: skip


def plain_rows(dataset: Dataset) -> list[dict[str, Any]]:
    """The rows by their headings, days as 2021-12-31: what a JSON file holds."""
    return list(dataset.dict)


def chart_dataset(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Dataset:
    """The figures behind a chart, as `interface.charts.chart_rows` gives them."""
    return _dataset(heads, rows)


def _dataset(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Dataset:
    made = Dataset(headers=[str(one) for one in heads])
    for row in rows:
        made.append([_cell(one) for one in row])
    return made


def _cell(value: Any) -> Any:
    """Numbers as numbers, days as 2021-12-31, text that no spreadsheet takes for a formula, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, (int, float)) else safe_cell(value)


def _yes(is_so: bool) -> str:
    return _("Yes") if is_so else _("No")
