"""A performance officer of the Commissioner's office, the panel's clerk, and the rule book as it is delivered."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from accounts.choices import Role
from interface import clock
from panels.services import load_rulebook
from performance.services import inspections as services
from tests.factories.panels import AppointmentFactory, BodyFactory, PoliceAreaFactory

TODAY = date(2022, 3, 10)
REPORT = date(2022, 2, 25)
DUE = date(2022, 4, 21)  # the 56th day, 25 February counted


@pytest.fixture(autouse=True)
def today():
    """Thursday 10 March 2022."""
    with clock.stand_on(TODAY):
        yield TODAY


@pytest.fixture
def area(db):
    return PoliceAreaFactory(slug="northshire", name="Northshire")


@pytest.fixture
def body(area):
    return BodyFactory(area=area, slug="panel", name="Northshire Police and Crime Panel")


@pytest.fixture
def rulebook(db):
    load_rulebook(json.loads((Path(settings.BASE_DIR) / "fixtures" / "rulebook.json").read_text()))


@pytest.fixture
def office(area):
    """Who reports on performance in the Commissioner's office."""
    return AppointmentFactory(area=area, role=Role.OFFICE_PERFORMANCE, user__email="office@opcc.example").user


@pytest.fixture
def clerk(area):
    return AppointmentFactory(area=area, user__email="clerk@panel.example").user


@pytest.fixture
def member(area, body):
    return AppointmentFactory(area=area, body=body, role=Role.PANEL_MEMBER, user__email="member@panel.example").user


@pytest.fixture
def inspected(area, rulebook):
    """An inspection whose report came out on 25 February 2022; `public` for one that everybody knows of."""

    def made(*, title="Response to rape", public=True, report_on=REPORT, **facts):
        one = services.create_inspection(area=area, actor=None, title=title, **facts)
        if public:
            one = services.publish_inspection(inspection=one, version=one.version, actor=None)
        if report_on:
            one = services.report_published(inspection=one, version=one.version, actor=None, report_on=report_on)
        return one

    return made


@pytest.fixture
def answered(inspected):
    """The same with a published response."""

    def made(*, responded_on=TODAY, text="What the Commissioner says.", **facts):
        one = inspected(**facts)
        one = services.write_response(inspection=one, version=one.version, actor=None, text=text)
        return services.publish_response(inspection=one, version=one.version, actor=None, responded_on=responded_on)

    return made
