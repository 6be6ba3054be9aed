"""What follows a report: what the Commissioner does with it, by when, and under which provision."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import VETOES, CaseKind, Position
from decisions.papers.words import Said, by_rule
from decisions.rules.facts import AFTER_VETO, CaseFacts, proposal_of
from decisions.rules.reports import day_of_year, is_late
from interface.templatetags.dates import long_date, money
from panels import rulebook


def next_words(facts: CaseFacts, report: Any, issued_on: Any) -> list[Said]:
    """What happens after a report that is sent on a day; what a late one comes to goes first."""
    says = {
        CaseKind.PRECEPT: _after_precept,
        CaseKind.APPOINTMENT: _after_appointment,
        CaseKind.REMOVAL: _after_removal,
    }.get(CaseKind(facts.case.kind), _after_text)
    found = list(says(facts, report, issued_on))
    if report.response_due_on:
        words = _("The panel asks for the response by %(day)s. That day is the panel’s own, and not the law’s.")
        found.append(Said(words % {"day": long_date(report.response_due_on)}))
    return found


def manner_words(facts: CaseFacts, report: Any) -> list[Said]:
    """That the panel publishes its report, and in which manner the response is published."""
    rule = facts.rule(rulebook.PUBLISH_REPORTS)
    found = [by_rule(_("The panel publishes this report and its recommendations."), rule)]
    if report.manner.strip():
        words = _(
            "The panel has decided that this report and the Commissioner’s response are published in this manner: %(manner)s."
        )
        found.append(by_rule(words % {"manner": report.manner.strip().rstrip(".")}, facts.rule(rulebook.PUBLICATION_MANNER)))
    else:
        words = _("In which manner the Commissioner’s response is published is for the panel to decide.")
        found.append(by_rule(words, facts.rule(rulebook.PUBLICATION_MANNER)))
    return found


# Precept ---------------------------------------------------------------------------------------------------------


def _after_precept(facts: CaseFacts, report: Any, issued_on: Any) -> Iterator[Said]:
    last_day = day_of_year(facts, rulebook.PRECEPT_SECOND_REPORT if report.number == AFTER_VETO else rulebook.PRECEPT_REPORT)
    if last_day and issued_on > last_day.day and report.position not in VETOES:
        words = _("This report is sent after %(day)s, the last day for it.") % {"day": long_date(last_day.day)}
        yield Said(words, last_day.provision, last_day.is_verified)
    if report.position in VETOES:
        yield from _after_veto(facts, report, issued_on)
    elif report.number == AFTER_VETO:
        words = _("The Commissioner has regard to this report, gives the panel a response to it and publishes the response. "
                  "There is no second veto.")  # fmt: skip
        yield by_rule(words, facts.rule(rulebook.PRECEPT_VETO_ONCE))
    else:
        words = _("The Commissioner has regard to this report, gives the panel a response to it and publishes the response. "
                  "Only the proposed precept may then be issued, or another that this report recommends.")  # fmt: skip
        yield by_rule(words, facts.rule(rulebook.PRECEPT_NO_VETO))
    if last := day_of_year(facts, rulebook.PRECEPT_ISSUED):
        words = _("By %(day)s the Commissioner issues the precept.") % {"day": long_date(last.day)}
        yield Said(words, last.provision, last.is_verified)


def _after_veto(facts: CaseFacts, report: Any, issued_on: Any) -> Iterator[Said]:
    first = day_of_year(facts, rulebook.PRECEPT_REPORT)
    if first and is_late(facts, report.number, issued_on):
        words = _("This report is sent after %(day)s. A veto that is not reported in time ends the process: the Commissioner "
                  "may issue the proposed precept.")  # fmt: skip
        yield by_rule(words % {"day": long_date(first.day)}, facts.rule(rulebook.PRECEPT_VETO_LATE))
        return
    if answer := day_of_year(facts, rulebook.PRECEPT_RESPONSE):
        words = _("By %(day)s the Commissioner responds to this report, publishes the response and gives the panel notice of a "
                  "revised precept.")  # fmt: skip
        yield Said(words % {"day": long_date(answer.day)}, answer.provision, answer.is_verified)
    yield by_rule(_direction(facts, report), facts.rule(rulebook.PRECEPT_DIRECTION))
    if second := day_of_year(facts, rulebook.PRECEPT_SECOND_REPORT):
        words = _("By %(day)s the panel reviews the revised precept and reports on it. It cannot veto again.")
        yield Said(words % {"day": long_date(second.day)}, second.provision, second.is_verified)


def _direction(facts: CaseFacts, report: Any) -> str:
    proposal = proposal_of(facts.first_notice)
    said = {"figure": money(proposal.band_d, "pence") if proposal else ""}
    if report.position == Position.VETO_HIGH:
        return _("The revised precept is lower than the one that was proposed, of %(figure)s at band D.") % said
    return _("The revised precept is higher than the one that was proposed, of %(figure)s at band D.") % said


# The other kinds -------------------------------------------------------------------------------------------------


def _after_appointment(facts: CaseFacts, report: Any, issued_on: Any) -> Iterator[Said]:
    if is_late(facts, report.number, issued_on):
        words = _("This report is sent after the panel’s time. Time that ends without a report ends the process: the "
                  "Commissioner may appoint.")  # fmt: skip
        yield by_rule(words, facts.rule(rulebook.HEARING_LAPSE))
    elif report.position == Position.VETO:
        words = _("The Commissioner does not appoint the candidate, and proposes a reserve candidate to the panel, whom it "
                  "cannot veto.")  # fmt: skip
        yield by_rule(words, facts.rule(rulebook.RESERVE_CANDIDATE))
    if report.position != Position.VETO:
        words = _("The Commissioner may accept or reject the recommendation, and tells the panel which.")
        yield by_rule(words, facts.rule(rulebook.APPOINTMENT_DECISION))


def _after_removal(facts: CaseFacts, report: Any, issued_on: Any) -> Iterator[Said]:
    words = _("The Commissioner considers this recommendation before deciding, and tells the panel what is decided.")
    yield by_rule(words, facts.rule(rulebook.REMOVAL_PRIVATE))


def _after_text(facts: CaseFacts, report: Any, issued_on: Any) -> Iterator[Said]:
    words = _("The Commissioner responds to the panel’s report and to its recommendations.")
    yield by_rule(words, facts.rule(rulebook.REPORT_RESPONSE))
