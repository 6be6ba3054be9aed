"""A meeting's own pages: what the public and members read, and its notice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.choices import ExemptParagraph
from documents.models import Pack
from interface import clock
from meetings import permissions, rules
from meetings.choices import AttendanceStatus, MeetingStatus, Publication
from meetings.models import AgendaVersion, Attendance, Meeting, PaperRequest
from meetings.registry import taken_up_at
from meetings.services.archive import has_archive
from meetings.services.chain import outcome_of_meeting
from meetings.services.formats import open_requests
from meetings.services.lateness import version_lateness
from meetings.services.packs import SHEET
from meetings.services.reader import packs_offered, ranges_of, withheld_ranges
from meetings.services.reading import notice_for, notice_is_past, offices_on_the_day, public_deadlines, seen_agenda
from meetings.services.supplements import draft_supplement, may_be_supplemented
from meetings.views.acts import find_meeting
from meetings.views.addresses import pack_page
from meetings.views.contents import pack_row
from meetings.views.released import released_of
from panels import working_days
from panels.models import ContactOfficer
from panels.rulebook import RuleMissing

ANYBODY = AnonymousUser()


@dataclass(frozen=True)
class PaperLine:
    """A paper under an item, with its addresses, its pages in the pack, and what must be decided before it goes out."""

    paper: rules.SeenPaper
    url: str
    file_url: str
    first: int | None
    last: int | None
    pages_url: str
    to_review: int = 0


@dataclass(frozen=True)
class AgendaLine:
    """An item with its papers, ready for a row of the page."""

    item: rules.SeenItem
    papers: list[PaperLine]
    paragraph_words: str
    reports: list[PaperRequest] = field(default_factory=list)  # asked for and not on it yet: for those who prepare it
    withheld: tuple[tuple[int, int], ...] = ()  # pages that the reader knows of and may not have

    @property
    def only_paper(self) -> PaperLine | None:
        return self.papers[0] if len(self.papers) == 1 else None


@require_safe
def meeting_detail(request: Any, area: str, meeting: str) -> HttpResponse:
    """When, where, what they will discuss, and where to read it. One address for the public, members and staff."""
    found = find_meeting(request, meeting)
    entitled = permissions.can_read_private(request.user, found)
    reads = rules.agenda_is_read_by(found.agenda_publication, is_out=found.agenda_is_out, reads_restricted=entitled)
    offered = packs_offered(found, request.user)
    packs = [pack for pack in offered if not pack.part]
    lines = agenda_lines(found, offered, entitled=entitled) if reads else []
    can_edit = permissions.can_edit_agenda(request.user, found)
    may_send = _may_send_apologies(request.user, found)
    context = {
        "meeting": found,
        "lines": lines,
        "reads_agenda": reads,
        "entitled": entitled,
        "private_numbers": [line.item.number for line in lines if line.item.is_private and line.item.number],
        "packs": packs,
        "pack_rows": [pack_row(found, pack) for pack in packs],
        "supplements": [pack_row(found, pack) for pack in offered if pack.part],
        "same_day": Meeting.objects.visible_to(request.user).same_day(found).select_related("area", "body"),
        "contact": ContactOfficer.objects.on(found.held_on).filter(body=found.body_id).first(),
        "has_archive": bool(packs) and has_archive(meeting=found, user=request.user),
        "can_edit": can_edit,
        "draft_supplement": draft_supplement(found) if can_edit else None,
        "can_supplement": can_edit and may_be_supplemented(found),
        "open_formats": open_requests(found) if can_edit else 0,
        "can_change": found.status in rules.CHANGEABLE,
        "moves_on": sorted(rules.TRANSITIONS[found.status]),
        "links": sub_navigation(found, "detail", has_pack=bool(packs), user=request.user),
        "is_open": found.publication == Publication.PUBLIC,
        "offices": offices_on_the_day(found) if found.body.is_of_commissioner else [],
        "released": released_of(request.user, found) if found.body.approves_release else [],
        "reads_minutes": permissions.can_read_minutes(request.user, found),
        "reads_decisions": permissions.can_read_decisions(request.user, found),
        "may_begin_minutes": may_begin_minutes(request.user, found),
        "may_send_apologies": may_send,
        "has_sent_apologies": may_send and _has_sent_apologies(request.user, found),
        "outcome": outcome_of_meeting(found, request.user),
        "takes_up": taken_up_at(found, request.user),
        **_standing(found),
        **_publication(found, reads=reads),
        **_taking_part(found, packs),
    }
    return render(request, "meetings/meeting_detail.html", context)


@require_safe
def meeting_notice(request: Any, area: str, meeting: str) -> HttpResponse:
    """The notice of the meeting, to print and put up."""
    found = find_meeting(request, meeting)
    if not (found.agenda_is_out and found.publication == Publication.PUBLIC) or found.body.is_of_commissioner:
        raise Http404  # a notice by law, which a panel gives
    context = {
        "meeting": found,
        "items": seen_agenda(found, entitled=False),
        "contact": ContactOfficer.objects.on(found.held_on).filter(body=found.body_id).first(),
        "version": AgendaVersion.objects.filter(meeting=found).first(),
    }
    return render(request, "meetings/meeting_notice.html", context)


def packs_for(request: Any, meeting: Meeting) -> list[Pack]:
    """The editions the reader may have, the reader's own first; previews only while the agenda is not out."""
    return [pack for pack in packs_offered(meeting, request.user) if not pack.part]


def agenda_lines(meeting: Meeting, packs: list[Pack], *, entitled: bool) -> list[AgendaLine]:
    """The agenda in reading order, each paper with its pages in the widest edition that the reader has."""
    items = seen_agenda(meeting, entitled=entitled)
    hides = packs and not entitled and any(item.is_withheld for item in items)
    return agenda_lines_in(meeting, items, packs, withheld_ranges(meeting) if hides else {})


def agenda_lines_in(
    meeting: Meeting, items: list[rules.SeenItem], packs: list[Pack], withheld: Mapping[str, Sequence[tuple[int, int]]]
) -> list[AgendaLine]:
    """These items ready for their rows, each paper with its pages in the first of these packs that has it.

    Of private items the pages that are `withheld` are told, by the item's slug.
    """
    ranges = ranges_of(packs)
    return [
        AgendaLine(
            item=item,
            papers=[_paper_line(meeting, paper, ranges.get(paper.slug)) for paper in item.papers],
            paragraph_words=str(ExemptParagraph(item.paragraph).label) if item.paragraph else "",
            withheld=tuple(withheld.get(item.slug, ())),
        )
        for item in items
    ]


def sub_navigation(meeting: Meeting, current: str, *, has_pack: bool, user: Any = ANYBODY) -> list[dict[str, Any]]:
    """The parts of one meeting that a person may open."""
    here = [meeting.area.slug, meeting.slug]
    reads = permissions.can_read_minutes(user, meeting)
    reads_sheet = permissions.can_read_decisions(user, meeting)
    shows_who_came = permissions.can_write_minutes(user, meeting) or reads_sheet or (reads and meeting.minutes.is_out)
    parts = [
        ("detail", "meetings:meeting-detail", _("Agenda and papers"), True),
        ("pack", "meetings:pack-detail", _("The pack"), has_pack),
        ("attendance", "meetings:attendance-detail", _("Attendance"), shows_who_came),
        ("minutes", "meetings:minutes-detail", _("Minutes"), reads),
        ("decisions", "meetings:decisions-detail", _("Decisions"), reads_sheet and not reads),
        ("releases", "meetings:release-list", _("Release"), meeting.body.approves_release and meeting.status not in rules.OFF),
        ("history", "meetings:meeting-history", _("History"), True),
    ]
    links = [
        {"url": reverse(name, args=here), "text": text, "current": part == current}
        for part, name, text, is_there in parts
        if is_there
    ]
    is_of_panel = not meeting.body.is_of_commissioner
    if meeting.publication == Publication.PUBLIC and meeting.status != MeetingStatus.DRAFT and is_of_panel:
        url = f"{reverse('questions:question-list', args=here[:1])}?meeting={meeting.slug}"
        links.insert(1 + has_pack, {"url": url, "text": _("Questions"), "current": False})
    return links


def _paper_line(meeting: Meeting, paper: rules.SeenPaper, pages: Any) -> PaperLine:
    here = [meeting.area.slug, meeting.slug]
    first, last = pages or (None, None)
    pages_url = pack_page(meeting, first) if first else ""
    return PaperLine(
        paper=paper,
        url=reverse("meetings:paper-detail", args=[*here, paper.slug]),
        file_url="" if paper.is_withdrawn else reverse("meetings:paper-file", args=[*here, paper.slug]),
        first=first,
        last=last,
        pages_url=pages_url,
    )


def may_begin_minutes(user: Any, meeting: Meeting) -> bool:
    """Whether a person may begin the minutes: they write them, the meeting's day has come, and nobody has begun them."""
    is_on = meeting.status != MeetingStatus.DRAFT and meeting.status not in rules.OFF and meeting.held_on <= clock.today()
    return is_on and not hasattr(meeting, "minutes") and permissions.can_write_minutes(user, meeting)


def _may_send_apologies(user: Any, meeting: Meeting) -> bool:
    """Whether a member still says here that they cannot come; those who prepare the meeting do so under Attendance."""
    is_coming = meeting.status in (MeetingStatus.ANNOUNCED, MeetingStatus.PUBLISHED) and meeting.held_on >= clock.today()
    return is_coming and permissions.can_send_apologies(user, meeting)


def _has_sent_apologies(user: Any, meeting: Meeting) -> bool:
    """Whether the member as whom somebody signs in has said that they cannot come."""
    seat = permissions.seat_of(user, meeting.body)
    sent = Attendance.objects.filter(meeting=meeting, person=seat, status=AttendanceStatus.APOLOGIES)
    return seat is not None and sent.exists()


def _standing(meeting: Meeting) -> dict[str, bool]:
    """Whether it takes place, and whether it is behind us."""
    return {
        "is_off": meeting.status in rules.OFF,
        "is_over": rules.is_over(meeting.status, meeting.held_on, clock.today()),
    }


def _taking_part(meeting: Meeting, packs: list[Pack]) -> dict[str, Any]:
    """How and until when the public takes part; nothing once the meeting is off or over."""
    standing = _standing(meeting)
    if meeting.publication != Publication.PUBLIC or standing["is_off"] or standing["is_over"] or meeting.body.is_of_commissioner:
        return {}
    pieces = packs[0].manifest.get("pieces", []) if packs else []
    sheets = [piece["first"] for piece in pieces if piece["key"] == SHEET]
    url = pack_page(meeting, sheets[0]) if sheets else ""
    if not url and meeting.agenda_is_out:
        url = reverse("meetings:meeting-notice", args=[meeting.area.slug, meeting.slug])
    return {"takes_part": True, "deadlines": public_deadlines(meeting, clock.today()), "how_url": url}


def _publication(meeting: Meeting, *, reads: bool) -> dict[str, Any]:
    """When the agenda went out and how the days are counted, or by when it must; once it is off or over, neither."""
    version = AgendaVersion.objects.filter(meeting=meeting).select_related("published_by").first() if reads else None
    if version:
        opened = clock.as_local(version.published_at).date()
        counted = working_days.counted_days(opened, meeting.held_on, meeting.area.nation)
        late = version_lateness(version)
        said = {"version": version, "late_words": late.words if late else ""}
        return {**said, "counted": counted if version.clear_days_required else []}
    if meeting.agenda_is_out or any(_standing(meeting).values()):
        return {}
    try:
        notice = notice_for(meeting)
    except RuleMissing as missing:
        return {"notice": None, "missing_rule": str(missing)}
    missed = notice_is_past(notice, clock.today())
    without = rules.without_notice(of_commissioner=True) if meeting.body.is_of_commissioner else ""
    return {"notice": notice, "counted": notice.counted if notice else [], "is_missed": missed, "without_notice": without}
