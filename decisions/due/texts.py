"""What is due in a case of a plan or an annual report.

The law names no number of days for the review: a day is due only where the panel, or both sides, have set one.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import CaseKind
from decisions.due.facts import facts_of
from decisions.models import Case
from decisions.rules import text_steps
from decisions.rules.common_steps import power_of
from decisions.rules.facts import CaseFacts
from interface import clock
from meetings.choices import Publication
from panels import rulebook
from panels.choices import DutyAccess, DutyOwner
from panels.due import Duty

NOON = time(12)


def at_noon(day: date | None) -> datetime | None:
    """A day that is known without its hour, as a moment: noon of it in London."""
    return datetime.combine(day, NOON, clock.LONDON) if day is not None else None


def access_of(case: Case) -> DutyAccess:
    """Everybody sees what is due in a published case."""
    return DutyAccess.PUBLIC if case.published_at else DutyAccess.DECISIONS


def own_day(case: Case, rule: Any, *, key: str, title: str, owner: DutyOwner, due_on: date, **facts: Any) -> Duty:
    """What is due on a day that the panel set itself, under a rule that names no number of days. Says both."""
    provision = rule.provision if rule else _("The rule book has no rule for this")
    return Duty(
        key=key, title=title, owner=owner, due_on=due_on, counted_from=due_on,
        provision=_("%(provision)s; the day was set by the panel") % {"provision": provision},
        is_verified=bool(rule and rule.is_verified), rule_title=rule.title if rule else "", access=access_of(case), **facts,
    )  # fmt: skip


def duties_of(case: Case) -> Iterator[Duty]:
    """The review by the day that was set, and the Commissioner's response to the report."""
    facts = facts_of(case)
    if case.due_on is not None:
        yield _review(facts) if case.kind == CaseKind.PLAN else _public_meeting(facts)
    for report in facts.issued_reports:
        if report.response_due_on is not None:
            yield response_duty(facts, report)


def _review(facts: CaseFacts) -> Duty:
    report = facts.issued_in(facts.round)
    return own_day(
        facts.case, power_of(facts), key="review", title=_("Review the draft and report on it"), owner=DutyOwner.PANEL,
        due_on=facts.case.due_on, met_at=at_noon(report.issued_on) if report else None,
        met_how=_("The panel’s report was sent"),
        not_applicable="" if report else _over(facts),
    )  # fmt: skip


def _public_meeting(facts: CaseFacts) -> Duty:
    held = [one for one in facts.held if one.meeting.publication == Publication.PUBLIC]
    held = [one for one in held if not text_steps.is_of_sub_committee(one)]
    return own_day(
        facts.case, power_of(facts), key="meeting", title=_("Hold a public meeting on the annual report"),
        owner=DutyOwner.PANEL, due_on=facts.case.due_on, met_at=at_noon(held[0].meeting.held_on) if held else None,
        met_how=_("The public meeting was held"), not_applicable="" if held else _over(facts),
    )  # fmt: skip


def response_duty(facts: CaseFacts, report: Any) -> Duty:
    """The Commissioner's response to a report for which the panel has set a day."""
    answers = facts.responses_to(report)
    return own_day(
        facts.case, facts.rule(rulebook.REPORT_RESPONSE), key=f"response-{report.number}",
        title=_("Respond to the panel’s report"), owner=DutyOwner.COMMISSIONER, due_on=report.response_due_on,
        met_at=at_noon(answers[0].responded_on) if answers else None, met_how=_("The Commissioner responded"),
    )  # fmt: skip


def _over(facts: CaseFacts) -> str:
    return _("The case has ended") if facts.is_over else ""
