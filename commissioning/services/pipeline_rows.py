"""What stands under an exercise in rows: its stages and lots. Added, changed, taken out, put back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from commissioning.choices import StageKind
from commissioning.models import Exercise, Lot, Stage
from commissioning.rules.stages import first_day
from commissioning.services.rows import keep
from interface import clock
from panels.services.keeping import hold, hold_part, next_of, put_back, refuse_removed, set_facts, take_out

Row = TypeVar("Row", Stage, Lot)
MOMENTS = ("planned", "expected", "actual")


@dataclass(frozen=True)
class Of:
    """A kind of row: what the trail calls it, what of it may be changed, and how it is made fit before it is saved."""

    name: str
    changeable: tuple[str, ...]
    prepare: Callable[[Any], None]


def _prepare_stage(stage: Stage) -> None:
    """Dates known by a period are its first day. One that was reached lies not ahead; one stage of a kind, but extensions."""
    for name in MOMENTS:
        if day := getattr(stage, f"{name}_on"):
            setattr(stage, f"{name}_on", first_day(day, getattr(stage, f"{name}_as")))
    if stage.actual_on and stage.actual_on > clock.today():
        raise ValidationError({"actual_on": _("Enter a day that has come, or enter it as now expected")})
    if not any(getattr(stage, f"{name}_on") for name in MOMENTS):
        raise ValidationError({"planned_on": _("Enter when it is planned, expected or was reached")})
    others = Stage.objects.kept().filter(exercise=stage.exercise, kind=stage.kind).exclude(pk=stage.pk)
    if stage.kind != StageKind.EXTENSION and stage.removed_at is None and others.exists():
        raise ValidationError({"kind": _("This exercise has that stage already. Change that one")})


def _prepare_lot(lot: Lot) -> None:
    if lot.estimate is not None and lot.estimate < 0:
        raise ValidationError({"estimate": _("The estimate must not be less than nothing")})


KINDS: dict[type, Of] = {
    Stage: Of(
        "stage", ("kind", *(f"{name}_{part}" for name in MOMENTS for part in ("on", "as")), "note"), _prepare_stage
    ),
    Lot: Of("lot", ("title", "about", "estimate"), _prepare_lot),
}  # fmt: skip


@transaction.atomic
def add_row(*, model: type[Row], exercise: Exercise, actor: User | None, **facts: Any) -> Row:
    """Add a stage or a lot. Raises ValidationError by field."""
    held = hold(exercise)
    row = model(exercise=held, number=next_of(model.objects.filter(exercise=held)))
    set_facts(row, facts, KINDS[model].changeable)
    return _kept(held, row, actor, "added", is_new=True)


@transaction.atomic
def change_row(*, row: Row, version: int, actor: User | None, **facts: Any) -> Row:
    """Change what may be changed of one. Raises ValidationError "stale", "removed" and by field."""
    exercise, held = hold_part(row, "exercise", version)
    refuse_removed(held)
    set_facts(held, facts, KINDS[type(row)].changeable)
    return _kept(exercise, held, actor, "changed")


@transaction.atomic
def reach_stage(*, row: Stage, version: int, actor: User | None, actual_on: date, actual_as: str = "day") -> Stage:
    """Say that a stage was reached, and when. Raises ValidationError "stale", "removed" and by field."""
    exercise, held = hold_part(row, "exercise", version)
    refuse_removed(held)
    held.actual_on, held.actual_as = actual_on, actual_as
    return _kept(exercise, held, actor, "reached")


@transaction.atomic
def remove_row(*, row: Row, version: int, actor: User | None) -> Row:
    """Take one out; `restore_row` puts it back. Raises ValidationError "stale", "removed", "used"."""
    exercise, held = hold_part(row, "exercise", version)
    if isinstance(held, Lot) and (held.awards.exists() or held.applications.kept().exists()):
        raise ValidationError(_("Something is applied for or awarded in this lot. Change that first"), code="used")
    take_out(held)
    return _kept(exercise, held, actor, "removed")


@transaction.atomic
def restore_row(*, row: Row, version: int, actor: User | None) -> Row:
    """Put back what was taken out. Raises ValidationError "stale", "there", and where another stands in its place."""
    exercise, held = hold_part(row, "exercise", version)
    put_back(held)
    return _kept(exercise, held, actor, "restored")


def _kept(exercise: Exercise, row: Row, actor: User | None, done: str, *, is_new: bool = False) -> Row:
    of = KINDS[type(row)]
    of.prepare(row)
    act = f"exercise_{of.name}_{done}"
    return keep(row, area=exercise.area, actor=actor, act=act, is_new=is_new, target=exercise, number=row.number)
