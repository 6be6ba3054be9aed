"""Rarer states of what the office keeps: private in part or shared, unready, boards that agree, reports with much or nothing."""

from datetime import date
from decimal import Decimal
from typing import Any

from decisions.choices import BoardOutcome, CameFrom, CostKind
from decisions.models import BoardDecision, SchemeDuty, SchemeItem
from decisions.services.boards.outcomes import record_outcome
from interface import clock
from meetings.choices import AttendanceGroup, Publication
from panels.models import Body
from tests.decisions.boards.papers import agenda_of, written
from tests.factories.minutes import (
    AttendanceFactory,
    HeldMeetingFactory,
    MinuteEntryFactory,
    MinuteItemFactory,
    MinutesFactory,
    MinutesPrintFactory,
)
from tests.factories.office import (
    ConsultationFactory,
    ConsultationFileFactory,
    DiaryEntryFactory,
    MilestoneFactory,
    ProjectFactory,
    ProjectUpdateFactory,
)
from tests.factories.register import (
    DecisionFactory,
    DecisionStepFactory,
    NilReturnFactory,
    PublishedDecisionFactory,
    SignedDecisionFactory,
    UpdateReportFactory,
    UpdateSectionFactory,
)
from tests.journeys.people import OFFICE

# By number, all of 2022
PARTLY, SHARED, TOLD, UNREADY, WITHDRAWN, OLDER, LONG, WHOLE = range(521, 529)
LONG_TITLE = "Renewal of the collaboration agreement on forensic services with the neighbouring forces of the whole region"
NOTICE = "<p>A grant of £20,000 is made to the fund.</p><h3>Reasons</h3><p>Town centres asked for wardens.</p>"
FOR_ALL = "<p>The grant is made. The bids are exempt by paragraph 3 of Schedule 12A.</p>"
TABLE = """The region shares one laboratory.

Table: Cases sent to the laboratory, October to December 2021

| Force | 2020 | 2021 | Change |
| --- | ---: | ---: | ---: |
| Northshire and the whole of the coast | 1,255 | 1,310 | 4.4% |
| Westhampton-under-Scarsdale | 2,011 | 2,036 | 1.2% |

- The first thing is done.
- The second is in hand.
"""
FOUND = [{"kind": "personal", "page": 1, "quote": "01234 567890"}, {"kind": "comment", "page": 2, "quote": "Ask Robin first"}]


def add_register_states(world: Any) -> None:
    """All of it, into a world that has the register and the board."""
    area = world.body.area
    _decisions({"area": area, "maker": area.office_holders.first()})
    _boards(world, Body.objects.get(area=area, slug="board"))
    _updates(Body.objects.get(area=area, slug="scrutiny-group"))
    _office(area)


def _decisions(common: dict[str, Any]) -> None:
    """Those of 2022; two of 2021 with numbers missing between them; of 2019 a nil return and nothing else."""
    PublishedDecisionFactory(number=PARTLY, exempt_part=True, shared=True, html=NOTICE, public_html=FOR_ALL, **common)
    DecisionStepFactory(decision=DecisionFactory(number=SHARED, agreed=True, shared=True, title=LONG_TITLE, **common))
    PublishedDecisionFactory(number=TOLD, exempt=True, shared=True, html=NOTICE, public_html=FOR_ALL, **common)
    lacking = {"reasons": "", "legal_implications": "", "maker_words": "", "cost_kind": CostKind.NOT_KNOWN, "cost": None}
    DecisionFactory(number=UNREADY, agreed=True, **common | lacking)
    DecisionFactory(number=WITHDRAWN, withdrawn=True, **common)
    older = {"came_from": CameFrom.REGISTER, "notice_sha256": "", "source_url": "https://office.example/decisions/2022-526"}
    DecisionFactory(number=OLDER, published=True, printed_label="PCC/26", **common | older)
    much = {"title": LONG_TITLE, "cost_kind": CostKind.CEILING, "cost": Decimal("3650000.00")}
    much |= {"background_papers": "Bids of January 2022\nReport to the board of 1 February 2022", "is_significant": True}
    PublishedDecisionFactory(number=LONG, html=NOTICE, **common | much)
    SignedDecisionFactory(number=WHOLE, html=NOTICE, **common)
    for number in (1, 4):
        PublishedDecisionFactory(number=number, year=2021, html=NOTICE, signed_on=date(2021, 6, 1), **common)
    NilReturnFactory(area=common["area"], started_on=date(2019, 2, 1), ended_on=date(2019, 4, 30), note="Before an election.")


# Boards ------------------------------------------------------------------------------------------------------------


def _boards(world: Any, board: Body) -> None:
    """One whose papers agree and say what it did, one without decisions, one whose agenda and minutes everybody reads."""
    settled = _held(board, date(2022, 3, 1))
    agenda_of(settled, [(31, "Vehicle workshop"), (32, "Kennels")])
    minutes = MinutesFactory(meeting=settled)
    written(minutes, ["2022/031 (Vehicle workshop) – agreed.", "2022/032 (Kennels) – after the survey."])
    said = {31: {"outcome": BoardOutcome.AGREED}, 32: {"outcome": BoardOutcome.DEFERRED, "condition": "The survey is done"}}
    for row in BoardDecision.objects.filter(meeting=settled).select_related("decision"):
        record_outcome(row=row, version=row.version, actor=world.users[OFFICE], **said[row.decision.number])
    AttendanceFactory(
        meeting=settled, person=None, office="Chief Constable", name="Cara Constable", group=AttendanceGroup.CONSTABULARY
    )
    _held(board, date(2022, 1, 18))
    _read_by_everybody(_held(board, date(2021, 12, 7), agenda_released_at=clock.now(), minutes_released_at=clock.now()))


def _held(board: Body, day: date, **facts: Any) -> Any:
    venue = board.area.venues.first()
    return HeldMeetingFactory(body=board, held_on=day, publication=Publication.NOTICE, venue=venue, **facts)


def _read_by_everybody(meeting: Any) -> None:
    minutes = MinutesFactory(meeting=meeting, published=True)
    item = MinuteItemFactory(minutes=minutes, title="Performance", outcome="taken", is_done=True)
    MinuteEntryFactory(item=item, text="The board noted the figures of the quarter.")
    html = "<h2>Performance</h2><p>The board noted the figures of the quarter.</p>"
    MinutesPrintFactory(minutes=minutes, public_html=html, members_html=html)


# The office --------------------------------------------------------------------------------------------------------


def _updates(body: Body) -> None:
    """A published report in parts, with a table and a register; a draft that is in its own way."""
    days = {"meeting_on": date(2021, 12, 16), "started_on": date(2021, 10, 1), "as_at": date(2021, 12, 6)}
    out = UpdateReportFactory(body=body, published=True, introduction="This report tells of the quarter.", **days)
    UpdateSectionFactory(report=out, part=True, heading="Governance")
    UpdateSectionFactory(report=out, heading=LONG_TITLE, text=TABLE)
    UpdateSectionFactory(report=out, part=True, heading="Oversight and scrutiny")
    UpdateSectionFactory(report=out, live=True, heading="Key decisions", frozen=TABLE, frozen_on=days["as_at"])
    UpdateSectionFactory(report=out, heading="Estates", text="The site was sold.")
    odd = UpdateReportFactory(body=body, meeting_on=date(2021, 11, 25), as_at=date(2022, 4, 1), summary="", contact_name="")
    UpdateSectionFactory(report=odd, heading="Budget", text="A grant of £550,000 million came.")
    UpdateSectionFactory(report=odd, heading="Fleet", text="")


def _office(area: Any) -> None:
    """A consultation with a file that must be decided upon, a finished and an empty project, an item that does not apply."""
    asked = ConsultationFactory(area=area, reference="CR-2022-021", title=LONG_TITLE, text="", closes_on=date(2022, 3, 1))
    ConsultationFileFactory(consultation=asked, findings=FOUND)
    late = ProjectFactory(area=area, slug="laboratory", title=LONG_TITLE, published=True, lead="Chief Finance Officer")
    MilestoneFactory(project=late, reached_on=date(2022, 2, 1), title="The roof is on")
    MilestoneFactory(project=late, planned_on=date(2022, 2, 21), expected_on=None, note="Waits for steel")
    ProjectUpdateFactory(project=late, risk=20, weeks_behind_least=None, weeks_behind_most=None, text=TABLE)
    ProjectFactory(area=area, slug="nothing-yet", about="")
    DiaryEntryFactory(area=area, on=date(2022, 4, 12), subject=LONG_TITLE, published=True)
    grants, tenders = (SchemeItem.objects.get(key=key) for key in ("crime-grants", "invitations-to-tender"))
    said = {
        grants: {"page_url": "https://office.example/grants", "note": "Each month, under the grants."},
        tenders: {"not_applicable_why": "The force invites all tenders."},
    }
    for item, facts in said.items():
        SchemeDuty.objects.update_or_create(area=area, item=item, defaults=facts)
