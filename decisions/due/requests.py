"""What is due in what the panel asks and does of its own accord: the answer, the attendance, and the end of an act.

"In reasonable time" has no number of days: the day is the panel's own, and what is due says so.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import CaseKind, CaseStatus, Outcome
from decisions.due.facts import facts_of
from decisions.due.texts import at_noon, own_day
from decisions.models import Case
from decisions.rules import request_steps
from decisions.rules.common_steps import power_of
from decisions.rules.facts import CaseFacts
from panels.choices import DutyOwner
from panels.due import Duty


def duties_of(case: Case) -> Iterator[Duty]:
    """Nothing while a request is a draft or an act is not decided."""
    facts = facts_of(case)
    if request_steps.is_request(facts):
        last = request_steps.last_day(facts)
        if case.shared_at is not None and last is not None:
            yield _attendance(facts, last) if case.kind == CaseKind.ATTENDANCE else _answer(facts, last)
    elif request_steps.is_decided(facts) and case.until_on is not None and case.outcome != Outcome.NOT_DONE:
        yield _end(facts)


def _answer(facts: CaseFacts, last: Any) -> Duty:
    answers = facts.responses_to(None)
    return own_day(
        facts.case, power_of(facts), key="answer", title=_("Answer the panel’s request for information"),
        owner=DutyOwner.COMMISSIONER, due_on=last, met_at=at_noon(answers[0].responded_on) if answers else None,
        met_how=_("The Commissioner answered"),
    )  # fmt: skip


def _attendance(facts: CaseFacts, last: Any) -> Duty:
    came = facts.case.outcome == Outcome.DONE
    return own_day(
        facts.case, power_of(facts), key="attendance", title=_("Attend the panel’s meeting as asked"),
        owner=DutyOwner.COMMISSIONER, due_on=last, met_at=at_noon(last) if came else None,
        met_how=_("Whoever was asked attended"),
    )  # fmt: skip


def _end(facts: CaseFacts) -> Duty:
    is_ended = facts.case.status == CaseStatus.CLOSED
    is_suspension = facts.case.kind == CaseKind.SUSPENSION
    return own_day(
        facts.case, power_of(facts), key="end", owner=DutyOwner.PANEL, due_on=facts.case.until_on,
        title=_("Decide whether the suspension ends") if is_suspension else _("The acting Commissioner’s appointment ends"),
        met_at=at_noon(facts.case.outcome_on) if is_ended else None, met_how=_("Its end was recorded"),
    )  # fmt: skip
