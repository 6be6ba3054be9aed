"""Keeping what is due in line with meetings, reports and actions, within the change of each and once that is recorded.

Where several things are kept, actions come first, then the meeting, then its reports: everybody locks in that order.
"""

from collections.abc import Iterable

from accounts.models import User
from meetings import rules
from meetings.due import actions, meetings, reports
from meetings.models import Action, Meeting, PaperRequest
from panels.services.due import keep_duties

# What `change_action` may change of what is due
DUE_FACTS = frozenset({"due_on", "due_next_meeting", "owner_user", "text", "access"})


def keep_meeting(meeting: Meeting, actor: User | None) -> None:
    """What is due for a meeting that was called or changed."""
    keep_duties(meetings.KIND, meeting, actor=actor)


def keep_calendar(meeting: Meeting, actor: User | None) -> None:
    """The same when it becomes known or does not take place: what waits for the next meeting of the body is due anew."""
    for action in actions.living().filter(body=meeting.body_id, due_next_meeting=True):
        keep_duties(actions.KIND, action, actor=actor)
    keep_meeting(meeting, actor)
    if meeting.status in rules.OFF:
        keep_reports(reports.awaited(meeting), actor)


def keep_reports(requests: Iterable[PaperRequest], actor: User | None) -> None:
    """What is due of those who were asked for reports."""
    for request in requests:
        keep_duties(reports.KIND, request, actor=actor)


def keep_action(action: Action, actor: User | None, *, changed: Iterable[str] = DUE_FACTS, again: bool = False) -> None:
    """What is due of whoever answers for an action, once it is out; with `again` where it was settled and is open again."""
    if action.published_at and DUE_FACTS.intersection(changed):
        keep_duties(actions.KIND, action, actor=actor, again=again)
