"""How every change of a decision begins and ends: held, its steps numbered, saved and recorded."""

from datetime import date
from typing import Any

from accounts.models import User
from accounts.services import record
from decisions.choices import DecisionStepKind
from decisions.models import Decision, DecisionStep
from interface import clock
from meetings.models import Meeting


def lock_decision(decision: Decision, version: int | None = None) -> Decision:
    """The decision, held until the change is done. Called inside a transaction.

    Raises ValidationError "stale" when it moved past the version that was read.
    """
    held = Decision.objects.select_for_update(of=("self",)).for_page().get(pk=decision.pk)
    if version is not None:
        held.still_at(version)
    return held


def add_step(
    held: Decision, kind: str, *, after: str, taken_on: date, actor: User | None, meeting: Meeting | None = None,
    reason: str = "", condition: str = "",
) -> DecisionStep:  # fmt: skip
    """Enter a step of a held decision under its next number and move the decision to the state that it leads to; who called
    saves the decision."""
    held.rows_made += 1
    before = "" if kind == DecisionStepKind.PROPOSE else held.status
    step = DecisionStep(
        decision=held, number=held.rows_made, kind=kind, before=before, after=after, taken_on=taken_on, meeting=meeting,
        reason=reason.strip(), condition=condition.strip(), made_at=clock.now(), made_by=actor,
    )  # fmt: skip
    step.full_clean(exclude=["decision"])
    step.save()
    held.status = after
    return step


def save_decision(held: Decision, actor: User | None, act: str, **detail: Any) -> Decision:
    """Save a held decision and tell the trail. `detail` holds references, numbers, kinds and days, never words that somebody
    typed: a title may be private."""
    held.bump()
    held.full_clean()
    held.save()
    record(
        actor=actor, action=f"decisions.{act}", target=held, area=held.area, detail={"reference": held.reference, **detail}
    )  # fmt: skip
    return held
