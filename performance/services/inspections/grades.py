"""The grades that an inspection gives, question by question."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from panels.services.keeping import refuse_removed, set_facts
from performance.models import Inspection, InspectionGrade
from performance.services.inspections.rows import lock_inspection, lock_row, next_number, refuse_graded_twice, save_row

CHANGEABLE = ("question", "grade", "position")


@transaction.atomic
def add_grade(
    *, inspection: Inspection, actor: User | None, question: str, grade: str, position: int | None = None
) -> InspectionGrade:
    """Add the grade of a question, after the others unless a place is given. Raises ValidationError by field."""
    held = lock_inspection(inspection)
    last = held.grades.kept().aggregate(last=Max("position"))["last"] or 0
    row = InspectionGrade(
        inspection=held, number=next_number(held), question=question.strip(), grade=grade, position=position or last + 1
    )
    refuse_graded_twice(row)
    return save_row(held, row, actor, "inspection_grade_added")


@transaction.atomic
def change_grade(*, row: InspectionGrade, version: int, actor: User | None, **facts: Any) -> InspectionGrade:
    """Change any of CHANGEABLE. Raises ValidationError "stale", "removed" and by field."""
    inspection, held = lock_row(row, version)
    refuse_removed(held)
    set_facts(held, facts, CHANGEABLE)
    refuse_graded_twice(held)
    return save_row(inspection, held, actor, "inspection_grade_changed")
