"""The four facts at the head of a measure's page, each with its period: trend, position, and two figures."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.dateformat import format as in_words
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from performance.choices import Basis, Position
from performance.rules import words
from performance.rules.analysis import Analysis, Point

Fact = dict[str, str]


def key_facts(measure: Any, analysis: Analysis) -> list[Fact]:
    """Trend, position and two figures: what the 12 months come to and the count behind it, or the last period's own figure.

    Each is compared with the same a year before where both are whole, and with nothing else.
    """
    return [_trend(analysis), _position(measure, analysis), *_figures(measure, analysis)]


def _trend(analysis: Analysis) -> Fact:
    ends = _ends(analysis.last) if analysis.last else ""
    why = words.why_words(analysis)
    why = why if not why or why.endswith(".") else f"{why}."
    return {"term": _("Trend"), "value": words.trend_words(analysis.trend.word), "note": f"{why} {ends}".strip()}


def _ends(last: Point) -> str:
    """“At the end of December 2021”, or the day itself where that is not the end of a month."""
    if words.is_whole_months(last.started_on, last.ended_on):
        return _("At the end of %(day)s") % {"day": in_words(last.ended_on, "F Y")}
    return _("On %(day)s") % {"day": in_words(last.ended_on, "j F Y")}


def _position(measure: Any, analysis: Analysis) -> Fact:
    place, direction = analysis.place, words.direction_words(measure.direction)
    if place.rank is None:
        return {"term": _("Position"), "value": words.benchmark_words(place), "note": direction}
    side = "" if place.position == Position.UNKNOWN else f"{words.position_words(place.position)}. "
    source = _(" Stated by %(source)s.") % {"source": place.source} if place.source and not place.is_reckoned else ""
    return {"term": _("Position"), "value": words.rank_words(place.rank, place.size), "note": f"{side}{direction}{source}"}


def _figures(measure: Any, analysis: Analysis) -> list[Fact]:
    last, before = analysis.last, analysis.before
    if last is None:
        return [_unfinished(measure, analysis)]
    own = _own_fact(measure, analysis, last, before)
    if measure.basis == Basis.LEVEL:
        return [own, *_target(measure, analysis)]
    rolling = {
        "term": words.rolling_label(measure),
        "value": words.rolling_words(measure, last.rolling),
        "note": _note(
            words.year_words(last.ended_on), last.rolling, before.rolling if before else None,
            lambda value: words.rolling_words(measure, value), is_illustrative=analysis.is_illustrative,
        ),
    }  # fmt: skip
    if words.is_rate(measure):
        return [rolling, _count_fact(measure, analysis, last, before)]
    return [rolling, own]


def _unfinished(measure: Any, analysis: Analysis) -> Fact:
    """What was counted so far in a period that was not over, where no other is known."""
    point = analysis.partial
    if point is None:
        return {"term": _("Figures"), "value": _("not known"), "note": _("No figures are published yet")}
    note = _note(words.during_words(point), None, None, str, is_illustrative=analysis.is_illustrative)
    return {"term": capfirst(measure.counted) or _("Figures"), "value": words.figure_words(measure, point.value), "note": note}


def _count_fact(measure: Any, analysis: Analysis, last: Point, before: Point | None) -> Fact:
    """How many it was in 12 months: what the rate is worked out from."""
    before_total = before.total if before else None
    return {
        "term": capfirst(measure.counted) or _("Count"),
        "value": words.figure_words(measure, last.total),
        "note": _note(
            words.year_words(last.ended_on), last.total, before_total, lambda value: words.figure_words(measure, value),
            is_illustrative=analysis.is_illustrative,
        ),
    }  # fmt: skip


def _own_fact(measure: Any, analysis: Analysis, last: Point, before: Point | None) -> Fact:
    """The last complete period's own figure."""
    is_level = measure.basis == Basis.LEVEL
    return {
        "term": capfirst(measure.counted) or _("Level") if is_level else capfirst(words.during_words(last)),
        "value": words.figure_words(measure, last.value),
        "note": _note(
            words.period_words(last) if is_level else "", last.value, before.value if before else None,
            lambda value: words.figure_words(measure, value),
            is_illustrative=analysis.is_illustrative,
        ),
    }  # fmt: skip


def _target(measure: Any, analysis: Analysis) -> list[Fact]:
    """The next day by which something is to be reached, as on the chart; the last one where all are past."""
    if not analysis.targets:
        return []
    day = analysis.last.ended_on if analysis.last else date.min
    on, value = next((one for one in analysis.targets if one[0] >= day), analysis.targets[-1])
    note = _("by %(day)s") % {"day": in_words(on, "j F Y")}
    return [{"term": _("Target"), "value": words.figure_words(measure, value), "note": note}]


def _note(period: str, value: float | None, before: float | None, say: Callable[[float], str], *, is_illustrative: bool) -> str:
    """The period, where it is not named above it, the same a year before where both are known, and whether it is illustrative."""
    known = value is not None and before is not None
    parts = [period, _("%(before)s a year before") % {"before": say(before)} if known and before is not None else ""]
    note = "; ".join(part for part in parts if part)
    if not is_illustrative:
        return note
    return _("%(note)s. Illustrative") % {"note": note} if note else _("Illustrative")
