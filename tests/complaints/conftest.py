"""The cast of a complaint, and the rule book as it is delivered."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from accounts.choices import Role
from complaints.choices import CameTo, Handler, Means, Power
from complaints.services.allegations import AllegationFacts
from complaints.services.complaints import PartyFacts, log_complaint
from interface import clock
from panels.choices import BodyKind
from panels.services import load_rulebook
from tests.factories.complaints import HandlingPowerFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, OfficeHolderFactory, PoliceAreaFactory

TODAY = date(2022, 2, 11)
EVENTS = date(2022, 1, 12)


@pytest.fixture
def today():
    """Friday 11 February 2022."""
    with clock.stand_on(TODAY):
        yield TODAY


@pytest.fixture
def area(db):
    return PoliceAreaFactory(slug="northshire", name="Northshire")


@pytest.fixture
def body(area):
    return BodyFactory(area=area, slug="panel", name="Northshire Police and Crime Panel")


@pytest.fixture
def sub_committee(body):
    return BodyFactory(
        area=body.area, slug="complaints", name="Complaints Sub-Committee", parent=body, kind=BodyKind.SUB_COMMITTEE
    )


@pytest.fixture
def holder(area):
    """The Commissioner since 13 May 2021."""
    return OfficeHolderFactory(area=area)


@pytest.fixture
def rulebook(db):
    load_rulebook(json.loads((Path(settings.BASE_DIR) / "fixtures" / "rulebook.json").read_text()))


@pytest.fixture
def powers(body):
    """First handling is the office's, all else the lead officer's; informal resolution and publication stay with the panel."""
    offices = (Power.RECORD, Power.REFER)
    leads = (Power.DISAPPLY, Power.WITHDRAW)
    made = [HandlingPowerFactory(body=body, power=one) for one in offices]
    return made + [HandlingPowerFactory(body=body, power=one, led=True, handler=Handler.LEAD_OFFICER) for one in leads]


@pytest.fixture
def clerk(area):
    return AppointmentFactory(area=area, user__name="Chris Clerk", user__email="clerk@panel.example").user


@pytest.fixture
def lead(area, body):
    """The panel's lead officer."""
    made = AppointmentFactory(area=area, body=body, role=Role.LEAD_OFFICER, user__email="lead@panel.example")
    return made.user


@pytest.fixture
def office(area):
    """Who handles complaints in the Commissioner's office."""
    return AppointmentFactory(area=area, role=Role.OFFICE_COMPLAINTS, user__email="office@opcc.example").user


@pytest.fixture
def member(area, body):
    return AppointmentFactory(area=area, body=body, role=Role.PANEL_MEMBER, user__email="member@panel.example").user


@pytest.fixture
def log(body, holder):
    """Logs a complaint that came to the office today, with one allegation and a complainant who can be reached."""

    def logged(**facts):
        given = {
            "area": body.area, "body": body, "means": Means.EMAIL, "came_to": CameTo.OFFICE, "received_on": clock.today(),
            "office_holder": holder, "line": "How a letter was answered", "actor": None,
            "allegations": [AllegationFacts("That a letter was not answered.", EVENTS)],
            "parties": [PartyFacts(name="Marian Wren", email="marian.wren@mail.example", address="4 Hazel Row")],
        }  # fmt: skip
        return log_complaint(**(given | facts))

    return logged
