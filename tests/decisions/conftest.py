"""The cast of a statutory case, and the rule book as it is delivered."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from accounts.choices import Role
from interface import clock
from panels.services import load_rulebook
from tests.factories.panels import AppointmentFactory, BodyFactory, PoliceAreaFactory

TODAY = date(2022, 2, 3)


@pytest.fixture
def today():
    """Thursday 3 February 2022, five days before the panel's report on a precept is due."""
    with clock.stand_on(TODAY):
        yield TODAY


@pytest.fixture
def area(db):
    return PoliceAreaFactory(slug="avon", name="Avon")


@pytest.fixture
def body(area):
    return BodyFactory(area=area, slug="panel", name="Avon Police and Crime Panel")


@pytest.fixture
def rulebook(db):
    load_rulebook(json.loads((Path(settings.BASE_DIR) / "fixtures" / "rulebook.json").read_text()))


@pytest.fixture
def clerk(area):
    return AppointmentFactory(area=area, user__name="Chris Clerk").user


@pytest.fixture
def office(area):
    """Who works on decisions in the Commissioner's office."""
    return AppointmentFactory(area=area, role=Role.OFFICE_DECISIONS, user__email="office@opcc.example").user


@pytest.fixture
def member(area, body):
    return AppointmentFactory(area=area, body=body, role=Role.PANEL_MEMBER, user__email="member@panel.example").user
