"""What concerned a measure, by date: breaks in its figures, plans, reports, and what links join with it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from documents.links import SeenLink, links_around
from meetings.models import Meeting
from performance.links import MEASURE
from performance.models import Crosswalk, Measure, Plan, ReportPart, SeriesBreak
from performance.permissions import Reader

BREAK, PLAN, REPORT = "break", "plan", "report"


@dataclass(frozen=True)
class Event:
    """Something dated that concerned a measure. `kind` is one of those above or of a link's far end.

    `note` is what was said, `key` the row of the far end, `number` that of the link.
    """

    on: date
    kind: str
    words: str
    url: str = ""
    note: str = ""
    key: int = 0
    number: int = 0
    is_private: bool = False


def events_of(measures: Iterable[Measure], user: Reader) -> dict[int, list[Event]]:
    """By measure, the oldest first, as far as a person may see them: a fixed number of queries for any number of measures.

    That they may see the measures themselves is for the caller to have made sure.
    """
    rows = list(measures)
    keys = [one.pk for one in rows]
    found: dict[int, list[Event]] = {key: [] for key in keys}
    for row in SeriesBreak.objects.visible_to(user).kept().filter(measure__in=keys):
        found[row.measure_id].append(Event(row.on, BREAK, row.title))
    for key, links in links_around(user, MEASURE, keys).items():
        found[key] += [_of_link(one) for one in links]
    of_objective = _of_objectives({one.objective_id for one in rows}, user)
    for one in rows:
        found[one.pk] += of_objective[one.objective_id]
    return {key: sorted(some, key=lambda one: (one.on, one.words)) for key, some in found.items()}


def marked(events: Iterable[Event]) -> list[tuple[date, str]]:
    """Events with their words for `rules.marks`; breaks are not among them: a chart draws those by itself."""
    return [(one.on, one.words) for one in events if one.kind != BREAK]


def _of_link(seen: SeenLink) -> Event:
    other = seen.other
    return Event(
        other.on or seen.link.on, other.kind, other.words, seen.url, note=seen.link.note, key=other.key,
        number=seen.link.number, is_private=other.is_private,
    )  # fmt: skip


def _of_objectives(keys: Collection[int], user: Reader) -> dict[int, list[Event]]:
    """Published plans that have objectives among their areas of focus, and published reports that tell of them."""
    found: dict[int, list[Event]] = defaultdict(list)
    plans = Plan.objects.visible_to(user).filter(published_at__isnull=False)
    crosswalk = Crosswalk.objects.visible_to(user).filter(objective__in=keys, plan__in=plans, focus__removed_at__isnull=True)
    for row in crosswalk.select_related("plan__area", "focus"):
        words = _("%(plan)s: %(focus)s") % {"plan": row.plan.title, "focus": row.focus.title}
        found[row.objective_id].append(Event(row.plan.started_on, PLAN, words, row.plan.get_absolute_url(), key=row.plan_id))
    for key, event in _reports(keys, user):
        found[key].append(event)
    return found


def _reports(keys: Collection[int], user: Reader) -> list[tuple[int, Event]]:
    """What published reports told of objectives, on the day of the meeting where the reader may know of it."""
    parts = ReportPart.objects.visible_to(user).filter(objective__in=keys, left_out_why="", report__status="frozen")
    rows = list(parts.select_related("report__area"))
    meetings = Meeting.objects.visible_to(user).in_bulk({one.report.meeting_id for one in rows if one.report.meeting_id})
    found = []
    for part in rows:
        meeting, report = meetings.get(part.report.meeting_id or 0), part.report
        on = meeting.held_on if meeting else report.frozen_on
        if on is not None:
            event = Event(on, REPORT, report.title, report.get_absolute_url(), key=report.pk)
            found.append((part.objective_id, event))
    return found
