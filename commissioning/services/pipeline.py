"""Procurements, grant rounds and calls for expressions of interest: opened, changed, published, completed, cancelled.

Their stages and lots are kept in `pipeline_rows`, who pays for them in `shares`, their files in `documents`.
"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from commissioning.choices import AwardStatus, ExerciseKind, ExerciseStatus, StageKind
from commissioning.models import Exercise, Fund, Need, Priority, Service, Stage
from commissioning.services import pipeline_rows
from commissioning.services.documents import settle_copies
from commissioning.services.rows import keep
from interface import clock
from panels.counters import next_reference
from panels.models import PoliceArea
from panels.services.keeping import hide, hold, hold_area, publish, set_facts

SERIES = "P"
CHANGEABLE = (
    "kind", "title", "about", "specification", "route", "framework", "led_by", "need", "fund", "priority", "estimate", "vat",
    "is_estimate_public", "term", "opens_on", "closes_on", "decided_by", "decided_words", "decided_on", "private_note",
    "exempt_paragraph",
)  # fmt: skip


@transaction.atomic
def open_exercise(
    *, area: PoliceArea, kind: str, title: str, actor: User | None, year: int | None = None, services: Any = (), **facts: Any
) -> Exercise:  # fmt: skip
    """Open a procurement, a grant round or a call for expressions of interest; the office's own until it is published. Its
    reference is the next of its `year`, this one where none is given, and stays. `facts` are any of CHANGEABLE. Raises
    ValidationError by field."""
    hold_area(area)
    made = Exercise(area=area, created_at=clock.now(), created_by=actor)
    set_facts(made, {"kind": kind, "title": title, **facts}, CHANGEABLE)
    made.reference = next_reference(area, SERIES, year or clock.today().year)
    _refuse(made, services)
    keep(made, area=area, actor=actor, act="exercise_opened", is_new=True)
    made.services.set(services)
    return made


@transaction.atomic
def change_exercise(
    *, exercise: Exercise, version: int, actor: User | None, services: Any = None, **facts: Any
) -> Exercise:  # fmt: skip
    """Change any of CHANGEABLE, and which services it is for. Raises ValidationError "stale" and by field."""
    held = hold(exercise, version)
    set_facts(held, facts, CHANGEABLE)
    _refuse(held, services or ())
    keep(held, area=held.area, actor=actor, act="exercise_changed")
    if services is not None:
        held.services.set(services)
    return held


@transaction.atomic
def publish_exercise(*, exercise: Exercise, version: int, actor: User | None) -> Exercise:
    """Let everybody read it with its stages, lots and shares. What bidders offered, the note and an estimate that is not public
    stay with the office. Raises ValidationError "stale", "published"."""
    held = hold(exercise, version)
    publish(held)
    keep(held, area=held.area, actor=actor, act="exercise_published")
    settle_copies(held)
    return held


@transaction.atomic
def hide_exercise(*, exercise: Exercise, version: int, actor: User | None) -> Exercise:
    """Take it from the public. Undone by `publish_exercise`. Raises ValidationError "stale", "unpublished"."""
    held = hold(exercise, version)
    hide(held)
    keep(held, area=held.area, actor=actor, act="exercise_hidden")
    settle_copies(held)
    return held


@transaction.atomic
def complete_exercise(
    *, exercise: Exercise, version: int, actor: User | None, decided_on: date | None = None
) -> Exercise:  # fmt: skip
    """Say that nothing more is done in it, and on which day it was decided where that was not said. Raises ValidationError
    "stale", "over"."""
    held = _in_hand(exercise, version)
    held.status, held.decided_on = ExerciseStatus.COMPLETE, decided_on or held.decided_on
    return keep(held, area=held.area, actor=actor, act="exercise_completed")


@transaction.atomic
def cancel_exercise(*, exercise: Exercise, version: int, actor: User | None, why: str) -> Exercise:
    """End it without an award. Everybody who may read it reads why. Raises ValidationError "stale", "over", "awarded" and by
    field."""
    held = _in_hand(exercise, version)
    if held.awards.exclude(status__in=[AwardStatus.DRAFT, AwardStatus.CANCELLED]).exists():
        raise ValidationError(_("Something is awarded in it. Complete it instead"), code="awarded")
    if not why.strip():
        raise ValidationError({"why": _("Say why it is cancelled")})
    held.status, held.cancelled_why = ExerciseStatus.CANCELLED, why.strip()
    return keep(held, area=held.area, actor=actor, act="exercise_cancelled")


@transaction.atomic
def reopen_exercise(*, exercise: Exercise, version: int, actor: User | None) -> Exercise:
    """Take one that is complete or cancelled up again. Raises ValidationError "stale", "open"."""
    held = hold(exercise, version)
    if held.status == ExerciseStatus.IN_HAND:
        raise ValidationError(_("It is in hand already"), code="open")
    held.status, held.cancelled_why = ExerciseStatus.IN_HAND, ""
    return keep(held, area=held.area, actor=actor, act="exercise_reopened")


def set_stage(*, exercise: Exercise, kind: str, actor: User | None, **facts: Any) -> Stage:
    """Add the stage of a kind, or change it where it is there: planned_on, planned_as, expected_on, expected_as, actual_on,
    actual_as, note. An extension is always a new one. Raises ValidationError by field."""
    known = exercise.stages.kept().filter(kind=kind).first() if kind != StageKind.EXTENSION else None
    if known is None:
        return pipeline_rows.add_row(model=Stage, exercise=exercise, actor=actor, kind=kind, **facts)
    known.exercise = exercise
    return pipeline_rows.change_row(row=known, version=known.version, actor=actor, **facts)


def _in_hand(exercise: Exercise, version: int) -> Exercise:
    held = hold(exercise, version)
    if held.status != ExerciseStatus.IN_HAND:
        raise ValidationError(_("It is over. Open it again first"), code="over")
    return held


def _refuse(exercise: Exercise, services: Any) -> None:
    """Raise ValidationError where it names something of another area, or no fund for a round."""
    named: dict[str, Need | Fund | Priority | None] = {
        "need": exercise.need, "fund": exercise.fund, "priority": exercise.priority,
    }  # fmt: skip
    problems = {
        name: _("Choose one of this area") for name, row in named.items() if row is not None and row.area_id != exercise.area_id
    }
    if any(one.area_id != exercise.area_id for one in services if isinstance(one, Service)):
        problems["services"] = _("Choose services of this area")
    if exercise.kind == ExerciseKind.GRANT_ROUND and exercise.fund is None:
        problems["fund"] = _("Choose the fund from which the round gives grants")
    if problems:
        raise ValidationError(problems)
