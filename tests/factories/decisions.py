"""Statutory cases as plain rows in any state: how they come about is for the tests of the services."""

from datetime import date
from decimal import Decimal
from typing import Any

import factory
from django.db.models import Max
from factory.django import DjangoModelFactory

from decisions.choices import (
    AnnualStatus,
    Band,
    CaseKind,
    CaseStatus,
    FigureUnit,
    MeetingPart,
    NoticeKind,
    Outcome,
    Position,
    Post,
    ReportStatus,
)
from decisions.models import (
    BandFigure,
    Candidate,
    Case,
    CaseMeeting,
    Figure,
    Notice,
    Observer,
    PanelAnnualReport,
    PanelVote,
    Precept,
    PreceptProposal,
    Report,
    Response,
    SelectionStage,
    SeniorAppointment,
)
from documents.choices import Access
from documents.models import Print
from interface import clock
from tests.factories.minutes import HeldMeetingFactory, StoredFileFactory
from tests.factories.panels import BodyFactory, PersonFactory

NOW = factory.LazyFunction(clock.now)
SAME_BODY = factory.SelfAttribute("..case.body")


def _next(rows: Any, field: str = "number") -> int:
    """One more than the highest number among some rows."""
    return (rows.aggregate(last=Max(field))["last"] or 0) + 1


def _row_of(case: Case) -> int:
    """The next number among all rows of a case, which the case counts."""
    case.rows_made += 1
    Case.objects.filter(pk=case.pk).update(rows_made=case.rows_made)
    return case.rows_made


def _reviewed(case: Any) -> Any:
    """A published decision for the review of one; other kinds of case have none."""
    if case.kind != CaseKind.DECISION:
        return None
    from tests.factories.register import PublishedDecisionFactory  # builds upon this module

    return PublishedDecisionFactory(area=case.area)


class CaseFactory(DjangoModelFactory):
    """A precept case of 2022/23 that everybody reads, opened and not yet notified. Its own part is another row: see
    `PreceptFactory` and `SeniorAppointmentFactory`.

    Traits: `unpublished` (the panel and the office alone), `unshared` (the panel alone), states from `notified` to
    `withdrawn`, and one for each other kind.
    """

    class Meta:
        model = Case

    body = factory.SubFactory(BodyFactory)
    area = factory.SelfAttribute("body.area")
    kind = CaseKind.PRECEPT
    slug = factory.Sequence(lambda number: f"case-{number}")
    title = "Precept 2022/23"
    year = 2022
    opened_on = date(2022, 1, 10)
    opened_at = NOW
    shared_at = NOW
    published_at = NOW
    status = CaseStatus.EXPECTED
    decision = factory.LazyAttribute(lambda one: _reviewed(one))

    class Params:
        unpublished = factory.Trait(published_at=None)
        unshared = factory.Trait(published_at=None, shared_at=None)
        notified = factory.Trait(status=CaseStatus.NOTIFIED)
        reported = factory.Trait(status=CaseStatus.REPORTED)
        answered = factory.Trait(status=CaseStatus.ANSWERED)
        revised = factory.Trait(status=CaseStatus.REVISED)
        reported_again = factory.Trait(status=CaseStatus.REPORTED_AGAIN)
        closed = factory.Trait(
            status=CaseStatus.CLOSED, outcome=Outcome.AS_PROPOSED, outcome_on=date(2022, 2, 28), closed_at=NOW
        )  # fmt: skip
        withdrawn = factory.Trait(status=CaseStatus.WITHDRAWN, closed_at=NOW, outcome_note="It was opened twice.")
        hearing = factory.Trait(
            kind=CaseKind.APPOINTMENT, title="Deputy Police and Crime Commissioner", year=2022, opened_on=date(2022, 1, 20)
        )  # fmt: skip
        removal = factory.Trait(kind=CaseKind.REMOVAL, title="Chief Constable", year=2022)
        plan = factory.Trait(kind=CaseKind.PLAN, title="Police and crime plan 2021-25", year=2021, ends_year=2025)
        annual_report = factory.Trait(
            kind=CaseKind.ANNUAL_REPORT, title="Commissioner’s annual report 2020/21", year=2020, ends_year=2021
        )  # fmt: skip
        information = factory.Trait(
            kind=CaseKind.INFORMATION, title="Response times by district", year=None, due_on=date(2022, 4, 1),
            about="The panel asks for the figures of each district.",
        )  # fmt: skip
        attendance = factory.Trait(
            kind=CaseKind.ATTENDANCE, title="Chief Finance Officer", year=None, concerns="Chief Finance Officer",
            due_on=date(2022, 4, 1),
        )  # fmt: skip
        suspension = factory.Trait(
            kind=CaseKind.SUSPENSION, title="Suspension 2022", year=2022, concerns="The Commissioner", from_on=date(2022, 3, 1)
        )  # fmt: skip
        acting = factory.Trait(
            kind=CaseKind.ACTING, title="Acting Commissioner 2022", year=2022, concerns="Head of policy",
            from_on=date(2022, 3, 1), until_on=date(2022, 5, 1),
        )  # fmt: skip


class NoticeFactory(DjangoModelFactory):
    """A notice of what is proposed, received on Tuesday 25 January 2022 and public; its figures are another row."""

    class Meta:
        model = Notice

    case = factory.SubFactory(CaseFactory, notified=True)
    number = factory.LazyAttribute(lambda one: _row_of(one.case))
    kind = NoticeKind.PROPOSAL
    received_on = date(2022, 1, 25)
    published_at = NOW
    entered_at = NOW

    class Params:
        private = factory.Trait(published_at=None)
        revised = factory.Trait(kind=NoticeKind.REVISED, received_on=date(2022, 2, 14))
        again = factory.Trait(kind=NoticeKind.RENOTIFICATION, received_on=date(2022, 3, 2))
        reserve = factory.Trait(kind=NoticeKind.RESERVE, received_on=date(2022, 3, 10))
        final = factory.Trait(kind=NoticeKind.FINAL, received_on=date(2022, 4, 1))
        taken_back = factory.Trait(taken_back_at=NOW, taken_back_why="It was entered twice.")


class CaseMeetingFactory(DjangoModelFactory):
    """The meeting at which a case is reviewed: held on 1 February 2022 unless one is given."""

    class Meta:
        model = CaseMeeting

    case = factory.SubFactory(CaseFactory)
    number = factory.LazyAttribute(lambda one: _row_of(one.case))
    meeting = factory.SubFactory(HeldMeetingFactory, body=SAME_BODY)
    part = MeetingPart.REVIEW

    class Params:
        left_room = factory.Trait(withdrew=True, withdrew_note="They left at 11.40 and came back at 12.05.")
        removed = factory.Trait(removed_at=NOW)


# The precept -----------------------------------------------------------------------------------------------------


class PreceptFactory(DjangoModelFactory):
    """What the precept case of 2022/23 adds: £241.20 at band D before, and a round tax base."""

    class Meta:
        model = Precept

    case = factory.SubFactory(CaseFactory)
    band_d_before = Decimal("241.20")
    tax_base = Decimal("100000.00")

    class Params:
        issued = factory.Trait(band_d_issued=Decimal("251.20"), total_issued=Decimal("25120000.00"))


class PreceptProposalFactory(DjangoModelFactory):
    """£251.20 at band D, which is £10 more; the notice is made with it."""

    class Meta:
        model = PreceptProposal

    notice = factory.SubFactory(NoticeFactory)
    band_d = Decimal("251.20")
    total = Decimal("25120000.00")


class BandFigureFactory(DjangoModelFactory):
    """An increase as the papers state it."""

    class Meta:
        model = BandFigure

    proposal = factory.SubFactory(PreceptProposalFactory)
    band = Band.A
    increase = Decimal("6.67")


class FigureFactory(DjangoModelFactory):
    """A line of the budget, in £ million."""

    class Meta:
        model = Figure

    precept = factory.SubFactory(PreceptFactory)
    number = factory.LazyAttribute(lambda one: _next(one.precept.figures))
    label = factory.LazyAttribute(lambda one: f"Line {one.number} of the budget")
    value = Decimal("1.500")
    unit = FigureUnit.MILLIONS

    class Params:
        total = factory.Trait(is_total=True, label="Total")
        rough = factory.Trait(is_rough=True)


# The senior appointment ------------------------------------------------------------------------------------------


class SeniorAppointmentFactory(DjangoModelFactory):
    """The post of a deputy commissioner; `post=Post.CHIEF_CONSTABLE` is the one on which a panel has a veto."""

    class Meta:
        model = SeniorAppointment

    case = factory.SubFactory(CaseFactory, hearing=True)
    post = Post.DEPUTY
    applications = 14


class SelectionStageFactory(DjangoModelFactory):
    """Applications closed on 5 January 2022."""

    class Meta:
        model = SelectionStage

    appointment = factory.SubFactory(SeniorAppointmentFactory)
    number = factory.LazyAttribute(lambda one: _next(one.appointment.stages))
    title = factory.LazyAttribute(lambda one: f"Stage {one.number} of the selection")
    on = date(2022, 1, 5)


class ObserverFactory(DjangoModelFactory):
    """A member of the panel who watched the selection; with `words` and no `person`, a number of them."""

    class Meta:
        model = Observer

    appointment = factory.SubFactory(SeniorAppointmentFactory)
    number = factory.LazyAttribute(lambda one: _next(one.appointment.observers))
    person = factory.SubFactory(PersonFactory, area=factory.SelfAttribute("..appointment.case.area"))


class CandidateFactory(DjangoModelFactory):
    """A candidate whose name and particulars are private; the notice, received on 1 February 2022, is made with it."""

    class Meta:
        model = Candidate

    notice = factory.SubFactory(
        NoticeFactory, case=factory.SubFactory(CaseFactory, hearing=True, notified=True), received_on=date(2022, 2, 1)
    )
    name = "Alexandra Candlewick"
    criteria = "Ten years in public office."
    why = "She led a county council."
    terms = "£65,000 a year, until the next election."

    class Params:
        named = factory.Trait(name_access=Access.PUBLIC)
        opened = factory.Trait(name_access=Access.PUBLIC, particulars_access=Access.PUBLIC, exempt_paragraph=None)


# Votes, reports and responses ------------------------------------------------------------------------------------


class PanelVoteFactory(DjangoModelFactory):
    """Eight of twelve members voted for what was proposed: enough for a veto where the vote is on one."""

    class Meta:
        model = PanelVote

    case = factory.SubFactory(CaseFactory, notified=True)
    number = factory.LazyAttribute(lambda one: _row_of(one.case))
    meeting = factory.SubFactory(HeldMeetingFactory, body=SAME_BODY)
    question = "That the panel supports what is proposed"
    votes_for = 8
    votes_against = 2
    abstained = 1
    not_voting = 0
    in_room = factory.LazyAttribute(lambda one: one.votes_for + one.votes_against + one.abstained + one.not_voting)
    members = 12

    class Params:
        veto = factory.Trait(is_veto=True, question="That the panel vetoes what is proposed")
        failed_veto = factory.Trait(is_veto=True, question="That the panel vetoes what is proposed", votes_for=7)
        taken_back = factory.Trait(taken_back_at=NOW)


class ReportFactory(DjangoModelFactory):
    """A draft of the panel's report that supports what is proposed.

    Traits: `issued` (sent on 4 February 2022), `published`, `veto` (as too high). What was printed is `PrintFactory`.
    """

    class Meta:
        model = Report

    case = factory.SubFactory(CaseFactory, notified=True)
    number = factory.LazyAttribute(lambda one: _next(one.case.reports))
    position = Position.SUPPORT
    text = "The panel heard how the budget was made."
    signed_by = "Anna Ash, Chair"
    status = ReportStatus.DRAFT

    class Params:
        issued = factory.Trait(status=ReportStatus.ISSUED, issued_on=date(2022, 2, 4), issued_at=NOW)
        published = factory.Trait(
            status=ReportStatus.PUBLISHED, issued_on=date(2022, 2, 4), issued_at=NOW, published_at=NOW,
            manner="On the panel’s website",
        )  # fmt: skip
        veto = factory.Trait(position=Position.VETO_HIGH)
        late = factory.Trait(was_late=True)


class ResponseFactory(DjangoModelFactory):
    """What the Commissioner said on 11 February 2022, published. For a report, give `report` and its case."""

    class Meta:
        model = Response

    case = factory.SubFactory(CaseFactory, answered=True)
    number = factory.LazyAttribute(lambda one: _row_of(one.case))
    responded_on = date(2022, 2, 11)
    text = "I thank the panel, and accept what it recommends."
    signed_by = "The Police and Crime Commissioner"
    published_at = NOW
    entered_at = NOW

    class Params:
        private = factory.Trait(published_at=None)
        taken_back = factory.Trait(taken_back_at=NOW, taken_back_why="It was entered twice.")


class PrintFactory(DjangoModelFactory):
    """What was printed and sent, without the file's bytes. Give `area`, `owner_kind` and `owner_key`."""

    class Meta:
        model = Print

    owner_kind = "report"
    owner_key = factory.Sequence(lambda number: number + 1)
    number = factory.LazyAttribute(
        lambda one: _next(Print.objects.filter(owner_kind=one.owner_kind, owner_key=one.owner_key)),
    )
    title = "Report to the Commissioner"
    access = Access.PUBLIC
    html = "<p>Words</p>"
    file = factory.SubFactory(StoredFileFactory)
    made_at = NOW

    class Params:
        restricted = factory.Trait(access=Access.EXEMPT)


class AnnualReportFactory(DjangoModelFactory):
    """The panel's own annual report of 2021/22, being written; `published=True` is out."""

    class Meta:
        model = PanelAnnualReport

    body = factory.SubFactory(BodyFactory)
    area = factory.SelfAttribute("body.area")
    started_on = date(2021, 4, 1)
    ended_on = factory.LazyAttribute(lambda one: date(one.started_on.year + 1, 3, 31))
    slug = factory.LazyAttribute(lambda one: f"{one.started_on.year}-{one.ended_on.year % 100:02d}")
    foreword = "The panel met six times."
    looking_back = "It reviewed the precept."
    looking_ahead = "It will look into speeding."
    created_at = NOW

    class Params:
        published = factory.Trait(status=AnnualStatus.PUBLISHED, published_at=NOW)
