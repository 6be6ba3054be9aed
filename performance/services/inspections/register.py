"""Inspections: entered, changed, known to everybody, their report out, and closed."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from interface import clock
from panels.models import PoliceArea
from panels.services.keeping import hold_area, set_facts
from performance.choices import InspectionKind, InspectionStatus
from performance.models import Inspection
from performance.rules.inspections import NOT_OUT, is_response_out, report_problems, waits_for_response
from performance.services.inspections.rows import lock_inspection, refuse, save_inspection
from performance.services.rows import free_slug

CHANGEABLE = ("title", "kind", "inspectorate", "is_of_force", "planned_words", "note", "needs_response", "status", "report_url")


@transaction.atomic
def create_inspection(
    *, area: PoliceArea, actor: User | None, title: str, kind: str = InspectionKind.THEMATIC, inspectorate: str = "",
    is_of_force: bool = False, planned_words: str = "", note: str = "", status: str = InspectionStatus.PLANNED,
    needs_response: bool = True, report_url: str = "",
) -> Inspection:  # fmt: skip
    """Enter an inspection that is planned or under way; the office's own until it is published. Its address comes from the title
    and stays. Its report comes with `report_published`. Raises ValidationError by field."""
    hold_area(area)
    made = Inspection(
        area=area, slug=free_slug(Inspection, area, title, otherwise="inspection"), created_at=clock.now(), created_by=actor
    )
    facts = {
        "title": title, "kind": kind, "inspectorate": inspectorate, "is_of_force": is_of_force, "planned_words": planned_words,
        "note": note, "status": status, "needs_response": needs_response, "report_url": report_url,
    }  # fmt: skip
    set_facts(made, facts, CHANGEABLE)
    if status not in NOT_OUT:
        raise ValidationError({"status": _("Choose planned or under way. Say afterwards that its report is published")})
    return save_inspection(made, actor, "inspection_created")


@transaction.atomic
def change_inspection(*, inspection: Inspection, version: int, actor: User | None, **facts: Any) -> Inspection:
    """Change any of CHANGEABLE; the state only between planned and under way. Raises ValidationError "stale" and by field."""
    held = lock_inspection(inspection, version)
    before = held.status
    set_facts(held, facts, CHANGEABLE)
    if held.status != before and not {held.status, before} <= NOT_OUT:
        raise ValidationError({"status": _("Choose planned or under way. Later states have pages of their own")})
    return save_inspection(held, actor, "inspection_changed")


@transaction.atomic
def publish_inspection(*, inspection: Inspection, version: int, actor: User | None) -> Inspection:
    """Let everybody know of an inspection, with its grades and recommendations, those to come as well. Raises ValidationError
    "stale", "published"."""
    held = lock_inspection(inspection, version)
    if held.published_at is not None:
        raise ValidationError(_("This inspection is public already"), code="published")
    held.published_at = clock.now()
    return save_inspection(held, actor, "inspection_published")


@transaction.atomic
def hide_inspection(*, inspection: Inspection, version: int, actor: User | None) -> Inspection:
    """Take an inspection from the public. Refused once its response is out: that stays published until it is taken back.
    Raises ValidationError "stale", "unpublished", "responded"."""
    held = lock_inspection(inspection, version)
    if held.published_at is None:
        raise ValidationError(_("This inspection is not public"), code="unpublished")
    if is_response_out(held):
        raise ValidationError(_("Its response is published. Take the response back first"), code="responded")
    held.published_at = None
    return save_inspection(held, actor, "inspection_hidden")


# The report ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def report_published(
    *, inspection: Inspection, version: int, actor: User | None, report_on: date, report_url: str = "",
    needs_response: bool = True,
) -> Inspection:  # fmt: skip
    """Say that the inspectorate published its report on a day: from that day, which counts, the time for the response runs. Said
    again, it corrects the day. Raises ValidationError "stale" and by field."""
    held = lock_inspection(inspection, version)
    refuse(report_problems(held.status, report_on, clock.today()))
    held.status, held.report_on, held.needs_response = InspectionStatus.PUBLISHED, report_on, needs_response
    held.report_url = report_url.strip() or held.report_url
    return save_inspection(held, actor, "inspection_report_published")


@transaction.atomic
def take_back_report(*, inspection: Inspection, version: int, actor: User | None) -> Inspection:
    """Take back that the report is out, where that was entered in error: no time runs any more. Raises ValidationError "stale",
    "no-report"."""
    held = lock_inspection(inspection, version)
    if held.status != InspectionStatus.PUBLISHED:
        raise ValidationError(_("No report waits to be taken back"), code="no-report")
    held.status, held.report_on = InspectionStatus.UNDER_WAY, None
    return save_inspection(held, actor, "inspection_report_taken_back")


# Closed -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def close_inspection(*, inspection: Inspection, version: int, actor: User | None, closed_on: date | None = None) -> Inspection:
    """Close an inspection that nobody works on any more: one that was answered, that asks for no answer, or that did not come
    about. Raises ValidationError "stale", "closed", "waits", and by field."""
    held = lock_inspection(inspection, version)
    day = closed_on or clock.today()
    if held.status == InspectionStatus.CLOSED:
        raise ValidationError(_("This inspection is closed already"), code="closed")
    if waits_for_response(held):
        raise ValidationError(_("Its report waits for the Commissioner’s response. Publish that first"), code="waits")
    if day > clock.today():
        raise ValidationError({"closed_on": _("Enter a day that is not in the future")})
    held.status, held.closed_on = InspectionStatus.CLOSED, day
    return save_inspection(held, actor, "inspection_closed")


@transaction.atomic
def reopen_inspection(*, inspection: Inspection, version: int, actor: User | None) -> Inspection:
    """Open an inspection again that was closed: it stands where it stood before. Raises ValidationError "stale", "open"."""
    held = lock_inspection(inspection, version)
    if held.status != InspectionStatus.CLOSED:
        raise ValidationError(_("This inspection is not closed"), code="open")
    held.closed_on = None
    if is_response_out(held):
        held.status = InspectionStatus.RESPONDED
    else:
        held.status = InspectionStatus.PUBLISHED if held.report_on else InspectionStatus.UNDER_WAY
    return save_inspection(held, actor, "inspection_reopened")
