"""How every change of a case begins and ends: held, numbered, recorded, with what is due kept in line."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from decisions.due.cases import KIND
from decisions.models import Case
from panels.services.due import keep_duties


def lock_case(case: Case, version: int | None = None, *, open_only: bool = True) -> Case:
    """The case, held until the change is done. Called inside a transaction.

    Raises ValidationError "stale" when it moved past the version that was read, and "over" for one that has ended.
    """
    held = Case.objects.select_for_update(of=("self",)).for_page().get(pk=case.pk)
    if version is not None:
        held.still_at(version)
    if open_only and held.is_over:
        raise ValidationError(_("This case has ended. Open it again first"), code="over")
    return held


def next_row(case: Case) -> int:
    """The next number for a row of a held case. Numbers are never used again; the case is saved by `save_case`."""
    case.rows_made += 1
    return case.rows_made


def save_case(case: Case, actor: User | None, act: str, *, undoes: bool = False, **detail: Any) -> Case:
    """Save a held case, tell the trail, and bring what is due in line; where the act `undoes` another, what that had met is due
    again. `detail` holds no private words."""
    case.bump()
    case.full_clean()
    case.save()
    record(actor=actor, action=f"decisions.{act}", target=case, area=case.area, detail={"case": case.slug, **detail})
    keep_duties(KIND, case, actor=actor, again=undoes)
    return case
