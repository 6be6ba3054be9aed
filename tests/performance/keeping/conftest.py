"""A performance officer, somebody of the panel, and a measure of 36 months of which everybody reads all."""

from datetime import date

import pytest

from accounts.choices import Role
from interface import clock
from tests.factories.panels import AppointmentFactory, BodyFactory, PoliceAreaFactory
from tests.factories.performance import ObjectiveFactory
from tests.performance.reading import measure_with


@pytest.fixture(autouse=True)
def today():
    """Thursday 10 March 2022."""
    with clock.stand_on(date(2022, 3, 10)):
        yield


@pytest.fixture
def area(db):
    return PoliceAreaFactory(slug="northshire", name="Northshire")


@pytest.fixture
def analyst(area):
    return AppointmentFactory(area=area, role=Role.OFFICE_PERFORMANCE, user__email="analyst@opcc.example").user


@pytest.fixture
def member(area):
    body = BodyFactory(area=area, slug="panel")
    return AppointmentFactory(area=area, body=body, role=Role.PANEL_MEMBER, user__email="member@panel.example").user


@pytest.fixture
def measure(area):
    return measure_with(objective=ObjectiveFactory(area=area), slug="knife-crime", title="Knife crime")
