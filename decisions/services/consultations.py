"""Responses to consultations: begun, answered question by question, sent, published and taken from the public."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from decisions.choices import ConsultationStatus
from decisions.models import Consultation, ConsultationAnswer
from decisions.rules.consultations import publish_problems, read_table, send_problems
from decisions.services.consultation_copies import open_copies, withdraw_copies
from interface import clock
from panels.counters import next_reference
from panels.models import PoliceArea

SERIES = "CR"
CHANGEABLE = ("title", "asked_by", "url", "closes_on", "text")
OF_ANSWER = ("question", "asked", "agrees", "text")


@transaction.atomic
def create_consultation(
    *, area: PoliceArea, actor: User | None, title: str, asked_by: str, url: str = "", closes_on: date | None = None,
    text: str = "",
) -> Consultation:  # fmt: skip
    """Enter a consultation that is to be answered; the office’s own until it is sent. Raises ValidationError by field."""
    made = Consultation(
        area=area, reference=next_reference(area, SERIES, clock.today().year), title=title.strip(), asked_by=asked_by.strip(),
        url=url, closes_on=closes_on, text=text.strip(), created_at=clock.now(), created_by=actor,
    )  # fmt: skip
    made.full_clean()
    made.save()
    _tell(made, actor, "consultation_created")
    return made


@transaction.atomic
def change_consultation(*, consultation: Consultation, version: int, actor: User | None, **facts: Any) -> Consultation:
    """Change any of CHANGEABLE while the response is not sent. Raises ValidationError "stale", "sent" and by field."""
    held = lock_consultation(consultation, version)
    refuse_sent(held)
    _set(held, facts, CHANGEABLE)
    return save_consultation(held, actor, "consultation_changed")


# Answers ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_answer(
    *, consultation: Consultation, actor: User | None, question: str, asked: str = "", agrees: str = "", text: str = ""
) -> ConsultationAnswer:
    """Add the answer to a question, after the others. Raises ValidationError "sent" and by field."""
    held = lock_consultation(consultation)
    refuse_sent(held)
    row = _made(held, _last(held) + 1, question=question, asked=asked, agrees=agrees, text=text)
    save_consultation(held, actor, "consultation_answer_added", number=row.number)
    return row


@transaction.atomic
def change_answer(*, answer: ConsultationAnswer, version: int, actor: User | None, **facts: Any) -> ConsultationAnswer:
    """Change any of OF_ANSWER while the response is not sent. Raises ValidationError "stale", "sent" and by field."""
    held, row = _lock_answer(answer, version)
    _set(row, facts, OF_ANSWER)
    row.bump()
    _keep(row)
    save_consultation(held, actor, "consultation_answer_changed", number=row.number)
    return row


@transaction.atomic
def paste_answers(*, consultation: Consultation, pasted: str, actor: User | None) -> list[ConsultationAnswer]:
    """Add the answers of a table copied from a spreadsheet, after the others: all of them or none. Raises ValidationError "sent",
    and by field (`pasted`) with every fault, each named by row and column."""
    held = lock_consultation(consultation)
    refuse_sent(held)
    found, faults = read_table(pasted, held.answers.values_list("question", flat=True))
    if faults:
        raise ValidationError({"pasted": [one.words for one in faults]})
    if not found:
        raise ValidationError({"pasted": _("Paste at least one row")})
    first = _last(held) + 1
    rows = [
        _made(held, first + more, question=one.question, asked=one.asked, agrees=one.agrees, text=one.text)
        for more, one in enumerate(found)
    ]  # fmt: skip
    save_consultation(held, actor, "consultation_answers_pasted", numbers=[row.number for row in rows])
    return rows


@transaction.atomic
def remove_answer(*, answer: ConsultationAnswer, version: int, actor: User | None) -> None:
    """Delete an answer while the response is not sent. Raises ValidationError "stale", "sent"."""
    held, row = _lock_answer(answer, version)
    number = row.number
    row.delete()
    save_consultation(held, actor, "consultation_answer_removed", number=number)


@transaction.atomic
def move_answer(*, answer: ConsultationAnswer, version: int, up: bool, actor: User | None) -> ConsultationAnswer:
    """Move an answer before the one above it, or behind the one below. At an end nothing changes. Raises ValidationError
    "stale", "sent"."""
    held, row = _lock_answer(answer, version)
    rows = list(ConsultationAnswer.objects.select_for_update().filter(consultation=held).order_by("position", "number"))
    here = next(place for place, one in enumerate(rows) if one.pk == row.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return row
    rows[here], rows[there] = rows[there], rows[here]
    for place, one in enumerate(rows, start=1):
        if one.position != place or one.pk == row.pk:
            one.position = place
            one.bump()
            one.save(update_fields=["position", "version"])
    save_consultation(held, actor, "consultation_answer_moved", number=row.number)
    return next(one for one in rows if one.pk == row.pk)


# Sending and publishing -----------------------------------------------------------------------------------------------


@transaction.atomic
def send_response(*, consultation: Consultation, version: int, responded_on: date, actor: User | None) -> Consultation:
    """Record that the response was sent on a day: its words and answers stay as they are, and the panel's members read them.

    Raises ValidationError "stale"; with what is missing; by field: `responded_on`.
    """
    held = lock_consultation(consultation, version)
    problems = send_problems(held, held.answers.count(), responded_on, clock.today())
    if "" in problems:
        raise ValidationError(problems[""])
    if problems:
        raise ValidationError(problems)
    held.status, held.responded_on = ConsultationStatus.SENT, responded_on
    return save_consultation(held, actor, "consultation_sent")


@transaction.atomic
def take_back_sending(*, consultation: Consultation, version: int, actor: User | None) -> Consultation:
    """Undo a sending that was recorded in error, while the response is not public. Raises ValidationError "stale", "unsent"."""
    held = lock_consultation(consultation, version)
    if held.status != ConsultationStatus.SENT:
        raise ValidationError(_("Only a response that is sent and not public can be taken back"), code="unsent")
    held.status, held.responded_on = ConsultationStatus.OPEN, None
    return save_consultation(held, actor, "consultation_sending_taken_back")


@transaction.atomic
def publish_response(*, consultation: Consultation, version: int, actor: User | None) -> Consultation:
    """Let everybody read a response that was sent, with its files: their rebuilt copies move to the public store.

    Raises ValidationError "stale"; with every problem otherwise, and then changes nothing.
    """
    held = lock_consultation(consultation, version)
    if problems := publish_problems(held, held.files.kept()):
        raise ValidationError(problems)
    held.status, held.published_at = ConsultationStatus.PUBLISHED, clock.now()
    open_copies(held.files.kept())
    return save_consultation(held, actor, "consultation_published")


@transaction.atomic
def hide_response(*, consultation: Consultation, version: int, actor: User | None) -> Consultation:
    """Take a response from the public: its files leave the public store. Undone by `publish_response`. Raises ValidationError
    "stale", "unpublished"."""
    held = lock_consultation(consultation, version)
    if held.status != ConsultationStatus.PUBLISHED:
        raise ValidationError(_("This response is not public"), code="unpublished")
    held.status, held.published_at = ConsultationStatus.SENT, None
    withdraw_copies(held.files.all())
    return save_consultation(held, actor, "consultation_hidden")


# Shared with the files ----------------------------------------------------------------------------------------------


def lock_consultation(consultation: Consultation, version: int | None = None) -> Consultation:
    """The consultation, held until the change is done. Raises ValidationError "stale" past the version that was read."""
    held = Consultation.objects.select_for_update(of=("self",)).select_related("area").get(pk=consultation.pk)
    if version is not None:
        held.still_at(version)
    return held


def save_consultation(consultation: Consultation, actor: User | None, act: str, **detail: Any) -> Consultation:
    """Save a held consultation and tell the trail; `detail` holds numbers alone."""
    consultation.bump()
    consultation.full_clean()
    consultation.save()
    _tell(consultation, actor, act, **detail)
    return consultation


def next_row(consultation: Consultation) -> int:
    """The next number for a row of a held consultation, never used again."""
    consultation.rows_made += 1
    return consultation.rows_made


def refuse_sent(consultation: Consultation) -> None:
    """Raise ValidationError "sent" where the response left the office."""
    if consultation.status != ConsultationStatus.OPEN:
        raise ValidationError(_("The response was sent. Its words stay as they are"), code="sent")


def _made(consultation: Consultation, position: int, **said: Any) -> ConsultationAnswer:
    row = ConsultationAnswer(consultation=consultation, number=next_row(consultation), position=position)
    _set(row, said, OF_ANSWER)
    _keep(row)
    return row


def _keep(row: ConsultationAnswer) -> None:
    same = ConsultationAnswer.objects.filter(consultation=row.consultation_id, question=row.question).exclude(pk=row.pk)
    if same.exists():
        raise ValidationError({"question": _("This question has an answer already. Change that one")})
    if not row.agrees and not row.text:
        raise ValidationError({"agrees": _("Choose an answer, or write one")})
    row.full_clean(exclude=["consultation"])
    row.save()


def _last(consultation: Consultation) -> int:
    return max(consultation.answers.values_list("position", flat=True), default=0)


def _lock_answer(answer: ConsultationAnswer, version: int) -> tuple[Consultation, ConsultationAnswer]:
    held = lock_consultation(answer.consultation)
    refuse_sent(held)
    row = ConsultationAnswer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    row.still_at(version)
    row.consultation = held
    return held, row


def _set(row: Any, facts: dict[str, Any], known: Sequence[str]) -> None:
    if unknown := set(facts) - set(known):
        raise TypeError(f"{type(row).__name__} has no {', '.join(sorted(unknown))} to change")
    for name, value in facts.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)


def _tell(consultation: Consultation, actor: User | None, act: str, **detail: Any) -> None:
    record(actor=actor, action=f"decisions.{act}", target=consultation, area=consultation.area, detail=detail)
