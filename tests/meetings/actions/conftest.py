"""What the tests of actions share: the day, the meeting in March, the Chair, and an officer who answers for an action."""

import pytest

from accounts.choices import Role
from interface import clock
from tests.factories.minutes import HeldMeetingFactory
from tests.factories.panels import AppointmentFactory
from tests.meetings.actions.raising import MARCH, TODAY


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def march(body):
    return HeldMeetingFactory(body=body, held_on=MARCH)


@pytest.fixture
def chair(area, body):
    return AppointmentFactory(area=area, body=body, role=Role.CHAIR).user


@pytest.fixture
def officer(area):
    """Who answers for an action in the portal, without a seat on the panel."""
    return AppointmentFactory(area=area, role=Role.OFFICE_DECISIONS, user__email="officer@opcc.example").user
