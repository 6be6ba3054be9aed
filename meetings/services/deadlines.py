"""Until when reports reach the clerk: counted back from the last day to publish, by the body's own rule."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from meetings.choices import RequestStatus
from meetings.models import Meeting
from meetings.services.reading import notice_for
from panels import rulebook, working_days
from panels.working_days import CountedDay


@dataclass(frozen=True)
class DraftDeadline:
    """The last day for drafts, and how it is worked out. `by_own_rule` is False where it is the last day to publish."""

    day: date
    counted: list[CountedDay]
    provision: str
    is_verified: bool
    by_own_rule: bool


def draft_deadline(meeting: Meeting) -> DraftDeadline | None:
    """The day by the body's rule; without one, the last day to publish; None where neither is laid down.

    A body's rule counts from the last day to publish, and for a meeting without notice from its own day.
    """
    try:
        notice = notice_for(meeting)
    except rulebook.RuleMissing:
        return None
    rule = rulebook.local_rule(meeting.body, rulebook.PAPER_DRAFTS, on=meeting.held_on)
    if rule is None:
        return DraftDeadline(notice.last_day, notice.counted, notice.provision, notice.is_verified, False) if notice else None
    from_day = notice.last_day if notice else meeting.held_on
    counted = working_days.working_days_before(from_day, rule.number, meeting.area.nation)
    provision = rule.provision
    if notice:
        said = {"own": rule.provision, "law": notice.provision}
        provision = _("%(own)s, counted from the last day to publish: %(law)s") % said
    return DraftDeadline(counted[-1].day, counted, provision, notice.is_verified if notice else True, True)


def due_day(meeting: Meeting) -> date:
    """When a report for a meeting is due: its draft deadline, else the day itself."""
    deadline = draft_deadline(meeting)
    return deadline.day if deadline else meeting.held_on


def keep_due(meeting: Meeting) -> None:
    """Work out anew when the reports that have not come are due; called within a change of the meeting's day."""
    asked = meeting.paper_requests.filter(status=RequestStatus.ASKED)
    if asked.exists():
        asked.update(due_on=due_day(meeting))
