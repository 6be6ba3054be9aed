"""Who came, when they came and went, who else was there, and when the meeting began and ended."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from interface import clock
from meetings import rules
from meetings.choices import AttendanceGroup, AttendanceStatus, MeetingStatus, Publication
from meetings.models import Absence, Attendance, Meeting, Minutes
from meetings.rules.attendance import Came, arrival_problems, chair_problem, day_problem
from meetings.services.attendance.expected import drop_substitute
from meetings.services.attendance.keeping import lock_attendance, next_number, note, save_row, seats_on_day
from meetings.services.attendance.named import named_problems, named_words
from meetings.services.meetings import hold_meeting
from panels.models import Person

FACTS = ("status", "arrived_at", "arrived_item", "left_at", "left_item")


@transaction.atomic
def record_attendance(*, meeting: Meeting, actor: User | None, rows: Sequence[Came | Mapping[str, Any]]) -> list[Attendance]:
    """Save what was said of each person, all of it or nothing. Returns the rows that changed.

    A row may come as a mapping with the names of `Came`.

    Raises ValidationError with a list of problems to each field, named `status-3` for the third row: somebody else saved
    the row meanwhile, a time that cannot be, somebody whom the minutes name at an item they were not there for, a member
    and their substitute both present. Who is no longer present is out of the room for nothing in particular. A private day
    has no minutes that say that it is over: once of everybody it is said whether they came, it has been held.
    """
    locked, minutes = lock_attendance(meeting)
    held = {row.number: row for row in _held(locked)}
    said = [came if isinstance(came, Came) else Came(**came) for came in rows]
    if any(came.number not in held for came in said):
        raise ValidationError(_("Somebody was taken off the list meanwhile. Open this page again"), code="gone")
    changed = [came for came in said if _differs(held[came.number], came)]
    problems: dict[str, list[Any]] = {}
    for came in changed:
        for field, found in _problems(held[came.number], came, locked, minutes).items():
            problems.setdefault(f"{field}-{came.number}", []).append(found)
    for came in changed:
        _put(held[came.number], came)
    for row in _sitting_twice(held.values()):
        words = _("%(name)s is present too. Nobody sits in their place")
        problems.setdefault(f"status-{row.number}", []).append(words % {"name": row.substitute_for})
    if problems:
        raise ValidationError(problems)
    _save_all([held[came.number] for came in changed])
    if changed:
        note(locked, minutes, actor, "meetings.attendance_recorded", rows=[came.number for came in changed])
        _hold_private_day(locked, list(held.values()), actor)
    return [held[came.number] for came in changed]


@transaction.atomic
def add_attendee(
    *,
    meeting: Meeting,
    actor: User | None,
    group: str,
    person: Person | None = None,
    name: str = "",
    office: str = "",
    organisation: str = "",
    substitute_for: Person | None = None,
    status: str = AttendanceStatus.PRESENT,
) -> Attendance:
    """Enter somebody else who is expected or came, by name or by office alone; a substitute, in whose place they sit.

    Refuses, beside the field, somebody who is in the list already, a member's place for who is none and sits in nobody's
    place, a place that is taken or whose member is present, and anybody present before the day.
    """
    locked, minutes = lock_attendance(meeting)
    row = Attendance(
        meeting=locked, number=next_number(locked), group=group, person=person, name=name.strip(), office=office.strip(),
        organisation=organisation.strip(), substitute_for=substitute_for, status=status,
    )  # fmt: skip
    if problems := _entry_problems(row, list(_held(locked))):
        raise ValidationError(problems)
    if substitute_for and not row.organisation:
        row.organisation = _place_of(locked, substitute_for).organisation
    row.full_clean()
    row.save()
    instead = substitute_for is not None
    note(locked, minutes, actor, "meetings.attendee_added", attendance=row.number, group=group, substitute=instead)
    return row


@transaction.atomic
def remove_attendee(*, attendance: Attendance, actor: User | None) -> None:
    """Take off the list who was entered in error. A member on the day stays, and so does who is named in the minutes."""
    locked, minutes = lock_attendance(attendance.meeting)
    row = next((row for row in _held(locked) if row.pk == attendance.pk), None)
    if row is None:
        raise ValidationError(_("Somebody else took this name off the list already"), code="gone")
    if row.person_id and seats_on_day(locked).filter(person=row.person_id).exists():
        raise ValidationError(_("%(name)s is a member on the day. Say whether they came instead") % {"name": row})
    if row.standing and row.standing.attends_on(locked.held_on):
        raise ValidationError(_("%(name)s attends by the terms of the body. Say whether they came instead") % {"name": row})
    if minutes and (words := named_words(minutes, row)):
        raise ValidationError(words)
    number, group = row.number, row.group
    row.delete()
    note(locked, minutes, actor, "meetings.attendee_removed", attendance=number, group=group)


@transaction.atomic
def set_times(
    *, minutes: Minutes, version: int, actor: User | None, started_at: time | None, ended_at: time | None, chair: Person | None
) -> Minutes:
    """Say when the meeting began and ended and who chaired it. With an end the meeting has been held.

    Refuses, beside the field: an end before the start, an end before the day, a start or an end that somebody's own times
    do not fit, a chair who is not a member or did not come.
    """
    locked, kept = lock_attendance(minutes.meeting, version=version)
    if kept is None:
        raise ValidationError(_("The minutes are not begun"))
    rows = list(_held(locked))
    problems = _time_problems(locked, rows, started_at, ended_at) | _chair_problems(rows, chair)
    if problems:
        raise ValidationError(problems)
    kept.started_at, kept.ended_at, kept.chair = started_at, ended_at, chair
    kept.bump()
    kept.full_clean()
    kept.save()
    said = {"started": str(started_at or ""), "ended": str(ended_at or ""), "chair": chair.slug if chair else ""}
    note(locked, kept, actor, "meetings.times_set", **said)
    if ended_at and rules.may_become(locked.status, MeetingStatus.HELD):
        kept.meeting = hold_meeting(meeting=locked, actor=actor)
    return kept


def _held(meeting: Meeting) -> Any:
    rows = Attendance.objects.select_for_update(of=("self",)).filter(meeting=meeting).order_by("number")
    return rows.select_related("person", "arrived_item", "left_item", "substitute_for", "standing")


def _differs(row: Attendance, came: Came) -> bool:
    return any(getattr(row, field) != getattr(came, field) for field in FACTS)


def _problems(row: Attendance, came: Came, meeting: Meeting, minutes: Minutes | None) -> dict[str, Any]:
    """What speaks against a change, by field; a row that somebody else saved meanwhile is not looked at further."""
    try:
        row.still_at(came.version)
    except ValidationError as stale:
        return {"status": stale}
    if came.status not in AttendanceStatus.values:
        return {"status": _("Choose whether %(name)s came") % {"name": row}}
    if problem := day_problem(came.status, held_on=meeting.held_on, today=clock.today()):
        return {"status": problem}
    for field in ("arrived_item", "left_item"):
        item = getattr(came, field)
        if item is not None and (minutes is None or item.minutes_id != minutes.pk):
            return {field: _("Choose an item of this meeting")}
    times = {"started": minutes.started_at if minutes else None, "ended": minutes.ended_at if minutes else None}
    found: dict[str, Any] = arrival_problems(str(row), row.group, came, **times)
    return found or (named_problems(minutes, row, came) if minutes else {})


def _put(row: Attendance, came: Came) -> None:
    for field in FACTS:
        setattr(row, field, getattr(came, field))


def _sitting_twice(rows: Any) -> list[Attendance]:
    """The substitutes marked present whose member is present too."""
    present = [row for row in rows if row.status == AttendanceStatus.PRESENT]
    members = {row.person_id for row in present if row.person_id}
    return [row for row in present if row.substitute_for_id and row.substitute_for_id in members]


def _hold_private_day(meeting: Meeting, rows: list[Attendance], actor: User | None) -> None:
    statuses = {row.status for row in rows}
    is_told = AttendanceStatus.PRESENT in statuses and AttendanceStatus.EXPECTED not in statuses
    is_private = meeting.publication != Publication.PUBLIC
    if is_private and is_told and rules.may_become(meeting.status, MeetingStatus.HELD):
        hold_meeting(meeting=meeting, actor=actor)


def _save_all(rows: list[Attendance]) -> None:
    for row in rows:
        save_row(row)
        if row.status == AttendanceStatus.PRESENT:
            drop_substitute(row)
        else:
            Absence.objects.filter(attendance=row).delete()


def _entry_problems(row: Attendance, held: list[Attendance]) -> dict[str, str]:
    if not (row.person or row.name or row.office):
        return {"name": _("Enter a name or an office")}
    if row.person and row.name:
        return {"name": _("Choose a person or enter a name, not both")}
    if row.person and any(other.person_id == row.person_id for other in held):
        return {"person": _("%(name)s is in the list already") % {"name": row}}
    if row.name and any(str(other).casefold() == row.name.casefold() and other.group == row.group for other in held):
        return {"name": _("%(name)s is in the list already") % {"name": row}}
    if problem := day_problem(row.status, held_on=row.meeting.held_on, today=clock.today()):
        return {"status": problem}
    return _place_problems(row, held)


def _place_problems(row: Attendance, held: list[Attendance]) -> dict[str, str]:
    """Who sits with the members is one on the day, or sits in the place of one who did not come."""
    if row.group != AttendanceGroup.MEMBERS:
        if row.substitute_for:
            return {"substitute_for": _("Only somebody in the group of members sits in a member’s place")}
        return {}
    if row.substitute_for is None:
        if row.person and seats_on_day(row.meeting).filter(person=row.person).exists():
            return {}
        return {"substitute_for": _("%(name)s was not a member on the day. Choose whose place they take") % {"name": row}}
    return _taken_place_problems(row, held)


def _taken_place_problems(row: Attendance, held: list[Attendance]) -> dict[str, str]:
    said = {"name": row.substitute_for}
    place = next((other for other in held if other.person_id == row.substitute_for_id), None)
    if place is None:
        return {"substitute_for": _("%(name)s is not in the list of members") % said}
    if place.status == AttendanceStatus.PRESENT:
        return {"substitute_for": _("%(name)s is marked present. Nobody sits in their place") % said}
    if taken := next((other for other in held if other.substitute_for_id == row.substitute_for_id), None):
        words = _("%(substitute)s sits in the place of %(name)s already")
        return {"substitute_for": words % {**said, "substitute": taken}}
    return {}


def _place_of(meeting: Meeting, person: Person) -> Attendance:
    return Attendance.objects.get(meeting=meeting, person=person)


def _time_problems(meeting: Meeting, rows: list[Attendance], started: time | None, ended: time | None) -> dict[str, str]:
    if ended and started and ended <= started:
        return {"ended_at": _("The end must be after the start")}
    if ended and meeting.held_on > clock.today():
        return {"ended_at": _("The day of the meeting has not come yet")}
    for row in rows:
        moments = [moment for moment in (row.arrived_at, row.left_at) if moment]
        said = {"name": row}
        if started and any(moment < started for moment in moments):
            return {"started_at": _("%(name)s came or went before this time. Change one of the two") % said}
        if ended and any(moment > ended for moment in moments):
            return {"ended_at": _("%(name)s came or went after this time. Change one of the two") % said}
    return {}


def _chair_problems(rows: list[Attendance], chair: Person | None) -> dict[str, str]:
    if chair is None:
        return {}
    row = next((row for row in rows if row.person_id == chair.pk and row.group == AttendanceGroup.MEMBERS), None)
    if row is None:
        return {"chair": _("%(name)s is not in the list of members. Choose a member") % {"name": chair}}
    problem = chair_problem(chair.name, row.status)
    return {"chair": problem} if problem else {}
