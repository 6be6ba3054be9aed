"""What was laid on the pages of a PDF rather than written in them: comments, words marked for redaction, boxes.

They are read from the file as it came and taken out of what is rebuilt, save that a shape which covers what is beneath
stays as a plain shape: taken away, it would lay bare what its author thought was gone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

from documents.intake.found import COMMENT, LONGEST_QUOTE, REDACTION
from documents.intake.glyphs import Box
from documents.pages import box_of

UNSPOKEN = ("/Link", "/Popup", "/Widget", "/FileAttachment", "/Redact")
HIDDEN_FLAGS = 2 | 32  # hidden, not to be shown on screen
OPAQUE = 0.9
DARK = 0.35
THICK = 6.0  # points of a pen that blots out
MOST_OF_A_FILE = 2000
Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Remark:
    """One annotation: its kind as a finding, its page (from 0), its places, what it says, and the shape that stays."""

    kind: str
    page: int
    boxes: list[Box]
    words: str = ""
    shape: str = ""  # operators that paint it; "" where it goes without trace


def remarks_of(source: pikepdf.Pdf) -> list[Remark]:
    """All that is laid on the pages, links and fields left out."""
    found: list[Remark] = []
    for number, page in enumerate(source.pages):
        held = page.obj.get("/Annots")
        for entry in held if isinstance(held, Array) else ():
            if isinstance(entry, Dictionary) and len(found) < MOST_OF_A_FILE:
                found.extend(_remark(entry, number))
    return found


def _remark(entry: Any, number: int) -> Iterator[Remark]:
    kind = str(entry.get("/Subtype", ""))
    boxes = _boxes(entry)
    if kind == "/Redact":
        yield Remark(REDACTION, number, boxes)
        return
    if kind in UNSPOKEN:
        return
    shape = _shape(entry, kind, boxes)
    words = _words(entry)
    if words or shape:
        yield Remark(COMMENT, number, boxes, words, shape)


def _boxes(entry: Any) -> list[Box]:
    """Its quadrilaterals where it has some, else its rectangle."""
    quads = _numbers(entry.get("/QuadPoints"))
    boxes = [
        (min(part[::2]), min(part[1::2]), max(part[::2]), max(part[1::2]))
        for part in (quads[start : start + 8] for start in range(0, len(quads) - 7, 8))
    ]
    if boxes:
        return boxes
    rectangle = _numbers(entry.get("/Rect"))
    return [box_of(rectangle)] if len(rectangle) == 4 else []


def _numbers(held: Any) -> list[float]:
    if not isinstance(held, Array):
        return []
    try:
        return [float(value) for value in held]
    except (TypeError, ValueError):
        return []


def _words(entry: Any) -> str:
    said = entry.get("/Contents")
    if isinstance(said, pikepdf.String) and str(said).strip():
        return " ".join(str(said).split())[:LONGEST_QUOTE]
    rich = entry.get("/RC")
    if isinstance(rich, pikepdf.String):
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", str(rich))).split())[:LONGEST_QUOTE]
    return ""


# Shapes that cover -----------------------------------------------------------------------------------------------


def _shape(entry: Any, kind: str, boxes: list[Box]) -> str:
    """Operators for a shape that lets nothing through, or ""."""
    if _whole(entry.get("/F")) & HIDDEN_FLAGS or _opacity(entry) < OPAQUE or not boxes:
        return ""
    fill, line = _colour(entry.get("/IC")), _colour(entry.get("/C"))
    if kind in ("/Square", "/Circle") and fill is not None:
        return _filled(fill, boxes)
    if kind == "/FreeText" and line is not None:
        return _filled(line, boxes)
    if kind in ("/Highlight", "/StrikeOut", "/Underline") and line is not None and sum(line) / 3 < DARK:
        return _filled(line, boxes) if kind == "/Highlight" else ""
    if kind == "/Polygon" and fill is not None:
        return _traced(fill, _numbers(entry.get("/Vertices")), "f")
    if kind == "/Ink" and line is not None and _pen(entry) >= THICK:
        strokes = entry.get("/InkList")
        held = [_numbers(stroke) for stroke in strokes] if isinstance(strokes, Array) else []
        return "".join(f"{_pen(entry):.2f} w 1 J 1 j {_traced(line, stroke, 'S')}" for stroke in held)
    return ""


def _filled(colour: Colour, boxes: list[Box]) -> str:
    shapes = " ".join(f"{box[0]:.2f} {box[1]:.2f} {box[2] - box[0]:.2f} {box[3] - box[1]:.2f} re" for box in boxes)
    return f"{_set(colour)} {shapes} f\n"


def _traced(colour: Colour, points: list[float], paint: str) -> str:
    pairs = list(zip(points[::2], points[1::2], strict=False))
    if len(pairs) < 2:
        return ""
    path = " ".join(f"{x:.2f} {y:.2f} {'l' if number else 'm'}" for number, (x, y) in enumerate(pairs))
    return f"{_set(colour)} {path} {paint}\n"


def _set(colour: Colour) -> str:
    red, green, blue = colour
    return f"{red:.3f} {green:.3f} {blue:.3f} rg {red:.3f} {green:.3f} {blue:.3f} RG"


def _colour(held: Any) -> Colour | None:
    """The colour of an annotation, as red, green and blue; None where it is see-through."""
    parts = [min(max(part, 0.0), 1.0) for part in _numbers(held)]
    if len(parts) == 1:
        return (parts[0], parts[0], parts[0])
    if len(parts) == 3:
        return (parts[0], parts[1], parts[2])
    if len(parts) == 4:
        cyan, magenta, yellow, black = parts
        return ((1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black))
    return None


def _opacity(entry: Any) -> float:
    try:
        return float(entry.get("/CA", 1))
    except (TypeError, ValueError):
        return 1.0


def _pen(entry: Any) -> float:
    style = entry.get("/BS")
    try:
        return float(style.get("/W", 1)) if isinstance(style, Dictionary) else 1.0
    except (TypeError, ValueError):
        return 1.0


def _whole(held: Any) -> int:
    return held if isinstance(held, int) else 0


@dataclass
class Shapes:
    """Shapes by page (from 0), to be painted on the rebuilt pages."""

    by_page: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, remarks: list[Remark]) -> "Shapes":
        """The shapes of all remarks that cover something."""
        held = cls()
        for remark in remarks:
            if remark.shape:
                held.by_page[remark.page] = held.by_page.get(remark.page, "") + remark.shape
        return held

    def paint(self, page: Any, number: int) -> None:
        """Paint the shapes of a page over what stands there, outside the tags."""
        if number in self.by_page:
            wrapper = pikepdf.Page(page)
            wrapper.contents_add(b"q\n", prepend=True)
            wrapper.contents_add(f"\nQ /Artifact BMC q {self.by_page[number]} Q EMC\n".encode())
