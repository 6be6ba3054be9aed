"""What of a precept is past its time, goes the wrong way or is not known, with what the law then does.

Told from the rows that a reader may see, so nothing is called missing that only waits to be published: the state of the case
says what has happened.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import CaseStatus, MeetingPart
from decisions.rules.facts import AFTER_VETO, FIRST_ROUND, CaseFacts, proposal_of
from decisions.rules.naming import years_words
from decisions.rules.parts import LAPSED, LATE, MISSING, OUTSIDE, UNSURE, WRONG_WAY, Warning, warning_by
from decisions.rules.precept import (
    REPORTED,
    REPORTED_TWICE,
    amount_problem,
    day_of,
    direction_problem,
    is_veto,
    lawful_figures,
    report_day,
)
from decisions.rules.precept_figures import cap_check
from interface.templatetags.dates import long_date, money
from panels import rulebook

REVIEWS = frozenset({MeetingPart.REVIEW, MeetingPart.HEARING, MeetingPart.SECOND_REVIEW})

# Statuses in which a revised precept may still be to come
WAITS_FOR_REVISED = frozenset({CaseStatus.REPORTED, CaseStatus.ANSWERED})


def warnings(facts: CaseFacts) -> list[Warning]:
    """All of them, in the order of the case."""
    if facts.case.status == CaseStatus.WITHDRAWN:
        return []
    return [
        *_missing_rules(facts),
        *_notice(facts),
        *_cap(facts),
        *_meetings(facts),
        *_first_report(facts),
        *_revised(facts),
        *_second_report(facts),
        *_issue(facts),
        *_issued_figure(facts),
        *_no_response(facts),
    ]


def _missing_rules(facts: CaseFacts) -> Iterator[Warning]:
    if facts.case.year is not None and day_of(facts, "report") is None:
        said = {"year": years_words(facts.case.year)}
        words = _("The rule book does not hold the days of a precept for %(year)s, so nothing is late or in time here.") % said
        yield Warning(words, is_verified=False, kind=UNSURE)


def _notice(facts: CaseFacts) -> Iterator[Warning]:
    due, first = day_of(facts, "notice"), facts.first_notice
    if due is None:
        return
    said = {"due": long_date(due.day)}
    if first is not None and first.received_on > due.day:
        words = _("The notice came on %(day)s. Its last day was %(due)s.") % {**said, "day": long_date(first.received_on)}
        yield warning_by(words, due.rule, LATE)
    elif facts.case.status == CaseStatus.EXPECTED and facts.today > due.day:
        words = _("No proposed precept has been received. The Commissioner’s last day for it was %(due)s.") % said
        yield warning_by(words, due.rule, LATE)


def _cap(facts: CaseFacts) -> Iterator[Warning]:
    proposed, before = proposal_of(facts.running_notice), getattr(facts.precept, "band_d_before", None)
    if proposed is None or before is None or facts.case.year is None:
        return
    rule = facts.rule(rulebook.REFERENDUM_CAP)
    check = cap_check(before, proposed.band_d, rule, nation=facts.case.area.nation, year=years_words(facts.case.year))
    if check.is_wrong:
        yield Warning(check.words, check.provision, check.is_verified, OUTSIDE)


def _meetings(facts: CaseFacts) -> Iterator[Warning]:
    due = report_day(facts)
    is_sent = facts.issued_in(facts.round) is not None or facts.case.status in REPORTED - {CaseStatus.REVISED}
    if due is None or facts.is_over or is_sent:
        return
    for row in facts.planned:
        if row.part in REVIEWS and row.meeting.held_on > due.day:
            words = _("The meeting of %(day)s lies after %(due)s, the last day for the panel’s report.")
            said = {"day": long_date(row.meeting.held_on), "due": long_date(due.day)}
            yield warning_by(words % said, due.rule, OUTSIDE)


def _first_report(facts: CaseFacts) -> Iterator[Warning]:
    due, report = day_of(facts, "report"), facts.issued_in(FIRST_ROUND)
    if due is None:
        return
    said = {"due": long_date(due.day)}
    if report is None:
        if facts.today > due.day and facts.case.status == CaseStatus.NOTIFIED:
            words = _(
                "The panel’s time to report ended on %(due)s. A veto reported now does not hold: the Commissioner may issue the "
                "proposed precept."
            )
            yield warning_by(words % said, facts.rule(rulebook.PRECEPT_VETO_LATE), LAPSED)
    elif report.was_late and is_veto(report.position):
        words = _(
            "The panel reported its veto on %(day)s, after %(due)s. It does not hold: the Commissioner may issue the proposed "
            "precept, and there is no second round."
        )
        words = words % {**said, "day": long_date(report.issued_on)}
        yield warning_by(words, facts.rule(rulebook.PRECEPT_VETO_LATE), LAPSED)
    elif report.was_late:
        words = _("The panel reported on %(day)s. Its last day was %(due)s.") % {**said, "day": long_date(report.issued_on)}
        yield warning_by(words, due.rule, LATE)


def _revised(facts: CaseFacts) -> Iterator[Warning]:
    due, veto, second = day_of(facts, "revised"), facts.veto_report, facts.second_notice
    if veto is None or due is None:
        return
    said = {"due": long_date(due.day)}
    if second is None:
        if facts.today > due.day and facts.case.status in WAITS_FOR_REVISED:
            words = _(
                "The panel vetoed the precept, and no revised precept has come. The Commissioner’s last day for it was %(due)s. "
                "Until it comes nothing may be issued."
            )
            yield warning_by(words % said, due.rule, LATE)
        return
    if second.received_on > due.day:
        words = _("The revised precept came on %(day)s. Its last day was %(due)s.")
        yield warning_by(words % {**said, "day": long_date(second.received_on)}, due.rule, LATE)
    yield from _wrong_way(facts, veto.position)


def _wrong_way(facts: CaseFacts, position: str) -> Iterator[Warning]:
    rule = facts.rule(rulebook.PRECEPT_DIRECTION)
    before, revised = proposal_of(facts.first_notice), proposal_of(facts.second_notice)
    if rule is None or before is None or revised is None:
        return
    if words := direction_problem(position, before.band_d, revised.band_d):
        yield warning_by(f"{words}.", rule, WRONG_WAY)


def _second_report(facts: CaseFacts) -> Iterator[Warning]:
    due, report = day_of(facts, "second-report"), facts.issued_in(AFTER_VETO)
    once = facts.rule(rulebook.PRECEPT_VETO_ONCE)
    if due is None or facts.round == FIRST_ROUND:
        return
    said = {"due": long_date(due.day)}
    if report is None:
        if facts.today > due.day and facts.case.status not in REPORTED_TWICE | {CaseStatus.ANSWERED, CaseStatus.CLOSED}:
            words = _(
                "The panel’s time to report on the revised precept ended on %(due)s. There is no second veto, so its report "
                "cannot stop the revised precept."
            )
            yield warning_by(words % said, once, LAPSED)
        return
    if is_veto(report.position):
        words = _("The second report says that the panel vetoes. There is no second veto, so it has no effect.")
        yield warning_by(words, once, WRONG_WAY)
    if report.issued_on > due.day:
        words = _("The panel reported on the revised precept on %(day)s. Its last day was %(due)s.")
        yield warning_by(words % {**said, "day": long_date(report.issued_on)}, due.rule, LATE)


def _issue(facts: CaseFacts) -> Iterator[Warning]:
    due, issued_on = day_of(facts, "issue"), facts.case.outcome_on
    if due is None:
        return
    said = {"due": long_date(due.day)}
    if facts.case.status == CaseStatus.CLOSED:
        if issued_on > due.day:
            words = _("The precept was issued on %(day)s. Its last day was %(due)s.") % {**said, "day": long_date(issued_on)}
            yield warning_by(words, due.rule, LATE)
    elif facts.today > due.day:
        words = _("No precept is entered as issued. The Commissioner’s last day for it was %(due)s.") % said
        yield warning_by(words, due.rule, LATE)


def _issued_figure(facts: CaseFacts) -> Iterator[Warning]:
    """Whether what was issued is what could be; only where the report that bears on it may be read."""
    issued = getattr(facts.precept, "band_d_issued", None)
    if facts.case.status != CaseStatus.CLOSED or issued is None or not lawful_figures(facts):
        return
    words, rule = amount_problem(facts, issued)
    if words and facts.issued_in(facts.round) is not None:
        yield warning_by(f"{words}.", rule, WRONG_WAY)
    elif facts.veto_report is not None and issued not in lawful_figures(facts):
        yield Warning(_another_words(facts, issued), is_verified=False, kind=UNSURE)


def _another_words(facts: CaseFacts, issued: Decimal) -> str:
    words = _(
        "After the veto %(issued)s was issued, which is neither the revised %(revised)s nor a figure that the panel recommended. "
        "The rule book does not hold yet whether that may be."
    )
    return words % {"issued": money(issued, "pence"), "revised": money(lawful_figures(facts)[0], "pence")}


def _no_response(facts: CaseFacts) -> Iterator[Warning]:
    report: Any = facts.issued_in(facts.round)
    if facts.case.status != CaseStatus.CLOSED or report is None or facts.responses_to(report):
        return
    words = _(
        "The precept was issued, and no response to the panel’s report stands here. The Commissioner responds to the report and "
        "publishes the response."
    )
    yield warning_by(words, facts.rule(rulebook.PRECEPT_NO_VETO), MISSING)
