"""Who is expected at a meeting, who sent apologies, who came, and who was in the room for each item."""

from meetings.services.attendance.expected import (
    prepare_attendance,
    send_apologies,
    unaccounted,
    withdraw_apologies,
)
from meetings.services.attendance.member import attendance_of
from meetings.services.attendance.offices import Named, name_attendees, rows_to_name
from meetings.services.attendance.presence import (
    OutOfStep,
    Room,
    expected_on_day,
    membership_on_day,
    out_of_step,
    rooms,
    set_room,
)
from meetings.services.attendance.recording import add_attendee, record_attendance, remove_attendee, set_times

__all__ = [
    "Named", "OutOfStep", "Room", "add_attendee", "attendance_of", "expected_on_day", "membership_on_day",
    "name_attendees", "out_of_step", "prepare_attendance", "record_attendance", "remove_attendee", "rooms", "rows_to_name",
    "send_apologies", "set_room", "set_times", "unaccounted", "withdraw_apologies",
]  # fmt: skip
