"""Who is in the room for an item, whether that is a quorum, and what cannot be said of who came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interface.templatetags.dates import clock_time, long_date
from meetings.choices import AttendanceGroup, AttendanceStatus, MeetingStatus
from panels.rules import members_needed

# What may be said of somebody before the meeting
FORESEEN = frozenset({AttendanceStatus.EXPECTED, AttendanceStatus.APOLOGIES})


@dataclass(frozen=True)
class Quorum:
    """How many members must be in the room by a body's own rule, whether they are, and where the rule is laid down."""

    needed: int
    is_met: bool
    provision: str
    title: str


@dataclass(frozen=True)
class Came:
    """What somebody saving the attendance says of one person: `attendance` is the row they read, at `version`.

    `arrived_item` and `left_item` are rows of the minutes with a `position`: the first item that a late comer was in the
    room for, and the first that somebody who left early missed.
    """

    attendance: Any
    version: int
    status: str
    arrived_at: time | None = None
    arrived_item: Any = None
    left_at: time | None = None
    left_item: Any = None

    @property
    def number(self) -> int:
        return self.attendance.number


def is_in_room(position: int, *, status: str, arrived: int | None, left: int | None, is_out: bool = False) -> bool:
    """Whether somebody was in the room for the item at a position.

    `arrived` and `left` are positions of items: here from the first, gone from the second. `is_out` says that they left
    the room for this item alone.
    """
    if status != AttendanceStatus.PRESENT or is_out:
        return False
    return (arrived is None or position >= arrived) and (left is None or position < left)


def quorum(count: int, membership: int, rule: Any) -> Quorum | None:
    """What a body's own rule asks of so many members, `count` of whom are in the room; None when it has no such rule.

    `rule` is a local rule with number, unit, provision and title. The law lays down no quorum for panels: their rules of
    procedure do (Police Reform and Social Responsibility Act 2011, Schedule 6 paragraphs 24 and 25).
    """
    if rule is None:
        return None
    needed = members_needed(rule.number, rule.unit, membership)
    return Quorum(needed, count >= needed, rule.provision, rule.title)


def quorum_words(found: Quorum | None, membership: int) -> str:
    """“Met: 6 of 17 members needed”, or that the body has no rule."""
    if found is None:
        return _("No rule of the body’s own says how many must be in the room")
    words = (
        ngettext("Met: %(needed)s of %(all)s member needed", "Met: %(needed)s of %(all)s members needed", membership)
        if found.is_met
        else ngettext("Not met: %(needed)s of %(all)s member needed", "Not met: %(needed)s of %(all)s members needed", membership)
    )
    return words % {"needed": found.needed, "all": membership}


def meeting_problem(status: str) -> str:
    """Why nobody's coming or going can be recorded for a meeting in this state; empty when it can."""
    if status in (MeetingStatus.CANCELLED, MeetingStatus.POSTPONED):
        return _("The meeting does not take place")
    if status == MeetingStatus.DRAFT:
        return _("The meeting is not announced yet")
    return ""


def apologies_problem(*, name: str, status: str, held_on: date, today: date) -> str:
    """Why apologies cannot be sent in beforehand; empty when they can."""
    if held_on < today:
        return _("The meeting was on %(day)s. Record who was there on its attendance page") % {"day": long_date(held_on)}
    if status == AttendanceStatus.PRESENT:
        return _("%(name)s is marked present. Change that on the attendance page") % {"name": name}
    return ""


def arrival_problems(name: str, group: str, came: Came, *, started: time | None, ended: time | None) -> dict[str, str]:
    """What cannot be of one person's coming and going, by field: status, arrived_at, arrived_item, left_at, left_item.

    A time alone does not say for which items a member was in the room, and so counted for the quorum and the votes.
    """
    said = {"name": name}
    if came.status != AttendanceStatus.PRESENT:
        fields = ("arrived_at", "arrived_item", "left_at", "left_item")
        typed = next((field for field in fields if getattr(came, field) is not None), "")
        return {typed: _("%(name)s is not marked present. Take the times out, or mark them present") % said} if typed else {}
    found = {}
    if group == AttendanceGroup.MEMBERS and came.arrived_at and came.arrived_item is None:
        found["arrived_item"] = _("Choose the first item that %(name)s was in the room for") % said
    if group == AttendanceGroup.MEMBERS and came.left_at and came.left_item is None:
        found["left_item"] = _("Choose the first item that %(name)s was not in the room for") % said
    if came.arrived_item and came.left_item and came.left_item.position <= came.arrived_item.position:
        found["left_item"] = _("%(name)s cannot miss an item before the first one they came for") % said
    return found | _time_problems(name, came, started, ended)


def _time_problems(name: str, came: Came, started: time | None, ended: time | None) -> dict[str, str]:
    found, said = {}, {"name": name}
    if came.arrived_at and came.left_at and came.left_at <= came.arrived_at:
        found["left_at"] = _("%(name)s must leave after they arrived") % said
    for field, moment in (("arrived_at", came.arrived_at), ("left_at", came.left_at)):
        if moment and ended and moment > ended:
            found[field] = _("The meeting ended at %(time)s. Enter an earlier time") % {"time": clock_time(ended)}
        if moment and started and moment < started:
            found[field] = _("The meeting started at %(time)s. Enter a later time") % {"time": clock_time(started)}
    return found


def day_problem(status: str, *, held_on: date, today: date) -> str:
    """Nobody was present or absent before the day came; empty when the status can be said."""
    if today < held_on and status not in FORESEEN:
        return _("The meeting is on %(day)s. Until then, record apologies only") % {"day": long_date(held_on)}
    return ""


def chair_problem(name: str, status: str) -> str:
    """Why somebody cannot have chaired the meeting; empty when they can."""
    if status == AttendanceStatus.APOLOGIES:
        return _("%(name)s sent apologies. Mark them present or choose someone else") % {"name": name}
    if status == AttendanceStatus.ABSENT:
        return _("%(name)s was absent. Mark them present or choose someone else") % {"name": name}
    return ""


def movement_words(row: Any) -> str:
    """“Arrived at 11:05am, for item 4. Left at noon, before item 9”; empty for who was there throughout.

    `row` has arrived_at, arrived_item, left_at and left_item; an item has a number and the title that everybody may read.
    """
    words = []
    if row.arrived_at or row.arrived_item:
        words.append(_movement(_("Arrived"), row.arrived_at, row.arrived_item, _("for %(item)s")))
    if row.left_at or row.left_item:
        words.append(_movement(_("Left"), row.left_at, row.left_item, _("before %(item)s")))
    return ". ".join(words)


def _movement(verb: str, moment: time | None, item: Any, of_item: str) -> str:
    """The comma stands only where both the time and the item are known."""
    at = _("at %(time)s") % {"time": clock_time(moment)} if moment else ""
    return f"{verb} " + ", ".join(filter(None, [at, of_item % {"item": item_words(item)} if item else ""]))


def item_words(item: Any) -> str:
    """“item 4”, or the title that everybody may read of one without a number."""
    if item.number:
        return _("item %(number)s") % {"number": item.number}
    return _("“%(title)s”") % {"title": item.neutral_title if item.is_private else item.title}


def in_order(rows: Iterable[Any]) -> list[Any]:
    """Members by council, those without one last, each council's by name; the others of a group as they were entered."""
    return sorted(rows, key=_place)


def _place(row: Any) -> tuple:
    group = list(AttendanceGroup.values).index(row.group)
    if row.group != AttendanceGroup.MEMBERS:
        return (group, False, "", "", row.number)
    return (group, not row.organisation, row.organisation.casefold(), str(row).casefold(), row.number)


def name_and_place(row: Any) -> tuple[str, str]:
    """“Cllr Heather Shearer” and “Mendip District Council, Chair”. One known by the office alone is named by it."""
    name = f"{row.person.style} {row.person.name}".strip() if row.person else row.name
    if not name:
        return capfirst(row.office), row.organisation
    return name, ", ".join(part for part in (row.organisation, row.office) if part)


def attendance_line(row: Any) -> str:
    """“Cllr Heather Shearer, Mendip District Council, Chair”: the two of `name_and_place` in one."""
    return ", ".join(part for part in name_and_place(row) if part)
