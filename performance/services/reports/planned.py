"""Planned actions: written, said how they stand, moved, taken out and put back, from the report in which it is said.

An action is carried from report to report until one says that it is done or dropped. What a published report said of it stays.
"""

from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from decisions.rules.updates import moved
from interface import clock
from panels.models import PoliceArea
from performance.choices import PlannedStatus
from performance.models import ActionStanding, Objective, PlannedAction, QuarterlyReport
from performance.services.reports.keeping import counted, lock_report, put_in_order

NEEDS_WHY = (PlannedStatus.DROPPED,)


@transaction.atomic
def add_planned_action(
    *, report: QuarterlyReport, objective: Objective, text: str, actor: User | None, owner: str = "", due_on: date | None = None,
    due_words: str = "", status: str = PlannedStatus.PLANNED, note: str = "",
) -> PlannedAction:  # fmt: skip
    """Write down what is promised for an objective of a draft, and how it stands.

    Raises ValidationError "published"; by field: `text`, `objective`, `due_words`, `note`.
    """
    held = lock_report(report)
    PoliceArea.objects.select_for_update(of=("self",), no_key=True).get(pk=held.area_id)
    if not held.parts.filter(objective=objective).exists():
        raise ValidationError({"objective": _("Choose an objective of this report")})
    mine = PlannedAction.objects.filter(area=held.area)
    action = PlannedAction(
        area=held.area, objective=objective, number=(mine.aggregate(last=Max("number"))["last"] or 0) + 1,
        position=(mine.filter(objective=objective).aggregate(last=Max("position"))["last"] or 0) + 1,
        started_on=held.ended_on, **_cleaned(text, owner, due_on, due_words),
    )  # fmt: skip
    action.full_clean()
    action.save()
    standing = ActionStanding(report=held, action=action)
    _say(standing, status, note)
    _counted(held, actor, "planned_action_added", action, status=str(status))
    return action


@transaction.atomic
def change_planned_action(
    *, action: PlannedAction, report: QuarterlyReport, version: int, actor: User | None, text: str | None = None,
    owner: str = "", due_on: date | None = None, due_words: str = "",
) -> PlannedAction:  # fmt: skip
    """Write a planned action of a draft anew. The words of one of which a published report told stay: they were promised.

    Raises ValidationError "stale", "published", "removed"; by field: `text`, `due_words`.
    """
    held, mine = _lock(action, report)
    mine.still_at(version)
    facts = _cleaned(mine.text if text is None else text, owner, due_on, due_words)
    if facts["text"] != mine.text and is_told(mine):
        words = _("A published report tells of this action in these words. Drop it and write another")
        raise ValidationError({"text": words}, code="told")
    for name, value in facts.items():
        setattr(mine, name, value)
    mine.bump()
    mine.full_clean()
    mine.save()
    _counted(held, actor, "planned_action_changed", mine)
    return mine


@transaction.atomic
def say_how_it_stands(
    *, action: PlannedAction, report: QuarterlyReport, status: str, actor: User | None, note: str = "", version: int | None = None
) -> ActionStanding:
    """Say how a planned action stands in a draft: its state, and what is to be said of it. One that is done or dropped is told
    of in this report for the last time. `version` is that of the standing as the page was opened.

    Raises ValidationError "stale", "published", "removed"; by field: `status`, `note`.
    """
    held, mine = _lock(action, report)
    rows = ActionStanding.objects.select_for_update(of=("self",))
    standing = rows.filter(report=held, action=mine).first() or ActionStanding(report=held, action=mine)
    if version is not None:
        standing.still_at(version)
    if standing.pk:
        standing.bump()
    _say(standing, status, note)
    _counted(held, actor, "planned_action_stands", mine, status=str(status))
    return standing


@transaction.atomic
def move_planned_action(*, action: PlannedAction, report: QuarterlyReport, direction: str, actor: User | None) -> PlannedAction:
    """Move a planned action one place "up" or "down" among those of its objective that a draft tells of."""
    held, mine = _lock(action, report)
    rows = list(_told_in(held, mine.objective_id))
    order = moved([row.pk for row in rows], mine.pk, direction) if mine.pk in {row.pk for row in rows} else None
    if order:
        put_in_order(PlannedAction, rows, order)
        _counted(held, actor, "planned_action_moved", mine)
    return mine


@transaction.atomic
def remove_planned_action(*, action: PlannedAction, report: QuarterlyReport, actor: User | None) -> PlannedAction:
    """Take a planned action out that was written in error. One of which a published report tells is dropped instead, with why.

    Raises ValidationError "published", "removed", "told".
    """
    held, mine = _lock(action, report)
    if is_told(mine):
        words = _("A published report tells of this action. Say in this report that it is dropped, and why")
        raise ValidationError(words, code="told")
    mine.removed_at = clock.now()
    mine.bump()
    mine.save()
    _counted(held, actor, "planned_action_removed", mine)
    return mine


@transaction.atomic
def restore_planned_action(*, action: PlannedAction, report: QuarterlyReport, actor: User | None) -> PlannedAction:
    """Put a planned action back that was taken out. Raises ValidationError "published"."""
    held = lock_report(report)
    mine = PlannedAction.objects.select_for_update(of=("self",)).get(pk=action.pk, area=held.area)
    if mine.removed_at is None:
        return mine
    mine.removed_at = None
    mine.bump()
    mine.save()
    _counted(held, actor, "planned_action_restored", mine)
    return mine


def is_told(action: PlannedAction) -> bool:
    """Whether a published report tells of an action, so that everybody knows of it."""
    return PlannedAction.objects.visible_to(AnonymousUser()).filter(pk=action.pk).exists()


def _told_in(report: QuarterlyReport, objective: int) -> Any:
    """The planned actions of an objective that a report tells of, in their order."""
    rows = PlannedAction.objects.kept().filter(standings__report=report, objective=objective)
    return rows.order_by("position", "number")


def _lock(action: PlannedAction, report: QuarterlyReport) -> tuple[QuarterlyReport, PlannedAction]:
    """The draft and a planned action of its area that was not taken out, both held."""
    held = lock_report(report)
    mine = PlannedAction.objects.select_for_update(of=("self",)).get(pk=action.pk, area=held.area)
    if mine.removed_at is not None:
        raise ValidationError(_("This action was taken out. Put it back first"), code="removed")
    return held, mine


def _cleaned(text: str, owner: str, due_on: date | None, due_words: str) -> dict[str, Any]:
    if not text.strip():
        raise ValidationError({"text": _("Enter what is planned")})
    if due_on and due_words.strip():
        raise ValidationError({"due_words": _("Enter a day or words, not both")})
    words = {"text": text, "owner": owner, "due_words": due_words}
    return {name: " ".join(value.split()) for name, value in words.items()} | {"due_on": due_on}


def _say(standing: ActionStanding, status: str, note: str) -> None:
    if status in NEEDS_WHY and not note.strip():
        raise ValidationError({"note": _("Say why the action is dropped")})
    standing.status, standing.note = status, " ".join(note.split())
    standing.full_clean()
    standing.save()


def _counted(report: QuarterlyReport, actor: User | None, act: str, action: PlannedAction, **detail: Any) -> None:
    counted(report, actor, act, planned_action=action.number, **detail)
