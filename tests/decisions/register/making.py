"""Decisions on their way, made through the services that the pages use."""

from datetime import date
from decimal import Decimal
from typing import Any

from decisions.choices import CostKind, DecisionStepKind
from decisions.models import Decision
from decisions.services.register.logging import log_decision
from decisions.services.register.publishing import publish_decision
from decisions.services.register.signing import sign_decision
from decisions.services.register.steps import take_step
from documents.choices import Access, ExemptParagraph
from tests.factories.panels import OfficeHolderFactory

DAY = date(2022, 2, 3)
PRIVATE: dict[str, Any] = {
    "exempt_paragraph": ExemptParagraph.AFFAIRS, "public_interest_reason": "Bids for the contract are still open.",
}  # fmt: skip
EXEMPT: dict[str, Any] = PRIVATE | {"access": Access.EXEMPT, "neutral_title": "Decision on a contract"}
PART: dict[str, Any] = PRIVATE | {"exempt_text": "The lowest bid was Quillfeather and Sons, £18,400."}
RICH = (
    "## Why now\n\nTown centres asked for wardens.\n\n- one\n- two\n\nTable: Years\n\n| Year | £ |\n|---|---|\n"
    "| 2022 | 10,000 |\n\n1. first\n\n> said\n"
)


def commissioner(area: Any) -> Any:
    """Who holds the office in the area."""
    return area.office_holders.first() or OfficeHolderFactory(area=area, name="Robin Vale", started_on=date(2016, 5, 12))


def again(decision: Decision) -> Decision:
    """The decision as it is now."""
    return Decision.objects.for_page().get(pk=decision.pk)


def logged(area: Any, **facts: Any) -> Decision:
    """A proposed decision with everything that a signature needs."""
    whole = {
        "title": "Grant to the night-time economy fund", "summary": "A grant of £20,000 is made to the fund.",
        "reasons": "Town centres asked for wardens on Saturdays.", "cost_kind": CostKind.CEILING, "cost": Decimal("20000"),
        "maker": commissioner(area),
    }  # fmt: skip
    return log_decision(area=area, actor=None, **(whole | facts))


def moved(decision: Decision, kind: str, **facts: Any) -> Decision:
    return take_step(decision=decision, version=again(decision).version, kind=kind, actor=None, **facts)


def agreed(area: Any, **facts: Any) -> Decision:
    return moved(logged(area, **facts), DecisionStepKind.AGREE, reason="Agreed by email on the same day.")


def signed(area: Any, *, on: date = DAY, **facts: Any) -> Decision:
    return sign(agreed(area, **facts), on=on)


def sign(decision: Decision, *, on: date = DAY, **facts: Any) -> Decision:
    who = facts or {"signatory_holder": commissioner(decision.area)}
    return sign_decision(decision=decision, version=again(decision).version, signed_on=on, actor=None, **who)


def published(area: Any, **facts: Any) -> Decision:
    made = signed(area, **facts)
    return publish_decision(decision=made, version=made.version, actor=None)
