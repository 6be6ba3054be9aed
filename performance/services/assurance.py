"""The assurance library: reports, audits and enquiry days, entered and published."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from interface import clock
from panels.models import PoliceArea
from panels.services.keeping import hide, hold, hold_area, publish, set_facts
from performance.choices import AssuranceKind
from performance.models import Assurance
from performance.services.rows import free_slug, keep

CHANGEABLE = ("kind", "topic", "on", "about", "url")


@transaction.atomic
def create_assurance(
    *,
    area: PoliceArea,
    actor: User | None,
    topic: str,
    on: date,
    kind: str = AssuranceKind.REPORT,
    about: str = "",
    url: str = "",
) -> Assurance:
    """Enter a piece of assurance; the office's own until it is published. Its address comes from the topic and stays. Raises
    ValidationError by field."""
    held = hold_area(area)
    name = free_slug(Assurance, held, topic, otherwise="assurance")
    row = Assurance(area=held, slug=name, created_at=clock.now())
    set_facts(row, {"kind": kind, "topic": topic, "on": on, "about": about, "url": url}, CHANGEABLE)
    return keep(row, area=held, actor=actor, act="assurance_created", is_new=True)


@transaction.atomic
def change_assurance(*, assurance: Assurance, version: int, actor: User | None, **facts: Any) -> Assurance:
    """Change any of CHANGEABLE. Raises ValidationError "stale" and by field."""
    held = hold(assurance, version)
    set_facts(held, facts, CHANGEABLE)
    if held.published_at:
        _refuse_unfounded(held)
    return keep(held, area=held.area, actor=actor, act="assurance_changed")


@transaction.atomic
def publish_assurance(*, assurance: Assurance, version: int, actor: User | None) -> Assurance:
    """Let everybody read it. Raises ValidationError "stale", "published", and "empty" where nothing says what it found."""
    held = hold(assurance, version)
    _refuse_unfounded(held)
    publish(held)
    return keep(held, area=held.area, actor=actor, act="assurance_published")


@transaction.atomic
def hide_assurance(*, assurance: Assurance, version: int, actor: User | None) -> Assurance:
    """Take it from the public. Undone by `publish_assurance`. Raises ValidationError "stale", "unpublished"."""
    held = hold(assurance, version)
    hide(held)
    return keep(held, area=held.area, actor=actor, act="assurance_hidden")


def _refuse_unfounded(row: Assurance) -> None:
    if not row.about and not row.url:
        raise ValidationError(_("Enter what it found, or where it is published"), code="empty")
