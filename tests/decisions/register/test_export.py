"""The register as a file: exactly what its list shows to the reader."""

import csv
import io
import json
from datetime import date

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from interface import clock
from tests.decisions.register.sheets import HEADS
from tests.factories.register import DecisionFactory, NilReturnFactory, PublishedDecisionFactory

pytestmark = pytest.mark.django_db

PUBLIC_HEADS = [
    "Reference", "Title", "State", "Signed on", "Published on", "Cost", "Amount in pounds", "For how long",
    "Of significant public interest", "Private, or with a private part", "Paragraph of Schedule 12A",
    "Why the public interest is in withholding it", "Rescinded by", "Address",
]  # fmt: skip


@pytest.fixture(autouse=True)
def in_april():
    with clock.stand_on(date(2022, 4, 1)):
        yield


def taken(client, area, fmt="csv", query=""):
    return client.get(reverse("decisions:decision-export", args=[area.slug, fmt]) + query)


def rows(client, area, query=""):
    return list(csv.reader(io.StringIO(taken(client, area, query=query).content.decode(), newline="")))


@pytest.fixture
def register(area):
    PublishedDecisionFactory(area=area, maker=None, year=2021, number=3, title="=Wardens", term="One year")
    PublishedDecisionFactory(area=area, maker=None, year=2021, number=4, exempt=True, title="CANARY", summary="CANARY",
                             term="CANARY", exempt_text="CANARY", signatory="CANARY")  # fmt: skip
    DecisionFactory(area=area, maker=None, year=2021, number=6, title="Of the office alone")
    NilReturnFactory(area=area, note="Nothing was ready")
    return area


def test_the_public_gets_the_columns_of_the_list(client, register):
    heads, second, first = rows(client, register)
    assert heads == PUBLIC_HEADS
    assert first == [
        "2021/003", "'=Wardens", "Published", "2022-02-08", "2022-02-09", "Costs", "20000.00", "One year", "Yes", "No", "", "",
        "", "/avon/decisions/2021-003/",
    ]  # fmt: skip
    assert second == [
        "2021/004", "Decision on a contract", "Published", "2022-02-08", "2022-02-09", "", "", "", "", "Yes", "3",
        "Bids for the contract are still open.", "", "/avon/decisions/2021-004/",
    ]  # fmt: skip


def test_the_office_gets_every_text_and_the_trail_says_so(client, register, office):
    client.force_login(office)
    heads, *found = rows(client, register)
    assert heads == HEADS
    assert [row[0] for row in found] == ["2021/006", "2021/004", "2021/003"]
    assert found[1].count("CANARY") == 5
    entry = AuditEntry.objects.get(action="decisions.register_exported")
    assert (entry.actor, entry.detail) == (office, {"rows": 3, "kind": "csv"})


def test_the_file_follows_filters_and_order(client, register, office):
    assert [row[0] for row in rows(client, register, "?sort=reference")[1:]] == ["2021/003", "2021/004"]
    assert [row[0] for row in rows(client, register, "?private=yes")[1:]] == ["2021/004"]
    assert rows(client, register, "?q=CANARY")[1:] == []


@pytest.mark.parametrize("fmt", ["csv", "xlsx", "ods", "json"])
def test_no_kind_of_file_tells_the_public_or_the_panel_what_is_exempt(client, register, body, clerk, member, fmt):
    for user in (None, clerk, member):
        if user:
            client.force_login(user)
        answer = taken(client, register, fmt)
        assert answer.status_code == 200
        assert b"CANARY" not in answer.content
        assert answer["Content-Disposition"] == f'attachment; filename="avon-decisions.{fmt}"'
    assert not AuditEntry.objects.filter(action="decisions.register_exported").exists()


def test_json_holds_nil_returns_and_missing_numbers(client, register, office):
    told = json.loads(taken(client, register, "json").content)
    assert (told["area"], told["as_at"]) == ("Avon", "2022-04-01")
    assert [one["reference"] for one in told["decisions"]] == ["2021/004", "2021/003"]
    assert told["decisions"][0]["address"] == "http://testserver/avon/decisions/2021-004/"
    assert told["nil_returns"] == [{"from": "2022-02-02", "until": "2022-03-08", "note": "Nothing was ready"}]
    assert told["not_held"] == ["2021/001 to 2021/002 are not in this register."]

    client.force_login(office)
    told = json.loads(taken(client, register, "json").content)
    assert told["decisions"][1]["summary"] == "CANARY"


def test_an_unknown_kind_of_file_is_not_found(client, register):
    assert taken(client, register, "exe").status_code == 404
