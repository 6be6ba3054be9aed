"""Applications of a round and bids of a procurement: entered, judged, taken out. They are the office's for ever; what is decided
on them stands in `deciding`."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from commissioning.choices import ExerciseStatus
from commissioning.models import Application, Exercise
from commissioning.rules.applications import AWARDED, judge_problems
from commissioning.services.rows import keep
from interface import clock
from panels.services.keeping import hold, hold_part, next_of, put_back, refuse_removed, set_facts, take_out

CHANGEABLE = ("applicant", "applicant_kind", "provider", "lot", "summary", "amount", "score", "received_on")


@transaction.atomic
def add_application(
    *, exercise: Exercise, applicant: str, received_on: date, actor: User | None, **facts: Any
) -> Application:  # fmt: skip
    """Enter an application, a bid or an expression of interest with any of CHANGEABLE. Raises ValidationError "over" and by
    field."""
    held = hold(exercise)
    if held.status != ExerciseStatus.IN_HAND:
        raise ValidationError(_("It is over. Take it up again before you enter applications"), code="over")
    row = Application(exercise=held, number=next_of(Application.objects.filter(exercise=held)))
    _set(row, {"applicant": applicant, "received_on": received_on, **facts})
    return _kept(held, row, actor, "added", is_new=True)


@transaction.atomic
def change_application(*, application: Application, version: int, actor: User | None, **facts: Any) -> Application:
    """Change any of CHANGEABLE. Raises ValidationError "stale", "removed", "awarded" and by field."""
    exercise, held = hold_part(application, "exercise", version)
    refuse_removed(held)
    _refuse_awarded(held)
    _set(held, facts)
    return _kept(exercise, held, actor, "changed")


@transaction.atomic
def judge_application(
    *, application: Application, version: int, status: str, actor: User | None, reason: str = ""
) -> Application:  # fmt: skip
    """Say that an application is not eligible, recommended or withdrawn, or that it is to be looked at again: what was refused
    is then open. Raises ValidationError "stale", "removed" and by field."""
    exercise, held = hold_part(application, "exercise", version)
    refuse_removed(held)
    if problems := judge_problems(held.status, status, reason):
        raise ValidationError(problems)
    held.status, held.reason, held.decided_on = status, reason.strip(), None
    return _kept(exercise, held, actor, "judged", status=str(status))


@transaction.atomic
def remove_application(*, application: Application, version: int, actor: User | None) -> Application:
    """Take one out that was entered in error; `restore_application` puts it back. Raises ValidationError "stale", "removed",
    "awarded"."""
    exercise, held = hold_part(application, "exercise", version)
    _refuse_awarded(held)
    take_out(held)
    return _kept(exercise, held, actor, "removed")


@transaction.atomic
def restore_application(*, application: Application, version: int, actor: User | None) -> Application:
    """Put back what was taken out. Raises ValidationError "stale", "there"."""
    exercise, held = hold_part(application, "exercise", version)
    put_back(held)
    return _kept(exercise, held, actor, "restored")


def _refuse_awarded(row: Application) -> None:
    if row.status == AWARDED:
        raise ValidationError(_("It was awarded. Change or cancel the award instead"), code="awarded")


def _set(row: Application, facts: dict[str, Any]) -> None:
    set_facts(row, facts, CHANGEABLE)
    problems = {}
    if row.received_on > clock.today():
        problems["received_on"] = _("Enter a day that has come")
    if row.amount is not None and row.amount < 0:
        problems["amount"] = _("The amount must not be less than nothing")
    if row.provider is not None and row.provider.area_id != row.exercise.area_id:
        problems["provider"] = _("Choose one of this area")
    if row.lot is not None and row.lot.exercise_id != row.exercise_id:
        problems["lot"] = _("Choose a lot of this procurement")
    if problems:
        raise ValidationError(problems)


def _kept(
    exercise: Exercise, row: Application, actor: User | None, done: str, *, is_new: bool = False, **detail: Any
) -> Application:  # fmt: skip
    act = f"application_{done}"
    keep(row, area=exercise.area, actor=actor, act=act, is_new=is_new, target=exercise, number=row.number, **detail)
    return row
