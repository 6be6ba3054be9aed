"""Who is expected: members, and the offices that attend a board; and the apologies that come in beforehand."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from interface import clock
from meetings.choices import AttendanceGroup, AttendanceStatus
from meetings.models import Attendance, Meeting, StandingAttendee
from meetings.rules.attendance import apologies_problem, in_order
from meetings.services.attendance.keeping import (
    lock_attendance,
    next_number,
    note,
    offices_without_row,
    save_row,
    seats_on_day,
)
from panels.models import Membership, Person


@transaction.atomic
def prepare_attendance(meeting: Meeting, actor: User | None) -> list[Attendance]:
    """A row for everybody who is a member on the day and has none, and for every office that attends by the body's terms.

    What was said of others before stays; a second run adds nobody. Returns the rows that were made.
    """
    locked, minutes = lock_attendance(meeting)
    listed = set(Attendance.objects.filter(meeting=locked, person__isnull=False).values_list("person", flat=True))
    must_all = must_everybody_attend(locked)
    number = next_number(locked)
    made: list[Attendance] = []
    for seat in seats_on_day(locked):
        if seat.person_id in listed:
            continue
        listed.add(seat.person_id)
        made.append(_expected(locked, seat, number + len(made)))
    for office in offices_without_row(locked):
        made.append(_expected_office(locked, office, number + len(made)))
    for row in made:
        row.must_attend = must_all
        row.full_clean()
        row.save()
    if made:
        note(locked, minutes, actor, "meetings.attendance_prepared", rows=len(made))
    return made


@transaction.atomic
def send_apologies(*, meeting: Meeting, person: Person, actor: User | None, substitute_named: str = "") -> Attendance:
    """Say beforehand that a member cannot come, and who comes instead, if anybody: they are expected then.

    Sending again changes who comes instead. Refuses, beside `person`, somebody who is not a member on the day, a meeting
    that is over, and a member who is marked present already.
    """
    locked, minutes = lock_attendance(meeting)
    row = _row_of(locked, person)
    problem = apologies_problem(name=person.name, status=row.status, held_on=locked.held_on, today=clock.today())
    if problem:
        raise ValidationError({"person": problem})
    row.status, row.substitute_named = AttendanceStatus.APOLOGIES, substitute_named.strip()
    row.sent_at, row.sent_by = clock.now(), actor
    save_row(row) if row.pk else _made(row)
    _expect_substitute(locked, row)
    named = bool(row.substitute_named)
    note(locked, minutes, actor, "meetings.apologies_sent", attendance=row.number, substitute=named)
    return row


@transaction.atomic
def withdraw_apologies(*, attendance: Attendance, actor: User | None) -> Attendance:
    """A member who sent apologies comes after all; who was to come instead is no longer expected.

    Refuses when the meeting is over, or when the substitute is marked present.
    """
    locked, minutes = lock_attendance(attendance.meeting)
    row = Attendance.objects.select_for_update(of=("self",)).select_related("person").get(pk=attendance.pk)
    if row.status != AttendanceStatus.APOLOGIES:
        raise ValidationError(_("%(name)s did not send apologies") % {"name": row})
    if problem := apologies_problem(name=str(row), status=row.status, held_on=locked.held_on, today=clock.today()):
        raise ValidationError(problem)
    drop_substitute(row)
    if taken := Attendance.objects.filter(meeting=locked, substitute_for=row.person).first():
        words = _("%(substitute)s sits in the place of %(name)s. Change that on the attendance page first")
        raise ValidationError(words % {"substitute": taken, "name": row})
    row.status, row.substitute_named, row.sent_at, row.sent_by = AttendanceStatus.EXPECTED, "", None, None
    save_row(row)
    note(locked, minutes, actor, "meetings.apologies_withdrawn", attendance=row.number)
    return row


def unaccounted(meeting: Meeting) -> list[str]:
    """Who was expected and is neither present nor apologised, by name or office; those of the day without a row too."""
    rows = list(Attendance.objects.filter(meeting=meeting).select_related("person"))
    listed = {row.person_id for row in rows}
    missing = seats_on_day(meeting).exclude(person__in=[pk for pk in listed if pk])
    unlisted = [_expected(meeting, seat, 0) for seat in missing]
    unlisted += [_expected_office(meeting, office, 0) for office in offices_without_row(meeting)]
    return [str(row) for row in in_order([row for row in rows if row.status == AttendanceStatus.EXPECTED] + unlisted)]


def must_everybody_attend(meeting: Meeting) -> bool:
    """Whether every member listed so far must attend: who becomes a member later must, too."""
    members = Attendance.objects.filter(meeting=meeting, group=AttendanceGroup.MEMBERS, person__isnull=False)
    said = members.values_list("must_attend", flat=True)
    return bool(said) and all(said)


def drop_substitute(row: Attendance) -> None:
    """Whoever was expected in a member's place, and is not marked otherwise, is not expected any more."""
    instead = Attendance.objects.filter(meeting=row.meeting_id, substitute_for=row.person_id, status=AttendanceStatus.EXPECTED)
    if row.person_id:
        instead.delete()


def _expected(meeting: Meeting, seat: Membership, number: int) -> Attendance:
    """A member as the attendance lists them: with their council, or as an independent, and the office they hold that day."""
    offices = [str(office) for office in getattr(seat, "offices_held", [])]
    independent = [] if seat.authority else [_("co-opted independent member")]
    return Attendance(
        meeting=meeting,
        number=number,
        group=AttendanceGroup.MEMBERS,
        person=seat.person,
        organisation=seat.authority.name if seat.authority else "",
        office=", ".join([*offices, *independent]),
    )


def _expected_office(meeting: Meeting, office: StandingAttendee, number: int) -> Attendance:
    """An office as the agenda names it; the minutes name the person, who is filled in beside it."""
    return Attendance(
        meeting=meeting,
        number=number,
        group=office.group,
        office=office.office,
        organisation=office.organisation,
        standing=office,
    )


def _row_of(meeting: Meeting, person: Person) -> Attendance:
    """The row of a member, or a new one that is not kept yet."""
    row = Attendance.objects.select_for_update(of=("self",)).filter(meeting=meeting, person=person).first()
    seat = seats_on_day(meeting).filter(person=person).first()
    if seat is None or (row and row.group != AttendanceGroup.MEMBERS):
        words = _("%(name)s is not a member of %(body)s on the day of the meeting. Choose a member")
        raise ValidationError({"person": words % {"name": person.name, "body": meeting.body}})
    return row or _expected(meeting, seat, next_number(meeting))


def _made(row: Attendance) -> None:
    row.full_clean()
    row.save()


def _expect_substitute(meeting: Meeting, row: Attendance) -> None:
    """Who comes instead stands in the list as expected, in the member's place; one who is marked already stays."""
    drop_substitute(row)
    taken = Attendance.objects.filter(meeting=meeting, substitute_for=row.person).exists()
    if row.substitute_named and not taken:
        _made(
            Attendance(
                meeting=meeting,
                number=next_number(meeting),
                group=AttendanceGroup.MEMBERS,
                name=row.substitute_named,
                organisation=row.organisation,
                substitute_for=row.person,
            )
        )
