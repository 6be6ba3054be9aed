"""What the law asks of a precept: its days, its notices, what may be issued and how that compares with what the panel said.

Amounts are pounds, band D figures unless another is named. Each refusal names its provision, from the rule book: Police
Reform and Social Responsibility Act 2011, Schedule 5, and SI 2012/2271, Part 2. A rule that the rule book does not hold is
never assumed, so what would follow from it is not checked.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.choices import CaseStatus, NoticeKind, Outcome, Position
from decisions.rules.facts import AFTER_VETO, FIRST_ROUND, CaseFacts, proposal_of
from interface.templatetags.dates import long_date, money
from meetings.rules.lateness import provision_words
from panels import rulebook
from panels.choices import DutyOwner

Rules = Mapping[str, Any]
Problems = dict[str, str]

# Statuses in which the panel's report on the first proposal was sent, whether or not a reader may see it yet
REPORTED = frozenset({
    CaseStatus.REPORTED, CaseStatus.ANSWERED, CaseStatus.REVISED, CaseStatus.REPORTED_AGAIN, CaseStatus.CLOSED,
})  # fmt: skip
REPORTED_TWICE = frozenset({CaseStatus.REPORTED_AGAIN})


# The timetable ----------------------------------------------------------------------------------------------------


class DueDay(NamedTuple):
    """A day that the rule book lays down for a precept, who owes what by then, and the rule."""

    key: str
    title: str
    owner: DutyOwner
    day: date
    rule: Any


STEPS = (
    ("notice", rulebook.PRECEPT_PROPOSED, DutyOwner.COMMISSIONER, gettext_lazy("Notice of the proposed precept")),
    ("report", rulebook.PRECEPT_REPORT, DutyOwner.PANEL, gettext_lazy("The panel’s report on the proposed precept")),
    ("revised", rulebook.PRECEPT_RESPONSE, DutyOwner.COMMISSIONER, gettext_lazy("Response to a veto, with a revised precept")),
    ("second-report", rulebook.PRECEPT_SECOND_REPORT, DutyOwner.PANEL, gettext_lazy("The panel’s report on the revised precept")),
    ("issue", rulebook.PRECEPT_ISSUED, DutyOwner.COMMISSIONER, gettext_lazy("The precept is issued")),
)


def timetable(year: int, rules: Rules) -> list[DueDay]:
    """The days of a precept, in their order. `year` is the calendar year in which its financial year begins (2022 for
    2022/23). They are days of the calendar: no weekend, bank holiday or election moves them. A rule that is missing is left
    out."""
    return [
        DueDay(key, str(title), owner, date(year, rules[rule].month, rules[rule].number), rules[rule])
        for key, rule, owner, title in STEPS
        if rule in rules
    ]


def day_of(facts: CaseFacts, key: str) -> DueDay | None:
    """One day of a case's timetable: "notice", "report", "revised", "second-report", "issue". None where it is not known."""
    if facts.case.year is None:
        return None
    return next((one for one in timetable(facts.case.year, facts.rules) if one.key == key), None)


def report_day(facts: CaseFacts) -> DueDay | None:
    """By when the panel reports in the round in which the case is."""
    return day_of(facts, "report" if facts.round == FIRST_ROUND else "second-report")


# What the Commissioner sends ----------------------------------------------------------------------------------------


def notice_problems(
    facts: CaseFacts, *, kind: str, received_on: date, band_d: Decimal, total: Decimal | None, instead_of: Any = None
) -> Problems:
    """Why a notice with these figures cannot stand, by field. `instead_of` is the one that it changes.

    Provisions: SI 2012/2271, regulations 4(2), 5 and 6; 2011 Act, Schedule 5 paragraph 5.
    """
    problems: Problems = {}
    if received_on > facts.today:
        problems["received_on"] = _("The day on which the panel received it must be today or earlier")
    other = next((one for one in facts.notices if one.kind == kind and one is not instead_of and one != instead_of), None)
    if other is not None:
        problems["kind"] = _already_words(facts, other)
    if kind == NoticeKind.REVISED:
        problems |= {name: words for name, words in _revised_problems(facts, received_on, band_d, total).items()
                     if name not in problems}  # fmt: skip
    return problems


def _already_words(facts: CaseFacts, other: Any) -> str:
    day = long_date(other.received_on)
    if other.kind != NoticeKind.REVISED:
        return _("The notice of %(day)s stands. Change it, or take it back first") % {"day": day}
    words = _("The revised precept of %(day)s stands, and there is no third proposal. Change it, or take it back first")
    return cited(words % {"day": day}, facts.rule(rulebook.PRECEPT_VETO_ONCE))


def _revised_problems(facts: CaseFacts, received_on: date, band_d: Decimal, total: Decimal | None) -> Problems:
    if barred := no_second_round(facts):
        return {"kind": barred}
    report = facts.veto_report
    problems = _direction_problems(facts, report.position, band_d, total)
    if report.issued_on is not None and received_on < report.issued_on:
        words = _("The panel sent its veto on %(day)s. The revised precept answers it, so it came on that day or later")
        problems["received_on"] = cited(words % {"day": long_date(report.issued_on)}, facts.rule(rulebook.PRECEPT_RESPONSE))
    return problems


def no_second_round(facts: CaseFacts) -> str:
    """Why there is no revised precept in a case, with the provision; empty where the panel's veto stands."""
    if facts.veto_report is not None:
        return ""
    report = facts.issued_in(FIRST_ROUND)
    if report is None:
        return cited(_("A revised precept follows a veto, and the panel has not reported"), facts.rule(rulebook.PRECEPT_RESPONSE))
    if is_veto(report.position):
        return _late_veto_words(facts, report)
    return cited(_("The panel did not veto the precept, so there is no revised one"), facts.rule(rulebook.PRECEPT_NO_VETO))


def _late_veto_words(facts: CaseFacts, report: Any) -> str:
    due = day_of(facts, "report")
    said = {"sent": long_date(report.issued_on), "due": long_date(due.day) if due else _("its last day")}
    words = _("The veto was reported on %(sent)s, after %(due)s. It does not hold, and the proposed precept may be issued")
    return cited(words % said, facts.rule(rulebook.PRECEPT_VETO_LATE))


def is_veto(position: str) -> bool:
    """Whether a report vetoes a precept."""
    return position in (Position.VETO_HIGH, Position.VETO_LOW)


def direction_problem(position: str, before: Decimal, revised: Decimal) -> str:
    """Why a revised amount does not answer a veto: after "too high" it must be lower, after "too low" higher, and the same
    amount is neither (SI 2012/2271, regulation 5(3)). Both in pounds; empty where it goes the right way."""
    said = {"before": money(before, "pence"), "revised": money(revised, "pence")}
    if position == Position.VETO_HIGH and revised >= before:
        return _("The panel vetoed %(before)s as too high. The revised figure must be lower, and %(revised)s is not") % said
    if position == Position.VETO_LOW and revised <= before:
        return _("The panel vetoed %(before)s as too low. The revised figure must be higher, and %(revised)s is not") % said
    return ""


def _direction_problems(facts: CaseFacts, position: str, band_d: Decimal, total: Decimal | None) -> Problems:
    rule, proposed = facts.rule(rulebook.PRECEPT_DIRECTION), proposal_of(facts.first_notice)
    if rule is None or proposed is None:
        return {}
    found = {"band_d": direction_problem(position, proposed.band_d, band_d)}
    if total is not None and proposed.total is not None:
        found["total"] = direction_problem(position, proposed.total, total)
    return {name: cited(words, rule) for name, words in found.items() if words}


# What the Commissioner issues -----------------------------------------------------------------------------------------


def issue_problems(facts: CaseFacts, *, issued_on: date, band_d: Decimal) -> Problems:
    """Why a precept with this band D figure cannot be issued on a day, by field."""
    if facts.running_notice is None or proposal_of(facts.running_notice) is None:
        words = _("No proposed precept has been received. Enter the Commissioner’s notice first")
        return {"band_d": cited(words, facts.rule(rulebook.PRECEPT_PROPOSED))}
    problems = {"issued_on": _issue_day_problem(facts, issued_on), "band_d": _issue_amount_problem(facts, band_d)}
    return {name: words for name, words in problems.items() if words}


def _issue_day_problem(facts: CaseFacts, issued_on: date) -> str:
    received_on = facts.running_notice.received_on
    if issued_on > facts.today:
        return _("The day on which it was issued must be today or earlier")
    if issued_on < received_on:
        words = _("The panel received the proposal on %(day)s. The precept was issued on that day or later")
        return cited(words % {"day": long_date(received_on)}, facts.rule(rulebook.PRECEPT_PROPOSED))
    report, due = facts.issued_in(facts.round), report_day(facts)
    is_open = due is None or issued_on <= due.day
    if report is not None and issued_on < report.issued_on and is_open:
        words = _("The panel sent its report on %(day)s. The precept was issued on that day or later")
        return cited(words % {"day": long_date(report.issued_on)}, due.rule if due else None)
    if report is None and due is not None and is_open:
        words = _("The panel has not reported and has until %(day)s. Enter its report, or a later day")
        return cited(words % {"day": long_date(due.day)}, due.rule)
    return ""


def _issue_amount_problem(facts: CaseFacts, band_d: Decimal) -> str:
    if waiting := no_revised_yet(facts):
        return waiting
    words, rule = amount_problem(facts, band_d)
    return cited(words, rule) if words else ""


def no_revised_yet(facts: CaseFacts) -> str:
    """Why nothing can be issued while a veto that stands has no revised precept, with the provision; else empty."""
    veto = facts.veto_report
    if veto is None or facts.round == AFTER_VETO:
        return ""
    words = _("The panel vetoed the precept by its report of %(day)s. Enter the revised precept first")
    return cited(words % {"day": long_date(veto.issued_on)}, facts.rule(rulebook.PRECEPT_RESPONSE))


def amount_problem(facts: CaseFacts, band_d: Decimal) -> tuple[str, Any]:
    """Why a band D figure may not be issued, in words, and the rule that says so; empty words where it may. A rule that the
    rule book does not hold forbids nothing."""
    if band_d in lawful_figures(facts):
        return "", None
    veto = facts.veto_report
    rule = facts.rule(rulebook.PRECEPT_NO_VETO if veto is None else rulebook.PRECEPT_DIRECTION)
    if rule is None:
        return "", None
    return _other_than_proposed(facts, band_d) if veto is None else _back_to_vetoed(facts, veto.position, band_d), rule


def lawful_figures(facts: CaseFacts) -> list[Decimal]:
    """The band D figures that may be issued for sure: the one proposed last, and the one that the panel's report on it
    recommends (2011 Act, Schedule 5 paragraph 5). Empty while nothing is proposed."""
    proposed = proposal_of(facts.running_notice)
    if proposed is None:
        return []
    return [proposed.band_d, *([figure] if (figure := recommended(facts)) is not None else [])]


def recommended(facts: CaseFacts) -> Decimal | None:
    """The band D figure that the panel's report of this round recommends; None where it names none."""
    report = facts.issued_in(facts.round)
    return report.recommended_band_d if report is not None else None


def _other_than_proposed(facts: CaseFacts, band_d: Decimal) -> str:
    proposed, *others = lawful_figures(facts)
    said = {"proposed": money(proposed, "pence"), "issued": money(band_d, "pence")}
    if others:
        words = _("Only the proposed %(proposed)s or the %(other)s that the panel recommended may be issued, not %(issued)s")
        return words % {**said, "other": money(others[0], "pence")}
    return _("Only the proposed %(proposed)s may be issued, not %(issued)s: the panel recommended no other figure") % said


def _back_to_vetoed(facts: CaseFacts, position: str, band_d: Decimal) -> str:
    """After a veto a figure other than the revised one may not go back towards the one that was vetoed."""
    revised = proposal_of(facts.second_notice).band_d
    said = {"revised": money(revised, "pence")}
    if position == Position.VETO_HIGH and band_d > revised:
        return _("The panel vetoed the first figure as too high, so no more than the revised %(revised)s may be issued") % said
    if position == Position.VETO_LOW and band_d < revised:
        return _("The panel vetoed the first figure as too low, so no less than the revised %(revised)s may be issued") % said
    return ""


def outcome_of(facts: CaseFacts, band_d: Decimal) -> Outcome:
    """How a precept ended that is issued at this band D figure, beside what was proposed first and what the panel said."""
    report = facts.issued_in(AFTER_VETO) or facts.issued_in(FIRST_ROUND)
    if report is None:
        return Outcome.WITHOUT_REPORT
    if _is_against(facts, report, band_d):
        return Outcome.AGAINST_ADVICE
    return Outcome.AS_PROPOSED if band_d == proposal_of(facts.first_notice).band_d else Outcome.CHANGED


def _is_against(facts: CaseFacts, report: Any, band_d: Decimal) -> bool:
    """Against the panel's last report: not the figure it recommends, or although it does not support the precept, or although
    it vetoed it too late. A veto that was answered by a revised precept was followed."""
    if report.number == facts.round and report.recommended_band_d is not None:
        return report.recommended_band_d != band_d
    answered = report.number == FIRST_ROUND and facts.round == AFTER_VETO
    return not answered and (report.position == Position.NOT_SUPPORT or is_veto(report.position))


# Words ----------------------------------------------------------------------------------------------------------------


def cited(words: str, rule: Any) -> str:
    """A sentence with its provision behind it, and the mark of one that is not verified; alone where the rule book has none."""
    return f"{words} ({provision_words(rule.provision, rule.is_verified)})" if rule else words
