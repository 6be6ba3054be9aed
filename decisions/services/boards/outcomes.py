"""What a board did with a decision: recorded once, and taken back where it was recorded in error."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from decisions.choices import BoardOutcome, DecisionStatus, DecisionStepKind
from decisions.models import BoardDecision
from decisions.rules.decision_steps import standing_steps
from decisions.services.boards.holding import day_at, hold_line
from decisions.services.register.steps import take_back_step, take_step
from interface import clock
from meetings.models import MinuteItem

STEP_OF = {
    BoardOutcome.AGREED: DecisionStepKind.AGREE,
    BoardOutcome.DEFERRED: DecisionStepKind.DEFER,
    BoardOutcome.REJECTED: DecisionStepKind.REJECT,
    BoardOutcome.WITHDRAWN: DecisionStepKind.WITHDRAW,
    BoardOutcome.NOT_TAKEN: DecisionStepKind.TAKE_OFF_BOARD,
}


@transaction.atomic
def record_outcome(
    *,
    row: BoardDecision,
    version: int,
    outcome: str,
    actor: User | None,
    condition: str = "",
    reason: str = "",
    minute_item: MinuteItem | None = None,
) -> BoardDecision:
    """Record what a board did with a decision, which moves it on as of the day of the meeting; one that was not taken is proposed
    again, for the next board.

    Raises ValidationError "stale", "removed", "early" before the day of the meeting, "recorded" where it is said already; by
    field: `outcome`, `condition`, `reason`, `minute_item`.
    """
    held = hold_line(row, version)
    _refuse(held, outcome, minute_item)
    moved = take_step(
        decision=held.decision, version=held.decision.version, kind=STEP_OF[BoardOutcome(outcome)], actor=actor,
        taken_on=day_at(held.meeting), meeting=held.meeting, reason=reason, condition=condition,
    )  # fmt: skip
    held = _fresh(held)
    held.outcome, held.minute_item = outcome, minute_item
    held.condition = moved.condition if outcome == BoardOutcome.DEFERRED else ""
    _save(held)
    _record(held, actor, "decisions.board_outcome_recorded", outcome=outcome)
    return held


@transaction.atomic
def take_back_outcome(*, row: BoardDecision, version: int, reason: str, actor: User | None) -> BoardDecision:
    """Take back what was recorded of a board, with why: the decision is before that board as it was.

    Raises ValidationError "stale", "removed", "nothing"; "moved" where the decision has gone on since; by field: `reason`.
    """
    held = hold_line(row, version)
    if not held.outcome:
        raise ValidationError(_("Nothing is recorded of what the board did with it"), code="nothing")
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is taken back")})
    if not is_last(held):
        words = _("The decision has gone on since this board. Take back its later steps first")
        raise ValidationError(words, code="moved")
    if held.outcome == BoardOutcome.NOT_TAKEN:
        take_step(
            decision=held.decision, version=held.decision.version, kind=DecisionStepKind.PUT_ON_BOARD, actor=actor,
            taken_on=day_at(held.meeting), meeting=held.meeting, reason=reason,
        )  # fmt: skip
    else:
        take_back_step(decision=held.decision, version=held.decision.version, reason=reason, actor=actor)
    held = _fresh(held)
    held.outcome, held.condition, held.minute_item = "", "", None
    _save(held)
    _record(held, actor, "decisions.board_outcome_taken_back")
    return held


def is_last(row: BoardDecision) -> bool:
    """Whether the last step that stands of a decision is what this board did with it."""
    if row.decision.status == DecisionStatus.ON_BOARD or not row.outcome:
        return False
    steps = standing_steps(row.decision.steps.all())
    last = steps[-1] if steps else None
    return last is not None and last.meeting_id == row.meeting_id and last.kind == STEP_OF[BoardOutcome(row.outcome)]


def has_met(row: BoardDecision) -> bool:
    """Whether the day of the board has come, so that it can be said what it did."""
    return row.meeting.held_on <= clock.today()


def _refuse(row: BoardDecision, outcome: str, minute_item: MinuteItem | None) -> None:
    if not has_met(row):
        raise ValidationError(_("The board has not met yet"), code="early")
    if row.outcome:
        raise ValidationError(_("What the board did with it is recorded already. Take that back first"), code="recorded")
    if outcome not in BoardOutcome.values:
        raise ValidationError({"outcome": _("Choose what the board did")})
    if minute_item is not None and minute_item.minutes.meeting_id != row.meeting_id:
        raise ValidationError({"minute_item": _("Choose an item of the minutes of this board")})


def _fresh(row: BoardDecision) -> BoardDecision:
    """The held line as the step left it, which writes what a board decided there."""
    found = BoardDecision.objects.select_related("decision__area", "agenda_item", "minute_item").get(pk=row.pk)
    found.meeting = row.meeting
    return found


def _save(row: BoardDecision) -> None:
    row.bump()
    row.full_clean()
    row.save()


def _record(row: BoardDecision, actor: User | None, action: str, **detail: str) -> None:
    said = {"decision": row.decision.reference, **detail}
    record(actor=actor, action=action, target=row.meeting, area=row.meeting.area, detail=said)
