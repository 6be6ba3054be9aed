"""A commissioning officer of the Commissioner's office, the panel's clerk and a member, on Thursday 10 March 2022."""

from datetime import date

import pytest

from accounts.choices import Role
from interface import clock
from tests.factories.panels import AppointmentFactory, BodyFactory, PoliceAreaFactory

TODAY = date(2022, 3, 10)


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(TODAY):
        yield TODAY


@pytest.fixture
def area(db):
    return PoliceAreaFactory(slug="northshire", name="Northshire")


@pytest.fixture
def office(area):
    return AppointmentFactory(area=area, role=Role.OFFICE_COMMISSIONING, user__email="office@opcc.example").user


@pytest.fixture
def clerk(area):
    return AppointmentFactory(area=area, user__email="clerk@panel.example").user


@pytest.fixture
def member(area):
    body = BodyFactory(area=area)
    return AppointmentFactory(area=area, body=body, role=Role.PANEL_MEMBER, user__email="member@panel.example").user
