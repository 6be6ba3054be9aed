"""What the public will see beside what members will see, before anything goes out and after."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.choices import Access, Edition
from documents.models import Pack
from meetings import rules
from meetings.models import Meeting
from meetings.services.packs import pack_inputs
from meetings.services.reader import packs_offered, withheld_ranges
from meetings.services.reading import seen_agenda
from meetings.views.acts import own_meeting
from meetings.views.meetings import AgendaLine, agenda_lines_in


@dataclass(frozen=True)
class Side:
    """One of the two faces of a meeting: who sees it, the agenda as they do, and the pack they get."""

    key: str
    lines: list[AgendaLine]
    pack: Pack | None
    reads_agenda: bool
    is_current: bool

    @property
    def private_papers(self) -> int:
        return sum(one.paper.access != Access.PUBLIC for line in self.lines for one in line.papers)

    @property
    def papers(self) -> int:
        return sum(len(line.papers) for line in self.lines)


@login_required
@require_safe
def agenda_preview(request: HttpRequest, area: str, meeting: str) -> HttpResponse:
    """Both faces of an agenda and its packs, side by side, for those who prepare it."""
    found = own_meeting(request, meeting)
    packs = {pack.edition: pack for pack in packs_offered(found, request.user) if not pack.part}
    sides = [_side(found, packs, Edition.PUBLIC), _side(found, packs, Edition.MEMBERS)]
    context: dict[str, Any] = {
        "meeting": found,
        "sides": sides,
        "hidden": sides[1].papers - sides[0].papers,
        "private_items": sum(line.item.is_private for line in sides[1].lines),
    }
    return render(request, "meetings/agenda_preview.html", context)


def _side(meeting: Meeting, packs: dict[str, Pack], edition: str) -> Side:
    """A face as it is once the agenda is out. Members are given the public pack where nothing is private."""
    entitled = edition == Edition.MEMBERS
    reads = rules.agenda_is_read_by(meeting.agenda_publication, is_out=True, reads_restricted=entitled)
    pack = packs.get(edition) or (packs.get(Edition.PUBLIC) if entitled else None)
    members = packs.get(Edition.MEMBERS)
    withheld = withheld_ranges(meeting, [members]) if members and pack and not entitled else {}
    items = seen_agenda(meeting, entitled=entitled) if reads else []
    lines = agenda_lines_in(meeting, items, [pack] if pack else [], withheld)
    is_current = pack is None or meeting.agenda_is_out or pack.inputs == pack_inputs(meeting, pack.edition)
    return Side(edition, lines, pack, reads, is_current)
