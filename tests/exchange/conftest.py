"""An area that publishes open data, and people of its office."""

from datetime import date

import pytest

from accounts.choices import Role
from exchange.publishing.identity import source_of
from panels import rulebook
from panels.choices import RuleUnit
from tests.factories.commissioning import PublisherFactory
from tests.factories.panels import AppointmentFactory, PoliceAreaFactory, RuleFactory


@pytest.fixture
def area(db):
    area = PoliceAreaFactory()
    PublisherFactory(area=area, contracts_prefix="ocds-a1b2c3")
    return area


@pytest.fixture
def source(area):
    return source_of(area)


@pytest.fixture
def officer(area):
    return AppointmentFactory(area=area, role=Role.OFFICE_COMMISSIONING).user


@pytest.fixture
def rule(area):
    return RuleFactory(
        key=rulebook.SPENDING, jurisdiction=area.nation, number=500, unit=RuleUnit.POUNDS, in_force_from=date(2012, 1, 1)
    )
