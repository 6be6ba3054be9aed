"""A panel's review of a decision of the Commissioner: where it is, what comes next, how it ends, and what is out of order.

The panel reviews or scrutinises decisions of the Commissioner, and reports or makes recommendations (2011 Act, s.28(6)); it
publishes what it reports (s.28(7)), and the Commissioner responds (s.12(5)). No provision lays down a number of days: a day
runs only where the panel has asked for an answer by one.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import CaseStatus, Outcome, ReportStatus
from decisions.rules import common_steps
from decisions.rules.common_steps import over_words, power_of
from decisions.rules.facts import CaseFacts
from decisions.rules.parts import LATE, MISSING, UNSURE, Stage, Step, Warning, stages_from, step_by, warning_by
from interface.templatetags.dates import long_date
from panels import rulebook

# Where the case is ------------------------------------------------------------------------------------------------


def stages(facts: CaseFacts) -> list[Stage]:
    """Opened, reviewed, reported, answered, ended."""
    report, answer, held = facts.issued_in(facts.round), facts.current_response, facts.held
    has_ended = facts.case.status == CaseStatus.CLOSED
    return stages_from([
        (_("Opened"), True, long_date(facts.case.opened_on)),
        (_("Reviewed"), bool(held), _day(held[0].meeting, "held_on") if held else ""),
        (_("Reported"), report is not None, _day(report, "issued_on")),
        (_("Answered"), answer is not None, _day(answer, "responded_on")),
        (_("Ended"), has_ended, _day(facts.case, "outcome_on") if has_ended else ""),
    ], is_over=facts.is_over)  # fmt: skip


def _day(row: Any, name: str) -> str:
    day = getattr(row, name, None)
    return long_date(day) if day is not None else ""


# What comes next --------------------------------------------------------------------------------------------------


def steps(facts: CaseFacts) -> list[Step]:
    """Say where it is reviewed, report, publish, take the answer, end it."""
    report, answer = facts.issued_in(facts.round), facts.current_response
    is_unpublished = report is not None and report.status != ReportStatus.PUBLISHED
    return [
        common_steps.add_meeting(facts, is_main=not facts.meetings and report is None and not facts.is_over),
        common_steps.record_vote(facts),
        common_steps.write_report(facts, is_main=bool(facts.held) and facts.current_report is None),
        common_steps.issue_report(facts, is_main=facts.current_report is not None and report is None),
        common_steps.publish_report(facts, is_main=is_unpublished and facts.case.published_at is not None),
        common_steps.enter_response(facts, is_main=report is not None and answer is None and not is_unpublished),
        common_steps.publish_response(facts, is_main=answer is not None and answer.published_at is None and not is_unpublished),
        close(facts, is_main=answer is not None and answer.published_at is not None),
        *common_steps.always(facts),
    ]  # fmt: skip


def close(facts: CaseFacts, *, is_main: bool = False) -> Step:
    """End the review. How it ended is told from the record: answered, not answered, or without a report."""
    why_not = over_words(facts)
    return step_by(
        "close-review",
        _("End the review"),
        _("The page says how it ended, from the report and the answer. It can be opened again."),
        power_of(facts), "cases:review-close",
        is_open=not why_not, why_not=why_not, is_main=is_main and not why_not, button=_("End review"),
    )  # fmt: skip


# How it ends ------------------------------------------------------------------------------------------------------


def outcome_of(facts: CaseFacts) -> Outcome:
    """What the end of a review amounts to: nobody chooses the word."""
    if facts.issued_in(facts.round) is None:
        return Outcome.NO_REPORT
    return Outcome.ANSWERED if facts.current_response is not None else Outcome.NOT_ANSWERED


def close_problems(facts: CaseFacts, ended_on: date) -> dict[str, str]:
    """Why a review cannot have ended on a day, by field. One that ends without a report is not refused: the page says that the
    law asks for one."""
    if ended_on > facts.today:
        return {"ended_on": _("The day it ended must be today or earlier")}
    for row, name in ((facts.current_response, "responded_on"), (facts.issued_in(facts.round), "issued_on")):
        if row is not None and ended_on < getattr(row, name):
            words = _("What the record says last was on %(day)s. Enter that day or a later one")
            return {"ended_on": words % {"day": long_date(getattr(row, name))}}
    return {}


def open_problem(decision: Any) -> str:
    """Why the panel cannot open a review of a decision; empty where it can: once it is public, or the office shared it."""
    if decision is None:
        return _("No decision that you can read has this reference. Check it in the register of decisions")
    if decision.published_at is None and decision.shared_at is None:
        return _("This decision is not published, and the office has not shared it with the panel")
    return ""


# What is out of order ---------------------------------------------------------------------------------------------


def warnings(facts: CaseFacts) -> list[Warning]:
    """An answer that is overdue, an end without a report, a decision that is not public, one that was rescinded."""
    return [*_late_answer(facts), *_no_report(facts), *_about_the_decision(facts)]


def _late_answer(facts: CaseFacts) -> list[Warning]:
    report = facts.issued_in(facts.round)
    if report is None or report.response_due_on is None or facts.is_over or facts.current_response is not None:
        return []
    if report.response_due_on >= facts.today:
        return []
    words = _("The panel asked for a response by %(day)s, a day of its own. None has come. The Commissioner still owes one.")
    return [warning_by(words % {"day": long_date(report.response_due_on)}, facts.rule(rulebook.REPORT_RESPONSE), LATE)]


def _no_report(facts: CaseFacts) -> list[Warning]:
    if facts.case.outcome != Outcome.NO_REPORT:
        return []
    words = _("The review ended without a report or a recommendation, which the law asks the panel to make.")
    return [warning_by(words, power_of(facts), MISSING)]


def _about_the_decision(facts: CaseFacts) -> list[Warning]:
    decision = facts.decision
    if decision is None or facts.is_over:
        return []
    if decision.published_at is None and facts.case.published_at is None:
        words = _(
            "The decision is not public yet. Publishing this case tells everybody that it exists, and nothing of its title."
        )
        return [Warning(words, kind=UNSURE)]
    if decision.published_at is not None and decision.rescinded_on is not None:
        words = _("The Commissioner rescinded the decision on %(day)s. The panel may still report on it.")
        return [Warning(words % {"day": long_date(decision.rescinded_on)}, kind=UNSURE)]
    return []
