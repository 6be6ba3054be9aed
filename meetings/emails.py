"""What members are sent about a meeting. A mail holds the public face of the agenda alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from interface.templatetags.dates import long_date
from meetings.models import Meeting


def notice_of_meeting(meeting: Meeting, snapshot: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and text of the notice that goes with a published agenda, from what was published and nothing else."""
    subject = _("%(body)s: notice of meeting on %(day)s") % _named(meeting)
    context = {"meeting": meeting, "items": snapshot["items"], "address": _address(meeting)}
    return subject, render_to_string("meetings/email/notice_of_meeting.txt", context)


def meeting_off(meeting: Meeting) -> tuple[str, str]:
    """Subject and text that tell of a meeting postponed or cancelled, with the reason."""
    subject = _("%(body)s: the meeting on %(day)s does not take place") % _named(meeting)
    return subject, render_to_string("meetings/email/meeting_off.txt", {"meeting": meeting, "address": _address(meeting)})


def send(addresses: Sequence[str], subject: str, text: str) -> int:
    """Send one message to each address, so that nobody reads the others' addresses. Gives how many left."""
    messages = [EmailMessage(subject=subject, body=text, to=[address]) for address in addresses]
    return get_connection().send_messages(messages) or 0


def _named(meeting: Meeting) -> dict[str, str]:
    return {"body": meeting.body.name, "day": long_date(meeting.held_on)}


def _address(meeting: Meeting) -> str:
    return f"{settings.SITE_ADDRESS}{meeting.get_absolute_url()}"
