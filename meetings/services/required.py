"""Who must attend a private day of a body, whether they did, and what a member must attend next."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from interface import clock
from interface.models import STALE
from meetings import rules
from meetings.choices import AttendanceGroup, AttendanceStatus, Publication
from meetings.models import Attendance, Meeting
from meetings.rules.year import required_words
from meetings.services.attendance import prepare_attendance
from meetings.services.attendance.keeping import lock_attendance, note, save_row, seats_on_day
from panels.models import Person, PoliceArea
from panels.permissions import SITS, appointments_of


def may_require(meeting: Meeting) -> bool:
    """Whether the portal keeps who must attend: of the body's private days, not of its meetings in public."""
    return meeting.publication != Publication.PUBLIC


def members_listed(meeting: Meeting) -> list[Attendance]:
    """The members in the attendance of a meeting, in the order in which they were listed."""
    rows = Attendance.objects.filter(meeting=meeting, group=AttendanceGroup.MEMBERS, person__isnull=False)
    return list(rows.select_related("person").order_by("number"))


def members_to_require(meeting: Meeting) -> QuerySet:
    """Who may be said to have to attend: the members on the day and those listed, by name."""
    on_day = Q(pk__in=seats_on_day(meeting).values("person"))
    listed = Q(attendances__meeting=meeting, attendances__group=AttendanceGroup.MEMBERS)
    return Person.objects.filter(on_day | listed).distinct().order_by("name", "pk")


def list_version(meeting: Meeting) -> int:
    """A number that moves with every change to who is listed and who must attend: what a form was opened at."""
    rows = Attendance.objects.filter(meeting=meeting, group=AttendanceGroup.MEMBERS, person__isnull=False)
    return 1 + sum(rows.values_list("version", flat=True))


@transaction.atomic
def set_required(*, meeting: Meeting, version: int, actor: User | None, people: Collection[Person] | None) -> list[Attendance]:
    """Say which members must attend a private day; with None every member on the day. Returns the rows that changed.

    Lists the members on the day first. Refuses a meeting in public, one that is not announced or does not take place, a list
    that somebody else changed meanwhile, and people who are not in it.
    """
    if not may_require(meeting):
        raise ValidationError(_("This is a meeting in public. Members are summoned to it by its agenda"))
    locked, minutes = lock_attendance(meeting)
    if list_version(locked) != version:
        raise ValidationError(STALE, code="stale")
    prepare_attendance(locked, actor)
    rows = Attendance.objects.select_for_update(of=("self",)).filter(meeting=locked, group=AttendanceGroup.MEMBERS)
    listed = list(rows.filter(person__isnull=False).order_by("number"))
    wanted = {row.person_id for row in listed} if people is None else {person.pk for person in people}
    if wanted - {row.person_id for row in listed}:
        raise ValidationError({"people": _("Choose members from the list")})
    changed = [row for row in listed if row.must_attend != (row.person_id in wanted)]
    for row in changed:
        row.must_attend = not row.must_attend
        save_row(row)
    if changed:
        note(locked, minutes, actor, "meetings.required_set", must_attend=len(wanted), of=len(listed))
    return changed


def required_line(meeting: Meeting) -> str:
    """How many who must attend a private day did not; empty where nobody must. Never for the public."""
    if not may_require(meeting):
        return ""
    said = Attendance.objects.filter(meeting=meeting, must_attend=True).values_list("status", flat=True)
    return required_words(said, has_come=meeting.held_on <= clock.today())


def must_attend(user: Any, area: PoliceArea) -> list[Attendance]:
    """The coming private days that a member must attend, the nearest first: rows of attendance with their meeting.

    Those of the seats that a person's appointments in the area name, of meetings that they may know of and that take place.
    One whose member sent apologies is among them: its `status` says so.
    """
    held = [one for one in appointments_of(user) if one.area_id == area.pk and one.role in SITS]
    people = {one.person_id for one in held if one.person_id}
    if not people:
        return []
    rows = Attendance.objects.filter(person__in=people, must_attend=True, meeting__held_on__gte=clock.today())
    seen = Meeting.objects.visible_to(user).filter(area=area).exclude(status__in=rules.OFF)
    kept = rows.filter(meeting__in=seen).exclude(status=AttendanceStatus.ABSENT)
    found = kept.select_related("meeting__area", "meeting__body", "meeting__venue", "person")
    return list(found.order_by("meeting__held_on", "meeting__starts_at", "meeting__slug"))
