"""The area, the panel and the office of an update report, on Monday 7 March 2022."""

from datetime import date

import pytest

from accounts.choices import Role
from documents import sources
from interface import clock
from tests.factories.panels import AppointmentFactory, BodyFactory, PoliceAreaFactory

TODAY = date(2022, 3, 7)


@pytest.fixture(autouse=True)
def on_the_day(db):
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def area(db):
    return PoliceAreaFactory(slug="avon", name="Avon")


@pytest.fixture
def body(area):
    return BodyFactory(area=area, slug="panel", name="Avon Police and Crime Panel")


@pytest.fixture
def office(area):
    return AppointmentFactory(area=area, role=Role.OFFICE_DECISIONS, user__email="office@opcc.example").user


@pytest.fixture
def clerk(area):
    return AppointmentFactory(area=area, user__email="clerk@panel.example").user


@pytest.fixture
def register(monkeypatch):
    """A register of registers with one in it that says what it is told, and the report itself."""
    said = {"text": "## Inspections\n\n1.9 Three inspections.", "charts": {}, "asked": []}

    def write(area, body, on, collection):
        said["asked"].append((on, collection))
        return said["text"], said["charts"]

    own = sources._register["commissioners-update"]
    known = {"inspections": sources.Source("inspections", "Inspections", write, of_collection=True), own.key: own}
    monkeypatch.setattr(sources, "_register", known)
    return said
