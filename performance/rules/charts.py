"""Which charts a measure has, and what each shows: specifications that `interface.charts` draws and a report freezes as JSON.

A title states the finding. It names the measure, for a report with many; on the measure's own page `named=False` leaves that out.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.dateformat import format as in_words
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from interface.charts.words import letter_of
from performance.choices import Basis, Denominator, Frequency
from performance.rules import chart_words, words
from performance.rules.analysis import Analysis, Limits, Point

Spec = dict[str, Any]
Events = Iterable[Mapping[str, Any]]
Value = Callable[[Point], float | None]
Parts = Sequence[tuple[Any, Analysis]]

MOST, MOST_BARS = 61, 25  # periods on a drawing; all of them are in the measure's file
MONTHS = {Frequency.MONTH.value: 1, Frequency.QUARTER.value: 3, Frequency.YEAR.value: 12}
DAY = timedelta(days=1)


def control_chart(measure: Any, analysis: Analysis, events: Events = (), *, named: bool = True) -> Spec:
    """Each period's figure with the natural limits of each stretch, and the target where there is one.

    A level that has a target is shown with that alone: it is on its way somewhere.
    """
    points = _drawn(measure, analysis.points, MOST)
    limits = [] if measure.basis == Basis.LEVEL and analysis.targets else _limits(points, analysis.limits)
    finding = chart_words.control_finding(measure, analysis) if limits else chart_words.counted_finding(measure, analysis)
    return _spec(measure, points, [(chart_words.series_name(measure), lambda one: one.value)]) | {
        "title": _title(measure, finding, named), "unit": chart_words.control_unit(measure), "places": _own_places(measure),
        "subtitle": chart_words.control_subtitle(measure, has_limits=bool(limits)), "illustrative": analysis.is_illustrative,
        "events": _events(points, analysis, events), "limits": limits, "targets": _targets(points, analysis.targets),
    }  # fmt: skip


def _own_places(measure: Any) -> int:
    """Of a period's own figure: the places of a count that is divided are those of its rate."""
    return 0 if measure.basis == Basis.COUNT and measure.denominator != Denominator.NONE else measure.places


def rolling_chart(measure: Any, analysis: Analysis, events: Events = (), *, named: bool = True) -> Spec:
    """What the 12 months to each period come to, beside the average of the group. A period that was not over has none."""
    points = _drawn(measure, [one for one in analysis.points if not one.is_partial], MOST)
    first = next((index for index, one in enumerate(points) if one.rolling is not None or one.group is not None), 0)
    points = points[first:]
    lines: list[tuple[str, Value]] = [(str(measure.area), lambda one: one.rolling)]
    if any(one.group is not None for one in points):
        lines.append((_("Average of similar forces"), lambda one: one.group))
    finding = chart_words.rolling_finding(measure, points, analysis.place.position)
    return _spec(measure, points, lines) | {
        "title": _title(measure, finding, named), "unit": chart_words.rolling_unit(measure),
        "subtitle": chart_words.rolling_subtitle(measure), "illustrative": analysis.is_illustrative,
        "places": words.rolling_places(measure), "events": _events(points, analysis, events),
    }  # fmt: skip


def bar_chart(measure: Any, analysis: Analysis, *, named: bool = True) -> Spec:
    """A bar for each period; that of a period that was not over is hatched."""
    points = _drawn(measure, analysis.points, MOST_BARS)
    return _spec(measure, points, [(chart_words.series_name(measure), lambda one: one.value)]) | {
        "kind": "bars", "title": _title(measure, chart_words.counted_finding(measure, analysis), named),
        "subtitle": chart_words.control_subtitle(measure, has_limits=False), "unit": chart_words.control_unit(measure),
        "illustrative": analysis.is_illustrative, "places": _own_places(measure), "targets": _targets(points, analysis.targets),
    }  # fmt: skip


def stacked_chart(title: str, parts: Parts) -> Spec:
    """What several counts of the same periods come to together, as outcomes do."""
    points = _together(parts, MOST_BARS)
    if not parts:
        return _bare(title)
    subtitle = _("%(names)s, %(each)s") % {
        "names": ", ".join(str(measure.title) for measure, _analysis in parts), "each": chart_words.each_words(parts[0][0]),
    }  # fmt: skip
    return _several(title, subtitle, parts, points, lambda one: one.value) | {
        "kind": "stacked", "unit": chart_words.control_unit(parts[0][0]),
        "places": max(_own_places(measure) for measure, _analysis in parts),
    }  # fmt: skip


def several_chart(title: str, subtitle: str, of: Parts) -> Spec:
    """The 12-month lines of several measures on one scale; of levels, the figures themselves."""
    if not of:
        return _bare(title)
    whole = [(measure, replace(analysis, points=analysis.complete)) for measure, analysis in of]
    if all(measure.basis == Basis.LEVEL for measure, _analysis in of):
        unit, value = chart_words.control_unit(of[0][0]), _value
    else:
        unit, value = chart_words.rolling_unit(of[0][0]), _rolling
    return _several(title, subtitle, whole, _together(whole, MOST), value) | {
        "unit": unit,
        "places": max(words.rolling_places(measure) for measure, _analysis in of),
    }


def charts_of(measure: Any, analysis: Analysis, events: Events = (), *, named: bool = True) -> list[tuple[str, Spec]]:
    """The charts that suit a measure, each with the key that its file is asked for by: "rolling", "limits", "bars"."""
    if not analysis.points:
        return []
    charts: list[tuple[str, Spec]] = []
    events = list(events)
    if measure.basis != Basis.LEVEL and any(one.rolling is not None for one in analysis.points):
        charts.append(("rolling", rolling_chart(measure, analysis, events, named=named)))
    if measure.basis == Basis.COUNT and measure.frequency != Frequency.MONTH and not analysis.limits:
        charts.append(("bars", bar_chart(measure, analysis, named=named)))
    else:
        charts.append(("limits", control_chart(measure, analysis, events, named=named)))
    return _lettered_alike(measure, analysis, charts)


def _lettered_alike(measure: Any, analysis: Analysis, charts: list[tuple[str, Spec]]) -> list[tuple[str, Spec]]:
    """An event has the same letter on each chart of a measure, though one chart may begin earlier than another."""
    order = {name: index for index, name in enumerate(period_names(_drawn(measure, analysis.points, MOST + 1)))}
    found = dict.fromkeys((one["period"], one["text"]) for _key, spec in charts for one in spec.get("events", ()))
    letters = {pair: letter_of(number) for number, pair in enumerate(sorted(found, key=lambda pair: order.get(pair[0], -1)))}
    for _key, spec in charts:
        for one in spec.get("events", ()):
            one["label"] = letters[one["period"], one["text"]]
    return charts


# Parts of a specification ---------------------------------------------------------------------------------------------


def _spec(measure: Any, points: Sequence[Point], lines: Sequence[tuple[str, Value]]) -> Spec:
    spec: Spec = {
        "periods": period_names(points), "year": 12 // MONTHS.get(str(measure.frequency), 1),
        "series": [{"name": name, "values": [_plain(value(one)) for one in points]} for name, value in lines],
    }  # fmt: skip
    return spec | ({"partial": _up_to(points[-1])} if points and points[-1].is_partial else {})


def _bare(title: str) -> Spec:
    return {"title": title, "subtitle": "", "periods": [], "series": []}


def _several(title: str, subtitle: str, of: Parts, points: Sequence[Point], value: Value) -> Spec:
    """Every measure's values in the same periods."""
    spec = _spec(of[0][0], points, [])
    for measure, analysis in of:
        at = {point.started_on: point for point in analysis.points}
        values = [_plain(value(at[one.started_on])) if one.started_on in at else None for one in points]
        spec["series"].append({"name": str(measure.title), "values": values})
    is_illustrative = any(analysis.is_illustrative for _measure, analysis in of)
    return spec | {"title": title, "subtitle": subtitle, "illustrative": is_illustrative}


def _value(one: Point) -> float | None:
    return one.value


def _rolling(one: Point) -> float | None:
    return one.rolling


def _title(measure: Any, finding: str, named: bool) -> str:
    """“Personal robbery: since March 2021 …”. A finding that begins with a period keeps its capital."""
    if not named:
        return finding
    starts = (finding[:1].lower() + finding[1:]) if not _begins_with_month(finding) else finding
    return f"{measure.title}: {starts}"


def _begins_with_month(finding: str) -> bool:
    return finding.split(" ", 1)[0] in {in_words(date(2021, month, 1), "M") for month in range(1, 13)}


def period_name(point: Point) -> str:
    """“Dec 2021”; a period that was not over by the months it falls in: how far it went is said beside it."""
    return _named(point.started_on, point.ended_on, point.is_partial, get_language())


def period_names(points: Iterable[Point]) -> list[str]:
    language = get_language()
    return [_named(one.started_on, one.ended_on, one.is_partial, language) for one in points]


@lru_cache(maxsize=4096)
def _named(first: date, last: date, is_partial: bool, _language: str | None) -> str:
    """Kept, since a page of forty measures names the same sixty months again and again."""
    if is_partial:
        first, last = first.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1])
    return words.period_words(Point(first, last, None))


def _up_to(point: Point) -> str:
    return _("up to %(day)s") % {"day": in_words(point.ended_on, "j F")}


def _drawn(measure: Any, points: Sequence[Point], most: int) -> list[Point]:
    """The last periods, with those in their places that nobody counted: a line must not run across them. Of an earlier period
    that was never counted to its end the place is kept and no figure, since it cannot be read beside the others."""
    months, filled = MONTHS.get(str(measure.frequency), 1), list[Point]()
    shown = [_uncounted(one, months) if one.is_partial and one is not points[-1] else one for one in points[-most:]]
    for point in shown:
        while filled and filled[-1].ended_on + DAY < point.started_on:
            missing = _after(filled[-1], months)
            if missing.ended_on >= point.started_on:
                break
            filled.append(missing)
        filled.append(point)
    return filled[-most:]


def _after(point: Point, months: int) -> Point:
    return _empty(point.ended_on + DAY, months)


def _uncounted(point: Point, months: int) -> Point:
    return _empty(point.started_on, months)


def _empty(started: date, months: int) -> Point:
    return Point(started, started + relativedelta(months=months) - DAY, None)


def _together(of: Parts, most: int) -> list[Point]:
    """Every period that any of the measures has, by its first day; one that was not over for any of them was not over."""
    at: dict[date, Point] = {}
    for _measure, analysis in of:
        for point in analysis.points:
            if point.started_on not in at or point.is_partial:
                at[point.started_on] = point
    return _drawn(of[0][0], [at[day] for day in sorted(at)], most) if of else []


def _plain(value: float | None) -> float | None:
    """Enough for a drawing; a specification is kept as text."""
    return None if value is None else round(float(value), 6)


def _limits(points: Sequence[Point], limits: Sequence[Limits]) -> list[dict[str, Any]]:
    """Each stretch from the first to the last of its periods that are drawn."""
    stretches = []
    for one in limits:
        within = [point for point in points if one.started_on <= point.started_on and point.ended_on <= one.ended_on]
        if within:
            stretches.append({
                "from": period_name(within[0]), "to": period_name(within[-1]),
                "average": _plain(one.average), "lower": _plain(one.lower), "upper": _plain(one.upper),
            })  # fmt: skip
    return stretches


def _targets(points: Sequence[Point], targets: Sequence[tuple[date, float]]) -> list[dict[str, Any]]:
    """Each target over the periods on the way to it: from the day of the one before until its own."""
    drawn, since = [], date.min
    for by, value in sorted(targets):
        within = [point for point in points if since < point.ended_on <= by]
        if within:
            text = _("by %(month)s") % {"month": in_words(by, "F Y")}
            ends = {"from": period_name(within[0]), "to": period_name(within[-1])}
            drawn.append({**ends, "value": _plain(value), "text": text})
        since = by
    return drawn


def _events(points: Sequence[Point], analysis: Analysis, events: Events) -> list[dict[str, str]]:
    """What is marked on the drawing, lettered from the left: breaks in the series, then what the caller names.

    An event is told by its day (`on`) or by the name of its period. What falls outside the drawing is left out.
    """
    marked = [(_index_of(points, one.on), _break_words(one.title, one.splits)) for one in analysis.breaks]
    names = {name: index for index, name in enumerate(period_names(points))}
    for event in events:
        index = _index_of(points, event["on"]) if event.get("on") else names.get(str(event.get("period", "")))
        marked.append((index, str(event.get("text", ""))))
    placed = sorted(((index, text) for index, text in marked if index is not None), key=lambda pair: pair[0])
    return [
        {"period": period_name(points[index]), "label": letter_of(number), "text": text}
        for number, (index, text) in enumerate(placed)
    ]


def _index_of(points: Sequence[Point], day: date) -> int | None:
    return next((index for index, one in enumerate(points) if one.started_on <= day <= one.ended_on), None)


def _break_words(title: str, splits: bool) -> str:
    return _("%(title)s: the limits start again") % {"title": title} if splits else title
