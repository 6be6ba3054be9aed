"""What is due in a precept: the five days of the rule book, and the response to the panel's report.

The days are those of the calendar (SI 2012/2271, Part 2): nothing moves them. What only a veto brings is due "if the panel
vetoes" until the panel has reported or its time is over; then it is due, or not applicable with the reason.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import CaseStatus, ReportStatus
from decisions.due.facts import facts_of
from decisions.models import Case
from decisions.rules.facts import AFTER_VETO, FIRST_ROUND, CaseFacts
from decisions.rules.precept import DueDay, is_veto, timetable
from interface import clock
from panels import rulebook
from panels.choices import DutyAccess, Reckoning
from panels.due import Duty, due_by_rule

NOON = time(12)


def duties_of(case: Case) -> Iterator[Duty]:
    """The days of the case's year, each with what met it; none where the rule book does not hold them."""
    if case.year is None:
        return
    facts = facts_of(case)
    for line in timetable(case.year, facts.rules):
        if line.key == "issue":
            yield _response(facts, line)
        yield _MAKERS[line.key](facts, line)


def _notice(facts: CaseFacts, line: DueDay) -> Duty:
    first = facts.first_notice
    how = _("The panel received the notice.")
    return _duty(facts, line, _("Notify the panel of the proposed precept"), _met(first, "received_on", how))


def _report(facts: CaseFacts, line: DueDay) -> Duty:
    report = facts.issued_in(FIRST_ROUND)
    how = _("The panel sent its report.")
    return _duty(facts, line, _("Review the proposed precept and report"), _met(report, "issued_on", how))


def _revised(facts: CaseFacts, line: DueDay) -> Duty:
    title = _("Respond to the veto with a revised precept")
    if not _vetoed(facts):
        title = _("If the panel vetoes: respond with a revised precept")
    met = _met(facts.second_notice, "received_on", _("The panel received the revised precept."))
    return _after_veto(facts, line, title, met)


def _second_report(facts: CaseFacts, line: DueDay) -> Duty:
    title = _("Review the revised precept and report")
    if not _vetoed(facts):
        title = _("If the panel vetoes: report on the revised precept")
    met = _met(facts.issued_in(AFTER_VETO), "issued_on", _("The panel sent its second report."))
    return _after_veto(facts, line, title, met)


def _issue(facts: CaseFacts, line: DueDay) -> Duty:
    closed = facts.case if facts.case.status == CaseStatus.CLOSED else None
    return _duty(facts, line, _("Issue the precept"), _met(closed, "outcome_on", _("The precept was issued.")))


def _response(facts: CaseFacts, line: DueDay) -> Duty:
    """The response to the panel's last report: before the precept is issued, or by the day that the panel asked for."""
    report = facts.issued_in(AFTER_VETO if _vetoed(facts) else FIRST_ROUND)
    answers = facts.responses_to(report) if report is not None else []
    met = _met(answers[0] if answers else None, "responded_on", _("The Commissioner responded."))
    duty = _duty(facts, line, _("Respond to the panel’s report"), met)
    duty = replace(
        duty, key="response", access=_reported_access(facts), not_applicable="" if met or report else _no_report(facts)
    )  # fmt: skip
    rule = None if _vetoed(facts) else facts.rule(rulebook.PRECEPT_NO_VETO)
    if rule is not None:
        both = f"{rule.provision}; {line.rule.provision}"
        duty = replace(duty, provision=both, is_verified=rule.is_verified and line.rule.is_verified, rule_title=rule.title)
    asked = report.response_due_on if report is not None else None
    return duty if asked is None else replace(duty, due_on=asked, counted_from=asked, number=0)


_MAKERS = {"notice": _notice, "report": _report, "revised": _revised, "second-report": _second_report, "issue": _issue}


# What met it, and what does not apply -----------------------------------------------------------------------------


def _met(row: Any, name: str, how: str) -> dict[str, Any]:
    """What met a duty, from a row with a day of which no hour is known; nothing without the row."""
    day: date | None = getattr(row, name, None)
    return {"met_at": datetime.combine(day, NOON, clock.LONDON), "met_how": how} if day else {}


def _duty(facts: CaseFacts, line: DueDay, title: str, met: dict[str, Any], **more: Any) -> Duty:
    return due_by_rule(
        line.key, title, line.owner, line.rule, start=line.day, reckoning=Reckoning.ON_DAY, nation=facts.case.area.nation,
        **{"access": _access(facts.case), **met, **more},
    )  # fmt: skip


def _after_veto(facts: CaseFacts, line: DueDay, title: str, met: dict[str, Any]) -> Duty:
    """What only a veto brings. That there was one, or none, is known to everybody once the report is published."""
    access = _reported_access(facts)
    return _duty(facts, line, title, met, access=access, not_applicable="" if met else _why_no_round(facts))


def _reported_access(facts: CaseFacts) -> DutyAccess:
    """Who sees what depends on whether the panel vetoed: until its report is published, those who have the report."""
    report = facts.issued_in(FIRST_ROUND)
    waits = report is not None and report.status != ReportStatus.PUBLISHED
    return DutyAccess.DECISIONS if waits else _access(facts.case)


def _vetoed(facts: CaseFacts) -> bool:
    return facts.veto_report is not None or facts.round == AFTER_VETO


def _why_no_round(facts: CaseFacts) -> str:
    """Why there is no second round; empty where there is one, or may still be."""
    if _vetoed(facts):
        return ""
    report = facts.issued_in(FIRST_ROUND)
    if report is None:
        return _no_report(facts)
    if is_veto(report.position):
        return _("The veto was reported too late to hold")
    return _("The panel did not veto the precept")


def _no_report(facts: CaseFacts) -> str:
    """That the panel's time is over without a report; empty while it runs."""
    if _vetoed(facts):
        return ""
    day = next((one.day for one in timetable(facts.case.year, facts.rules) if one.key == "report"), None)
    over = facts.case.status == CaseStatus.CLOSED or (day is not None and facts.today > day)
    return _("The panel did not report in time") if over else ""


def _access(case: Case) -> DutyAccess:
    return DutyAccess.PUBLIC if case.published_at is not None else DutyAccess.DECISIONS
