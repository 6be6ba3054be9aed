"""Every route, asked by the whole cast in every publication state: what it answers, and what it shows."""

from collections.abc import Iterator

import pytest

from tests.access.check import World, mismatches
from tests.access.routes import ROUTES, routes
from tests.access.table import TABLE
from tests.access.world import built_world

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    with django_db_blocker.unblock(), built_world(tmp_path_factory) as built:
        yield built


def test_table_names_every_route_and_no_other():
    assert sorted({row.route for row in TABLE}) == sorted(ROUTES)


def test_every_route_has_a_name_of_its_own():
    names = [route.name for route in routes()]

    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.route}{row.query}-{row.places[0][0]}")
def test_route_answers_and_shows_as_the_table_says(world, row):
    found = mismatches(world, [row])

    assert found == [], "\n".join(found)
