"""Who may be named in an entry: the members in the room for its item, and why somebody else was not there."""

from django.utils.translation import gettext as _

from meetings.choices import AttendanceGroup, AttendanceStatus
from meetings.models import Attendance, MinuteItem
from meetings.services import attendance
from panels.models import Person


class Roll:
    """The attendance of a meeting as one item of its minutes sees it. Fetched once, within the lock of the minutes."""

    def __init__(self, item: MinuteItem) -> None:
        room = attendance.rooms(item.minutes)[item.pk]
        self.membership = room.membership
        self.in_room = {row.pk: row for row in room.members}
        rows = Attendance.objects.filter(meeting=item.minutes.meeting_id).select_related("person")
        self.rows = {row.pk: row for row in rows}
        self._by_person = {row.person_id: row for row in self.rows.values() if row.person_id}

    def mover_problem(self, person: Person | None) -> str:
        """Why a person cannot have moved or seconded, as a sentence; empty when they can, or nobody is named."""
        if person is None:
            return ""
        row = self._by_person.get(person.pk)
        if row is None:
            return _unlisted(person)
        if row.group != AttendanceGroup.MEMBERS:
            return _("%(name)s is not a member of the panel. Choose a member") % {"name": row}
        return self.room_problem(row)

    def speaker_problem(self, person: Person | None) -> str:
        """Why a person cannot have asked a question at the item; members must be in the room, others at the meeting."""
        if person is None:
            return ""
        row = self._by_person.get(person.pk)
        if row is None:
            return _unlisted(person)
        return self.room_problem(row) if row.group == AttendanceGroup.MEMBERS else presence_problem(row)

    def room_problem(self, row: Attendance) -> str:
        """Why a member was not in the room for the item; empty when they were."""
        if row.pk in self.in_room:
            return ""
        elsewhere = _("%(name)s was not in the room for this item. Change who was in the room, or choose someone else")
        return presence_problem(row) or elsewhere % {"name": row}


def presence_problem(row: Attendance) -> str:
    """Why somebody was not at the meeting; empty when they were."""
    words = {
        AttendanceStatus.APOLOGIES: _("%(name)s sent apologies. Mark them present or choose someone else"),
        AttendanceStatus.ABSENT: _("%(name)s was absent. Mark them present or choose someone else"),
        AttendanceStatus.EXPECTED: _("%(name)s is not marked as present. Mark them present or choose someone else"),
    }
    found = words.get(AttendanceStatus(row.status), "")
    return found % {"name": row} if found else ""


def _unlisted(person: Person) -> str:
    return _("%(name)s is not in the attendance of this meeting. Add them there, or choose someone else") % {"name": person.name}
