"""The clerk's desk: what must be done next for each coming meeting, in order, with its deadline and its provision."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interface.templatetags.dates import day_date, long_date
from meetings import rules
from meetings.choices import MeetingStatus
from meetings.models import Meeting
from meetings.services.deadlines import DraftDeadline
from meetings.services.preparing import Preparation, preparations
from meetings.services.reading import Notice
from meetings.views.mending import PAGES, Mended, mended, page_address
from panels.models import PoliceArea
from panels.permissions import WRITES_AGENDAS, bodies_open_to

GONE = (MeetingStatus.POSTPONED, MeetingStatus.CANCELLED)
MOST_SHOWN = 6
HORIZON = timedelta(weeks=6)
# What the form that publishes asks, or does, itself: the way there is the check, not another page
SETTLED_THERE = ("notice", "packs")


@dataclass(frozen=True)
class NextThing:
    """The nearest thing that can go wrong: its deadline, what is in the way, and one button."""

    meeting: Meeting
    title: str
    deadline: dict[str, Any]
    step: str
    url: str
    problems: list[Mended]
    rank: tuple[int, date]
    all_url: str = ""


@dataclass(frozen=True)
class CameIn:
    """Something that others sent in or answered, and that waits for the reader: what, for which meeting, and where."""

    meeting: Meeting
    step: rules.Step
    url: str
    act: str


@dataclass(frozen=True)
class StepLine:
    """A line of a task list: the part, its page, and until when."""

    step: rules.Step
    url: str
    by: str = ""
    is_verified: bool = True


@dataclass(frozen=True)
class ComingMeeting:
    """A meeting as its clerk sees it."""

    meeting: Meeting
    lines: list[StepLine]
    is_open: bool
    done_count: int = 0
    last_day: date | None = None
    deadlines: list[dict[str, Any]] = field(default_factory=list)
    missing_rule: str = ""


def clerks_desk(user: Any, area: PoliceArea, today: date) -> dict[str, Any]:
    """The box and the task lists, for the templates of the desk."""
    bodies = bodies_open_to(user, WRITES_AGENDAS)
    meetings = Meeting.objects.visible_to(user).filter(area=area, body__in=bodies).exclude(status__in=GONE)
    prepared = preparations(area, meetings.upcoming(today).for_page()[:MOST_SHOWN])
    came = [_came_in(one.meeting, step) for one in prepared for step in one.came]
    coming = [_coming(one, today) for one in prepared]
    unfolded = next((one for one in coming if one.lines), None)  # the nearest with something left to do
    near = coming[: coming.index(unfolded) + 1] if unfolded else coming[:1]
    return {
        "first": first_thing(prepared, today),
        "came": came,
        "coming": coming,
        "near": near,  # stand before what is due; the others after it
        "later": coming[len(near) :],
        "unfolded": unfolded,
    }


def _came_in(meeting: Meeting, step: rules.Step) -> CameIn:
    return CameIn(meeting, step, page_address(meeting, step.mend, step.target), str(PAGES[step.mend][1]))


def first_thing(prepared: Iterable[Preparation], today: date) -> NextThing | None:
    """Missed, due today, blocked, due next; nothing when nothing is due in the next six weeks."""
    things = [thing for one in prepared for thing in _things(one, today) if thing.rank[1] <= today + HORIZON]
    return min(things, key=lambda thing: (thing.rank, thing.meeting.held_on, thing.meeting.slug), default=None)


def _things(one: Preparation, today: date) -> list[NextThing]:
    found = []
    if one.notice:
        found.append(_publishing(one, one.notice, today))
    # Once the agenda itself is due, its late reports stand among what is in the way
    if one.drafts and one.drafts.by_own_rule and not (one.notice and one.notice.last_day <= today):
        found += _drafts(one, one.drafts, today)
    return found


def _publishing(one: Preparation, notice: Notice, today: date) -> NextThing:
    """The button leads to the first thing that is mended on a page of its own; without any, to the check itself."""
    problems = [mended(one.meeting, problem) for check in one.checks for problem in check.problems]
    elsewhere = [problem for check in one.checks if check.key not in SETTLED_THERE for problem in check.problems]
    check_url = page_address(one.meeting, "publish")
    url, step = check_url, _("Check and publish the agenda")
    if elsewhere:
        nearest = mended(one.meeting, elsewhere[0])
        url, step = nearest.url, str(nearest.link)
    return NextThing(
        meeting=one.meeting,
        title=_("Publish the agenda for %(day)s") % {"day": long_date(one.meeting.held_on)},
        deadline=notice_deadline(notice, today),
        step=step,
        url=url,
        problems=problems,
        rank=rules.urgency(notice.last_day, today, is_blocked=bool(problems)),
        all_url=check_url if elsewhere else "",
    )


def _drafts(one: Preparation, drafts: DraftDeadline, today: date) -> list[NextThing]:
    """The reports that have not come, while there is still time before the agenda is due."""
    reports = rules.waiting_reports(one.facts) if one.facts else []
    waiting = {str(report.number) for _number, report in reports if not report.has_come}
    problems = [problem for check in one.checks for problem in check.problems if problem.mend == "request"]
    problems = [problem for problem in problems if problem.key in waiting]
    if not problems:
        return []
    return [
        NextThing(
            meeting=one.meeting,
            title=_("Get the reports for %(day)s") % {"day": long_date(one.meeting.held_on)},
            deadline=drafts_deadline(drafts, today),
            step=_("Open the reports asked for"),
            url=page_address(one.meeting, "requests"),
            problems=[mended(one.meeting, problem) for problem in problems],
            rank=rules.urgency(drafts.day, today, is_blocked=True),
        )
    ]


def _coming(one: Preparation, today: date) -> ComingMeeting:
    deadlines = [drafts_deadline(one.drafts, today)] if one.drafts and one.drafts.by_own_rule else []
    if one.notice:
        deadlines.append(notice_deadline(one.notice, today))
    return ComingMeeting(
        meeting=one.meeting,
        lines=[_line(one, step) for step in one.steps],
        is_open=one.facts is not None,
        done_count=one.done_count,
        last_day=one.notice.last_day if one.notice else None,
        deadlines=deadlines,
        missing_rule=one.missing_rule,
    )


def _line(one: Preparation, step: rules.Step) -> StepLine:
    url = page_address(one.meeting, step.mend, step.target)
    if step.deadline == rules.NOTICE and one.notice:
        said = {"day": day_date(one.notice.last_day), "provision": _provision(one.notice)}
        return StepLine(step, url, _("By %(day)s. %(provision)s") % said, one.notice.is_verified)
    if step.deadline == rules.DRAFTS and one.drafts:
        said = {"day": day_date(one.drafts.day), "provision": one.drafts.provision}
        return StepLine(step, url, _("By %(day)s. %(provision)s") % said, one.drafts.is_verified)
    if step.key == "publish" and one.notice is None:
        return StepLine(step, url, rules.without_notice(of_commissioner=one.meeting.body.is_of_commissioner))
    return StepLine(step, url)


def notice_deadline(notice: Notice, today: date) -> dict[str, Any]:
    """The last day to publish, for `components/deadline.html`."""
    words = _("Publish the agenda by the end of %(day)s.")
    if notice.last_day < today:
        words = _("The last day to publish the agenda in time was %(day)s.")
    return _deadline(words, notice.last_day, notice.counted, _provision(notice), notice.is_verified, today)


def drafts_deadline(drafts: DraftDeadline, today: date) -> dict[str, Any]:
    """The last day for reports, likewise."""
    words = _("Reports are due by the end of %(day)s.") if drafts.day >= today else _("Reports were due by the end of %(day)s.")
    return _deadline(words, drafts.day, drafts.counted, drafts.provision, drafts.is_verified, today)


def _deadline(words: str, day: date, counted: Sequence[Any], provision: str, verified: bool, today: date) -> dict[str, Any]:
    return {
        "sentence": words % {"day": long_date(day)},
        "state": due(day, today),
        "counted": [
            {"day": day_date(one.day), "counts": str(one.number) if one.counts else _("No, %(why)s") % {"why": one.reason}}
            for one in counted
        ],
        "provision": provision,
        "verified": verified,
    }


def _provision(notice: Notice) -> str:
    return _("%(provision)s: %(count)s clear days") % {"provision": notice.provision, "count": notice.clear_days}


def due(day: date, today: date) -> str:
    """How near a day is, in the words of our tags."""
    days = (day - today).days
    words = {0: _("Due today"), 1: _("Due tomorrow")}
    if days < 0:
        return _("Missed")
    return words.get(days) or ngettext("In %(days)d day", "In %(days)d days", days) % {"days": days}
