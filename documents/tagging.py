"""The tags of a written piece, put right before WeasyPrint writes it: one table is one `Table`, on however many pages.

WeasyPrint 70 tags page by page: a table, list, paragraph or section broken at a page becomes several elements, a heading
row that is printed again is tagged again, and every line of text is an element of its own. Here each element knows the
HTML element it was made from, so that what belongs together is joined and two tables that look alike stay two; headings
printed again and the lines at the head and foot of a page become artefacts; and lines of text hang on the paragraph.

WeasyPrint lends no hook where it makes an element, so the one function that does is wrapped (`remember_sources`); the
rest happens in the finisher that `write_pdf` calls. Nothing here reads a PDF.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

GROUPS = {"/Document", "/Part", "/Art", "/Sect", "/Div", "/BlockQuote"}
TEXTS = {"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/TH", "/TD", "/Lbl", "/LBody", "/Caption"}
TABLES = {"/Table", "/THead", "/TBody", "/TFoot", "/TR"}
LISTS = {"/L", "/LI"}
JOINED = (GROUPS - {"/Document"}) | TEXTS | TABLES | LISTS
REPEATED = {"/THead", "/TFoot"}
PLAIN = {"/Span", "/NonStruct"}  # say nothing of what they hold
SEAL = "PanelPiece"  # the key of a written piece's catalog under which it tells assembly what it holds


@dataclass(eq=False)
class Element:
    """One structure element while it is worked on. Content is (page number, marked content) or ("object", reference)."""

    kind: str
    held: Any  # the dictionary that WeasyPrint made
    source: Any = None  # (HTML element, tag with its pseudo-element), or None for a line of text
    kids: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Cell:
    """A cell of a table, with the rows and the columns it covers, and whether it is the heading of a row."""

    element: Element
    down: range
    across: range
    heads_row: bool


def remember_sources() -> None:
    """Make WeasyPrint note on each structure element which HTML element it comes from. Once for each process."""
    from weasyprint.pdf import tags

    made_by: Callable[..., Iterator[Any]] = tags._build_box_tree
    if getattr(made_by, "remembers", False):
        return

    def build(box: Any, *rest: Any) -> Iterator[Any]:
        whole = getattr(box, "_box", box)  # a box placed absolutely is wrapped
        for made in made_by(box, *rest):
            if not hasattr(made, "source") and whole.element is not None:
                made.source = (whole.element, whole.element_tag)
            yield made

    build.remembers = True  # type: ignore[attr-defined]  # so that it is not wrapped twice
    tags._build_box_tree = build


def finisher(prefix: str) -> Callable[[Any, Any], None]:
    """What to hand to `write_pdf`: joins what was split, and gives table headings ids that begin with `prefix`."""

    from pydyf import String

    def finish(document: Any, pdf: Any) -> None:
        _Tags(pdf).finish(prefix)
        outline = json.dumps(_bookmarks(document.make_bookmark_tree()))
        pdf.catalog[SEAL] = _dictionary(Outline=String(outline))

    return finish


def _bookmarks(tree: list[Any]) -> list[Any]:
    """Bookmarks as [title, page counted from 0, bookmarks below]."""
    return [[title, place[0], _bookmarks(children)] for title, place, children, _state in tree]


# Reading and joining ---------------------------------------------------------------------------------------------


class _Tags:
    """The structure tree of one document that is about to be written."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.root = self._object(pdf.catalog["StructTreeRoot"])
        self.pages = [self._object(reference) for reference in pdf.page_references]
        self.page_references = pdf.page_references
        self.page_numbers = {reference: number for number, reference in enumerate(self.page_references)}
        self.owners: dict[tuple[Any, Any], Element] = {}
        self.written: set[int] = set()
        self.scopes: dict[str, bytes] = {}

    def finish(self, prefix: str) -> None:
        """Read, join, and write back."""
        top = self._read(self._object(self.root["K"][0]))
        _join(top)
        headings: list[Any] = []
        for table in _tables(top):
            _name_headings(table, headings, prefix)
        self._write(top)
        self._write_parent_tree()
        self._write_ids(headings)
        for number, page in enumerate(self.pages):
            self._make_artefacts(number, self._object(page["Contents"]).stream)

    def _object(self, reference: bytes) -> Any:
        return self.pdf.objects[int(reference.split()[0])]

    def _read(self, held: Any) -> Element:
        element = Element(held["S"], held, getattr(held, "source", None))
        page = self.page_numbers.get(held.get("Pg"), 0)
        for kid in held["K"]:
            if isinstance(kid, int):
                element.kids.append((page, kid))
                continue
            inner = self._object(kid)
            if "S" in inner:
                element.kids += _unwrapped(self._read(inner), element)
            else:
                element.kids.append(("object", kid))
        return self._point(element) if element.kind == "/LI" else element

    def _point(self, point: Element) -> Element:
        """A point of a list holds a label and a body, and whatever else there is, a table or a paragraph, in the body."""
        labels = [kid for kid in point.kids if isinstance(kid, Element) and kid.kind == "/Lbl"]
        rest = [kid for kid in point.kids if kid not in labels]
        if not rest or (len(rest) == 1 and isinstance(rest[0], Element) and rest[0].kind == "/LBody"):
            return point
        held = _dictionary(S="/LBody")
        self.pdf.add_object(held)
        body = Element("/LBody", held, point.source)
        for kid in rest:
            body.kids += kid.kids if isinstance(kid, Element) and kid.kind == "/LBody" else [kid]
        point.kids = [*labels, body]
        return point

    # Writing

    def _write(self, element: Element) -> None:
        held, content = element.held, [kid for kid in element.kids if not isinstance(kid, Element)]
        self.written.add(held.number)
        self.owners.update(dict.fromkeys(content, element))
        own = next((page for page, _mark in content if page != "object"), None)
        held.pop("Pg", None)
        held.pop("Type", None)
        if element.kind == "/TH" and held["A"].keys() == {"O", "Scope"}:
            held["A"] = self._shared(held["A"])
        if own is not None:
            held["Pg"] = self.page_references[own]
        kids = []
        for kid in element.kids:
            if isinstance(kid, Element):
                kid.held["P"] = held.reference
                self._write(kid)
                kids.append(kid.held.reference)
            else:
                kids.append(self._reference(kid, own))
        held["K"] = kids[0] if len(kids) == 1 and element.kind != "/Document" else _array(kids)

    def _shared(self, attributes: Any) -> Any:
        """One object for the many headings of which the same is said."""
        scope = attributes["Scope"]
        if scope not in self.scopes:
            self.pdf.add_object(attributes)
            self.scopes[scope] = attributes.reference
        return self.scopes[scope]

    def _reference(self, content: tuple[Any, Any], own: int | None) -> Any:
        """Content as an element lists it: by number on the element's own page, else with the page it is on."""
        page, mark = content
        if page in ("object", own):
            return mark
        return _dictionary(Type="/MCR", Pg=self.page_references[page], MCID=mark)

    def _write_parent_tree(self) -> None:
        """Who owns what, page by page, and then the links; a link that no element holds any more is taken off its page."""
        tree = self._object(self.root["ParentTree"])
        marks: list[dict[int, Element]] = [{} for _page in self.pages]
        for (page, mark), owner in self.owners.items():
            if page != "object":
                marks[page][mark] = owner
        nums: list[Any] = []
        for number, found in enumerate(marks):
            row = [found[mark].held.reference if mark in found else "null" for mark in range(max(found, default=-1) + 1)]
            nums += [number, _array(row)]
        old = tree["Nums"][2 * len(self.pages) :]
        lost = set()
        for key, reference in zip(old[::2], old[1::2], strict=True):
            if int(reference.split()[0]) in self.written:
                nums += [key, reference]
            else:
                lost.add(key)
        tree["Nums"] = _array(nums)
        self.root["ParentTreeNextKey"] = nums[-2] + 1
        for page in self.pages if lost else ():
            page["Annots"] = _array([a for a in page.get("Annots", ()) if self._object(a).get("StructParent") not in lost])

    def _write_ids(self, headings: list[Any]) -> None:
        if not headings:
            return
        names = [entry for heading in headings for entry in (heading["ID"], heading.reference)]
        leaf = _dictionary(Limits=_array([names[0], names[-2]]), Names=_array(names))
        self.pdf.add_object(leaf)
        self.root["IDTree"] = _dictionary(Kids=_array([leaf.reference]))

    def _make_artefacts(self, page: int, stream: list[Any]) -> None:
        """Marked content that no element holds: lines at the head and foot, and headings of a table printed again."""
        for place, part in enumerate(stream):
            if isinstance(part, dict) and "MCID" in part and (page, part["MCID"]) not in self.owners:
                stream[place - 1 : place + 1] = ["/Artifact", _dictionary(Type="/Pagination")]


def _dictionary(**entries: Any) -> Any:
    from pydyf import Dictionary  # WeasyPrint's own writer, and like it only needed where pieces are rendered

    return Dictionary(entries)


def _array(entries: list[Any]) -> Any:
    from pydyf import Array

    return Array(entries)


def _unwrapped(kid: Element, parent: Element) -> list[Any]:
    """The element, or what it holds where it says nothing: a line of text, bold words, a box made for layout only."""
    if kid.kind in PLAIN and parent.kind in TEXTS | PLAIN | {"/Link"}:
        return kid.kids
    if kid.kind == parent.kind and kid.kind in JOINED and _origin(kid) == _origin(parent):
        return kid.kids
    return [kid] if kid.kids or kid.kind not in GROUPS | PLAIN | {"/P", "/Lbl"} else []


def _origin(element: Element) -> tuple[int, str, str] | None:
    if element.source is None:
        return None
    made_from, tag = element.source
    return id(made_from), tag, element.kind


def _join(element: Element) -> None:
    """Join each element to the first of its siblings that was made from the same HTML element, down the tree."""
    firsts: dict[tuple[int, str, str], Element] = {}
    kept: list[Any] = []
    for kid in element.kids:
        origin = _origin(kid) if isinstance(kid, Element) and kid.kind in JOINED else None
        first = firsts.setdefault(origin, kid) if origin else kid
        if first is not kid:
            if kid.kind not in REPEATED or not _rows_again(first, kid):
                first.kids += kid.kids
        elif kept and _are_lines(kept[-1], kid):
            kept[-1].kids += kid.kids
        else:
            kept.append(kid)
    element.kids = kept
    for kid in kept:
        if isinstance(kid, Element):
            _join(kid)


def _rows_again(first: Element, later: Element) -> bool:
    """Whether the heading rows of a table, or its last ones, are only printed again on the next page."""
    known = {_origin(row) for row in first.kids}
    return all(_origin(row) in known for row in later.kids)


def _are_lines(first: Any, second: Any) -> bool:
    """Whether both are lines of text that stand in no paragraph."""
    return all(isinstance(kid, Element) and kid.kind == "/Span" and kid.source is None for kid in (first, second))


# Tables ----------------------------------------------------------------------------------------------------------


def _tables(element: Element) -> Iterator[Element]:
    if element.kind == "/Table":
        yield element
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _tables(kid)


def _rows(table: Element) -> list[tuple[Element, bool]]:
    """The rows, and whether each is among the table's headings."""
    rows = []
    for part in table.kids:
        if isinstance(part, Element):
            inner = [part] if part.kind == "/TR" else part.kids
            rows += [(row, part.kind == "/THead") for row in inner if isinstance(row, Element) and row.kind == "/TR"]
    return rows


def _grid(table: Element) -> list[Cell]:
    """Every cell with the rows and columns it covers."""
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for line, (row, is_head) in enumerate(_rows(table)):
        column = 0
        for kid in row.kids:
            if not isinstance(kid, Element) or kid.kind not in ("/TH", "/TD"):
                continue
            while (line, column) in taken:
                column += 1
            attributes = kid.held["A"]
            down = range(line, line + attributes.get("RowSpan", 1))
            across = range(column, column + attributes.get("ColSpan", 1))
            if len(down) > 1:
                taken.update((below, place) for below in down for place in across)
            cells.append(Cell(kid, down, across, heads_row=kid.kind == "/TH" and _heads_its_row(kid, row, is_head)))
            column = across.stop
    return cells


def _heads_its_row(heading: Element, row: Element, is_head: bool) -> bool:
    """As its `scope` says; without one, a heading below the table's headings and beside other cells is its row's."""
    scope = heading.source[0].get("scope", "") if heading.source else ""
    if scope.startswith(("row", "col")):
        return bool(scope.startswith("row"))
    return not is_head and any(isinstance(cell, Element) and cell.kind == "/TD" for cell in row.kids)


def _name_headings(table: Element, headings: list[Any], prefix: str) -> None:
    """Say of each heading whether it is a row's or a column's. Where that is not enough, name the headings of each cell."""
    cells = _grid(table)
    for cell in cells:
        attributes = cell.element.held["A"]
        attributes.pop("Headers", None)
        cell.element.held.pop("ID", None)
        if cell.element.kind == "/TH":
            attributes["Scope"] = "/Row" if cell.heads_row else "/Column"
        elif len(attributes) == 1:  # only says that it belongs to a table
            del cell.element.held["A"]
    if not _is_regular(cells):
        _list_headings(cells, headings, prefix)


def _is_regular(cells: list[Cell]) -> bool:
    """Whether every cell's headings are the one above all of its column and the one before all of its row."""
    return all(
        len(cell.down) == len(cell.across) == 1
        and (cell.element.kind == "/TD" or (cell.across.start if cell.heads_row else cell.down.start) == 0)
        for cell in cells
    )


def _list_headings(cells: list[Cell], headings: list[Any], prefix: str) -> None:
    """Give each heading an id, and each cell the headings of its rows and of its columns above it."""
    of_row: dict[int, list[bytes]] = {}
    of_column: dict[int, list[tuple[bytes, int]]] = {}
    for cell in cells:
        if cell.element.kind != "/TH":
            continue
        name = f"({prefix}-{len(headings):06})".encode()
        cell.element.held["ID"] = name
        headings.append(cell.element.held)
        for line in cell.down if cell.heads_row else ():
            of_row.setdefault(line, []).append(name)
        for line in () if cell.heads_row else cell.across:
            of_column.setdefault(line, []).append((name, cell.down.start))
    for cell in cells:
        if cell.element.kind == "/TD":
            found = [name for line in cell.down for name in of_row.get(line, ())]
            found += [name for line in cell.across for name, row in of_column.get(line, ()) if row < cell.down.start]
            if found:
                attributes = cell.element.held.setdefault("A", _dictionary(O="/Table"))
                attributes["Headers"] = _array(list(dict.fromkeys(found)))
