"""A board of the Commissioner, its meetings, and who keeps them."""

from datetime import date

import pytest

from meetings.choices import Publication
from tests.factories.meetings import AnnouncedMeetingFactory
from tests.factories.minutes import HeldMeetingFactory, MinutesFactory
from tests.factories.register import BoardFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(today):
    """Every test of a board stands on 3 February 2022."""


@pytest.fixture
def board(area):
    return BoardFactory(area=area, slug="board", name="Avon Police and Crime Board")


@pytest.fixture
def coming(board):
    """A meeting of 17 March whose agenda is being prepared."""
    return AnnouncedMeetingFactory(body=board, held_on=date(2022, 3, 17))


@pytest.fixture
def held(board):
    """A meeting of 1 February whose agenda is out."""
    return HeldMeetingFactory(body=board, publication=Publication.NOTICE)


@pytest.fixture
def minutes(held):
    return MinutesFactory(meeting=held)
