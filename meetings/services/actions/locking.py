"""Holding an action still while it changes, and saving it."""

from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.services import record
from meetings.models import Action
from meetings.rules.actions import settled_problem
from meetings.services.duties import DUE_FACTS, keep_action

TAKEN_UP_AGAIN = ("action_reopened", "action_restored")


def lock_action(action: Action, version: int | None = None) -> Action:
    """The action's row, held until the transaction ends; refuses one that moved past the version that was read."""
    there = ("area", "body", "owner_person", "owner_user", "raised_meeting", "entry__minutes")
    locked = Action.objects.select_for_update(of=("self",)).select_related(*there).get(pk=action.pk)
    if version is not None:
        locked.still_at(version)
    return locked


def lock_unsettled(action: Action, version: int | None = None) -> Action:
    """The same, refusing one that is closed or superseded."""
    locked = lock_action(action, version)
    if problem := settled_problem(locked.status):
        raise ValidationError(problem, code="settled")
    return locked


def save_action(action: Action, actor: User | None, act: str, **detail: Any) -> Action:
    """Count one more save, keep it, and write the act into the trail: its reference and facts, never its words."""
    action.bump()
    action.full_clean()
    action.save()
    record(actor=actor, action=f"meetings.{act}", target=action, area=action.area, detail=detail)
    keep_action(action, actor, changed=detail.get("fields", DUE_FACTS), again=act in TAKEN_UP_AGAIN)
    return action
