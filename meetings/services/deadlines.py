"""Until when reports reach the clerk: counted back from the last day to publish, by the body's own rule."""

from datetime import date

from meetings.choices import RequestStatus
from meetings.due.dates import DraftDeadline, draft_deadline
from meetings.models import Meeting

__all__ = ["DraftDeadline", "draft_deadline", "due_day", "keep_due"]


def due_day(meeting: Meeting) -> date:
    """When a report for a meeting is due: its draft deadline, else the day itself."""
    deadline = draft_deadline(meeting)
    return deadline.day if deadline else meeting.held_on


def keep_due(meeting: Meeting) -> None:
    """Work out anew when the reports that have not come are due; called within a change of the meeting's day."""
    asked = meeting.paper_requests.filter(status=RequestStatus.ASKED)
    if asked.exists():
        asked.update(due_on=due_day(meeting))
