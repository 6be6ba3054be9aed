"""How every page of a meeting begins: found or 404, allowed or 403."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from documents.models import Pack, Paper
from documents.services.readings import record_readings
from meetings import permissions
from meetings.models import AgendaItem, Meeting, PaperRequest


def find_meeting(request: Any, slug: str) -> Meeting:
    """A meeting the reader may know of."""
    seen = Meeting.objects.visible_to(request.user).for_page()
    return get_object_or_404(seen, area=request.area, slug=slug)


def own_meeting(request: Any, slug: str) -> Meeting:
    """A meeting the reader prepares."""
    meeting = find_meeting(request, slug)
    if not permissions.can_edit_agenda(request.user, meeting):
        raise PermissionDenied
    return meeting


def own_item(request: Any, meeting_slug: str, slug: str) -> AgendaItem:
    """An item of an agenda the reader prepares."""
    meeting = own_meeting(request, meeting_slug)
    item = get_object_or_404(AgendaItem.objects.for_page(), meeting=meeting, slug=slug)
    item.meeting = meeting
    return item


def find_paper(request: Any, meeting_slug: str, slug: str) -> tuple[Meeting, Paper]:
    """A paper the reader may see, of a meeting they may know of; or the draft of a report that they were asked for.

    The second opens the paper alone: `is_closed` on the meeting says that pages lead nowhere else in it.
    """
    known = Meeting.objects.visible_to(request.user).for_page().filter(area=request.area, slug=meeting_slug).first()
    meeting = known or _meeting_of_own_report(request, meeting_slug, slug)
    seen = Paper.objects.visible_to(request.user).for_page().select_related("current__pdf", "area", "body")
    return meeting, get_object_or_404(seen, area=request.area, body=meeting.body_id, collection=meeting.slug, slug=slug)


def _meeting_of_own_report(request: Any, meeting_slug: str, slug: str) -> Meeting:
    """The meeting that an author may not know of, for the sake of the report they wrote for it."""
    asked = PaperRequest.objects.visible_to(request.user).for_page().filter(meeting__area=request.area)
    found = get_object_or_404(asked, meeting__slug=meeting_slug, paper__slug=slug)
    meeting: Any = found.meeting
    meeting.is_closed = True
    return meeting


def note_reading(request: Any, *things: Paper | Pack) -> None:
    """Keep in the trail that somebody read what is not for everybody; a HEAD gives nothing to read."""
    if request.method == "GET":
        record_readings(things=things, reader=request.user, area=request.area)
