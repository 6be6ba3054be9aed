"""Measures as lists of them read: each with its analysis, what changed, and where the panel last spoke of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch

from interface import clock
from panels.models import PoliceArea
from performance.choices import Position, TrendChoice
from performance.models import (
    ActionStanding,
    Benchmark,
    Crosswalk,
    FocusArea,
    Measure,
    Objective,
    Plan,
    PlannedAction,
    QuarterlyReport,
    TrendWord,
)
from performance.permissions import Reader
from performance.rules.analysis import Analysis
from performance.rules.changes import Change, Was, changes_of
from performance.services.events import BREAK, PLAN, Event, events_of
from performance.services.standing import analyses_of

NOT_SAID_BY_A_PANEL = (BREAK, PLAN)


@dataclass(frozen=True)
class Line:
    """A measure in a list."""

    measure: Measure
    analysis: Analysis
    changes: list[Change] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    @property
    def mention(self) -> Event | None:
        """The last time that the panel, or a paper before it, spoke of the measure."""
        said = [one for one in self.events if one.kind not in NOT_SAID_BY_A_PANEL]
        return said[-1] if said else None

    @property
    def trend(self) -> TrendChoice:
        return TrendChoice(self.analysis.trend.word)

    @property
    def is_known(self) -> bool:
        """Whether there is a word to say of it at all."""
        return self.trend != TrendChoice.UNKNOWN or self.analysis.place.position != Position.UNKNOWN


@dataclass(frozen=True)
class Promise:
    """A planned action with how it stood in the newest report that the reader may see."""

    action: PlannedAction
    standing: ActionStanding | None


@dataclass(frozen=True)
class Block:
    """An objective with its measures, the area of focus of the plan in force, and what was promised about it."""

    objective: Objective
    lines: list[Line]
    focus: FocusArea | None = None
    promises: list[Promise] = field(default_factory=list)


def lines_of(measures: Iterable[Measure], user: Reader) -> list[Line]:
    """A fixed number of queries for any number of measures, which are `visible_to` the user."""
    rows = list(measures)
    analyses, was, events = analyses_of(rows, user), was_of(rows, user), events_of(rows, user)
    return [Line(one, analyses[one.pk], changes_of(analyses[one.pk], was[one.pk]), events[one.pk]) for one in rows]


def was_of(measures: Iterable[Measure], user: Reader) -> dict[int, list[Was]]:
    """The trend words and the places in the group that were kept of each measure, as far as the person may see them."""
    keys = [one.pk for one in measures]
    found: dict[int, list[Was]] = {key: [] for key in keys}
    for key, ended_on, word in (
        TrendWord.objects.visible_to(user).filter(measure__in=keys).values_list("measure", "ended_on", "word")
    ):
        found[key].append(Was(ended_on, word=word))
    said = Benchmark.objects.visible_to(user).filter(measure__in=keys)
    for key, ended_on, rank, size, position in said.values_list("measure", "ended_on", "rank", "size", "position"):
        found[key].append(Was(ended_on, rank=rank, size=size, position=position))
    return found


def blocks_of(area: PoliceArea, lines: Iterable[Line], user: Reader, *, plan: Plan | None) -> list[Block]:
    """Lines under their objectives, in the order of these, beside the areas of focus of a plan."""
    by_objective: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_objective[line.measure.objective_id].append(line)
    today = clock.today()
    objectives = Objective.objects.visible_to(user).on(today).filter(area=area, pk__in=by_objective)
    focus, promised = focus_of(plan, user), promises_of(by_objective, user)
    return [
        Block(one, by_objective[one.pk], focus.get(one.pk), promised.get(one.pk, []))
        for one in objectives.order_by("position", "title")
    ]


def plan_now(area: PoliceArea, user: Reader) -> Plan | None:
    """The plan in force, or else the newest."""
    seen = Plan.objects.visible_to(user).filter(area=area).select_related("area").order_by("-started_on")
    rows = list(seen)
    today = clock.today()
    begun = [one for one in rows if one.started_on <= today]
    return (begun or rows or [None])[0]


def focus_of(plan: Plan | None, user: Reader) -> dict[int, FocusArea]:
    """By objective, the area of focus under which it stands in a plan."""
    if plan is None:
        return {}
    rows = Crosswalk.objects.visible_to(user).filter(plan=plan, focus__removed_at__isnull=True).select_related("focus")
    found = {}
    for row in rows:
        row.focus.plan = plan
        found[row.objective_id] = row.focus
    return found


def promises_of(objectives: Iterable[int], user: Reader) -> dict[int, list[Promise]]:
    """The planned actions of some objectives, in their order, each as the newest report has it."""
    newest = ActionStanding.objects.visible_to(user).select_related("report__area").order_by("-report__ended_on")
    rows = PlannedAction.objects.visible_to(user).kept().filter(objective__in=list(objectives))
    found: dict[int, list[Promise]] = defaultdict(list)
    for one in rows.order_by("objective", "position", "number").prefetch_related(Prefetch("standings", newest)):
        told = list(one.standings.all())
        found[one.objective_id].append(Promise(one, told[0] if told else None))
    return found


def newest_report(area: PoliceArea, user: Reader) -> QuarterlyReport | None:
    """The newest published report."""
    rows = QuarterlyReport.objects.visible_to(user).filter(area=area, status="frozen").select_related("area")
    return rows.order_by("-ended_on").first()
