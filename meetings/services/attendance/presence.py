"""Who was in the room for each item, and whether that was a quorum."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from meetings.choices import AttendanceGroup, AttendanceStatus
from meetings.models import (
    Absence,
    Attendance,
    Declaration,
    Meeting,
    MinuteItem,
    Minutes,
    NamedVote,
    Resolution,
    StandingAttendee,
)
from meetings.rules.attendance import Quorum, in_order, is_in_room, quorum
from meetings.services.attendance.keeping import lock_attendance, note
from panels.models import Membership
from panels.rulebook import QUORUM, local_rule


@dataclass(frozen=True)
class Room:
    """Who was in the room for one item: `members` and those in their place, of so many members on the day.

    `quorum` is None where the body has no rule of its own about it.
    """

    members: tuple[Attendance, ...]
    count: int
    membership: int
    quorum: Quorum | None


@dataclass(frozen=True)
class OutOfStep:
    """A vote that counts other members than attendance has in the room now: `voted` then, `in_room` now, and those named
    in the vote who were not there.
    """

    item: MinuteItem
    voted: int
    in_room: int
    names: tuple[str, ...] = ()


def membership_on_day(meeting: Meeting) -> int:
    """How many persons are members of the body on the day of a meeting."""
    return Membership.objects.on(meeting.held_on).filter(body=meeting.body_id).values("person").distinct().count()


def expected_on_day(meeting: Meeting) -> int:
    """How many are expected at a meeting: the members of the body on the day, and the offices that attend it by its terms."""
    offices = StandingAttendee.objects.on(meeting.held_on).filter(body=meeting.body_id).count()
    return membership_on_day(meeting) + offices


def rooms(minutes: Minutes) -> dict[int, Room]:
    """Who was in the room for each item of the minutes, by the item's key, in five queries however many there are.

    In the room are the members present, and substitutes in their place: from their first item on when they came late,
    before the first that they missed when they left early, and not for an item that they were out for.
    """
    meeting = minutes.meeting
    present = Attendance.objects.filter(meeting=meeting, group=AttendanceGroup.MEMBERS, status=AttendanceStatus.PRESENT)
    rows = in_order(present.select_related("person", "arrived_item", "left_item"))
    out = set(Absence.objects.filter(item__minutes=minutes).values_list("item", "attendance"))
    membership = membership_on_day(meeting)
    rule = local_rule(meeting.body, QUORUM, on=meeting.held_on)
    found = {}
    for pk, position in MinuteItem.objects.filter(minutes=minutes).values_list("pk", "position"):
        here = tuple(row for row in rows if _was_there(row, position, is_out=(pk, row.pk) in out))
        found[pk] = Room(here, len(here), membership, quorum(len(here), membership, rule))
    return found


def _was_there(row: Attendance, position: int, *, is_out: bool = False) -> bool:
    arrived = row.arrived_item.position if row.arrived_item else None
    left = row.left_item.position if row.left_item else None
    return is_in_room(position, status=row.status, arrived=arrived, left=left, is_out=is_out)


@transaction.atomic
def set_room(
    *, item: MinuteItem, absent: Collection[int], actor: User | None, before: Collection[int] | None = None
) -> list[Absence]:
    """Say which members present at the meeting were out of the room for one item; `absent` holds keys of their rows.

    `before` is who was out when the page was read: with it only what was changed there is changed, so that two clerks at
    work keep what each of them said. Who sent apologies, had not come yet or had left is out anyway. Refuses keys of
    another meeting, and somebody back in who left after declaring an interest in the item.
    """
    locked, minutes = lock_attendance(item.minutes.meeting)
    rows = Attendance.objects.filter(meeting=item.minutes.meeting_id).select_related("person", "arrived_item", "left_item")
    known = {row.pk: row for row in rows}
    if set(absent) - set(known):
        raise ValidationError({"absent": _("Somebody you marked is not in the list of this meeting. Open this page again")})
    was = set(Absence.objects.filter(item=item).values_list("attendance", flat=True))
    wanted = set(absent) if before is None else (was | (set(absent) - set(before))) - (set(before) - set(absent))
    wanted = {pk for pk in wanted if known[pk].group == AttendanceGroup.MEMBERS and _was_there(known[pk], item.position)}
    _refuse_declared(item, wanted)
    Absence.objects.filter(item=item, attendance__in=was - wanted).delete()
    Absence.objects.bulk_create([Absence(item=item, attendance=known[pk]) for pk in sorted(wanted - was)])
    if wanted != was:
        numbers = sorted(known[pk].number for pk in wanted)
        note(locked, minutes, actor, "meetings.room_set", item=item.reference, out=numbers)
    return list(Absence.objects.filter(item=item).select_related("attendance__person"))


def _refuse_declared(item: MinuteItem, wanted: set[int]) -> None:
    declared = Declaration.objects.filter(about=item, left_room=True, entry__removed_at__isnull=True)
    back = declared.exclude(attendance__in=wanted).filter(attendance__status=AttendanceStatus.PRESENT)
    for declaration in back.select_related("attendance__person", "attendance__arrived_item", "attendance__left_item"):
        if _was_there(declaration.attendance, item.position):
            words = _("%(name)s declared an interest and left for this item. Change the declaration first")
            raise ValidationError({"absent": words % {"name": declaration.attendance}})


def out_of_step(minutes: Minutes) -> list[OutOfStep]:
    """The votes that no longer fit who was in the room, in order: attendance was changed after they were written down."""
    taken = Resolution.objects.filter(entry__minutes=minutes, entry__removed_at__isnull=True, in_room__isnull=False)
    votes = list(taken.select_related("entry__item").order_by("entry__item__position", "entry__position"))
    if not votes:
        return []
    found, now = [], rooms(minutes)
    named = NamedVote.objects.filter(resolution__in=votes).select_related("attendance__person")
    for vote in votes:
        room = now[vote.entry.item_id]
        here = {row.pk for row in room.members}
        gone = tuple(
            str(one.attendance) for one in named if one.resolution_id == vote.pk and one.attendance_id not in here
        )  # fmt: skip
        if vote.in_room is not None and (vote.in_room != room.count or gone):
            found.append(OutOfStep(vote.entry.item, vote.in_room, room.count, gone))
    return found
