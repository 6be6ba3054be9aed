"""Who was at a meeting, as its minutes list them: by group, in the order of print."""

from meetings.choices import AttendanceGroup, AttendanceStatus
from meetings.models import Attendance, Minutes
from meetings.rules.naming import group_label
from meetings.services.minutes import words
from panels.models import Body


def attendances(minutes: Minutes) -> list[Attendance]:
    """Everybody expected, in the order of print: by group, the Chair first, members by authority, then as entered."""
    rows = list(Attendance.objects.filter(meeting=minutes.meeting_id).select_related("person", "substitute_for"))
    place = {group: index for index, group in enumerate(AttendanceGroup.values)}
    chair = minutes.chair_id

    def order(row: Attendance) -> tuple:
        by_authority = row.organisation if row.group == AttendanceGroup.MEMBERS else ""
        is_chair = chair is not None and row.person_id == chair
        without = row.group == AttendanceGroup.MEMBERS and not row.organisation
        return place[row.group], not is_chair, without, by_authority, row.number

    return sorted(rows, key=order)


def groups(people: list[Attendance], body: Body) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Who was present, under the headings of the minutes; a heading without anybody is left out."""
    present = [row for row in people if row.status == AttendanceStatus.PRESENT]
    grouped = (
        (group_label(value, body), tuple(words.attendee_line(row) for row in present if row.group == value))
        for value in AttendanceGroup.values
    )
    return tuple((label, lines) for label, lines in grouped if lines)
