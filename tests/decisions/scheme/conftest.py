"""The items of the scheme as they are delivered, and a spreadsheet of spending."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from decisions.models import SchemeItem
from decisions.services.scheme.loading import load_scheme
from interface import clock

TODAY = date(2022, 3, 10)


@pytest.fixture
def rows():
    return json.loads((Path(settings.BASE_DIR) / "fixtures" / "scheme.json").read_text())


@pytest.fixture
def today():
    """Thursday 10 March 2022: February is over, and January is late once March begins."""
    with clock.stand_on(TODAY):
        yield TODAY


@pytest.fixture
def scheme(area, rulebook, today, rows):
    load_scheme(rows)


@pytest.fixture
def spending(scheme):
    return SchemeItem.objects.get(key="spending-over-500")


@pytest.fixture
def budget(scheme):
    return SchemeItem.objects.get(key="total-budget")
