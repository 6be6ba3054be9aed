"""Decisions about proactive reviews: how far one has come, what its report still needs, when a response may be asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from interface.templatetags.dates import long_date, short_date
from meetings.choices import ReviewStatus

RESERVED = frozenset({"create", "export"})  # words of addresses beside the reviews


@dataclass(frozen=True)
class Progress:
    """What of a review its state follows from: whether it is reported, and how many of its recommendations are answered."""

    is_reported: bool
    has_parts: bool
    recommended: int
    answered: int


@dataclass(frozen=True)
class ReviewStage:
    """A stage as `components/stages.html` draws it: `state` is "done", "now" or empty."""

    name: str
    state: str
    note: str = ""


def status_of(progress: Progress) -> ReviewStatus:
    """How far a review has come that is not closed. One that recommends nothing waits for no response."""
    if not progress.is_reported:
        return ReviewStatus.GATHERING if progress.has_parts else ReviewStatus.PLANNED
    if progress.recommended and progress.answered == progress.recommended:
        return ReviewStatus.ANSWERED
    return ReviewStatus.REPORTED


def stages_of(status: str, *, reported_on: date | None, closed_on: date | None, started_on: date) -> list[ReviewStage]:
    """The stages in order. A review that was closed without a report has none of those between done."""
    reached = [ReviewStatus.PLANNED, ReviewStatus.GATHERING]
    if reported_on:
        reached.append(ReviewStatus.REPORTED)
    if status == ReviewStatus.ANSWERED:
        reached.append(ReviewStatus.ANSWERED)
    notes = {ReviewStatus.PLANNED: started_on, ReviewStatus.REPORTED: reported_on, ReviewStatus.CLOSED: closed_on}
    stages = []
    for stage in ReviewStatus:
        done = stage in reached and (status == ReviewStatus.CLOSED or reached.index(stage) < _place(status, reached))
        state = "now" if stage == status else "done" if done else ""
        note = notes.get(stage)
        stages.append(ReviewStage(str(stage.label), state, short_date(note) if note else ""))
    return stages


def _place(status: str, reached: Sequence[ReviewStatus]) -> int:
    return reached.index(ReviewStatus(status)) if status in reached else len(reached)


def review_problems(*, title: str, scope: str) -> dict[str, str]:
    """What is wrong with what a review says of itself, by field."""
    problems = {} if title.strip() else {"title": _("Enter the topic")}
    if not scope.strip():
        problems["scope"] = _("Say what the review covers, and what it does not")
    return problems


def asked_by_problem(due_on: date | None, made_on: date) -> str:
    """Why a response cannot be asked for by a day; empty when it can. Nobody need name one."""
    if due_on and due_on < made_on:
        words = _("The recommendation was made on %(day)s. Choose that day or a later one")
        return words % {"day": long_date(made_on)}
    return ""


def report_problems(
    *,
    findings: str,
    conclusions: str,
    recommended: int,
    response_due_on: date | None,
    issued_on: date,
    started_on: date,
    today: date,
) -> dict[str, str]:
    """What keeps the report of a review from going out, by field: a report says what was found and what follows."""
    problems = {}
    if not findings.strip():
        problems["findings"] = _("Write what the panel found")
    if not conclusions.strip() and not recommended:
        problems["conclusions"] = _("Write the conclusions, or add a recommendation")
    if issued_on > today:
        problems["issued_on"] = _("Enter today or an earlier day")
    elif issued_on < started_on:
        problems["issued_on"] = _("The review began on %(day)s. Choose that day or a later one") % {"day": long_date(started_on)}
    if response_due_on and not recommended:
        problems["response_due_on"] = _("Nothing is recommended. Add a recommendation, or take this day out")
    elif response_due_on and response_due_on < issued_on:
        problems["response_due_on"] = _("Choose the day of the report or a later one")
    return problems


def day_problem(on: date | None, today: date) -> str:
    """Why something cannot have been given or said on a day; empty when it can."""
    return _("Enter today or an earlier day") if on and on > today else ""
