"""Where links and bookmarks lead: names and placeholders become places in the pack."""

import json
from typing import Any
from urllib.parse import unquote

import pikepdf
from django.utils.translation import gettext as _
from pikepdf import Array, Dictionary, Name, String

from documents.assembly.plan import Placed
from documents.pages import Bookmark, address_of, view_of

PLACEHOLDER = "https://pack.invalid/"


class LinkTargetMissing(Exception):
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


def point_at(annotation: Dictionary, destination: Array, says: str) -> None:
    """Make the link lead to a place in the pack, described for a screen reader by `says`."""
    for key in ("/A", "/Dest", "/PA", "/AA"):
        if key in annotation:
            del annotation[key]
    annotation.A = Dictionary(S=Name.GoTo, D=destination)
    annotation.Contents = String(says)


def lead_nowhere(annotation: Dictionary) -> None:
    """Leave a link as words: it stays among the tags, and leads to nothing and says so."""
    for key in ("/A", "/Dest", "/PA", "/AA"):
        if key in annotation:
            del annotation[key]
    annotation.Contents = String(_("A paper that is not in this pack"))


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


def sealed_outline(told: Any) -> tuple[Bookmark, ...]:
    """The bookmarks of a piece that we wrote, as it tells them itself: quicker than walking them in the file."""
    return _told(json.loads(str(told.Outline)))


def _told(marks: list[Any]) -> tuple[Bookmark, ...]:
    return tuple(Bookmark(title, page, _told(below)) for title, page, below in marks)


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
    _write_level(pdf, root, entries, Tops([page.obj for page in pdf.pages]))
    pdf.Root.Outlines = root


class Tops:
    """The tops of a pack's pages as destinations; each page is looked at once, however many bookmarks lead there."""

    def __init__(self, pages: list[Any]) -> None:
        self.pages = pages
        self.known: dict[int, Array] = {}

    def of(self, number: int) -> Array:
        """A destination at the top of a page, counted from 0."""
        if number not in self.known:
            self.known[number] = top_of(self.pages[number])
        return self.known[number]


def _moved(mark: Bookmark, by: int) -> Bookmark:
    return Bookmark(mark.title, mark.page + by, tuple(_moved(child, by) for child in mark.children))


def _write_level(pdf: pikepdf.Pdf, parent: Dictionary, marks: list[Bookmark], tops: Tops, level: int = 0) -> None:
    if not marks:
        return
    nodes: list[Any] = []
    for mark in marks:
        node = pdf.make_indirect(Dictionary(Title=String(mark.title), Parent=parent, Dest=tops.of(mark.page)))
        if nodes:
            node.Prev, nodes[-1].Next = nodes[-1], node
        nodes.append(node)
    parent.First, parent.Last = nodes[0], nodes[-1]
    parent.Count = len(nodes) if level == 0 else -len(nodes)  # the agenda's level open, the rest folded
    for node, mark in zip(nodes, marks, strict=True):
        _write_level(pdf, node, list(mark.children), tops, level + 1)
