"""A pack from its pieces: pages, numbers, fillers, links, bookmarks and tags. The same input gives the same bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from pikepdf.settings import set_flate_compression_level

from documents.assembly.links import (
    PLACEHOLDER,
    LinkTargetMissing,
    kept_action,
    key_of,
    lead_nowhere,
    point_at,
    sealed_outline,
    top_of,
    write_outline,
)
from documents.assembly.plan import Piece, Placed
from documents.assembly.stamps import Labels, Stamper, default_labels
from documents.assembly.structure import TagMerger
from documents.pages import Bookmark, Places, address_of, claims_ua, read_outline
from documents.tagging import SEAL

PRODUCER = "Panel Portal"
AGENDA, UPLOAD = "agenda", "upload"
OPENING = ("front", "agenda")  # kinds that need no way back to the agenda
NOT_OURS = {
    "/AA",
    "/B",
    "/Metadata",
    "/PieceInfo",
    "/Thumb",
    "/AF",
    "/Trans",
    "/Dur",
    "/PresSteps",
    "/ID",
    "/LastModified",
}


@dataclass(frozen=True)
class Meta:
    """What the pack says of itself. `made` is the fixed date written into it, never the clock's."""

    title: str
    author: str = ""
    language: str = "en-GB"
    subject: str = ""
    made: datetime = field(default=datetime(2000, 1, 1, tzinfo=UTC))


class PieceUnusable(Exception):
    """A piece's file is missing, cannot be opened, or has another number of pages than planned. Names the paper."""


@dataclass
class _Merged:
    """One piece after its pages stand in the pack. Annotations come with their places within the source."""

    entry: Placed
    pages: list[Any]
    annotations: list[tuple[Any, tuple[int, list[Any]] | None]]
    outline: tuple[Bookmark, ...]
    part: Any
    tagged: bool
    claims_ua: bool


def assemble(
    placed: Sequence[Placed],
    *,
    sources: Mapping[str, bytes | Path],
    meta: Meta,
    links: str = PLACEHOLDER,
    labels: Labels | None = None,
) -> bytes:
    """The pack as one PDF. `sources` holds each piece's file by key; `links` is the placeholder base address.

    Pages keep their printed numbers as page labels. A PDF/UA claim is written only if every piece makes it.
    Raises PieceUnusable and LinkTargetMissing, each naming the paper.
    """
    with pikepdf.new() as pack:
        watermarks = "".join(entry.piece.watermark for entry in placed)
        stamper, tags = Stamper(pack, labels or default_labels(), watermarks=watermarks), TagMerger(pack)
        opened: list[pikepdf.Pdf] = []
        try:
            merged = [_add(pack, stamper, tags, entry, sources, opened) for entry in placed]
            _point_links(merged, links)
            _stamp(pack, stamper, tags, merged, links)
            write_outline(pack, list(placed), [piece.outline for piece in merged])
            tags.finish()
            _describe(pack, placed, meta, merged)
            return saved(pack)
        finally:
            for source in opened:
                source.close()


def saved(pack: pikepdf.Pdf) -> bytes:
    """The file's bytes. The fastest compression costs 4 % in size: most of a pack was compressed when its pieces were."""
    written = BytesIO()
    mode = pikepdf.ObjectStreamMode.generate
    set_flate_compression_level(1)  # of the process, for want of another way
    try:
        pack.save(written, deterministic_id=True, object_stream_mode=mode, min_version="1.7", fix_metadata_version=False)
    finally:
        set_flate_compression_level(-1)
    return written.getvalue()


def _open(entry: Placed, sources: Mapping[str, bytes | Path]) -> pikepdf.Pdf:
    piece = entry.piece
    held = sources.get(piece.key)
    if held is None:
        raise PieceUnusable(f"“{piece.title}” has no file")
    try:
        source = pikepdf.open(BytesIO(held) if isinstance(held, bytes) else held)
    except (pikepdf.PdfError, OSError) as error:
        raise PieceUnusable(f"“{piece.title}” cannot be opened: {error}") from error
    if len(source.pages) != piece.pages:
        found = len(source.pages)
        source.close()
        raise PieceUnusable(f"“{piece.title}” has {found} pages where {piece.pages} were planned")
    return source


def _add(
    pack: pikepdf.Pdf,
    stamper: Stamper,
    tags: TagMerger,
    entry: Placed,
    sources: Mapping[str, bytes | Path],
    opened: list[pikepdf.Pdf],
) -> _Merged:
    """Copy one piece in, with fillers after it.

    Annotations are taken off before the pages are copied and brought after them: a link copied before the page it
    leads to would lead nowhere.
    """
    source = _open(entry, sources)
    opened.append(source)
    originals = [page.obj for page in source.pages]
    places, sealed = Places(source, originals), _is_sealed(source, entry.piece)
    outline = entry.piece.outline
    if outline is None:
        outline = sealed_outline(source.Root[f"/{SEAL}"]) if sealed else read_outline(source, places)
    taken = [_take_annotations(page) for page in originals]
    found = [[places.of_holder(annotation) for annotation in annotations] for annotations in taken]
    claims = claims_ua(source)
    start = len(pack.pages)
    pack.pages.extend(source.pages)
    pages = [pack.pages[number].obj for number in range(start, start + len(taken))]
    annotations: list[tuple[Any, tuple[int, list[Any]] | None]] = []
    for page, old, leads in zip(pages, taken, found, strict=True):
        if old:
            page.Annots = Array([pack.copy_foreign(annotation) for annotation in old])
            page.Tabs = Name.S
            annotations += zip(list(page.Annots), leads, strict=True)
    language = entry.piece.language or str(source.Root.get("/Lang", ""))
    title, prefix = entry.piece.title, f"p{len(opened)}"
    part = tags.add(source, pages, title=title, language=language, prefix=prefix, sealed=sealed)
    if not sealed:
        tags.adopt_links(part, pages)
    for _blank in range(entry.fillers):
        pack.pages.append(stamper.filler())
    tagged = "/StructTreeRoot" in source.Root
    return _Merged(entry, pages, annotations, outline, part, tagged, claims)


def _is_sealed(source: pikepdf.Pdf, piece: Piece) -> bool:
    """Whether we wrote the file and put its tags right; a stranger's file may only say so."""
    return piece.kind != UPLOAD and f"/{SEAL}" in source.Root and "/StructTreeRoot" in source.Root


def _take_annotations(page: Any) -> list[Any]:
    """Take the annotations off a page, and all that acts or belongs to the single file."""
    keys = page.keys()
    for key in keys & NOT_OURS:
        del page[key]
    if "/Annots" not in keys:
        return []
    annotations = page.Annots
    kept = [entry for entry in annotations if isinstance(entry, Dictionary) and entry.is_indirect]
    del page["/Annots"]
    return kept


# Links -----------------------------------------------------------------------------------------------------------


def _point_links(merged: list[_Merged], base: str) -> None:
    first_pages = {piece.entry.piece.key: piece for piece in merged}
    for piece in merged:
        for annotation, place in piece.annotations:
            key = key_of(address_of(annotation), base)
            if key is not None:
                target = first_pages.get(key)
                if target is None:
                    _refuse_on_agenda(piece.entry.piece, key)
                    lead_nowhere(annotation)
                    continue
                point_at(annotation, top_of(target.pages[0]), target.entry.piece.title)
                annotation.PackLink = String(key)
            elif place is not None:
                number, rest = place
                says = str(annotation.get("/Contents", "")) or piece.entry.piece.title
                point_at(annotation, Array([piece.pages[number], *rest]), says)
            else:
                kept_action(annotation)


def _refuse_on_agenda(piece: Piece, key: str) -> None:
    """The agenda is ours and must lead to every paper; a paper may name one that is in another edition, or in none."""
    if piece.kind == AGENDA:
        raise LinkTargetMissing(f"“{piece.title}” links to {key}, which is not in the pack")


def _needs_way_back(piece: _Merged, agenda: bool) -> bool:
    if not agenda or piece.entry.piece.kind in OPENING:
        return False
    links = piece.pages[0].get("/Annots", ())
    return not any(str(link.get("/PackLink", "")) == AGENDA for link in links)


def _add_way_back(stamper: Stamper, tags: TagMerger, piece: _Merged, target: Array) -> str:
    """Tag and link the words "Back to agenda" on a first page; gives the content that draws them."""
    page, pdf = piece.pages[0], stamper.pdf
    key = page.get("/StructParents")
    held = tags.held_by(key)
    content, box = stamper.back_link(page, len(held) if isinstance(held, Array) else 0)
    paragraph = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=piece.part))
    link = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Link, P=paragraph, Pg=page))
    annotation = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array(box), Border=Array([0, 0, 0]), F=4))
    point_at(annotation, target, stamper.labels.back)
    mcid = len(held) if isinstance(held, Array) else 0
    if isinstance(held, Array):
        held.append(link)
    else:
        page.StructParents = tags.new_key(Array([link]))
    annotation.StructParent = tags.new_key(link)
    link.K = Array([mcid, Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)])
    paragraph.K = Array([link])
    piece.part.K = Array([paragraph, *piece.part.K])
    page.Annots = Array([*page.get("/Annots", ()), annotation])
    page.Tabs = Name.S
    return content


# Numbers ---------------------------------------------------------------------------------------------------------


def _stamp(pack: pikepdf.Pdf, stamper: Stamper, tags: TagMerger, merged: list[_Merged], base: str) -> None:
    agenda = next((piece for piece in merged if piece.entry.piece.key == AGENDA), None)
    pages = [page.obj for page in pack.pages]
    for piece in merged:
        entry = piece.entry
        way_back = ""
        if agenda is not None and _needs_way_back(piece, True):
            way_back = _add_way_back(stamper, tags, piece, top_of(agenda.pages[0]))
        backed = entry.piece.kind == UPLOAD
        for offset, number in enumerate(entry.numbers):
            page = pages[entry.sheet + offset]
            watermark = entry.piece.watermark if backed or offset >= entry.piece.pages else ""
            stamper.number(page, number, backed=backed, extra=way_back if offset == 0 else "", watermark=watermark)
        for annotation, _place in piece.annotations:
            if "/PackLink" in annotation:
                del annotation["/PackLink"]


# Metadata --------------------------------------------------------------------------------------------------------


def _describe(pack: pikepdf.Pdf, placed: Sequence[Placed], meta: Meta, merged: list[_Merged]) -> None:
    root = pack.Root
    root.Lang = String(meta.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.MarkInfo = Dictionary(Marked=any(piece.tagged for piece in merged))
    root.PageMode = Name.UseOutlines
    root.PageLabels = Dictionary(Nums=Array(_page_labels(placed)))
    stamp = meta.made.astimezone(UTC)
    pack.trailer.Info = pack.make_indirect(
        Dictionary(
            Title=String(meta.title),
            Author=String(meta.author),
            Subject=String(meta.subject),
            Producer=String(PRODUCER),
            CreationDate=String(stamp.strftime("D:%Y%m%d%H%M%SZ")),
            ModDate=String(stamp.strftime("D:%Y%m%d%H%M%SZ")),
        )
    )
    packet = _xmp(meta, stamp.strftime("%Y-%m-%dT%H:%M:%SZ"), ua=all(piece.claims_ua for piece in merged))
    root.Metadata = pack.make_stream(packet.encode(), Type=Name.Metadata, Subtype=Name.XML)


def _page_labels(placed: Sequence[Placed]) -> list[Any]:
    """A number tree with an entry wherever the printed number does not simply go on."""
    nums: list[Any] = []
    expected = None
    for entry in placed:
        if entry.first != expected:
            nums += [entry.sheet, Dictionary(S=Name.D, St=entry.first)]
        expected = entry.numbers.stop
    return nums


def _xmp(meta: Meta, made: str, *, ua: bool) -> str:
    claim = "<pdfuaid:part>1</pdfuaid:part>" if ua else ""
    language, title = escape(meta.language, {'"': "&quot;"}), escape(meta.title)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
        f"<dc:creator><rdf:Seq><rdf:li>{escape(meta.author)}</rdf:li></rdf:Seq></dc:creator>"
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{escape(meta.subject)}</rdf:li></rdf:Alt>'
        f"</dc:description><dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>"
        f"<xmp:CreateDate>{made}</xmp:CreateDate><xmp:ModifyDate>{made}</xmp:ModifyDate>"
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>{claim}"
        "</rdf:Description></rdf:RDF></x:xmpmeta>\n"
        '<?xpacket end="w"?>'
    )
