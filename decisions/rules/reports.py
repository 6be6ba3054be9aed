"""What a panel's report may come to, by when it must be sent, and what is wrong with one before it is.

No queries, no clock: everything comes from `CaseFacts` and the report's own row. Every refusal names its provision.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import PROPOSED, VETOES, CaseKind, MeetingPart, NoticeKind, Position, Post, ReportStatus
from decisions.rules.facts import AFTER_VETO, FIRST_ROUND, CaseFacts
from decisions.rules.hearings import current_clock
from interface.templatetags.dates import long_date
from meetings.rules.minutes import Veto, veto_test
from panels import rulebook

_OPINIONS = (Position.SUPPORT, Position.RECOMMEND, Position.NOT_SUPPORT)
_OF_KIND: dict[str, tuple[Position, ...]] = {
    CaseKind.PRECEPT: (*_OPINIONS, Position.VETO_HIGH, Position.VETO_LOW),
    CaseKind.APPOINTMENT: (Position.APPOINT, Position.NOT_APPOINT, Position.VETO),
    CaseKind.REMOVAL: (Position.GO, Position.STAY),
    CaseKind.PLAN: _OPINIONS,
    CaseKind.ANNUAL_REPORT: _OPINIONS,
    CaseKind.DECISION: _OPINIONS,
}
# Under which rule the panel reports at all
POWERS = {
    CaseKind.PRECEPT: rulebook.PRECEPT_REVIEW,
    CaseKind.APPOINTMENT: rulebook.HEARING_REPORT,
    CaseKind.REMOVAL: rulebook.RESIGNATION_CALL,
    CaseKind.PLAN: rulebook.PLAN_REVIEW,
    CaseKind.ANNUAL_REPORT: rulebook.ANNUAL_MEETING,
    CaseKind.DECISION: rulebook.DECISION_REVIEW,
}
SECOND_POWERS = {CaseKind.PRECEPT: rulebook.PRECEPT_SECOND_REPORT, CaseKind.APPOINTMENT: rulebook.RESERVE_CANDIDATE}
LONGEST_RECOMMENDATION = 4000  # letters; a line longer than that is a text of its own


@dataclass(frozen=True)
class Problem:
    """Something about a report. One that `refuses` keeps it from being sent; another warns, with what the law then does."""

    words: str
    provision: str = ""
    is_verified: bool = True
    field: str = ""
    refuses: bool = True


@dataclass(frozen=True)
class LastDay:
    """The last day on which the panel's report of a round is in time, and the rule that says so."""

    day: date
    provision: str
    is_verified: bool


def reports_on(kind: str) -> bool:
    """Whether a panel reports in cases of a kind at all: requests are answered, and its own acts decided."""
    return kind in _OF_KIND


def rounds_of(kind: str) -> tuple[int, ...]:
    """The numbers that reports of a kind of case may have: a second one follows only a veto."""
    return (FIRST_ROUND, AFTER_VETO) if kind in (CaseKind.PRECEPT, CaseKind.APPOINTMENT) else (FIRST_ROUND,)


def power_rule(facts: CaseFacts, number: int) -> Any:
    """The rule under which the panel reports in a round; None where the rule book does not hold it."""
    kind = CaseKind(facts.case.kind)
    return facts.rule(SECOND_POWERS.get(kind, POWERS[kind]) if number == AFTER_VETO else POWERS[kind])


def positions_for(facts: CaseFacts, number: int) -> tuple[Position, ...]:
    """What the report of a round may come to: no veto in the second one, and in an appointment of a Chief Constable alone."""
    every = _OF_KIND.get(facts.case.kind, ())
    return tuple(one for one in every if one not in VETOES or not why_no_veto(facts, number))


def why_no_veto(facts: CaseFacts, number: int) -> str:
    """The key of the rule for which the report of a round cannot veto; empty where it can."""
    if facts.case.kind == CaseKind.PRECEPT:
        return rulebook.PRECEPT_VETO_ONCE if number == AFTER_VETO else ""
    if facts.appointment is None or facts.appointment.post != Post.CHIEF_CONSTABLE:
        return rulebook.APPOINTMENT_DECISION
    return rulebook.RESERVE_CANDIDATE if number == AFTER_VETO else ""


def notice_for(facts: CaseFacts, number: int) -> Any:
    """The notice that the report of a round is on: the second proposal after a veto, else the newest before it."""
    if number == AFTER_VETO:
        return facts.second_notice and facts.running_notice
    second = facts.second_notice
    before = [
        one for one in facts.notices if second is None or (one.received_on, one.number) < (second.received_on, second.number)
    ]
    proposing = [one for one in before if one.kind != NoticeKind.FINAL]
    return proposing[-1] if proposing else None


# When --------------------------------------------------------------------------------------------------------------


def last_day(facts: CaseFacts, number: int) -> LastDay | None:
    """The last day for the report of a round; None where no law names one, or the rule book does not hold it."""
    if facts.case.kind == CaseKind.PRECEPT:
        key = rulebook.PRECEPT_SECOND_REPORT if number == AFTER_VETO else rulebook.PRECEPT_REPORT
        return day_of_year(facts, key)
    if facts.case.kind in (CaseKind.APPOINTMENT, CaseKind.REMOVAL):
        clock = current_clock(facts)
        return LastDay(clock.last_on, clock.provision, clock.is_verified) if clock else None
    return None


def day_of_year(facts: CaseFacts, key: str) -> LastDay | None:
    """A day of February or March that the rule book names, in the year of a precept; the day never moves."""
    rule = facts.rule(key)
    if rule is None or facts.case.year is None:
        return None
    return LastDay(date(facts.case.year, rule.month, rule.number), rule.provision, rule.is_verified)


def is_late(facts: CaseFacts, number: int, issued_on: date) -> bool:
    """Whether a report that is sent on a day comes after its last day."""
    last = last_day(facts, number)
    return last is not None and issued_on > last.day


def lateness(facts: CaseFacts, report: Any, on: date) -> Problem | None:
    """What the law does with a report that is sent on a day after its last one; None for one in time."""
    last = last_day(facts, report.number)
    if last is None or on <= last.day:
        return None
    words, rule = _too_late(facts, report, long_date(last.day))
    provision, verified = (rule.provision, rule.is_verified) if rule else (last.provision, last.is_verified)
    return Problem(words, provision, verified, "issued_on", refuses=False)


def _too_late(facts: CaseFacts, report: Any, day: str) -> tuple[str, Any]:
    kind, said = facts.case.kind, {"day": day}
    if kind == CaseKind.PRECEPT and report.position in VETOES:
        words = _("The last day for this report was %(day)s. A veto reported later ends the process: the Commissioner may issue")
        return f"{words % said} {_('the proposed precept.')}", facts.rule(rulebook.PRECEPT_VETO_LATE)
    if kind == CaseKind.APPOINTMENT:
        words = _("The panel’s time ended on %(day)s without a report. That ends the process: the Commissioner may appoint.")
        return words % said, facts.rule(rulebook.HEARING_LAPSE)
    return _("The last day for this report was %(day)s. It is sent late.") % said, None


# The vote ----------------------------------------------------------------------------------------------------------


def veto_rule(facts: CaseFacts) -> Any:
    """The rule that says how many votes a veto needs; None where the rule book does not hold it."""
    return facts.rule(rulebook.VETO if facts.case.kind == CaseKind.PRECEPT else rulebook.CHIEF_CONSTABLE_VETO)


def test_of(facts: CaseFacts, vote: Any) -> Veto | None:
    """How a vote stands against what a veto needs; None without a vote, or without the rule."""
    rule = veto_rule(facts)
    return veto_test(vote.votes_for, vote.members, rule) if vote is not None and rule is not None else None


def _vote_problems(facts: CaseFacts, report: Any) -> Iterator[Problem]:
    vote = report.vote
    if vote is not None and vote.taken_back_at is not None:
        yield Problem(_("The vote was taken back. Choose another"), field="vote")
        return
    if vote is not None and (early := _early_vote(facts, report)):
        yield early
    if report.position in VETOES:
        yield from _veto_problems(facts, vote)
    elif vote is None:
        yield Problem(_("No vote is given. The report then says nothing of how the panel voted."), field="vote", refuses=False)
    elif vote.is_veto and (test := test_of(facts, vote)) and test.is_met:
        words = _("The panel voted for a veto, and enough members did. This report does not veto.")
        yield Problem(words, test.provision, test.is_verified, "position", refuses=False)


def _early_vote(facts: CaseFacts, report: Any) -> Problem | None:
    """A vote that the panel took before it was notified of what it reports on: no veto can rest on one."""
    notice, voted_on = notice_for(facts, report.number), report.vote.meeting.held_on
    if notice is None or voted_on >= notice.received_on:
        return None
    words = _("The panel voted on %(voted)s, before it received the notice of %(day)s on which it reports")
    said = {"voted": long_date(voted_on), "day": long_date(notice.received_on)}
    rule = veto_rule(facts) if report.position in VETOES else None
    provision, verified = (rule.provision, rule.is_verified) if rule else ("", True)
    return Problem(words % said, provision, verified, "vote", refuses=report.position in VETOES)


def _veto_problems(facts: CaseFacts, vote: Any) -> Iterator[Problem]:
    rule = veto_rule(facts)
    provision, verified = (rule.provision, rule.is_verified) if rule else ("", False)
    if vote is None:
        yield Problem(_("A veto needs a vote. Record it, then choose it here"), provision, verified, "vote")
    elif not vote.is_veto:
        yield Problem(_("This vote was not on a veto. Choose the vote that was"), provision, verified, "vote")
    elif vote.meeting.body_id != facts.case.body_id:
        words = _("The vote was taken by another body. A veto is voted on by the whole panel")
        yield Problem(words, *_by(facts, rulebook.SPECIAL_FUNCTIONS), field="vote")
    elif (test := test_of(facts, vote)) is None:
        yield Problem(_("The rule book does not say how many votes a veto needs. Nothing is assumed"), field="vote")
    elif not test.is_met:
        said = {"votes": vote.votes_for, "working": test.words}
        words = _("Not enough members voted for a veto: %(votes)d did, and %(working)s") % said
        yield Problem(words, provision, verified, "vote")


# Everything ----------------------------------------------------------------------------------------------------------


def report_problems(facts: CaseFacts, report: Any, on: date | None = None) -> list[Problem]:
    """All that is wrong with the draft of a report if it is sent on a day (today unless given): what refuses it first.

    A late report is never refused: the law says what becomes of it.
    """
    found = [*_basics(facts, report), *_position_problems(facts, report), *_vote_problems(facts, report)]
    found += [*_meeting_problems(facts, report), *_words_problems(report)]
    if late := lateness(facts, report, on or facts.today):
        found.append(late)
    return sorted(found, key=lambda one: not one.refuses)


def _basics(facts: CaseFacts, report: Any) -> Iterator[Problem]:
    if report.status != ReportStatus.DRAFT:
        yield Problem(_("This report was sent. It stays as it is"))
    if facts.case.kind in PROPOSED and notice_for(facts, report.number) is None:
        yield Problem(_("Nothing was received from the Commissioner on which the panel could report"))
    if power_rule(facts, report.number) is None:
        yield Problem(_("The rule book does not say under which provision the panel reports. Nothing is assumed"))
    if report.number == AFTER_VETO and facts.veto_report is None:
        yield Problem(_("There is no veto in time, so there is no second report"), *_by(facts, rulebook.PRECEPT_VETO_LATE))


def _position_problems(facts: CaseFacts, report: Any) -> Iterator[Problem]:
    position, open_ones = report.position, positions_for(facts, report.number)
    if not position:
        yield Problem(_("Choose what the panel reports"), field="position")
    elif position in VETOES and position in _OF_KIND.get(facts.case.kind, ()) and position not in open_ones:
        words = {
            rulebook.PRECEPT_VETO_ONCE: _("There is no second veto. Choose what else the panel reports"),
            rulebook.RESERVE_CANDIDATE: _("The panel cannot veto a reserve candidate. Choose what else it reports"),
            rulebook.APPOINTMENT_DECISION: _("The panel can veto a Chief Constable alone. Choose what else it reports"),
        }
        key = why_no_veto(facts, report.number)
        yield Problem(words[key], *_by(facts, key), field="position")
    elif position not in open_ones:
        yield Problem(_("A report in this case cannot say that. Choose what the panel reports"), field="position")
    has_figure = report.recommended_band_d is not None
    if position == Position.RECOMMEND and not recommended(report) and not has_figure:
        yield Problem(_("Enter what the panel recommends"), field="recommendations")


def _meeting_problems(facts: CaseFacts, report: Any) -> Iterator[Problem]:
    notice = notice_for(facts, report.number)
    since = notice.received_on if notice is not None and report.number == AFTER_VETO else date.min
    held = [one for one in facts.held if one.part != MeetingPart.BRIEFING and one.meeting.held_on >= since]
    if not held:
        key = rulebook.HEARING_PUBLIC if facts.case.kind == CaseKind.APPOINTMENT else POWERS[CaseKind(facts.case.kind)]
        words = _("No meeting is given at which the panel took this. The report then names none.")
        yield Problem(words, *_by(facts, key), refuses=False)
    unsaid = [one for one in held if one.withdrew is None and report.vote and one.meeting_id == report.vote.meeting_id]
    if unsaid:
        words = _(
            "Whether the Commissioner and staff left the room before the vote is not recorded. The report says nothing of it."
        )
        yield Problem(words, refuses=False)


def _words_problems(report: Any) -> Iterator[Problem]:
    if not report.signed_by.strip():
        yield Problem(_("Enter who signs the report"), field="signed_by")
    if not report.text.strip():
        yield Problem(_("No reasons are written. The report then gives none."), field="text", refuses=False)
    if not report.manner.strip():
        yield Problem(_("How the report is published is not said yet. It can be said later."), field="manner", refuses=False)


def _by(facts: CaseFacts, key: str) -> tuple[str, bool]:
    rule = facts.rule(key)
    return (rule.provision, rule.is_verified) if rule else ("", False)


def recommended(report: Any) -> list[str]:
    """What a report recommends, one text each, without empty ones."""
    return [text.strip() for text in report.recommendations if text.strip()]


def issue_day_problem(facts: CaseFacts, report: Any, issued_on: date) -> str:
    """What cannot be about the day on which a report is sent; empty where it can be."""
    notice = notice_for(facts, report.number)
    if issued_on > facts.today:
        return _("The day on which the report is sent must be today or earlier")
    if notice is not None and issued_on < notice.received_on:
        words = _("The panel was notified on %(day)s. Enter that day or a later one")
        return words % {"day": long_date(notice.received_on)}
    if report.vote is not None and issued_on < report.vote.meeting.held_on:
        words = _("The panel voted on %(day)s. Enter that day or a later one")
        return words % {"day": long_date(report.vote.meeting.held_on)}
    return ""


def response_problem(facts: CaseFacts, report: Any, responded_on: date) -> str:
    """What cannot be about the day of a response; empty where it can be."""
    if responded_on > facts.today:
        return _("The date of the response must be today or earlier")
    asked_on = report.issued_on if report is not None else facts.case.opened_on
    if responded_on < asked_on:
        words = _("The panel asked on %(day)s. Enter that day or a later one")
        return words % {"day": long_date(asked_on)}
    return ""
