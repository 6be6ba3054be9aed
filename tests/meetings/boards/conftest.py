"""A board of the Commissioner with its office, its standing attendees, and meetings of March and April 2018."""

from datetime import date, time

import pytest

from accounts.choices import Role
from interface import clock
from meetings import services
from meetings.choices import AttendanceGroup
from meetings.services.packs import build_packs
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, VenueFactory
from tests.factories.minutes import HeldMeetingFactory
from tests.factories.panels import AppointmentFactory, ContactOfficerFactory, PoliceAreaFactory
from tests.factories.register import BoardFactory, StandingAttendeeFactory

MARCH, APRIL = date(2018, 3, 7), date(2018, 4, 4)
OFFICES = (
    ("Police and Crime Commissioner", AttendanceGroup.COMMISSIONER),
    ("Chief Constable", AttendanceGroup.CONSTABULARY),
    ("Deputy Chief Constable", AttendanceGroup.CONSTABULARY),
    ("Constabulary CFO", AttendanceGroup.CONSTABULARY),
)


@pytest.fixture
def area(db):
    return PoliceAreaFactory(slug="avon", name="Avon")


@pytest.fixture
def board(area):
    """A board that attends by office, letters its sub-items and approves its papers for release."""
    made = BoardFactory(area=area, slug="board", name="Police and Crime Board", purpose="The forum for formal decisions.")
    for office, group in OFFICES:
        StandingAttendeeFactory(body=made, office=office, group=group)
    ContactOfficerFactory(body=made)
    return made


@pytest.fixture
def office(area):
    """Decisions staff of the Commissioner's office, who prepare the board."""
    return AppointmentFactory(area=area, role=Role.OFFICE_DECISIONS, user__name="Olu Office", started_on=date(2016, 5, 5)).user


@pytest.fixture
def clerk(area):
    """The panel's clerk, whom the board is none of the business of."""
    return AppointmentFactory(area=area, role=Role.CLERK, user__email="clerk@panel.example", started_on=date(2016, 5, 5)).user


@pytest.fixture
def april(board):
    """The meeting of 4 April 2018 as a row, its agenda out to those who attend."""
    return HeldMeetingFactory(body=board, held_on=APRIL, publication="notice")


@pytest.fixture
def march(board):
    """The meeting of 7 March 2018 as a row, its agenda out to those who attend."""
    return HeldMeetingFactory(body=board, held_on=MARCH, publication="notice")


@pytest.fixture
def drafted(board):
    """A draft for 4 April 2018 with a performance item and two lettered papers under it, and a private item."""
    venue = VenueFactory(area=board.area, name="Gordano Room")
    meeting = MeetingFactory(body=board, held_on=APRIL, starts_at=time(13), ends_at=time(17), venue=venue)
    AgendaItemFactory(meeting=meeting, title="Apologies")
    performance = AgendaItemFactory(meeting=meeting, title="Performance")
    AgendaItemFactory(meeting=meeting, title="Assurance report", parent=performance)
    AgendaItemFactory(meeting=meeting, title="CANARY-OVERVIEW", parent=performance)
    meeting.refresh_from_db()
    return meeting


def publish_on(meeting, actor, on):
    """Build the packs of a board's meeting and send out its agenda."""
    with clock.stand_on(on):
        build_packs(meeting=meeting, actor=actor)
        services.publish_agenda(meeting=meeting, actor=actor)
    meeting.refresh_from_db()
    return meeting
