"""Decisions in the states whose pages differ, a board with its papers side by side, and what else the office keeps."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from decisions.choices import CaseKind, DecisionStepKind
from decisions.models import SchemeItem
from decisions.services.scheme.loading import load_scheme
from documents.choices import Access, StoreName
from documents.services.files import store_bytes
from interface import clock
from jobs.choices import JobState
from jobs.models import Job
from meetings.choices import Publication
from panels.choices import BodyKind
from panels.models import Body
from tests.decisions.boards.papers import agenda_of, written
from tests.documents.samples import plain_pdf
from tests.factories.decisions import CaseFactory
from tests.factories.documents import PublishedPaperFactory
from tests.factories.minutes import ActionFactory, AttendanceFactory, HeldMeetingFactory, MinutesFactory
from tests.factories.office import (
    ConsultationAnswerFactory,
    ConsultationFactory,
    ConsultationFileFactory,
    DiaryEntryFactory,
    MilestoneFactory,
    ProjectFactory,
    ProjectUpdateFactory,
    SchemePublicationFactory,
)
from tests.factories.panels import BodyFactory, ContactOfficerFactory
from tests.factories.register import (
    AddendumFactory,
    BoardCorrectionFactory,
    BoardDecisionFactory,
    BoardFactory,
    DecisionFactory,
    DecisionStepFactory,
    DecisionUploadFactory,
    NilReturnFactory,
    ReleaseFactory,
    SignedDecisionFactory,
    StandingAttendeeFactory,
    StandingItemFactory,
    UpdateReportFactory,
    UpdateSectionFactory,
)
from tests.journeys.people import OFFICE

# By number, all of 2022
PROPOSED, WAITING, AGREED, DEFERRED, REJECTED, SIGNED, PUBLISHED, EXEMPT, DONE, GONE = range(501, 511)
NOTICE = "<p>A grant of £20,000 is made to the fund.</p><h3>Reasons</h3><p>Town centres asked for wardens.</p>"
FOR_ALL = "<p>The decision is exempt. Paragraph 3 of Schedule 12A.</p>"
UPLOADS = ("u-reading", "u-refused", "u-done")


def add_register(world: Any) -> None:
    """All of it, into a world whose panel, people and office holders are there."""
    area = world.body.area
    holder = area.office_holders.first()
    _decisions(world, {"area": area, "maker": holder})
    _board(world)
    # Its own body: a journey begins the panel’s reports
    _updates(BodyFactory(area=area, slug="scrutiny-group", name="Scrutiny group", kind=BodyKind.SUB_COMMITTEE, parent=world.body))
    _consultations(area)
    _projects(area)
    DiaryEntryFactory(area=area, published=True)
    DiaryEntryFactory(area=area)
    DiaryEntryFactory(area=area, undated=True, published=True)
    DiaryEntryFactory(area=area, cancelled=True, published=True)
    _scheme(area)


def _decisions(world: Any, common: dict[str, Any]) -> None:
    traits: dict[int, dict[str, Any]] = {
        PROPOSED: {}, AGREED: {"agreed": True}, DEFERRED: {"deferred": True}, REJECTED: {"rejected": True},
    }  # fmt: skip
    for number, facts in traits.items():
        made = DecisionFactory(number=number, **common, **facts)
        DecisionStepFactory(decision=made, made_by=world.users[OFFICE])
        if facts:
            after = {"before": "proposed", "after": made.status, "taken_on": date(2022, 1, 18), "reason": "The board asked so."}
            DecisionStepFactory(
                decision=made, kind=DecisionStepKind.AGREE if number == AGREED else DecisionStepKind.DEFER, **after
            )
    out: dict[str, Any] = {"signed": False, "published": True, "html": NOTICE, **common}
    SignedDecisionFactory(number=SIGNED, html=NOTICE, public_html=FOR_ALL, exempt_part=True, **common)
    public = SignedDecisionFactory(number=PUBLISHED, **out)
    CaseFactory(body=world.body, kind=CaseKind.DECISION, decision=public, slug="of-a-decision", title="Review of a decision")
    SignedDecisionFactory(number=EXEMPT, public_html=FOR_ALL, exempt=True, **out)
    SignedDecisionFactory(number=DONE, **out | {"published": False, "implemented": True})
    SignedDecisionFactory(number=GONE, **out | {"published": False, "rescinded": True, "rescinded_by": public})
    NilReturnFactory(area=common["area"])
    NilReturnFactory(area=common["area"], taken_back=True, started_on=date(2021, 11, 1), ended_on=date(2021, 11, 30))
    for reference, facts in zip(UPLOADS, ({}, {"refused": True}, {"done": True}), strict=True):
        DecisionUploadFactory(area=common["area"], reference=reference, sent_by=world.users[OFFICE], **facts)
    _reading(UPLOADS[0])


def _reading(reference: str) -> None:
    """The job that reads a file, which no worker may take up while others are at work."""
    later = clock.now().replace(year=2990)
    moments = {"run_after": later, "lease_until": later, "created_at": clock.now(), "started_at": clock.now()}
    Job.objects.create(
        name="decisions.import_register", key=f"upload {reference}", payload={"upload": reference}, state=JobState.RUNNING,
        area_slug="northshire", stage="Reading", done_count=200, total_count=1000, **moments,
    )  # fmt: skip


# The board ---------------------------------------------------------------------------------------------------------


def _board(world: Any) -> None:
    """A meeting that is over, whose agenda and minutes differ; one to come; documents asked for, approved and held back."""
    area = world.body.area
    board = BoardFactory(area=area, slug="board", name="Northshire Police and Crime Board", terms="## Terms\n\nIt meets.")
    ContactOfficerFactory(body=board)
    attendee = StandingAttendeeFactory(body=board)
    StandingAttendeeFactory(body=board, office="Chief Finance Officer")
    held = HeldMeetingFactory(body=board, publication=Publication.NOTICE, venue=area.venues.first())
    agenda_of(held)
    minutes = MinutesFactory(meeting=held, published=True)
    written(minutes)
    DecisionFactory(area=area, number=12, title="IBM Software", agreed=True)
    AttendanceFactory(meeting=held, person=None, office="Chief Constable", name="", standing=attendee, group=attendee.group)
    ActionFactory(body=board, text="Ask for a plan", raised_meeting=held, access=Access.EXEMPT)
    put_right = held.board_decisions.get(decision__number=10)
    BoardCorrectionFactory(meeting=held, decision=put_right.decision, printed="2022/010", why="As the register has it.")
    _coming(world, board)
    ReleaseFactory(meeting=held, approved=True)
    ReleaseFactory(meeting=held, held_back=True, kind="minutes")
    paper = PublishedPaperFactory(body=board, collection=held.slug, access=Access.MEMBERS)
    ReleaseFactory(meeting=held, kind="paper", paper=paper)


def _coming(world: Any, board: Body) -> None:
    coming = HeldMeetingFactory(
        body=board, held_on=date(2022, 4, 5), publication=Publication.NOTICE, status="announced", published_at=None,
        venue=board.area.venues.first(),
    )  # fmt: skip
    row = BoardDecisionFactory(meeting=coming, decision=DecisionFactory(area=board.area, number=WAITING, on_board=True))
    step: dict[str, Any] = {"kind": DecisionStepKind.PUT_ON_BOARD, "before": "proposed", "after": "on-board", "meeting": coming}
    DecisionStepFactory(decision=row.decision)
    DecisionStepFactory(decision=row.decision, taken_on=date(2022, 2, 1), **step)


# The office --------------------------------------------------------------------------------------------------------


def _updates(body: Body) -> None:
    """A published report with an addendum, a draft in which one section is carried forward, and standing items."""
    standing = StandingItemFactory(area=body.area, slug="estates")
    StandingItemFactory(area=body.area, slug="uplift", title="Uplift", closed=True)
    out = UpdateReportFactory(
        body=body, meeting_on=date(2022, 2, 3), started_on=date(2021, 12, 9), as_at=date(2022, 1, 24), published=True
    )
    told = UpdateSectionFactory(report=out, standing=standing, heading="Estates", text="## A site\n\nThe site was sold.")
    UpdateSectionFactory(report=out, live=True, heading="Key decisions", frozen="No decisions.", frozen_on=date(2022, 1, 24))
    AddendumFactory(report=out)
    draft = UpdateReportFactory(body=body)
    UpdateSectionFactory(report=draft, part=True, heading="Governance")
    UpdateSectionFactory(report=draft, heading="Recruitment")
    carried = {"text": told.text, "carried_from": told, "is_updated": False}
    UpdateSectionFactory(report=draft, standing=standing, heading="Estates", **carried)
    UpdateSectionFactory(report=draft, live=True, heading="Key decisions")
    UpdateSectionFactory(report=draft, removed=True, heading="Fleet")


def _consultations(area: Any) -> None:
    for number, facts in enumerate(({}, {"sent": True}, {"published": True}), start=1):
        made = ConsultationFactory(area=area, reference=f"CR-2022-{number:03d}", **facts)
        ConsultationAnswerFactory(consultation=made)
        store = StoreName.PUBLIC if "published" in facts else StoreName.RESTRICTED
        pdf = store_bytes(store=store, data=plain_pdf(text="Response"), media_type="application/pdf")
        ConsultationFileFactory(consultation=made, html="<p>Words</p>", pdf=pdf)
        ConsultationFileFactory(consultation=made, removed=True)


def _projects(area: Any) -> None:
    for slug, facts in (("custody", {"published": True}), ("estates", {})):
        made = ProjectFactory(area=area, slug=slug, title=f"Project {slug}", **facts)
        MilestoneFactory(project=made)
        ProjectUpdateFactory(project=made)
        MilestoneFactory(project=made, removed=True)
        ProjectUpdateFactory(project=made, removed=True)


def _scheme(area: Any) -> None:
    """The items as they are delivered; what was published on a page, as a table, and withdrawn."""
    load_scheme(json.loads((Path(settings.BASE_DIR) / "fixtures" / "scheme.json").read_text()))
    spending, budget = SchemeItem.objects.get(key="spending-over-500"), SchemeItem.objects.filter(key="total-budget").first()
    rows = "Date,Recipient,Amount,Purpose,Why it is good value\n2022-01-17,Avon Repairs Ltd,1204.50,Two vans,Lowest\n"
    file = store_bytes(store=StoreName.PUBLIC, data=rows.encode(), media_type="text/csv")
    table: dict[str, Any] = {"file": file, "file_name": "spending.csv", "url": "", "rows": 1, "total": "1204.50"}
    SchemePublicationFactory(area=area, item=spending, **table)
    SchemePublicationFactory(area=area, item=budget)
    SchemePublicationFactory(area=area, item=budget, withdrawn=True)
