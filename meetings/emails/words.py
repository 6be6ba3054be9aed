"""What every mail says of a meeting, and where it leads."""

from django.conf import settings

from interface.templatetags.dates import long_date
from meetings.models import Meeting


def named(meeting: Meeting) -> dict[str, str]:
    """The body and the day, for a subject."""
    return {"body": meeting.body.name, "day": long_date(meeting.held_on)}


def address_of(meeting: Meeting) -> str:
    """The whole address of its page."""
    return f"{settings.SITE_ADDRESS}{meeting.get_absolute_url()}"
