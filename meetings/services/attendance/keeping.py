"""Holding a meeting and its minutes still while its attendance changes."""

from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.services import record
from meetings.models import Attendance, Meeting, Minutes, StandingAttendee
from meetings.rules.attendance import meeting_problem
from meetings.services.locks import lock
from panels.models import Membership


def lock_attendance(meeting: Meeting, *, version: int | None = None) -> tuple[Meeting, Minutes | None]:
    """The meeting's row and its minutes', if they are begun, held until the transaction ends: always in this order.

    Refuses a meeting that does not take place, minutes that can no longer be written, and minutes that have moved past
    `version` where one is given.
    """
    from meetings.services.minutes.locks import lock_writing  # inline: beginning minutes prepares their attendance

    locked = lock(meeting)
    if problem := meeting_problem(locked.status):
        raise ValidationError(problem, code="closed")
    begun = Minutes.objects.select_for_update(of=("self",)).filter(meeting=locked).first()
    if begun and version is not None:
        begun.still_at(version)
    minutes = lock_writing(begun) if begun else None
    if minutes:
        minutes.meeting = locked
    return locked, minutes


def note(meeting: Meeting, minutes: Minutes | None, actor: User | None, action: str, **detail: Any) -> None:
    """Record a change of attendance. What the Chair had read or agreed to is then read again, as after every change."""
    from meetings.services.minutes.locks import note_change  # inline, as above

    record(actor=actor, action=action, target=meeting, area=meeting.area, detail=detail)
    if minutes:
        note_change(minutes, actor)


def seats_on_day(meeting: Meeting) -> Any:
    """The seats of the body that meets, as they were on the day: a queryset, by council."""
    seats = Membership.objects.on(meeting.held_on).filter(body=meeting.body_id)
    return seats.with_offices_held(meeting.held_on).select_related("person", "authority")


def offices_without_row(meeting: Meeting) -> Any:
    """The offices that attend the body by its terms on the day and stand for nobody in the list yet: a queryset, in order."""
    offices = StandingAttendee.objects.on(meeting.held_on).filter(body=meeting.body_id)
    return offices.exclude(attendances__meeting=meeting).order_by("position", "number")


def next_number(meeting: Meeting) -> int:
    """A number that no row of the meeting has; the caller holds the meeting."""
    last = Attendance.objects.filter(meeting=meeting).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def save_row(row: Attendance) -> Attendance:
    """Count one more save of a row that was changed, check it and keep it."""
    row.bump()
    row.full_clean()
    row.save()
    return row
