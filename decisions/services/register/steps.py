"""What moves a decision on: one way in for every step but the signature, table driven, and the last step taken back."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from decisions.choices import BoardOutcome, DecisionStatus, DecisionStepKind
from decisions.models import BoardDecision, Decision, DecisionStep
from decisions.rules.decision_steps import (
    BOARD_OUTCOMES,
    STEPS,
    condition_of,
    day_problem,
    rescinding_problem,
    standing_steps,
    step_refusal,
    take_back_problem,
    typed_problems,
)
from decisions.services.register.locking import add_step, lock_decision, save_decision
from decisions.services.register.printing import publish_notice
from interface import clock
from interface.templatetags.dates import long_date
from meetings.models import Meeting

Kind = DecisionStepKind
OUTCOMES = {
    Kind.AGREE: BoardOutcome.AGREED, Kind.DEFER: BoardOutcome.DEFERRED, Kind.REJECT: BoardOutcome.REJECTED,
    Kind.WITHDRAW: BoardOutcome.WITHDRAWN,
}  # fmt: skip


@transaction.atomic
def take_step(
    *, decision: Decision, version: int, kind: str, actor: User | None, taken_on: date | None = None, reason: str = "",
    condition: str = "", meeting: Meeting | None = None, rescinded_by: Decision | None = None, implemented_on: date | None = None,
) -> Decision:  # fmt: skip
    """Take a step of `rules.decision_steps.STEPS`, every one but the signature, and give the decision as it then is.

    `taken_on` is by default the day of the `meeting` that decided, or today. What a board decides (agree, defer, reject,
    withdraw) stands on its line of that decision too. Raises ValidationError "stale"; "not-open", with why, for a step that the
    state does not let happen; by field: `taken_on`, `reason`, `condition`, `meeting`, `rescinded_by`, `implemented_on`.
    """
    if kind not in STEPS or kind == Kind.SIGN:
        raise ValueError(f"Not a step that is taken here: {kind}")
    held = lock_decision(decision, version)
    if words := step_refusal(held, kind):
        raise ValidationError(words, code="not-open")
    if kind == Kind.IMPLEMENT:
        taken_on = implemented_on or taken_on
    taken_on = taken_on or _usual_day(kind, meeting)
    _refuse(held, kind, taken_on, reason=reason, condition=condition, meeting=meeting, rescinded_by=rescinded_by)
    if kind == Kind.DEFER:
        held.condition = condition.strip()
    else:
        held.condition = condition = ""
    _apply(held, kind, taken_on, rescinded_by, actor)
    step = add_step(
        held, kind, after=STEPS[Kind(kind)].leads_to or held.status, taken_on=taken_on, meeting=meeting, reason=reason,
        condition=condition, actor=actor,
    )  # fmt: skip
    if meeting is not None and kind in OUTCOMES:
        _keep_outcome(held, meeting, OUTCOMES[Kind(kind)], held.condition)
    return save_decision(held, actor, "decision_moved", **_detail(step, rescinded_by))


@transaction.atomic
def take_back_step(*, decision: Decision, version: int, reason: str, actor: User | None) -> Decision:
    """Take back the last step that stands, with why: the decision is where it was before. The step stays in its history.

    A signature and what was published are never taken back; what a board's agenda holds is put right there. Raises
    ValidationError "stale", "not-open"; by field: `reason`.
    """
    held = lock_decision(decision, version)
    steps = standing_steps(DecisionStep.objects.filter(decision=held).select_related("meeting"))
    if words := take_back_problem(steps):
        raise ValidationError(words, code="not-open")
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is taken back")})
    last, before = steps[-1], steps[:-1]
    _undo(held, last)
    held.condition = condition_of(before) if last.before == DecisionStatus.DEFERRED else ""
    made = add_step(held, Kind.TAKE_BACK, after=last.before, taken_on=clock.today(), reason=reason, actor=actor)
    if last.meeting is not None and last.kind in OUTCOMES:
        _keep_outcome(held, last.meeting, "", "")
    return save_decision(held, actor, "decision_step_taken_back", of=last.number, **_detail(made, None))


def last_day(decision: Decision) -> date:
    """The day before which no further step was taken: that of the last step that stands, or of the signature."""
    steps = standing_steps(DecisionStep.objects.filter(decision=decision))
    known = [decision.proposed_on, decision.signed_on, decision.published_on, *(one.taken_on for one in steps)]
    return max(day for day in known if day is not None)


# Refused ---------------------------------------------------------------------------------------------------------


def _usual_day(kind: str, meeting: Meeting | None) -> date:
    today = clock.today()
    return meeting.held_on if meeting is not None and kind in BOARD_OUTCOMES and meeting.held_on <= today else today


def _refuse(
    held: Decision, kind: str, taken_on: date, *, reason: str, condition: str, meeting: Meeting | None,
    rescinded_by: Decision | None,
) -> None:  # fmt: skip
    problems = typed_problems(kind, reason=reason, condition=condition, has_meeting=meeting is not None)
    problems |= _meeting_problems(held, kind, meeting, taken_on)
    if words := day_problem(taken_on, today=clock.today(), last_on=last_day(held)):
        problems["implemented_on" if kind == Kind.IMPLEMENT else "taken_on"] = words
    if kind == Kind.RESCIND and (words := rescinding_problem(held, rescinded_by)):
        problems["rescinded_by"] = words
    elif kind == Kind.RESCIND and rescinded_by and rescinded_by.signed_on and taken_on < rescinded_by.signed_on:
        said = {"reference": rescinded_by.reference, "day": long_date(rescinded_by.signed_on)}
        problems["taken_on"] = _("%(reference)s was signed on %(day)s. Enter that day or a later one") % said
    if problems:
        raise ValidationError(problems)


def _meeting_problems(held: Decision, kind: str, meeting: Meeting | None, taken_on: date) -> dict[str, str]:
    if meeting is None:
        return {}
    if meeting.area_id != held.area_id or not meeting.body.is_of_commissioner:
        return {"meeting": _("Choose a meeting of one of the Commissioner’s boards")}
    if kind in OUTCOMES and meeting.held_on > clock.today():
        return {"meeting": _("That meeting has not been held yet")}
    if kind in OUTCOMES and taken_on < meeting.held_on:
        return {"taken_on": _("The meeting was on %(day)s. Enter that day or a later one") % {"day": long_date(meeting.held_on)}}
    return {}


# Changed ---------------------------------------------------------------------------------------------------------


def _apply(held: Decision, kind: str, taken_on: date, rescinded_by: Decision | None, actor: User | None) -> None:
    """What a step changes besides the state."""
    match kind:
        case Kind.SHARE:
            held.shared_at = clock.now()
        case Kind.PUBLISH:
            held.published_on, held.published_at = taken_on, clock.now()
            publish_notice(held, actor)
        case Kind.IMPLEMENT:
            held.implemented_on = taken_on
        case Kind.RESCIND:
            held.rescinded_by, held.rescinded_on = rescinded_by, taken_on


def _undo(held: Decision, step: DecisionStep) -> None:
    match step.kind:
        case Kind.SHARE:
            held.shared_at = None
        case Kind.IMPLEMENT:
            held.implemented_on = None
        case Kind.RESCIND:
            held.rescinded_by, held.rescinded_on = None, None


def _keep_outcome(held: Decision, meeting: Meeting, outcome: str, condition: str) -> None:
    """Let the line of a decision at a board say what was decided there."""
    rows = BoardDecision.objects.select_for_update(of=("self",)).standing().filter(decision=held, meeting=meeting)
    for row in rows.exclude(outcome=outcome, condition=condition):
        row.outcome, row.condition = outcome, condition
        row.bump()
        row.save(update_fields=["outcome", "condition", "version"])


def _detail(step: DecisionStep, rescinded_by: Decision | None) -> dict[str, Any]:
    detail: dict[str, Any] = {
        "step": step.kind, "number": step.number, "from": step.before, "to": step.after, "on": step.taken_on.isoformat(),
    }  # fmt: skip
    return detail | ({"rescinded_by": rescinded_by.reference} if rescinded_by else {})
