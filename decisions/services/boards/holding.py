"""How every change of a board's decisions begins: the meeting held first, then the line, then the decision."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from decisions.models import BoardDecision
from interface import clock
from meetings.models import Meeting
from meetings.rules import OFF
from meetings.services.locks import lock


def hold_board(meeting: Meeting) -> Meeting:
    """The meeting's row, held. Refuses a body that is not the Commissioner's, and a meeting that does not take place."""
    held = lock(meeting)
    if not held.body.is_of_commissioner:
        raise ValidationError(_("Decisions stand on the agenda of the Commissioner’s own boards alone"), code="no-board")
    if held.status in OFF:
        words = _("The meeting is %(state)s. No decision can be put on it")
        raise ValidationError(words % {"state": held.get_status_display().lower()}, code="off")
    return held


def hold_line(row: BoardDecision, version: int) -> BoardDecision:
    """A decision's line at a board, held after its meeting. Raises ValidationError "stale", and "removed" for one taken off."""
    meeting = lock(row.meeting)
    rows = BoardDecision.objects.select_for_update(of=("self",)).select_related("decision__area", "agenda_item", "minute_item")
    held = rows.get(pk=row.pk)
    held.meeting = meeting
    held.still_at(version)
    if held.removed_at is not None:
        raise ValidationError(_("The decision was taken off this board. Put it on again first"), code="removed")
    return held


def day_at(meeting: Meeting) -> date:
    """The day that a step at a board is dated: that of the meeting once it is past, today before."""
    return min(clock.today(), meeting.held_on)
