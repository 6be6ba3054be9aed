"""What the world holds of inspections, super-complaints, scrutiny panels and assurance, as plain rows."""

from datetime import date
from typing import Any

from interface import clock
from panels.choices import BodyKind
from panels.models import Body
from performance.choices import InspectionStatus, SuperComplaintStatus
from performance.models import AskNote
from tests.access import states_performance as s
from tests.access.states import Thing, word
from tests.factories.panels import BodyFactory
from tests.factories.performance import (
    AskFactory,
    AssuranceFactory,
    FindingFactory,
    GradeFactory,
    InspectionFactory,
    SessionFactory,
    SuperComplaintFactory,
)

PUBLIC = ("waiting", "responded", "open", "answered", "public")


def add_evidence(world: Any, bodies: dict[str, Body]) -> None:
    """Everything of this module, into a world whose areas are there."""
    for place in s.INSPECTIONS:
        world.year["inspection"][place] = _inspection(world, bodies[place[0]], place)
    for place in s.SUPER_COMPLAINTS:
        _super_complaint(bodies[place[0]], place)
    panels = {
        state: BodyFactory(area=body.area, slug="custody-scrutiny", name="Custody scrutiny panel", kind=BodyKind.SCRUTINY_PANEL)
        for state, body in bodies.items()
    }
    for place in s.SESSIONS:
        _session(panels[place[0]], place)
    for place in s.ASSURANCE:
        state, thing = place
        words = {part: word(state, f"assurance {thing}", part) for part in ("topic", "about")}
        AssuranceFactory(area=bodies[state].area, slug=f"the-{thing}", published=thing in PUBLIC, **words)


def _inspection(world: Any, body: Body, place: Thing) -> Any:
    """With a grade and a recommendation, and one of each that was taken out. All but the planned one have a response."""
    state, thing = place
    said = f"inspection {thing}"
    facts: dict[str, Any] = {name: word(state, said, name) for name in ("title", "inspectorate", "note")}
    facts |= {"planned_words": word(state, said, "planned"), "published": thing in PUBLIC}
    if thing == "planned":
        facts |= {"status": InspectionStatus.PLANNED, "report_on": None}
    else:
        facts |= {"response": word(state, said, "response"), "force_comments": word(state, said, "comments")}
    if thing == "responded":
        facts |= {"status": InspectionStatus.RESPONDED, "responded_on": date(2022, 3, 1)}
    made = InspectionFactory(area=body.area, slug=f"the-{thing}", **facts)
    for name, removed in (("grade", None), ("gradegone", clock.now())):
        row = GradeFactory(inspection=made, question=word(state, said, name), removed_at=removed)
        world.numbers[name, state, thing] = row.number
    for name, removed in (("ask", None), ("askgone", clock.now())):
        answer = word(state, said, "askgone" if removed else "answer")
        row = AskFactory(inspection=made, text=word(state, said, name), answer=answer, removed_at=removed)
        world.numbers[name, state, thing] = row.number
        if removed is None:
            AskNote.objects.create(
                ask=row, number=1, on=date(2022, 3, 5), status="open", text=word(state, said, "asknote"), made_at=clock.now()
            )
    return made


def _super_complaint(body: Body, place: Thing) -> None:
    state, thing = place
    words = {part: word(state, f"supercomplaint {thing}", part) for part in ("title", "by", "note", "response")}
    facts: dict[str, Any] = {"status": SuperComplaintStatus.INVESTIGATED, "report_on": date(2022, 1, 5)}
    if thing == "answered":
        facts |= {"status": SuperComplaintStatus.RESPONDED, "responded_on": date(2022, 2, 5)}
    SuperComplaintFactory(
        area=body.area, slug=f"the-{thing}", title=words["title"], made_by=words["by"], note=words["note"],
        response=words["response"], published=thing in PUBLIC, **facts,
    )  # fmt: skip


def _session(panel: Body, place: Thing) -> None:
    state, thing = place
    words = {part: word(state, f"session {thing}", part) for part in ("theme", "about", "learning", "action")}
    made = SessionFactory(
        body=panel, slug=f"the-{thing}", theme=words["theme"], about=words["about"], learning=words["learning"], cases=5,
        force_action=words["action"], asked_on=date(2022, 3, 3), answered_on=date(2022, 3, 8), published=thing in PUBLIC,
    )  # fmt: skip
    FindingFactory(session=made, words=word(state, f"session {thing}", "finding"))
    FindingFactory(session=made, words=word(state, f"session {thing}", "findinggone"), removed_at=clock.now())
