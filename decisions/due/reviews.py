"""What is due in a panel's review of a decision.

No law names a day for the review or for the answer: one is due only where the panel has set a day itself.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from decisions.due.facts import facts_of
from decisions.due.texts import at_noon, own_day, response_duty
from decisions.models import Case
from decisions.rules.common_steps import power_of
from decisions.rules.facts import CaseFacts
from panels.choices import DutyOwner
from panels.due import Duty


def duties_of(case: Case) -> Iterator[Duty]:
    """The panel's report by the day that it set itself, and the Commissioner's response to the report."""
    facts = facts_of(case)
    if case.due_on is not None:
        yield _report(facts, case.due_on)
    for report in facts.issued_reports:
        if report.response_due_on is not None:
            yield response_duty(facts, report)


def _report(facts: CaseFacts, due_on: Any) -> Duty:
    report = facts.issued_in(facts.round)
    return own_day(
        facts.case, power_of(facts), key="review", title=_("Review the decision and report on it"), owner=DutyOwner.PANEL,
        due_on=due_on, met_at=at_noon(report.issued_on) if report else None, met_how=_("The panel’s report was sent"),
        not_applicable=_("The case has ended") if report is None and facts.is_over else "",
    )  # fmt: skip
