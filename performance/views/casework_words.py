"""How tables of contacts, reviews and workforce are told on pages and in files."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from interface.charts import chart_figure
from interface.templatetags.dates import short_date
from interface.templatetags.govuk import tag
from performance.choices import StatedKind
from performance.rules import words
from performance.rules.casework import (
    Counted,
    Line,
    Outcomes,
    Total,
    YearTable,
    change_words,
    days_of,
    days_words,
    gap_words,
    percent_words,
    period_words,
    since_words,
)
from performance.rules.charts import bar_chart, control_chart, stacked_chart
from performance.rules.stated import Check
from performance.services.casework import Casework

Cells = list[str]


def table_shown(table: YearTable) -> dict[str, Any]:
    """A table of `_casework_table.html`: caption, headings, and rows of a heading and three cells."""
    measure = table.counted.measure
    now, before = table.years
    has_year = now == _("Figure")
    rows = [_row(measure, one, has_year=has_year) for one in table.lines]
    return {
        "caption": _with_mark(measure.title, table.counted),
        "url": measure.get_absolute_url(),
        "first": _("Month") if all(_is_month(one) for one in table.lines) else _("Period"),
        "heads": [now, before, _("Change")],
        "rows": rows,
        "total": _total_row(measure, table.total) if table.total else None,
        "has_partial": any(one.point.is_partial for one in table.lines),
    }


def _is_month(line: Line) -> bool:
    return (line.point.started_on.year, line.point.started_on.month) == (line.point.ended_on.year, line.point.ended_on.month)


def _row(measure: Any, line: Line, *, has_year: bool) -> tuple[str, Cells]:
    before = line.before.value if line.before else None
    cells = [words.figure_words(measure, line.point.value), words.figure_words(measure, before)]
    return period_words(line.point, has_year=has_year), [*cells, change_words(measure, line.change, is_partial=line.is_partial)]


def _total_row(measure: Any, total: Total) -> tuple[str, Cells]:
    percent = f" ({percent_words(total.percent)})" if total.percent is not None else ""
    cells = [words.figure_words(measure, total.value), words.figure_words(measure, total.before)]
    return days_words(total.started_on, total.ended_on), [*cells, f"{change_words(measure, total.change)}{percent}"]


def aims_shown(casework: Casework) -> list[dict[str, Any]]:
    """Each target with the last figure and how far that is from it."""
    return [
        {
            "measure": one.counted.measure, "by": short_date(one.by), "gap": gap_words(one),
            "target": words.figure_words(one.counted.measure, one.target),
            "actual": words.figure_words(one.counted.measure, one.last.value), "period": words.period_words(one.last),
            "is_illustrative": one.counted.analysis.is_illustrative,
        }
        for one in casework.aims
    ]  # fmt: skip


def outcomes_shown(outcomes: Outcomes) -> dict[str, Any]:
    """Each outcome with its share, and the whole, which they make up."""
    whole = outcomes.whole
    points = whole.analysis.points
    days = since_words(points[0]) if len(points) == 1 else days_words(points[0].started_on, points[-1].ended_on)
    title = _with_mark(_("%(title)s, %(days)s") % {"title": whole.measure.title, "days": days}, whole, *_counted_of(outcomes))
    return {
        "caption": title,
        "rows": [
            (one.measure, [words.figure_words(one.measure, value), f"{words.number_words(share, 0)}%"])
            for one, value, share in outcomes.parts
        ],
        "whole": (whole.measure, [words.figure_words(whole.measure, outcomes.value), "100%"]),
    }


def _counted_of(outcomes: Outcomes) -> list[Counted]:
    return [one for one, _value, _share in outcomes.parts]


def _with_mark(title: str, *of: Counted) -> str:
    """A title that says where the figures are illustrative."""
    return _("%(title)s. Illustrative") % {"title": title} if any(one.analysis.is_illustrative for one in of) else title


def check_shown(check: Check) -> dict[str, Any]:
    """A stated figure with what the figures come to, and whether both agree."""
    stated = check.stated
    reckoned = "" if check.reckoned is None else value_words(stated, check.reckoned, places=max(stated.places, 1))
    return {
        "row": stated,
        "title": stated.title,
        "days": days_words(stated.started_on, stated.ended_on),
        "source": stated.source or _("not known"),
        "stated": value_words(stated, stated.value),
        "reckoned": reckoned or _("not known"),
        "agrees": agrees_words(check),
    }


def value_words(stated: Any, value: Any, *, places: int | None = None) -> str:
    """“400”, “27%”; a reckoned share with one place more than it is stated with."""
    if stated.kind == StatedKind.SUM:
        return words.number_words(float(value), stated.places)
    number = words.number_words(float(value), stated.places if places is None else places)
    return f"{'+' if stated.kind == StatedKind.CHANGE and value > 0 else ''}{number}%"


def agrees_words(check: Check) -> SafeString:
    """“Agrees”, “Does not agree”, or why nobody can say."""
    if check.agrees is None:
        return format_html("{}", check.why)
    return format_html("{}", _("Agrees")) if check.agrees else format_html("{}", tag(_("Does not agree"), "orange"))


# Charts -------------------------------------------------------------------------------------------------------------


def charts_shown(casework: Casework) -> list[SafeString]:
    """A drawing of each measure of several periods; one of them stacked where they make a whole together."""
    outcomes, drawn, specs = casework.outcomes, set(), []
    if outcomes is not None and len(days_of(outcomes.whole)) > 1:
        parts = [(one.measure, one.drawn) for one in _counted_of(outcomes)]
        specs.append(stacked_chart(outcomes.whole.measure.title, parts))
        drawn = {one.measure.pk for one in _counted_of(outcomes)}
    for one in casework.counted:
        if len(one.analysis.points) > 1 and one.measure.pk not in drawn:
            draw = control_chart if one.analysis.targets else bar_chart
            specs.append(draw(one.measure, one.drawn))
    return [chart_figure(spec, level=3, key=f"casework-{number}") for number, spec in enumerate(specs, start=1)]


# Files --------------------------------------------------------------------------------------------------------------


def file_rows(casework: Casework) -> list[list[Any]]:
    """A row for each period of each table, and one for each figure that stands alone."""
    rows: list[list[Any]] = []
    for one in casework.counted:
        if one.is_single:
            rows.append(_file_row(casework, one, Line(one.analysis.points[0])))
    for table in casework.tables:
        rows += [_file_row(casework, table.counted, line) for line in table.lines]
    return rows


def _file_row(casework: Casework, counted: Counted, line: Line) -> list[Any]:
    point = line.point
    numbers = [point.value, line.before.value if line.before else None, line.change]
    return [
        casework.objective.title, counted.measure.title, point.started_on.isoformat(), point.ended_on.isoformat(),
        *("" if one is None else one for one in numbers), _yes(point.is_partial), _yes(counted.analysis.is_illustrative),
    ]  # fmt: skip


def _yes(is_so: bool) -> str:
    return _("Yes") if is_so else _("No")


def file_heads() -> list[str]:
    return [
        _("Objective"), _("Measure"), _("From"), _("Until"), _("Figure"), _("A year before"), _("Change"), _("Partial"),
        _("Illustrative"),
    ]  # fmt: skip
