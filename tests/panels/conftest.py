"""The panel that these tests share, and its clerk; a module that needs another makes its own."""

import pytest

from tests.factories.panels import AppointmentFactory, BodyFactory, PoliceAreaFactory


@pytest.fixture
def panel(db):
    area = PoliceAreaFactory(slug="avonshire", name="Avonshire")
    return BodyFactory(area=area, slug="panel", name="Avonshire Police and Crime Panel")


@pytest.fixture
def clerk(panel):
    return AppointmentFactory(area=panel.area).user
