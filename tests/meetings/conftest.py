"""The cast and the meetings that these tests share."""

from datetime import date

import pytest

from accounts.choices import Role
from meetings.models import AgendaItem
from meetings.services import add_paper
from tests.factories.meetings import AgendaItemFactory, PrivateItemFactory, ReadyMeetingFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, PoliceAreaFactory
from tests.factories.programme import WorkProgrammeFactory

# Words of a private item that no public response may ever hold
CANARIES = ("CANARY-TITLE", "CANARY-PURPOSE", "CANARY-LEAD", "CANARY-PAPER", "canary-title", "canary-paper")


@pytest.fixture
def area(db):
    return PoliceAreaFactory(slug="avon", name="Avon")


@pytest.fixture
def body(area):
    return BodyFactory(area=area, slug="panel", name="Avon Police and Crime Panel")


@pytest.fixture
def clerk(area):
    return AppointmentFactory(area=area, user__name="Chris Clerk").user


@pytest.fixture
def member(area, body):
    return AppointmentFactory(area=area, body=body, role=Role.PANEL_MEMBER, user__email="member@panel.example").user


@pytest.fixture
def ready(body):
    return ReadyMeetingFactory(body=body)


@pytest.fixture
def programme(body):
    """The published work programme of 2021/22."""
    return WorkProgrammeFactory(body=body, slug="2021-22", started_on=date(2021, 6, 24), ended_on=date(2022, 6, 23))


@pytest.fixture
def agenda(ready):
    """Three items in order: Apologies, Update, Programme."""
    for title in ("Update", "Programme"):
        AgendaItemFactory(meeting=ready, title=title)
    ready.refresh_from_db()
    return ready


@pytest.fixture
def with_private(ready, clerk):
    """A meeting with a private item whose every private word is a canary."""
    item = PrivateItemFactory(
        meeting=ready, title="CANARY-TITLE", purpose="CANARY-PURPOSE", lead="CANARY-LEAD", neutral_title="Staffing matter"
    )

    add_paper(item=item, actor=clerk, title="CANARY-PAPER", text="CANARY-PAPER text")
    ready.refresh_from_db()
    return ready


def titles(meeting):
    return [(item.number, item.title) for item in AgendaItem.objects.filter(meeting=meeting).in_order()]
