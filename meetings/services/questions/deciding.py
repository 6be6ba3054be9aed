"""Every decision about what the public sends in: accepted, not accepted, carried to another meeting, shown, taken back."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface import clock
from interface.models import STALE
from interface.templatetags.dates import long_date
from meetings import rules
from meetings.choices import ItemKind, ItemState, MeetingStatus, Publication, QuestionStatus
from meetings.models import AgendaItem, Meeting, PublicQuestion, QuestionMove
from meetings.papers.questions import holds, papers_out
from meetings.rules.questions import plain, unreadable
from meetings.services.locks import lock
from meetings.services.questions.letters import SenderWord, tell_sender
from meetings.services.questions.papers import keep_paper
from meetings.services.questions.redaction import found_in, personal_data_problem

TAKEN = (QuestionStatus.ACCEPTED, QuestionStatus.ANSWERED)
LIVE = (QuestionStatus.RECEIVED, QuestionStatus.ACCEPTED)
COMING = (MeetingStatus.ANNOUNCED, MeetingStatus.PUBLISHED)


@transaction.atomic
def accept_question(
    *,
    question: PublicQuestion,
    version: int,
    published_words: str,
    published_name: str,
    item: AgendaItem | None,
    is_published: bool,
    actor: User | None,
    personal_data_reason: str = "",
) -> PublicQuestion:
    """Take a submission into the papers of its meeting, in words without personal data.

    Also changes the words of one that was accepted, until the papers that hold it are out. Raises ValidationError by field:
    while the words hold personal data and `personal_data_reason` is empty, without a meeting, or for an item of another one.
    """
    locked = lock_question(question, version)
    _refuse_unless(locked, LIVE)
    _refuse_when_out(locked)
    words, name, reason = plain(published_words), " ".join(plain(published_name).split()), personal_data_reason.strip()
    problems = personal_data_problem(locked, words=words, name=name, reason=reason)
    if not words:
        problems["published_words"] = _("Enter the words that enter the papers")
    elif unreadable(words):
        problems["published_words"] = _("Take out the characters that cannot be shown")
    if of_item := _item_problem(locked, item):
        problems["item"] = of_item
    if problems:
        raise ValidationError(dict(problems))
    locked.published_words, locked.published_name, locked.personal_data_reason = words, name, reason
    locked.item, locked.is_published, locked.status = item, is_published, QuestionStatus.ACCEPTED
    detail = {"shown": is_published, "personal_data_kept": bool(reason and found_in(locked, words))}
    return _decided(locked, actor, "question_accepted", SenderWord.ACCEPTED, **detail)


@transaction.atomic
def reject_question(*, question: PublicQuestion, version: int, ground: str, words: str, actor: User | None) -> PublicQuestion:
    """Refuse a submission on a ground of the panel's rules, and say to its sender what follows from it.

    Raises ValidationError by field, and for one in papers that are out.
    """
    locked = lock_question(question, version)
    _refuse_unless(locked, LIVE)
    _refuse_when_out(locked)
    problems = {} if ground else {"ground": _("Choose why it is not accepted")}
    if not words.strip():
        problems["words"] = _("Enter what the sender is told")
    if problems:
        raise ValidationError(dict(problems))
    locked.rejection_ground, locked.rejection_words = ground, words.strip()
    locked.status, locked.is_published, locked.item = QuestionStatus.REJECTED, False, None
    return _decided(locked, actor, "question_rejected", SenderWord.REJECTED, ground=ground)


@transaction.atomic
def carry_question(*, question: PublicQuestion, version: int, to: Meeting, reason: str, actor: User | None) -> PublicQuestion:
    """Take a submission to another meeting of the body that is open to the public and still to come.

    What was accepted stays accepted. Raises ValidationError by field, and for one in papers that are out.
    """
    locked = lock_question(question, version, to=to)
    _refuse_unless(locked, LIVE)
    _refuse_when_out(locked)
    problems = {} if reason.strip() else {"reason": _("Say why it is carried over")}
    if to.pk == locked.meeting_id:
        problems["to"] = _("It is for that meeting already. Choose another")
    elif not _may_take(to, locked):
        problems["to"] = _("Choose a coming meeting of the body that is open to the public")
    if problems:
        raise ValidationError(dict(problems))
    return move(locked, to, reason, actor)


def move(question: PublicQuestion, to: Meeting | None, reason: str, actor: User | None) -> PublicQuestion:
    """Put a locked submission on another meeting, or on none yet, keep where it was, and tell its sender."""
    before = question.meeting
    QuestionMove.objects.create(
        question=question, from_meeting=before, to_meeting=to, reason=reason.strip(), moved_at=clock.now(), moved_by=actor
    )
    question.meeting = to
    question.item = _same_item(question.item, to)
    detail = {"from": before.slug if before else "", "to": to.slug if to else ""}
    saved(question, actor, "question_carried", **detail)
    if before and question.is_accepted:
        keep_paper(before, actor)
    tell_sender(question, SenderWord.CARRIED, actor)
    return question


@transaction.atomic
def show_question(*, question: PublicQuestion, version: int, shown: bool, actor: User | None) -> PublicQuestion:
    """Show an accepted submission on the website, or take it off. Papers that are out stay as they were."""
    locked = lock_question(question, version)
    _refuse_unless(locked, TAKEN)
    if locked.is_published == shown:
        return locked
    locked.is_published = shown
    saved(locked, actor, "question_shown" if shown else "question_hidden")
    tell_sender(locked, SenderWord.SHOWN if shown else SenderWord.HIDDEN, actor)
    return locked


@transaction.atomic
def reopen_question(*, question: PublicQuestion, version: int, actor: User | None) -> PublicQuestion:
    """Undo the last decision: an answer first, then the acceptance or the refusal, until the papers that hold it are out.

    The words for the papers and the answer are kept for whoever decides again; nobody else reads them meanwhile.
    """
    locked = lock_question(question, version)
    _refuse_unless(locked, (*TAKEN, QuestionStatus.REJECTED))
    if locked.status == QuestionStatus.ANSWERED:
        locked.status, locked.answer_recorded_at = QuestionStatus.ACCEPTED, None
    else:
        _refuse_when_out(locked)
        locked.status, locked.is_published = QuestionStatus.RECEIVED, False
        locked.decided_at, locked.decided_by = None, None
        locked.rejection_ground, locked.rejection_words = "", ""
    saved(locked, actor, "question_reopened", state=locked.status)
    tell_sender(locked, SenderWord.REOPENED, actor)
    return locked


@transaction.atomic
def withdraw_question(*, question: PublicQuestion, version: int | None = None, actor: User | None = None) -> PublicQuestion:
    """Take a submission back for its sender, who holds the key. Raises ValidationError once papers that hold it are out."""
    locked = lock_question(question, version)
    _refuse_unless(locked, LIVE)
    _refuse_when_out(locked)
    locked.status, locked.is_published, locked.withdrawn_at = QuestionStatus.WITHDRAWN, False, clock.now()
    saved(locked, actor, "question_withdrawn")
    tell_sender(locked, SenderWord.WITHDRAWN, actor)
    return locked


def lock_question(question: PublicQuestion, version: int | None = None, *, to: Meeting | None = None) -> PublicQuestion:
    """The row, held until the transaction ends, with all that a decision reads. Refuses an older version than is saved.

    Its meeting, and the one it goes `to`, are held before it, since a decision may draw their draft paper anew: whoever
    postpones a meeting holds it first as well.
    """
    held = PublicQuestion.objects.values_list("meeting_id", flat=True).get(pk=question.pk)
    for key in sorted(key for key in {held, to.pk if to else None} if key is not None):
        lock(Meeting(pk=key))
    rows = PublicQuestion.objects.select_for_update(of=("self",)).select_related("area", "body", "meeting", "item", "sender")
    locked = rows.get(pk=question.pk)
    if version is not None:
        locked.still_at(version)
    if locked.meeting_id != held:
        raise ValidationError(STALE, code="stale")
    return locked


def saved(question: PublicQuestion, actor: User | None, act: str, **detail: Any) -> PublicQuestion:
    """Count the save, hold the row to its rules, write the act down without a word of what was sent, and keep the draft
    paper of its meeting true."""
    question.bump()
    question.full_clean()
    question.save()
    record(actor=actor, action=f"meetings.{act}", target=question, area=question.area, detail=detail)
    if question.meeting:
        keep_paper(question.meeting, actor)
    return question


def papers_that_hold(question: PublicQuestion) -> list[Any]:
    """The published papers in which a submission stands."""
    return [paper for paper in papers_out(question.meeting) if holds(paper, question)] if question.meeting else []


def coming_meetings(question: PublicQuestion):
    """The meetings that a submission may be carried to, the nearest first."""
    coming = Meeting.objects.filter(body=question.body_id, status__in=COMING, publication=Publication.PUBLIC)
    rows = coming.filter(held_on__gte=clock.today()).exclude(pk=question.meeting_id or 0)
    return rows.select_related("area", "body").order_by("held_on", "slug")


def _item_problem(question: PublicQuestion, item: AgendaItem | None) -> str:
    """What speaks against the meeting of a submission, or an item of it; empty when nothing does."""
    if question.meeting is None:
        return _("Carry it to a meeting first")
    if question.meeting.status in rules.OFF:
        return _("The meeting does not take place. Carry it to another one first")
    if item and item.meeting_id != question.meeting_id:
        return _("Choose an item of the meeting")
    return _("Choose an item that is open to the public") if item and item.is_private else ""


def _may_take(meeting: Meeting, question: PublicQuestion) -> bool:
    is_open = meeting.status in COMING and meeting.publication == Publication.PUBLIC
    return is_open and meeting.body_id == question.body_id and meeting.held_on >= clock.today()


def _decided(question: PublicQuestion, actor: User | None, act: str, word: SenderWord, **detail: Any) -> PublicQuestion:
    question.decided_at, question.decided_by = clock.now(), actor
    saved(question, actor, act, **detail)
    tell_sender(question, word, actor)
    return question


def _refuse_unless(question: PublicQuestion, states: tuple[str, ...]) -> None:
    if question.status not in states:
        said = {"state": question.get_status_display().lower()}
        raise ValidationError(_("This is %(state)s. Undo that first") % said, code="state")


def _refuse_when_out(question: PublicQuestion) -> None:
    if papers_that_hold(question) and question.meeting:
        words = _("The papers of %(day)s hold it and are published. Withdraw the paper first")
        raise ValidationError(words % {"day": long_date(question.meeting.held_on)}, code="published")


def _same_item(item: AgendaItem | None, to: Meeting | None) -> AgendaItem | None:
    """The item of the same address on another agenda, where it has one that the public may read."""
    if item is None or to is None:
        return None
    rows = to.agenda_items.filter(kind=ItemKind.ITEM, slug=item.slug).exclude(state=ItemState.WITHDRAWN)
    found = rows.first()
    return None if found is None or found.is_private else found
