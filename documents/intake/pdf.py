"""An uploaded PDF, examined and rebuilt. Runs in the confined process and nowhere else.

Pages are copied into a new file without anything that acts, hides or tells: scripts, launches, attachments, forms
(flattened, so that what was filled in stays visible), comments and metadata. Web links stay if they are https.
"""

import functools
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from documents.intake import expansion, tags
from documents.intake.found import REPAIRED, Found
from documents.intake.glyphs import Matrix, Placed, turned
from documents.intake.normalise import normalise_page
from documents.intake.reading import Task, read
from documents.intake.refusals import MAX_PAGES, Refusal
from documents.intake.remarks import Shapes, remarks_of
from documents.intake.switched_off import drop_switched_off
from documents.pages import Bookmark, Places, address_of, box_of, read_outline

PAGE_KEYS = {
    "/Type", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/StructParents", "/Group", "/Annots",
    "/Parent",
}  # fmt: skip
TELLING = (
    "/PieceInfo", "/AF", "/Metadata", "/AA", "/JS", "/OPI", "/Ref", "/LastModified", "/Thumb", "/Lock",
    "/RichMediaContent",
)  # fmt: skip
LOOKING_SECONDS = 6.5  # of the ten, from the start
Destination = tuple[int, list[Any]] | None


@dataclass
class Rebuilt:
    """A rebuilt PDF: its path, the visible text of each page, codes of what was taken out, and what was found."""

    path: Path
    text: list[str]
    notices: list[str] = field(default_factory=list)
    findings: list[Found] = field(default_factory=list)
    unseen: list[int] = field(default_factory=list)


def rebuild(stream: BinaryIO, folder: Path, *, until: float | None = None, first: Collection[int] = ()) -> Rebuilt:
    """Examine an uploaded PDF and write it anew into `folder`. Raises Refusal with the reason's code.

    Pages that are not reached before `until` (by the monotonic clock) are not searched for hidden words, and said so;
    the pages `first` (from 1) are looked at before all others.
    """
    until = monotonic() + LOOKING_SECONDS if until is None else until
    with _opened(stream) as source:
        pages = _counted(source)
        expansion.refuse_if_huge(source)
        notices = _findings(source)
        laid_on = remarks_of(source)
        damaged = bool(source.get_warnings())
        with pikepdf.new() as fresh:
            placed = _copy(source, fresh, notices, Shapes.of(laid_on))
            damaged = damaged or bool(source.get_warnings())
            path = folder / "rebuilt.pdf"
            fresh.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, min_version="1.7")
    order = sorted(range(1, pages + 1), key=lambda number: number not in first)
    reading = read(path, pages, Task(laid_on, placed, damaged, until, order))
    if damaged:
        notices.add("repaired")
        reading.findings.append(Found(REPAIRED, None, "", []))
    if not any(line.strip() for line in reading.text):
        notices.add("no_text")
    return Rebuilt(path, reading.text, sorted(notices), reading.findings, reading.unseen)


def _opened(stream: BinaryIO) -> pikepdf.Pdf:
    try:
        return pikepdf.open(stream, suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise Refusal("password") from error
    except (pikepdf.PdfError, ValueError, OSError) as error:
        raise Refusal("damaged") from error


def _counted(source: pikepdf.Pdf) -> int:
    try:
        count = len(source.pages)
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise Refusal("damaged") from error
    if count == 0:
        raise Refusal("no_pages")
    if count > MAX_PAGES:
        raise Refusal("too_many_pages")
    return count


# What is in it ---------------------------------------------------------------------------------------------------


def _findings(source: pikepdf.Pdf) -> set[str]:
    """Codes of what the rebuilt file will lack, found before anything is touched."""
    root = source.Root
    names = root.get("/Names", Dictionary())
    named = names if isinstance(names, Dictionary) else Dictionary()
    found = {
        "restrictions": source.is_encrypted,
        "attachments": "/EmbeddedFiles" in named or "/Collection" in root,
        "scripts": "/JavaScript" in named or "/OpenAction" in root or "/AA" in root,
        "form": _is_form(root) and bool(root.AcroForm.get("/Fields", ())),
        "layers": "/OCProperties" in root,
    }
    notices = {code for code, is_so in found.items() if is_so}
    for page in source.pages:
        notices.update(_page_findings(page.obj))
    return notices


def _is_form(root: Any) -> bool:
    return isinstance(root.get("/AcroForm"), Dictionary)


def _page_findings(page: Any) -> Iterator[str]:
    if "/AA" in page:
        yield "scripts"
    for annotation in _annotations(page):
        kind = annotation.get("/Subtype")
        if kind == "/FileAttachment":
            yield "attachments"
        elif kind == "/Redact":
            yield "redactions"
        elif kind == "/Widget":
            yield "signature" if annotation.get("/FT") == "/Sig" else "form"
        elif kind not in ("/Link", "/Popup"):
            yield "comments"
        action = annotation.get("/A")
        if isinstance(action, Dictionary) and action.get("/S") not in ("/URI", "/GoTo"):
            yield "scripts"


def _annotations(page: Any) -> list[Any]:
    held = page.get("/Annots")
    return [entry for entry in held if isinstance(entry, Dictionary)] if isinstance(held, Array) else []


# Copying ---------------------------------------------------------------------------------------------------------


def _copy(source: pikepdf.Pdf, fresh: pikepdf.Pdf, notices: set[str], shapes: Shapes) -> list[Placed]:
    """Copy the pages and what goes with them; gives what became of the coordinates of each."""
    _drop_layers(source, notices)
    places = Places(source)
    outline: tuple[Bookmark, ...] = ()
    try:
        outline = read_outline(source, places)
    except (pikepdf.PdfError, ValueError, RecursionError):
        notices.add("bookmarks")
    _flatten(source)
    seen: set[tuple[int, int]] = set()
    taken = [_links(source, page.obj, places, seen) for page in source.pages]
    for page in source.pages:
        for key in set(page.obj.keys()) - PAGE_KEYS | ({"/Annots"} & set(page.obj.keys())):
            del page.obj[key]
    fresh.pages.extend(source.pages)
    pages: list[Any] = [page.obj for page in fresh.pages]
    placed: list[Placed] = []
    for number, (copy, links) in enumerate(zip(pages, taken, strict=True)):
        placed.append(normalise_page(fresh, copy, functools.partial(shapes.paint, number=number)))
        if links:
            copy.Annots = Array([_linked(fresh, link, place, pages, placed[-1].matrix) for link, place in links])
            copy.Tabs = Name.S
    if not tags.bring(source, fresh, pages):
        notices.add("untagged")
    _write_outline(fresh, outline)
    _scrub(fresh)
    return placed


def _drop_layers(source: pikepdf.Pdf, notices: set[str]) -> None:
    try:
        if drop_switched_off(source):
            notices.add("switched_off")
    except (pikepdf.PdfError, ValueError, TypeError) as error:
        raise Refusal("damaged") from error


def _flatten(source: pikepdf.Pdf) -> None:
    """Draw filled-in fields into their pages, after taking away every other annotation but links."""
    for page in source.pages:
        kept = [entry for entry in _annotations(page.obj) if entry.get("/Subtype") in ("/Link", "/Widget")]
        if "/Annots" in page.obj:
            page.obj.Annots = Array(kept)
    if not _is_form(source.Root):
        return
    try:
        if source.Root.AcroForm.get("/NeedAppearances", False):
            source.generate_appearance_streams()
        source.flatten_annotations("screen")
    except (pikepdf.PdfError, ValueError, TypeError) as error:
        raise Refusal("damaged") from error


def _links(source: pikepdf.Pdf, page: Any, places: Places, seen: set[tuple[int, int]]) -> list[tuple[Any, Destination]]:
    """The links worth keeping, each with its place in the file (None for a web address).

    A link that stands on several pages is made several: it can have but one place among the tags.
    """
    kept: list[tuple[Any, Destination]] = []
    for annotation in _annotations(page):
        if annotation.get("/Subtype") != "/Link" or "/Rect" not in annotation:
            continue
        place = places.of_holder(annotation)
        if place is None and not address_of(annotation).lower().startswith("https://"):
            continue
        if annotation.objgen in seen or not annotation.is_indirect:
            entries = {key: value for key, value in dict(annotation.items()).items() if key != "/StructParent"}
            annotation = source.make_indirect(Dictionary(entries))
        seen.add(annotation.objgen)
        kept.append((annotation, place))
    return kept


def _linked(fresh: pikepdf.Pdf, link: Any, place: Destination, pages: list[Any], matrix: Matrix) -> Any:
    """The link in the new file, with nothing but its box, its words and where it leads."""
    copied: Any = fresh.copy_foreign(link)
    address, says = address_of(copied), str(copied.get("/Contents", ""))
    for key in set(copied.keys()) - {"/Type", "/Subtype", "/Rect", "/QuadPoints", "/StructParent", "/Border"}:
        del copied[key]
    if matrix != Placed().matrix:
        copied.Rect = Array([round(edge, 3) for edge in turned(box_of(copied.Rect), matrix)])
        if "/QuadPoints" in copied:
            del copied["/QuadPoints"]
    copied.Border = Array([0, 0, 0])
    copied.F = 4
    copied.Contents = String(says or address)
    if place is None:
        copied.A = Dictionary(S=Name.URI, URI=String(address))
    else:
        number, rest = place
        plain = [entry if not isinstance(entry, pikepdf.Object) else Name(str(entry)) for entry in rest if _plain(entry)]
        copied.Dest = Array([pages[number], *(plain or [Name.Fit])])
    return copied


def _plain(value: Any) -> bool:
    return value is None or isinstance(value, (int, float, Name)) or type(value).__name__ == "Decimal"


def _write_outline(fresh: pikepdf.Pdf, marks: tuple[Bookmark, ...]) -> None:
    def item(mark: Bookmark) -> pikepdf.OutlineItem:
        made = pikepdf.OutlineItem(mark.title, mark.page)
        made.children.extend(item(child) for child in mark.children)
        return made

    if marks:
        with fresh.open_outline() as outline:
            outline.root.extend(item(mark) for mark in marks)


def _scrub(fresh: pikepdf.Pdf) -> None:
    """Take out of every object what acts, refers outside, or tells of whoever made the file."""
    for entry in fresh.objects:
        if not isinstance(entry, (Dictionary, pikepdf.Stream)):
            continue
        for key in TELLING:
            if key in entry:
                del entry[key]
        if isinstance(entry, pikepdf.Stream) and "/F" in entry:
            del entry["/F"]
    if "/Info" in fresh.trailer:
        del fresh.trailer["/Info"]
