"""The office and a panel on Monday 7 March 2022, with a measure whose figures reach the end of 2021."""

from datetime import date

import pytest

from accounts.choices import Role
from interface import clock
from performance.services.standing import keep_standings
from tests.factories.meetings import AnnouncedMeetingFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, PoliceAreaFactory
from tests.factories.performance import MeasureFactory, ObjectiveFactory, SeriesFactory, months

TODAY = date(2022, 3, 7)
END = date(2021, 12, 31)
STEADY = [100, 102, 98, 101, 99, 100] * 6


@pytest.fixture(autouse=True)
def on_the_day(db):
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def area(db):
    return PoliceAreaFactory(slug="avon", name="Avon", commissioner_name="Mark Shelford")


@pytest.fixture
def body(area):
    return BodyFactory(area=area, slug="panel", name="Avon Police and Crime Panel")


@pytest.fixture
def office(area):
    return AppointmentFactory(area=area, role=Role.OFFICE_PERFORMANCE, user__email="office@opcc.example").user


@pytest.fixture
def member(area, body):
    return AppointmentFactory(area=area, body=body, role=Role.PANEL_MEMBER, user__email="member@panel.example").user


@pytest.fixture
def objective(area):
    return ObjectiveFactory(area=area, slug="robbery", title="Reduce robbery", about="Why it matters.")


@pytest.fixture
def measure(objective):
    """Robbery, known to everybody, of which no figure is released yet."""
    made = MeasureFactory(objective=objective, slug="personal-robbery", title="Personal robbery", released_until=None)
    months(SeriesFactory(measure=made), STEADY)
    keep_standings([made])
    return made


@pytest.fixture
def meeting(body):
    return AnnouncedMeetingFactory(body=body, held_on=date(2022, 3, 17))
