"""Letters to a body's members: one job for each of them, so that a mail server that fails loses nobody's."""

from enum import StrEnum

from django.conf import settings
from django.utils import translation

from accounts.models import User
from jobs.services import enqueue
from meetings import emails, permissions
from meetings.choices import Publication
from meetings.models import AgendaVersion, Meeting
from meetings.services.reading import seen_agenda

NOTICE_JOB = "meetings.send_notice"
MOST_ATTEMPTS = 8  # the pauses between them grow to about three hours in all


class Letter(StrEnum):
    """What members are told."""

    NOTICE = "notice"
    OFF = "off"
    SUPPLEMENT = "supplement"


def tell_members(meeting: Meeting, letter: Letter, actor: User | None, *, part: int = 0) -> None:
    """Ask for a letter to everybody who is summoned; called within the change that it tells of, and sent after it."""
    of = f"{meeting.version}/{part}" if part else f"{meeting.version}"
    more = {"part": part} if part else {}
    for person in permissions.people_summoned(meeting):
        enqueue(
            NOTICE_JOB,
            key=f"{letter}/{meeting.reference}/{of}/{person.pk}",
            payload={"letter": letter, "meeting": meeting.pk, "user": person.pk, **more},
            requested_by=actor,
            area_slug=meeting.area.slug,
            max_attempts=MOST_ATTEMPTS,
        )


def send_letter(*, meeting: Meeting, letter: Letter, reader: User, part: int = 0) -> int:
    """Send one person one letter, in the portal's own language. Gives how many left; raises what the mail server says."""
    if not reader.is_active:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        subject, text = _written(meeting, letter, part)
    return emails.send([reader.email], subject, text)


def _written(meeting: Meeting, letter: Letter, part: int) -> tuple[str, str]:
    if letter == Letter.OFF:
        return emails.meeting_off(meeting)
    return _supplement(meeting, part) if letter == Letter.SUPPLEMENT else _notice(meeting)


def _supplement(meeting: Meeting, part: int) -> tuple[str, str]:
    """The public face of a supplement and nothing else: no private title, no private paper; of a private day, no item."""
    supplement = meeting.supplements.get(number=part)
    if meeting.publication != Publication.PUBLIC:
        return emails.supplement_published(supplement, [])
    held = set(supplement.item_papers.values_list("item__slug", flat=True))
    items = [item for item in seen_agenda(meeting, entitled=False, part=part) if item.slug in held]
    return emails.supplement_published(supplement, items)


def _notice(meeting: Meeting) -> tuple[str, str]:
    if meeting.publication != Publication.PUBLIC:
        return emails.notice_of_meeting(meeting, {"items": []})
    version = AgendaVersion.objects.filter(meeting=meeting).order_by("-number")[0]
    return emails.notice_of_meeting(meeting, version.snapshot)
