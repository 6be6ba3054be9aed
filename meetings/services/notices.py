"""Letters to a body's members: one job for each of them, so that a mail server that fails loses nobody's."""

from enum import StrEnum

from django.conf import settings
from django.utils import translation

from accounts.models import User
from jobs.services import enqueue
from meetings import emails, permissions
from meetings.models import AgendaVersion, Meeting

NOTICE_JOB = "meetings.send_notice"
MOST_ATTEMPTS = 8  # the pauses between them grow to about three hours in all


class Letter(StrEnum):
    """What members are told."""

    NOTICE = "notice"
    OFF = "off"


def tell_members(meeting: Meeting, letter: Letter, actor: User | None) -> None:
    """Ask for a letter to everybody who is summoned; called within the change that it tells of, and sent after it."""
    for person in permissions.people_summoned(meeting):
        enqueue(
            NOTICE_JOB,
            key=f"{letter}/{meeting.reference}/{meeting.version}/{person.pk}",
            payload={"letter": letter, "meeting": meeting.pk, "user": person.pk},
            requested_by=actor,
            area_slug=meeting.area.slug,
            max_attempts=MOST_ATTEMPTS,
        )


def send_letter(*, meeting: Meeting, letter: Letter, reader: User) -> int:
    """Send one person one letter, in the portal's own language. Gives how many left; raises what the mail server says."""
    if not reader.is_active:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        subject, text = emails.meeting_off(meeting) if letter == Letter.OFF else _notice(meeting)
    return emails.send([reader.email], subject, text)


def _notice(meeting: Meeting) -> tuple[str, str]:
    version = AgendaVersion.objects.filter(meeting=meeting).order_by("-number")[0]
    return emails.notice_of_meeting(meeting, version.snapshot)
