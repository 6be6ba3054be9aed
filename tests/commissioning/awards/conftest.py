"""Who keeps awards, and an award as it was entered."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from accounts.choices import Role
from commissioning.choices import AwardKind, Vat
from commissioning.services import awards as services
from interface import clock
from panels.services import load_rulebook
from tests.commissioning.awards.awarding import DAY, TODAY
from tests.factories.commissioning import ProviderFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, PoliceAreaFactory


@pytest.fixture(autouse=True)
def today():
    """Thursday 10 March 2022."""
    with clock.stand_on(TODAY):
        yield TODAY


@pytest.fixture
def area(db):
    return PoliceAreaFactory(slug="northshire", name="Northshire")


@pytest.fixture
def office(area):
    """Who commissions in the Commissioner's office."""
    return AppointmentFactory(area=area, role=Role.OFFICE_COMMISSIONING, user__email="office@opcc.example").user


@pytest.fixture
def member(area):
    return AppointmentFactory(area=area, body=BodyFactory(area=area), role=Role.PANEL_MEMBER).user


@pytest.fixture
def entered(area, office):
    """An award as the office enters it; `made` and `public` for how far it has come."""

    def enter(*, kind=AwardKind.GRANT, title="Night support", amount="1204.50", made=True, public=False, **facts):
        provider = facts.pop("provider", None) or ProviderFactory(area=area, draft=True)
        given = {"purpose": "A night bus.", "reasons": "It prevents crime.", "vat": Vat.OUTSIDE, **facts}
        one = services.create_award(
            area=area, kind=kind, title=title, provider=provider, amount=Decimal(amount), actor=office, **given
        )
        if made or public:
            one = services.make_award(award=one, version=one.version, awarded_on=DAY, actor=office)
        return services.publish_award(award=one, version=one.version, actor=office) if public else one

    return enter


@pytest.fixture
def rulebook(db):
    load_rulebook(json.loads((Path(settings.BASE_DIR) / "fixtures" / "rulebook.json").read_text()))
