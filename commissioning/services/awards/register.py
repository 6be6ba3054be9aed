"""Grants and contracts are entered under a reference that stays, and changed."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from commissioning.choices import AwardKind, AwardStatus
from commissioning.models import Award, Provider
from commissioning.rules.award_rows import SERIES, series_of
from commissioning.rules.awards import fact_problems, missing_to_publish
from commissioning.services.awards.openness import close_payments, hold_award, open_parts
from commissioning.services.providers import find_or_create_provider
from commissioning.services.rows import keep
from documents.choices import Access
from interface import clock
from panels.counters import next_reference, raise_to
from panels.models import PoliceArea
from panels.services.keeping import hold, hold_area, set_facts

FACTS = (
    "title", "purpose", "conditions", "reasons", "is_crime_and_disorder", "provider", "amount", "vat", "awarded_on", "signed_on",
    "started_on", "ended_on", "term", "spend_by", "framework", "fund", "exercise", "application", "lot", "priority",
    "decided_by", "decided_words", "access", "neutral_title", "commercial_terms", "exempt_paragraph", "public_interest_reason",
    "came_from", "their_identifier", "source_url",
)  # fmt: skip


@transaction.atomic
def create_award(
    *, area: PoliceArea, kind: str, title: str, provider: Provider, amount: Decimal, actor: User | None, reference: str = "",
    year: int | None = None, **facts: Any,
) -> Award:  # fmt: skip
    """Enter a grant or a contract that is being prepared; the office's own. `facts` are those of FACTS, and `services`.

    Its reference comes from the counter of its kind and of `year`, today's unless given, or is that of an older register. Raises
    ValidationError by field.
    """
    held, now = hold_area(area), clock.now()
    services = facts.pop("services", None)
    made = Award(area=held, kind=kind, created_at=now, changed_at=now, created_by=actor)
    set_facts(made, {"title": title, "provider": provider, "amount": amount, **facts}, FACTS)
    settle(made)
    made.reference = _taken(made, reference) if reference else next_reference(held, SERIES[AwardKind(kind)], _year(year))
    keep(made, area=held, actor=actor, act="award_created", is_new=True, reference=made.reference)
    _set_services(made, services)
    return made


@transaction.atomic
def change_award(
    *, award: Award, version: int, actor: User | None, provider_name: str = "", **facts: Any
) -> Award:  # fmt: skip
    """Change any of FACTS, and `services`. What everybody reads changes at once; the payments of an award that becomes private
    are taken from the public. In place of a `provider` may stand its name: it is found, or entered. Raises ValidationError
    "stale", "over" and by field."""
    area = hold_area(award.area)  # payments of a month are not published meanwhile
    chosen = facts.get("provider")
    held = hold_award(award, version, also={chosen.pk} if chosen else ())
    if held.status == AwardStatus.CANCELLED:
        raise ValidationError(_("This award is cancelled. Nothing of it changes any more"), code="over")
    if provider_name:
        facts["provider"] = hold(find_or_create_provider(area=area, name=provider_name, actor=actor)[0])
    services, was_private = facts.pop("services", None), held.is_private
    changed = sorted(facts)
    set_facts(held, facts, FACTS)
    settle(held)
    if held.is_out and (problems := missing_to_publish(held)):
        raise ValidationError(problems)
    if held.is_private and not was_private:
        close_payments(held, actor)
    held.changed_at = clock.now()
    keep(held, area=held.area, actor=actor, act="award_changed", fields=changed)
    _set_services(held, services)
    open_parts(held, actor)
    return held


def settle(award: Award) -> None:
    """Of an award that is wholly public nothing is kept of what was private. Raises ValidationError by field."""
    if award.access == Access.PUBLIC:
        award.neutral_title = ""
        if not award.commercial_terms:
            award.exempt_paragraph, award.public_interest_reason = None, ""
    if problems := fact_problems(award):
        raise ValidationError(problems)


def _year(year: int | None) -> int:
    return year or clock.today().year


def _taken(award: Award, reference: str) -> str:
    """The reference that an older register gave; the counter of its series goes on after it."""
    found = series_of(reference)
    if found is None or found[0] != SERIES[AwardKind(award.kind)]:
        raise ValidationError({"reference": _("Write a reference like G-2022-001 for a grant or C-2022-001 for a contract")})
    raise_to(award.area, *found)
    return reference


def _set_services(award: Award, services: Any) -> None:
    """Say which services it pays for; None leaves them."""
    if services is None:
        return
    if any(one.area_id != award.area_id for one in services):
        raise ValidationError({"services": _("Choose one of this area")})
    award.services.set(services)
