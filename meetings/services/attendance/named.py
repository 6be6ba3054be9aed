"""Whom the minutes name, and at which items: they were in the room there, whatever attendance is changed to."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from meetings.choices import AttendanceStatus
from meetings.models import Attendance, Declaration, MinuteItem, Minutes, NamedVote, Question, Resolution
from meetings.rules.attendance import Came, is_in_room, item_words

KEPT = {"entry__removed_at__isnull": True}


def named_problems(minutes: Minutes, row: Attendance, came: Came) -> dict[str, str]:
    """Why somebody named in the minutes cannot have been away then, by field; empty when nothing speaks against it."""
    arrived = came.arrived_item.position if came.arrived_item else None
    left = came.left_item.position if came.left_item else None
    for item in _items_naming(minutes, row):
        if not is_in_room(item.position, status=came.status, arrived=arrived, left=left):
            return {_field_at_fault(item, came): _words(row, item)}
    if came.status != AttendanceStatus.PRESENT and row.person_id and minutes.chair_id == row.person_id:
        return {"status": _("%(name)s is named as the chair of the meeting. Choose another chair first") % {"name": row}}
    return {}


def named_words(minutes: Minutes, row: Attendance) -> str:
    """Why somebody cannot be taken off the list: the minutes name them; empty when they do not."""
    items = _items_naming(minutes, row)
    return _words(row, items[0]) if items else ""


def _field_at_fault(item: MinuteItem, came: Came) -> str:
    if came.status != AttendanceStatus.PRESENT:
        return "status"
    return "arrived_item" if came.arrived_item and item.position < came.arrived_item.position else "left_item"


def _words(row: Attendance, item: MinuteItem) -> str:
    words = _("The minutes of %(item)s name %(name)s. Take the name out there first")
    return words % {"item": item_words(item), "name": row}


def _items_naming(minutes: Minutes, row: Attendance) -> list[MinuteItem]:
    """Items with a declaration or a vote of theirs, a motion they moved or seconded, a question they asked: in order."""
    found: list[Any] = [
        *Declaration.objects.filter(attendance=row, entry__minutes=minutes, **KEPT).values_list("entry__item", flat=True),
        *NamedVote.objects.filter(
            attendance=row, resolution__entry__minutes=minutes, resolution__entry__removed_at__isnull=True
        ).values_list("resolution__entry__item", flat=True),
    ]
    if row.person_id:
        moved = Q(moved_by=row.person_id) | Q(seconded_by=row.person_id)
        found += Resolution.objects.filter(moved, entry__minutes=minutes, **KEPT).values_list("entry__item", flat=True)
        asked = Question.objects.filter(asked_by=row.person_id, entry__minutes=minutes, **KEPT)
        found += asked.values_list("entry__item", flat=True)
    return list(MinuteItem.objects.filter(pk__in=found).order_by("position"))
