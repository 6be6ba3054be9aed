"""The figures of a measure as its page shows them: the newest periods, marked where they are not final, and what was revised."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from interface.templatetags.dates import short_date
from performance.choices import FigureState
from performance.models import Measure
from performance.rules import words
from performance.rules.analysis import Analysis, Point
from performance.services.measure_reading import Replaced

SHOWN = 24  # periods on the page; the files have all


@dataclass(frozen=True)
class FigureRow:
    """A period as text."""

    period: str
    value: str
    rolling: str
    group: str
    state: str
    was: str


def figures_shown(measure: Measure, analysis: Analysis, revised: Sequence[Replaced]) -> dict[str, Any]:
    """What `performance/_measure_figures.html` reads: rows, the newest first, and what was revised."""
    points = analysis.points[-SHOWN:][::-1]
    by_period: dict[Any, Replaced] = {}
    for one in revised:
        by_period.setdefault(one.started_on, one)
    return {
        "rows": [_row(measure, one, by_period.get(one.started_on)) for one in points],
        "count": len(analysis.points),
        "shown": len(points),
        "label": words.rolling_label(measure),
        "has_group": any(one.group is not None for one in points),
        "revisions": [_revision(measure, one) for one in revised[:SHOWN]],
        "is_counted": bool(measure.whole_id),
    }


def _row(measure: Measure, point: Point, was: Replaced | None) -> FigureRow:
    states = [str(FigureState(point.state).label)]
    if point.is_partial:
        states.append(_("not over, compared with nothing"))
    revised = _("%(value)s until %(day)s") % {"value": _counted(measure, was.value), "day": short_date(was.until)} if was else ""
    return FigureRow(
        words.period_words(point), words.figure_words(measure, point.value), words.rolling_words(measure, point.rolling),
        words.rolling_words(measure, point.group), ", ".join(states), revised,
    )  # fmt: skip


def _counted(measure: Measure, value: float) -> str:
    """A figure as it came in: of a share or a ratio the count."""
    return words.number_words(value, 0) if measure.whole_id else words.figure_words(measure, value)


def _revision(measure: Measure, one: Replaced) -> dict[str, str]:
    period = words.period_words(Point(one.started_on, one.ended_on, None))
    return {
        "period": period, "was": _counted(measure, one.value), "until": short_date(one.until), "why": one.why,
        "by": one.by,
    }  # fmt: skip
