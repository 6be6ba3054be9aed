"""An area with a word of its own in each text of performance that is not everybody's, and a number of its own in each figure.

Almost all of it is done by services as in life, so that the trail, jobs and duties tell of it as they do.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings

from accounts.choices import Role
from accounts.models import User
from documents.choices import Relation
from documents.services.links import add_link
from interface import clock
from jobs.services import run_all
from meetings.models import Meeting
from panels.choices import BodyKind
from panels.models import Body
from panels.services import load_rulebook
from performance.choices import Basis, ObjectiveKind, StatedKind
from performance.models import Inspection, Measure, Objective, QuarterlyReport
from performance.rules.layouts import Reading
from performance.services import assurance, figures_in, glossary, inspections, measure_rows, measures, objectives, plan, reports
from performance.services import scrutiny as sessions
from performance.services.figures_by_hand import revise_figure
from performance.services.standing import keep_standings
from performance.services.stated_keeping import add_stated
from performance.services.trends import accept_trend
from tests.factories.meetings import AnnouncedMeetingFactory
from tests.factories.minutes import ActionFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, OfficeHolderFactory, PoliceAreaFactory
from tests.factories.performance import ForceFactory, MeasureFactory, ObjectiveFactory, ReportFactory, SeriesFactory, months

WORKED, LATER = date(2022, 3, 7), date(2022, 3, 14)
RELEASED, JANUARY = date(2021, 12, 31), date(2022, 1, 1)
ROLES = {
    "member": Role.PANEL_MEMBER, "clerk": Role.CLERK, "decisions": Role.OFFICE_DECISIONS, "office": Role.OFFICE_PERFORMANCE,
}  # fmt: skip
# Of January 2022, that and what its 12 months come to, and what it was before; of a draft; stated; to be reached; by finding
FIGURES = ("918273", "919373", "827364", "645546", "736637", "554433", "463664")
PUBLIC_WORDS = {"openmeasure", "openinspection", "openask", "opentheme", "openterm", "opengrade", "openwhy"}

# The database keeps these, and no page shows them even to the office: taken out, or of a report that is published
KEPT_ALONE = {"zqfindinggone", "zqleftouttext", "zqleftoutcomment", "zqleftoutnote"}


@dataclass
class Unreleased:
    """Where everything is. `words` are all that only the office reads."""

    panel: Body
    scrutiny: Body
    users: dict[str, User]
    meeting: Meeting
    words: set[str] = field(default_factory=set)

    @property
    def area(self) -> Any:
        return self.panel.area

    @property
    def actor(self) -> User:
        return self.users["office"]

    def word(self, name: str) -> str:
        """A word that nobody else may meet."""
        self.words.add(f"zq{name}")
        return f"zq{name}"


@contextmanager
def unreleasing() -> Iterator[Unreleased]:
    """All of it, and a week after."""
    area = PoliceAreaFactory(slug="avon", name="Avon")
    OfficeHolderFactory(area=area, name="Robin Vale", started_on=date(2016, 5, 12))
    load_rulebook(json.loads((Path(settings.BASE_DIR) / "fixtures" / "rulebook.json").read_text()))
    ForceFactory(area=area, name="Avon Police", slug="avon-police")
    panel = BodyFactory(area=area, slug="panel")
    scrutiny = BodyFactory(area=area, slug="disposals", name="Disposals Panel", kind=BodyKind.SCRUTINY_PANEL)
    users = {name: AppointmentFactory(area=area, role=role, user__name=f"Kim {name}").user for name, role in ROLES.items()}
    users["analyst"] = AppointmentFactory(area=PoliceAreaFactory(slug="kent"), role=Role.OFFICE_PERFORMANCE).user
    with clock.stand_on(WORKED):
        meeting = AnnouncedMeetingFactory(body=panel, held_on=date(2022, 3, 17))
        made = Unreleased(panel, scrutiny, users, meeting)
        objective = ObjectiveFactory(area=area, slug="open", kind=ObjectiveKind.OVERSIGHT)
        _count(made, objective)
        _plan(made, objective)
        _send(made)
        _report(made, objective)
        _inspect(made)
        _scrutinise(made)
        User.objects.filter(pk=made.actor.pk).update(name=f"Kim {made.word('analystname')}")
        run_all()
    with clock.stand_on(LATER):
        yield made


# Measures and figures -------------------------------------------------------------------------------------------------


def _count(made: Unreleased, objective: Objective) -> None:
    """A public measure with a month that is not released, one that nobody knows of, and one of a hidden objective."""
    known = MeasureFactory(objective=objective, slug="open", title="Openmeasure")
    december = months(SeriesFactory(measure=known), [*[100] * 10, 99])[-1]
    (january,) = months(SeriesFactory(measure=known), [827_364], until=JANUARY)
    keep_standings([known])
    revise_figure(observation=december, was=Decimal(99), value=Decimal(100), why="Openwhy", actor=made.actor)
    why = made.word("revisedwhy")
    revise_figure(observation=january, was=Decimal(827_364), value=Decimal(918_273), why=why, actor=made.actor)
    until = {"ended_on": date(2022, 1, 31)}
    words = made.word("benchmarkwords")
    measure_rows.add_benchmark(measure=known, actor=made.actor, words=words, source=made.word("benchmarksource"), **until)
    accept_trend(measure=known, actor=made.actor, word="reducing", reason=made.word("trendreason"), **until)
    draft = _draft(made, objective)
    share = MeasureFactory(objective=objective, slug="share", basis=Basis.SHARE, unit="percent", whole=draft)
    months(SeriesFactory(measure=share), [1] * 12)
    hidden = objectives.create_objective(
        area=made.area, actor=made.actor, title=made.word("objectivetitle"), about=made.word("objectiveabout"),
        benchmark_words=made.word("objectivebenchmark"), kind=ObjectiveKind.OVERSIGHT,
    )  # fmt: skip
    below = MeasureFactory(objective=hidden, slug="below", title=made.word("belowtitle"))
    months(SeriesFactory(measure=below), [645_546])
    keep_standings([share, below])
    _state(made, objective, known)


def _draft(made: Unreleased, objective: Objective) -> Measure:
    """A measure that is not published, with everything that can be said of one."""
    one = measures.create_measure(
        area=made.area, actor=made.actor, objective=objective, title=made.word("drafttitle"), source=made.word("draftsource"),
        definition=made.word("draftdefinition"), owner=made.word("draftowner"), counted=made.word("draftcounted"),
    )  # fmt: skip
    months(SeriesFactory(measure=one), [645_546] * 12)
    keep_standings([one])
    source, actor = made.word("targetsource"), made.actor
    measure_rows.add_break(measure=one, actor=actor, on=date(2021, 6, 1), title=made.word("breaktitle"))
    measure_rows.add_target(measure=one, actor=actor, by_on=date(2023, 3, 31), value=Decimal(554_433), source=source)
    action = ActionFactory(body=made.panel, reference="A-2022-901")
    add_link(
        area=made.area, source=("measure", one.pk), relation=Relation.BEARS_ON, target=("action", action.pk), actor=actor,
        note=made.word("linknote"),
    )  # fmt: skip
    return one


def _state(made: Unreleased, objective: Objective, measure: Measure) -> None:
    add_stated(
        objective=objective, actor=made.actor, title=made.word("statedtitle"), source=made.word("statedsource"),
        kind=StatedKind.SUM, measures=[measure], started_on=JANUARY, ended_on=date(2022, 1, 31), value=Decimal(736_637),
    )  # fmt: skip


def _plan(made: Unreleased, objective: Objective) -> None:
    """A plan that nobody knows of, and a term that was taken out."""
    one = plan.create_plan(area=made.area, actor=made.actor, title=made.word("plantitle"), started_on=date(2022, 1, 1))
    plan.add_priority(plan=one, actor=made.actor, title=made.word("prioritytitle"), about=made.word("priorityabout"))
    focus = plan.add_focus_area(plan=one, actor=made.actor, title=made.word("focustitle"), about=made.word("focusabout"))
    one.refresh_from_db()
    plan.set_crosswalk(plan=one, version=one.version, focus_of={objective: focus}, actor=made.actor)
    alias = made.word("termalias")
    glossary.create_term(area=made.area, actor=made.actor, term="Openterm", text="What it means.")
    gone = glossary.create_term(
        area=made.area, actor=made.actor, term=made.word("term"), text=made.word("termtext"), aliases=[alias]
    )
    glossary.remove_term(term_row=gone, version=gone.version, actor=made.actor)


def _send(made: Unreleased) -> None:
    """A file of figures that is refused, one that waits, and a layout."""
    rows = f"Measure,Period,Figure\n{made.word('filemeasure')},Dec 2021,645546\n"
    reading = Reading(columns={"measure": ["Measure"], "period": ["Period"], "value": [made.word("layoutcolumn")]})
    figures_in.create_layout(area=made.area, title=made.word("layouttitle"), reading=reading, actor=made.actor)
    waits = "Measure,Period,Figure\nOpenmeasure,Feb 2022,645546\n"
    for name, data in ((f"{made.word('filename')}.csv", rows), ("waits.csv", waits)):
        figures_in.send_figures(area=made.area, name=name, data=data.encode(), actor=made.actor)
        run_all()


# The report -----------------------------------------------------------------------------------------------------------


def _report(made: Unreleased, objective: Objective) -> None:
    """A draft to the panel, and a published report that leaves out an objective of which its draft had told much."""
    _left_out(made)
    contact = {"contact_name": made.word("contactname"), "contact_office": made.word("contactoffice")}
    report = reports.create_report(
        area=made.area, body=made.panel, ended_on=RELEASED, actor=made.actor, objectives=[objective],
        title=made.word("reporttitle"), introduction=made.word("introduction"), **contact,
    )  # fmt: skip
    part = report.parts.get()
    reports.write_part(part=part, version=part.version, actor=made.actor, text=made.word("parttext"))
    reports.add_comment(part=part, text=made.word("comment"), actor=made.actor)
    gone = reports.add_comment(part=part, text=made.word("commentgone"), actor=made.actor)
    reports.remove_comment(comment=gone, actor=made.actor)
    reports.add_planned_action(
        report=report, objective=objective, text=made.word("promise"), owner=made.word("promiseowner"),
        due_words=made.word("promisedue"), note=made.word("promisenote"), actor=made.actor,
    )  # fmt: skip


def _left_out(made: Unreleased) -> None:
    """What a report that leaves an objective out had of it: the database keeps it, and nobody is told of it."""
    objective = ObjectiveFactory(area=made.area, slug="left-out")
    MeasureFactory(objective=objective, slug="left-out", released_until=None)
    report = ReportFactory(body=made.panel, slug="2021-09", started_on=date(2021, 7, 1), ended_on=date(2021, 9, 30))
    part = reports.put_part(report=report, objective=objective, actor=made.actor)
    text = made.word("leftouttext")
    reports.write_part(part=part, version=part.version, actor=made.actor, text=text, left_out_why="No survey.")
    reports.add_comment(part=part, text=made.word("leftoutcomment"), actor=made.actor)
    reports.add_planned_action(
        report=report, objective=objective, text=made.word("leftoutpromise"), note=made.word("leftoutnote"), actor=made.actor
    )
    frozen = {"status": "frozen", "frozen_text": "1.1 Openreport.", "frozen_on": WORKED, "published_at": clock.now()}
    QuarterlyReport.objects.filter(pk=report.pk).update(**frozen)


# Evidence -------------------------------------------------------------------------------------------------------------


def _inspect(made: Unreleased) -> None:
    """An inspection that nobody knows of, and what is not out of one that everybody knows of."""
    _inspection(made, "private", made.word("inspectiontitle"), planned_words=made.word("planned"), note=made.word("note"),
                inspectorate=made.word("inspectorate"))  # fmt: skip
    known = _inspection(made, "known", "Openinspection")
    inspections.publish_inspection(inspection=known, version=known.version, actor=made.actor)
    ask = inspections.add_ask(inspection=known, actor=made.actor, text="Openask")
    gone = inspections.add_ask(inspection=known, actor=made.actor, text=made.word("askgone"))
    inspections.remove_row(row=gone, version=gone.version, actor=made.actor)
    inspections.add_grade(inspection=known, actor=made.actor, question="Opengrade", grade="good")
    wrong = inspections.add_grade(inspection=known, actor=made.actor, question=made.word("gradegone"), grade="good")
    inspections.remove_row(row=wrong, version=wrong.version, actor=made.actor)
    inspections.note_ask(ask=ask, version=ask.version, actor=made.actor, on=WORKED, status="in-progress", text="Begun.")
    inspections.create_super_complaint(
        area=made.area, actor=made.actor, title=made.word("supertitle"), made_by=made.word("supermaker"),
        note=made.word("supernote"),
    )  # fmt: skip


def _inspection(made: Unreleased, name: str, title: str, **facts: Any) -> Inspection:
    """One whose report is out, with the chief officer's words, a draft of the response, a recommendation and a grade."""
    actor = made.actor
    one = inspections.create_inspection(area=made.area, actor=actor, title=title, **facts)
    day = date(2022, 1, 25 if name == "known" else 26)
    one = inspections.report_published(inspection=one, version=one.version, actor=actor, report_on=day)
    one = inspections.take_force_comments(inspection=one, version=one.version, actor=actor, text=made.word(f"{name}chief"))
    one = inspections.write_response(inspection=one, version=one.version, actor=actor, text=made.word(f"{name}response"))
    if name == "private":
        facts = {"text": made.word("asktext"), "label": made.word("asklabel"), "addressed_to": made.word("askto")}
        ask = inspections.add_ask(inspection=one, actor=actor, answer=made.word("askanswer"), **facts)
        words = made.word("asknote")
        inspections.note_ask(ask=ask, version=ask.version, actor=actor, on=WORKED, status="in-progress", text=words)
        inspections.add_grade(inspection=one, actor=actor, question=made.word("gradequestion"), grade="inadequate")
    one.refresh_from_db()
    return one


def _scrutinise(made: Unreleased) -> None:
    """A session and a piece of assurance that nobody knows of, and a finding that was taken out of a public session."""
    held, actor = date(2022, 2, 1), made.actor
    draft = sessions.create_session(
        body=made.scrutiny, actor=actor, held_on=held, theme=made.word("theme"), about=made.word("about"), cases=463_664,
        asked_on=held, answered_on=held, learning=made.word("learning"), force_action=made.word("forceaction"),
        report_url=f"https://{made.word('sessionurl')}.example/",
    )  # fmt: skip
    sessions.add_finding(session=draft, actor=actor, words=made.word("finding"), count=463_664)
    known = sessions.create_session(body=made.scrutiny, actor=actor, held_on=date(2022, 2, 2), theme="Opentheme", cases=3)
    sessions.add_finding(session=known, actor=actor, words=made.word("findinggone"), count=463_664)
    known.refresh_from_db()
    sessions.set_findings(session=known, version=known.version, actor=actor, findings=[("Right", 3)], cases=3)
    known.refresh_from_db()
    sessions.publish_session(session=known, version=known.version, actor=actor)
    assurance.create_assurance(
        area=made.area, actor=actor, topic=made.word("topic"), on=held, about=made.word("assuranceabout"),
        url=f"https://{made.word('assuranceurl')}.example/",
    )  # fmt: skip
