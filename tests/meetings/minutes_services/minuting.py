"""What the tests of writing minutes share: the seats of a meeting, a resolution, and what was refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from meetings.choices import AttendanceStatus, EntryKind
from meetings.services import minutes as services
from tests.factories.minutes import AttendanceFactory
from tests.factories.panels import MembershipFactory

HELD_ON = date(2022, 2, 1)
CANARY = "CANARY-WORDS"


def seats_of(meeting):
    """Five members: three in the room, Nicola Clark with apologies, Richard Westwood who has not been marked."""
    names = ["Anna Ash", "Ben Birch", "Cara Cole"]
    here = [AttendanceFactory(meeting=meeting, person__name=name) for name in names]
    away = AttendanceFactory(meeting=meeting, person__name="Nicola Clark", status=AttendanceStatus.APOLOGIES)
    unknown = AttendanceFactory(meeting=meeting, person__name="Richard Westwood", status=AttendanceStatus.EXPECTED)
    for row in (*here, away, unknown):
        MembershipFactory(body=meeting.body, person=row.person)
    return [*here, away, unknown]


def refused(work, *args, **kwargs):
    with pytest.raises(ValidationError) as error:
        work(*args, **kwargs)
    return error.value


def problems(work, *args, **kwargs):
    """What was refused, by field; a refusal of the whole under ""."""
    error = refused(work, *args, **kwargs)
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


def resolve(item, actor, **content):
    return services.add_entry(item=item, kind=EntryKind.RESOLUTION, actor=actor, **{"text": "To endorse it.", **content})


def last_audit():
    return AuditEntry.objects.order_by("sequence").last()
