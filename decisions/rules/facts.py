"""What is known of a statutory case at a moment, as one thing: its rows, the rules that hold for it, and the day.

Rows are whatever was read for a reader, so that a decision made from it tells nobody more than they may see. No queries, no
clock: `decisions.due.facts.load_facts` fills it, `decisions.services.reading.read_case` for a reader.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from decisions.choices import SECOND_ROUND, VETOES, CaseStatus, NoticeKind, ReportStatus
from meetings.choices import MeetingStatus

FIRST_ROUND, AFTER_VETO = 1, 2
OFF = frozenset({MeetingStatus.POSTPONED, MeetingStatus.CANCELLED})


@dataclass(frozen=True)
class CaseFacts:
    """A case and its rows: `notices` that stand by day received (with `.precept`, `.candidate`), `meetings` (CaseMeeting rows
    with `.meeting` and `.item`), `votes` that stand, `reports` (with `.vote`), `responses` that stand; `rules` by key of the
    rule book, those of the case's year or day, without those that the rule book does not hold; the polls of the area."""

    case: Any
    notices: Sequence[Any]
    meetings: Sequence[Any]
    votes: Sequence[Any]
    reports: Sequence[Any]
    responses: Sequence[Any]
    rules: Mapping[str, Any]
    elections: Sequence[Any]
    today: date

    @property
    def precept(self) -> Any:
        """What a precept case adds; None for other kinds."""
        return getattr(self.case, "precept", None)

    @property
    def appointment(self) -> Any:
        """The post that is to be filled; None for other kinds."""
        return getattr(self.case, "appointment", None)

    @property
    def decision(self) -> Any:
        """The decision of the Commissioner that the panel reviews; None for other kinds. Whether a reader may know of it, and
        read its title, is for whoever shows it."""
        return getattr(self.case, "decision", None)

    @property
    def is_over(self) -> bool:
        return self.case.status in (CaseStatus.CLOSED, CaseStatus.WITHDRAWN)

    def rule(self, key: str) -> Any:
        """The rule that holds for the case under a key; None where the rule book has none."""
        return self.rules.get(key)

    # What the Commissioner sent

    @property
    def first_notice(self) -> Any:
        """The notice with which the case began; None while it is expected."""
        return next(iter(self.notices), None)

    @property
    def latest_notice(self) -> Any:
        """The newest that stands, of whatever kind; None while the case is expected."""
        return self.notices[-1] if self.notices else None

    @property
    def second_notice(self) -> Any:
        """The revised precept or the reserve candidate, after a veto; None without one."""
        return next((one for one in self.notices if one.kind in SECOND_ROUND), None)

    @property
    def running_notice(self) -> Any:
        """The notice from which the panel's time runs now: the newest that proposes something, given again or after a veto."""
        proposing = [one for one in self.notices if one.kind != NoticeKind.FINAL]
        return proposing[-1] if proposing else None

    @property
    def round(self) -> int:
        """1; 2 once a second proposal has come after a veto."""
        return AFTER_VETO if self.second_notice else FIRST_ROUND

    # What the panel did

    @property
    def held(self) -> list[Any]:
        """Meetings of the case that have been, by day; those that were postponed or cancelled never were."""
        return [one for one in self.meetings if one.meeting.status not in OFF and one.meeting.held_on <= self.today]

    @property
    def planned(self) -> list[Any]:
        """Meetings of the case that are to come, by day."""
        return [one for one in self.meetings if one.meeting.status not in OFF and one.meeting.held_on > self.today]

    @property
    def latest_vote(self) -> Any:
        return self.votes[-1] if self.votes else None

    @property
    def issued_reports(self) -> list[Any]:
        """Reports that were sent to the Commissioner, by number."""
        return [one for one in self.reports if one.status != ReportStatus.DRAFT]

    @property
    def current_report(self) -> Any:
        """The report of this round, draft or sent; None before it is written."""
        return next((one for one in self.reports if one.number == self.round), None)

    @property
    def veto_report(self) -> Any:
        """The report by which the panel vetoed, in time: the veto that stands. None without one; a late veto is none."""
        return next((one for one in self.issued_reports if one.position in VETOES and not one.was_late), None)

    def issued_in(self, number: int) -> Any:
        """The report that was sent in a round, 1 or 2; None without one."""
        return next((one for one in self.issued_reports if one.number == number), None)

    def responses_to(self, report: Any) -> list[Any]:
        """What the Commissioner said to a report, or without one to the panel's request, by day."""
        key = report.pk if report is not None else None
        return [one for one in self.responses if one.report_id == key]

    @property
    def current_response(self) -> Any:
        """The newest response to the report of this round; None before there is one."""
        report = self.issued_in(self.round)
        answers = self.responses_to(report) if report is not None else []
        return answers[-1] if answers else None


def proposal_of(notice: Any) -> Any:
    """The precept figures of a notice; None where it has none."""
    return getattr(notice, "precept", None)


def candidate_of(notice: Any) -> Any:
    """The candidate of a notice; None where it names none."""
    return getattr(notice, "candidate", None)
