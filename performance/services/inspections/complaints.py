"""Police super-complaints: entered, changed, known to everybody, and answered by the Commissioner."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface import clock
from panels.models import PoliceArea
from panels.services.keeping import hold_area, set_facts
from performance.choices import SuperComplaintStatus
from performance.models import SuperComplaint
from performance.rules.inspections import complaint_problems
from performance.services.inspections.rows import refuse
from performance.services.rows import free_slug

CHANGEABLE = ("title", "made_by", "status", "report_on", "url", "note")


@transaction.atomic
def create_super_complaint(
    *, area: PoliceArea, actor: User | None, title: str, made_by: str = "", status: str = SuperComplaintStatus.RECEIVED,
    report_on: date | None = None, url: str = "", note: str = "",
) -> SuperComplaint:  # fmt: skip
    """Enter a super-complaint; the office's own until it is published. The response comes with `respond_to_super_complaint`.
    Raises ValidationError by field."""
    hold_area(area)
    made = SuperComplaint(
        area=area, slug=free_slug(SuperComplaint, area, title, otherwise="super-complaint"), created_at=clock.now()
    )  # fmt: skip
    facts = {"title": title, "made_by": made_by, "status": status, "report_on": report_on, "url": url, "note": note}
    set_facts(made, facts, CHANGEABLE)
    return _save(made, actor, "super_complaint_created")


@transaction.atomic
def change_super_complaint(*, complaint: SuperComplaint, version: int, actor: User | None, **facts: Any) -> SuperComplaint:
    """Change any of CHANGEABLE; one that was answered stays so until `take_back_complaint_response`. Raises ValidationError
    "stale" and by field."""
    held = _lock(complaint, version)
    before = held.status
    set_facts(held, facts, CHANGEABLE)
    if before == SuperComplaintStatus.RESPONDED and held.status != before:
        raise ValidationError({"status": _("The response is submitted. Take it back before you choose another state")})
    if held.status == SuperComplaintStatus.RESPONDED and before != held.status:
        raise ValidationError({"status": _("Enter the response on the page “Enter the response”")})
    return _save(held, actor, "super_complaint_changed")


@transaction.atomic
def publish_super_complaint(*, complaint: SuperComplaint, version: int, actor: User | None) -> SuperComplaint:
    """Let everybody know of it. Raises ValidationError "stale", "published"."""
    held = _lock(complaint, version)
    if held.published_at is not None:
        raise ValidationError(_("This super-complaint is public already"), code="published")
    held.published_at = clock.now()
    return _save(held, actor, "super_complaint_published")


@transaction.atomic
def hide_super_complaint(*, complaint: SuperComplaint, version: int, actor: User | None) -> SuperComplaint:
    """Take it from the public. Undone by `publish_super_complaint`. Raises ValidationError "stale", "unpublished"."""
    held = _lock(complaint, version)
    if held.published_at is None:
        raise ValidationError(_("This super-complaint is not public"), code="unpublished")
    held.published_at = None
    return _save(held, actor, "super_complaint_hidden")


@transaction.atomic
def respond_to_super_complaint(
    *, complaint: SuperComplaint, version: int, actor: User | None, text: str, responded_on: date
) -> SuperComplaint:
    """Keep the response that was submitted on a day: whoever knows of the super-complaint reads it. Said again, it corrects it.
    Raises ValidationError "stale" and by field."""
    held = _lock(complaint, version)
    held.response, held.responded_on, held.status = text.strip(), responded_on, SuperComplaintStatus.RESPONDED
    return _save(held, actor, "super_complaint_responded")


@transaction.atomic
def take_back_complaint_response(*, complaint: SuperComplaint, version: int, actor: User | None) -> SuperComplaint:
    """Take back a response that was entered in error: nobody reads it any more. Raises ValidationError "stale", "open"."""
    held = _lock(complaint, version)
    if held.status != SuperComplaintStatus.RESPONDED:
        raise ValidationError(_("No response was submitted"), code="open")
    held.status = SuperComplaintStatus.INVESTIGATED if held.report_on else SuperComplaintStatus.ELIGIBLE
    held.response, held.responded_on = "", None
    return _save(held, actor, "super_complaint_response_taken_back")


def _lock(complaint: SuperComplaint, version: int) -> SuperComplaint:
    held = SuperComplaint.objects.select_for_update(of=("self",)).select_related("area").get(pk=complaint.pk)
    held.still_at(version)
    return held


def _save(complaint: SuperComplaint, actor: User | None, act: str) -> SuperComplaint:
    if problems := complaint_problems(complaint, clock.today()):
        refuse(problems)
    if complaint.pk is not None:
        complaint.bump()
    complaint.full_clean()
    complaint.save()
    record(actor=actor, action=f"performance.{act}", target=complaint, area=complaint.area, detail={})
    return complaint
