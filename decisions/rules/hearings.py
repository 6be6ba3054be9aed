"""The panel's time to hear and report on a senior appointment, or on a call for a Chief Constable to go, and what it decides.

The numbers come from the rule book: three weeks beginning with the day on which the notice is received (2011 Act, Schedule 1
and Schedule 8 paragraph 4(6)) without the days of a post-election period (paragraph 4(9)-(10)); six weeks for a call to go
(paragraphs 12-16). Whether a post-election period counts in those six weeks was not read, so it is counted, and said.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import CaseKind, CaseStatus, MeetingPart, NoticeKind, Outcome, Post
from decisions.rules.facts import AFTER_VETO, FIRST_ROUND, OFF, CaseFacts
from interface.templatetags.dates import long_date, short_date
from panels import rulebook
from panels.choices import Reckoning
from panels.working_days import Pause, reckon

# At which a case is heard; a briefing prepares it, and a deliberation goes with its hearing
HEARD = frozenset({MeetingPart.HEARING, MeetingPart.REVIEW, MeetingPart.SECOND_REVIEW})
# While the panel's report is awaited
WAITING = frozenset({CaseStatus.NOTIFIED, CaseStatus.REVISED})


@dataclass(frozen=True)
class Clock:
    """The panel's time after one notice: its first and last day, both counted, and the days in between that are not."""

    notice: Any
    last_on: date
    pause: Pause | None
    rule: Any
    provision: str
    is_verified: bool

    @property
    def starts_on(self) -> date:
        """The day on which the notice was received, which counts."""
        return self.notice.received_on

    def holds(self, day: date) -> bool:
        """Whether a day lies within the panel's time."""
        return self.starts_on <= day <= self.last_on


# The clock --------------------------------------------------------------------------------------------------------


def clock_of(facts: CaseFacts, notice: Any) -> Clock | None:
    """The panel's time after one notice; None without a notice, or where the rule book does not hold the rule.

    That a reserve candidate is heard within the same three weeks is not verified: the regulations were not read.
    """
    is_removal = facts.case.kind == CaseKind.REMOVAL
    rule = facts.rule(rulebook.RESIGNATION_CALL if is_removal else rulebook.HEARING_REPORT)
    if notice is None or rule is None:
        return None
    start, nation, number = notice.received_on, facts.case.area.nation, rule.number or 0
    pause = None if is_removal else post_election(facts, start, reckon(Reckoning.WEEKS_BEGINNING, start, number, nation))
    last_on = reckon(Reckoning.WEEKS_BEGINNING, start, number, nation, pause)
    reserve = facts.rule(rulebook.RESERVE_CANDIDATE)
    if not _is_of_reserve(facts, notice):
        return Clock(notice, last_on, pause, rule, rule.provision, rule.is_verified)
    provision = "; ".join(one.provision for one in (reserve, rule) if one)
    return Clock(notice, last_on, pause, rule, provision, bool(reserve and reserve.is_verified and rule.is_verified))


def post_election(facts: CaseFacts, start: date, last: date) -> Pause | None:
    """The post-election period that touches a period, from the day of the poll to that on which the office was accepted; one
    that is not accepted yet goes on, at least until today (2011 Act, Schedule 8 paragraph 4(9)-(10))."""
    rule = facts.rule(rulebook.HEARING_PAUSE)
    for poll in sorted(facts.elections, key=lambda one: one.poll_on):
        until = poll.accepted_on or max(facts.today, poll.poll_on)
        if rule is not None and poll.poll_on <= last and until >= start:
            return Pause(poll.poll_on, until, _("after the poll of %(day)s") % {"day": short_date(poll.poll_on)})
    return None


def open_poll(facts: CaseFacts, clock: Clock) -> Any:
    """The poll whose post-election period stands still in a clock without a known end; None where there is none."""
    polls = (one for one in facts.elections if clock.pause and one.poll_on == clock.pause.first)
    return next((one for one in polls if one.accepted_on is None), None)


def current_clock(facts: CaseFacts) -> Clock | None:
    """The panel's time after the newest notice: giving notice again begins it anew."""
    return clock_of(facts, facts.running_notice)


def report_on(facts: CaseFacts, notice: Any) -> Any:
    """The report that was sent on a notice: that of its round, unless a newer notice of the round came first."""
    is_reserve = _is_of_reserve(facts, notice)
    report = facts.issued_in(AFTER_VETO if is_reserve else FIRST_ROUND)
    if report is None or report.issued_on < notice.received_on:
        return None
    newer = [one for one in facts.notices if _after(one, notice) and _is_of_reserve(facts, one) == is_reserve]
    return None if any(one.received_on <= report.issued_on for one in newer) else report


def has_lapsed(facts: CaseFacts, on: date) -> bool:
    """Whether the panel's time had ended before a day without a report sent within it."""
    clock = current_clock(facts)
    if clock is None or on <= clock.last_on:
        return False
    report = report_on(facts, clock.notice)
    return report is None or report.issued_on > clock.last_on


def lapsed_clock(facts: CaseFacts) -> Clock | None:
    """The panel's time, where it is over and no report was sent at all; None where one was, or may be yet.

    Who does not read a report that was sent, because it is not published, is told by the state of the case that there is one.
    """
    clock = current_clock(facts)
    day = facts.case.outcome_on or facts.today
    waits = facts.case.status in WAITING or facts.case.outcome == Outcome.WITHOUT_REPORT
    if clock is None or not waits or day <= clock.last_on or report_on(facts, clock.notice) is not None:
        return None
    return clock


def _after(one: Any, notice: Any) -> bool:
    return (one.received_on, one.number) > (notice.received_on, notice.number)


def _is_of_reserve(facts: CaseFacts, notice: Any) -> bool:
    """Whether a notice is of the reserve candidate, given for the first time or again."""
    second = facts.second_notice
    return second is not None and (notice.pk == second.pk or _after(notice, second))


# Hearings ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Outside:
    """A hearing after the panel's time: its row, the clock that it misses, and the day from which it was moved, if it was."""

    row: Any
    clock: Clock
    moved_from: date | None


def hearings_outside(facts: CaseFacts) -> list[Outside]:
    """The hearings that lie after the three weeks of the notice before them.

    A notice given again within three weeks before the hearing begins the time anew, and the hearing is inside it.
    """
    found, seen = [], set()
    for row in hearing_rows(facts):
        clock = clock_of(facts, _notice_before(facts, row.meeting.held_on))
        if row.meeting_id not in seen and clock is not None and row.meeting.held_on > clock.last_on:
            found.append(Outside(row, clock, moved_from(facts, row)))
        seen.add(row.meeting_id)
    return found


def hearing_rows(facts: CaseFacts) -> list[Any]:
    """The rows of the meetings at which the case is heard and that take place, by day."""
    return [one for one in facts.meetings if one.part in HEARD and one.meeting.status not in OFF]


def moved_from(facts: CaseFacts, row: Any) -> date | None:
    """The day of the hearing that was put off or cancelled before another; None where it was not moved."""
    off = [one.meeting.held_on for one in facts.meetings if one.part in HEARD and one.meeting.status in OFF]
    return max((day for day in off if day < row.meeting.held_on), default=None)


def without_meeting(facts: CaseFacts) -> list[Any]:
    """Rows of hearings that were put off to a meeting which is not in the case."""
    known = {one.meeting_id for one in facts.meetings}
    off = (one for one in facts.meetings if one.part in HEARD and one.meeting.status in OFF)
    return [one for one in off if one.meeting.moved_to_id and one.meeting.moved_to_id not in known]


def is_heard(facts: CaseFacts) -> bool:
    """Whether a hearing of the newest proposal has been: a reserve candidate has one of their own."""
    start = facts.second_notice.received_on if facts.round == AFTER_VETO else date.min
    return any(start <= row.meeting.held_on <= facts.today for row in hearing_rows(facts))


def _notice_before(facts: CaseFacts, day: date) -> Any:
    before = [one for one in facts.notices if one.kind != NoticeKind.FINAL and one.received_on <= day]
    return before[-1] if before else None


# Notices ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """Something that the law asks a notice to hold, and whether it does."""

    words: str
    is_there: bool


def notice_checklist(candidate: Any) -> list[Asked]:
    """What the law asks the notice of a candidate to hold (2011 Act, Schedule 1 paragraph 9 and Schedule 8 paragraph 3)."""
    return [
        Asked(_("Who the candidate is"), bool(candidate.name)),
        Asked(_("The criteria by which the candidate was assessed"), bool(candidate.criteria)),
        Asked(_("Why the candidate meets them"), bool(candidate.why)),
        Asked(_("The terms and conditions"), bool(candidate.terms)),
    ]


def why_not_notice(facts: CaseFacts, kind: str) -> str:
    """Why a notice of a kind cannot be entered now; empty where it can."""
    refusals = {
        NoticeKind.PROPOSAL: _why_not_first,
        NoticeKind.RENOTIFICATION: _why_not_again,
        NoticeKind.RESERVE: _why_not_reserve,
    }
    refuse = refusals.get(NoticeKind(kind))
    return refuse(facts) if refuse else _("A notice of this kind belongs to another kind of case")


def notice_refusal(facts: CaseFacts, kind: str) -> str:
    """The same with the provision, for who tried."""
    words = why_not_notice(facts, kind)
    return by_rule(words, facts.rule(rulebook.RESERVE_CANDIDATE)) if words and kind == NoticeKind.RESERVE else words


def open_notices(facts: CaseFacts) -> list[NoticeKind]:
    """The kinds of notice that can be entered now."""
    kinds = (NoticeKind.PROPOSAL, NoticeKind.RENOTIFICATION, NoticeKind.RESERVE)
    return [kind for kind in kinds if not why_not_notice(facts, kind)]


def received_problem(facts: CaseFacts, received_on: date, notice: Any = None) -> str:
    """What cannot be about the day on which a notice was received, new or over one that stands; empty where it can be."""
    if received_on > facts.today:
        return _("The day the panel received it must be today or earlier")
    others = [one for one in facts.notices if notice is None or one.pk != notice.pk]
    earlier = [one for one in others if notice is None or not _after(one, notice)]
    later = [one for one in others if notice is not None and _after(one, notice)]
    if earlier and received_on < earlier[-1].received_on:
        words = _("The notice before this one came on %(day)s. Enter that day or a later one")
        return words % {"day": long_date(earlier[-1].received_on)}
    if later and received_on > later[0].received_on:
        words = _("The next notice came on %(day)s. Enter that day or an earlier one")
        return words % {"day": long_date(later[0].received_on)}
    return ""


def answer_problem(facts: CaseFacts, kind: str, received_on: date) -> str:
    """Why a reserve candidate cannot have been proposed on a day: that answers a veto, and came on its day or later. Empty
    where it can be, and for other notices."""
    veto = facts.veto_report
    if kind != NoticeKind.RESERVE or veto is None or received_on >= veto.issued_on:
        return ""
    words = _("The panel sent its veto on %(day)s. The reserve candidate answers it, so enter that day or a later one")
    return by_rule(words % {"day": long_date(veto.issued_on)}, facts.rule(rulebook.RESERVE_CANDIDATE))


def _why_not_first(facts: CaseFacts) -> str:
    if facts.running_notice is None:
        return ""
    words = _("The panel was notified on %(day)s already. Enter a new notice, or take that one back first")
    return words % {"day": long_date(facts.running_notice.received_on)}


def _why_not_again(facts: CaseFacts) -> str:
    notice = facts.running_notice
    if notice is None:
        return _("The panel was not notified yet. Enter the first notice")
    report = report_on(facts, notice)
    if report is None:
        return ""
    words = _("The panel reported on this notice on %(day)s")
    return words % {"day": long_date(report.issued_on)}


def _why_not_reserve(facts: CaseFacts) -> str:
    if facts.round == AFTER_VETO:
        return _("A reserve candidate was proposed already")
    return "" if facts.veto_report is not None else _("A reserve candidate is proposed only after a veto that stands")


# The veto and the decision ----------------------------------------------------------------------------------------


def why_no_veto(facts: CaseFacts) -> tuple[str, Any] | None:
    """Why the panel cannot veto in this case now, and the rule (None where the rule book has none); None where it can veto."""
    if facts.case.kind == CaseKind.REMOVAL:
        return _("The panel recommends on a call to go. It has no veto"), facts.rule(rulebook.RESIGNATION_CALL)
    if facts.appointment is None or facts.appointment.post != Post.CHIEF_CONSTABLE:
        words = _("The panel can veto a Chief Constable only. For this post it recommends, and the Commissioner decides")
        return words, facts.rule(rulebook.APPOINTMENT_DECISION)
    if facts.round == AFTER_VETO:
        return _("The panel cannot veto the reserve candidate"), facts.rule(rulebook.RESERVE_CANDIDATE)
    if lapsed_clock(facts) is not None:
        words = _("The panel’s time is over, and a veto sent now does not hold: the Commissioner may appoint")
        return words, facts.rule(rulebook.HEARING_LAPSE)
    return None


def by_rule(words: str, rule: Any) -> str:
    """Words with the provision that they rest on, and whether it was not verified yet."""
    if rule is None:
        return _("%(words)s (the rule book does not hold the rule)") % {"words": words}
    mark = "" if rule.is_verified else _(", not yet verified")
    return _("%(words)s (%(provision)s%(mark)s)") % {"words": words, "provision": rule.provision, "mark": mark}
