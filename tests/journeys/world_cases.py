"""Statutory cases in every state, reviews, an annual report and arrangements, for the pages to walk through."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings

from decisions.choices import Band, MeetingPart, NoticeKind, Outcome, Position, Post
from documents.choices import StoreName
from documents.models import StoredFile
from documents.services.files import store_bytes
from panels.models import Authority, Counter, Host
from panels.services import load_rulebook
from tests.documents.samples import plain_pdf
from tests.factories.arrangements import (
    ContributionFactory,
    CoOptionConsentFactory,
    DelegationFactory,
    ElectionFactory,
    HostNoticeFactory,
    RepresentativeFactory,
)
from tests.factories.decisions import (
    AnnualReportFactory,
    BandFigureFactory,
    CandidateFactory,
    CaseFactory,
    CaseMeetingFactory,
    FigureFactory,
    NoticeFactory,
    ObserverFactory,
    PanelVoteFactory,
    PreceptFactory,
    PreceptProposalFactory,
    PrintFactory,
    ReportFactory,
    ResponseFactory,
    SelectionStageFactory,
    SeniorAppointmentFactory,
)
from tests.factories.minutes import RecommendationFactory
from tests.factories.panels import AuthorityFactory, HostFactory
from tests.factories.reviews import (
    CycleEntryFactory,
    ReviewEvidenceFactory,
    ReviewFactory,
    ReviewMeetingFactory,
    ReviewWitnessFactory,
)

LONG = "Assurance of the collaboration agreements on forensic services with the neighbouring forces of the whole region"
RULEBOOK = settings.BASE_DIR / "fixtures" / "rulebook.json"
OTHERS_RULES = ("agenda-clear-days",)  # made by the world already


def add_cases(world: Any) -> None:
    """All of it, into a world whose panel, people and meetings are there."""
    load_rulebook([one for one in json.loads(RULEBOOK.read_text()) if one["key"] not in OTHERS_RULES])
    _precepts(world)
    _hearings(world)
    _removal(world)
    _texts(world)
    _requests(world)
    _annual(world)
    _reviews(world)
    _arrangements(world)
    Counter.objects.update_or_create(area=world.body.area, series="D", year=2023, defaults={"last": 100})


def _printed(world: Any, kind: str, made: Any, words: str, *, public: bool = True) -> None:
    store = StoreName.PUBLIC if public else StoreName.RESTRICTED
    file: StoredFile = store_bytes(store=store, data=plain_pdf(text=words), media_type="application/pdf")
    PrintFactory(
        area=world.body.area, owner_kind=kind, owner_key=made.pk, html=f"<h2>{words}</h2><p>{words}.</p>", file=file,
        restricted=not public,
    )  # fmt: skip


def _precepts(world: Any) -> None:
    """The one of this year, issued after the panel's report; that of the year before, vetoed and revised; one withdrawn."""
    body, held = world.body, world.meetings["held"]
    this = CaseFactory(body=body, slug="2022-23", closed=True, about="The proposal for the year.")
    _proposed(this, date(2022, 1, 25), Decimal("251.20"))
    precept = PreceptFactory(case=this, issued=True)
    for label, value, is_total in (("Officers", "98.100", False), ("Staff", "41.050", False), ("Total", "139.200", True)):
        FigureFactory(precept=precept, label=label, value=Decimal(value), is_total=is_total, where="Page 12 of the pack")
    CaseMeetingFactory(case=this, meeting=held, left_room=True)
    vote = PanelVoteFactory(case=this, meeting=held)
    report = ReportFactory(
        case=this, vote=vote, published=True, position=Position.RECOMMEND, recommendations=[LONG, "Publish the reserves"]
    )
    _printed(world, "report", report, "Report on the precept")
    _printed(world, "response", ResponseFactory(case=this, report=report), "Response to the report")
    before = CaseFactory(body=body, slug="2021-22", title="Precept 2021/22", year=2021, revised=True, opened_on=date(2021, 1, 8))
    _proposed(before, date(2021, 1, 28), Decimal("260.00"))
    PreceptFactory(case=before, band_d_before=Decimal("230.00"))
    vetoed = ReportFactory(case=before, veto=True, published=True, issued_on=date(2021, 2, 5), vote=_veto(before, held))
    _printed(world, "report", vetoed, "Report that vetoes the precept")
    answer = ResponseFactory(case=before, report=vetoed, responded_on=date(2021, 2, 12), private=True)
    _printed(world, "response", answer, "Response to the veto", public=False)
    _proposed(before, date(2021, 2, 12), Decimal("241.20"), kind=NoticeKind.REVISED)
    ReportFactory(case=before, position=Position.SUPPORT)
    CaseFactory(body=body, slug="2023-24", title="Precept 2023/24", year=2023, withdrawn=True)


def _proposed(case: Any, day: date, band_d: Decimal, kind: str = NoticeKind.PROPOSAL) -> None:
    proposal = PreceptProposalFactory(notice=NoticeFactory(case=case, kind=kind, received_on=day), band_d=band_d, total=None)
    BandFigureFactory(proposal=proposal, band=Band.A)
    BandFigureFactory(proposal=proposal, band=Band.D, amount=band_d, increase=None)


def _veto(case: Any, meeting: Any) -> Any:
    return PanelVoteFactory(case=case, meeting=meeting, veto=True)


def _hearings(world: Any) -> None:
    """One whose hearing was postponed past the three weeks, one decided, one that nobody but the panel and the office knows."""
    body = world.body
    deputy = CaseFactory(body=body, hearing=True, slug="2022-deputy-commissioner", notified=True)
    post = SeniorAppointmentFactory(case=deputy)
    SelectionStageFactory(appointment=post, title="Applications close")
    SelectionStageFactory(appointment=post, title="Interviews", on=date(2022, 1, 12), until=date(2022, 1, 14))
    ObserverFactory(appointment=post, person=body.memberships.first().person)
    CandidateFactory(notice=NoticeFactory(case=deputy, received_on=date(2022, 2, 1)), named=True)
    CaseMeetingFactory(case=deputy, meeting=world.meetings["postponed"], part=MeetingPart.HEARING)
    CaseMeetingFactory(case=deputy, meeting=world.meetings["out"], part=MeetingPart.HEARING)
    ReportFactory(case=deputy, position=Position.APPOINT, text="The candidate knows the county.")
    chief = CaseFactory(
        body=body, hearing=True, slug="2021-chief-constable", title="Chief Constable", year=2021, status="closed",
        outcome=Outcome.AS_PROPOSED, outcome_on=date(2021, 11, 30), opened_on=date(2021, 11, 1),
    )  # fmt: skip
    SeniorAppointmentFactory(case=chief, post=Post.CHIEF_CONSTABLE, applications=None)
    CandidateFactory(notice=NoticeFactory(case=chief, received_on=date(2021, 11, 2)), opened=True)
    quiet = CaseFactory(body=body, hearing=True, unpublished=True, slug="2022-chief-executive", title="Chief Executive")
    SeniorAppointmentFactory(case=quiet, post=Post.CHIEF_EXECUTIVE)


def _removal(world: Any) -> None:
    case = CaseFactory(body=world.body, removal=True, unpublished=True, notified=True, slug="2022-chief-constable")
    NoticeFactory(case=case, private=True, received_on=date(2022, 3, 1), text="The Commissioner intends to call on them to go.")


def _texts(world: Any) -> None:
    """A plan with its draft before the panel, and an annual report that is final."""
    held = world.meetings["held"]
    plan = CaseFactory(body=world.body, plan=True, notified=True, slug="2021-25")
    NoticeFactory(case=plan, text="Priority 1: rural crime.")
    CaseMeetingFactory(case=plan, meeting=held)
    CaseMeetingFactory(case=plan, meeting=world.meetings["draft"])
    annual = CaseFactory(
        body=world.body, annual_report=True, slug="2020-21", closed=True, opened_on=date(2021, 6, 1)
    )  # fmt: skip
    NoticeFactory(case=annual, received_on=date(2021, 6, 10))
    CaseMeetingFactory(case=annual, meeting=held, part=MeetingPart.PRESENTATION)
    NoticeFactory(case=annual, final=True, received_on=date(2021, 9, 1))


def _requests(world: Any) -> None:
    """Drafted, sent and answered; and what the panel decided itself."""
    body = world.body
    CaseFactory(body=body, information=True, unshared=True, slug="cell-suites", title="Cost of cell suites")
    sent = CaseFactory(body=body, information=True, notified=True, slug="response-times")
    _printed(world, "request", sent, "Request for information")
    attending = CaseFactory(body=body, attendance=True, answered=True, slug="finance-officer")
    CaseMeetingFactory(case=attending, meeting=world.meetings["out"])
    _printed(world, "response", ResponseFactory(case=attending, report=None), "They will come")
    CaseFactory(body=body, suspension=True, unshared=True, slug="2022")
    acting = CaseFactory(body=body, acting=True, reported=True, slug="2022")
    PanelVoteFactory(case=acting, meeting=world.meetings["held"], question="To appoint the head of policy")


def _annual(world: Any) -> None:
    done = AnnualReportFactory(body=world.body, started_on=date(2020, 4, 1), published=True)
    _printed(world, "annual-report", done, "Annual report")
    AnnualReportFactory(body=world.body)


def _reviews(world: Any) -> None:
    """One that gathers evidence, one that is reported, one that only the panel knows."""
    body, held = world.body, world.meetings["held"]
    speeding = ReviewFactory(body=body, slug="speeding", title="Speeding in villages", lead=body.memberships.first().person)
    ReviewMeetingFactory(review=speeding, meeting=held)
    ReviewEvidenceFactory(review=speeding, title=LONG)
    ReviewEvidenceFactory(review=speeding, private=True, title="What an officer wrote")
    ReviewEvidenceFactory(review=speeding, removed=True, title="Entered twice")
    ReviewWitnessFactory(review=speeding, heard=True)
    RecommendationFactory(body=body, review=speeding, unpublished=True, reference="R-2022-801")
    RecommendationFactory(body=body, reference="R-2022-802")
    ReviewFactory(body=body, slug="closed", title="Estates of the police", closed=True)
    custody = ReviewFactory(body=body, slug="custody", title="Custody", reported=True)
    _printed(world, "review", custody, "Report on custody")
    ReviewFactory(body=body, slug="estates", title="Estates", planned=True, unpublished=True)
    CycleEntryFactory(body=body, title="Review of the precept", lawful=True, minutes=60)
    CycleEntryFactory(body=body, title="Training of members", private=True, month=9)
    CycleEntryFactory(body=body, title="What ended", ended=True)


def _arrangements(world: Any) -> None:
    body = world.body
    council = Authority.objects.get(area=body.area, slug="westhampton")
    ElectionFactory(area=body.area)
    CoOptionConsentFactory(body=body)
    _hosts(body)
    ContributionFactory(body=body, authority=council)
    DelegationFactory(area=body.area)
    DelegationFactory(area=body.area, of_panel=True, ended=True)
    person = body.memberships.first().person
    RepresentativeFactory(body=body, person=person)
    RepresentativeFactory(body=body, person=person, outside=True)


def _hosts(body: Any) -> None:
    """Gave notice, took it back, gave it again; another council takes over in the autumn."""
    host = body.hosts.get()
    HostNoticeFactory(host=host, given_on=date(2022, 1, 10), taken_back_on=date(2022, 1, 20))
    HostNoticeFactory(host=host, given_on=date(2022, 3, 1))
    Host.objects.filter(pk=host.pk).update(ended_on=date(2022, 9, 30))
    following = AuthorityFactory(area=body.area, slug="eastmoor", name="Eastmoor Council")
    HostFactory(body=body, authority=following, started_on=date(2022, 10, 1))
