"""Where links and bookmarks lead: names and placeholders become places in the pack."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from documents.assembly.plan import Bookmark, Placed
from documents.assembly.stamps import view_of
from documents.assembly.structure import tree_items

PLACEHOLDER = "https://pack.invalid/"
MOST_BOOKMARKS = 5000  # of one piece


class LinkTargetMissing(Exception):  # noqa: N818
    """A placeholder names a piece that is not in the pack. Says which, and in which paper."""


def placeholder(key: str) -> str:
    """The address a template writes to link to a piece; the agenda's own is `https://pack.invalid/agenda`."""
    return PLACEHOLDER + ("agenda" if key == "agenda" else f"p/{key}")


def key_of(address: str, base: str = PLACEHOLDER) -> str | None:
    """The piece a placeholder names, or None for any other address."""
    if not address.startswith(base):
        return None
    rest = unquote(address[len(base) :]).strip("/")
    return rest.removeprefix("p/")


def top_of(page: pikepdf.Object) -> Array:
    """A destination at the top left of a page as read, keeping the reader's zoom."""
    view = view_of(page)
    left, up = view.point(0, view.height)
    return Array([page, Name.XYZ, round(left, 2), round(up, 2), 0])


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
    """Finds, for one source, which of its pages a destination means."""

    def __init__(self, source: pikepdf.Pdf) -> None:
        self.named = named_places(source)
        self.index = {page.obj.objgen: number for number, page in enumerate(source.pages)}

    def resolve(self, destination: Any) -> tuple[int, list[Any]] | None:
        """(page index in the source, the rest of the array as plain values), or None where it leads nowhere."""
        if isinstance(destination, (String, Name)):
            destination = self.named.get(_raw(destination))
        if isinstance(destination, Dictionary):
            destination = destination.get("/D")
        if not isinstance(destination, Array) or len(destination) == 0:
            return None
        page = destination[0]
        number = self.index.get(page.objgen) if isinstance(page, Dictionary) else None
        return None if number is None else (number, list(destination)[1:])

    def of_holder(self, holder: Dictionary) -> tuple[int, list[Any]] | None:
        """Where an annotation or bookmark leads within its own file."""
        action = holder.get("/A")
        if isinstance(action, Dictionary) and action.get("/S") == "/GoTo":
            return self.resolve(action.get("/D"))
        return self.resolve(holder.get("/Dest"))


def _raw(name: Any) -> bytes:
    return str(name)[1:].encode() if isinstance(name, Name) else bytes(name)


def address_of(annotation: Dictionary) -> str:
    """The web address a link opens, or "" for none."""
    action = annotation.get("/A")
    if isinstance(action, Dictionary) and action.get("/S") == "/URI":
        return str(action.get("/URI", ""))
    return ""


def point_at(annotation: Dictionary, destination: Array, says: str) -> None:
    """Make the link lead to a place in the pack, described for a screen reader by `says`."""
    for key in ("/A", "/Dest", "/PA", "/AA"):
        if key in annotation:
            del annotation[key]
    annotation.A = Dictionary(S=Name.GoTo, D=destination)
    annotation.Contents = String(says)


def kept_action(annotation: Dictionary) -> None:
    """Leave a link its web or mail address and nothing else that acts."""
    for key in ("/AA", "/PA"):
        if key in annotation:
            del annotation[key]
    address = address_of(annotation)
    if "/A" in annotation:
        del annotation["/A"]
    if address.startswith(("https://", "http://", "mailto:")):
        annotation.A = Dictionary(S=Name.URI, URI=String(address))


# Bookmarks -------------------------------------------------------------------------------------------------------


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
        place = places.of_holder(node)
        if place is not None:
            yield Bookmark(title=str(node.get("/Title", "")), page=place[0], children=children)
        else:
            yield from children
        node = node.get("/Next")


def write_outline(pdf: pikepdf.Pdf, placed: list[Placed], outlines: list[tuple[Bookmark, ...]]) -> None:
    """Bookmarks of the pack: agenda items, their papers, and the papers' own, every one to a page of the pack."""
    entries: list[Bookmark] = []
    for entry, own in zip(placed, outlines, strict=True):
        paper = Bookmark(entry.piece.title, entry.sheet, tuple(_moved(mark, entry.sheet) for mark in own))
        label = entry.piece.item_label
        if label and entries and entries[-1].title == label:
            entries[-1] = Bookmark(label, entries[-1].page, (*entries[-1].children, paper))
        else:
            entries.append(Bookmark(label, entry.sheet, (paper,)) if label else paper)
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    pages = [page.obj for page in pdf.pages]
    _write_level(pdf, root, entries, pages)
    pdf.Root.Outlines = root


def _moved(mark: Bookmark, by: int) -> Bookmark:
    return Bookmark(mark.title, mark.page + by, tuple(_moved(child, by) for child in mark.children))


def _write_level(pdf: pikepdf.Pdf, parent: Dictionary, marks: list[Bookmark], pages: list[Any], level: int = 0) -> None:
    if not marks:
        return
    nodes = [
        pdf.make_indirect(Dictionary(Title=String(mark.title), Parent=parent, Dest=top_of(pages[mark.page])))
        for mark in marks
    ]
    for before, after in zip(nodes, nodes[1:], strict=False):
        before.Next, after.Prev = after, before
    parent.First, parent.Last = nodes[0], nodes[-1]
    parent.Count = len(nodes) if level == 0 else -len(nodes)  # the agenda's level open, the rest folded
    for node, mark in zip(nodes, marks, strict=True):
        _write_level(pdf, node, list(mark.children), pages, level + 1)
