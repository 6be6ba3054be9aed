"""Decisions and what surrounds them with a word of its own in every private field, done by the services as in life.

Each bird is a decision: HERON is exempt and published, after a deferral; EGRET is exempt and stands on an agenda that its board
has released; IBIS is exempt, published and shared with the panel; STORK is public but for a part; CRANE is proposed. The rook
writes a report, the jay answers a consultation, the wren runs a project, the swift keeps a diary, the gull minutes the board.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings

from accounts.choices import Role
from accounts.models import User
from decisions.choices import BoardOutcome, CaseKind, CostKind, DecisionStepKind
from decisions.models import Decision
from decisions.services.boards.agenda import put_all_on_board
from decisions.services.boards.outcomes import record_outcome
from decisions.services.cases import open_case, publish_case
from decisions.services.register.logging import log_decision
from decisions.services.register.publishing import publish_decision
from decisions.services.updates.keeping import create_report
from decisions.services.updates.publishing import publish_report
from decisions.services.updates.sections import add_section
from documents.choices import Access
from interface import clock
from jobs.services import run_all
from meetings import services
from meetings.choices import ReleaseKind
from meetings.models import Meeting
from meetings.services.packs import build_packs
from meetings.services.releases import approve_releases, ask_release, documents_to_release
from panels.models import Body
from panels.services import load_rulebook
from tests.decisions.register.making import again, moved, sign
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, VenueFactory
from tests.factories.minutes import ActionFactory, MinuteEntryFactory, MinuteItemFactory, MinutesFactory
from tests.factories.office import (
    ConsultationAnswerFactory,
    ConsultationFactory,
    DiaryEntryFactory,
    MilestoneFactory,
    ProjectFactory,
    ProjectUpdateFactory,
)
from tests.factories.panels import (
    AppointmentFactory,
    BodyFactory,
    ContactOfficerFactory,
    OfficeHolderFactory,
    PoliceAreaFactory,
)
from tests.factories.register import BoardFactory, DecisionUploadFactory, StandingAttendeeFactory

HERON, EGRET, IBIS, STORK, CRANE = "heron", "egret", "ibis", "stork", "crane"
PROPOSED, HELD, LATER = date(2022, 1, 20), date(2022, 2, 1), date(2022, 3, 14)
FIELDS = (
    "title", "summary", "reasons", "options", "legal_implications", "financial_implications", "equality_implications", "term",
    "officer", "maker_words", "background_papers", "printed_label",
)  # fmt: skip
COST = {HERON: "76543.21", EGRET: "65432.19", IBIS: "54321.98"}


def words_of(bird: str) -> dict[str, str]:
    """A word of its own for each field of a decision."""
    return {name: f"{bird}{name.replace('_', '')}" for name in FIELDS}


def _amounts(bird: str) -> set[str]:
    whole = COST[bird].partition(".")[0]
    return {COST[bird], f"{whole[:-3]},{whole[-3:]}"}


OF_HERON = {*words_of(HERON).values(), *_amounts(HERON)}
OF_EGRET = {*words_of(EGRET).values(), *_amounts(EGRET)}
OF_IBIS = {*words_of(IBIS).values(), *_amounts(IBIS)}
OF_THE_OFFICE = {
    "heroncondition", "heronstepwhy", "ibisstepwhy", "storkstepwhy", "storkpart", "cranetitle", "cranesummary", "uploadproblem",
    "rooktitle", "rooksummary", "rooktext", "jaytitle", "jaytext", "jayanswer", "wrentitle", "wrenabout", "wrenmilestone",
    "wrenupdate", "swiftwhom", "swiftsubject", "gullpaper", "gullminute", "gullaction", "gullprivate", "gulllisted",
}  # fmt: skip
EXEMPT_WORDS = OF_HERON | OF_EGRET | OF_IBIS
EVERY_WORD = EXEMPT_WORDS | OF_THE_OFFICE
PUBLIC_WORDS = {"neutralheron", "neutralibis", "storktitle", "interestheron"}
# Who reads what besides what everybody reads
READ: dict[str, set[str]] = {
    "public": set(), "member": OF_IBIS, "clerk": OF_IBIS, "auditor": set(), "complaints": set(),
    "office": EVERY_WORD,
}  # fmt: skip
ROLES = {
    "member": Role.PANEL_MEMBER, "clerk": Role.CLERK, "auditor": Role.AUDITOR, "complaints": Role.OFFICE_COMPLAINTS,
    "office": Role.OFFICE_DECISIONS,
}  # fmt: skip


@dataclass
class Withheld:
    """Where everything is."""

    panel: Body
    board: Body
    users: dict[str, User]
    meeting: Meeting
    decisions: dict[str, Decision] = field(default_factory=dict)


@contextmanager
def withholding() -> Iterator[Withheld]:
    """All of it, and the day after."""
    area = PoliceAreaFactory(slug="avon", name="Avon")
    panel, board = BodyFactory(area=area, slug="panel"), BoardFactory(area=area, slug="board")
    OfficeHolderFactory(area=area, name="Robin Vale", started_on=date(2016, 5, 12))
    load_rulebook(json.loads((Path(settings.BASE_DIR) / "fixtures" / "rulebook.json").read_text()))
    StandingAttendeeFactory(body=board)
    ContactOfficerFactory(body=board)
    users = {name: AppointmentFactory(area=area, role=role, user__name=f"Kim {name}").user for name, role in ROLES.items()}
    with clock.stand_on(PROPOSED):
        venue = VenueFactory(area=area, name="Room 1")
        meeting = MeetingFactory(body=board, held_on=HELD, starts_at=time(13), venue=venue, actor=users["office"])
        made = Withheld(panel, board, users, meeting)
        _propose(made)
        _send_out(made)
    with clock.stand_on(date(2022, 2, 8)):
        _decide(made)
        _minute(made)
        _release(made)
        _keep_more(made)
        run_all()
    with clock.stand_on(LATER):
        yield made


def _log(made: Withheld, bird: str, **more: Any) -> Decision:
    facts: dict[str, Any] = words_of(bird) | {"proposed_on": PROPOSED, "actor": made.users["office"]}
    facts |= {"cost_kind": CostKind.EXACT, "cost": Decimal(COST.get(bird, "11111.11"))} | more
    decision = log_decision(area=made.panel.area, maker=made.panel.area.office_holders.first(), **facts)
    made.decisions[bird] = decision
    return decision


def _exempt(bird: str) -> dict[str, Any]:
    private = {"access": Access.EXEMPT, "neutral_title": f"neutral{bird}", "exempt_paragraph": 3}
    return private | {"public_interest_reason": f"interest{bird}"}


def _propose(made: Withheld) -> None:
    """All but CRANE are put before the board."""
    for bird in (HERON, EGRET, IBIS):
        _log(made, bird, **_exempt(bird))
    _log(made, STORK, exempt_text="storkpart", exempt_paragraph=3, public_interest_reason="interestpart")
    _log(made, CRANE)
    put = [made.decisions[bird] for bird in (HERON, EGRET, IBIS, STORK)]
    put_all_on_board(decisions=put, meeting=made.meeting, actor=made.users["office"])


def _send_out(made: Withheld) -> None:
    """The agenda goes out to those who attend, with a paper that nobody has released."""
    actor, meeting = made.users["office"], made.meeting
    item = AgendaItemFactory(meeting=meeting, title="Performance")
    services.add_paper(item=item, actor=actor, title="gullpaper", text="gullpaper")
    build_packs(meeting=meeting, actor=actor)
    services.publish_agenda(meeting=meeting, actor=actor)
    meeting.refresh_from_db()


def _record(made: Withheld, bird: str, outcome: str, **said: str) -> None:
    row = made.decisions[bird].boards.select_related("meeting", "decision").get()
    record_outcome(row=row, version=row.version, outcome=outcome, actor=made.users["office"], **said)


def _decide(made: Withheld) -> None:
    """The board defers HERON, which is agreed a week later outside it; the others it agrees. EGRET nobody signs."""
    _record(made, HERON, BoardOutcome.DEFERRED, condition="heroncondition")
    for bird in (EGRET, IBIS, STORK):
        _record(made, bird, BoardOutcome.AGREED, reason="" if bird == EGRET else f"{bird}stepwhy")
    moved(made.decisions[HERON], DecisionStepKind.AGREE, reason="heronstepwhy")
    moved(made.decisions[IBIS], DecisionStepKind.SHARE)
    for bird in (HERON, IBIS, STORK):
        sign(made.decisions[bird], on=date(2022, 2, 8))
        _publish(made, bird)
    case = open_case(
        body=made.panel, kind=CaseKind.DECISION, opened_on=date(2022, 2, 8), decision=again(made.decisions[HERON]),
        actor=made.users["clerk"],
    )  # fmt: skip
    publish_case(case=case, version=case.version, actor=made.users["clerk"])


def _publish(made: Withheld, bird: str) -> None:
    decision = again(made.decisions[bird])
    publish_decision(decision=decision, version=decision.version, actor=made.users["office"])


def _minute(made: Withheld) -> None:
    """Minutes that are out to those who attend, with an action on the exempt actions list."""
    minutes = MinutesFactory(meeting=made.meeting, published=True)
    item = MinuteItemFactory(minutes=minutes, title="Performance", slug="performance", outcome="taken", is_done=True)
    MinuteEntryFactory(item=item, text="gullminute")
    private = {"access": Access.EXEMPT, "neutral_title": "A contract", "exempt_paragraph": 3, "public_summary": "Discussed."}
    hidden = MinuteItemFactory(minutes=minutes, title="gullprivate", slug="a-contract", outcome="taken", is_done=True, **private)
    MinuteEntryFactory(item=hidden, text="gullprivate")
    for words, access in (("gullaction", Access.MEMBERS), ("gulllisted", Access.EXEMPT)):
        ActionFactory(body=made.board, text=words, raised_meeting=made.meeting, access=access, published_at=clock.now())


def _release(made: Withheld) -> None:
    """The agenda alone: neither a paper nor the minutes."""
    rows = documents_to_release(made.meeting)
    agenda = [one for one in rows if one.kind == ReleaseKind.AGENDA]
    asked = ask_release(meeting=made.meeting, documents=agenda, actor=made.users["office"])
    approve_releases(meeting=made.meeting, chosen=[(one.number, one.version) for one in asked], actor=made.users["office"])


def _keep_more(made: Withheld) -> None:
    """A published report with the key decisions, and what the office has not shown to anybody."""
    area, office = made.panel.area, made.users["office"]
    common: dict[str, Any] = {"area": area, "body": made.panel, "actor": office, "contact_name": "Sam Ash"}
    out = create_report(meeting_on=date(2022, 2, 10), summary="Little happened.", with_sections=False, **common)
    add_section(report=out, actor=office, kind="live", source="key-decisions")
    out.refresh_from_db()
    publish_report(report=out, version=out.version, actor=office)
    draft = create_report(meeting_on=date(2022, 3, 17), title="rooktitle", summary="rooksummary", with_sections=False, **common)
    add_section(report=draft, actor=office, heading="Estates", text="rooktext")
    consultation = ConsultationFactory(area=area, title="jaytitle", text="jaytext")
    ConsultationAnswerFactory(consultation=consultation, text="jayanswer")
    project = ProjectFactory(area=area, slug="suites", title="wrentitle", about="wrenabout")
    MilestoneFactory(project=project, title="wrenmilestone")
    ProjectUpdateFactory(project=project, text="wrenupdate")
    DiaryEntryFactory(area=area, with_whom="swiftwhom", subject="swiftsubject")
    problem = [{"row": 3, "column": "Title", "reason": "uploadproblem"}]
    DecisionUploadFactory(area=area, refused=True, problems=problem, sent_by=office)
