"""How every change of a complaint begins and ends: held, numbered, recorded, with what is due kept in line."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from complaints.due.complaints import KIND
from complaints.models import Complaint
from complaints.services.reports import hold_reports, keep_reports
from panels.services.due import keep_duties


def lock_complaint(complaint: Complaint, version: int | None = None, *, open_only: bool = True) -> Complaint:
    """The complaint, held until the change is done. Called inside a transaction.

    Raises ValidationError "stale" when it moved past the version that was read, "over" for one that is closed or withdrawn, and
    "erased" for one of which nothing is left.
    """
    held = Complaint.objects.select_for_update(of=("self",)).for_page().get(pk=complaint.pk)
    if held.erased_at is not None:
        raise ValidationError(_("This complaint was erased. Nothing can be changed in it"), code="erased")
    if version is not None:
        held.still_at(version)
    if open_only and held.is_over:
        raise ValidationError(_("This complaint is over. Take its last step back first"), code="over")
    return held


def next_row(complaint: Complaint) -> int:
    """The next number for a row of a held complaint. Numbers are never used again; `save_complaint` saves it."""
    complaint.rows_made += 1
    return complaint.rows_made


def save_complaint(complaint: Complaint, actor: User | None, act: str, *, undoes: bool = False, **detail: Any) -> Complaint:
    """Save a held complaint, tell the trail, and bring what is due in line; where the act `undoes` another, what that had met is
    due again. `detail` holds references, numbers, kinds and days, never words that somebody typed."""
    complaint.bump()
    complaint.full_clean()
    complaint.save()
    if undoes:
        hold_reports(complaint.body)
    record(actor=actor, action=f"complaints.{act}", target=complaint, area=complaint.area, detail=detail)
    keep_duties(KIND, complaint, actor=actor, again=undoes)
    if undoes:  # a draft report may say what is not public any more
        keep_reports(complaint.body, actor)
    return complaint
