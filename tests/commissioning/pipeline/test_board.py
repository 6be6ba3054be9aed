"""The board, the list and the files: where each procurement stands, what slips, and what nobody else may read."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commissioning.choices import ExerciseKind, ExerciseStatus, StageKind, Vat
from interface import clock
from tests.commissioning.pipeline.reading import address, words
from tests.factories import commissioning as make

pytestmark = pytest.mark.django_db
PAGES = ["pipeline", "exercise-list"]


@pytest.fixture
def slipping(area):
    """Bids closed on 1 February; the award was planned for 1 March and is not made."""
    made = make.ExerciseFactory(area=area, title="Refuge", reference="P-2022-001")
    make.StageFactory(exercise=made, kind=StageKind.CLOSED, planned_on=date(2022, 2, 1), actual_on=date(2022, 2, 1))
    make.StageFactory(exercise=made, kind=StageKind.AWARD, planned_on=date(2022, 3, 1))
    return made


@pytest.fixture
def timely(area):
    made = make.ExerciseFactory(area=area, of_grants=True, title="Community grants", reference="P-2022-002")
    make.StageFactory(exercise=made, kind=StageKind.NOTICE, planned_on=date(2022, 4, 1))
    return made


def rows(client, query="", name="exercise-list"):
    return [one.exercise.title for one in client.get(f"{address(name)}{query}").context["table"].page]


def lines(client, query=""):
    response = client.get(f"{address('exercise-export', 'csv')}{query}")
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def test_what_slips_stands_first_and_each_under_the_stage_that_it_reached(client, slipping, timely):
    response = client.get(address("pipeline"))

    assert [card["exercise"].title for card in response.context["slipping"]] == ["Refuge"]
    groups = {str(title): [card["exercise"].title for card in cards]
              for one in response.context["phases"] for title, cards in one["groups"]}  # fmt: skip
    assert groups == {"No stage reached yet": ["Community grants"], "Bids closed": ["Refuge"]}
    text = words(response)
    assert "Refuge : Award, 1 Mar 2022 9 days late" in text
    assert "Next: Notice, 1 Apr 2022 on time" in text


@pytest.mark.parametrize("name", PAGES)
def test_drafts_are_the_offices_own(client, area, office, clerk, slipping, name):
    make.ExerciseFactory(area=area, draft=True, title="CANARY")

    for person in (None, clerk, office):
        if person:
            client.force_login(person)
        assert ("CANARY" in words(client.get(address(name)))) is (person == office)
        assert ("CANARY" in str(lines(client))) is (person == office)


@pytest.mark.parametrize("name", PAGES)
def test_an_estimate_that_is_not_public_is_told_to_nobody_else(client, slipping, office, member, name):
    type(slipping).objects.update(estimate=Decimal("98765.00"), vat=Vat.EXCLUDING)

    for person in (None, member, office):
        if person:
            client.force_login(person)
        assert ("98,765" in words(client.get(address(name)))) is (person == office)
        assert ("98765" in str(lines(client))) is (person == office)
    type(slipping).objects.update(is_estimate_public=True)
    client.logout()
    assert "£98,765.00 estimated, without VAT" in words(client.get(address(name)))


def test_the_order_by_value_tells_nothing_of_a_secret_estimate(client, slipping, timely):
    type(slipping).objects.filter(pk=slipping.pk).update(estimate=Decimal("98765.00"))
    type(timely).objects.filter(pk=timely.pk).update(estimate=Decimal("1.00"), is_estimate_public=True)

    assert rows(client, "?sort=-value") == rows(client, "?sort=value") == ["Community grants", "Refuge"]


def test_what_was_awarded_takes_the_place_of_the_estimate_and_leaves_private_awards_out(client, area, slipping):
    make.AwardFactory(area=area, contract=True, exercise=slipping, amount=Decimal("1000.10"))
    make.AwardFactory(area=area, contract=True, exempt=True, exercise=slipping, amount=Decimal("98765.00"))
    make.AwardFactory(area=area, contract=True, unpublished=True, exercise=slipping, amount=Decimal("98765.00"))

    text = words(client.get(address("pipeline")))

    assert "£1,000.10 awarded, without VAT" in text
    assert "98,765" not in text


def test_the_list_is_narrowed_by_kind_state_priority_and_slip(client, area, slipping, timely):
    priority = make.PriorityFactory(area=area, slug="victims")
    make.ExerciseFactory(area=area, title="Over", status=ExerciseStatus.COMPLETE, priority=priority)

    found = {
        query: rows(client, f"?{query}")
        for query in ("", f"kind={ExerciseKind.GRANT_ROUND}", "state=complete", "state=all", "slip=late", "state=nonsense")
    }

    assert found == {
        "": ["Refuge", "Community grants"], "kind=grant-round": ["Community grants"], "state=complete": ["Over"],
        "state=all": ["Over", "Refuge", "Community grants"], "slip=late": ["Refuge"], "state=nonsense": [],
    }  # fmt: skip
    assert rows(client, "?state=all&priority=victims") == ["Over"]


def test_a_priority_that_was_taken_out_is_neither_offered_nor_told(client, area, slipping, office):
    gone = make.PriorityFactory(area=area, slug="gone", title="CANARY", removed_at=clock.now())
    type(slipping).objects.update(priority=gone)

    assert "CANARY" not in words(client.get(address("exercise-list")))
    assert rows(client, "?priority=gone") == []
    client.force_login(office)
    assert "CANARY" in words(client.get(address("exercise-list")))


def test_the_files_hold_exactly_what_the_list_shows(client, slipping, timely):
    type(slipping).objects.filter(pk=slipping.pk).update(title="=SUM(1)")

    found = lines(client, "?slip=late")

    assert [(one["Title"], one["Stage reached"], one["Next stage"], one["Days late"]) for one in found] == [
        ("'=SUM(1)", "Bids closed", "Award", "9")
    ]
    for fmt in ("xlsx", "ods"):
        assert client.get(address("exercise-export", fmt)).status_code == 200
    assert client.get(address("exercise-export", "exe")).status_code == 404


def test_an_empty_board_says_why_and_what_to_do(client, area, office):
    assert "Nothing that is in hand is published" in words(client.get(address("pipeline")))
    assert "Nothing matches. Remove a filter." in words(client.get(f"{address('pipeline')}?slip=late"))
    client.force_login(office)
    assert "Open a procurement, a grant round" in words(client.get(address("pipeline")))


def asked(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


@pytest.mark.parametrize("name", [*PAGES, "calendar", "need-list"])
def test_thirty_ask_as_much_of_the_database_as_one(client, area, office, name):
    client.force_login(office)
    counts = []
    for more in (1, 2, 27):
        for made in make.ExerciseFactory.create_batch(more, area=area, priority=make.PriorityFactory(area=area)):
            make.StageFactory(exercise=made, planned_on=date(2022, 4, 1))
            award = make.AwardFactory(area=area, contract=True, exercise=made, ended_on=date(2022, 6, 30))
            make.ExtensionFactory(award=award)
            make.ReturnFactory(award=award, due_on=date(2022, 4, 30))
            make.FundFactory(area=area, spend_by=date(2022, 3, 31))
            make.NeedFactory(area=area, priority=made.priority)
        counts.append(asked(client, address(name)))

    assert counts == [counts[0]] * 3
