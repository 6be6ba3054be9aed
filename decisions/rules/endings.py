"""How an appointment, or a call for a Chief Constable to go, may end: what the record allows, and what it then amounts to."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import CaseKind, Outcome, Position
from decisions.rules.facts import AFTER_VETO, CaseFacts
from decisions.rules.hearings import by_rule, current_clock, has_lapsed, report_on
from interface.templatetags.dates import long_date
from panels import rulebook

# What a report says against what the Commissioner proposes
AGAINST = frozenset({Position.NOT_APPOINT, Position.VETO, Position.STAY})


def why_not_decided(facts: CaseFacts, decided_on: date, *, goes_ahead: bool) -> dict[str, str]:
    """Why the Commissioner cannot have decided so on a day, by field: `decided_on`, `goes_ahead`. Names the provision.

    To let it be is open at any time; to go ahead is so once the panel has reported or its time is over, and not over a veto
    that stands (2011 Act, Schedule 8 paragraphs 2(3), 5 and 8).
    """
    notice = facts.running_notice
    if decided_on > facts.today:
        return {"decided_on": _("The day of the decision must be today or earlier")}
    if notice is not None and decided_on < notice.received_on:
        words = _("The panel received the notice on %(day)s. Enter that day or a later one")
        return {"decided_on": words % {"day": long_date(notice.received_on)}}
    if not goes_ahead:
        return {}
    problem = _why_not_ahead(facts, decided_on)
    return {"goes_ahead": problem} if problem else {}


def outcome_of(facts: CaseFacts, decided_on: date, *, goes_ahead: bool) -> Outcome:
    """What a decision amounts to, told from the record: nobody chooses the words."""
    if not goes_ahead:
        return Outcome.NOT_PROCEEDED
    report = _report_by(facts, decided_on)
    if report is None:
        return Outcome.WITHOUT_REPORT
    if report.position in AGAINST:
        return Outcome.AGAINST_ADVICE
    return Outcome.CHANGED if facts.round == AFTER_VETO else Outcome.AS_PROPOSED


def _why_not_ahead(facts: CaseFacts, decided_on: date) -> str:
    if facts.running_notice is None:
        key = rulebook.RESIGNATION_CALL if facts.case.kind == CaseKind.REMOVAL else rulebook.HEARING_NOTICE
        return by_rule(_("The panel was not notified"), facts.rule(key))
    veto = facts.veto_report
    if veto is not None and facts.round != AFTER_VETO:
        words = _("The panel vetoed the candidate on %(day)s. The Commissioner proposes a reserve candidate instead")
        return by_rule(words % {"day": long_date(veto.issued_on)}, facts.rule(rulebook.RESERVE_CANDIDATE))
    if _report_by(facts, decided_on) is None and not has_lapsed(facts, decided_on):
        return _still_time(facts)
    return ""


def _still_time(facts: CaseFacts) -> str:
    clock = current_clock(facts)
    if clock is None:
        return by_rule(_("The panel had not reported by then"), None)
    words = _("The panel had not reported by then, and has until %(day)s")
    return by_rule(words % {"day": long_date(clock.last_on)}, clock.rule)


def _report_by(facts: CaseFacts, day: date) -> Any:
    """The report on the newest notice, if it was sent by a day. One that came after the panel's time still was advice."""
    report = report_on(facts, facts.running_notice) if facts.running_notice is not None else None
    return report if report is not None and report.issued_on <= day else None
