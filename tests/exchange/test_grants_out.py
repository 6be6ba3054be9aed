"""Grants in the 360Giving standard: valid, exact, the same in every format, and with nothing that is not public."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from commissioning.choices import CameFrom, Route, Vat
from commissioning.registry import Looked
from exchange.publishing.identity import source_of
from exchange.threesixtygiving.facts import grants_of
from exchange.threesixtygiving.files import grants_file
from exchange.threesixtygiving.mapping import TITLES, amount_of, flat
from exchange.threesixtygiving.reading import lines_of
from tests.exchange.schemas import errors, grants_validator, needs_schemas, read, schema
from tests.exchange.whole import whole_grant
from tests.factories import commissioning as make

HUGE = Decimal("99999999999.99")


def package_of(area):
    source = source_of(area)
    return read(grants_file(grants_of(area, source), source, "json"))


@needs_schemas
def test_file_has_no_error_in_the_published_schema(area):
    whole_grant(area)
    make.AwardFactory(area=area, purpose="", reasons="", provider__charity_number="")

    assert errors(grants_validator(), package_of(area)) == []


def test_grant_says_who_what_for_and_how_much(area):
    grant = whole_grant(area)

    found = package_of(area)["grants"][0]

    assert found["id"] == f"360G-{area.slug}-{grant.reference}"
    assert found["amountAwarded"] == Decimal("5000.10")
    assert found["currency"] == "GBP"
    assert found["recipientOrganization"][0]["id"] == "GB-CHC-1118907"
    assert [one["name"] for one in found["fundingOrganization"]] == ["Home Office", "A council"]
    assert found["plannedDates"] == [{"startDate": "2022-02-01", "endDate": "2022-07-31"}]
    assert found["fromOpenCall"] == "Yes"
    assert found["grantProgramme"][0]["title"] == "Community action fund"
    assert found["relatedDocument"][0]["url"].startswith("https://portal.example/")


def test_description_states_conditions_reasons_and_vat(area):
    whole_grant(area, vat=Vat.EXCLUDING)

    words = package_of(area)["grants"][0]["description"]

    assert words.endswith("Amount: Without VAT.")
    assert "Conditions: Two reports." in words
    assert "Reasons: It helps" in words


@pytest.mark.parametrize("amount", [Decimal("0.10"), Decimal("0.01"), Decimal("1000.00"), HUGE])
def test_money_is_written_exactly(area, amount):
    make.AwardFactory(area=area, amount=amount)
    source = source_of(area)

    data = grants_file(grants_of(area, source), source, "json")

    assert f'"amountAwarded":{amount},'.encode() in data


def test_what_was_added_later_counts(area):
    grant = make.AwardFactory(area=area, amount=Decimal("100.10"))
    make.VariationFactory(award=grant, change=Decimal("20.20"))

    assert package_of(area)["grants"][0]["amountAwarded"] == Decimal("120.30")


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
def test_spreadsheet_read_back_is_the_same(area, fmt):
    whole_grant(area, title="=1+1, “quoted”\nand a line", purpose="'Tis for\r\nall\x0b of them", amount=HUGE)
    make.AwardFactory(area=area, title="-5 to 10", amount=Decimal("0.10"))
    source = source_of(area)
    grants = grants_of(area, source)

    lines = lines_of(f"grants.{fmt}", grants_file(grants, source, fmt), Looked())

    for line, grant in zip(lines, read(grants_file(grants, source, "json"))["grants"], strict=True):
        line.values["amountAwarded"] = Decimal(line.values["amountAwarded"])
        assert line.values == dict(flat(grant))


def test_no_cell_is_a_formula(area):
    make.AwardFactory(area=area, title="=HYPERLINK(1)", provider__name="@SUM(1)")
    source = source_of(area)

    text = grants_file(grants_of(area, source), source, "csv").decode("utf-8-sig")

    assert ",'=HYPERLINK(1)," in text
    assert ",'@SUM(1)," in text


@needs_schemas
def test_headings_are_the_titles_of_the_schema():
    whole = schema("360giving", "360-giving-schema.json")

    for path, title in TITLES.items():
        first, _slash, rest = path.partition("/")
        node = whole["properties"][first]
        if rest:
            ref = (node.get("items") or node)["$ref"].split("/")[-1]
            assert title == f"{node['title']}:{whole['$defs'][ref]['properties'][rest]['title']}"
        else:
            assert title == node.get("title", whole["$defs"].get(first, {}).get("title"))


def test_what_is_not_open_is_left_out(area):
    make.AwardFactory(area=area, exempt=True, title="Secret")
    make.AwardFactory(area=area, draft=True)
    make.AwardFactory(area=area, unpublished=True)
    make.AwardFactory(area=area, came_from=CameFrom.GRANTS_FILE, their_identifier="360G-other-1")
    make.AwardFactory(area=area, contract=True)
    make.AwardFactory()

    assert grants_of(area, source_of(area)) == []


def test_fund_and_round_that_are_not_public_are_not_told(area):
    grant = make.AwardFactory(area=area, fund=make.FundFactory(area=area, draft=True))
    grant.exercise = make.ExerciseFactory(area=area, of_grants=True, draft=True, route=Route.OPEN)
    grant.save()

    found = package_of(area)["grants"][0]

    assert "grantProgramme" not in found
    assert "fromOpenCall" not in found


def test_same_facts_give_the_same_bytes(area):
    whole_grant(area)
    source = source_of(area)

    assert grants_file(grants_of(area, source), source, "xlsx")
    assert grants_file(grants_of(area, source), source, "json") == grants_file(grants_of(area, source), source, "json")


@pytest.mark.parametrize("fmt", ["json", "csv", "xlsx"])
def test_everybody_downloads_it(client, area, fmt):
    whole_grant(area)

    response = client.get(reverse("opendata:grants", args=[area.slug, fmt]))

    assert response.status_code == 200
    assert response.content
    assert response["Content-Disposition"] == f'attachment; filename="{area.slug}-grants-360giving.{fmt}"'


def test_there_is_no_file_without_grants_or_of_another_kind(client, area):
    assert client.get(reverse("opendata:grants", args=[area.slug, "json"])).status_code == 404
    make.AwardFactory(area=area, awarded_on=date(2022, 1, 1))
    assert client.get(reverse("opendata:grants", args=[area.slug, "ods"])).status_code == 404


def test_amounts_of_a_file_are_numbers():
    assert amount_of(Decimal("0.10")) == Decimal("0.10")
    assert amount_of(5) == 5
    assert amount_of("5") is None
    assert amount_of(True) is None


@pytest.mark.parametrize("count", [1, 3, 30])
def test_queries_do_not_grow(area, source, django_assert_num_queries, count):
    for _n in range(count):
        make.ShareFactory(award=make.AwardFactory(area=area))
    with django_assert_num_queries(5):
        grants_of(area, source)
