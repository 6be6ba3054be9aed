"""What is due in the case of a senior appointment or of a removal: the panel's report, and the day it set for an answer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import CaseKind, NoticeKind, Outcome
from decisions.due.facts import facts_of
from decisions.models import Case
from decisions.rules.facts import AFTER_VETO, CaseFacts
from decisions.rules.hearings import Clock, clock_of, report_on
from interface import clock
from interface.templatetags.dates import long_date
from panels import rulebook
from panels.choices import DutyAccess, DutyOwner, Reckoning
from panels.due import Duty, due_by_rule

NOON = time(12)


def duties_of(case: Case) -> Iterator[Duty]:
    """A report after each notice, counted from the day the panel received it; one that was given again takes its place."""
    facts = facts_of(case)
    for notice in facts.notices:
        timed = clock_of(facts, notice) if notice.kind != NoticeKind.FINAL else None
        if timed is not None:
            yield _report(facts, timed)
    yield from _answer(facts)


def _report(facts: CaseFacts, timed: Clock) -> Duty:
    notice, report = timed.notice, report_on(facts, timed.notice)
    duty = due_by_rule(
        f"report-{notice.number}",
        _title(facts, notice),
        DutyOwner.PANEL,
        timed.rule,
        start=timed.starts_on,
        reckoning=Reckoning.WEEKS_BEGINNING,
        nation=facts.case.area.nation,
        pause=timed.pause,
        access=_access(facts.case),
        met_at=_noon(report.issued_on) if report else None,
        met_how=_("The panel sent its report.") if report else "",
        not_applicable="" if report else _why_not(facts, notice),
    )
    return replace(duty, provision=timed.provision, is_verified=timed.is_verified)


def _title(facts: CaseFacts, notice: Any) -> str:
    if facts.case.kind == CaseKind.REMOVAL:
        return _("Recommend on the call for the Chief Constable to go")
    second = facts.second_notice
    if second is not None and (notice.received_on, notice.number) >= (second.received_on, second.number):
        return _("Hear and report on the reserve candidate")
    return _("Hear and report on the proposed appointment")


def _why_not(facts: CaseFacts, notice: Any) -> str:
    """Why no report on a notice is due any more: it was given again, or nothing came of it in time."""
    case = facts.case
    later = [one for one in facts.notices if (one.received_on, one.number) > (notice.received_on, notice.number)]
    if again := next((one for one in later if one.kind == NoticeKind.RENOTIFICATION), None):
        return _("Notified again on %(day)s") % {"day": long_date(again.received_on)}
    if case.outcome == Outcome.NOT_PROCEEDED:
        return _("It did not go ahead: decided on %(day)s") % {"day": long_date(case.outcome_on)}
    return ""


def _answer(facts: CaseFacts) -> Iterator[Duty]:
    """The day by which the panel asked to be told what the Commissioner decides: its own day, the law lays down none."""
    rule = facts.rule(rulebook.RESIGNATION_CALL if facts.case.kind == CaseKind.REMOVAL else rulebook.APPOINTMENT_DECISION)
    for report in facts.issued_reports:
        if report.response_due_on is None or rule is None:
            continue
        answers = facts.responses_to(report)
        told = answers[0].responded_on if answers else facts.case.outcome_on
        yield Duty(
            key=f"answer-{report.number}",
            title=_("Tell the panel what is decided on its report"),
            owner=DutyOwner.COMMISSIONER,
            due_on=report.response_due_on,
            provision=rule.provision,
            is_verified=rule.is_verified,
            counted_from=report.response_due_on,
            rule_title=_("The Commissioner tells the panel; the day is the one that the panel asked for"),
            access=_access(facts.case),
            met_at=_noon(told) if told else None,
            met_how=_("The Commissioner told the panel.") if told else "",
            not_applicable=_("A reserve candidate was proposed") if _is_replaced(facts, report) and not told else "",
        )


def _is_replaced(facts: CaseFacts, report: Any) -> bool:
    return facts.round == AFTER_VETO and report.number != AFTER_VETO


def _access(case: Case) -> DutyAccess:
    return DutyAccess.PUBLIC if case.published_at is not None else DutyAccess.DECISIONS


def _noon(day: date) -> datetime:
    """A day of which no hour is known."""
    return datetime.combine(day, NOON, clock.LONDON)
