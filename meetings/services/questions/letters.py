"""Letters to whoever sent a question: what has become of it, and never a word of anybody else's."""

from enum import StrEnum

from django.conf import settings
from django.utils import translation

from accounts.models import User
from jobs.services import enqueue
from meetings.choices import QuestionStatus
from meetings.emails.questions import question_news
from meetings.emails.sending import send
from meetings.models import PublicQuestion
from meetings.services.notices import MOST_ATTEMPTS

SENDER_JOB = "meetings.tell_question_sender"
TAKEN = (QuestionStatus.ACCEPTED, QuestionStatus.ANSWERED)


class SenderWord(StrEnum):
    """What senders are told."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CARRIED = "carried"
    ANSWERED = "answered"
    SHOWN = "shown"
    HIDDEN = "hidden"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"


STILL_TRUE = {
    SenderWord.ACCEPTED: TAKEN,
    SenderWord.REJECTED: (QuestionStatus.REJECTED,),
    SenderWord.CARRIED: (QuestionStatus.RECEIVED, *TAKEN),
    SenderWord.ANSWERED: (QuestionStatus.ANSWERED,),
    SenderWord.SHOWN: TAKEN,
    SenderWord.HIDDEN: TAKEN,
    SenderWord.REOPENED: (QuestionStatus.RECEIVED, QuestionStatus.ACCEPTED),
    SenderWord.WITHDRAWN: (QuestionStatus.WITHDRAWN,),
}


def tell_sender(question: PublicQuestion, word: SenderWord, actor: User | None) -> None:
    """Ask for a letter, within the change that it tells of; whoever left no address is told nothing."""
    sender = getattr(question, "sender", None)
    if sender is None or not sender.email:
        return
    enqueue(
        SENDER_JOB,
        key=f"{word}/{question.pk}/{question.version}",
        payload={"question": question.pk, "word": word},
        requested_by=actor,
        area_slug=question.area.slug,
        max_attempts=MOST_ATTEMPTS,
    )


def send_sender_letter(*, question: PublicQuestion, word: SenderWord) -> int:
    """Send the letter, in the portal's own language, as long as it is still true. Gives how many left."""
    sender = getattr(question, "sender", None)
    if sender is None or not sender.email or question.status not in STILL_TRUE[word] or not _agrees(question, word):
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        subject, text = question_news(question, word)
    return send([sender.email], subject, text)


def _agrees(question: PublicQuestion, word: SenderWord) -> bool:
    """A letter that it is shown, or no longer, is dropped when it was changed back meanwhile."""
    if word == SenderWord.SHOWN:
        return question.is_published
    return word != SenderWord.HIDDEN or not question.is_published
