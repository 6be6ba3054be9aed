"""Keeping the queue: what came by post, what goes along with a meeting that moves, and whom to forget in time."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface import clock
from meetings.choices import MeetingStatus, Publication, QuestionKind, QuestionStatus
from meetings.emails.questions import follow_key, hash_of_key
from meetings.models import Meeting, PublicQuestion, QuestionSender
from meetings.rules.questions import plain, unreadable
from meetings.services.closings import closing_of
from meetings.services.questions.asking import SERIES
from meetings.services.questions.deciding import LIVE, TAKEN, move
from meetings.services.questions.receipts import ask_for_receipt
from panels.counters import next_reference
from panels.models import Body

SETTLED = (QuestionStatus.REJECTED, QuestionStatus.WITHDRAWN, QuestionStatus.ANSWERED)


@transaction.atomic
def enter_question(
    *,
    body: Body,
    meeting: Meeting | None,
    kind: str,
    words: str,
    name: str,
    residence: str,
    received_at: datetime,
    actor: User | None,
    email: str = "",
    phone: str = "",
    signatures: int | None = None,
    will_attend: bool = False,
) -> PublicQuestion:
    """Log what came by post, by email or by word of mouth, at the moment when it came.

    What came after the closing time is kept as late for its meeting, and those who prepare it decide. The form says that the
    sender agreed to publication. With an email address the sender gets the receipt. Raises ValidationError by field.
    """
    words, name, email, phone = plain(words), " ".join(plain(name).split()), plain(email), plain(phone)
    _refuse_wrong(body, meeting, words, name, kind, signatures, received_at)
    closing = closing_of(meeting, kind) if meeting else None
    question = PublicQuestion(
        area=body.area, body=body, kind=kind, meeting=meeting, words=words, name=name, residence=residence,
        late_for=meeting if closing and closing.is_over(received_at) else None, will_attend=will_attend,
        signatures=signatures if kind == QuestionKind.PETITION else None, consented_at=received_at, received_at=received_at,
        entered_by=actor, reference=next_reference(body.area, SERIES, clock.as_local(received_at).year),
    )  # fmt: skip
    question.full_clean()
    question.save()
    if email or phone:
        sender = QuestionSender(question=question, email=email, phone=phone, key_hash=hash_of_key(follow_key(question)))
        sender.full_clean(exclude=[] if email else ["email"])
        sender.save()
    if email:
        ask_for_receipt([question])
    detail = {"kind": kind, "meeting": meeting.slug if meeting else "", "late": bool(question.late_for_id), "entered": True}
    record(actor=actor, action="meetings.question_received", target=question, area=body.area, detail=detail)
    return question


@transaction.atomic
def move_questions(*, meeting: Meeting, to: Meeting | None, reason: str, actor: User | None) -> int:
    """Let what is not settled go along with a meeting that does not take place: to the day it moved to, or to wait.

    Called within the change that postpones or cancels, which holds the meeting. Gives how many went.
    """
    rows = PublicQuestion.objects.select_for_update(of=("self",)).filter(meeting=meeting, status__in=LIVE)
    waiting = list(rows.select_related("area", "body", "meeting", "item", "sender").order_by("pk"))
    for question in waiting:
        move(question, to, reason, actor)
    return len(waiting)


def hold_waiting(body: Body) -> list[PublicQuestion]:
    """What waits for the next meeting of a body, held until the transaction ends.

    Whoever decides on one holds it before the audit trail. So whoever announces holds them before anything is recorded.
    """
    rows = PublicQuestion.objects.select_for_update(of=("self",)).filter(body=body, meeting__isnull=True, status__in=LIVE)
    return list(rows.select_related("area", "body", "item", "sender").order_by("pk"))


@transaction.atomic
def take_up_waiting(*, meeting: Meeting, waiting: Iterable[PublicQuestion], actor: User | None) -> int:
    """Put what waits for the next meeting of a body (`hold_waiting`) on one that is announced. Called within that change."""
    if meeting.publication != Publication.PUBLIC or meeting.held_on < clock.today():
        return 0
    taken = [question for question in waiting if question.meeting is None]
    for question in taken:
        move(question, meeting, _("The next meeting is announced"), actor)
    return len(taken)


@transaction.atomic
def forget_senders(before: datetime) -> int:
    """Drop how to reach the senders of what was settled before a moment, and of what was for a meeting before it.

    The submissions stay. Gives how many were dropped.
    """
    settled = (
        Q(question__status=QuestionStatus.REJECTED, question__decided_at__lt=before)
        | Q(question__status=QuestionStatus.WITHDRAWN, question__withdrawn_at__lt=before)
        | Q(question__status=QuestionStatus.ANSWERED, question__answer_recorded_at__lt=before)
    )
    over = Q(question__status__in=LIVE, question__meeting__held_on__lt=clock.as_local(before).date())
    return QuestionSender.objects.filter(settled | over).delete()[0]


def questions_of(meeting: Meeting, user: Any):
    """What was accepted for a meeting and a person may read, in the order of asking."""
    seen = PublicQuestion.objects.visible_to(user).filter(meeting=meeting, status__in=TAKEN)
    return seen.for_page().order_by("kind", F("received_at"), "reference")


def _is_theirs(meeting: Meeting, body: Body) -> bool:
    """Whether it is a meeting of a body that the public knows of and may come to."""
    is_known = meeting.status != MeetingStatus.DRAFT and meeting.publication == Publication.PUBLIC
    return is_known and meeting.body_id == body.pk


def _refuse_wrong(
    body: Body, meeting: Meeting | None, words: str, name: str, kind: str, signatures: int | None, received_at: datetime
) -> None:
    problems = {}
    if not words:
        problems["words"] = _("Enter what was sent")
    elif unreadable(words):
        problems["words"] = _("Take out the characters that cannot be shown")
    if not name or unreadable(name, one_line=True):
        problems["name"] = _("Enter the name of whoever sent it")
    if kind == QuestionKind.PETITION and not signatures:
        problems["signatures"] = _("Enter how many people have signed")
    if received_at > clock.now():
        problems["received_on"] = _("It cannot have come in the future")
    if meeting and not _is_theirs(meeting, body):
        problems["meeting"] = _("Choose a meeting of the body that is open to the public")
    if problems:
        raise ValidationError(dict(problems))
