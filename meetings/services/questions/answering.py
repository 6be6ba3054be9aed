"""The answer that a submission was given, by whom and on which day."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from interface import clock
from meetings.choices import QuestionStatus
from meetings.models import PublicQuestion
from meetings.rules.questions import plain
from meetings.services.questions.deciding import TAKEN, lock_question, saved
from meetings.services.questions.letters import SenderWord, tell_sender


@transaction.atomic
def answer_question(
    *, question: PublicQuestion, version: int, answer: str, answered_by: str, answered_on: date, actor: User | None
) -> PublicQuestion:
    """Record the answer to an accepted submission, or mend the one that is recorded. It is shown wherever the words are.

    Raises ValidationError by field, and for one that was not accepted.
    """
    locked = lock_question(question, version)
    if locked.status not in TAKEN:
        raise ValidationError(_("Accept it first. Only what was accepted can be answered"), code="state")
    answer, answered_by = plain(answer), " ".join(plain(answered_by).split())
    problems = {} if answer.strip() else {"answer": _("Enter the answer")}
    if not answered_by.strip():
        problems["answered_by"] = _("Enter who answered")
    if answered_on > clock.today():
        problems["answered_on"] = _("The day of the answer cannot be in the future")
    elif answered_on < clock.as_local(locked.received_at).date():
        problems["answered_on"] = _("The day of the answer cannot be before it was received")
    if problems:
        raise ValidationError(dict(problems))
    is_mended = locked.status == QuestionStatus.ANSWERED
    locked.answer, locked.answered_by, locked.answered_on = answer, answered_by, answered_on
    locked.status, locked.answer_recorded_at = QuestionStatus.ANSWERED, clock.now()
    saved(locked, actor, "question_answer_mended" if is_mended else "question_answered")
    tell_sender(locked, SenderWord.ANSWERED, actor)
    return locked
