"""A precept and a hearing as far as the panel's report, as rows, for the tests of reports and responses."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.conf import settings

from accounts.choices import Role
from decisions.choices import MeetingPart, Position, Post
from decisions.models import Case, Report, Response
from decisions.services.reports import NEW, issue_report, write_report
from meetings.models import Meeting
from panels.services import load_rulebook
from tests.factories.decisions import (
    CandidateFactory,
    CaseFactory,
    CaseMeetingFactory,
    NoticeFactory,
    PanelVoteFactory,
    PreceptFactory,
    PreceptProposalFactory,
    SeniorAppointmentFactory,
)
from tests.factories.meetings import VenueFactory
from tests.factories.minutes import HeldMeetingFactory
from tests.factories.panels import AppointmentFactory, AuthorityFactory, BodyFactory, HostFactory, PoliceAreaFactory

SENT = date(2022, 2, 4)
REASONS = "The panel heard how the budget was made.\n\n- It asked about reserves.\n- It asked about fleet."
SIGNED = "Anna Ash, Chair"


def panel():
    """The panel of Avon, at its host's address."""
    area = PoliceAreaFactory(slug="avon", name="Avon", commissioner_name="Mark Shelford")
    body = BodyFactory(area=area, slug="panel", name="Avon Police and Crime Panel")
    host = AuthorityFactory(area=area, name="Somerset County Council")
    HostFactory(body=body, authority=host, address="County Hall, The Crescent, Taunton, TA1 4DY", started_on=date(2012, 7, 1))
    return body


def meeting_of(body, day=date(2022, 2, 1), **fields):
    known = Meeting.objects.filter(body=body, held_on=day).first()
    if known is not None and not fields:
        return known
    venue = VenueFactory(area=body.area, name=f"The Deane House {day.day}")
    return HeldMeetingFactory(body=body, held_on=day, venue=venue, **fields)


def precept(body, **fields):
    """The precept of 2022/23: notified on 25 January, reviewed on 1 February, voted on by 12 of 17 members."""
    case = CaseFactory(body=body, slug="2022-23", notified=True, **fields)
    PreceptFactory(case=case)
    PreceptProposalFactory(notice=NoticeFactory(case=case))
    row = CaseMeetingFactory(case=case, meeting=meeting_of(body), left_room=True)
    counts = {"votes_for": 12, "votes_against": 1, "abstained": 1, "members": 17}
    PanelVoteFactory(case=case, meeting=row.meeting, question="That the panel vetoes the precept", is_veto=True, **counts)
    return again(case)


def revised(case, band_d="249.20"):
    """The same after a veto: the revised precept came on 14 February and was reviewed on 18 February."""
    notice = NoticeFactory(case=case, revised=True)
    PreceptProposalFactory(notice=notice, band_d=Decimal(band_d), total=Decimal("24920000"))
    CaseMeetingFactory(
        case=case, meeting=meeting_of(case.body, date(2022, 2, 18)), part=MeetingPart.SECOND_REVIEW, withdrew=False
    )
    return again(case)


def hearing(body, post=Post.DEPUTY, **candidate):
    """A hearing of 10 February on a notice of 1 February; the candidate's name is private unless it is opened."""
    title = "Chief Constable" if post == Post.CHIEF_CONSTABLE else "Deputy Police and Crime Commissioner"
    case = CaseFactory(body=body, hearing=True, title=title, slug=f"2022-{post}", notified=True)
    SeniorAppointmentFactory(case=case, post=post)
    CandidateFactory(notice=NoticeFactory(case=case, received_on=date(2022, 2, 1)), **candidate)
    CaseMeetingFactory(case=case, meeting=meeting_of(body, date(2022, 2, 10)), part=MeetingPart.HEARING)
    return again(case)


def again(case):
    """The case as a page fetches it."""
    return Case.objects.for_page().get(pk=case.pk)


def written(case, position=Position.VETO_HIGH, *, number=1, version=NEW, actor=None, **fields):
    """A draft that lacks nothing."""
    said = {"vote": case.votes.first(), "text": REASONS, "signed_by": SIGNED, "manner": "On the panel’s website", **fields}
    return write_report(case=again(case), version=version, number=number, position=position, actor=actor, **said)


def sent(case, position=Position.VETO_HIGH, *, on=SENT, actor=None, **fields):
    """A report that was sent, and its case as it is then."""
    draft = written(case, position, **fields)
    issue_report(report=draft, version=draft.version, issued_on=on, actor=actor)
    return Report.objects.select_related("case__area", "case__body", "vote__meeting", "notice").get(pk=draft.pk)


def people(body):
    """The clerk, a member, the Chair, the office that decides for the Commissioner, and a clerk elsewhere, by name."""
    area = body.area
    other = PoliceAreaFactory(slug="kent", name="Kent")
    return {
        "clerk": AppointmentFactory(area=area, user__name="Chris Clerk").user,
        "member": AppointmentFactory(area=area, body=body, role=Role.PANEL_MEMBER).user,
        "chair": AppointmentFactory(area=area, body=body, role=Role.CHAIR).user,
        "office": AppointmentFactory(area=area, role=Role.OFFICE_DECISIONS).user,
        "elsewhere": AppointmentFactory(area=other, user__name="Ellis Elsewhere").user,
    }


def responses(case):
    return Response.objects.filter(case=case).select_related("case__area", "case__body", "report").order_by("number")


def rules():
    """The rule book as it is delivered."""
    load_rulebook(json.loads((Path(settings.BASE_DIR) / "fixtures" / "rulebook.json").read_text()))
