"""A meeting's own pages: what the public and members read, its notice and its history."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.models import AuditEntry
from documents.choices import Edition, ExemptParagraph
from documents.models import Pack
from interface import clock
from meetings import permissions, rules
from meetings.choices import Publication
from meetings.models import AgendaVersion, Meeting
from meetings.services.reading import notice_for, public_deadlines, seen_agenda
from meetings.views.acts import find_meeting
from panels import working_days
from panels.models import ContactOfficer
from panels.rulebook import RuleMissing

ACTS = {
    "meetings.meeting_created": gettext_lazy("Meeting drafted"),
    "meetings.meeting_updated": gettext_lazy("Meeting changed"),
    "meetings.meeting_announced": gettext_lazy("Meeting announced"),
    "meetings.meeting_held": gettext_lazy("Meeting held"),
    "meetings.meeting_cancelled": gettext_lazy("Meeting cancelled"),
    "meetings.meeting_postponed": gettext_lazy("Meeting postponed"),
    "meetings.item_added": gettext_lazy("Item added"),
    "meetings.item_updated": gettext_lazy("Item changed"),
    "meetings.item_privacy_changed": gettext_lazy("Who may read an item changed"),
    "meetings.item_moved": gettext_lazy("Item moved"),
    "meetings.item_withdrawn": gettext_lazy("Item withdrawn"),
    "meetings.item_deleted": gettext_lazy("Item taken off"),
    "meetings.agenda_reordered": gettext_lazy("Agenda put in another order"),
    "meetings.agenda_undone": gettext_lazy("Last change undone"),
    "meetings.agenda_published": gettext_lazy("Agenda published"),
    "meetings.paper_attached": gettext_lazy("Paper put on an item"),
    "meetings.paper_detached": gettext_lazy("Paper taken off an item"),
    "meetings.paper_revised": gettext_lazy("Paper changed"),
    "meetings.paper_redrawn": gettext_lazy("Paper taken from its register again"),
    "meetings.paper_discarded": gettext_lazy("Paper deleted"),
}


@dataclass(frozen=True)
class PaperLine:
    """A paper under an item, with its addresses and its pages in the pack."""

    paper: rules.SeenPaper
    url: str
    file_url: str
    first: int | None
    last: int | None
    pages_url: str


@dataclass(frozen=True)
class AgendaLine:
    """An item with its papers, ready for a row of the page."""

    item: rules.SeenItem
    papers: list[PaperLine]
    paragraph_words: str

    @property
    def only_paper(self) -> PaperLine | None:
        return self.papers[0] if len(self.papers) == 1 else None


@require_safe
def meeting_detail(request: Any, area: str, meeting: str) -> HttpResponse:
    """When, where, what they will discuss, and where to read it. One address for the public, members and staff."""
    found = find_meeting(request, meeting)
    entitled = permissions.can_read_private(request.user, found)
    reads = rules.agenda_is_read_by(found.publication, is_out=found.agenda_is_out, reads_restricted=entitled)
    packs = packs_for(request, found)
    lines = agenda_lines(found, packs, entitled=entitled) if reads else []
    context = {
        "meeting": found,
        "lines": lines,
        "reads_agenda": reads,
        "entitled": entitled,
        "private_numbers": [line.item.number for line in lines if line.item.is_private and line.item.number],
        "packs": packs,
        "same_day": Meeting.objects.visible_to(request.user).same_day(found).select_related("area", "body"),
        "contact": ContactOfficer.objects.on(found.held_on).filter(body=found.body_id).first(),
        "deadlines": public_deadlines(found, clock.today()),
        "can_edit": permissions.can_edit_agenda(request.user, found),
        "can_change": found.status in rules.CHANGEABLE,
        "moves_on": sorted(rules.TRANSITIONS[found.status]),
        "links": sub_navigation(found, "detail", has_pack=bool(packs)),
        "is_open": found.publication == Publication.PUBLIC,
        **_publication(found, reads=reads),
    }
    return render(request, "meetings/meeting_detail.html", context)


@require_safe
def meeting_notice(request: Any, area: str, meeting: str) -> HttpResponse:
    """The notice of the meeting, to print and put up."""
    found = find_meeting(request, meeting)
    if not (found.agenda_is_out and found.publication == Publication.PUBLIC):
        raise Http404
    context = {
        "meeting": found,
        "items": seen_agenda(found, entitled=False),
        "contact": ContactOfficer.objects.on(found.held_on).filter(body=found.body_id).first(),
        "version": AgendaVersion.objects.filter(meeting=found).first(),
    }
    return render(request, "meetings/meeting_notice.html", context)


@require_safe
def meeting_history(request: Any, area: str, meeting: str) -> HttpResponse:
    """What was published when, by whom; for those who prepare the meeting, every act."""
    found = find_meeting(request, meeting)
    entitled = permissions.can_read_private(request.user, found)
    reads = rules.agenda_is_read_by(found.publication, is_out=found.agenda_is_out, reads_restricted=entitled)
    versions = AgendaVersion.objects.filter(meeting=found).select_related("published_by") if reads else []
    can_edit = permissions.can_edit_agenda(request.user, found)
    context = {
        "meeting": found,
        "versions": versions,
        "acts": _acts(found) if can_edit else [],
        "can_edit": can_edit,
        "links": sub_navigation(found, "history", has_pack=bool(packs_for(request, found))),
    }
    return render(request, "meetings/meeting_history.html", context)


def packs_for(request: Any, meeting: Meeting) -> list[Pack]:
    """The editions the reader may have, the public one first; previews only while the agenda is not out."""
    seen = Pack.objects.visible_to(request.user)
    found = [seen.current(meeting.area, meeting.slug, edition) for edition in (Edition.PUBLIC, Edition.MEMBERS)]
    return [pack for pack in found if pack and (pack.published_at or not meeting.agenda_is_out)]


def agenda_lines(meeting: Meeting, packs: list[Pack], *, entitled: bool) -> list[AgendaLine]:
    """The agenda in reading order, each paper with its pages in the widest edition that the reader has."""
    widest = packs[-1] if packs else None
    ranges = widest.manifest.get("ranges", {}) if widest else {}
    return [
        AgendaLine(
            item=item,
            papers=[_paper_line(meeting, paper, widest, ranges.get(paper.slug)) for paper in item.papers],
            paragraph_words=str(ExemptParagraph(item.paragraph).label) if item.paragraph else "",
        )
        for item in seen_agenda(meeting, entitled=entitled)
    ]


def sub_navigation(meeting: Meeting, current: str, *, has_pack: bool) -> list[dict[str, Any]]:
    """The parts of one meeting."""
    here = [meeting.area.slug, meeting.slug]
    parts = [("detail", _("Agenda and papers"), True), ("pack", _("The pack"), has_pack), ("history", _("History"), True)]
    names = {"detail": "meetings:meeting-detail", "pack": "meetings:pack-detail", "history": "meetings:meeting-history"}
    return [
        {"url": reverse(names[part], args=here), "text": text, "current": part == current}
        for part, text, is_there in parts
        if is_there
    ]


def _paper_line(meeting: Meeting, paper: rules.SeenPaper, pack: Pack | None, pages: Any) -> PaperLine:
    here = [meeting.area.slug, meeting.slug]
    first, last = pages or (None, None)
    pages_url = f"{reverse('meetings:pack-file', args=[*here, pack.edition])}#page={first}" if pack and first else ""
    return PaperLine(
        paper=paper,
        url=reverse("meetings:paper-detail", args=[*here, paper.slug]),
        file_url="" if paper.is_withdrawn else reverse("meetings:paper-file", args=[*here, paper.slug]),
        first=first,
        last=last,
        pages_url=pages_url,
    )


def _publication(meeting: Meeting, *, reads: bool) -> dict[str, Any]:
    """When the agenda went out and how the days are counted, or by when it must."""
    version = AgendaVersion.objects.filter(meeting=meeting).select_related("published_by").first() if reads else None
    if version:
        opened = clock.as_local(version.published_at).date()
        counted = working_days.counted_days(opened, meeting.held_on, meeting.area.nation)
        return {"version": version, "counted": counted if version.clear_days_required else []}
    try:
        notice = notice_for(meeting)
    except RuleMissing as missing:
        return {"notice": None, "missing_rule": str(missing)}
    return {"notice": notice, "counted": notice.counted if notice else [], "today": clock.today()}


def _acts(meeting: Meeting) -> list[dict[str, Any]]:
    kind = meeting._meta.label_lower
    entries = AuditEntry.objects.for_chain(meeting.area.slug).filter(target_type=kind, target_reference=meeting.slug)
    return [
        {"at": entry.at, "actor": entry.actor, "words": ACTS.get(entry.action, entry.action)}
        for entry in entries.for_page()[:200]
    ]
