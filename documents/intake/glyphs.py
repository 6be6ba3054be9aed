"""What stands on a page as pdfium reads it: objects in the order they are painted, and characters with their boxes."""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

Box = tuple[float, float, float, float]  # left, bottom, right, top in the page's own space
TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
NO_INK = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
DEEPEST = 12  # forms within forms
MOST_OBJECTS = 60_000
THICK = 2.5  # points of a line that covers
SEGMENTS = 200  # of a clip path that are looked at
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class Placed:
    """What became of a page's coordinates, and the size it came in, in points as it is read."""

    matrix: Matrix = (1, 0, 0, 1, 0, 0)
    size: tuple[float, float] | None = None


class TooMuch(Exception):
    """A page with more on it than can be looked at."""


@dataclass
class Thing:
    """One object of the page, those within forms included; `order` counts as they are painted."""

    handle: Any
    kind: int
    order: int
    box: Box
    place: int | None  # among the text objects of the page's own content; None within a form
    matrix: Matrix  # from its own space to that of the page
    glyphs: list["Glyph"] = field(default_factory=list)

    @cached_property
    def mode(self) -> int:
        """How text is painted: filled, stroked, not at all."""
        return int(raw.FPDFTextObj_GetTextRenderMode(self.handle))

    @cached_property
    def colour(self) -> tuple[int, int, int, int]:
        """Red, green, blue and opacity of the fill; opaque black where it has none."""
        parts = [ctypes.c_uint() for _part in range(4)]
        if not raw.FPDFPageObj_GetFillColor(self.handle, *parts):
            return (0, 0, 0, 255)
        red, green, blue, alpha = (int(part.value) for part in parts)
        return (red, green, blue, alpha)

    def paints_area(self) -> bool:
        """Whether this can cover something: lines alone do not."""
        if self.kind != PATH:
            return self.kind in (TEXT, IMAGE, SHADING)
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(self.handle, fill, stroke)
        if fill.value:
            return self.colour[3] > 0
        width = ctypes.c_float()
        return bool(stroke.value and raw.FPDFPageObj_GetStrokeWidth(self.handle, width) and width.value > THICK)

    @cached_property
    def is_invisible(self) -> bool:
        """Whether this is text that is not painted."""
        return self.mode in NO_INK or (self.mode == raw.FPDF_TEXTRENDERMODE_FILL and self.colour[3] == 0)

    def show(self, shown: bool) -> None:
        """Leave the object out of drawings, or take it in again."""
        raw.FPDFPageObj_SetIsActive(self.handle, shown)


@dataclass(slots=True)
class Glyph:
    """One character as drawn: `index` within the text of the page."""

    index: int
    char: str
    box: Box
    thing: Thing
    counts: bool  # whether there is anything to see of it at all


def things_of(page: pypdfium2.PdfPage) -> list[Thing]:
    """Every object of the page, in the order painted. Raises TooMuch beyond `MOST_OBJECTS`."""
    things: list[Thing] = []
    _walk(page.raw, (1, 0, 0, 1, 0, 0), 0, things)
    return things


def _walk(holder: Any, matrix: Matrix, depth: int, things: list[Thing]) -> None:
    within = depth > 0
    count: Callable[..., int] = raw.FPDFFormObj_CountObjects if within else raw.FPDFPage_CountObjects
    pick: Callable[..., Any] = raw.FPDFFormObj_GetObject if within else raw.FPDFPage_GetObject
    place = 0
    for number in range(count(holder)):
        handle = pick(holder, number)
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == FORM:
            if depth < DEEPEST:
                _walk(handle, _times(_matrix_of(handle), matrix), depth + 1, things)
            continue
        if len(things) >= MOST_OBJECTS:
            raise TooMuch
        box = turned(_bounds(handle), matrix) if within else _bounds(handle)
        things.append(Thing(handle, kind, len(things), box, None if within or kind != TEXT else place, matrix))
        place += kind == TEXT


def _bounds(handle: Any) -> Box:
    edges = [ctypes.c_float() for _edge in range(4)]
    if not raw.FPDFPageObj_GetBounds(handle, *edges):
        return (0, 0, 0, 0)
    left, bottom, right, top = (float(edge.value) for edge in edges)
    return (left, bottom, right, top)


def _matrix_of(handle: Any) -> Matrix:
    held = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(handle, held):
        return (1, 0, 0, 1, 0, 0)
    return (held.a, held.b, held.c, held.d, held.e, held.f)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def turned(box: Box, matrix: Matrix) -> Box:
    """The box around a box after the matrix."""
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across, up = [a * x + c * y + e for x, y in corners], [b * x + d * y + f for x, y in corners]
    return (min(across), min(up), max(across), max(up))


def clip_box(thing: Thing) -> Box | None:
    """What the clip paths of a thing leave of the page; None where it has none."""
    held = raw.FPDFPageObj_GetClipPath(thing.handle)
    if not held:
        return None
    left: Box | None = None
    for number in range(max(0, raw.FPDFClipPath_CountPaths(held))):
        points = [_point(held, number, step) for step in range(min(SEGMENTS, raw.FPDFClipPath_CountPathSegments(held, number)))]
        if not points:
            continue
        box = (min(x for x, _y in points), min(y for _x, y in points), max(x for x, _y in points), max(y for _x, y in points))
        left = box if left is None else meet(left, box)
    return None if left is None else turned(left, thing.matrix)


def _point(held: Any, path: int, number: int) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(held, path, number), x, y)
    return (float(x.value), float(y.value))


def meet(one: Box, other: Box) -> Box:
    """What two boxes share; turned inside out where they share nothing."""
    return (max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]))


def area(box: Box) -> float:
    """The area of a box, 0 of one turned inside out."""
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def around(boxes: list[Box]) -> Box:
    """The box around boxes."""
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def glyphs_of(reader: pypdfium2.PdfTextPage, things: list[Thing]) -> list[Glyph]:
    """The characters that stand in an object, in reading order; each is also listed in its object."""
    by_address = {_address(thing.handle): thing for thing in things if thing.kind == TEXT}
    found: list[Glyph] = []
    for index, char in _characters(reader):
        handle = raw.FPDFText_GetTextObject(reader.raw, index)
        thing = by_address.get(_address(handle)) if handle else None
        if thing is None:
            continue
        glyph = Glyph(index, char, _char_box(reader.raw, index), thing, char.isprintable() and not char.isspace())
        thing.glyphs.append(glyph)
        found.append(glyph)
    return found


def _characters(reader: pypdfium2.PdfTextPage) -> Iterator[tuple[int, str]]:
    for index in range(reader.count_chars()):
        code = raw.FPDFText_GetUnicode(reader.raw, index)
        yield index, chr(code) if 0 < code < 0x110000 else "\0"


def _address(handle: Any) -> int:
    return ctypes.addressof(handle.contents)


def _char_box(held: Any, index: int) -> Box:
    left, right, bottom, top = (ctypes.c_double() for _edge in range(4))
    raw.FPDFText_GetCharBox(held, index, left, right, bottom, top)
    box = (left.value, bottom.value, right.value, top.value)
    if box[2] - box[0] > 0.01 and box[3] - box[1] > 0.01:
        return box
    loose = raw.FS_RECTF()
    if raw.FPDFText_GetLooseCharBox(held, index, loose):
        return (loose.left, min(loose.bottom, loose.top), loose.right, max(loose.bottom, loose.top))
    return box
