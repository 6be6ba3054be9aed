"""What the tests of the pages of writing share: the hour of the meeting, its minutes, who is there, an item, and the clerk."""

import pytest

from interface import clock
from tests.factories.minutes import HeldMeetingFactory, MinuteItemFactory, MinutesFactory
from tests.meetings.writing.minuting_pages import DAY, members_of


@pytest.fixture(autouse=True)
def during_the_meeting():
    with clock.stand_on(DAY):
        yield


@pytest.fixture
def minutes(body):
    return MinutesFactory(meeting=HeldMeetingFactory(body=body))


@pytest.fixture
def members(minutes):
    return members_of(minutes)


@pytest.fixture
def item(minutes):
    return MinuteItemFactory(minutes=minutes, title="Budget and precept")


@pytest.fixture
def writer(client, clerk):
    client.force_login(clerk)
    return client
