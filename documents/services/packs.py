"""Making a pack: render its pieces, number them, put them together, store the whole, and only then record it.

`meetings` plans a pack and hands the plan over; nothing here knows what a meeting is.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents import rendering
from documents.assembly.check import problem_sheets
from documents.assembly.manifest import digest, manifest
from documents.assembly.merge import AGENDA, Meta, assemble
from documents.assembly.plan import Piece, Placed, plan_pages
from documents.choices import Edition, PackStatus, StoreName
from documents.models import Pack, Paper, PaperVersion, StoredFile
from documents.services.files import (
    drop_file,
    ensure_public,
    ensure_restricted,
    read_bytes,
    store_bytes,
    store_folder,
)
from documents.services.pack_plans import STYLESHEETS, PackPlan, Ranges, Section
from documents.services.pictures import drop_views
from interface import clock
from panels.models import Body

PDF = "application/pdf"
MOST_ROUNDS = 6  # the agenda names pages, and naming them may lengthen it; it settles at the second round in practice
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Built:
    """A pack in memory: its print edition, the same without fillers for the screen, its manifest with page ranges, and how
    many pieces had to be rendered."""

    pdf: bytes
    manifest: dict[str, Any]
    page_count: int
    rendered: int
    agenda_pages: int = 0
    screen: bytes = b""
    screen_pages: int = 0


def piece_cache() -> rendering.PieceCache:
    """The cache of rendered pieces. It lies in the restricted store, since drafts and private papers pass through it.

    A piece is found only by the hash of its own content, so a pack can reach no piece but those it was handed.
    """
    return rendering.PieceCache(store_folder(StoreName.RESTRICTED) / "pieces")


@translation.override(settings.LANGUAGE_CODE)
def build(plan: PackPlan, *, agenda_pages: int = 0, progress: Progress | None = None) -> Built:
    """Render what is missing and assemble the pack; nothing is stored but the pieces.

    The agenda is filled up to `agenda_pages` where another edition's is longer. A pack is in the portal's language,
    whoever asks for it.

    What `progress` raises stops the build; finished pieces stay kept. Raises rendering.PieceFailed, naming the paper,
    and ValidationError where the pages read back are not those planned.
    """
    tell = progress or (lambda stage, done, total: None)
    cache = piece_cache()
    pieces, sources = _settle(plan, cache, tell, agenda_pages)
    meta = Meta(title=plan.title, author=plan.body.name, made=plan.dated.astimezone(UTC))
    placed = plan_pages(pieces, first=plan.first)
    on_screen = plan_pages(pieces, first=plan.first, fillers=False)
    pdf = _assembled(placed, sources, meta, tell)
    screen = _assembled(on_screen, sources, meta, tell)
    facts = manifest(placed, sources=sources, pack=pdf)
    screen_pages = sum(entry.sheets for entry in on_screen)
    facts |= {"edition": plan.edition, "title": plan.title, "ranges": _ranges(placed, plan)}
    facts |= {"part": plan.part, "screen": {"sha256": digest(screen), "pages": screen_pages}}
    _name_versions(facts, plan)
    return Built(
        pdf=pdf,
        manifest=facts,
        page_count=facts["pages"],
        rendered=cache.rendered,
        agenda_pages=rendering.page_count(sources[AGENDA]),
        screen=screen,
        screen_pages=screen_pages,
    )


def _assembled(placed: Sequence[Placed], sources: dict[str, bytes], meta: Meta, tell: Progress) -> bytes:
    """The pages put together and read back."""
    tell(_("Putting the pages together"), 0, 1)
    pdf = assemble(placed, sources=sources, meta=meta)
    tell(_("Reading the numbers back"), 0, 1)
    _refuse_wrong_pages(pdf, placed)
    return pdf


def _name_versions(facts: dict[str, Any], plan: PackPlan) -> None:
    """Say of each piece which version of the paper it is, and which item it belongs to."""
    papers = {section.key: section for section in plan.papers}
    for piece in facts["pieces"]:
        section = papers.get(piece["key"])
        piece["version"] = section.version if section else 0
        piece["label"] = section.item_label if section else ""


def _settle(
    plan: PackPlan, cache: rendering.PieceCache, tell: Progress, agenda_pages: int
) -> tuple[list[Piece], dict[str, bytes]]:
    """Plan the pages until the opening, which prints the ranges, no longer changes."""
    ranges: Ranges = {}
    blanks = 0
    for _round in range(MOST_ROUNDS):
        sections = [*plan.opening(ranges, blanks), *plan.papers]
        sources = _sources(sections, cache, tell)
        pieces = [_piece(section, sources[section.key]) for section in sections]
        found = _ranges(plan_pages(pieces, first=plan.first), plan)
        short = agenda_pages - rendering.page_count(sources[AGENDA])
        if found == ranges and short <= 0:
            return pieces, sources
        blanks += max(short, 0)
        ranges = found
    raise ValidationError(_("The page numbers of the agenda do not settle. Shorten a title on the agenda"))


def _refuse_wrong_pages(pdf: bytes, placed: Sequence[Placed]) -> None:
    """A pack whose stamped numbers or tags are not those planned is never kept; the papers at fault are named."""
    if found := problem_sheets(pdf, placed):
        words = _("The pack does not read back as it was planned: %(papers)s")
        papers = sorted({f"“{title}”" if title else problem for title, problem in found})
        raise ValidationError(words % {"papers": ", ".join(papers)})


def _ranges(placed: Sequence[Placed], plan: PackPlan) -> dict[str, tuple[int, int]]:
    """First and last printed page of each paper, by its key."""
    papers = {section.key for section in plan.papers}
    return {entry.piece.key: (entry.first, entry.last) for entry in placed if entry.piece.key in papers}


def _piece(section: Section, pdf: bytes) -> Piece:
    return Piece(
        key=section.key,
        title=section.title,
        pages=rendering.page_count(pdf),
        kind=section.kind,
        item_label=section.item_label,
        exempt=section.exempt,
        watermark=section.watermark,
    )


def _sources(sections: Sequence[Section], cache: rendering.PieceCache, tell: Progress) -> dict[str, bytes]:
    """Each section's PDF, rendered in parallel where the cache lacks it."""
    written = [section for section in sections if not section.pdf]
    jobs = [rendering.RenderJob(title=s.title, html=s.html, stylesheets=STYLESHEETS) for s in written]
    keys = rendering.render_all(
        jobs,
        cache=cache,
        progress=lambda done, total: tell(_("Making the pieces"), done, total),
    )
    found = {section.key: section.pdf for section in sections if section.pdf}
    for section, key in zip(written, keys, strict=True):
        found[section.key] = cache.get(key) or b""
    return found


@transaction.atomic
def keep_pack(*, plan: PackPlan, built: Built, inputs: str, actor: User | None) -> Pack:
    """Store a built pack and record it as a preview; a pack of the same inputs that is kept already is given back.

    Both files are whole and synced in the restricted store before the row exists.
    """
    body = Body.objects.select_for_update().get(pk=plan.body.pk)
    series = Pack.objects.filter(area=plan.area, collection=plan.collection, part=plan.part, edition=plan.edition)
    newest = series.select_related("file", "screen").order_by("-number").first()
    if newest and newest.status != PackStatus.SUPERSEDED and newest.inputs == inputs and _is_same(newest, built):
        return newest
    screen = built.screen or built.pdf
    file = store_bytes(store=StoreName.RESTRICTED, data=built.pdf, media_type=PDF)
    pack = Pack(
        area=plan.area,
        body=body,
        collection=plan.collection,
        part=plan.part,
        edition=plan.edition,
        number=(series.aggregate(last=Max("number"))["last"] or 0) + 1,
        file=file,
        page_count=built.page_count,
        screen=store_bytes(store=StoreName.RESTRICTED, data=screen, media_type=PDF),
        screen_pages=built.screen_pages or built.page_count,
        manifest=built.manifest,
        inputs=inputs,
        built_at=clock.now(),
    )
    pack.full_clean()
    pack.save()
    detail = {"part": pack.part, "edition": pack.edition, "number": pack.number, "sha256": file.sha256, "pages": pack.page_count}
    record(actor=actor, action="documents.pack_built", target=pack, area=plan.area, detail=detail)
    return pack


def _is_same(pack: Pack, built: Built) -> bool:
    screen = built.manifest.get("screen", {}).get("sha256", "")
    return pack.file.sha256 == built.manifest["sha256"] and (pack.screen.sha256 if pack.screen else "") == screen


@transaction.atomic
def publish_pack(*, pack: Pack, actor: User) -> Pack:
    """Put a pack on offer: the public edition's files enter the public store, and every other pack of it is superseded.

    An older preview goes as well: it may hold what is withdrawn one day. One that was on offer until now leaves the public
    store.
    """
    pack = _lock(pack)
    others = Pack.objects.filter(area=pack.area, collection=pack.collection, part=pack.part, edition=pack.edition)
    for other in others.exclude(status=PackStatus.SUPERSEDED).exclude(pk=pack.pk).select_related("file", "screen").order_by("pk"):
        _put_away(other)
    if pack.edition == Edition.PUBLIC:
        _move_files(pack, ensure_public)
    pack.status = PackStatus.PUBLISHED
    pack.published_at = clock.now()
    pack.save(update_fields=["file", "screen", "status", "published_at"])
    record(actor=actor, action="documents.pack_published", target=pack, area=pack.area, detail=_detail(pack))
    return pack


def _lock(pack: Pack) -> Pack:
    found = Pack.objects.select_for_update(of=("self",)).select_related("file", "screen", "area")
    return found.get(pk=pack.pk)


def _move_files(pack: Pack, into: Callable[[StoredFile], StoredFile]) -> None:
    """Point a pack at the copies of its files in another store, in the order of their hashes, as everybody stores files."""
    moved = {file.sha256: into(file) for file in sorted(_files(pack), key=lambda file: file.sha256)}
    pack.file = moved[pack.file.sha256]
    pack.screen = moved[pack.screen.sha256] if pack.screen else None


def _files(pack: Pack) -> Iterable[StoredFile]:
    return [file for file in (pack.file, pack.screen) if file]


def _detail(pack: Pack) -> dict[str, Any]:
    return {"part": pack.part, "edition": pack.edition, "number": pack.number, "sha256": pack.file.sha256}


@transaction.atomic
def keep_printed(*, paper: Paper, pdf: bytes) -> None:
    """Freeze the PDF of a written paper with its publication: no later change of style, name or library alters it."""
    version = PaperVersion.objects.select_for_update(of=("self",)).get(paper=paper, pk=paper.current_id or 0)
    store = StoreName.RESTRICTED if paper.is_private else StoreName.PUBLIC
    version.printed = store_bytes(store=store, data=pdf, media_type=PDF)
    version.save(update_fields=["printed"])


@transaction.atomic
def drop_printed(*, paper: Paper) -> None:
    """Take the frozen PDFs of a withdrawn paper, large print too, out of their store."""
    for version in paper.versions.select_related("printed", "large_print"):
        files = [file for file in (version.printed, version.large_print) if file]
        version.printed = version.large_print = None
        version.save(update_fields=["printed", "large_print"])
        for file in files:
            drop_file(file)


@transaction.atomic
def take_down_pack(*, pack: Pack, actor: User | None) -> Pack:
    """Take a pack off offer at once: its files leave the public store with this transaction."""
    pack = _lock(pack)
    _put_away(pack)
    record(actor=actor, action="documents.pack_taken_down", target=pack, area=pack.area, detail=_detail(pack))
    return pack


def _put_away(pack: Pack) -> None:
    """Off offer, its files out of the public store, and what readers were shown of it gone."""
    before = {file.pk: file for file in _files(pack)}
    _move_files(pack, ensure_restricted)
    pack.status = PackStatus.SUPERSEDED
    pack.save(update_fields=["file", "screen", "status"])
    after = {file.pk for file in _files(pack)}
    for key, file in sorted(before.items(), key=lambda entry: entry[1].sha256):
        if key not in after:
            drop_file(file)
    drop_views(pack.file)


def read_pack(pack: Pack) -> bytes:
    """The bytes of a pack. The caller has fetched it through `visible_to`."""
    return read_bytes(pack.file)
