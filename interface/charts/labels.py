"""Words beside the lines and bars, so that no key is needed: in a column on a wide drawing, on the lines or under a narrow one.

No label covers another, leaves the drawing, or stands on a line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import escape
from django.utils.translation import gettext as _

from interface.charts.plots import (
    INK,
    LINE,
    NARROW,
    QUIET,
    Plot,
    Spec,
    figure,
    kind_of,
    known,
    limit_places,
    n,
    partial_value,
    series_places,
    stacks,
    stretches,
    whole_values,
    width_of,
    wrapped,
)
from interface.charts.shapes import sample
from interface.charts.words import target_words

GAP = 3  # between two labels
COLUMN, COLUMN_WITH_SAMPLES = 156, 196
SAMPLE = 24  # width of a piece of line or bar before its label


@dataclass(frozen=True)
class Label:
    """`value` is where it stands, `look` which line or part it names ("0", "limit", …) where a sample is drawn before it."""

    words: str
    value: float
    look: str
    is_main: bool = False


@dataclass(frozen=True)
class Box:
    """Words at a place: the left top corner of the first line, and what they take."""

    label: Label
    lines: tuple[str, ...]
    x: float
    top: float
    wanted: float

    @property
    def width(self) -> float:
        return max(width_of(line) for line in self.lines)

    @property
    def height(self) -> float:
        return LINE * len(self.lines)


def labels_of(spec: Spec) -> list[Label]:
    """What is said of each line or part, with its last figure."""
    makers = {"line": _line_labels, "bars": _bar_labels, "stacked": _stack_labels}
    return makers[kind_of(spec)](spec) + _target_labels(spec)


def _line_labels(spec: Spec) -> list[Label]:
    places, labels = series_places(spec), []
    for number, series in enumerate(spec["series"]):
        ends = known(whole_values(spec, series))
        if ends:
            labels.append(Label(f"{series['name']} {figure(ends[-1][1], places)}", ends[-1][1], str(number), number == 0))
        partial = partial_value(spec, series)
        if partial is not None:
            labels.append(Label(f"{figure(partial, places)}, {spec['partial']}", partial, f"{number}-partial"))
    return labels + _limit_labels(spec)


def _limit_labels(spec: Spec) -> list[Label]:
    """Those of the last stretch, where it reaches the end of the drawing."""
    found = list(stretches(spec, "limits"))
    if not found or found[-1][1] < len(spec["periods"]) - 2:
        return []
    limit, places = found[-1][2], limit_places(spec)
    words = {"upper": _("Upper limit %(value)s"), "average": _("Average %(value)s"), "lower": _("Lower limit %(value)s")}
    return [
        Label(text % {"value": figure(limit[name], places)}, limit[name], "average" if name == "average" else "limit")
        for name, text in words.items()
    ]


def _bar_labels(spec: Spec) -> list[Label]:
    """Bars carry their figures themselves where there is room; what is said of the last is never left out."""
    ends = [(number, series, known(whole_values(spec, series))) for number, series in enumerate(spec["series"])]
    places = series_places(spec)
    labels = [
        Label(f"{series['name']} {figure(end[-1][1], places)}", end[-1][1], f"part-{number}", number == 0)
        for number, series, end in ends
        if end
    ]
    partial = [(series, partial_value(spec, series)) for series in spec["series"]]
    labels += [
        Label(f"{series['name']} {figure(value, places)}, {spec['partial']}", value, "part-partial")
        for series, value in partial
        if value is not None
    ]
    return labels


def _stack_labels(spec: Spec) -> list[Label]:
    """Each part beside the middle of what it takes of the last period that was over; those without a figure there too."""
    count = len(spec["periods"])
    index = count - (2 if spec.get("partial") and count > 1 else 1)
    if index < 0:
        return []
    stack, places, foot, labels = stacks(spec)[index], series_places(spec), 0.0, []
    for number, (series, value) in enumerate(zip(spec["series"], stack, strict=True)):
        words = figure(value, places) if series["values"][index : index + 1] not in ([], [None]) else _("not known")
        labels.append(Label(f"{series['name']} {words}", foot + value / 2, f"part-{number}"))
        foot += value
    return labels


def _target_labels(spec: Spec) -> list[Label]:
    said = zip(target_words(spec), stretches(spec, "targets"), strict=True)
    last = [(words, target["value"]) for words, (_start, end, target) in said if end >= len(spec["periods"]) - 2]
    return [Label(words, value, "target") for words, value in last[-1:]]


# Wide: a column at the right -----------------------------------------------------------------------------------------


def has_samples(labels: Sequence[Label]) -> bool:
    """Two lines are told apart by where they end; more, and parts of bars, carry a piece of themselves."""
    lines = [label for label in labels if label.look.isdigit()]
    return len(lines) > 2 or any(label.look.startswith("part") for label in labels)


def column_width(labels: Sequence[Label]) -> float:
    """What a wide drawing leaves for its labels."""
    if not labels:
        return 0
    return COLUMN_WITH_SAMPLES if has_samples(labels) else COLUMN


def column_height(labels: Sequence[Label]) -> float:
    """What the labels take one above the other."""
    room = _column_room(labels)
    return sum(LINE * len(wrapped(label.words, room)) + GAP for label in labels)


def _column_room(labels: Sequence[Label]) -> float:
    return column_width(labels) - 16 - (SAMPLE if has_samples(labels) else 0)


def column(plot: Plot, labels: Sequence[Label]) -> list[Box]:
    """Each label beside its line, pushed apart where two would cover each other."""
    room = _column_room(labels)
    left = plot.right + 14 + (SAMPLE if has_samples(labels) else 0)
    lines = [(label, tuple(wrapped(label.words, room))) for label in labels]
    lines.sort(key=lambda pair: plot.y(pair[0].value))
    tops, free = [], plot.top - 22.0
    for label, words in lines:
        tops.append(max(plot.y(label.value) - LINE * len(words) / 2, free))
        free = tops[-1] + LINE * len(words) + GAP
    ceiling = plot.bottom + 6
    for place in range(len(lines) - 1, -1, -1):
        height = LINE * len(lines[place][1])
        tops[place] = min(tops[place], ceiling - height)
        ceiling = tops[place] - GAP
    return [Box(label, words, left, top, plot.y(label.value)) for (label, words), top in zip(lines, tops, strict=True)]


def column_drawn(plot: Plot, boxes: Sequence[Box]) -> str:
    sampled = has_samples([box.label for box in boxes])
    return "".join(_leader(plot, box) + _sampled(plot.right + 14, box, sampled) + _words(box) for box in boxes)


def _leader(plot: Plot, box: Box) -> str:
    """A thin line from where a label belongs to where it stands, if it was pushed away."""
    middle = box.top + box.height / 2
    if abs(middle - box.wanted) < 8:
        return ""
    return (
        f'<path fill="none" stroke="{QUIET}" stroke-width="0.75" '
        f'd="M{n(plot.right + 5)} {n(box.wanted)}L{n(plot.right + 11)} {n(middle)}"/>'
    )


def _sampled(x: float, box: Box, wanted: bool) -> str:
    return sample(box.label.look, x, box.top + 9, SAMPLE - 6) if wanted else ""


def _words(box: Box) -> str:
    weight, colour = ("700", INK) if box.label.is_main else ("400", QUIET)
    return "".join(
        f'<text font-weight="{weight}" fill="{colour}" x="{n(box.x)}" y="{n(box.top + 13 + LINE * row)}">{escape(line)}</text>'
        for row, line in enumerate(box.lines)
    )


# Narrow: on the lines where they are clear of everything, else under the drawing -------------------------------------------


def on_lines(plot: Plot, spec: Spec, labels: Sequence[Label]) -> list[Box] | None:
    """Two labels at most: above the higher line and below the lower one, at the right. None where that is not clear."""
    if not 0 < len(labels) <= 2 or not all(label.look.isdigit() for label in labels):
        return None
    boxes = []
    for place, label in enumerate(sorted(labels, key=lambda label: -label.value)):
        width = width_of(label.words)
        values = [value for x, value in _places(plot, spec, int(label.look)) if x >= plot.right - width - 8]
        values = values or [label.value]
        top = plot.y(max(values)) - LINE - 6 if place == 0 else plot.y(min(values)) + 6
        boxes.append(Box(label, (label.words,), plot.right - width, top, top))
    return boxes if all(_is_clear(plot, spec, box) for box in boxes) and not _meet(boxes) else None


def _places(plot: Plot, spec: Spec, number: int) -> list[tuple[float, float]]:
    return [(plot.x(index), value) for index, value in known(whole_values(spec, spec["series"][number]))]


def _meet(boxes: Sequence[Box]) -> bool:
    return len(boxes) == 2 and boxes[0].top + boxes[0].height > boxes[1].top


def _is_clear(plot: Plot, spec: Spec, box: Box) -> bool:
    if box.x < plot.left + 4 or box.top < plot.top or box.top + box.height > plot.bottom - 2:
        return False
    events = {str(event["period"]) for event in spec.get("events", ())}
    marked = [plot.x(index) for index, period in enumerate(spec["periods"]) if str(period) in events]
    if any(box.x - 3 < x < box.x + box.width - 3 for x in marked):
        return False
    return not any(_crosses(plot, box, _places(plot, spec, number)) for number in range(len(spec["series"])))


def _crosses(plot: Plot, box: Box, line: Sequence[tuple[float, float]]) -> bool:
    """A stretch of a line between two periods that comes into the box."""
    for (x1, v1), (x2, v2) in pairwise(line):
        if x2 < box.x - 2:
            continue
        start = max(x1, box.x - 2)
        share = (start - x1) / (x2 - x1) if x2 > x1 else 0
        ys = sorted((plot.y(v1 + (v2 - v1) * share), plot.y(v2)))
        if ys[0] < box.top + box.height and ys[1] > box.top:
            return True
    return any(x >= box.x - 2 and box.top < plot.y(value) < box.top + box.height for x, value in line)


def key_height(labels: Sequence[Label]) -> float:
    return sum(LINE * len(_key_lines(label)) + GAP for label in labels) + 8 if labels else 0


def _key_lines(label: Label) -> list[str]:
    return wrapped(label.words, NARROW - SAMPLE - 12)


def key(plot: Plot, labels: Sequence[Label]) -> list[Box]:
    """One under the other beneath the periods, each after a piece of its line."""
    top, boxes = plot.bottom + FOOT_GAP, []
    for label in labels:
        lines = tuple(_key_lines(label))
        boxes.append(Box(label, lines, SAMPLE + 8, top, top))
        top += LINE * len(lines) + GAP
    return boxes


FOOT_GAP = 34  # from the foot of the scale past the names of the periods


def key_drawn(boxes: Sequence[Box]) -> str:
    return "".join(sample(box.label.look, 2, box.top + 9, SAMPLE) + _words(box) for box in boxes)


def on_lines_drawn(boxes: Sequence[Box]) -> str:
    return "".join(_words(box) for box in boxes)
