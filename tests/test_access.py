"""Every route, asked by the whole cast in every publication state: what it answers, and what it shows.

`access/table.py` is the table; `access/states.py` says who knows of what; `access/world.py` makes what they know of.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from accounts.models import AuditEntry
from documents.models import Paper
from documents.services.papers import withdraw_paper
from meetings import services
from meetings.services.packs import withdraw_from_packs
from tests.access.cast import AUDITOR, CLERK, ENDED, ENTITLED, EVERYONE, MEMBER, OTHER_AREA, OTHER_BODY, PUBLIC
from tests.access.check import Row, address, ask, mismatches
from tests.access.guards import BOARD_GUARDS, GUARDS, every_area
from tests.access.routes import ROUTES, routes
from tests.access.states import word
from tests.access.states_cases import KINDS
from tests.access.states_minutes import MINUTED
from tests.access.states_performance import REPORTER
from tests.access.table import TABLE
from tests.access.table_boards import BOARD_ROWS
from tests.access.table_cases import KIND_ROWS
from tests.access.world import AREA, OTHER, World, built_world

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
    found = list(mismatches(world, [row]))

    assert found == [], "\n".join(found)


# Removing a guard ------------------------------------------------------------------------------------------------

ASKERS = (PUBLIC, CLERK, OTHER_AREA)
NOT_THEIRS = frozenset({PUBLIC, MEMBER, OTHER_AREA, OTHER_BODY, AUDITOR, ENDED})


def rows(name: str) -> list[Row]:
    return [row for row in TABLE if row.route.rpartition(":")[2] == name or row.route == name]


def method_of(route: str) -> str:
    return "POST" if rows(route)[0].get == 405 else "GET"


@pytest.mark.parametrize(("guard", "instead", "route"), GUARDS, ids=[f"{guard}-{route}" for guard, _, route in GUARDS])
def test_table_notices_a_missing_guard(world, monkeypatch, guard, instead, route):
    monkeypatch.setattr(guard, instead)

    assert next(mismatches(world, rows(route), people=NOT_THEIRS, methods=[method_of(route)]), None)


@pytest.mark.parametrize(("guard", "instead", "state", "name"), BOARD_GUARDS, ids=[f"{one[0]}-{one[3]}" for one in BOARD_GUARDS])
def test_table_notices_a_missing_guard_of_the_board(world, monkeypatch, guard, instead, state, name):
    found = next(row for row in BOARD_ROWS if row.route == f"meetings:{name}")
    asked = [replace(found, places=tuple(place for place in found.places if place[0] == state))]
    assert next(mismatches(world, asked, people=NOT_THEIRS | {CLERK}, methods=["GET"]), None) is None

    monkeypatch.setattr(guard, instead)

    assert f" {state}/" in "".join(mismatches(world, asked, people=NOT_THEIRS | {CLERK}, methods=["GET"]))


CLOSED_ROUTES = sorted({row.route for row in TABLE if row.closed and ROUTES[row.route].is_ours})


@pytest.mark.parametrize("route", CLOSED_ROUTES)
def test_table_notices_a_missing_sign_in(world, monkeypatch, route):
    pattern = ROUTES[route].pattern
    monkeypatch.setattr(pattern, "callback", pattern.callback.__wrapped__)

    assert next(mismatches(world, rows(route)[:1], people=frozenset({PUBLIC})), None)


def test_table_notices_missing_headers(world, monkeypatch):
    monkeypatch.setattr("accounts.middleware.NoStoreMiddleware.__call__", lambda self, request: self.get_response(request))

    assert next(mismatches(world, rows("area-home"), people=frozenset({MEMBER})), None)


# Figures that are not released -----------------------------------------------------------------------------------

# The one of the world, and every total that holds it (tests.access.world_performance.SECRET)
UNRELEASED = re.compile(r"7,?65[4-9],?\d{3}")
OF_FIGURES = ("performance:", "quarterly:report", "scrutiny:casework", "area-home")
WITH_FIGURES = [row for row in TABLE if row.route.startswith(OF_FIGURES) and not row.closed]
SAID_IN = ("measure-detail", "measure-figures", "chart-svg", "chart-csv")


def unreleased(world: World, row: Row, person: str) -> list[str]:
    """The places of a row at which somebody reads a figure that is not released."""
    asked = ((place, ask(world, person, "GET", address(world, row.route, place) + row.query)) for place in row.places)
    return ["/".join(place) for place, seen in asked if UNRELEASED.search(seen.text)]


@pytest.mark.parametrize("row", WITH_FIGURES, ids=lambda row: f"{row.route}{row.query}-{row.places[0][0]}")
def test_figure_that_is_not_released_is_read_nowhere(world, row):
    assert {person: unreleased(world, row, person) for person in ASKERS} == {person: [] for person in ASKERS}


@pytest.mark.parametrize("name", SAID_IN)
def test_the_office_reads_every_figure_and_without_the_guard_all_would(world, monkeypatch, name):
    row = rows(f"performance:{name}")[0]
    assert "released" in " ".join(unreleased(world, row, REPORTER))

    monkeypatch.setattr("performance.services.standing.areas_reporting", every_area)

    assert "released" in " ".join(unreleased(world, row, MEMBER))


# Ids are not keys ------------------------------------------------------------------------------------------------

TWINS = ("published", "elsewhere", "minuted", "minuted elsewhere")  # two and two of them have one address
OF_A_MEETING = [row for row in TABLE if "meeting" in ROUTES[row.route].words]
OF_A_THING = [row for row in OF_A_MEETING if {"item", "paper", "reference"} & set(ROUTES[row.route].words)]


def answers(world: World, row: Row, url: str) -> list:
    return [ask(world, person, method_of(row.route.rpartition(":")[2]), url).answer for person in ASKERS]


@pytest.mark.parametrize("row", OF_A_MEETING, ids=lambda row: row.route)
def test_address_of_one_area_is_absent_in_the_other(world, row):
    """Some meetings have one address in both areas, so those are left out here; their words are in the table above."""
    absent = answers(world, row, address(world, row.route, row.places[0], area=OTHER, meeting="2022-01-01-nothing"))
    for place in row.places[:8]:
        if place[0] not in TWINS:
            swapped = address(world, row.route, place, area=OTHER)
            assert answers(world, row, swapped) == absent, swapped


def another_than(state: str) -> str:
    """A meeting that has things of the same kind."""
    if state in MINUTED:
        return "confirmed" if state == "minuted" else "minuted"
    return "held" if state == "published" else "published"


@pytest.mark.parametrize("row", OF_A_THING, ids=lambda row: row.route)
def test_thing_of_one_meeting_is_absent_in_another(world, row):
    """Private papers are left out: every meeting has a `private-paper-1` of its own."""
    nothing = dict.fromkeys(("item", "paper", "reference"), "nothing")
    for place in row.places[:8]:
        if not world.papers.get(place, "").startswith("private-paper"):
            host = world.meetings[another_than(place[0])].slug
            swapped = address(world, row.route, place, area=AREA, meeting=host)
            absent = address(world, row.route, place, area=AREA, meeting=host, **nothing)
            assert answers(world, row, swapped) == answers(world, row, absent), swapped
            assert ask(world, CLERK, "POST" if row.get == 405 else "GET", swapped).answer == 404


@pytest.mark.parametrize("route", [row.route for row in KIND_ROWS])
def test_page_of_one_kind_of_case_is_absent_for_another(world, route):
    """Such as the decision on an appointment in a request to attend, and the sending of a request in a precept."""
    thing = next(row for row in KIND_ROWS if row.route == route).places[0][1]
    # A request and a review are closed at one address each, of their own kind
    other = "precept" if thing in ("information", "attendance", "reviewed") else "attendance"
    url = address(world, route, ("here", thing)).replace(f"/{KINDS[thing]}/the-{thing}/", f"/{KINDS[other]}/the-{other}/")

    assert f"/the-{other}/" in url
    assert [ask(world, person, "GET", url).answer for person in ASKERS] == [404] * len(ASKERS)


@pytest.mark.parametrize(("route", "words"), [
    ("panels:member-detail", {"person": f"member-of-{AREA}"}),
    ("panels:body-detail", {"body": "budget-group"}),
])  # fmt: skip
def test_person_or_body_of_one_area_is_absent_in_the_other(world, route, words):
    url = address(world, route, ("elsewhere", ""), **words)

    assert [ask(world, person, "GET", url).answer for person in ASKERS] == [404] * len(ASKERS)


# A change of state is immediate ----------------------------------------------------------------------------------

CONDITIONS = [
    {},
    {"Range": "bytes=0-99"},
    {"If-Modified-Since": "Fri, 01 Jan 2038 00:00:00 GMT"},
    {"If-None-Match": "*"},
    {"If-None-Match": "the tag it had"},
    {"If-Range": "the tag it had", "Range": "bytes=0-"},
]


@pytest.mark.parametrize(("access", "readers"), [("public", EVERYONE), ("exempt", ENTITLED)])
@pytest.mark.parametrize("route", ["meetings:paper-detail", "meetings:paper-file"])
def test_withdrawn_paper_gives_nothing_of_what_it_said(world, route, access, readers):
    place = ("published", access)
    url, text = address(world, route, place), word("published", access, "text")
    before = {person: ask(world, person, "GET", url) for person in sorted(EVERYONE)}
    assert {person for person, seen in before.items() if text in seen.text} == readers

    withdraw_paper(paper=published_paper(world, access), reason="Mended", actor=world.users[CLERK])

    tombstone = 200 if route == "meetings:paper-detail" else 404
    for person, condition in [(person, condition) for person in before for condition in CONDITIONS]:
        headers = {name: said if said != "the tag it had" else before[person].tag for name, said in condition.items()}
        seen = ask(world, person, "GET", url, **headers)
        assert seen.answer == (tombstone if person in readers else 404), (person, condition)
        assert text not in seen.text, (person, condition)


def test_withdrawn_paper_takes_the_pack_with_it(world):
    url = address(world, "meetings:pack-file", ("published", "public"))
    assert ask(world, PUBLIC, "GET", url).answer == 200

    paper = published_paper(world, "public")
    withdraw_from_packs(meeting=world.meetings["published"], paper=paper, reason="Mended", actor=world.users[CLERK])

    assert ask(world, PUBLIC, "GET", url).answer == 404


def published_paper(world: World, access: str) -> Paper:
    meeting = world.meetings["published"]
    return Paper.objects.get(area=meeting.area, collection=meeting.slug, slug=world.papers["published", access])


def test_audit_trail_forgets_the_address_of_an_item_made_private(world):
    """Its first address was made of its title, and the trail keeps what it is told for ever."""
    meeting, clerk = world.meetings["draft"], world.users[CLERK]
    secret = word("draft", "exempt", "secret")
    item = services.add_item(meeting=meeting, actor=clerk, title=secret)
    paper = services.add_paper(item=item, actor=clerk, title=secret, text="Words")
    services.set_item_private(
        item=item, actor=clerk, version=item.version, neutral_title="Staffing", exempt_paragraph=1, public_interest_reason="One"
    )

    paper.refresh_from_db()
    assert secret not in paper.slug
    assert [entry for entry in AuditEntry.objects.all() if secret in f"{entry.detail}{entry.target_reference}"] == []
    seen = ask(world, AUDITOR, "GET", address(world, "audit-list", ("here", "")))
    assert secret not in seen.text
