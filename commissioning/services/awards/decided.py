"""The formal decision behind an award: proposed from it, or one of the register linked to it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from commissioning.choices import AwardStatus, DecidedBy
from commissioning.models import Award
from commissioning.services.rows import keep
from decisions.choices import NEVER_SIGNED, CostKind
from decisions.models import Decision
from decisions.services.register.logging import log_decision
from documents.choices import Access
from interface import clock
from panels.services.keeping import hold

LONGEST_TERM = 120


@transaction.atomic
def propose_decision(*, award: Award, version: int, actor: User | None) -> Decision:
    """Enter a proposed decision in the register with the words, the amount and the privacy of an award, and link it; it is then
    signed and published there. Raises ValidationError "stale", "state", "decided" and by field."""
    held = _open(award, version)
    made = log_decision(area=held.area, title=held.title, actor=actor, access=held.access, **_facts(held))
    return _linked(held, made, actor, "award_decision_proposed")


@transaction.atomic
def take_decision(*, award: Award, version: int, decision: Decision, actor: User | None) -> Decision:
    """Link a decision that is in the register. The caller has fetched it through `visible_to`. Raises ValidationError "stale",
    "state", "decided"; by field `decision`."""
    held = _open(award, version)
    if decision.area_id != held.area_id:
        raise ValidationError({"decision": _("Choose a decision of this area")})
    if decision.status in NEVER_SIGNED:
        raise ValidationError({"decision": _("This decision was rejected or withdrawn. Choose another")})
    return _linked(held, decision, actor, "award_decision_linked")


@transaction.atomic
def unlink_decision(*, award: Award, version: int, actor: User | None) -> Award:
    """Take the link out; the decision stays in the register. Raises ValidationError "stale", "none"."""
    held = hold(award, version)
    if held.decision_id is None:
        raise ValidationError(_("No decision is linked to it"), code="none")
    held.decision, held.changed_at = None, clock.now()
    return keep(held, area=held.area, actor=actor, act="award_decision_unlinked")


def _open(award: Award, version: int) -> Award:
    held = hold(award, version)
    if held.status == AwardStatus.CANCELLED:
        raise ValidationError(_("This award is cancelled"), code="state")
    if held.decision is not None and held.decision.status not in NEVER_SIGNED:
        raise ValidationError(_("A decision is linked to it already. Take that link out first"), code="decided")
    return held


def _facts(award: Award) -> dict[str, Any]:
    """What a decision takes over from an award. Commercial terms stay where they are."""
    private = award.access != Access.PUBLIC
    facts: dict[str, Any] = {
        "summary": award.purpose, "reasons": award.reasons, "cost_kind": CostKind.EXACT if award.amount else CostKind.NONE,
        "cost": award.amount or None, "term": award.term[:LONGEST_TERM],
    }  # fmt: skip
    if private:
        names = ("neutral_title", "exempt_paragraph", "public_interest_reason")
        facts |= {name: getattr(award, name) for name in names}
    return facts


def _linked(award: Award, decision: Decision, actor: User | None, act: str) -> Decision:
    award.decision, award.changed_at = decision, clock.now()
    if award.decided_by == DecidedBy.NOT_STATED:
        award.decided_by = DecidedBy.COMMISSIONER
    keep(award, area=award.area, actor=actor, act=act, decision=decision.reference)
    return decision
