"""A chart as one SVG: scale, periods, events, what is drawn on them, and labels; wide for a page and a PDF, else for a phone."""

import math
import zlib

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from interface.charts import labels, shapes
from interface.charts.plots import (
    EVENT,
    GRID,
    INK,
    LINE,
    NARROW,
    QUIET,
    SIZE,
    WIDE,
    Plot,
    Spec,
    axis_places,
    figure,
    kind_of,
    n,
    plot_of,
    width_of,
    wrapped,
)
from interface.charts.words import describe, lettered, marks_words, name_of, subtitle_of

TITLE = 18  # size of the letters of a title
FONTS = "Public Sans Variable, Public Sans Extended, arial, sans-serif"


def draw(spec: Spec, width: int = WIDE, *, key: str = "") -> SafeString:
    """The drawing alone, with its name and a description of every line; `key` keeps its ids apart on a page."""
    return _drawn(spec, width, key, name_of(spec), describe(spec))


def draw_both(spec: Spec, *, key: str = "") -> tuple[SafeString, SafeString]:
    """The wide drawing and the narrow one, which say the same."""
    name, description = name_of(spec), describe(spec)
    return _drawn(spec, WIDE, key, name, description), _drawn(spec, NARROW, key, name, description)


def chart_file(spec: Spec, width: int = WIDE) -> SafeString:
    """The drawing as an image that stands alone: on white, with the finding over it and its notes below."""
    room, top, words = width - 8, 26, ""
    for line in wrapped(str(spec["title"]), room / TITLE * SIZE):
        words += f'<text font-size="{TITLE}" font-weight="700" x="4" y="{top}">{escape(line)}</text>'
        top += 24
    for line in wrapped(subtitle_of(spec), room):
        words += f'<text fill="{QUIET}" x="4" y="{top}">{escape(line)}</text>'
        top += LINE
    foot = top + _laid(spec, width)[0].height + 22
    noted = [f"{letter} {period}: {text.rstrip('.')}." for letter, period, text in lettered(spec)] + marks_words(spec)
    for line in wrapped(" ".join(noted), room) if noted else ():
        words += f'<text x="4" y="{n(foot)}">{escape(line)}</text>'
        foot += LINE
    placed = draw(spec, width).replace("<svg ", f'<svg y="{top}" ', 1)
    return mark_safe(  # noqa: S308  every word is escaped, the rest are numbers
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {n(foot)}" width="{width}" height="{n(foot)}" '
        f'font-size="{SIZE}" font-family="{FONTS}" fill="{INK}"><rect fill="#ffffff" width="{width}" height="{n(foot)}"/>'
        f"{words}{placed}</svg>"
    )


line_chart = draw


def _drawn(spec: Spec, width: int, key: str, name: str, description: str) -> SafeString:
    plot, labelled = _laid(spec, width)
    uid = f"chart-{key or format(zlib.crc32(repr(spec).encode()), 'x')}-{width}"
    size = "wide" if plot.wide else "narrow"
    parts = [_illustrative(spec), _grid(plot), _period_labels(plot, spec), _kind(plot, spec), _events(plot, spec), labelled]
    return mark_safe(  # noqa: S308  every word is escaped, the rest are numbers
        f'<svg xmlns="http://www.w3.org/2000/svg" class="app-chart__{size}" viewBox="0 0 {width} {n(plot.height)}" '
        f'width="{width}" height="{n(plot.height)}" role="img" font-size="14" font-family="{FONTS}" fill="{INK}" '
        f'aria-labelledby="{escape(uid)}-title {escape(uid)}-desc" data-plot="{_frame(plot)}">'
        f'<title id="{escape(uid)}-title">{escape(name)}</title>'
        f'<desc id="{escape(uid)}-desc">{escape(description)}</desc>{"".join(parts)}</svg>'
    )


def _frame(plot: Plot) -> str:
    """Left, right, top and bottom, for the help that tells the figure of a point."""
    return " ".join(n(place) for place in (plot.left + plot.inset, plot.right - plot.inset, plot.top, plot.bottom))


def _laid(spec: Spec, width: int) -> tuple[Plot, str]:
    """The plot with room for its labels, and the labels drawn."""
    named = labels.labels_of(spec)
    if width >= 500:
        height = labels.column_height(named) + 60
        plot = plot_of(spec, width, beside=labels.column_width(named), height=height)
        return plot, labels.column_drawn(plot, labels.column(plot, named))
    plot = plot_of(spec, width)
    boxes = labels.on_lines(plot, spec, named)
    if boxes is not None:
        return plot, labels.on_lines_drawn(boxes)
    if kind_of(spec) == "stacked":
        named = named[::-1]
    plot = plot_of(spec, width, below=labels.key_height(named))
    return plot, labels.key_drawn(labels.key(plot, named))


def _kind(plot: Plot, spec: Spec) -> str:
    if kind_of(spec) == "line":
        return shapes.limits(plot, spec) + shapes.targets(plot, spec) + shapes.lines(plot, spec)
    drawn = {"bars": shapes.bars, "stacked": shapes.stacked}[kind_of(spec)]
    return drawn(plot, spec) + shapes.targets(plot, spec)


def _illustrative(spec: Spec) -> str:
    if not spec.get("illustrative"):
        return ""
    return f'<text font-weight="700" x="0" y="13">{escape(_("Illustrative"))}</text>'


def _grid(plot: Plot) -> str:
    places = axis_places(plot.step)
    drawn = "".join(
        shapes.line(GRID, "1", plot.left, plot.y(tick), plot.right, plot.y(tick))
        + f'<text fill="{QUIET}" x="{n(plot.left - 7)}" y="{n(plot.y(tick) + 5)}" text-anchor="end">{figure(tick, places)}</text>'
        for tick in plot.ticks
    )
    return drawn + (_axis_break(plot) if plot.low > 0 else "")


def _axis_break(plot: Plot) -> str:
    """A zigzag at the foot of the scale: it does not begin at zero."""
    start = f"M{n(plot.left + 7)} {n(plot.bottom)}"
    return f'<path fill="none" stroke="{INK}" stroke-width="1.5" d="{start}l0 -4l-5 -3l10 -5l-5 -3l0 -4"/>'


def _period_labels(plot: Plot, spec: Spec) -> str:
    """The last period, and as many back from it as there is room for, a year apart where there are many."""
    periods = [str(period) for period in spec["periods"]]
    if not periods:
        return ""
    space = max(width_of(period) for period in periods) + 14
    step = max(math.ceil(space * max(len(periods) - 1, 1) / max(plot.right - plot.left - 2 * plot.inset, 1)), 1)
    year = int(spec.get("year", 12))
    if step > year / 2 or len(periods) > 24:
        step = math.ceil(step / year) * year
    drawn, free = [], float(plot.width)
    for index in range(len(periods) - 1, -1, -step):
        half = width_of(periods[index]) / 2
        x = min(max(plot.x(index), half), free - half)
        if x >= half and abs(x - plot.x(index)) <= half:
            drawn.append(f'<text fill="{QUIET}" x="{n(x)}" y="{n(plot.bottom + 21)}" text-anchor="middle">'
                         f"{escape(periods[index])}</text>")  # fmt: skip
            free = x - half - 10
    return "".join(drawn[::-1])


def _events(plot: Plot, spec: Spec) -> str:
    """A dotted line each with its letter; several of one period share a line."""
    places = {str(period): index for index, period in reversed(list(enumerate(spec["periods"])))}
    at: dict[int, list[str]] = {}
    for letter, period, _words in lettered(spec):
        if period in places:
            at.setdefault(places[period], []).append(letter)
    marked = [(plot.x(index), ", ".join(letters)) for index, letters in sorted(at.items())]
    drawn = [shapes.line(EVENT, "1", x, plot.top, x, plot.bottom, "2 3") for x, _letters in marked]
    return "".join(drawn) + _letters(plot, marked)


def _letters(plot: Plot, marked: list[tuple[float, str]]) -> str:
    """Over their lines, moved aside where two would cover each other."""
    places, free = [], 0.0
    for x, letters in marked:
        places.append(max(x, free + width_of(letters) / 2))
        free = places[-1] + width_of(letters) / 2 + 4
    ceiling = plot.right + 10
    for number in range(len(marked) - 1, -1, -1):
        half = width_of(marked[number][1]) / 2
        places[number] = min(places[number], ceiling - half)
        ceiling = places[number] - half - 4
    return "".join(
        f'<text font-weight="700" x="{n(x)}" y="{n(plot.top - 8)}" text-anchor="middle">{escape(letters)}</text>'
        for x, (_place, letters) in zip(places, marked, strict=True)
    )
