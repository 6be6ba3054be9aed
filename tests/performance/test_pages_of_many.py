"""The benchmark's loader makes what it says; a page of forty measures with charts asks no more of the database than one."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks import figures
from performance.models import Measure, Observation, Series
from performance.services.standing import analyses_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 14  # of an overview with charts, read by everybody, whatever the number of its measures


@pytest.fixture
def loaded(monkeypatch):
    """Two years of 51 measures in 20 forces."""
    monkeypatch.setattr(figures, "AREAS", {"one": 1, "ten": 10, "forty": 40})
    monkeypatch.setattr(figures, "FORCES", 20)
    monkeypatch.setattr(figures, "MONTHS", 24)
    figures.load()
    figures.keep()


def test_the_loader_makes_every_figure_of_every_force(loaded):
    assert (Series.objects.count(), Observation.objects.count()) == (51 * 20, 51 * 20 * 24)


def test_what_it_loads_can_be_worked_out(loaded):
    found = analyses_of(Measure.objects.all(), AnonymousUser()).values()

    assert {(len(one.points), one.place.size, one.place.is_reckoned, len(one.limits)) for one in found} == {(24, 8, True, 1)}


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_an_overview_of_forty_measures_with_charts_asks_as_much_as_one(client, loaded):
    counts = [queries_of(client, f"/{name}/performance/?charts=1") for name in ("one", "ten", "forty")]

    assert counts == [counts[0]] * 3
    assert counts[0] <= MOST_QUERIES


def test_every_page_that_the_benchmark_asks_for_is_there(client, loaded):
    for address in figures.PAGES.values():
        if "/twenty/" not in address:
            assert client.get(address.format(3)).status_code == 200
