"""Where a precept is, and what the law asks next. What is out of order stands in `precept_warnings`.

Steps: notice, review, report, response, issue; after a veto that stands also a revised precept and a second report (2011 Act,
Schedule 5; SI 2012/2271, Part 2).
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import CaseStatus, Outcome, ReportStatus
from decisions.rules import common_steps as common
from decisions.rules.facts import AFTER_VETO, FIRST_ROUND, CaseFacts, proposal_of
from decisions.rules.parts import Stage, Step, Told, stages_from, step_by
from decisions.rules.precept import REPORTED, cited, day_of, no_revised_yet, no_second_round, report_day
from decisions.rules.precept_warnings import warnings
from decisions.rules.story import RECEIVED
from interface.templatetags.dates import long_date, money, short_date
from meetings.rules.lateness import provision_words
from panels import rulebook

__all__ = ["stages", "steps", "told", "warnings"]


# Stages ---------------------------------------------------------------------------------------------------------------


def stages(facts: CaseFacts) -> list[Stage]:
    """The stages of a precept; those of a second round only where the panel vetoed in time."""
    lines = [
        (_("Proposed"), _has_notice(facts), _on_or_by(facts, facts.first_notice, "received_on", "notice")),
        (_("Reported"), _is_reported(facts), _on_or_by(facts, facts.issued_in(FIRST_ROUND), "issued_on", "report")),
    ]
    if facts.veto_report is not None or facts.round == AFTER_VETO:
        lines += [
            (_("Revised"), facts.round == AFTER_VETO, _on_or_by(facts, facts.second_notice, "received_on", "revised")),
            (
                _("Reported again"), _is_reported_again(facts),
                _on_or_by(facts, facts.issued_in(AFTER_VETO), "issued_on", "second-report"),
            ),
        ]  # fmt: skip
    answered = facts.current_response is not None or facts.case.status == CaseStatus.ANSWERED
    needs_answer = facts.veto_report is None or facts.round == AFTER_VETO
    if needs_answer:
        none = _("no response here") if facts.is_over and not answered else ""
        lines.append((_("Answered"), answered, none or _on(facts.current_response, "responded_on")))
    issued = facts.case.status == CaseStatus.CLOSED
    lines.append((_("Issued"), issued, _on(facts.case, "outcome_on") if issued else _by(facts, "issue")))
    return stages_from(lines, is_over=facts.is_over)


def _has_notice(facts: CaseFacts) -> bool:
    return facts.case.status not in (CaseStatus.EXPECTED, CaseStatus.WITHDRAWN) or facts.first_notice is not None


def _is_reported(facts: CaseFacts) -> bool:
    return facts.case.status in REPORTED or facts.issued_in(FIRST_ROUND) is not None


def _is_reported_again(facts: CaseFacts) -> bool:
    again = (CaseStatus.REPORTED_AGAIN, CaseStatus.CLOSED)
    return facts.case.status in again or facts.issued_in(AFTER_VETO) is not None


def _on_or_by(facts: CaseFacts, row: Any, name: str, key: str) -> str:
    return _on(row, name) or _by(facts, key)


def _on(row: Any, name: str) -> str:
    day = getattr(row, name, None)
    return short_date(day) if day else ""


def _by(facts: CaseFacts, key: str) -> str:
    due = day_of(facts, key)
    return _("by %(day)s") % {"day": short_date(due.day)} if due else ""


# Steps ----------------------------------------------------------------------------------------------------------------


def steps(facts: CaseFacts) -> list[Step]:
    """What may lawfully come next, each with its effect and provision; what is not open says why."""
    report = facts.current_report
    is_sent = report is not None and report.status != ReportStatus.DRAFT
    has_notice, needs_vote = facts.first_notice is not None, not _voted(facts)
    review = facts.rule(rulebook.PRECEPT_REVIEW if facts.round == FIRST_ROUND else rulebook.PRECEPT_SECOND_REPORT)
    reviewing = has_notice and not is_sent and not facts.is_over
    return [
        enter_notice(facts),
        enter_revised(facts),
        common.add_meeting(facts, review, is_main=reviewing and not _meetings_of_round(facts)),
        common.record_vote(
            facts, facts.rule(rulebook.VETO), is_main=reviewing and bool(facts.held) and needs_vote, effect=_vote_effect(facts)
        ),
        common.write_report(facts, review, is_main=reviewing and report is None and not needs_vote, effect=_report_effect(facts)),
        common.issue_report(facts, _report_rule(facts), is_main=reviewing and report is not None),
        common.publish_report(facts),
        common.enter_response(facts, _response_rule(facts), is_main=is_sent and facts.current_response is None),
        common.publish_response(facts),
        issue_precept(facts),
        keep_facts(facts),
        keep_figures(facts),
        *common.always(facts),
    ]


def _voted(facts: CaseFacts) -> bool:
    """Whether the panel voted in this round: on the newest proposal."""
    notice = facts.running_notice
    return any(notice is None or vote.meeting.held_on >= notice.received_on for vote in facts.votes)


def _meetings_of_round(facts: CaseFacts) -> list[Any]:
    if facts.round == FIRST_ROUND:
        return list(facts.meetings)
    return [one for one in facts.meetings if one.meeting.held_on >= facts.second_notice.received_on]


def enter_notice(facts: CaseFacts) -> Step:
    """Enter the Commissioner's notice of the proposed precept."""
    first = facts.first_notice
    why_not = common.over_words(facts)
    if not why_not and first is not None:
        why_not = _("the notice of %(day)s stands") % {"day": long_date(first.received_on)}
    return step_by(
        "notice",
        _("Enter the proposed precept"),
        _("The panel’s time runs from this notice. The page works out bands A to H and checks what the papers state."),
        facts.rule(rulebook.PRECEPT_PROPOSED), "cases:precept-notice-create",
        is_open=not why_not, why_not=why_not, is_main=not why_not, needs="notify", button=_("Enter proposed precept"),
    )  # fmt: skip


def enter_revised(facts: CaseFacts) -> Step:
    """Enter the revised precept that answers a veto. Not open without a veto in time."""
    why_not = common.over_words(facts) or no_second_round(facts)
    if not why_not and facts.round == AFTER_VETO:
        why_not = _("the revised precept of %(day)s stands") % {"day": long_date(facts.second_notice.received_on)}
    return step_by(
        "revised",
        _("Enter the revised precept"),
        _("The Commissioner’s answer to the veto: lower where the panel said too high, higher where it said too low."),
        facts.rule(rulebook.PRECEPT_DIRECTION), "cases:precept-notice-create",
        is_open=not why_not, why_not=why_not, is_main=not why_not, needs="notify", button=_("Enter revised precept"),
    )  # fmt: skip


def issue_precept(facts: CaseFacts) -> Step:
    """Enter the precept that the Commissioner issued: it ends the case."""
    why_not = common.over_words(facts) or not_to_be_issued(facts)
    answered = facts.current_response is not None
    rule = facts.rule(rulebook.PRECEPT_NO_VETO) if facts.veto_report is None else facts.rule(rulebook.PRECEPT_ISSUED)
    return step_by(
        "issued",
        _("Enter the precept that was issued"),
        _("Ends the case. The page compares the figure with what was proposed and what the panel recommended."),
        rule, "cases:precept-issue",
        is_open=not why_not, why_not=why_not, is_main=not why_not and answered, needs="notify", button=_("Enter issued precept"),
    )  # fmt: skip


def not_to_be_issued(facts: CaseFacts) -> str:
    """Why no precept may be issued yet; empty once one may be."""
    if facts.running_notice is None:
        return _("nothing has been received from the Commissioner")
    if waiting := no_revised_yet(facts):
        return waiting
    due = report_day(facts)
    if facts.issued_in(facts.round) is None and due is not None and facts.today <= due.day:
        return cited(_("the panel has not reported and has until %(day)s") % {"day": long_date(due.day)}, due.rule)
    return ""


def keep_facts(facts: CaseFacts) -> Step:
    """Enter band D of the year before and the tax base."""
    why_not = common.over_words(facts)
    return step_by(
        "facts",
        _("Enter band D of the year before and the tax base"),
        _("They are needed for the increase of each band, the referendum limit and the check of the precept."),
        facts.rule(rulebook.BAND_NINTHS), "cases:precept-facts",
        is_open=not why_not, why_not=why_not, needs="notify", button=_("Enter figures of the year"),
    )  # fmt: skip


def keep_figures(facts: CaseFacts) -> Step:
    """Enter the budget, reserves, capital and consultation figures."""
    why_not = common.over_words(facts)
    return Step(
        "figures",
        _("Enter the figures behind it"),
        _("Budget, reserves, capital and consultation, line by line. Totals are checked against their lines."),
        route="cases:precept-figures",
        is_open=not why_not, why_not=why_not, needs="notify", button=_("Enter figures"),
    )  # fmt: skip


# The story ------------------------------------------------------------------------------------------------------------


def told(facts: CaseFacts) -> list[Told]:
    """What a precept adds to the story: the figure of each notice, and a day of the panel's that passed without a report."""
    found = [_figure_told(facts, notice) for notice in facts.notices if proposal_of(notice) is not None]
    due = day_of(facts, "report")
    if due is not None and _passed_without_report(facts, due.day):
        words = _("A veto reported later does not hold (%(provision)s).") % {"provision": provision_of(facts)}
        found.append(Told(due.day, _("The panel’s time to report ended without a report"), words, order=RECEIVED))
    return found


def _figure_told(facts: CaseFacts, notice: Any) -> Told:
    band_d, before = money(proposal_of(notice).band_d, "pence"), getattr(facts.precept, "band_d_before", None)
    words = _("Before it was %(before)s.") % {"before": money(before, "pence")} if before is not None else ""
    return Told(notice.received_on, _("Band D of %(band_d)s proposed") % {"band_d": band_d}, words, order=RECEIVED)


def _passed_without_report(facts: CaseFacts, day: date) -> bool:
    """Whether the panel's day is over without a report, seen or not: the state of the case says that one was sent."""
    waits = facts.case.status == CaseStatus.NOTIFIED and facts.today > day
    return facts.issued_in(FIRST_ROUND) is None and (waits or facts.case.outcome == Outcome.WITHOUT_REPORT)


def provision_of(facts: CaseFacts) -> str:
    """The provision of a late veto, with the mark of one that is not verified."""
    rule = facts.rule(rulebook.PRECEPT_VETO_LATE)
    return provision_words(rule.provision, rule.is_verified) if rule else _("not in the rule book")


# Words and rules ------------------------------------------------------------------------------------------------------


def _vote_effect(facts: CaseFacts) -> str:
    if facts.round == AFTER_VETO:
        return _("There is no second veto: a vote of the panel now supports, recommends or does not support.")
    return _("A veto is counted against all members on the day, present or not. The page works it out from the votes.")


def _report_effect(facts: CaseFacts) -> str:
    if facts.round == AFTER_VETO:
        return _("On the revised precept. It may recommend; it cannot veto again.")
    return _(
        "It supports, recommends, or vetoes as too high or too low. The portal states the figures, the meeting and the vote."
    )


def _report_rule(facts: CaseFacts) -> Any:
    due = report_day(facts)
    return due.rule if due else None


def _response_rule(facts: CaseFacts) -> Any:
    vetoed = facts.veto_report is not None
    if vetoed:
        return facts.rule(rulebook.PRECEPT_RESPONSE if facts.round == FIRST_ROUND else rulebook.PRECEPT_ISSUED)
    return facts.rule(rulebook.PRECEPT_NO_VETO)
