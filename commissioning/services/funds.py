"""Funds: money that is given out as grants, entered, changed, published."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from commissioning.models import Fund
from commissioning.services.rows import free_slug, keep
from interface import clock
from panels.models import PoliceArea
from panels.services.keeping import hide, hold, hold_area, publish, set_facts

CHANGEABLE = (
    "title", "kind", "about", "funder", "year", "budget", "vat", "spend_by", "decided_by", "decided_words",
    "is_crime_and_disorder", "priority", "url",
)  # fmt: skip


@transaction.atomic
def create_fund(*, area: PoliceArea, title: str, year: int, actor: User | None, **facts: Any) -> Fund:
    """Enter a fund with any of CHANGEABLE; the office's own until it is published. Its address comes from the title and stays.
    Raises ValidationError by field."""
    held = hold_area(area)
    row = Fund(area=held, slug=free_slug(Fund, held, title, otherwise="fund"), created_at=clock.now())
    _set(row, {"title": title, "year": year, **facts})
    return keep(row, area=held, actor=actor, act="fund_created", is_new=True)


@transaction.atomic
def change_fund(*, fund: Fund, version: int, actor: User | None, **facts: Any) -> Fund:
    """Change any of CHANGEABLE. Raises ValidationError "stale" and by field."""
    held = hold(fund, version)
    _set(held, facts)
    return keep(held, area=held.area, actor=actor, act="fund_changed", fields=sorted(facts))


@transaction.atomic
def publish_fund(*, fund: Fund, version: int, actor: User | None) -> Fund:
    """Let everybody read a fund with its budget and its published grants. Raises ValidationError "stale", "published"."""
    held = hold(fund, version)
    publish(held)
    return keep(held, area=held.area, actor=actor, act="fund_published")


@transaction.atomic
def hide_fund(*, fund: Fund, version: int, actor: User | None) -> Fund:
    """Take a fund from the public. Raises ValidationError "stale", "unpublished", and "named" while a published award or round
    names it."""
    held = hold(fund, version)
    if any(rows.filter(published_at__isnull=False).exists() for rows in (held.awards, held.rounds)):
        raise ValidationError(_("A grant or a round of it is public. Take that from the public first"), code="named")
    hide(held)
    return keep(held, area=held.area, actor=actor, act="fund_hidden")


def _set(row: Fund, facts: dict[str, Any]) -> None:
    set_facts(row, facts, CHANGEABLE)
    if row.priority is not None and row.priority.area_id != row.area_id:
        raise ValidationError({"priority": _("Choose one of this area")})
