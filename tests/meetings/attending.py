"""What the tests of attendance share: members with their rows, what is said of one, and what was refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from meetings.choices import AttendanceStatus
from meetings.rules.attendance import Came
from tests.factories.minutes import AttendanceFactory
from tests.factories.panels import MembershipFactory

PRESENT, APOLOGIES = AttendanceStatus.PRESENT, AttendanceStatus.APOLOGIES
ABSENT, EXPECTED = AttendanceStatus.ABSENT, AttendanceStatus.EXPECTED
BEFORE = date(2022, 3, 10)


def items_of(minutes):
    return list(minutes.items.order_by("position"))


def sits(minutes, name, **facts):
    """A member on the day and their row."""
    seat = MembershipFactory(body=minutes.meeting.body, person__name=name, person__area=minutes.meeting.area)
    return AttendanceFactory(meeting=minutes.meeting, person=seat.person, organisation=seat.authority.name, **facts)


def problems_of(call, **arguments):
    """The messages by field of what a service refused; {"": …} for those of no field."""
    with pytest.raises(ValidationError) as refused:
        call(**arguments)
    found = refused.value
    return {name: [str(m) for m in ValidationError(e).messages] for name, e in found.error_dict.items()} if hasattr(
        found, "error_dict"
    ) else {"": found.messages}  # fmt: skip


def said_of(row, status=PRESENT, **facts):
    return Came(attendance=row, version=row.version, status=status, **facts)
