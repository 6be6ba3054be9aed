"""What the panel asks and does of its own accord: requests sent and closed, a suspension or an appointment decided and ended."""

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from decisions.choices import CaseStatus, Outcome
from decisions.models import Case
from decisions.rules.request_steps import (
    close_problems,
    decide_problems,
    end_problems,
    outcome_of,
    send_problems,
)
from decisions.services.cases import close_case
from decisions.services.locking import lock_case, save_case
from decisions.services.reading import facts_of
from decisions.services.request_letters import print_letter
from interface import clock

NOON = time(12)


@transaction.atomic
def send_request(
    *, case: Case, version: int, sent_on: date, due_on: date | None, signed_by: str, actor: User | None,
    is_invitation: bool = False,
) -> Case:  # fmt: skip
    """Send the panel's request to the Commissioner's office, printed as a letter that never changes.

    `due_on` is the day that the panel considers reasonable (2011 Act, s.13 and s.29): no number of days is laid down.
    `is_invitation` is for a Chief Constable, who can be invited alone. The office sees the case from then on. Raises
    ValidationError "stale", "over"; by field: `sent_on`, `due_on`.
    """
    held = lock_case(case, version)
    if problems := send_problems(facts_of(held), sent_on=sent_on, due_on=due_on):
        raise ValidationError(problems)
    now = clock.now()
    held.shared_at = now if sent_on == now.date() else datetime.combine(sent_on, NOON, clock.LONDON)
    held.due_on, held.status = due_on, CaseStatus.NOTIFIED
    save_case(held, actor, "request_sent")
    print_letter(held, sent_on=sent_on, signed_by=signed_by, is_invitation=is_invitation, actor=actor)
    return held


@transaction.atomic
def close_request(*, case: Case, version: int, was_met: bool, outcome_on: date, note: str, actor: User | None) -> Case:
    """End a request: it was answered, somebody attended, or not. Undone by `reopen_case`.

    Raises ValidationError "stale", "over"; by field: `was_met`, `outcome_on`.
    """
    held = lock_case(case, version)
    if problems := close_problems(facts_of(held), was_met=was_met, on=outcome_on):
        raise ValidationError(problems)
    outcome = outcome_of(held.kind, was_met=was_met)
    return close_case(case=held, version=held.version, outcome=outcome, outcome_on=outcome_on, note=note, actor=actor)


@transaction.atomic
def decide_act(
    *, case: Case, version: int, goes_ahead: bool, concerns: str, from_on: date | None, until_on: date | None, note: str,
    actor: User | None,
) -> Case:  # fmt: skip
    """Record what the panel decided by its last vote: the suspension or the appointment, from and until when; or that it does
    not suspend or appoint, which ends the case.

    What goes ahead is known to the Commissioner's office from now on. Raises ValidationError "stale", "over"; by field:
    `goes_ahead`, `concerns`, `from_on`, `until_on`.
    """
    held = lock_case(case, version)
    facts = facts_of(held)
    if problems := decide_problems(facts, goes_ahead=goes_ahead, concerns=concerns, from_on=from_on, until_on=until_on):
        raise ValidationError(problems)
    if not goes_ahead:
        day = facts.latest_vote.meeting.held_on
        return close_case(case=held, version=held.version, outcome=Outcome.NOT_DONE, outcome_on=day, note=note, actor=actor)
    held.concerns = concerns.strip() or held.concerns
    held.from_on, held.until_on = from_on, until_on
    held.outcome_on, held.decided_note = facts.latest_vote.meeting.held_on, note.strip()
    held.shared_at, held.status = clock.now(), CaseStatus.REPORTED
    return save_case(held, actor, "act_decided")


@transaction.atomic
def end_act(*, case: Case, version: int, ended_on: date, note: str, actor: User | None) -> Case:
    """Record the day on which a suspension or an acting appointment ended. Undone by `reopen_case`.

    Raises ValidationError "stale", "over"; by field: `ended_on`.
    """
    held = lock_case(case, version)
    if problems := end_problems(facts_of(held), ended_on):
        raise ValidationError(problems)
    return close_case(case=held, version=held.version, outcome=Outcome.DONE, outcome_on=ended_on, note=note, actor=actor)
