"""What the tests of the services of minutes share: the day after a meeting, its minutes, an item of each kind, the seats."""

from datetime import date

import pytest

from interface import clock
from tests.factories.minutes import HeldMeetingFactory, MinuteItemFactory, MinutesFactory
from tests.meetings.minutes_services.minuting import seats_of


@pytest.fixture(autouse=True)
def the_day_after():
    with clock.stand_on(date(2022, 2, 2)):
        yield


@pytest.fixture
def meeting(body):
    return HeldMeetingFactory(body=body)


@pytest.fixture
def minutes(meeting):
    return MinutesFactory(meeting=meeting)


@pytest.fixture
def item(minutes):
    return MinuteItemFactory(minutes=minutes, number="8", title="Budget")


@pytest.fixture
def private(minutes):
    return MinuteItemFactory(minutes=minutes, private=True)


@pytest.fixture
def seats(meeting):
    return seats_of(meeting)
