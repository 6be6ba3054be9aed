"""Making a pack: render its pieces, number them, put them together, store the whole, and only then record it.

`meetings` plans a pack and hands the plan over; nothing here knows what a meeting is.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
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
from documents.assembly.manifest import manifest
from documents.assembly.merge import AGENDA, Meta, assemble
from documents.assembly.plan import Piece, Placed, plan_pages
from documents.choices import Edition, PackStatus, StoreName
from documents.models import Pack, Paper, PaperVersion
from documents.services.files import (
    drop_file,
    ensure_public,
    ensure_restricted,
    read_bytes,
    store_bytes,
    store_folder,
)
from interface import clock
from panels.models import Body, PoliceArea

PDF = "application/pdf"
STYLESHEETS = (rendering.STATIC / "css" / "pack.css",)
MOST_ROUNDS = 6  # the agenda names pages, and naming them may lengthen it; it settles at the second round in practice
Ranges = Mapping[str, tuple[int, int]]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Section:
    """One piece of a pack: a whole HTML document to render, or the PDF of an upload. `key` is its name in links and ranges."""

    key: str
    title: str
    kind: str = "report"
    item_label: str = ""
    exempt: bool = False
    html: str = ""
    pdf: bytes = b""

    @property
    def digest(self) -> str:
        """What decides the section's pages: the piece's key, or the upload's hash."""
        return hashlib.sha256(self.pdf).hexdigest() if self.pdf else rendering.piece_key(self.html, STYLESHEETS)


@dataclass(frozen=True)
class PackPlan:
    """What a pack is to hold. `opening` writes front sheet and agenda once it knows which pages each paper has.

    Its second argument is how many blank sheets the agenda ends with, so that both editions number papers alike.
    """

    area: PoliceArea
    body: Body
    collection: str
    edition: str
    title: str
    dated: datetime
    opening: Callable[..., list[Section]]
    papers: tuple[Section, ...]

    @translation.override(settings.LANGUAGE_CODE)
    def inputs(self) -> str:
        """The hash of all that the pack is made from; another hash means that a stored pack is out of date."""
        sections = [*self.opening({}, 0), *self.papers]
        facts = [[s.key, s.title, s.kind, s.item_label, s.exempt, s.digest] for s in sections]
        return hashlib.sha256(json.dumps([self.edition, self.title, facts]).encode()).hexdigest()


@dataclass(frozen=True)
class Built:
    """A pack in memory: its bytes, its manifest with page ranges, and how many pieces had to be rendered."""

    pdf: bytes
    manifest: dict[str, Any]
    page_count: int
    rendered: int
    agenda_pages: int = 0


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
    placed, sources = _settle(plan, cache, tell, agenda_pages)
    tell(_("Putting the pages together"), 0, 1)
    meta = Meta(title=plan.title, author=plan.body.name, made=plan.dated.astimezone(UTC))
    pdf = assemble(placed, sources=sources, meta=meta)
    tell(_("Reading the numbers back"), 0, 1)
    _refuse_wrong_pages(pdf, placed)
    facts = manifest(placed, sources=sources, pack=pdf)
    facts |= {"edition": plan.edition, "title": plan.title, "ranges": _ranges(placed, plan)}
    return Built(
        pdf=pdf,
        manifest=facts,
        page_count=facts["pages"],
        rendered=cache.rendered,
        agenda_pages=rendering.page_count(sources[AGENDA]),
    )


def _settle(
    plan: PackPlan, cache: rendering.PieceCache, tell: Progress, agenda_pages: int
) -> tuple[list[Placed], dict[str, bytes]]:
    """Plan the pages until the opening, which prints the ranges, no longer changes."""
    ranges: Ranges = {}
    blanks = 0
    for _round in range(MOST_ROUNDS):
        sections = [*plan.opening(ranges, blanks), *plan.papers]
        sources = _sources(sections, cache, tell)
        placed = plan_pages([_piece(section, sources[section.key]) for section in sections])
        found = _ranges(placed, plan)
        short = agenda_pages - rendering.page_count(sources[AGENDA])
        if found == ranges and short <= 0:
            return placed, sources
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

    The file is whole and synced in the restricted store before the row exists.
    """
    body = Body.objects.select_for_update().get(pk=plan.body.pk)
    series = Pack.objects.filter(area=plan.area, collection=plan.collection, edition=plan.edition)
    newest = series.order_by("-number").first()
    on_offer = newest and newest.status != PackStatus.SUPERSEDED
    if newest and on_offer and newest.inputs == inputs and newest.file.sha256 == built.manifest["sha256"]:
        return newest
    file = store_bytes(store=StoreName.RESTRICTED, data=built.pdf, media_type=PDF)
    pack = Pack(
        area=plan.area,
        body=body,
        collection=plan.collection,
        edition=plan.edition,
        number=(series.aggregate(last=Max("number"))["last"] or 0) + 1,
        file=file,
        page_count=built.page_count,
        manifest=built.manifest,
        inputs=inputs,
        built_at=clock.now(),
    )
    pack.full_clean()
    pack.save()
    detail = {"edition": pack.edition, "number": pack.number, "sha256": file.sha256, "pages": pack.page_count}
    record(actor=actor, action="documents.pack_built", target=pack, area=plan.area, detail=detail)
    return pack


@transaction.atomic
def publish_pack(*, pack: Pack, actor: User) -> Pack:
    """Put a pack on offer: the public edition's file enters the public store, and older packs of it are superseded."""
    pack = Pack.objects.select_for_update().select_related("file", "area").get(pk=pack.pk)
    older = Pack.objects.filter(area=pack.area, collection=pack.collection, edition=pack.edition)
    older.filter(status=PackStatus.PUBLISHED).exclude(pk=pack.pk).update(status=PackStatus.SUPERSEDED)
    if pack.edition == Edition.PUBLIC:
        pack.file = ensure_public(pack.file)
    pack.status = PackStatus.PUBLISHED
    pack.published_at = clock.now()
    pack.save(update_fields=["file", "status", "published_at"])
    detail = {"edition": pack.edition, "number": pack.number, "sha256": pack.file.sha256}
    record(actor=actor, action="documents.pack_published", target=pack, area=pack.area, detail=detail)
    return pack


@transaction.atomic
def keep_printed(*, paper: Paper, pdf: bytes) -> None:
    """Freeze the PDF of a written paper with its publication: no later change of style, name or library alters it."""
    version = PaperVersion.objects.select_for_update(of=("self",)).get(paper=paper, pk=paper.current_id or 0)
    store = StoreName.RESTRICTED if paper.is_private else StoreName.PUBLIC
    version.printed = store_bytes(store=store, data=pdf, media_type=PDF)
    version.save(update_fields=["printed"])


@transaction.atomic
def drop_printed(*, paper: Paper) -> None:
    """Take the frozen PDF of a withdrawn paper out of its store."""
    for version in paper.versions.select_related("printed").filter(printed__isnull=False):
        file, version.printed = version.printed, None
        version.save(update_fields=["printed"])
        if file:
            drop_file(file)


@transaction.atomic
def take_down_pack(*, pack: Pack, actor: User | None) -> Pack:
    """Take a published pack off offer at once: its file leaves the public store with this transaction."""
    pack = Pack.objects.select_for_update().select_related("file", "area").get(pk=pack.pk)
    public, pack.file = pack.file, ensure_restricted(pack.file)
    pack.status = PackStatus.SUPERSEDED
    pack.save(update_fields=["file", "status"])
    if public.pk != pack.file.pk:
        drop_file(public)
    detail = {"edition": pack.edition, "number": pack.number, "sha256": pack.file.sha256}
    record(actor=actor, action="documents.pack_taken_down", target=pack, area=pack.area, detail=detail)
    return pack


def read_pack(pack: Pack) -> bytes:
    """The bytes of a pack. The caller has fetched it through `visible_to`."""
    return read_bytes(pack.file)
