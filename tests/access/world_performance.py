"""What the world holds of measures, the plan, the glossary and figures that come in files, as plain rows."""

from datetime import date
from typing import Any

from documents.choices import Relation, StoreName
from documents.models import Link
from documents.services.files import store_bytes
from interface import clock
from panels.models import Body, Counter
from performance.choices import Basis, BreakKind, Layout, ObjectiveKind, UploadStatus
from performance.models import ColumnMapping, Crosswalk, FiguresUpload, Force, Observation, Revision, SimilarGroup
from performance.services.standing import keep_standings
from tests.access import states_performance as s
from tests.access.states import Thing, word
from tests.access.world_evidence import add_evidence
from tests.access.world_quarters import add_quarters
from tests.factories.accounts import UserFactory
from tests.factories.performance import (
    BenchmarkFactory,
    FocusAreaFactory,
    ForceFactory,
    MeasureFactory,
    ObjectiveFactory,
    PlanFactory,
    PopulationFactory,
    PriorityFactory,
    SeriesBreakFactory,
    SeriesFactory,
    StatedFigureFactory,
    TargetFactory,
    TermFactory,
    TrendWordFactory,
    months,
)

RELEASED, UNRELEASED = date(2021, 12, 1), date(2022, 2, 1)  # the last month whose figure is public, and the last that is held
SECRET = 7_654_321  # a figure of a month that is not public
FIGURES = [*range(100, 126), SECRET, 124]


def add_performance(world: Any, here: Body, there: Body) -> None:
    """Everything of this module and of what builds on it, into a world whose people, meetings and actions are there."""
    bodies = {"here": here, "elsewhere": there}
    forces = {state: _forces(body) for state, body in bodies.items()}
    for place in s.OBJECTIVES:
        world.year["objective"][place] = _objective(bodies[place[0]], place)
    for place in sorted(s.MEASURES, key=lambda place: place[1] == "share"):  # first the one that another is set beside
        world.year["measure"][place] = _measure(world, forces[place[0]], place)
    keep_standings(world.year["measure"].values())
    for place in s.PLANS:
        world.year["plan"][place] = _plan(world, bodies[place[0]], place)
    for place in s.TERMS:
        _term(bodies[place[0]], place)
    for place in s.STATED:
        _stated(world, place)
    for place in s.LAYOUTS:
        world.year["layout"][place] = _layout(bodies[place[0]], place)
    for place in s.UPLOADS:
        world.year["figures upload"][place] = _upload(world, bodies[place[0]], place)
    add_quarters(world, bodies)
    add_evidence(world, bodies)
    _links(world, here)


def _forces(body: Body) -> Force:
    """The area's own force, one that is similar to it, and how many people live in each."""
    own, other = ForceFactory(area=body.area), ForceFactory(area=None, slug=f"beside-{body.area.slug}")
    group = SimilarGroup.objects.create(force=own, started_on=date(2019, 1, 1))
    group.forces.set([own, other])
    for force in (own, other):
        PopulationFactory(force=force)
    return own


def _objective(body: Body, place: Thing) -> Any:
    state, thing = place
    words = {part: word(state, f"objective {thing}", part) for part in ("title", "about", "benchmark")}
    facts: dict[str, Any] = {} if thing == "public" else {"kind": ObjectiveKind.OVERSIGHT}
    if thing == "hidden":
        facts["published_at"] = None
    return ObjectiveFactory(
        area=body.area,
        slug=f"the-{thing}",
        title=words["title"],
        about=words["about"],
        benchmark_words=words["benchmark"],
        **facts,
    )


def _measure(world: Any, force: Force, place: Thing) -> Any:
    """With figures until two months after the last public one, and what was said of both times."""
    state, thing = place
    said = f"measure {thing}"
    facts: dict[str, Any] = {name: word(state, said, name) for name in ("title", "definition", "source", "owner")}
    facts["draft"] = thing == "draft"
    if thing == "share":
        facts |= {"basis": Basis.SHARE, "whole": world.year["measure"][state, "draft"], "unit": "percent"}
    objective = world.year["objective"][state, s.OBJECTIVE_OF.get(thing, "public")]
    made = MeasureFactory(objective=objective, slug=f"the-{thing}", **facts)
    for one in (force, Force.objects.get(slug=f"beside-{force.area.slug}")):
        months(SeriesFactory(measure=made, force=one), FIGURES, until=UNRELEASED)
    for name, removed in (("break", None), ("breakgone", clock.now())):
        on = date(2020, 6, 1) if removed else date(2020, 12, 1)
        row = SeriesBreakFactory(measure=made, on=on, kind=BreakKind.OTHER, title=word(state, said, name), removed_at=removed)
        world.numbers[name, state, thing] = row.number
    for name, removed in (("target", None), ("targetgone", clock.now())):
        row = TargetFactory(measure=made, source=word(state, said, name), removed_at=removed)
        world.numbers[name, state, thing] = row.number
    for part, trend, ended_on in (("place", "trend", date(2021, 12, 31)), ("placelate", "trendlate", date(2022, 2, 28))):
        BenchmarkFactory(measure=made, ended_on=ended_on, words=word(state, said, part))
        TrendWordFactory(measure=made, ended_on=ended_on, word="increasing", reason=word(state, said, trend))
    for month, why, who in ((RELEASED, "why", "who"), (UNRELEASED, "whylate", "wholate")):
        _revision(made, month, word(state, said, why), word(state, said, who))
    return made


def _revision(measure: Any, month: date, why: str, who: str) -> None:
    row = Observation.objects.get(series__measure=measure, series__force__area=measure.area, started_on=month)
    Revision.objects.create(
        observation=row, value=99, ended_on=row.ended_on, state=row.state, entered_at=row.entered_at, replaced_at=clock.now(),
        replaced_by=UserFactory(name=who), why=why,
    )  # fmt: skip


def _plan(world: Any, body: Body, place: Thing) -> Any:
    """Two objectives contribute to its area of focus, one of them not public."""
    state, thing = place
    words = {
        part: word(state, f"plan {thing}", part) for part in ("title", "priority", "focus", "about", "prioritygone", "focusgone")
    }
    made = PlanFactory(area=body.area, slug=f"the-{thing}", title=words["title"], published=thing == "public")
    row = PriorityFactory(plan=made, title=words["priority"], about=words["about"])
    world.numbers["priority", state, thing] = row.number
    focus = FocusAreaFactory(plan=made, priority=row, title=words["focus"], about=words["about"])
    world.numbers["focus", state, thing] = focus.number
    row = PriorityFactory(plan=made, title=words["prioritygone"], removed_at=clock.now())
    world.numbers["prioritygone", state, thing] = row.number
    row = FocusAreaFactory(plan=made, title=words["focusgone"], removed_at=clock.now())
    world.numbers["focusgone", state, thing] = row.number
    for name in ("public", "hidden"):
        Crosswalk.objects.create(plan=made, objective=world.year["objective"][state, name], focus=focus)
    return made


def _term(body: Body, place: Thing) -> None:
    state, thing = place
    words = {part: word(state, f"term {thing}", part) for part in ("term", "text", "alias")}
    removed = clock.now() if thing == "removed" else None
    TermFactory(
        area=body.area, slug=f"the-{thing}", term=words["term"], text=words["text"], aliases=[words["alias"]], removed_at=removed
    )


def _stated(world: Any, place: Thing) -> None:
    """A figure that is stated of the last three public months, one of three months later, and one that was taken out."""
    state, thing = place
    measure, objective = world.year["measure"][state, "released"], world.year["objective"][place]
    for name, ended_on in (("title", date(2021, 12, 31)), ("late", date(2022, 2, 28)), ("gone", date(2021, 12, 31))):
        row = StatedFigureFactory(
            objective=objective, measures=[measure], title=word(state, f"stated {thing}", name), started_on=date(2021, 10, 1),
            ended_on=ended_on, source=word(state, f"stated {thing}", "source" if name == "title" else name),
            removed_at=clock.now() if name == "gone" else None,
        )  # fmt: skip
        world.numbers[f"stated {name}", state, thing] = row.number


# Figures in files -----------------------------------------------------------------------------------------------------


def _layout(body: Body, place: Thing) -> ColumnMapping:
    state, thing = place
    removed = clock.now() if thing == "removed" else None
    title = word(state, f"layout {thing}", "title")
    return ColumnMapping.objects.create(
        area=body.area, slug=f"the-{thing}", title=title, layout=Layout.LONG, removed_at=removed
    )  # fmt: skip


def _upload(world: Any, body: Body, place: Thing) -> FiguresUpload:
    """A file whose headings can be read, without the job that read it."""
    state, thing = place
    said = f"upload {thing}"
    heading = f"{word(state, said, 'heading')},Period,Figure\nthe-released,2022-01,7\n".encode()
    file = store_bytes(store=StoreName.RESTRICTED, data=heading, media_type="text/csv")
    remark = [{"row": 2, "column": "A", "reason": word(state, said, "problem" if thing == "refused" else "notice")}]
    return FiguresUpload.objects.create(
        area=body.area, reference=f"{state[:4]}{thing}", file=file, digest=file.sha256, name=f"{word(state, said, 'name')}.csv",
        mapping=world.year["layout"][state, "kept"], status=UploadStatus(thing), sent_at=clock.now(), made=1,
        why=word(state, said, "why"), problems=remark if thing == "refused" else [], notices=remark if thing == "read" else [],
        sent_by=world.users[s.REPORTER],
    )  # fmt: skip


# Links ----------------------------------------------------------------------------------------------------------------


def _links(world: Any, here: Body) -> None:
    """The public measure concerns actions that all read, or few; and the public action a measure that is not public."""
    measures, actions = world.year["measure"], world.actions
    ends = [
        ("public", measures["here", "released"], actions["here", "public"], None),
        ("exempt", measures["here", "released"], actions["here", "exempt"], None),
        ("draft", measures["here", "draft"], actions["here", "public"], None),
        ("removed", measures["here", "released"], actions["here", "public"], clock.now()),
    ]
    counter = Counter.objects.get(area=here.area, series="LINK")
    for number, (part, measure, action, removed) in enumerate(ends, start=counter.last + 1):
        Link.objects.create(
            area=here.area, number=number, source_kind="measure", source_key=measure.pk, relation=Relation.BEARS_ON,
            target_kind="action", target_key=action.pk, note=word("here", "measure link", part), on=date(2022, 3, 1),
            made_at=clock.now(), removed_at=removed,
        )  # fmt: skip
        world.numbers["measure link", "here", part] = counter.last = number
    counter.save()
