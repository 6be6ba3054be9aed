"""Needs assessments: entered, changed, published, completed."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from commissioning.choices import NeedStatus, Precision
from commissioning.models import Need
from commissioning.rules.stages import first_day
from commissioning.services.rows import free_slug, keep
from interface import clock
from panels.models import PoliceArea
from panels.services.keeping import hide, hold, hold_area, publish, set_facts

CHANGEABLE = ("title", "about", "findings", "planned_on", "planned_as", "url", "priority", "status")


@transaction.atomic
def create_need(*, area: PoliceArea, title: str, actor: User | None, **facts: Any) -> Need:
    """Enter a needs assessment that is planned or under way; the office's own until it is published. Its address comes from the
    title and stays. Raises ValidationError by field."""
    hold_area(area)
    made = Need(area=area, slug=free_slug(Need, area, title, otherwise="needs-assessment"), created_at=clock.now())
    _set(made, {"title": title, **facts})
    return keep(made, area=area, actor=actor, act="need_created", is_new=True)


@transaction.atomic
def change_need(*, need: Need, version: int, actor: User | None, **facts: Any) -> Need:
    """Change any of CHANGEABLE; complete it with `complete_need`. Raises ValidationError "stale" and by field."""
    held = hold(need, version)
    _set(held, facts)
    return keep(held, area=held.area, actor=actor, act="need_changed")


@transaction.atomic
def publish_need(*, need: Need, version: int, actor: User | None) -> Need:
    """Let everybody read it. Raises ValidationError "stale", "published"."""
    held = hold(need, version)
    publish(held)
    return keep(held, area=held.area, actor=actor, act="need_published")


@transaction.atomic
def hide_need(*, need: Need, version: int, actor: User | None) -> Need:
    """Take it from the public. Undone by `publish_need`. Raises ValidationError "stale", "unpublished"."""
    held = hold(need, version)
    hide(held)
    return keep(held, area=held.area, actor=actor, act="need_hidden")


@transaction.atomic
def complete_need(
    *, need: Need, version: int, actor: User | None, completed_on: date, completed_as: str = Precision.DAY,
    findings: str | None = None,
) -> Need:  # fmt: skip
    """Say that it is complete and since when. Said again, it corrects the day. Raises ValidationError "stale" and by field."""
    held = hold(need, version)
    if completed_on > clock.today():
        raise ValidationError({"completed_on": _("Enter a day that has come")})
    held.status, held.completed_on, held.completed_as = NeedStatus.COMPLETE, first_day(completed_on, completed_as), completed_as
    held.findings = held.findings if findings is None else findings.strip()
    return keep(held, area=held.area, actor=actor, act="need_completed")


@transaction.atomic
def reopen_need(*, need: Need, version: int, actor: User | None) -> Need:
    """Take up one that was complete. Raises ValidationError "stale", "open"."""
    held = hold(need, version)
    if held.status != NeedStatus.COMPLETE:
        raise ValidationError(_("It is not complete"), code="open")
    held.status, held.completed_on, held.completed_as = NeedStatus.UNDER_WAY, None, Precision.DAY
    return keep(held, area=held.area, actor=actor, act="need_reopened")


def _set(need: Need, facts: dict[str, Any]) -> None:
    """Set the facts, and refuse a state that has an act of its own, and a priority of another area."""
    before = need.status
    set_facts(need, facts, CHANGEABLE)
    if need.status != before and NeedStatus.COMPLETE in (need.status, before):
        raise ValidationError({"status": _("Choose planned or under way. Complete it, or open it again, on its own page")})
    if need.priority is not None and need.priority.area_id != need.area_id:
        raise ValidationError({"priority": _("Choose one of this area")})
    if need.planned_on:
        need.planned_on = first_day(need.planned_on, need.planned_as)
