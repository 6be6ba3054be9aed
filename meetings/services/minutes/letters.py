"""Letters about minutes: one job for each, sent after the act that it tells of. None holds a word of the minutes."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.utils import translation

from accounts.models import User
from jobs.services import enqueue
from meetings import emails, permissions
from meetings.models import Correction, Minutes
from meetings.services.notices import MOST_ATTEMPTS

MINUTES_LETTER_JOB = "meetings.send_minutes_letter"


class MinutesWord(StrEnum):
    """What somebody is told."""

    SENT = "minutes-sent"
    CHECKED = "minutes-checked"
    RETURNED = "minutes-returned"
    DECISIONS = "decisions-published"
    PUBLISHED = "minutes-published"
    CONFIRMED = "minutes-confirmed"
    CORRIGENDUM = "corrigendum-added"
    CORRECTION_PROPOSED = "correction-proposed"
    CORRECTION_DECIDED = "correction-decided"


WRITTEN = {
    MinutesWord.SENT: emails.minutes_sent,
    MinutesWord.CHECKED: emails.minutes_checked,
    MinutesWord.RETURNED: emails.minutes_returned,
    MinutesWord.DECISIONS: emails.decisions_published,
    MinutesWord.PUBLISHED: emails.minutes_published,
    MinutesWord.CONFIRMED: emails.minutes_confirmed,
    MinutesWord.CORRIGENDUM: emails.corrigendum_added,
}
ABOUT_CORRECTIONS = {
    MinutesWord.CORRECTION_PROPOSED: emails.correction_proposed,
    MinutesWord.CORRECTION_DECIDED: emails.correction_decided,
}


def tell_chair(minutes: Minutes, actor: User | None) -> None:
    """Write to the Chair of the body that there are minutes to check."""
    _ask(MinutesWord.SENT, minutes, minutes.version, permissions.chairs_of(minutes.meeting), minutes, actor)


def tell_writers(minutes: Minutes, word: MinutesWord, actor: User | None) -> None:
    """Write to those who prepare the body's meetings what became of the minutes that the Chair had."""
    _ask(word, minutes, minutes.version, permissions.people_preparing(minutes.meeting), minutes, actor)


def tell_members(minutes: Minutes, word: MinutesWord, actor: User | None) -> None:
    """Write to every member that the minutes, the decisions or a corrigendum are out."""
    _ask(word, minutes, minutes.version, permissions.people_summoned(minutes.meeting), minutes, actor)


def tell_of_correction(correction: Correction, actor: User | None) -> None:
    """Write to those who prepare the meetings that a member proposes a correction."""
    minutes = correction.minutes
    people = permissions.people_preparing(minutes.meeting)
    _ask(MinutesWord.CORRECTION_PROPOSED, correction, correction.version, people, minutes, actor)


def tell_author(correction: Correction, actor: User | None) -> None:
    """Write to the member who proposed a correction what became of it."""
    people = [correction.proposed_by]
    _ask(MinutesWord.CORRECTION_DECIDED, correction, correction.version, people, correction.minutes, actor)


def _ask(
    word: MinutesWord, about: Any, version: int, people: Iterable[User], minutes: Minutes, actor: User | None
) -> None:  # fmt: skip
    """One letter to each, except to whoever did it."""
    for person in people:
        if actor is not None and person.pk == actor.pk:
            continue
        enqueue(
            MINUTES_LETTER_JOB,
            key=f"{word}/{about.pk}/{version}/{person.pk}",
            payload={"word": word, "about": about.pk, "user": person.pk},
            requested_by=actor,
            area_slug=minutes.meeting.area.slug,
            max_attempts=MOST_ATTEMPTS,
        )


def send_minutes_word(*, word: MinutesWord, about: int, reader: User) -> int:
    """Send one person one letter, in the portal's own language. Gives how many left; raises what the mail server says."""
    if not reader.is_active:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        subject, text = _written(word, about)
    return emails.send([reader.email], subject, text)


def _written(word: MinutesWord, about: int) -> tuple[str, str]:
    if word in ABOUT_CORRECTIONS:
        found = Correction.objects.select_related("minutes__meeting__area", "minutes__meeting__body").get(pk=about)
        return ABOUT_CORRECTIONS[word](found)
    return WRITTEN[word](Minutes.objects.for_page().get(pk=about))
