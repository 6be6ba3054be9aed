"""A PDF as a reader meets it: visible boxes, places that links lead to, bookmarks, the structure tree walked safely.

Shared by the intake of strangers' files and the assembly of our own, so that both hold tags to the same, and so it takes
nothing for granted: trees may be cyclic, boxes inverted, and names may lead nowhere. Needs no Django.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

A4 = (595.276, 841.89)  # points
LARGEST = A4[1]  # pages whose shorter side is longer than this are stamped larger, to be readable when reduced
SMALLEST = 240  # and those shorter than this smaller
DEEPEST = 60  # levels of a number or name tree, and of resources within resources
MOST_BOOKMARKS = 5000  # of one piece
Box = tuple[float, float, float, float]


# Pages ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class View:
    """A page as read. `matrix` takes a point counted from the visible bottom left corner to the page's own space."""

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]

    @property
    def scale(self) -> float:
        """How much larger than on A4 things are drawn; smaller on a page too small for them."""
        shorter = min(self.width, self.height)
        return max(1.0, shorter / LARGEST) if shorter >= SMALLEST else max(shorter / SMALLEST, 0.1)

    def point(self, right: float, up: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return (a * right + c * up + e, b * right + d * up + f)

    def rectangle(self, left: float, bottom: float, right: float, top: float) -> list[float]:
        """The box in the page's own space, lower left corner first."""
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return [round(edge, 3) for edge in (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))]


def box_of(values: object) -> Box:
    """A box with its lower left corner first, whichever two corners it was written with."""
    x0, y0, x1, y1 = (float(value) for value in values)  # type: ignore[attr-defined]  # a PDF array, which pikepdf types as a bare object
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def visible_box(page: pikepdf.Object) -> Box:
    """The crop box within the media box; the media box where they do not meet."""
    media = box_of(page.MediaBox)
    return _within(media, box_of(page.CropBox)) if "/CropBox" in page else media


def _within(media: Box, crop: Box) -> Box:
    box = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    return box if box[2] > box[0] and box[3] > box[1] else media


def view_of(page: pikepdf.Object) -> View:
    """How a page is read. Expects its own MediaBox and Rotate (inherited ones already pushed down to it)."""
    turn, media = int(page.get("/Rotate", 0)) % 360, page.MediaBox
    if "/CropBox" in page or media.is_indirect:
        return _view(visible_box(page), turn)
    return _view_of_plain(media.unparse(), turn)


@lru_cache(maxsize=256)
def _view_of_plain(media: bytes, turn: int) -> View:
    """Nearly all pages of a pack are of one or two shapes, and reading four numbers out of a file takes longer."""
    return _view(box_of(pikepdf.Object.parse(media)), turn)


def _view(box: Box, turn: int) -> View:
    x0, y0, x1, y1 = box
    width, height = x1 - x0, y1 - y0
    if turn == 90:
        return View(height, width, (0, 1, -1, 0, x1, y0))
    if turn == 180:
        return View(width, height, (-1, 0, 0, -1, x1, y1))
    if turn == 270:
        return View(height, width, (0, -1, 1, 0, x0, y1))
    return View(width, height, (1, 0, 0, 1, x0, y0))


# Places and bookmarks -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bookmark:
    """One bookmark of a piece: `page` counts from 0 within the piece."""

    title: str
    page: int
    children: tuple["Bookmark", ...] = ()


def named_places(source: pikepdf.Pdf) -> dict[bytes, Any]:
    """The named destinations of a file: names (old style and new) to their arrays."""
    places: dict[bytes, Any] = {}
    old = source.Root.get("/Dests")
    if isinstance(old, Dictionary):
        places.update({name[1:].encode(): value for name, value in dict(old.items()).items()})
    names = source.Root.get("/Names")
    if isinstance(names, Dictionary):
        places.update({bytes(name): value for name, value in tree_items(names.get("/Dests"), "/Names")})
    return places


class Places:
    """Finds, for one source, which of its pages a destination means. `pages` are the source's, where they are at hand."""

    def __init__(self, source: pikepdf.Pdf, pages: list[Any] | None = None) -> None:
        self.named = named_places(source)
        found = [page.obj for page in source.pages] if pages is None else pages
        self.index = {page.objgen: number for number, page in enumerate(found)}

    def resolve(self, destination: Any) -> tuple[int, list[Any]] | None:
        """(page index in the source, the rest of the array as plain values), or None where it leads nowhere."""
        number, array = self._find(destination)
        return None if number is None else (number, list(array)[1:])

    def of_holder(self, holder: Dictionary) -> tuple[int, list[Any]] | None:
        """Where an annotation or bookmark leads within its own file."""
        return self.resolve(_destination(holder))

    def page_of(self, holder: Dictionary) -> int | None:
        """The page, from 0, that an annotation or bookmark leads to within its own file."""
        return self._find(_destination(holder))[0]

    def _find(self, destination: Any) -> tuple[int | None, Any]:
        if isinstance(destination, (String, Name)):
            destination = self.named.get(_raw(destination))
        if isinstance(destination, Dictionary):
            destination = destination.get("/D")
        if not isinstance(destination, Array) or len(destination) == 0:
            return None, None
        page = destination[0]
        return (self.index.get(page.objgen) if isinstance(page, Dictionary) else None), destination


def _destination(holder: Dictionary) -> Any:
    action = holder.get("/A")
    if isinstance(action, Dictionary) and action.get("/S") == "/GoTo":
        return action.get("/D")
    return holder.get("/Dest")


def _raw(name: Any) -> bytes:
    return str(name)[1:].encode() if isinstance(name, Name) else bytes(name)


def address_of(annotation: Dictionary) -> str:
    """The web address a link opens, or "" for none."""
    action = annotation.get("/A")
    if isinstance(action, Dictionary) and action.get("/S") == "/URI":
        return str(action.get("/URI", ""))
    return ""


def read_outline(source: pikepdf.Pdf, places: Places | None = None) -> tuple[Bookmark, ...]:
    """A file's own bookmarks, those that lead to one of its pages; a branch that leads nowhere keeps its children."""
    outlines = source.Root.get("/Outlines")
    if not isinstance(outlines, Dictionary):
        return ()
    return tuple(_branch(outlines, places or Places(source), set(), 0))


def _branch(parent: Dictionary, places: Places, seen: set[tuple[int, int]], depth: int) -> Iterator[Bookmark]:
    node = parent.get("/First")
    while isinstance(node, Dictionary) and node.objgen not in seen and len(seen) < MOST_BOOKMARKS and depth < 20:
        seen.add(node.objgen)
        children = tuple(_branch(node, places, seen, depth + 1))
        page = places.page_of(node)
        if page is not None:
            yield Bookmark(title=str(node.get("/Title", "")), page=page, children=children)
        else:
            yield from children
        node = node.get("/Next")


# The structure tree ---------------------------------------------------------------------------------------------


def claims_ua(source: pikepdf.Pdf) -> bool:
    """Whether a file has tags and says that it is PDF/UA; whether that is true is for intake to find out."""
    metadata = source.Root.get("/Metadata")
    told = isinstance(metadata, pikepdf.Stream) and b"pdfuaid" in metadata.read_bytes()
    return told and isinstance(source.Root.get("/StructTreeRoot"), Dictionary)


def tree_items(node: Any, kind: str, depth: int = 0) -> Iterator[tuple[Any, Any]]:
    """Keys and values of a number tree (`kind` "/Nums") or a name tree ("/Names"), in the order written."""
    if not isinstance(node, Dictionary) or depth > DEEPEST:
        return
    pairs = node.get(kind)
    if isinstance(pairs, Array):
        flat = list(pairs)
        yield from zip(flat[::2], flat[1::2], strict=False)
    for kid in node.get("/Kids", ()):
        yield from tree_items(kid, kind, depth + 1)


def elements(root: Dictionary) -> Iterator[Dictionary]:
    """Every structure element under a `StructTreeRoot` or element, the element itself left out. Survives cycles."""
    seen: set[tuple[int, int]] = set()
    waiting = [root]
    while waiting:
        for kid in kids_of(waiting.pop()):
            if not is_element(kid):
                continue
            if kid.is_indirect:
                if kid.objgen in seen:
                    continue
                seen.add(kid.objgen)
            yield kid
            waiting.append(kid)


def is_element(value: Any) -> bool:
    """Whether a kid is a structure element, and not content, a reference to an object, or nonsense."""
    return isinstance(value, Dictionary) and value.get("/Type") not in ("/MCR", "/OBJR") and "/S" in value


def kids_of(element: Dictionary) -> list[Any]:
    """The `/K` entry as a list, whichever of its four forms it has."""
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def headers_of(element: Dictionary) -> Iterator[Dictionary]:
    """The attribute dictionaries of an element that hold `/Headers`."""
    attributes = element.get("/A")
    for entry in attributes if isinstance(attributes, Array) else [attributes]:
        if isinstance(entry, Dictionary) and isinstance(entry.get("/Headers"), Array):
            yield entry


def holders(pages: list[Any], *, forms: bool = True) -> Iterator[tuple[Dictionary, str]]:
    """Every object that holds a key of the parent tree, once: pages, their annotations and (`forms`) form XObjects."""
    seen: set[tuple[int, int]] = set()
    for page in pages:
        if "/StructParents" in page:
            yield page, "/StructParents"
        for annotation in page.get("/Annots", ()):
            if isinstance(annotation, Dictionary) and "/StructParent" in annotation:
                yield annotation, "/StructParent"
        if forms:
            yield from _in_resources(page.get("/Resources"), seen, 0)


def _in_resources(resources: Any, seen: set[tuple[int, int]], depth: int) -> Iterator[tuple[Any, str]]:
    if not isinstance(resources, Dictionary) or depth > DEEPEST or "/XObject" not in resources:
        return
    if resources.is_indirect:
        if resources.objgen in seen:
            return
        seen.add(resources.objgen)
    for form in dict(resources.XObject.items()).values():
        if not isinstance(form, pikepdf.Stream) or form.objgen in seen:
            continue
        seen.add(form.objgen)
        for name in ("/StructParents", "/StructParent"):
            if name in form:
                yield form, name
        yield from _in_resources(form.get("/Resources"), seen, depth + 1)


# What must hold of the tags -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the tags: a sentence, with the page (from 0) or the element it is about, where one is known."""

    words: str
    page: int | None = None
    element: Any = None


def tag_faults(root: Dictionary, pages: list[Any]) -> Iterator[Fault]:
    """All that is wrong with a structure tree, links left out of it apart. A merge keeps sound trees sound.

    Keys are distinct and lead to an entry of the parent tree; every entry of it is used, and content it names is held by
    the element it leads to; every `/Pg` is a page of the document; ids are unique, listed, and every header named exists.
    """
    found = list(elements(root))
    yield from _key_faults(root, pages)
    yield from _content_faults(root, pages, {element.objgen for element in found})
    yield from _place_faults(found, {page.objgen for page in pages})
    yield from _id_faults(root, found)


def link_faults(root: Dictionary, pages: list[Any]) -> Iterator[Fault]:
    """Links that no element of the structure tree holds."""
    reachable, by_key = {element.objgen for element in elements(root)}, parent_tree(root)
    for number, page in enumerate(pages):
        for link in page.get("/Annots", ()):
            owner = by_key.get(int(link.get("/StructParent", -1)))
            if not isinstance(owner, Dictionary) or owner.objgen not in reachable:
                yield Fault(f"Sheet {number + 1}: a link is not in the structure tree", page=number)


def parent_tree(root: Dictionary) -> dict[int, Any]:
    """The parent tree: what each key leads to."""
    return {int(key): value for key, value in tree_items(root.get("/ParentTree"), "/Nums")}


def _key_faults(root: Any, pages: list[Any]) -> Iterator[Fault]:
    used = [int(holder[name]) for holder, name in holders(pages)]
    listed = [int(key) for key, _value in tree_items(root.get("/ParentTree"), "/Nums")]
    if twice := {key for key in used if used.count(key) > 1} if len(set(used)) < len(used) else set():
        yield Fault("Two pages, annotations or forms share a key", page=_last_page_with(twice, pages))
    if listed != sorted(set(listed)):
        yield Fault("The parent tree is out of order or has a key twice")
    if odd := set(used) ^ set(listed):
        yield Fault(f"Keys used and keys listed differ: {sorted(odd)[:5]}", page=_last_page_with(odd, pages))


def _last_page_with(keys: set[int], pages: list[Any]) -> int | None:
    having = [n for n, page in enumerate(pages) if any(int(holder[name]) in keys for holder, name in holders([page]))]
    return having[-1] if having else None


def _content_faults(root: Any, pages: list[Any], reachable: set[tuple[int, int]]) -> Iterator[Fault]:
    by_key = parent_tree(root)
    for number, page in enumerate(pages):
        entries = by_key.get(int(page.get("/StructParents", -1)), ())
        for mcid, element in enumerate(entries if isinstance(entries, Array) else ()):
            if isinstance(element, Dictionary) and element.objgen in reachable and not holds(element, mcid, page):
                yield Fault(f"Sheet {number + 1}: content {mcid} leads to an element that does not hold it", page=number)


def holds(element: Any, mcid: int, page: Any) -> bool:
    """Whether the element has marked content `mcid` of the page among its kids."""
    own = element.get("/Pg")
    for kid in kids_of(element):
        if isinstance(kid, Dictionary):
            if kid.get("/MCID") == mcid and kid.get("/Pg", own) == page:
                return True
        elif kid == mcid and own is not None and own.objgen == page.objgen:
            return True
    return False


def _place_faults(found: list[Any], pages: set[tuple[int, int]]) -> Iterator[Fault]:
    for element in found:
        page = element.get("/Pg")
        if page is not None and page.objgen not in pages:
            yield Fault(f"A {element.S} element stands on a page that is not in the document", element=element)
        if not isinstance(element.get("/P"), Dictionary):
            yield Fault(f"A {element.S} element has no parent", element=element)


def _id_faults(root: Any, found: list[Any]) -> Iterator[Fault]:
    ids: dict[bytes, Any] = {}
    for element in found:
        if "/ID" in element:
            if bytes(element.ID) in ids:
                yield Fault("Two elements share an id", element=element)
            ids[bytes(element.ID)] = element
    listed = [bytes(name) for name, _value in tree_items(root.get("/IDTree"), "/Names")]
    if listed != sorted(set(listed)) or ids.keys() != set(listed):
        left_out = next((element for name, element in ids.items() if name not in listed), None)
        yield Fault("The id tree does not list every id once, in order", element=left_out)
    for element in found:
        named = {bytes(name) for entry in headers_of(element) for name in entry.Headers}
        if lost := named - ids.keys():
            yield Fault(f"{len(lost)} headers of cells do not exist", element=element)
