"""A decision is logged once, under the next number of its area and year; its words may change until it is signed."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from decisions.choices import UNSIGNED, DecisionStatus, DecisionStepKind
from decisions.models import Decision
from decisions.rules.decision_facts import fact_problems
from decisions.services.register.locking import add_step, lock_decision, save_decision
from documents.choices import Access
from interface import clock
from panels.counters import next_number
from panels.models import PoliceArea

SERIES = "DN"  # decision notices; “D” numbers what is due
# What is typed of a decision; `proposed_on` is told apart, for it is the day of the first step
FACTS = (
    "title", "summary", "reasons", "options", "legal_implications", "financial_implications", "equality_implications",
    "cost_kind", "cost", "term", "maker", "maker_words", "officer", "is_significant", "background_papers", "access",
    "neutral_title", "exempt_text", "exempt_paragraph", "public_interest_reason", "printed_label",
)  # fmt: skip
# What a board's agenda prints of a decision
ON_AGENDA = ("title", "access", "neutral_title", "exempt_paragraph", "public_interest_reason")


@transaction.atomic
def log_decision(
    *, area: PoliceArea, title: str, actor: User | None, proposed_on: date | None = None, year: int | None = None,
    access: str = Access.PUBLIC, **facts: Any,
) -> Decision:  # fmt: skip
    """Enter a proposed decision under the next number of its area and of the year, which is today's unless `year` is given, as
    one of an older register is. Nobody but the office knows of it. `facts` are those of FACTS.

    The number is given again where this is rolled back, so that a year has no gap. Raises ValidationError by field.
    """
    today = clock.today()
    proposed_on = proposed_on or today
    year = year or today.year
    made = Decision(area=area, year=year, number=0, proposed_on=proposed_on, created_at=clock.now(), created_by=actor)
    _set(made, {"title": title, "access": access, **facts})
    problems = fact_problems(made)
    if proposed_on > today:
        problems["proposed_on"] = _("The date must be today or in the past")
    if problems:
        raise ValidationError(problems)
    made.number = next_number(area, SERIES, year)
    made.full_clean()
    made.save()
    add_step(made, DecisionStepKind.PROPOSE, after=DecisionStatus.PROPOSED, taken_on=proposed_on, actor=actor)
    made.save(update_fields=["rows_made", "status"])
    record(
        actor=actor, action="decisions.decision_logged", target=made, area=area, detail={"reference": made.reference}
    )  # fmt: skip
    return made


@transaction.atomic
def change_decision(*, decision: Decision, version: int, actor: User | None, **facts: Any) -> Decision:
    """Change what is typed of a decision that nobody has signed yet; `facts` are some of FACTS.

    While it is on a board's agenda, what that agenda prints of it stays. Raises ValidationError "stale", "signed" or "over" for
    one that was rejected or withdrawn; by field.
    """
    held = lock_decision(decision, version)
    if held.is_signed:
        raise ValidationError(_("The notice is signed. Its words cannot change"), code="signed")
    if held.status not in UNSIGNED:
        raise ValidationError(_("This decision is over. Propose it again first"), code="over")
    before = {name: getattr(held, name) for name in ON_AGENDA}
    _set(held, facts)
    problems = fact_problems(held)
    if held.status == DecisionStatus.ON_BOARD:
        words = _("It stands on a board’s agenda in these words. Take it off that agenda first")
        problems |= {name: words for name, was in before.items() if getattr(held, name) != was}
    if problems:
        raise ValidationError(problems)
    changed = sorted(name for name in facts if name in FACTS)
    return save_decision(held, actor, "decision_changed", fields=changed)


def _set(decision: Decision, facts: dict[str, Any]) -> None:
    """Set what was typed. Of one that is wholly public nothing is kept of what was private."""
    if unknown := sorted(set(facts) - set(FACTS)):
        raise TypeError(f"Not a fact of a decision: {', '.join(unknown)}")
    for name, value in facts.items():
        setattr(decision, name, value.strip() if isinstance(value, str) else value)
    if decision.access == Access.PUBLIC:
        decision.neutral_title = ""
        if not decision.exempt_text:
            decision.exempt_paragraph, decision.public_interest_reason = None, ""
