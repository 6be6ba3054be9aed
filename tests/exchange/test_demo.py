"""The demo's registers of commissioning: they load once, their totals say what they should, and their files meet the schemas."""

import json
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from accounts.choices import Role
from commissioning.models import Award, Reading, StatedTotal
from commissioning.services.loading import load_commissioning, read_commissioning
from commissioning.services.totals import checks_of
from exchange.ocds.files import records_file, releases_file
from exchange.ocds.reading import processes_of
from exchange.publishing.identity import source_of
from exchange.publishing.writing import as_json
from exchange.threesixtygiving.facts import grants_of
from exchange.threesixtygiving.files import grants_file
from interface import clock
from panels.services import load_panel, load_rulebook, read_panel
from tests.exchange.schemas import errors, grants_validator, needs_schemas, read, records_validator, releases_validator
from tests.factories.panels import AppointmentFactory
from tests.factories.register import DecisionFactory

FIXTURES = settings.BASE_DIR / "fixtures"
pytestmark = pytest.mark.django_db
REAL, INVENTED = "avon-and-somerset", "northshire"


def load(slug):
    """The area with its registers; decisions that awards name stand in the register without their texts."""
    load_rulebook(json.loads((FIXTURES / "rulebook.json").read_text()))
    area = load_panel(read_panel(FIXTURES / slug))
    for row in json.loads((FIXTURES / slug / "board.json").read_text())["decisions"]:
        DecisionFactory(area=area, year=row["year"], number=row["number"])
    officer = AppointmentFactory(area=area, role=Role.OFFICE_COMMISSIONING, started_on=date(2018, 1, 1)).user
    with clock.stand_on(datetime(2022, 3, 10, 9)):  # noqa: DTZ001 (the clock takes it as London's)
        done = [load_commissioning(read_commissioning(FIXTURES / slug), area=area, actor=officer) for _again in range(2)]
    assert done[0] > 50
    assert done[1] == 0
    return area


def checks(area):
    totals = list(StatedTotal.objects.filter(area=area))
    found = checks_of(totals, AnonymousUser())
    return {one.title: found[one.pk] for one in totals}


def test_the_real_tables_add_up_and_their_figures_are_those_of_the_papers():
    area = load(REAL)

    found = checks(area)
    assert [(one.stated, one.agrees) for one in found.values()] == [(Decimal("30797.00"), True), (Decimal("70000.00"), True)]
    assert list(Reading.objects.order_by("indicator__position").values_list("value", flat=True)) == [224, 154, 161]
    assert Award.objects.get(area=area, kind="contract").amount == Decimal("1700000.00")


def test_an_invented_table_that_does_not_add_up_is_flagged_with_the_difference():
    found = checks(load(INVENTED))

    assert found["Safer Streets fund: grants to eleven groups"].agrees
    assert found["Community safety grants 2021/22"].difference == Decimal("-750.00")
    assert found["Expressions of interest in cameras"].difference == 1


@needs_schemas
@pytest.mark.parametrize("slug", [REAL, INVENTED])
def test_the_files_of_the_demo_meet_the_published_schemas(slug):
    area = load(slug)
    source = source_of(area)
    grants, processes = grants_of(area, source), processes_of(area, source)

    assert grants
    assert processes
    assert errors(grants_validator(), read(grants_file(grants, source, "json"))) == []
    assert errors(releases_validator(), read(as_json(releases_file(processes, source)))) == []
    assert errors(records_validator(), read(as_json(records_file(processes, source)))) == []
