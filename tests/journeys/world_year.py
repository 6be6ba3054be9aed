"""Public questions in every state, what is due, two work programmes and events, for the pages and journeys to walk through."""

from datetime import date, time
from typing import Any

from interface import clock
from meetings.choices import EventKind, MeetingKind, PartOfDay, Publication, QuestionKind
from meetings.models import Meeting
from panels.choices import DutyAccess, DutyOwner, RuleUnit
from panels.models import Counter
from tests.access.cast import AUDITOR, CLERK, MEMBER
from tests.factories.due import CalendarAddressFactory, ObligationFactory, ReminderFactory
from tests.factories.minutes import HeldMeetingFactory
from tests.factories.panels import LocalRuleFactory
from tests.factories.programme import (
    EventFactory,
    ProgrammeEntryFactory,
    ProgrammeMoveFactory,
    StandingReportFactory,
    WorkProgrammeFactory,
)
from tests.factories.questions import PublicQuestionFactory, QuestionMoveFactory, QuestionSenderFactory

KEY = "the-key-of-the-sender-of-question-one"
CALENDAR_KEY = "the-key-of-a-calendar-that-is-long-enough-00"
LONG = "What will be done about speeding on the road from Northmouth to Westhampton-under-Scarsdale past the school?"
PERSONAL = "My number is 01234 567890 and I live at NM1 2AB. Write to robin@mail.example when it is mended."
RULES = (
    ("statement-clear-days", "Public statements", 0, RuleUnit.CLEAR_DAYS, time(12)),
    ("petition-clear-days", "Petitions", 6, RuleUnit.CLEAR_DAYS, time(17)),
    ("questions-each", "Questions that each person may ask", 2, RuleUnit.QUESTIONS, None),
    ("statement-sides", "Length of a statement", 1, RuleUnit.SIDES, None),
    ("petition-signatures", "Signatures under a petition", 100, RuleUnit.SIGNATURES, None),
    ("publish-questions", "Questions are shown on the website", 1, RuleUnit.YES_NO, None),
    ("publish-statements", "Statements are shown on the website", 0, RuleUnit.YES_NO, None),
    ("speaking-minutes", "Time to speak", 3, RuleUnit.MINUTES, None),
    ("meeting-minutes", "Time that a meeting has", 120, RuleUnit.MINUTES, None),
)
BRIEFED = date(2022, 2, 24)


def add_year(world: Any) -> None:
    """All of it, into a world whose panel, people and meetings are there."""
    for key, title, number, unit, closes_at in RULES:
        facts = {"number": number, "unit": unit, "closes_at": closes_at, "provision": "Public information sheet"}
        LocalRuleFactory(body=world.body, key=key, title=title, **facts)
    _questions(world)
    _due(world)
    _programme(world)
    _events(world)
    _briefing(world)
    CalendarAddressFactory(user=world.users[MEMBER], key=CALENDAR_KEY, reference="telephone")
    CalendarAddressFactory(user=world.users[MEMBER], reference="old-one", label="", revoked=True)
    for series, last in (("Q", 20), ("D", 100)):
        Counter.objects.update_or_create(area=world.body.area, series=series, year=2022, defaults={"last": last})


def _questions(world: Any) -> None:
    """For the meeting whose agenda is out; one that was answered at the last, one that waits for the next to be announced."""
    out, held, body = world.meetings["out"], world.meetings["held"], world.body
    clerk = world.users[CLERK]
    decided = {"decided_by": clerk}
    made = [
        PublicQuestionFactory(body=body, meeting=out, reference="Q-2022-001", words=f"{LONG}\n\n{PERSONAL}"),
        PublicQuestionFactory(body=body, meeting=out, reference="Q-2022-002", accepted=True, **decided),
        PublicQuestionFactory(
            body=body, meeting=out, reference="Q-2022-003", withheld=True, kind=QuestionKind.STATEMENT, words=LONG, **decided
        ),
        PublicQuestionFactory(body=body, meeting=held, reference="Q-2022-004", answered=True, **decided),
        PublicQuestionFactory(body=body, meeting=out, reference="Q-2022-005", rejected=True, **decided),
        PublicQuestionFactory(body=body, meeting=out, reference="Q-2022-006", withdrawn=True),
        PublicQuestionFactory(body=body, late_for=out, reference="Q-2022-007"),
        PublicQuestionFactory(body=body, meeting=out, reference="Q-2022-008", petition=True),
    ]
    for number, question in enumerate(made):
        key = KEY if number == 0 else f"{KEY}-{number}"
        QuestionSenderFactory(question=question, email="robin@mail.example", phone="01234 567890", key=key)
    QuestionMoveFactory(question=made[1], from_meeting=held, to_meeting=out, moved_by=clerk, reason="It came too late.")


def _due(world: Any) -> None:
    """Missed, due today, coming, met late and set aside; for the clerk, an officer, the Commissioner's office and all."""
    body, today = world.body, clock.today()
    address = world.meetings["out"].get_absolute_url()
    common = {"body": body, "address": address}
    missed = ObligationFactory(reference="D-2022-901", missed=True, **common)
    ReminderFactory(obligation=missed, user=world.users[CLERK], kind="missed")
    ObligationFactory(reference="D-2022-902", due_on=today, unverified=True, title="Publish the precept report", **common)
    ObligationFactory(reference="D-2022-903", closing=True, due_on=date(2022, 3, 11), counted_from=date(2022, 3, 17), **common)
    ObligationFactory(reference="D-2022-904", late=True, **common)
    ObligationFactory(reference="D-2022-905", set_aside=True, due_on=date(2022, 4, 1), **common)
    ObligationFactory(
        reference="D-2022-906", owner=DutyOwner.COMMISSIONER, owner_user=world.users[AUDITOR], due_on=date(2022, 3, 28), **common
    )
    ObligationFactory(reference="D-2022-907", access=DutyAccess.PUBLIC, unverified=True, due_on=date(2022, 5, 11), **common)
    ObligationFactory(reference="D-2022-908", met=True, due_on=today, **common)


def _programme(world: Any) -> None:
    """The year that is on, with an entry in every state and one whose day is no meeting; the next one, in draft and empty."""
    body, out, held = world.body, world.meetings["out"], world.meetings["held"]
    year = WorkProgrammeFactory(body=body, introduction="The programme is fluid.")
    StandingReportFactory(programme=year, title="Chair’s business")
    StandingReportFactory(programme=year, title="Commissioner’s update")
    common = {"programme": year}
    ProgrammeEntryFactory(title="Police and crime plan", meeting=out, minutes_planned=90, lead="The Commissioner", **common)
    ProgrammeEntryFactory(title=LONG, meeting=out, minutes_planned=60, notes="With figures.", **common)
    ProgrammeEntryFactory(title="Staffing matter in full", meeting=out, private=True, **common)
    late = ProgrammeEntryFactory(title="Estates strategy", meeting=held, deferred=True, **common)
    ProgrammeEntryFactory(title="Estates strategy", meeting=out, follows=late, **common)
    ProgrammeMoveFactory(entry=late, from_meeting=held, to_meeting=out, moved_by=world.users[CLERK])
    ProgrammeEntryFactory(title="Budget and precept", meeting=held, done=True, **common)
    ProgrammeEntryFactory(title="Joint meeting", meeting=held, cancelled=True, **common)
    ProgrammeEntryFactory(title="Veto of the precept", planned_for=date(2022, 2, 4), **common)
    ProgrammeEntryFactory(title="Visit to the control room", **common)
    ProgrammeEntryFactory(title="Entered twice", meeting=out, removed=True, **common)
    following = WorkProgrammeFactory(body=body, started_on=date(2022, 6, 16), draft=True)
    ProgrammeEntryFactory(programme=following, title="Annual report")


def _events(world: Any) -> None:
    body = world.body
    EventFactory(body=body, slug="forum-in-april", title="Public forum in Northmouth", part_of_day=PartOfDay.EVENING)
    EventFactory(
        body=body, slug="forum-in-may", title="Public forum in Eastmoor", held_on=date(2022, 5, 5), confirmed=True,
        starts_at=time(18, 30), ends_at=time(20), venue=body.area.venues.first(), about="Come and ask.",
    )  # fmt: skip
    EventFactory(body=body, slug="forum-later", title="Public forum in Westhampton", dateless=True)
    EventFactory(body=body, slug="visit", title="Visit to custody", kind=EventKind.VISIT, private=True)
    EventFactory(body=body, slug="forum-cancelled", title="Forum that was off", held_on=date(2022, 3, 3), cancelled=True)
    EventFactory(body=body, slug="forum-over", title="Forum of the winter", held_on=date(2022, 1, 31), held=True)


def _briefing(world: Any) -> Meeting:
    """A private briefing that is over, of which there are no minutes."""
    made = HeldMeetingFactory(
        body=world.body, held_on=BRIEFED, kind=MeetingKind.PRIVATE_BRIEFING, publication=Publication.MEMBERS,
        slug=f"{BRIEFED}-panel-private-briefing",
    )  # fmt: skip
    world.meetings["briefing"] = made
    return made
