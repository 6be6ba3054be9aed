"""What every change of an inspection shares: held, saved, recorded, with what is due kept in line; and its rows taken out and
put back."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from panels.services.due import keep_duties
from panels.services.keeping import put_back, take_out
from performance.due.inspections import KIND
from performance.models import Inspection, InspectionAsk, InspectionGrade
from performance.rules.inspections import same_question


def lock_inspection(inspection: Inspection, version: int | None = None) -> Inspection:
    """The inspection, held until the change is done. Raises ValidationError "stale" past the version that was read."""
    held = Inspection.objects.select_for_update(of=("self",)).select_related("area").get(pk=inspection.pk)
    if version is not None:
        held.still_at(version)
    return held


def lock_row(row: Any, version: int) -> tuple[Inspection, Any]:
    """A row of an inspection and the inspection, both held. Raises ValidationError "stale"."""
    inspection = lock_inspection(row.inspection)
    held = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    held.still_at(version)
    held.inspection = inspection
    return inspection, held


def refuse_graded_twice(row: InspectionGrade) -> None:
    """Raise ValidationError where the inspection has a grade for the question, written in whatever case."""
    others = row.inspection.grades.kept().exclude(pk=row.pk).values_list("question", flat=True)
    if same_question(row.question) in {same_question(one) for one in others}:
        raise ValidationError({"question": _("This inspection has a grade for the question already. Change that one")})


def refuse(problems: dict[str, str]) -> None:
    """Raise ValidationError with what is wrong, by field; what stands under "" concerns no field."""
    if "" in problems:
        raise ValidationError(problems[""])
    if problems:
        raise ValidationError(problems)


def next_number(inspection: Inspection) -> int:
    """The next number of a row. Numbers are never used again; the inspection is saved by `save_inspection`."""
    inspection.rows_made += 1
    return inspection.rows_made


def save_inspection(inspection: Inspection, actor: User | None, act: str, *, undoes: bool = False, **detail: Any) -> Inspection:
    """Save a held inspection, tell the trail, and bring what is due in line; where the act `undoes` another, what that had met is
    due again. `detail` holds no private words."""
    if inspection.pk is not None:
        inspection.bump()
    inspection.full_clean()
    inspection.save()
    record(actor=actor, action=f"performance.{act}", target=inspection, area=inspection.area, detail=detail)
    keep_duties(KIND, inspection, actor=actor, again=undoes)
    return inspection


def save_row(inspection: Inspection, row: Any, actor: User | None, act: str) -> Any:
    """Save a row of a held inspection, and count the change on the inspection."""
    if row.pk is not None:
        row.bump()
    row.full_clean(exclude=["inspection"])
    row.save()
    save_inspection(inspection, actor, act, number=row.number)
    return row


@transaction.atomic
def remove_row(*, row: InspectionGrade | InspectionAsk, version: int, actor: User | None) -> Any:
    """Take a grade or a recommendation out; it stays for the office, and `restore_row` puts it back. Raises ValidationError
    "stale", "removed"."""
    inspection, held = lock_row(row, version)
    take_out(held)
    return save_row(inspection, held, actor, f"{_kind(held)}_removed")


@transaction.atomic
def restore_row(*, row: InspectionGrade | InspectionAsk, version: int, actor: User | None) -> Any:
    """Put back what was taken out. Raises ValidationError "stale", "there", and where the question has another grade
    by now."""
    inspection, held = lock_row(row, version)
    put_back(held)
    if isinstance(held, InspectionGrade):
        refuse_graded_twice(held)
    return save_row(inspection, held, actor, f"{_kind(held)}_restored")


def _kind(row: Any) -> str:
    return "inspection_grade" if isinstance(row, InspectionGrade) else "inspection_ask"
