"""Packs: what a meeting's pack holds in each edition, asked for, built and published. `documents` makes it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from documents.assembly.links import placeholder
from documents.choices import Access, Edition, ExemptParagraph, PackStatus
from documents.models import Pack, Paper
from documents.papers import piece_html
from documents.services.files import read_bytes
from documents.services.packs import (
    STYLESHEETS,
    Built,
    PackPlan,
    Progress,
    Ranges,
    Section,
    build,
    drop_printed,
    keep_pack,
    keep_printed,
    piece_cache,
    publish_pack,
    take_down_pack,
)
from documents.services.papers import withdraw_paper
from interface import clock
from interface.markdown import render
from interface.templatetags.dates import long_date
from jobs.models import Job
from jobs.services import enqueue
from meetings.choices import ItemState, Publication
from meetings.models import AgendaItem, Meeting
from meetings.rules import SeenItem
from meetings.services.reading import seen_agenda
from panels.models import ContactOfficer, Host, InformationSheet, Membership

BUILD_JOB = "meetings.build_pack"
FRONT, AGENDA, SHEET = "front-sheet", "agenda", "information-sheet"


def editions(meeting: Meeting) -> list[str]:
    """The editions a meeting needs: members have one of their own only where something is private.

    A meeting that is not open to the public has a members' edition alone.
    """
    if meeting.publication != Publication.PUBLIC:
        return [Edition.MEMBERS]
    items = meeting.agenda_items.exclude(state=ItemState.WITHDRAWN)
    has_private = items.exclude(access=Access.PUBLIC).exists()
    return [Edition.PUBLIC, Edition.MEMBERS] if has_private else [Edition.PUBLIC]


@translation.override(settings.LANGUAGE_CODE)
def pack_plan(meeting: Meeting, edition: str) -> PackPlan:
    """What an edition of a meeting's pack holds, in order: front sheet, agenda, information sheet, papers, private ones last.

    The public edition is handed public faces and public papers only (Local Government Act 1972, s.100B(2)).
    """
    is_members = edition == Edition.MEMBERS
    faces = [face for face in seen_agenda(meeting, entitled=is_members) if not face.is_withdrawn]
    items = {item.slug: item for item in meeting.agenda_items.for_page()}
    running, sheets = running_head(meeting), _sheets_before(meeting, edition)
    sections = [
        paper_section(paper, face.label, running, sheets=sheets.get(paper.slug, 1))
        for face in faces
        for paper in _papers(items[face.slug], is_members)
    ]
    return PackPlan(
        area=meeting.area,
        body=meeting.body,
        collection=meeting.slug,
        edition=edition,
        title=f"{_kind_words(edition)}, {long_date(meeting.held_on)}, {meeting.body.name}",
        dated=datetime.combine(_published_on(meeting), time(0), tzinfo=UTC),
        opening=lambda ranges, blanks=0: _opening(meeting, edition, faces, ranges, blanks),
        papers=tuple(sorted(sections, key=lambda section: section.exempt)),
    )


def _kind_words(edition: str) -> str:
    return _("Members’ document pack") if edition == Edition.MEMBERS else _("Public document pack")


def _published_on(meeting: Meeting) -> date:
    """The day printed as that of publication: today until the agenda is out, then the day it went out."""
    return clock.as_local(meeting.published_at).date() if meeting.published_at else clock.today()


def _papers(item: AgendaItem, is_members: bool) -> list[Paper]:
    """An item's papers that an edition may hold; the public one is refused everything that is not public.

    A paper withdrawn after its agenda went out keeps its place: its pages say that it was withdrawn.
    """
    is_out = item.meeting.agenda_is_out
    papers = [p for link in item.item_papers.all() if (p := link.paper).current and (is_out or not p.withdrawn_at)]
    return papers if is_members else [p for p in papers if p.access == Access.PUBLIC and not item.is_private]


def _sheets_before(meeting: Meeting, edition: str) -> dict[str, int]:
    """How many pages each paper had when its pack last went out: a withdrawn one keeps as many."""
    packs = Pack.objects.filter(area=meeting.area, collection=meeting.slug, edition=edition)
    newest = packs.exclude(status=PackStatus.PREVIEW).order_by("-number").first()
    return {piece["key"]: piece["pages"] for piece in newest.manifest["pieces"]} if newest else {}


def paper_section(paper: Paper, item_label: str, running: str, *, sheets: int = 1) -> Section:
    """A paper as a piece: the rebuilt upload, the document to render from its text, or sheets that say it was withdrawn."""
    version = paper.current
    facts: dict[str, Any] = {
        "key": paper.slug,
        "title": paper.title,
        "item_label": item_label,
        "exempt": paper.access != Access.PUBLIC,
    }
    if version is None:
        raise ValueError(f"{paper.slug} has no version")
    if version.pdf is not None and not paper.withdrawn_at:
        return Section(kind="upload", pdf=read_bytes(version.pdf), **facts)
    html = piece_html(paper, version, running=running, item_label=item_label, sheets=sheets)
    return Section(html=html, **facts)


@translation.override(settings.LANGUAGE_CODE)
def running_head(meeting: Meeting) -> str:
    """What stands at the head of every page of the meeting's papers."""
    return f"{meeting.body.name}, {long_date(meeting.held_on)}"


def _opening(meeting: Meeting, edition: str, faces: list[SeenItem], ranges: Ranges, blanks: int) -> list[Section]:
    """Front sheet, agenda with the ranges, and the public information sheet in force on the day."""
    on = meeting.held_on
    common = {"meeting": meeting, "running": running_head(meeting), "area": meeting.area}
    front = _front_context(meeting, edition)
    agenda = {"lines": [_line(face, ranges) for face in faces], "blanks": range(blanks)}
    sections = [
        Section(FRONT, _("Front sheet"), "front", html=_html("front_sheet", common | front)),
        Section(AGENDA, _("Agenda"), "agenda", html=_html("agenda", common | agenda)),
    ]
    sheet = InformationSheet.objects.on(on).filter(body=meeting.body).order_by("-number").first()
    if sheet and meeting.publication == Publication.PUBLIC:
        text = {"text": render(sheet.text, level=2, for_pdf=True)}
        sections.append(Section(SHEET, _("Public information sheet"), "sheet", html=_html("information_sheet", common | text)))
    return sections


def _html(name: str, context: Mapping[str, Any]) -> str:
    return render_to_string(f"meetings/pdf/{name}.html", dict(context))


def _front_context(meeting: Meeting, edition: str) -> dict[str, Any]:
    on = meeting.held_on
    host = Host.objects.on(on).filter(body=meeting.body).select_related("authority").first()
    contact = ContactOfficer.objects.on(_published_on(meeting)).filter(body=meeting.body).first()
    return {
        "pack_title": _kind_words(edition),
        "kind_words": _kind_words(edition),
        "members": members_by_authority(meeting),
        "host": host,
        "is_hosted": host is not None,
        "contact": contact,
        "published_on": _published_on(meeting),
        "web_address": f"{settings.SITE_ADDRESS.split('://')[-1]}{meeting.get_absolute_url()}",
        "is_open": meeting.publication == Publication.PUBLIC,
    }


def members_by_authority(meeting: Meeting) -> list[dict[str, Any]]:
    """The body's members on the day of the meeting: one group an authority, independent members last."""
    on = meeting.held_on
    rows = Membership.objects.on(on).filter(body=meeting.body).for_page()
    named = [(row.authority.name if row.authority else _("Independent members"), _member_words(row, on)) for row in rows]
    ordered = sorted(zip(rows, named, strict=True), key=lambda pair: (pair[0].co_opted, pair[1][0]))
    grouped = groupby((name for _row, name in ordered), key=lambda name: name[0])
    return [{"name": group, "members": [words for _group, words in members]} for group, members in grouped]


def _member_words(membership: Membership, on: date) -> str:
    held = [o for o in membership.offices.all() if o.started_on <= on and (o.ended_on is None or o.ended_on >= on)]
    offices = f" ({', '.join(office.get_kind_display() for office in held)})" if held else ""
    return f"{membership.person.name}{offices}"


def _line(face: SeenItem, ranges: Ranges) -> dict[str, Any]:
    """An item of the printed agenda: its first paper's pages beside its title, further papers on lines of their own."""
    papers = [
        {"title": paper.title, "pages": ranges.get(paper.slug, (88, 88)), "address": placeholder(paper.slug)}
        for paper in face.papers
        if not paper.is_withdrawn or paper.slug in ranges
    ]
    first = papers[0] if papers else {}
    return {
        "item": face,
        "pages": first.get("pages"),
        "address": first.get("address"),
        "more": papers[1:],
        "paragraph_words": ExemptParagraph(face.paragraph).label if face.paragraph else "",
    }


def pack_inputs(meeting: Meeting, edition: str) -> str:
    """The hash of all that an edition would be built from now."""
    return pack_plan(meeting, edition).inputs()


def request_packs(*, meeting: Meeting, actor: User) -> Job:
    """Ask for the meeting's packs to be built in the background; asking again while one is under way gives the same job."""
    return _request(meeting, actor, "preview", again=False)


def _request(meeting: Meeting, actor: User, what: str, *, again: bool) -> Job:
    payload = {"area": meeting.area.slug, "meeting": meeting.slug, "actor": actor.pk, "again": again}
    key = f"{meeting.area.slug}/{meeting.slug}/{what}"
    return enqueue(BUILD_JOB, key=key, payload=payload, requested_by=actor, area_slug=meeting.area.slug)


def build_packs(*, meeting: Meeting, actor: User | None, progress: Progress | None = None, again: bool = False) -> list[Pack]:
    """Build and keep every edition the meeting needs, as previews. What `progress` raises stops the build.

    Refuses a meeting whose agenda is out, unless its packs are made `again` after a withdrawal.
    Raises rendering.PieceFailed naming a paper, and ValidationError where the numbers do not settle.
    """
    if meeting.agenda_is_out and not again:
        raise ValidationError(_("The agenda is published. Its pack is not built again"))
    plans = [(plan := pack_plan(meeting, edition), plan.inputs()) for edition in editions(meeting)]
    return [
        keep_pack(plan=plan, built=built, inputs=inputs, actor=actor)
        for (plan, inputs), built in zip(plans, built_alike([plan for plan, _inputs in plans], progress), strict=True)
    ]


def built_alike(plans: list[PackPlan], progress: Progress | None = None) -> list[Built]:
    """Every edition, the shorter agenda filled with blank sheets, so that a page has one number in all of them."""
    built = [build(plan, progress=progress) for plan in plans]
    longest = max(one.agenda_pages for one in built)
    return [
        one if one.agenda_pages == longest else build(plan, agenda_pages=longest, progress=progress)
        for plan, one in zip(plans, built, strict=True)
    ]


def current_packs(meeting: Meeting) -> dict[str, Pack | None]:
    """The newest pack of each edition the meeting needs, or None where it is not built. For those who prepare it."""
    kept = Pack.objects.all()
    return {edition: kept.current(meeting.area, meeting.slug, edition) for edition in editions(meeting)}


@transaction.atomic
def withdraw_from_packs(*, meeting: Meeting, paper: Paper, reason: str, actor: User) -> Job | None:
    """Withdraw a paper and, in the same step, every pack on offer that holds it; give the job that makes them again.

    Nobody is served the paper from here on. The packs come back with the same numbers and sheets that say "withdrawn".
    """
    drop_printed(paper=withdraw_paper(paper=paper, reason=reason, actor=actor))
    published = Pack.objects.filter(area=meeting.area, collection=meeting.slug, status=PackStatus.PUBLISHED)
    holding = [pack for pack in published if paper.slug in pack.manifest["ranges"]]
    for pack in holding:
        take_down_pack(pack=pack, actor=actor)
    return _request(meeting, actor, f"without {paper.reference}", again=True) if holding else None


def publish_packs(*, meeting: Meeting, actor: User) -> list[Pack]:
    """Put the packs built from the present versions on offer, within the transaction that publishes the agenda.

    Raises ValidationError where one is missing or out of date, or where the editions do not number the same pages alike.
    """
    packs = current_packs(meeting)
    for edition, pack in packs.items():
        if pack is None:
            raise ValidationError(_("Build the pack"))
        if pack.inputs != pack_inputs(meeting, edition):
            raise ValidationError(_("The pack was built before the last change. Build it again"))
    found = [pack for pack in packs.values() if pack]
    if meeting.agenda_is_out and not all(_numbers_stand(meeting, pack) for pack in found):
        raise ValidationError(_("The pack cannot be made again with the page numbers that it was published with"))
    if not editions_agree(found):
        raise ValidationError(_("The public and the members’ edition number pages differently. Shorten a title on the agenda"))
    _keep_printed(meeting)
    return [publish_pack(pack=pack, actor=actor) for pack in found]


def _keep_printed(meeting: Meeting) -> None:
    """Freeze every written paper's own PDF as the packs print it."""
    edition = editions(meeting)[-1]  # the widest: it holds every paper
    sections = {section.key: section for section in pack_plan(meeting, edition).papers}
    for paper in Paper.objects.filter(area=meeting.area, collection=meeting.slug, slug__in=sections, withdrawn_at=None):
        section = sections[paper.slug]
        if section.html:
            keep_printed(paper=paper, pdf=piece_cache().get_or_render(section.html, stylesheets=STYLESHEETS))


def _numbers_stand(meeting: Meeting, pack: Pack) -> bool:
    """Whether a pack made again gives every paper the pages it had when the pack last went out."""
    older = Pack.objects.filter(area=meeting.area, collection=meeting.slug, edition=pack.edition, number__lt=pack.number)
    last = older.exclude(status=PackStatus.PREVIEW).order_by("-number").first()
    return last is None or last.manifest["ranges"] == pack.manifest["ranges"]


def editions_agree(packs: list[Pack]) -> bool:
    """Whether every paper that several editions hold has the same pages in each."""
    ranges = [pack.manifest["ranges"] for pack in packs]
    return all(one[key] == other[key] for one in ranges for other in ranges for key in one.keys() & other.keys())
