"""What the world holds of quarterly reports, as plain rows."""

from datetime import date
from typing import Any

from interface import clock
from panels.models import Body
from performance.choices import ReportStatus
from performance.models import QuarterlyReport
from tests.access import states_performance as s
from tests.access.states import Thing, word
from tests.access.world_register import pdf
from tests.factories.decisions import PrintFactory
from tests.factories.performance import (
    ActionStandingFactory,
    CommentFactory,
    PartFactory,
    PlannedActionFactory,
    ReportFactory,
)

QUARTERS = {"frozen": (date(2021, 7, 1), date(2021, 9, 30)), "draft": (date(2021, 10, 1), date(2021, 12, 31))}


def add_quarters(world: Any, bodies: dict[str, Body]) -> None:
    """Reports: a draft also says how stands what the published one promised."""
    for place in s.REPORTS:
        world.year["quarterly"][place] = _report(world, bodies[place[0]], place)
    promised = world.year["promised"]["here", "frozen"]
    draft = world.year["quarterly"]["here", "draft"]
    ActionStandingFactory(report=draft, action=promised, note=word("here", "quarterly draft", "note"))


def _report(world: Any, body: Body, place: Thing) -> QuarterlyReport:
    """With an objective, a comment, a planned action, and one of each that was taken out."""
    state, thing = place
    said = f"quarterly {thing}"
    started_on, ended_on = QUARTERS[thing]
    names = ("title", "introduction", "contact", "text", "comment", "commentgone", "action", "actiongone", "note", "frozen")
    words = {part: word(state, said, part) for part in names}
    made = ReportFactory(
        body=body, slug=f"the-{thing}", started_on=started_on, ended_on=ended_on, title=words["title"],
        introduction=words["introduction"], contact_name=words["contact"],
    )  # fmt: skip
    part = PartFactory(report=made, objective=world.year["objective"][state, "public"], text=words["text"])
    for name, removed in (("comment", None), ("commentgone", clock.now())):
        row = CommentFactory(part=part, text=words[name], removed_at=removed)
        world.numbers[name, state, thing] = row.number
    for name, removed in (("action", None), ("actiongone", clock.now())):
        row = PlannedActionFactory(objective=part.objective, text=words[name], started_on=ended_on, removed_at=removed)
        ActionStandingFactory(report=made, action=row, note=words["note"])
        world.numbers[name, state, thing] = row.number
        if removed is None:
            world.year["promised"][place] = row
    if thing == "frozen":
        _left_out(world, made, word(state, said, "actionleft"))
        _freeze(world, made, words["frozen"], word(state, said, "print"))
    return made


def _left_out(world: Any, report: QuarterlyReport, text: str) -> None:
    """What is planned for an objective of which this report does not tell."""
    objective = world.year["objective"]["here", "watched"]
    PartFactory(report=report, objective=objective, left_out_why="No figures yet")
    ActionStandingFactory(report=report, action=PlannedActionFactory(objective=objective, text=text), note=text)


def _freeze(world: Any, report: QuarterlyReport, text: str, printed: str) -> None:
    owner: dict[str, Any] = {"owner_kind": "performance-report", "owner_key": report.pk}
    PrintFactory(area=report.area, html=f"<p>{printed}</p>", file=pdf(printed, is_public=True), **owner)
    QuarterlyReport.objects.filter(pk=report.pk).update(
        status=ReportStatus.FROZEN, frozen_text=f"## 1. Words\n\n1.1 {text}", frozen_on=clock.today(), published_at=clock.now(),
        meeting=world.meetings["published"],
    )  # fmt: skip
    report.refresh_from_db()
