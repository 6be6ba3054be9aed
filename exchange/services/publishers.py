"""As whom an area publishes open data. What identifiers are made with stays once anything is published."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from commissioning.models import Publisher
from commissioning.services.rows import keep
from exchange.ocds.reading import open_contracts, open_procurements
from exchange.publishing.rules import setting_problems
from exchange.threesixtygiving.facts import open_grants
from panels.models import PoliceArea
from panels.services.keeping import hold, hold_area, set_facts

FACTS = (
    "name", "organisation", "grants_prefix", "contracts_prefix", "is_registered", "licence_url", "licence_name", "address",
)  # fmt: skip


@transaction.atomic
def set_publisher(*, area: PoliceArea, version: int | None = None, actor: User | None, **facts: Any) -> Publisher:
    """Say as whom an area publishes, or change it. Raises ValidationError "stale", and by field: a prefix
    that would change what is published already, a form that is none."""
    held = hold_area(area)
    row = Publisher.objects.filter(area=held).first()
    if row is None:
        row = Publisher(area=held)
        set_facts(row, facts, FACTS)
        return _kept(row, actor, "publisher_set", is_new=True)
    row = hold(row, version)
    before = {name: getattr(row, name) for name in FIXED}
    set_facts(row, facts, FACTS)
    _refuse_moved(row, before)
    return _kept(row, actor, "publisher_changed")


def fixed_of(area: PoliceArea) -> dict[str, str]:
    """The settings that stay, with the reason of each: something that is published is known by them."""
    has_grants = open_grants(area).exists()
    has_contracts = open_contracts(area).exists() or open_procurements(area).exists()
    found = {}
    if has_grants:
        found["grants_prefix"] = _("It cannot change: the identifiers of published grants begin with it")
    if has_contracts:
        found["contracts_prefix"] = _("It cannot change: the identifiers of published procurements and contracts begin with it")
    if has_grants or has_contracts:
        found["organisation"] = _("It cannot change: published files name the Commissioner by it")
    return found


FIXED = ("organisation", "grants_prefix", "contracts_prefix")


def _refuse_moved(row: Publisher, before: dict[str, str]) -> None:
    reasons = fixed_of(row.area)
    if moved := {name: words for name, words in reasons.items() if getattr(row, name) != before[name]}:
        raise ValidationError(moved)


def _kept(row: Publisher, actor: User | None, act: str, *, is_new: bool = False) -> Publisher:
    if problems := setting_problems(row):
        raise ValidationError(problems)
    kept: Publisher = keep(row, area=row.area, actor=actor, act=act, is_new=is_new)
    return kept
