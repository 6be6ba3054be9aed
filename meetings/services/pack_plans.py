"""Planning: what a meeting's pack and its supplements hold in each edition, read at one moment."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from documents.assembly.links import placeholder
from documents.choices import Access, Edition, ExemptParagraph
from documents.models import Pack, Paper
from documents.papers import exempt_line, piece_html
from documents.services.files import read_bytes
from documents.services.pack_plans import PackPlan, Ranges, Section
from interface import clock
from interface.markdown import render
from interface.templatetags.dates import long_date
from meetings.choices import ItemState, Publication
from meetings.models import AgendaItem, ItemPaper, Meeting, Supplement
from meetings.rules import SeenItem
from meetings.services.lateness import lateness, supplement_lateness
from meetings.services.locks import lock
from meetings.services.reading import offices_on_the_day, seen_agenda
from panels.models import ContactOfficer, Host, InformationSheet, Membership

FRONT, AGENDA, SHEET = "front-sheet", "agenda", "information-sheet"


@dataclass(frozen=True)
class Planned:
    """A plan with the hash of all that it is made from."""

    plan: PackPlan
    inputs: str


@transaction.atomic
def planned(meeting: Meeting, part: int = 0) -> list[Planned]:
    """The plans of every edition of a part, read while nothing on the meeting can change.

    Whoever changes the agenda or a paper holds the meeting too, so that a pack is one recorded set of versions.
    """
    locked = lock(meeting)
    plans = [pack_plan(locked, edition, part) for edition in editions(locked, part)]
    return [Planned(plan, plan.inputs()) for plan in plans]


def editions(meeting: Meeting, part: int = 0) -> list[str]:
    """The editions a meeting needs: members have one of their own only where something is private.

    A meeting that is not open to the public has a members' edition alone.
    """
    if meeting.publication != Publication.PUBLIC:
        return [Edition.MEMBERS]
    if part:
        links = ItemPaper.objects.filter(supplement__meeting=meeting, supplement__number=part)
        has_private = links.exclude(paper__access=Access.PUBLIC).exists()
    else:
        items = meeting.agenda_items.exclude(state=ItemState.WITHDRAWN)
        has_private = items.exclude(access=Access.PUBLIC).exists()
    return [Edition.PUBLIC, Edition.MEMBERS] if has_private else [Edition.PUBLIC]


def pack_inputs(meeting: Meeting, edition: str, part: int = 0) -> str:
    """The hash of all that an edition would be built from now. No file is read for it: each is known by its own hash."""
    return pack_plan(meeting, edition, part, read=False).inputs()


@translation.override(settings.LANGUAGE_CODE)
def pack_plan(meeting: Meeting, edition: str, part: int = 0, *, read: bool = True) -> PackPlan:
    """What an edition of a meeting's pack holds, in order: front sheet, agenda, information sheet, papers, private ones last.

    A supplement (`part` 1, 2, …) holds its own papers and goes on from the last number of the part before. The public
    edition is handed public faces and public papers only (Local Government Act 1972, s.100B(2)). Without `read` it holds
    the hashes of its PDFs alone: enough to compare, not to build.
    """
    is_members = edition == Edition.MEMBERS
    supplement = meeting.supplements.get(number=part) if part else None
    items = {item.slug: item for item in meeting.agenda_items.for_page()}
    faces = [face for face in seen_agenda(meeting, entitled=is_members, part=part) if not face.is_withdrawn]
    if supplement:
        faces = [face for face in faces if _links(items[face.slug], supplement)]
    running, sheets = running_head(meeting), _sheets_before(meeting, edition, part)
    sections = [
        (
            items[face.slug].was_opened,
            paper_section(
                paper, face.label, running, sheets=sheets.get(paper.slug, 1), replaced=_replacement(paper, is_members), read=read
            ),
        )
        for face in faces
        for paper in _papers(items[face.slug], supplement, is_members)
    ]
    named = _named(meeting, edition, supplement)
    return PackPlan(
        area=meeting.area,
        body=meeting.body,
        collection=meeting.slug,
        edition=edition,
        title=f"{named}, {long_date(meeting.held_on)}, {meeting.body.name}",
        dated=datetime.combine(_published_on(supplement or meeting), time(0), tzinfo=UTC),
        opening=_Opening(meeting, edition, faces, supplement),
        papers=tuple(section for _last, section in sorted(sections, key=_private_last)),
        part=part,
        first=first_number(meeting, part),
    )


def _private_last(entry: tuple[bool, Section]) -> bool:
    """Private papers come last, and keep their pages when their item is opened to everybody after the packs went out."""
    was_opened, section = entry
    return was_opened or section.exempt


def _named(meeting: Meeting, edition: str, supplement: Supplement | None) -> str:
    if edition == Edition.MEMBERS and meeting.body.is_of_commissioner:
        if supplement is None:
            return _("Document pack for those who attend")
        return _("Supplement %(number)s to the document pack for those who attend") % {"number": supplement.number}
    if supplement is None:
        return _("Members’ document pack") if edition == Edition.MEMBERS else _("Public document pack")
    if edition == Edition.MEMBERS:
        return _("Supplement %(number)s to the members’ document pack") % {"number": supplement.number}
    return _("Supplement %(number)s to the public document pack") % {"number": supplement.number}


def _published_on(thing: Meeting | Supplement) -> date:
    """The day printed as that of publication: today until it is out, then the day it went out."""
    return clock.as_local(thing.published_at).date() if thing.published_at else clock.today()


def _links(item: AgendaItem, supplement: Supplement | None) -> list[ItemPaper]:
    """An item's papers in the pack or in a supplement."""
    part = supplement.pk if supplement else None
    return [link for link in item.item_papers.all() if link.supplement_id == part]


def _papers(item: AgendaItem, supplement: Supplement | None, is_members: bool) -> list[Paper]:
    """An item's papers that an edition may hold; the public one is refused everything that is not public.

    A paper withdrawn after it went out keeps its place: its pages say that it was withdrawn.
    """
    is_out = supplement.is_out if supplement else item.meeting.agenda_is_out
    links = _links(item, supplement)
    papers = [paper for link in links if (paper := link.paper).current and (is_out or not paper.withdrawn_at)]
    return papers if is_members else [p for p in papers if p.access == Access.PUBLIC and not item.is_private]


def published_packs(meeting: Meeting, part: int, edition: str = ""):
    """Every pack of a part that ever went out, the newest first: all number its papers alike."""
    packs = Pack.objects.filter(area=meeting.area_id, collection=meeting.slug, part=part, published_at__isnull=False)
    return (packs.filter(edition=edition) if edition else packs).order_by("-number")


def first_number(meeting: Meeting, part: int) -> int:
    """Where a part's pages begin: a supplement goes on from the last number of the members' edition before it."""
    if part == 0:
        return 1
    before = [pack.manifest["last"] for pack in published_packs(meeting, part - 1)]
    return (max(before) + 1) // 2 * 2 + 1 if before else 1


def _sheets_before(meeting: Meeting, edition: str, part: int) -> dict[str, int]:
    """How many pages each paper had when its pack last went out: a withdrawn one keeps as many."""
    newest = published_packs(meeting, part, edition).first()
    return {piece["key"]: piece["pages"] for piece in newest.manifest["pieces"]} if newest else {}


def _replacement(paper: Paper, is_members: bool) -> str:
    """In which supplement, and on which pages, another paper stands in place of a withdrawn one; "" where none does."""
    if not paper.withdrawn_at:
        return ""
    found = replacement_of(paper, is_members)
    if found is None:
        return ""
    if not found.pages:
        return _("Replaced in supplement %(number)s.") % {"number": found.supplement.number}
    words = {"number": found.supplement.number, "first": found.pages[0], "last": found.pages[1]}
    return _("Replaced in supplement %(number)s, pages %(first)s to %(last)s.") % words


@dataclass(frozen=True)
class Replacement:
    """What stands in place of a withdrawn paper, in which supplement, and on which pages."""

    supplement: Supplement
    paper: Paper
    pages: tuple[int, int] | None


def replacement_of(paper: Paper, is_members: bool) -> Replacement | None:
    """The supplement on offer that holds what replaces a paper, with its pages; None where a reader may see none."""
    links = ItemPaper.objects.filter(paper__replaces=paper, paper__withdrawn_at=None, supplement__published_at__isnull=False)
    links = links if is_members else links.filter(paper__access=Access.PUBLIC)
    link = links.select_related("paper__area", "supplement__meeting").order_by("-supplement__number").first()
    if link is None or link.supplement is None:
        return None
    pages = None
    for pack in published_packs(link.supplement.meeting, link.supplement.number):
        with suppress(KeyError):
            first, last = pack.manifest["ranges"][link.paper.slug]
            pages = (first, last)
    return Replacement(link.supplement, link.paper, pages)


def paper_section(
    paper: Paper, item_label: str, running: str, *, sheets: int = 1, replaced: str = "", read: bool = True
) -> Section:
    """A paper as a piece: the rebuilt upload, the document to render from its text, or sheets that say it was withdrawn.

    A written paper that is out goes in as it was printed: no later change of style or library gives it other pages.
    """
    version = paper.current
    if version is None:
        raise ValueError(f"{paper.slug} has no version")
    with translation.override(settings.LANGUAGE_CODE):
        watermark = exempt_line(paper)
    facts: dict[str, Any] = {
        "key": paper.slug,
        "title": paper.title,
        "item_label": item_label,
        "exempt": paper.access != Access.PUBLIC,
        "version": 0 if paper.withdrawn_at else version.number,
        "watermark": watermark,
    }
    file = version.pdf or version.printed
    if file is not None and not paper.withdrawn_at:
        kind = "upload" if version.pdf else "report"
        return Section(kind=kind, pdf=read_bytes(file) if read else b"", sha256=file.sha256, **facts)
    html = piece_html(paper, version, running=running, item_label=item_label, sheets=sheets, replaced=replaced)
    return Section(html=html, **facts)


@translation.override(settings.LANGUAGE_CODE)
def running_head(meeting: Meeting) -> str:
    """What stands at the head of every page of the meeting's papers."""
    return f"{meeting.body.name}, {long_date(meeting.held_on)}"


class _Opening:
    """Front sheet, agenda with the ranges, and the public information sheet in force on the day.

    All but the ranges is written when the plan is made: building later asks the database nothing.
    """

    def __init__(self, meeting: Meeting, edition: str, faces: list[SeenItem], supplement: Supplement | None) -> None:
        self.faces, self.supplement = faces, supplement
        self.common = {"meeting": meeting, "running": running_head(meeting), "area": meeting.area, "supplement": supplement}
        front = "supplement_front" if supplement else "front_sheet"
        self.front = _html(front, self.common | _front_context(meeting, edition, supplement))
        self.sheet = "" if supplement else _information_sheet(meeting, self.common)

    def __call__(self, ranges: Ranges, blanks: int = 0) -> list[Section]:
        name, title = ("supplement_list", _("Papers")) if self.supplement else ("agenda", _("Agenda"))
        lines = {"lines": [_line(face, ranges) for face in self.faces], "blanks": range(blanks)}
        sections = [
            Section(FRONT, _("Front sheet"), "front", html=self.front),
            Section(AGENDA, title, "agenda", html=_html(name, self.common | lines)),
        ]
        if self.sheet:
            sections.append(Section(SHEET, _("Public information sheet"), "sheet", html=self.sheet))
        return sections


def _information_sheet(meeting: Meeting, common: Mapping[str, Any]) -> str:
    sheets = InformationSheet.objects.on(meeting.held_on).filter(body=meeting.body)
    sheet = sheets.order_by("-number").first() if meeting.publication == Publication.PUBLIC else None
    return _html("information_sheet", {**common, "text": render(sheet.text, level=2, for_pdf=True)}) if sheet else ""


def _html(name: str, context: Mapping[str, Any]) -> str:
    return render_to_string(f"meetings/pdf/{name}.html", dict(context))


def _front_context(meeting: Meeting, edition: str, supplement: Supplement | None) -> dict[str, Any]:
    published_on = _published_on(supplement or meeting)
    host = Host.objects.on(meeting.held_on).filter(body=meeting.body).select_related("authority").first()
    contact = ContactOfficer.objects.on(published_on).filter(body=meeting.body).first()
    named = _named(meeting, edition, supplement)
    return {
        "pack_title": named,
        "kind_words": named,
        "members": [] if supplement else members_by_authority(meeting),
        "offices": [] if supplement else offices_in_words(meeting),
        "host": host,
        "is_hosted": host is not None,
        "contact": contact,
        "published_on": published_on,
        "web_address": f"{settings.SITE_ADDRESS.split('://')[-1]}{meeting.get_absolute_url()}",
        "is_open": meeting.publication == Publication.PUBLIC,
        "late": supplement_lateness(supplement) if supplement else lateness(meeting, published_on),
    }


def offices_in_words(meeting: Meeting) -> list[str]:
    """The offices that attend a board by its terms, as its front sheet names them; none of a panel."""
    if not meeting.body.is_of_commissioner:
        return []
    return [", ".join(filter(None, (one.office, one.organisation))) for one in offices_on_the_day(meeting)]


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
        "papers": papers,
        "pages": first.get("pages"),
        "address": first.get("address"),
        "more": papers[1:],
        "paragraph_words": ExemptParagraph(face.paragraph).label if face.paragraph else "",
    }
