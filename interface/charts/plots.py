"""What every kind of chart stands on: its specification, the scale, where periods and values stand, and the width of words."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from django.utils.formats import get_format
from django.utils.translation import get_language

Spec = Mapping[str, Any]

WIDE, NARROW = 720, 345
INK, FORCE, QUIET, GRID, GROUP, EVENT, LIMIT = "#0b0c0c", "#12385b", "#484f56", "#dfe3e6", "#6f777b", "#54319f", "#5b6468"
SIZE = 14  # of letters
LINE = 17  # from one line of words to the next
FOOT = 28  # for the names of the periods
NICE_STEPS = (1, 2, 2.5, 5, 10)
CLOSE = 0.9  # values whose lowest is above this share of the highest may leave zero out
SLACK = 1e-9  # of a figure
LEAST_SPAN = 0.3  # of their mean: what such a scale must span, so that a stable line looks stable

# Widths of letters of the bold face, as a share of its size
_LETTERS = (
    (0.29, "`'’.,:;! ij|"),
    (0.38, "Il()[]{}/\\"), (0.45, "-frtJ1*“”"), (0.57, "acksvxyz?_\"^+=<>−–"), (0.63, "bdeghnopqu27TLFE#~"),
    (0.68, "0345689PSYZB£$"), (0.78, "ACDGHKNOQRUVX&w"), (0.94, "mM@%W"),
)  # fmt: skip
_WIDTHS = {letter: width for width, letters in _LETTERS for letter in letters}


@dataclass(frozen=True)
class Plot:
    """Where the drawing stands and how values become places on it. Bars stand in bands, the points of lines at both ends too."""

    width: int
    height: float
    top: float
    bottom: float
    left: float
    right: float
    count: int
    low: float
    high: float
    step: float
    is_banded: bool = False

    @property
    def wide(self) -> bool:
        return self.width >= 500

    @cached_property
    def band(self) -> float:
        return (self.right - self.left) / max(self.count, 1)

    @cached_property
    def inset(self) -> float:
        """How far the first period stands from the foot of the scale."""
        return self.band / 2 if self.is_banded else 0

    @property
    def ticks(self) -> list[float]:
        return ticks_of(self.low, self.high, self.step)

    def x(self, index: int) -> float:
        return self.left + self.inset + (self.right - self.left - 2 * self.inset) * index / max(self.count - 1, 1)

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * (value - self.low) / (self.high - self.low)


def plot_of(spec: Spec, width: int, *, beside: float = 0, height: float = 0, below: float = 0) -> Plot:
    """`beside` is left free on the right for labels, `below` at the foot; the drawing is as high as `height` at least."""
    low, high, step = scale_of(spec)
    is_wide = width >= 500
    whole = max(height, 240 if is_wide else 270)
    places = axis_places(step)
    return Plot(
        width=width, height=whole + below, top=44 if spec.get("illustrative") else 26, bottom=whole - FOOT,
        left=max(44, 16 + max(width_of(figure(tick, places)) for tick in ticks_of(low, high, step))),
        right=width - (beside or 10), count=len(spec["periods"]), low=low, high=high, step=step,
        is_banded=kind_of(spec) != "line",
    )  # fmt: skip


def kind_of(spec: Spec) -> str:
    return str(spec.get("kind", "line"))


def scale_of(spec: Spec) -> tuple[float, float, float]:
    """Lowest, highest and step. It begins at zero, unless all values of a line are close to each other: then it is broken and
    spans enough of them."""
    values = _values(spec)
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    most = 100 if "%" in str(spec.get("unit", "")) and high <= 100 else math.inf
    if kind_of(spec) == "line" and low > 0 and low >= high * CLOSE:
        low, high = _spread(low, high, sum(values) / len(values) * LEAST_SPAN)
    else:
        low, high = min(0.0, low), max(0.0, high)
    step = _nice_step((high - low) or 1)
    return math.floor(low / step) * step, min(math.ceil(high / step + 0.05) * step, most), step


def _values(spec: Spec) -> list[float]:
    values = [value for series in spec["series"] for value in series["values"] if value is not None]
    if kind_of(spec) == "stacked":
        values += [round(sum(stack), 6) for stack in stacks(spec)]
    for limit in spec.get("limits", ()):
        values += [limit["lower"], limit["upper"]]
    return values + [target["value"] for target in spec.get("targets", ())]


def stacks(spec: Spec) -> list[list[float]]:
    """The parts of each period, from the foot; a part that is not known takes no room."""
    count = len(spec["periods"])
    return [[(values_of(series, count)[index] or 0) for series in spec["series"]] for index in range(count)]


def values_of(series: Mapping[str, Any], count: int) -> list[float | None]:
    """One value for each period; what a series lacks at its end is not known."""
    values = list(series["values"])[:count]
    return values + [None] * (count - len(values))


def whole_values(spec: Spec, series: Mapping[str, Any]) -> list[float | None]:
    """Those of periods that were over: a last one that was not stands apart and is compared with nothing."""
    values = values_of(series, len(spec["periods"]))
    return [*values[:-1], None] if is_partial(spec, series) and values else values


def is_partial(spec: Spec, series: Mapping[str, Any]) -> bool:
    """Whether the last value of a series is of a period that was not over. One that is “whole” was, as last year’s March is."""
    return bool(spec.get("partial")) and not series.get("whole")


def partial_value(spec: Spec, series: Mapping[str, Any]) -> float | None:
    """The value of the last period where it was not over."""
    return values_of(series, len(spec["periods"]))[-1] if is_partial(spec, series) and spec["periods"] else None


def stretches(spec: Spec, name: str) -> Iterable[tuple[int, int, Mapping[str, Any]]]:
    """The limits or targets with the places of their first and last period; without them they hold for all periods."""
    found = spec.get(name, ())
    places = {str(period): index for index, period in reversed(list(enumerate(spec["periods"])))} if found else {}
    for stretch in found:
        yield places.get(stretch.get("from", ""), 0), places.get(stretch.get("to", ""), len(spec["periods"]) - 1), stretch


def outside(spec: Spec) -> list[int]:
    """The periods of the first line that lie outside the limits of their stretch."""
    if not spec["series"]:
        return []
    values = whole_values(spec, spec["series"][0])
    found = []
    for start, end, limit in stretches(spec, "limits"):
        known = ((index, values[index]) for index in range(start, end + 1))
        found += [index for index, value in known if value is not None and _is_outside(value, limit)]
    return found


def _is_outside(value: float, limit: Mapping[str, Any]) -> bool:
    """A value that lies on a limit but for a rounding is not beyond it."""
    slack = SLACK * max(abs(value), 1)
    return bool(value > limit["upper"] + slack or value < limit["lower"] - slack)


def ticks_of(low: float, high: float, step: float) -> list[float]:
    return [low + step * i for i in range(round((high - low) / step) + 1)]


def _spread(low: float, high: float, least: float) -> tuple[float, float]:
    """A span of at least `least` with the values in its middle."""
    more = max(least - (high - low), 0) / 2
    return low - more, high + more


def _nice_step(span: float) -> float:
    rough = span / 4.5
    power = 10 ** math.floor(math.log10(rough))
    return next(nice * power for nice in NICE_STEPS if nice * power >= rough * 0.999)


@lru_cache(maxsize=4096)
def width_of(words: str) -> float:
    """How wide words are at 14 px, in the bold face."""
    return SIZE * sum(_WIDTHS.get(letter, 0.75 if letter.isupper() else 0.63) for letter in words)


def wrapped(words: str, room: float) -> list[str]:
    """Words in lines that are no wider than `room`; a word that is wider is cut."""
    lines = [""]
    for word in words.split():
        tried = f"{lines[-1]} {word}".strip()
        if width_of(tried) <= room:
            lines[-1] = tried
            continue
        lines.append("")
        for letter in word:
            if width_of(lines[-1] + letter) > room:
                lines.append("")
            lines[-1] += letter
    return [line for line in lines if line] or [""]


def series_places(spec: Spec) -> int:
    if "places" in spec:
        return int(spec["places"])
    values = [v for series in spec["series"] for v in series["values"] if v is not None]
    return max((places_of(value) for value in values), default=0)


def limit_places(spec: Spec) -> int:
    """A limit falls between the figures: one place at least, two where they are small."""
    largest = max((abs(limit["upper"]) for limit in spec.get("limits", ())), default=0)
    return max(series_places(spec), 1 if largest >= 10 else 2)


def places_of(value: float) -> int:
    """Decimal places a number needs, two at most."""
    return next((places for places in (0, 1) if abs(round(value, places) - value) < 1e-9), 2)


def axis_places(step: float) -> int:
    """Decimal places that tell the marks of a scale apart."""
    return next((places for places in range(4) if abs(round(step, places) - step) < 1e-9), 4)


def figure(value: float, places: int) -> str:
    return writer()(value, places)


def writer() -> Callable[[float, int], str]:
    """Writes figures in the language of the page, which is asked for once: a page of forty charts has ten thousand."""
    translated = _separators(get_language())

    def write(value: float, places: int) -> str:
        words = f"{abs(value):,.{places}f}"
        if translated:
            words = words.translate(translated)
        return f"\u2212{words}" if value < 0 and float(f"{value:.{places}f}") else words

    return write


@cache
def _separators(_language: str | None) -> dict[int, str]:
    """What a language writes for comma and point, where that is something else."""
    decimal, thousand = str(get_format("DECIMAL_SEPARATOR")), str(get_format("THOUSAND_SEPARATOR"))
    return {} if (decimal, thousand) == (".", ",") else {ord(","): thousand, ord("."): decimal}


def n(number: float) -> str:
    """A place on the drawing."""
    return f"{number:.1f}"


def known(values: Sequence[float | None]) -> list[tuple[int, float]]:
    return [(index, value) for index, value in enumerate(values) if value is not None]
