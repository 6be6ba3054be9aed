"""What the tests of chains share: the day, the meeting that asked, the one whose pack is out, and the action between them."""

from datetime import date

import pytest

from interface import clock
from meetings.choices import EntryKind
from tests.factories.minutes import ActionFactory, HeldMeetingFactory, MinuteEntryFactory, MinuteItemFactory, MinutesFactory
from tests.meetings.chains import DEMO_DAY


@pytest.fixture(autouse=True)
def demo_day():
    with clock.stand_on(DEMO_DAY):
        yield


@pytest.fixture
def asked(body):
    """The meeting that asked, on 1 February 2022."""
    return HeldMeetingFactory(body=body)


@pytest.fixture
def coming(body):
    """The meeting whose pack is out, on 17 March 2022."""
    return HeldMeetingFactory(body=body, held_on=date(2022, 3, 17), status="published")


@pytest.fixture
def minutes(asked):
    return MinutesFactory(meeting=asked, published=True)


@pytest.fixture
def action(body, asked, minutes):
    item = MinuteItemFactory(minutes=minutes, number="10", title="Performance")
    entry = MinuteEntryFactory(item=item, kind=EntryKind.ACTION, text="To define serious violence.")
    return ActionFactory(body=body, entry=entry, raised_meeting=asked, reference="A-2022-004", text=entry.text)
