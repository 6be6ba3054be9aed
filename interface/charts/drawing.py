"""The drawing itself: lines, scale, events and labels as SVG."""

import math
import textwrap
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

Spec = Mapping[str, Any]

WIDE, NARROW = 720, 345
INK, FORCE, QUIET, GRID, GROUP, EVENT = "#0b0c0c", "#12385b", "#484f56", "#dfe3e6", "#6f777b", "#54319f"
LOOKS = ((FORCE, "2.75", ""), (GROUP, "2.25", "7 4"), (INK, "1.75", "2 4"), (QUIET, "1.5", "10 3 2 3"))
LETTER = 7.4  # width of a letter at 14 px, for placing labels
NUMBER = 8.2  # and of a figure
LABEL_SPACE = 152
NICE_STEPS = (1, 2, 2.5, 5, 10)
CLOSE = 0.9  # values whose lowest is above this share of the highest may leave zero out
LEAST_SPAN = 0.3  # of their mean: what such a scale must span, so that a stable line looks stable


@dataclass(frozen=True)
class Plot:
    """Where the drawing stands and how values become places on it."""

    width: int
    height: int
    count: int
    low: float
    high: float
    step: float

    top, below = 26, 28

    @cached_property
    def left(self) -> float:
        """Where the scale stands: wide enough for its widest number."""
        places = places_of(self.step)
        return max(44, 16 + NUMBER * max(len(figure(tick, places)) for tick in self.ticks))

    @property
    def wide(self) -> bool:
        return self.width >= 500

    @property
    def right(self) -> float:
        return self.width - (LABEL_SPACE if self.wide else 10)

    @property
    def bottom(self) -> float:
        return self.height - self.below

    def x(self, index: int) -> float:
        return self.left + (self.right - self.left) * index / max(self.count - 1, 1)

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * (value - self.low) / (self.high - self.low)

    @property
    def ticks(self) -> list[float]:
        return [self.low + self.step * i for i in range(round((self.high - self.low) / self.step) + 1)]


def line_chart(spec: Spec, width: int = WIDE, *, key: str = "") -> SafeString:
    """The drawing alone, with its title and a description of every line; `key` keeps its ids apart on a page."""
    plot = plot_of(spec, width)
    uid = f"chart-{key or format(zlib.crc32(repr(spec).encode()), 'x')}-{width}"
    size = "wide" if plot.wide else "narrow"
    parts = [_grid(plot), _period_labels(plot, spec), _limits(plot, spec), _events(plot, spec), _lines(plot, spec)]
    return format_html(
        '<svg class="app-chart__{}" viewBox="0 0 {} {}" width="{}" height="{}" role="img" font-size="14" '
        'font-family="Public Sans Variable, Public Sans Extended, arial, sans-serif" fill="{}" '
        'aria-labelledby="{}-title {}-desc">'
        '<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>{}</svg>',
        size, width, plot.height, width, plot.height, INK, uid, uid, uid, _alternative(spec), uid, describe(spec),
        mark_safe("".join(parts)),  # noqa: S308  each part is escaped
    )  # fmt: skip


def describe(spec: Spec) -> str:
    """Every line in words: where it begins and ends, its lowest and highest."""
    return " ".join(filter(None, (_describe_one(spec, series) for series in spec["series"])))


def plot_of(spec: Spec, width: int) -> Plot:
    """The scale begins at zero, unless all values are close to each other: then it is broken and spans enough of them."""
    values = [v for series in spec["series"] for v in series["values"] if v is not None]
    for limit in spec.get("limits", ()):
        values += [limit["lower"], limit["upper"]]
    low, high = (min(values), max(values)) if values else (0, 1)
    if low > 0 and low >= high * CLOSE:
        low, high = _spread(low, high, sum(values) / len(values) * LEAST_SPAN)
        most = 100 if "%" in str(spec.get("unit", "")) and max(values) <= 100 else math.inf
    else:
        low, most = min(0, low), math.inf
    step = _nice_step((high - low) or 1)
    low, high = math.floor(low / step) * step, min(math.ceil(high / step + 0.05) * step, most)
    height = 240 if width >= 500 else 270
    return Plot(width, height, len(spec["periods"]), low, high, step)


def _spread(low: float, high: float, least: float) -> tuple[float, float]:
    """A span of at least `least` with the values in its middle."""
    more = max(least - (high - low), 0) / 2
    return low - more, high + more


def _nice_step(span: float) -> float:
    rough = span / 4.5
    power = 10 ** math.floor(math.log10(rough))
    return next(nice * power for nice in NICE_STEPS if nice * power >= rough * 0.999)


def _alternative(spec: Spec) -> str:
    names = ", ".join(str(series["name"]) for series in spec["series"])
    what = (spec.get("subtitle") or spec["title"]).rstrip(".")
    return _("Line chart: %(what)s. Lines: %(names)s") % {"what": what, "names": names}


def _describe_one(spec: Spec, series: Mapping[str, Any]) -> str:
    known = [(v, p) for v, p in zip(series["values"], spec["periods"], strict=False) if v is not None]
    if not known:
        return _("%(name)s: not known.") % {"name": series["name"]}
    places = series_places(spec)
    said = {"name": series["name"]}
    ends = {"first": known[0], "last": known[-1], "low": min(known, key=_value), "high": max(known, key=_value)}
    for name, (value, period) in ends.items():
        said |= {name: figure(value, places), f"{name}_period": period}
    return (
        _("%(name)s: %(first)s in %(first_period)s, %(last)s in %(last_period)s; "
          "lowest %(low)s in %(low_period)s, highest %(high)s in %(high_period)s.")
        % said
    )  # fmt: skip


def _value(pair: tuple[float, str]) -> float:
    return pair[0]


def _grid(plot: Plot) -> str:
    places = places_of(plot.step)
    rows = ((plot.left, plot.right, plot.y(tick), plot.left - 7, plot.y(tick) + 5, figure(tick, places)) for tick in plot.ticks)
    drawn = "".join(
        format_html(
            '<line stroke="{}" stroke-width="1" x1="{}" x2="{}" y1="{}" y2="{}"/>'
            '<text fill="{}" x="{}" y="{}" text-anchor="end">{}</text>',
            GRID, _n(left), _n(right), _n(y), _n(y), QUIET, _n(label_x), _n(label_y), words,
        )
        for left, right, y, label_x, label_y, words in rows
    )  # fmt: skip
    return drawn + (_axis_break(plot) if plot.low > 0 else "")


def _axis_break(plot: Plot) -> str:
    """A zigzag at the foot of the scale: it does not begin at zero."""
    return format_html(
        '<path fill="none" stroke="{}" stroke-width="1.5" d="M{} {}l0 -4l-5 -3l10 -5l-5 -3l0 -4"/>',
        INK,
        _n(plot.left + 7),
        _n(plot.bottom),
    )


def _period_labels(plot: Plot, spec: Spec) -> str:
    periods = [str(period) for period in spec["periods"]]
    if not periods:
        return ""
    space = max(len(period) for period in periods) * LETTER + 14
    fitting = max(int((plot.right - plot.left) // space), 1)
    step = max(math.ceil((len(periods) - 1) / fitting), 1)
    if len(periods) > 24:
        step = math.ceil(step / 12) * 12
    shown = range(len(periods) - 1, -1, -step)
    return "".join(_period_label(plot, index, periods[index]) for index in sorted(shown))


def _period_label(plot: Plot, index: int, words: str) -> str:
    half = len(words) * LETTER / 2
    anchor = "start" if plot.x(index) - half < 0 else "end" if plot.x(index) + half > plot.width else "middle"
    return format_html(
        '<text fill="{}" x="{}" y="{}" text-anchor="{}">{}</text>',
        QUIET,
        _n(plot.x(index)),
        plot.height - 7,
        anchor,
        words,
    )


def _limits(plot: Plot, spec: Spec) -> str:
    drawn = []
    for limit in spec.get("limits", ()):
        start, end = (plot.x(list(spec["periods"]).index(limit[end])) for end in ("from", "to"))
        for name, colour, dashes in (("average", INK, ""), ("lower", "#5b6468", "3 3"), ("upper", "#5b6468", "3 3")):
            y = _n(plot.y(limit[name]))
            drawn.append(format_html(
                '<line stroke="{}" stroke-width="1.25"{} x1="{}" x2="{}" y1="{}" y2="{}"/>',
                colour, _dashed(dashes), _n(start), _n(end), y, y,
            ))  # fmt: skip
    return "".join(drawn)


def lettered(spec: Spec) -> list[tuple[str, str, str]]:
    """Events with a letter each, the period and the words."""
    lettered = []
    for index, event in enumerate(spec.get("events", ())):
        label = str(event.get("label", ""))
        own = len(label) == 1 and label.isupper()
        words = [event.get("text", "")] if own else [label, event.get("text", "")]
        lettered.append((label if own else chr(65 + index), str(event["period"]), ": ".join(str(w) for w in words if w)))
    return lettered


def _events(plot: Plot, spec: Spec) -> str:
    places = {str(period): index for index, period in enumerate(spec["periods"])}
    return "".join(
        format_html(
            '<line stroke="{}" stroke-width="1" stroke-dasharray="2 3" x1="{}" x2="{}" y1="{}" y2="{}"/>'
            '<text font-weight="700" x="{}" y="{}" text-anchor="middle">{}</text>',
            EVENT, _n(x), _n(x), plot.top, _n(plot.bottom), _n(x), plot.top - 8, letter,
        )
        for letter, period, _words in lettered(spec)
        if period in places
        for x in [plot.x(places[period])]
    )  # fmt: skip


def _lines(plot: Plot, spec: Spec) -> str:
    drawn = [_line(plot, series["values"], LOOKS[i % len(LOOKS)]) for i, series in enumerate(spec["series"])][::-1]
    labels = _wide_labels(plot, spec) if plot.wide else _narrow_labels(plot, spec)
    return "".join(drawn) + _end_dot(plot, spec) + labels


def _line(plot: Plot, values: Sequence[float | None], look: tuple[str, str, str]) -> str:
    path, pen_down = [], False
    for index, value in enumerate(values):
        if value is not None:
            path.append(f"{'L' if pen_down else 'M'}{_n(plot.x(index))} {_n(plot.y(value))}")
        pen_down = value is not None
    colour, width, dashes = look
    return format_html(
        '<path fill="none" stroke="{}" stroke-width="{}"{} d="{}"/>', colour, width, _dashed(dashes), " ".join(path)
    )


def _end_dot(plot: Plot, spec: Spec) -> str:
    """A dot where the first line ends; open while its last period is not over."""
    ends = _ends(spec)
    if not spec["series"] or ends[0] is None:
        return ""
    index, value = ends[0]
    fill = "#ffffff" if spec.get("partial") else FORCE
    return format_html(
        '<circle fill="{}" stroke="{}" stroke-width="2" cx="{}" cy="{}" r="4"/>',
        fill,
        FORCE,
        _n(plot.x(index)),
        _n(plot.y(value)),
    )


def _ends(spec: Spec) -> list[tuple[int, float] | None]:
    found = []
    for series in spec["series"]:
        known = [(i, v) for i, v in enumerate(series["values"]) if v is not None]
        found.append(known[-1] if known else None)
    return found


def _labels(spec: Spec) -> list[tuple[int, str, int, float]]:
    """Number of the line, its label with the last figure, and where it ends; from the highest down."""
    places = series_places(spec)
    labels = []
    for number, (series, end) in enumerate(zip(spec["series"], _ends(spec), strict=True)):
        if end:
            partial = f", {spec['partial']}" if number == 0 and spec.get("partial") else ""
            labels.append((number, f"{series['name']} {figure(end[1], places)}{partial}", *end))
    return sorted(labels, key=lambda label: -label[3])


def _wide_labels(plot: Plot, spec: Spec) -> str:
    drawn, free = [], 0.0
    for number, words, _index, value in _labels(spec):
        lines = textwrap.wrap(words, int((LABEL_SPACE - 14) / LETTER)) or [""]
        y = max(plot.y(value) + 5 - 8 * (len(lines) - 1), free)
        for line in lines:
            drawn.append(_label(number, plot.right + 12, y, line, "start"))
            y += 17
        free = y + 3
    return "".join(drawn)


def _narrow_labels(plot: Plot, spec: Spec) -> str:
    """Above the highest line and below the others, clear of the stretch of line they stand over."""
    drawn, free = [], 0.0
    for place, (number, words, end, value) in enumerate(_labels(spec)):
        first = next((i for i in range(plot.count) if plot.x(i) >= plot.right - len(words) * LETTER), end)
        values = [v for v in spec["series"][number]["values"][first:] if v is not None] or [value]
        above, below = plot.y(max(values)) - 9, max(plot.y(min(values)) + 20, free)
        y = max(above, plot.top + 12) if place == 0 or below > plot.bottom - 5 else below
        drawn.append(_label(number, plot.right, y, words, "end"))
        free = y + 17
    return "".join(drawn)


def _label(number: int, x: float, y: float, words: str, anchor: str) -> str:
    weight, colour = ("700", INK) if number == 0 else ("400", QUIET)
    return format_html(
        '<text font-weight="{}" fill="{}" x="{}" y="{}" text-anchor="{}">{}</text>',
        weight,
        colour,
        _n(x),
        _n(y),
        anchor,
        words,
    )


def series_places(spec: Spec) -> int:
    values = [v for series in spec["series"] for v in series["values"] if v is not None]
    return max((places_of(value) for value in values), default=0)


def places_of(value: float) -> int:
    """Decimal places a number needs, two at most."""
    return next((places for places in (0, 1) if abs(round(value, places) - value) < 1e-9), 2)


def figure(value: float, places: int) -> str:
    words = number_format(round(abs(value), places), decimal_pos=places, use_l10n=True, force_grouping=True)
    return f"\u2212{words}" if value < 0 else words


def _dashed(dashes: str) -> SafeString:
    return format_html(' stroke-dasharray="{}"', dashes) if dashes else mark_safe("")


def _n(number: float) -> str:
    return f"{number:.1f}"
