"""The minutes of 1 February 2022 as rows, for the tests of what is printed of them and of the paper made from them."""

from datetime import date, time

from documents.choices import Access, ExemptParagraph
from interface import clock
from meetings.choices import AttendanceGroup, AttendanceStatus, EntryKind
from meetings.models import Declaration, Minutes, Question, Resolution
from tests.factories.meetings import VenueFactory
from tests.factories.minutes import (
    ActionFactory,
    AttendanceFactory,
    CorrectionFactory,
    CorrigendumFactory,
    HeldMeetingFactory,
    InterestFactory,
    MinuteEntryFactory,
    MinuteItemFactory,
    MinutesFactory,
    RecommendationFactory,
)
from tests.factories.panels import PersonFactory

# Every word of the private item, and the details of a sensitive interest
HIDDEN = (
    "CANARY-TITLE", "CANARY-NOTE", "CANARY-RESOLVED", "CANARY-ACTION", "AX-2022-001", "CANARY-DECLARED", "CANARY-ADVICE",
    "CANARY-QUESTION", "CANARY-ANSWER", "CANARY-QUOTED", "CANARY-PROPOSED", "CANARY-CORRIGENDUM",
)  # fmt: skip
SENSITIVE = "CANARY-SENSITIVE"
TABLE = "Figures were shown.\n\nTable: Posts\n\n| Measure | Figure |\n|---|---|\n| Officers | 456 |\n| Staff | 187 |\n"


def entry(item, kind, text, **fields):
    return MinuteEntryFactory(item=item, kind=kind, text=text, **fields)


def item(minutes, title, **fields):
    return MinuteItemFactory(minutes=minutes, title=title, outcome="taken", is_done=True, **fields)


def minutes_of_february(body, **fields):
    """Published as a draft on 11 February. Item 4 is private, and every private word of it a canary."""
    venue = VenueFactory(area=body.area, name="The Deane House", address="Belvedere Road, Taunton TA1 1HE")
    meeting = HeldMeetingFactory(body=body, venue=venue, **fields)
    chair = PersonFactory(area=body.area, name="Heather Shearer")
    with clock.stand_on(date(2022, 2, 11)):
        made = MinutesFactory(meeting=meeting, published=True, chair=chair, started_at=time(10, 30), ended_at=time(13, 50))
    _attendance(meeting, chair)
    _business(made, chair)
    _private(made)
    return again(made)


def again(minutes):
    """The minutes as a page fetches them."""
    return Minutes.objects.for_page().get(pk=minutes.pk)


def _attendance(meeting, chair):
    AttendanceFactory(meeting=meeting, person=chair, organisation="Mendip District Council", office="Chair")
    AttendanceFactory(meeting=meeting, person__name="Asher Craig", organisation="Bristol City Council", arrived_at=time(10, 50))
    AttendanceFactory(
        meeting=meeting, person__name="Nicola Clark", organisation="South Somerset District Council", status="apologies"
    )
    row = {"meeting": meeting, "person": None, "status": AttendanceStatus.PRESENT}
    AttendanceFactory(**row, group=AttendanceGroup.HOST, office="Lead Officer to the Panel")
    AttendanceFactory(**row, group=AttendanceGroup.COMMISSIONER, name="Mark Shelford", office="Police and Crime Commissioner")


def _business(minutes, chair):
    here, seat = minutes.meeting.body, minutes.meeting.attendances.get(person=chair)
    first = item(minutes, "Declarations of interest")
    withheld = InterestFactory(body=here, person=chair, text=SENSITIVE, is_sensitive=True)
    declared = entry(first, EntryKind.DECLARATION, SENSITIVE)
    Declaration.objects.create(entry=declared, attendance=seat, about=first, interest=withheld)
    second = item(minutes, "Scrutiny of the precept")
    entry(second, EntryKind.NARRATIVE, TABLE)
    asked = entry(second, EntryKind.QUESTION, "Would the fleet meet the climate strategy?")
    Question.objects.create(entry=asked, asked_by=chair, answered_by="the Commissioner", answer="It was being reviewed.")
    vote = {"votes_for": 12, "votes_against": 0, "abstained": 0, "not_voting": 0, "not_recorded": 2, "in_room": 14}
    resolved = entry(second, EntryKind.RESOLUTION, "to endorse the precept of £251.20.")
    Resolution.objects.create(entry=resolved, is_unanimous=True, unanimous_reason="As announced", **vote)
    third = item(minutes, "Performance summary")
    ActionFactory(
        body=here, entry=entry(third, EntryKind.ACTION, ""), reference="A-2022-004", text="To define serious violence.",
        owner_name="Strategic Planning and Performance Officer", due_next_meeting=True,
    )  # fmt: skip
    advised = {"reference": "R-2022-001", "text": "To publish the data.", "made_to": "the Commissioner"}
    RecommendationFactory(body=here, entry=entry(third, EntryKind.RECOMMENDATION, ""), **advised)


def _private(minutes):
    here = minutes.meeting.body
    hidden = item(
        minutes, "CANARY-TITLE", slug="staffing-matter", neutral_title="Staffing matter", access=Access.EXEMPT,
        exempt_paragraph=ExemptParagraph.INDIVIDUAL, public_summary="The panel dealt with a staffing matter.",
    )  # fmt: skip
    noted = entry(hidden, EntryKind.NARRATIVE, "CANARY-NOTE")
    said = {"quoted": "CANARY-QUOTED", "proposed": "CANARY-PROPOSED", "status": "accepted", "decided_at": clock.now()}
    CorrectionFactory(entry=noted, **said)
    CorrigendumFactory(entry=noted, text="CANARY-CORRIGENDUM")
    Declaration.objects.create(
        entry=entry(hidden, EntryKind.DECLARATION, "CANARY-DECLARED"),
        about=hidden,
        attendance=minutes.meeting.attendances.first(),
    )
    asked = entry(hidden, EntryKind.QUESTION, "CANARY-QUESTION")
    Question.objects.create(entry=asked, answer="CANARY-ANSWER")
    Resolution.objects.create(entry=entry(hidden, EntryKind.RESOLUTION, "CANARY-RESOLVED"))
    private = {"body": here, "access": Access.EXEMPT}
    ActionFactory(entry=entry(hidden, EntryKind.ACTION, ""), reference="AX-2022-001", text="CANARY-ACTION", **private)
    RecommendationFactory(entry=entry(hidden, EntryKind.RECOMMENDATION, ""), text="CANARY-ADVICE", **private)
