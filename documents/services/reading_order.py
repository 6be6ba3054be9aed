"""The words of a page that we laid out, in the order of its tags: what a screen reader says of the PDF.

Numbers that hang in the margin come before their paragraphs, a table is read row by row, a drawing says its alternative
text, and the running head, the page number and other artefacts are not read at all. pypdfium2 has no wrapper for tags,
so its raw functions are called here and nowhere else.
"""

import ctypes
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2.raw as pdfium

INLINE = {"Span", "Link", "Lbl", "LBody", "TH", "TD", "Em", "Strong", "Quote", "Code", "Reference", "Annot", "NonStruct"}
CELLS = {"TH", "TD"}
CLOSE = 0.12  # of a line's height: letters that stand nearer are of one word
HYPHENS = {0x02: "-", 0xFFFE: "-"}  # how pdfium writes those that end a line


def tagged_text(page: Any) -> str | None:
    """A page's paragraphs, headings, list items and table rows, an empty line between them; None where it has no tags."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return None
    try:
        blocks = _Blocks(_marked_words(page))
        for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            if element := pdfium.FPDF_StructTree_GetChildAtIndex(tree, index):
                blocks.read(element)
        return "\n\n".join(blocks.lines()) or None
    finally:
        pdfium.FPDF_StructTree_Close(tree)


class _Blocks:
    """Walks the tags and puts together what belongs to one paragraph, heading, list item or row."""

    def __init__(self, words: dict[int, str]) -> None:
        self.words = words
        self.blocks: list[list[str]] = [[]]
        self.in_row = False

    def lines(self) -> Iterator[str]:
        for block in self.blocks:
            if line := _joined(block).strip():
                yield line

    def read(self, element: Any) -> None:
        """Read an element and all below it that stands on this page."""
        kind = _kind(element)
        alternative = _string(pdfium.FPDF_StructElement_GetAltText, element) if kind == "Figure" else ""
        if kind == "TR":
            self._row(element)
        elif kind == "Part":
            self._piece(element)
        elif alternative:
            self.blocks += [[alternative], []]
        elif kind in INLINE or self.in_row or (kind == "P" and self._waits_for_words()):
            self._children(element)
        else:
            self.blocks.append([])
            self._children(element)
            self.blocks.append([])

    def _waits_for_words(self) -> bool:
        """Whether there is nothing yet but the dot or the number of a list item."""
        return len(self.blocks[-1]) == 1 and len(self.blocks[-1][0].strip()) < len("(viii)")

    def _piece(self, part: Any) -> None:
        """A whole paper or sheet; the words that lead back to the agenda, a line of their own before it, are left out."""
        for child in _kids(part):
            kids = _kids(child)
            leads_back = _kind(child) == "P" and len(kids) == 1 and _kind(kids[0]) == "Link"
            if not leads_back:
                self.read(child)

    def _row(self, row: Any) -> None:
        """A row as one line: the heading before a colon, cells apart from each other by semicolons."""
        cells: list[tuple[str, str]] = []
        outer, self.in_row = (self.blocks, self.in_row), True
        for cell in _kids(row):
            self.blocks = [[]]
            self.read(cell)
            if text := " ".join(self.lines()):
                cells.append((_kind(cell), text))
        self.blocks, self.in_row = outer
        heads_row = len(cells) > 1 and cells[0][0] == "TH" and cells[1][0] == "TD"
        texts = [text for _kind, text in cells]
        self.blocks += [[f"{texts[0]}: {'; '.join(texts[1:])}" if heads_row else "; ".join(texts)], []]

    def _children(self, element: Any) -> None:
        for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
            marked = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if marked >= 0:
                self.blocks[-1].append(self.words.get(marked, ""))
            elif child := pdfium.FPDF_StructElement_GetChildAtIndex(element, index):
                self.read(child)


def _kids(element: Any) -> list[Any]:
    """The elements below one that have something on this page."""
    count = pdfium.FPDF_StructElement_CountChildren(element)
    kids = (pdfium.FPDF_StructElement_GetChildAtIndex(element, index) for index in range(count))
    return [kid for kid in kids if kid]


def _kind(element: Any) -> str:
    return _string(pdfium.FPDF_StructElement_GetType, element)


def _joined(parts: list[str]) -> str:
    """Lines of a paragraph in a row; a word or an address that ends a line with a hyphen goes on without a space."""
    line = ""
    for part in (one for one in parts if one):
        hangs = line.endswith(("-", "/")) and line[-2:-1].isalnum()
        is_close = hangs or part.startswith((",", ".", ";", ":", ")"))
        line += part if is_close or not line else f" {part}"
    return " ".join(line.split())


def _marked_words(page: Any) -> dict[int, str]:
    """By the number of its marked content: the words that are drawn directly on the page."""
    text_page = page.get_textpage()
    found: dict[int, str] = {}
    ends: dict[int, tuple[float, float, float]] = {}
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        drawn = pdfium.FPDFPage_GetObject(page, index)
        marked = pdfium.FPDFPageObj_GetMarkedContentID(drawn)
        if marked < 0 or pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        left, bottom, right, top = _bounds(drawn)
        text = _string(pdfium.FPDFTextObj_GetText, drawn, text_page).translate(HYPHENS)
        before = ends.get(marked)
        is_near = before and before[1] < top and bottom < before[2] and left - before[0] < CLOSE * (top - bottom)
        found[marked] = f"{found[marked]}{'' if is_near else ' '}{text}" if before else text
        ends[marked] = (right, bottom, top)
    return found


def _bounds(drawn: Any) -> tuple[float, ...]:
    sides = [ctypes.c_float() for _side in range(4)]
    pdfium.FPDFPageObj_GetBounds(drawn, *sides)
    return tuple(side.value for side in sides)


def _string(read: Callable[..., int], *arguments: Any) -> str:
    """What one of pdfium's functions writes as UTF-16, asked first for its length in bytes."""
    length = read(*arguments, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    read(*arguments, ctypes.cast(buffer, read.argtypes[-2]), length)  # type: ignore[attr-defined]  # bytes, or shorts
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")
