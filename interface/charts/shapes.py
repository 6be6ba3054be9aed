"""Lines, limits, targets, bars and their parts as SVG, told apart by dashes, shades and hatching rather than by hue."""

import math
from collections.abc import Sequence

from interface.charts.plots import (
    FORCE,
    GROUP,
    INK,
    LIMIT,
    QUIET,
    Plot,
    Spec,
    figure,
    is_partial,
    known,
    n,
    outside,
    partial_value,
    series_places,
    stacks,
    stretches,
    values_of,
    whole_values,
    width_of,
)

# Colour, width and dashes of lines; the first is the force's own
LOOKS = ((FORCE, "2.75", ""), (GROUP, "2.25", "7 4"), (INK, "1.75", "2 4"), (QUIET, "1.5", "10 3 2 3"), (FORCE, "1.5", "4 2"),
         (GROUP, "3.5", "1 3"))  # fmt: skip
# Shade, and how a part is hatched: neighbours differ threefold in lightness, or one of them is hatched
PARTS = ((FORCE, ""), ("#c9d5e0", ""), ("#5e7488", ""), ("#ffffff", "/"), (INK, ""), ("#ffffff", "x"))
PAPER = "#ffffff"
PARTIAL = (PAPER, "/")
BAR = 0.7  # of its band
WIDEST = 56


def line(colour: str, width: str, x1: float, y1: float, x2: float, y2: float, dashes: str = "", mark: str = "") -> str:
    """`mark` says what a line stands for, so that a drawing can be read back."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    marked = f' data-is="{mark}"' if mark else ""
    return f'<line{marked} stroke="{colour}" stroke-width="{width}"{dashed} x1="{n(x1)}" x2="{n(x2)}" y1="{n(y1)}" y2="{n(y2)}"/>'


# Lines -----------------------------------------------------------------------------------------------------------------


def lines(plot: Plot, spec: Spec) -> str:
    drawn = [_path(plot, whole_values(spec, one), number) for number, one in enumerate(spec["series"])][::-1]
    return "".join(drawn) + _dots(plot, spec) + _rings(plot, spec) + _open_dots(plot, spec)


def _path(plot: Plot, values: Sequence[float | None], number: int) -> str:
    path, pen_down = [], False
    for index, value in enumerate(values):
        if value is not None:
            path.append(f"{'L' if pen_down else 'M'}{n(plot.x(index))} {n(plot.y(value))}")
        pen_down = value is not None
    colour, width, dashes = LOOKS[number % len(LOOKS)]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    look = f'fill="none" stroke="{colour}" stroke-width="{width}"{dashed}'
    return f'<path data-is="series-{number}" {look} d="{" ".join(path)}"/>' if path else ""


def _dots(plot: Plot, spec: Spec) -> str:
    """A dot where the first line ends and where a period stands alone; on every period of a line with limits."""
    drawn = []
    for number, series in enumerate(spec["series"]):
        values, every = whole_values(spec, series), number == 0 and bool(spec.get("limits"))
        told, colour = known(values), LOOKS[number % len(LOOKS)][0]
        last = told[-1][0] if told and number == 0 else None
        for index, value in told:
            alone = _at(values, index - 1) is None and _at(values, index + 1) is None
            if index == last or alone or every:
                radius = "4" if index == last else "2.2"
                drawn.append(f'<circle fill="{colour}" cx="{n(plot.x(index))}" cy="{n(plot.y(value))}" r="{radius}"/>')
    return "".join(drawn)


def _at(values: Sequence[float | None], index: int) -> float | None:
    return values[index] if 0 <= index < len(values) else None


def _rings(plot: Plot, spec: Spec) -> str:
    found = outside(spec)
    values = values_of(spec["series"][0], plot.count) if found else []
    places = ((plot.x(index), plot.y(values[index] or 0)) for index in found)
    return "".join(f'<circle fill="none" stroke="{INK}" stroke-width="1.5" cx="{n(x)}" cy="{n(y)}" r="6"/>' for x, y in places)


def _open_dots(plot: Plot, spec: Spec) -> str:
    drawn = []
    for number, series in enumerate(spec["series"]):
        value = partial_value(spec, series)
        if value is not None:
            x, y, colour = plot.x(plot.count - 1), plot.y(value), LOOKS[number % len(LOOKS)][0]
            look = f'fill="{PAPER}" stroke="{colour}" stroke-width="2"'
            drawn.append(f'<circle data-is="partial-{number}" {look} cx="{n(x)}" cy="{n(y)}" r="4"/>')
    return "".join(drawn)


def limits(plot: Plot, spec: Spec) -> str:
    drawn = []
    for start, end, limit in stretches(spec, "limits"):
        for name, colour, dashes in (("average", INK, ""), ("lower", LIMIT, "3 3"), ("upper", LIMIT, "3 3")):
            y = plot.y(limit[name])
            drawn.append(line(colour, "1.25", plot.x(start), y, plot.x(end), y, dashes, name))
    return "".join(drawn)


def targets(plot: Plot, spec: Spec) -> str:
    """From the first to the last period that a target holds for; over the whole of their bands where there are bars."""
    half = plot.inset
    return "".join(
        line(
            INK, "2", plot.x(start) - half, plot.y(target["value"]), plot.x(end) + half, plot.y(target["value"]), "12 4", "target"
        )
        for start, end, target in stretches(spec, "targets")
    )


# Bars ------------------------------------------------------------------------------------------------------------------


def bars(plot: Plot, spec: Spec) -> str:
    """One bar for each series in each period; that of a period that was not over is hatched."""
    count, wide = len(spec["series"]), _bar_width(plot)
    each, drawn = wide / max(count, 1), []
    for number, series in enumerate(spec["series"]):
        values = values_of(series, plot.count)
        for index, value in known(values):
            x = plot.x(index) - wide / 2 + each * number
            shade, hatched = PARTS[number % len(PARTS)]
            is_open = is_partial(spec, series) and index == plot.count - 1
            look = PARTIAL if is_open else (shade, hatched)
            drawn.append(box(x, plot.y(max(value, 0)), each, abs(plot.y(0) - plot.y(value)), *look, f"series-{number}-{index}"))
    return "".join(drawn) + (_bar_figures(plot, spec) if count == 1 else "") + _foot(plot)


def _bar_width(plot: Plot) -> float:
    return min(plot.band * BAR, WIDEST)


def _foot(plot: Plot) -> str:
    return line(INK, "1", plot.left, plot.y(0), plot.right, plot.y(0))


CLEAR = 4  # left of the scale, whose own numbers end a little further on


def _bar_figures(plot: Plot, spec: Spec) -> str:
    """The figure over each bar; where there is no room for all, over those whose neighbours are lower."""
    values, places = values_of(spec["series"][0], plot.count), series_places(spec)
    half = max((width_of(figure(value, places)) for _index, value in known(values)), default=0) / 2 + 2
    reach = math.ceil((half + _bar_width(plot) / 2) / plot.band) - 1
    drawn, free = [], float(plot.width) + half
    for index, value in known(values)[::-1]:
        x = min(max(plot.x(index), plot.left - CLEAR + half), plot.width - half)
        beside = known(values[max(index - reach, 0) : index + reach + 1])
        if x + half <= free and all(other <= value for _index, other in beside):
            drawn.append(f'<text fill="{INK}" x="{n(x)}" y="{n(plot.y(max(value, 0)) - 5)}" text-anchor="middle">'
                         f"{figure(value, places)}</text>")  # fmt: skip
            free = x - half
    return "".join(drawn)


def stacked(plot: Plot, spec: Spec) -> str:
    """Parts one upon the other; a period that was not over is set apart by a dashed frame."""
    wide, drawn = _bar_width(plot), []
    for index, stack in enumerate(stacks(spec)):
        x, foot = plot.x(index) - wide / 2, 0.0
        for number, value in enumerate(stack):
            if value > 0:
                top = plot.y(foot + value)
                drawn.append(box(x, top, wide, plot.y(foot) - top, *PARTS[number % len(PARTS)], f"series-{number}-{index}"))
                foot += value
        if spec.get("partial") and index == plot.count - 1 and foot:
            drawn.append(_frame(x - 4, plot.y(foot) - 4, wide + 8, plot.y(0) - plot.y(foot) + 4))
    return "".join(drawn) + _foot(plot)


def _frame(x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect fill="none" stroke="{INK}" stroke-width="1.25" stroke-dasharray="3 3" '
        f'x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}"/>'
    )


def box(x: float, y: float, width: float, height: float, shade: str, hatched: str = "", mark: str = "") -> str:
    """A bar or a part of one. Hatching is drawn as lines: a pattern would need a name of its own on every page."""
    marked = f' data-is="{mark}"' if mark else ""
    place = f'x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}"'
    drawn = f'<rect{marked} fill="{shade}" stroke="{INK}" stroke-width="0.75" {place}/>'
    path = "".join(_hatches(x, y, width, height, way == "\\") for way in {"/": "/", "x": "/\\"}.get(hatched, ""))
    return drawn + (f'<path fill="none" stroke="{INK}" stroke-width="1" d="{path}"/>' if path else "")


def _hatches(x: float, y: float, width: float, height: float, is_falling: bool) -> str:
    """Slanted lines six apart, cut at the edges."""
    path, offset = "", 3.0
    while offset < width + height:
        x1, y1 = (offset, 0.0) if offset <= width else (width, offset - width)
        x2, y2 = (0.0, offset) if offset <= height else (offset - height, height)
        if is_falling:
            x1, x2 = width - x1, width - x2
        path += f"M{n(x + x1)} {n(y + y1)}L{n(x + x2)} {n(y + y2)}"
        offset += 6
    return path


# Samples before labels ---------------------------------------------------------------------------------------------------


def sample(look: str, x: float, y: float, width: float) -> str:
    """A piece of what a label names, with its middle at a height."""
    if look.startswith("part-"):
        shade = PARTIAL if look == "part-partial" else PARTS[int(look[5:]) % len(PARTS)]
        return box(x, y - 6, width, 11, *shade)
    if look.endswith("-partial"):
        colour = LOOKS[int(look[: -len("-partial")]) % len(LOOKS)][0]
        return f'<circle fill="{PAPER}" stroke="{colour}" stroke-width="2" cx="{n(x + width / 2)}" cy="{n(y)}" r="4"/>'
    others = {"limit": (LIMIT, "1.25", "3 3"), "average": (INK, "1.25", ""), "target": (INK, "2", "12 4")}
    colour, thick, dashes = others.get(look) or LOOKS[int(look) % len(LOOKS)]
    return line(colour, thick, x, y, x + width, y, dashes)
