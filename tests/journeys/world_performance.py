"""Measures in the states whose pages differ, a plan, quarterly reports, files of figures, inspections and scrutiny panels."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from documents.choices import StoreName
from documents.services.files import store_bytes
from interface import clock
from jobs.choices import JobState
from jobs.models import Job
from meetings.models import Meeting
from panels.choices import BodyKind
from panels.models import PoliceArea
from panels.services.due import refresh_duties
from performance.choices import (
    AskKind,
    AskStatus,
    Basis,
    Direction,
    FigureState,
    Frequency,
    GradeWord,
    InspectionKind,
    InspectionStatus,
    ObjectiveKind,
    PlannedStatus,
    Position,
    StatedKind,
    SuperComplaintStatus,
    TrendChoice,
    UploadStatus,
)
from performance.models import Crosswalk, FiguresUpload, Measure, Observation, QuarterlyReport, Revision, SimilarGroup
from performance.rules.layouts import Reading
from performance.services import reports
from performance.services.figures_in import BOUNDS, READ_JOB, create_layout, remove_layout
from performance.services.links import link_measure
from performance.services.reports.publishing import freeze_report, put_on_agenda
from performance.services.standing import keep_standings
from tests.factories.meetings import AgendaItemFactory, AnnouncedMeetingFactory
from tests.factories.panels import BodyFactory
from tests.factories.performance import (
    AskFactory,
    AssuranceFactory,
    BenchmarkFactory,
    FindingFactory,
    FocusAreaFactory,
    ForceFactory,
    GradeFactory,
    InspectionFactory,
    MeasureFactory,
    ObjectiveFactory,
    ObservationFactory,
    PlanFactory,
    PopulationFactory,
    PriorityFactory,
    SeriesBreakFactory,
    SeriesFactory,
    SessionFactory,
    StatedFigureFactory,
    SuperComplaintFactory,
    TargetFactory,
    TermFactory,
    TrendWordFactory,
    months,
)
from tests.journeys.people import ANALYST

QUARTER, BEFORE = date(2021, 12, 31), date(2021, 9, 30)
FULL, QUIET, BARE, DRAFT, RETIRED, SHARE, LEVEL, CALLS = (
    "personal-robbery", "knife-crime", "hare-coursing", "disorder", "vehicle-crime", "charged", "satisfaction", "calls"
)  # fmt: skip
TITLES = {
    FULL: "Personal robbery", QUIET: "Knife crime, as recorded by the police in the whole of the force’s area",
    BARE: "Hare coursing", DRAFT: "Disorder", RETIRED: "Vehicle crime", SHARE: "Robberies charged", LEVEL: "Satisfaction",
    CALLS: "Calls to the office",
}  # fmt: skip
OTHERS = ("Avonside Police", "Eastmoor and Westhampton-under-Scarsdale Constabulary", "Northfold Police")
STEADY = [40 + (n * 7) % 13 for n in range(60)]  # five years to December 2021
RISING = [*STEADY[:48], *(70 + (n * 5) % 11 for n in range(12))]
FILES = {
    "f-sent": UploadStatus.SENT, "f-broken": UploadStatus.ACCEPTED, "f-read": UploadStatus.READ,
    "f-refused": UploadStatus.REFUSED, "f-done": UploadStatus.DONE, "f-dropped": UploadStatus.DROPPED,
}  # fmt: skip
ABOUT = "Robbery of the person is **rare**, and those whom it happens to remember it.\n\n- Knife crime goes with it."
LONG = "Response to the national inspection of how the police service engages with women and girls who were wronged by strangers"


def add_performance(world: Any) -> None:
    """All of it, into a world whose panel, people and rule book are there."""
    area = world.body.area
    force = ForceFactory(area=area, slug="northshire-police", name="Northshire Police")
    _people(force)
    objectives = _objectives(area)
    measures = _measures(area, objectives, force)
    _plan(area, objectives)
    _terms(area)
    _stated(objectives["watched"], measures)
    keep_standings(measures.values())
    _reports(world, objectives, measures)
    _files(world)
    _links(world, measures[FULL])
    _inspections(area)
    refresh_duties(area=area)
    _scrutiny(world)


# Measures ----------------------------------------------------------------------------------------------------------


def _people(force: Any) -> None:
    """The forces that it is compared with, and how many live in the area of each."""
    others = [ForceFactory(area=None, slug=slugify(name)[:50], name=name) for name in OTHERS]
    for number, one in enumerate([force, *others]):
        PopulationFactory(force=one, value=900_000 + 150_000 * number, source="Office for National Statistics")
    PopulationFactory(force=force, kind="group", group="asian", value=40_000, is_illustrative=True)
    for started_on, ended_on, forces in ((date(2016, 1, 1), date(2019, 12, 31), others[:2]), (date(2020, 1, 1), None, others)):
        group = SimilarGroup.objects.create(force=force, started_on=started_on, ended_on=ended_on, source="The inspectorate")
        group.forces.set([force, *forces])


def _objectives(area: PoliceArea) -> dict[str, Any]:
    made = (
        ("robbery", ObjectiveKind.NATIONAL, "Reduce robbery and knife crime", {"about": ABOUT}),
        ("trust", ObjectiveKind.NATIONAL, "Improve satisfaction with the police among victims of crime",
         {"benchmark_words": "In the middle of the group."}),
        ("rural", ObjectiveKind.LOCAL, "Rural crime", {}),
        ("watched", ObjectiveKind.OVERSIGHT, "Contacts with the office", {}),
        ("unpublished", ObjectiveKind.LOCAL, "An objective to come", {"published_at": None}),
    )  # fmt: skip
    return {
        slug: ObjectiveFactory(area=area, slug=slug, kind=kind, title=title, position=place, **facts)
        for place, (slug, kind, title, facts) in enumerate(made, start=1)
    }


def _measures(area: PoliceArea, objectives: dict[str, Any], force: Any) -> dict[str, Measure]:
    divided: dict[str, Any] = {"denominator": "population", "definition": "Robbery of a person, **not** of a shop."}
    made: dict[str, Measure] = {}

    def measure(slug: str, objective: str, **facts: Any) -> Measure:
        facts = {"title": TITLES[slug], "slug": slug, "objective": objectives[objective], "position": len(made) + 1, **facts}
        made[slug] = MeasureFactory(**facts)
        return made[slug]

    full = measure(FULL, "robbery", source="Recorded crime", owner="Assistant Chief Constable", **divided)
    months(SeriesFactory(measure=full, force=force), RISING)
    for number, name in enumerate(OTHERS):
        other = ForceFactory(area=None, slug=slugify(name)[:50], name=name)
        months(SeriesFactory(measure=full, force=other), [one + 5 * number for one in STEADY])
    months(SeriesFactory(measure=measure(QUIET, "robbery", is_illustrative=True, **divided)), STEADY)
    measure(BARE, "rural")
    months(SeriesFactory(measure=measure(DRAFT, "rural", draft=True)), STEADY)
    months(SeriesFactory(measure=measure(RETIRED, "rural", ended_on=date(2021, 6, 30))), STEADY, until=date(2021, 6, 1))
    charged = measure(
        SHARE, "robbery", basis=Basis.SHARE, unit="percent", whole=full, places=1, direction=Direction.UP, counted="charges"
    )
    months(SeriesFactory(measure=charged), [3 + n % 3 for n in range(60)])
    _levels(measure(LEVEL, "trust", basis=Basis.LEVEL, unit="percent", frequency=Frequency.QUARTER, direction=Direction.UP,
                    places=1, counted=""))  # fmt: skip
    calls = measure(CALLS, "watched", counted="calls", direction=Direction.CONTEXT, released_until=date(2022, 3, 6))
    months(SeriesFactory(measure=calls), STEADY, until=date(2022, 2, 1))
    ObservationFactory(series=SeriesFactory(measure=calls), started_on=date(2022, 3, 1), ended_on=date(2022, 3, 6), value=9,
                       is_partial=True)  # fmt: skip
    _said(full)
    _revised(full)
    return made


def _levels(measure: Measure) -> None:
    """Three years of quarters."""
    days = [(date(year, month, 1), date(year, month + 2, 30 if month in (4, 7) else 31)) for year in (2019, 2020, 2021)
            for month in (1, 4, 7, 10)]  # fmt: skip
    for number, (started_on, ended_on) in enumerate(days):
        ObservationFactory(series=SeriesFactory(measure=measure), started_on=started_on, ended_on=ended_on,
                           value=Decimal(72) + Decimal(number % 4) / 2)  # fmt: skip


def _said(measure: Measure) -> None:
    """Breaks, targets, a benchmark and a trend word; one of each that can be was taken out."""
    SeriesBreakFactory(measure=measure)
    SeriesBreakFactory(measure=measure, on=date(2019, 4, 1), kind="recording", title="New rules", removed_at=clock.now())
    TargetFactory(measure=measure, value=Decimal(55), source="The Commissioner")
    TargetFactory(measure=measure, by_on=date(2024, 3, 31), value=Decimal(50), removed_at=clock.now())
    BenchmarkFactory(measure=measure, source="The inspectorate", position=Position.ABOVE)
    TrendWordFactory(
        measure=measure, proposed=TrendChoice.INCREASING, word=TrendChoice.MODERATE_INCREASE, reason="Recording became better."
    )


def _revised(measure: Measure) -> None:
    """Of the last three months one is revised and one provisional."""
    rows = list(Observation.objects.filter(series__measure=measure, series__force__area=measure.area).order_by("-started_on")[:2])
    rows[0].state, rows[1].state = FigureState.PROVISIONAL, FigureState.REVISED
    Observation.objects.bulk_update(rows, ["state"])
    Revision.objects.create(
        observation=rows[1], value=Decimal(61), ended_on=rows[1].ended_on, state=FigureState.PROVISIONAL,
        entered_at=clock.now(), replaced_at=clock.now(), why="Late returns",
    )  # fmt: skip


def _stated(watched: Any, measures: dict[str, Measure]) -> None:
    calls: dict[str, Any] = {"objective": watched, "measures": [measures[CALLS]], "source": "Report of March 2022"}
    StatedFigureFactory(title="Calls in January and February", ended_on=date(2022, 2, 28), value=Decimal(99), **calls)
    StatedFigureFactory(title="Calls as a share", kind=StatedKind.SHARE, **calls)
    StatedFigureFactory(title="Calls long ago", removed_at=clock.now(), **calls)


# Plan and glossary -------------------------------------------------------------------------------------------------


def _plan(area: PoliceArea, objectives: dict[str, Any]) -> None:
    plan = PlanFactory(area=area, published=True, url="https://plan.example/2021-25.pdf")
    first = PriorityFactory(plan=plan, title="Prevent and fight crime", about=ABOUT)
    PriorityFactory(plan=plan, title="Engage, support and work with communities, victims and partner organisations", position=2)
    PriorityFactory(plan=plan, title="Once a priority", removed_at=clock.now())
    focus = FocusAreaFactory(plan=plan, priority=first, title="Serious violence")
    FocusAreaFactory(plan=plan, title="Rural crime", position=2)
    FocusAreaFactory(plan=plan, title="Once in focus", removed_at=clock.now())
    for slug in ("robbery", "rural"):
        Crosswalk.objects.create(plan=plan, objective=objectives[slug], focus=focus)
    PlanFactory(area=area, slug="2025-29", title="Plan to come", started_on=date(2025, 4, 1), ended_on=None)


def _terms(area: PoliceArea) -> None:
    TermFactory(area=area, slug="knife-crime", term="Knife crime", aliases=["knife offences"], text="A crime **with a knife**.")
    TermFactory(area=area, slug="outcome", term="Outcome", text="What came of a crime. See knife crime.")
    TermFactory(area=area, slug="old", term="Old term", removed_at=clock.now())


# Reports -----------------------------------------------------------------------------------------------------------


def _reports(world: Any, objectives: dict[str, Any], measures: dict[str, Measure]) -> None:
    """One that is frozen into an agenda, and the next, in which things are missing."""
    area, analyst = world.body.area, world.users[ANALYST]
    body = BodyFactory(area=area, slug="performance-group", name="Performance group", kind=BodyKind.SUB_COMMITTEE,
                       parent=world.body)  # fmt: skip
    with clock.stand_on(date(2021, 11, 8)):
        meeting = AnnouncedMeetingFactory(body=body, held_on=date(2021, 12, 2), actor=analyst)
        AgendaItemFactory(meeting=meeting, title="Performance report", actor=analyst)
        told = [objectives["robbery"], objectives["trust"]]
        out = reports.create_report(area=area, body=body, ended_on=BEFORE, actor=analyst, objectives=told)
        for part in out.parts.all():
            reports.add_comment(part=part, text="Robbery **is** stable. Knife crime is not.", actor=analyst)
        _promises(out, told[0], analyst)
        reports.accept_proposed(report=out, actor=analyst)
        _frozen(out, meeting, analyst)
    draft = reports.create_report(area=area, body=world.body, ended_on=QUARTER, actor=analyst)
    part = draft.parts.get(objective=objectives["robbery"])
    kept = reports.add_comment(part=part, text="A comment.", actor=analyst)
    for text in ("Another comment.", "A third."):
        last = reports.add_comment(part=kept.part, text=text, actor=analyst)
    reports.remove_comment(comment=last, actor=analyst)
    new = reports.add_planned_action(report=draft, objective=objectives["robbery"], text="Written in error", actor=analyst)
    reports.remove_planned_action(action=new, report=draft, actor=analyst)
    reports.write_part(part=draft.parts.get(objective=objectives["unpublished"]), version=1, left_out_why="It begins in April.",
                       actor=analyst)  # fmt: skip
    keep_standings(measures.values())


def _promises(report: QuarterlyReport, objective: Any, analyst: Any) -> None:
    promised: dict[str, Any] = {"report": report, "objective": objective, "actor": analyst, "owner": "Constabulary"}
    reports.add_planned_action(text="Patrol the town centres on Friday nights", due_on=date(2022, 3, 31), **promised)
    reports.add_planned_action(text="Train every officer", due_words="spring 2022", note="Half are trained",
                               status=PlannedStatus.IN_PROGRESS, **promised)  # fmt: skip


def _frozen(report: QuarterlyReport, meeting: Meeting, analyst: Any) -> None:
    report.refresh_from_db()
    frozen = freeze_report(report=report, meeting=meeting, version=report.version, actor=analyst)
    put_on_agenda(report=frozen, actor=analyst)


# Files -------------------------------------------------------------------------------------------------------------


def _files(world: Any) -> None:
    """A file in each state; the job that reads the first runs for ever, the one that brings in the second broke."""
    area, analyst = world.body.area, world.users[ANALYST]
    layout = create_layout(area=area, title="Home Office, by month", reading=Reading(only_known=True), actor=analyst)
    old = create_layout(area=area, title="Old layout", reading=Reading(), actor=analyst)
    remove_layout(mapping=old, version=old.version, actor=analyst)
    data = b"Measure,Period,Figure\nPersonal robbery,Dec 2021,88\n"
    file = store_bytes(store=StoreName.RESTRICTED, data=data, media_type="text/csv")
    facts: dict[str, Any] = {"area": area, "file": file, "digest": file.sha256, "sent_by": analyst, "sent_at": clock.now()}
    problem = {"row": 14, "column": "C", "reason": "“1.204,5” is no number. Write it like 1204.5"}
    notice = {"row": 0, "column": "", "reason": "The sheet “Notes” was not read"}
    more = {
        "f-read": {"made": 1, "revised": 2, "same": 3_000, "notices": [notice, problem | {"reason": "Far above the others"}]},
        "f-refused": {"problems": [problem, problem | {"row": 0, "column": ""}], "notices": [notice], "mapping": layout},
        "f-done": {"made": 10_000, "why": "Late returns", "finished_at": clock.now()},
    }
    for reference, status in FILES.items():
        FiguresUpload.objects.create(
            reference=reference, name="recorded crime by month, October to December 2021.csv", status=status,
            **facts | more.get(reference, {}),
        )  # fmt: skip
    later = clock.now().replace(year=2990)
    moments = {"run_after": later, "lease_until": later, "created_at": clock.now(), "started_at": clock.now()}
    for reference, state in (("f-sent", JobState.RUNNING), ("f-broken", JobState.DEAD)):
        Job.objects.create(
            name=READ_JOB, key=reference, payload={"upload": reference}, state=state, area_slug=area.slug, stage="Reading",
            done_count=200, total_count=BOUNDS.rows, **moments,
        )  # fmt: skip


def _links(world: Any, measure: Measure) -> None:
    """Two meetings at which the measure was spoken of; one of the links was taken away again."""
    analyst = world.users[ANALYST]
    for state, text in (("held", "The panel asked why it rises."), ("out", "It is asked again.")):
        meeting = world.meetings[state]
        link_measure(measure=measure, other=("meeting", meeting.pk), text=text, actor=analyst, on=meeting.held_on)


# Evidence of scrutiny ----------------------------------------------------------------------------------------------


def _inspections(area: PoliceArea) -> None:
    """Each state; grades of two PEEL inspections; what is asked for in each state, one of each taken out."""
    InspectionFactory(area=area, slug="planned", status=InspectionStatus.PLANNED, report_on=None, planned_words="Autumn 2022")
    waiting = InspectionFactory(area=area, slug="waiting", title=LONG, published=True, report_url="https://report.example/",
                                is_of_force=True, note=ABOUT)  # fmt: skip
    done = InspectionFactory(area=area, slug="responded", responded=True, force_comments="We agree.",
                             force_comments_on=date(2022, 2, 27))  # fmt: skip
    InspectionFactory(area=area, slug="written", published=True, response="What the Commissioner will say.",
                      force_comments="Yes.", force_comments_on=date(2022, 3, 1))  # fmt: skip
    InspectionFactory(area=area, slug="closed", status=InspectionStatus.CLOSED, published=True, closed_on=date(2022, 3, 1))
    for year, grade in ((2019, GradeWord.GOOD), (2021, GradeWord.REQUIRES_IMPROVEMENT)):
        peel = InspectionFactory(area=area, slug=f"peel-{year}", title=f"PEEL {year}", kind=InspectionKind.PEEL, published=True,
                                 report_on=date(year, 11, 1), needs_response=False)  # fmt: skip
        GradeFactory(inspection=peel, question="Investigating crime", grade=grade)
        GradeFactory(inspection=peel, question=f"Question of {year}", grade=GradeWord.ADEQUATE)
        GradeFactory(inspection=peel, question="Once a question", removed_at=clock.now())
    for status, facts in (
        (AskStatus.OPEN, {"due_on": date(2022, 3, 1)}), (AskStatus.IN_PROGRESS, {"kind": AskKind.IMPROVEMENT}),
        (AskStatus.COMPLETE, {"completed_on": date(2022, 3, 8)}), (AskStatus.NOT_TAKEN_UP, {"answer": "It is done already."}),
        (AskStatus.OPEN, {"removed_at": clock.now()}),
    ):  # fmt: skip
        AskFactory(inspection=waiting, label="1.a", addressed_to="Chief Constable", status=status, **facts)
    AskFactory(inspection=done)
    for status, facts in (
        (SuperComplaintStatus.RECEIVED, {}), (SuperComplaintStatus.INVESTIGATED, {"report_on": date(2022, 1, 10)}),
        (SuperComplaintStatus.RESPONDED, {"report_on": date(2021, 10, 1), "responded_on": date(2021, 11, 1), "response": ABOUT}),
    ):  # fmt: skip
        SuperComplaintFactory(area=area, slug=str(status), title=f"{LONG}: {status}", status=status, published=True, **facts)
    SuperComplaintFactory(area=area, slug="private")


def _scrutiny(world: Any) -> None:
    """Sessions that add up, are answered, are asked, are to come; and what the assurance library holds."""
    area = world.body.area
    body = BodyFactory(area=area, slug="out-of-court", name="Out of Court Disposals Panel", kind=BodyKind.SCRUTINY_PANEL)
    asked: dict[str, Any] = {"asked_on": date(2022, 1, 20), "report_on": date(2022, 1, 15)}
    said: dict[str, Any] = {"answered_on": date(2022, 2, 10), "learning": ABOUT, "force_action": "Training."}
    for slug, facts in (
        ("answered", {**asked, **said, "held_on": date(2021, 12, 8)}), ("asked", {**asked, "held_on": date(2022, 1, 12)}),
        ("to-come", {"held_on": date(2022, 6, 8)}),
    ):  # fmt: skip
        made = SessionFactory(body=body, slug=slug, published=True, cases=22 if "report_on" in facts else None, **facts)
        for words, count in (("Appropriate", 6), ("Appropriate, with observations", 9), ("Inconsistent with policy", 7)):
            if made.cases:
                FindingFactory(session=made, words=words, count=count)
    draft = SessionFactory(body=body, slug="draft", held_on=date(2022, 3, 2), cases=22)
    FindingFactory(session=draft, words="Appropriate", count=6)
    FindingFactory(session=draft, words="Once a finding", removed_at=clock.now())
    for kind in ("report", "audit", "enquiry-day"):
        AssuranceFactory(area=area, slug=kind, kind=kind, topic=f"{LONG}: {kind}", published=True, about=ABOUT,
                         url="https://assurance.example/")  # fmt: skip
    AssuranceFactory(area=area, slug="draft")
