"""Services that the Commissioner pays for, as the public looks for them: entered, changed, published."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from commissioning.models import Provider, Service
from commissioning.services.rows import free_slug, keep
from interface import clock
from panels.models import PoliceArea
from panels.services.keeping import hide, hold, hold_area, publish, set_facts

CHANGEABLE = (
    "title", "helps", "about", "who_for", "where", "hours", "phone", "email", "url", "how_to_reach", "priority", "started_on",
    "ended_on",
)  # fmt: skip
WAYS = ("phone", "email", "url", "how_to_reach")
Providers = Collection[Provider]


@transaction.atomic
def create_service(
    *, area: PoliceArea, actor: User | None, title: str, providers: Providers = (), **facts: Any
) -> Service:  # fmt: skip
    """Enter a service with any of CHANGEABLE; the office's own until it is published. Its address comes from its name and stays.
    Raises ValidationError by field."""
    held = hold_area(area)
    row = Service(area=held, slug=free_slug(Service, held, title, otherwise="service"), created_at=clock.now())
    set_facts(row, {"title": title, **facts}, CHANGEABLE)
    _require_own(held, providers)
    keep(row, area=held, actor=actor, act="service_created", is_new=True)
    row.providers.set(providers)
    return row


@transaction.atomic
def change_service(
    *, service: Service, version: int, actor: User | None, providers: Providers | None = None, **facts: Any
) -> Service:  # fmt: skip
    """Change any of CHANGEABLE, and who provides it where `providers` are given. Raises ValidationError "stale" and by field."""
    held = hold(service, version)
    set_facts(held, facts, CHANGEABLE)
    if held.published_at:
        _refuse_unreachable(held)
    if providers is not None:
        _require_own(held.area, providers)
        held.providers.set(providers)
    return keep(held, area=held.area, actor=actor, act="service_changed")


@transaction.atomic
def publish_service(*, service: Service, version: int, actor: User | None) -> Service:
    """Let everybody read it. Raises ValidationError "stale", "published", and "empty" where nothing says how to reach it."""
    held = hold(service, version)
    _refuse_unreachable(held)
    publish(held)
    return keep(held, area=held.area, actor=actor, act="service_published")


@transaction.atomic
def hide_service(*, service: Service, version: int, actor: User | None) -> Service:
    """Take it from the public. Undone by `publish_service`. Raises ValidationError "stale", "unpublished"."""
    held = hold(service, version)
    hide(held)
    return keep(held, area=held.area, actor=actor, act="service_hidden")


def _refuse_unreachable(row: Service) -> None:
    if not any(getattr(row, name) for name in WAYS):
        words = _("Enter how to get help: a telephone number, an email address, a website, or in words")
        raise ValidationError({"how_to_reach": ValidationError(words, code="empty")})


def _require_own(area: PoliceArea, providers: Providers) -> None:
    if any(one.area_id != area.pk for one in providers):
        raise ValidationError({"providers": _("Choose providers of this area")})
