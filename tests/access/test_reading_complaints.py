"""Who complains is read only after signing in again, and whoever opens a page of a complaint is noted with it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from accounts.models import AuditEntry
from complaints.models import Complaint
from tests.access.cast import CHAIR, LEAD, MEMBER, SENDER
from tests.access.check import CONFIRM, Row, address, ask
from tests.access.routes import ROUTES
from tests.access.states_complaints import OFFICER, SEEN
from tests.access.table_complaints import COMPLAINT_ROWS
from tests.access.world import World, built_world

pytestmark = pytest.mark.django_db
# Pages that say who complains, or may
GUARDED = (
    "people-list", "person-create", "words-create", "person-update", "person-remove", "person-restore", "risk-list",
    "risk-create", "file-list", "file-detail", "file-download", "file-create", "file-share", "file-remove", "file-restore",
    "letter-preview", "letter-file", "letter-issue", "letter-email", "letter-text",
)  # fmt: skip
HERE = ("here", "resolving")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    with django_db_blocker.unblock(), built_world(tmp_path_factory) as built:
        yield built


def asked_at(row: Row) -> list[tuple[str, str]]:
    """Where a row asks of the complaint that is being resolved."""
    return [place for place in row.places if (place[0], place[1].partition(" ")[0]) == HERE]


def place_of(row: Row) -> tuple[str, str]:
    return asked_at(row)[0]


def of_a_complaint() -> list[Row]:
    """One row for each page of a complaint that can be read where it is being resolved."""
    found: dict[str, Row] = {}
    for row in COMPLAINT_ROWS:
        if "reference" in ROUTES[row.route].words and row.get == 200 and asked_at(row):
            found.setdefault(row.route, row)
    return list(found.values())


@pytest.fixture
def hasty(world) -> World:
    """Nobody has confirmed that it is they."""
    return replace(world, confirmed=world.cookies)


@pytest.mark.parametrize("name", GUARDED)
def test_who_complains_is_read_after_signing_in_again(world, hasty, name):
    row = next(row for row in COMPLAINT_ROWS if row.route == f"complaints:{name}")
    url = address(world, row.route, place_of(row))

    assert [ask(hasty, person, "GET", url).answer for person in (LEAD, OFFICER)] == [CONFIRM, CONFIRM]
    # The others learn nothing by being asked: each gets what the table says
    assert CONFIRM not in [ask(hasty, person, "GET", url).answer for person in (MEMBER, CHAIR, SENDER)]


def test_no_page_without_confirmation_says_who_complains(world, hasty):
    """Not even to the lead officer, who may read it: each page that is not guarded is asked by somebody who was hasty."""
    complaint = world.year["complaint"][HERE]
    names = [one for party in complaint.parties.all() for one in (party.name, party.email, party.phone, party.address) if one]
    unguarded = [row for row in of_a_complaint() if row.route.partition(":")[2] not in GUARDED]
    said = [
        (row.route, name)
        for row in unguarded
        for seen in [ask(hasty, LEAD, "GET", address(world, row.route, place_of(row)))]
        for name in names
        if seen.answer != CONFIRM and name in seen.text
    ]

    assert len(unguarded) > 20
    assert said == []


def test_every_page_of_a_complaint_notes_who_opened_it(world):
    """The rows of the table against the audit trail: what was opened left an entry, and who does not find it left none."""
    complaint = world.year["complaint"][HERE]
    missing, wrong, asked = [], [], 0
    for row in of_a_complaint():
        url = address(world, row.route, place_of(row))
        for person in (LEAD, OFFICER, MEMBER, SENDER):
            before = views_of(complaint)
            seen = ask(world, person, "GET", url)
            added = views_of(complaint) - before
            asked += 1
            if seen.answer == 200 and added < 1:
                missing.append((row.route, person))
            if added and person not in SEEN[HERE]:
                wrong.append((row.route, person))
    print(f"{asked} readings held against the trail")

    assert missing == []
    assert wrong == []
    assert asked > 100


def views_of(complaint: Complaint) -> int:
    return AuditEntry.objects.filter(action="complaints.viewed", target_reference=complaint.reference).count()


def test_the_trail_names_the_page_and_the_reader(world):
    complaint = world.year["complaint"][HERE]
    ask(world, LEAD, "GET", address(world, "complaints:allegation-list", HERE))
    entry = AuditEntry.objects.filter(action="complaints.viewed", target_reference=complaint.reference).latest("pk")

    assert (entry.actor, entry.detail) == (world.users[LEAD], {"page": "allegation-list"})
