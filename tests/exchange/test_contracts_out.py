"""Procurements and contracts in the open contracting standard: valid, exact, stable identifiers, nothing that is not public."""

from decimal import Decimal

import pytest
from django.urls import reverse

from commissioning.choices import ExerciseKind, ExerciseStatus, Vat
from exchange.ocds.files import records_file, releases_file
from exchange.ocds.mapping import compiled, release
from exchange.ocds.reading import count_processes, processes_of
from exchange.publishing.identity import source_of
from exchange.publishing.writing import as_json
from tests.exchange.schemas import errors, needs_schemas, read, records_validator, releases_validator
from tests.exchange.whole import whole_contract, whole_procurement
from tests.factories import commissioning as make


def release_of(area, place=0):
    source = source_of(area)
    return release(processes_of(area, source)[place], source)


def packages(area):
    source = source_of(area)
    processes = processes_of(area, source)
    return read(as_json(releases_file(processes, source))), read(as_json(records_file(processes, source)))


@needs_schemas
def test_packages_have_no_error_in_the_published_schemas(area):
    whole_contract(whole_procurement(area))
    make.AwardFactory(area=area, contract=True, purpose="", provider__charity_number="")
    make.ExerciseFactory(area=area, status=ExerciseStatus.CANCELLED, cancelled_why="No bids")

    releases, records = packages(area)

    assert len(releases["releases"]) == len(records["records"]) == 3
    assert errors(releases_validator(), releases) == []
    assert errors(records_validator(), records) == []


def test_process_is_told_from_need_to_payment(area):
    contract = whole_contract(whole_procurement(area))

    found = release_of(area)

    assert found["ocid"] == f"ocds-a1b2c3-{contract.exercise.reference}"
    assert found["tag"] == ["planning", "tender", "award", "contract", "implementation"]
    assert found["planning"]["rationale"].startswith("What victims need")
    assert found["tender"]["procurementMethod"] == "open"
    assert found["tender"]["status"] == "active"
    assert found["awards"][0]["relatedLots"] == ["1"]
    assert found["contracts"][0]["awardID"] == found["awards"][0]["id"] == contract.reference
    assert [one["value"]["amount"] for one in found["contracts"][0]["implementation"]["transactions"]] == [
        Decimal("1204.50"), Decimal("600.00")
    ]  # fmt: skip


def test_award_keeps_its_amount_and_the_contract_has_what_was_changed(area):
    whole_contract(whole_procurement(area))

    found = release_of(area)

    assert found["awards"][0]["value"]["amount"] == Decimal("120000.10")
    assert found["contracts"][0]["value"]["amount"] == Decimal("121250.15")
    assert [one["id"] for one in found["contracts"][0]["amendments"]] == ["variation-1", "extension-1"]


@pytest.mark.parametrize(
    ("vat", "net", "gross"),
    [(Vat.EXCLUDING, True, False), (Vat.INCLUDING, False, True), (Vat.OUTSIDE, True, True), (Vat.NOT_STATED, False, False)],
)
def test_amount_says_how_it_stands_to_vat(area, vat, net, gross):
    make.AwardFactory(area=area, contract=True, vat=vat, amount=Decimal("0.10"))

    award = release_of(area)["awards"][0]

    assert award["value"]["amount"] == Decimal("0.10")
    assert award["value"]["currency"] == "GBP"
    assert ("amountNet" in award["value"], "amountGross" in award["value"]) == (net, gross)
    assert award["description"].endswith(f"Amount: {vat.label}.")


def test_every_organisation_that_is_named_is_a_party(area):
    whole_contract(whole_procurement(area))
    found = release_of(area)

    parties = {one["id"]: one for one in found["parties"]}
    named = {found["buyer"]["id"], *(one["id"] for one in found["awards"][0]["suppliers"])}

    assert named <= set(parties)
    assert parties[found["buyer"]["id"]]["roles"] == ["buyer", "procuringEntity", "payer"]
    supplier = parties[found["awards"][0]["suppliers"][0]["id"]]
    assert supplier["roles"] == ["supplier", "payee"]
    assert [supplier["identifier"]["scheme"], supplier["additionalIdentifiers"][0]["scheme"]] == ["GB-CHC", "GB-COH"]


def test_release_id_is_that_of_its_content(area):
    contract = whole_contract(whole_procurement(area))
    first = release_of(area)
    again = release_of(area)
    contract.title = "Support contract, renamed"
    contract.save()

    assert first == again
    assert release_of(area)["id"] != first["id"]
    assert release_of(area)["ocid"] == first["ocid"]
    assert "#" not in first["id"]


def test_no_two_contents_share_an_id(area, source):
    whole_contract(whole_procurement(area))
    process = processes_of(area, source)[0]

    assert compiled(process, source)["id"] != release(process, source)["id"]


def test_record_links_to_the_file_that_has_the_release(client, area):
    whole_contract(whole_procurement(area))
    _releases, records = packages(area)

    url, _hash, release_id = records["records"][0]["releases"][0]["url"].partition("#")
    found = read(client.get(url.removeprefix("https://portal.example")).content)

    assert found["uri"] == url
    assert [one["id"] for one in found["releases"]] == [release_id]


def test_identifier_stays_when_the_procurement_is_published_later(area):
    exercise = make.ExerciseFactory(area=area, draft=True, title="Secret title")
    make.AwardFactory(area=area, contract=True, exercise=exercise)
    before = release_of(area)
    exercise.published_at = exercise.created_at
    exercise.save()

    assert "tender" not in before
    assert "Secret" not in str(before)
    assert release_of(area)["ocid"] == before["ocid"]
    assert "tender" in release_of(area)


def test_what_is_not_open_is_left_out(area, source):
    make.AwardFactory(area=area, contract=True, exempt=True)
    make.AwardFactory(area=area, contract=True, draft=True)
    make.AwardFactory(area=area)
    make.ExerciseFactory(area=area, draft=True)
    make.ExerciseFactory(area=area, kind=ExerciseKind.EXPRESSIONS)

    assert processes_of(area, source) == []
    assert count_processes(area) == 0


def test_estimate_that_is_not_public_is_told_nowhere(area):
    exercise = whole_procurement(area)
    exercise.is_estimate_public = False
    exercise.save()
    make.ShareFactory(award=None, exercise=exercise, funder="Another", percent=None, amount=Decimal("31415.92"))

    text = as_json(release_of(area)).decode()

    assert "250000" not in text
    assert "125000" not in text
    assert "31415" not in text
    assert "31,415" not in text


def test_payee_who_is_a_person_is_not_named(area):
    whole_contract(whole_procurement(area))

    found = release_of(area)["contracts"][0]["implementation"]["transactions"]

    assert ["payee" in one for one in found] == [True, False]


def test_days_known_by_year_are_words_not_dates(area):
    whole_contract(whole_procurement(area))

    end = next(one for one in release_of(area)["contracts"][0]["implementation"]["milestones"] if one["code"] == "end")

    assert end["description"] == "Planned: 2025"
    assert "dueDate" not in end


def test_moments_have_their_zone(area):
    whole_contract(whole_procurement(area))
    found = release_of(area)

    assert found["awards"][0]["contractPeriod"]["startDate"] == "2022-02-01T00:00:00+00:00"
    assert found["tender"]["tenderPeriod"]["startDate"] == "2021-09-01T00:00:00+01:00"


@pytest.mark.parametrize("name", ["releases", "records"])
def test_everybody_downloads_them(client, area, name):
    assert client.get(reverse(f"opendata:{name}", args=[area.slug])).status_code == 404
    whole_contract(whole_procurement(area))

    response = client.get(reverse(f"opendata:{name}", args=[area.slug]))

    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"


def test_process_of_no_such_identifier_is_not_found(client, area):
    whole_procurement(area, reference="P-2021-777")

    for wrong in ("ocds-a1b2c3-P-2021-778", "P-2021-777", "ocds-zzzzzz-P-2021-777", "ocds-a1b2c3-"):
        assert client.get(reverse("opendata:process", args=[area.slug, wrong])).status_code == 404
    assert client.get(reverse("opendata:process", args=[area.slug, "ocds-a1b2c3-P-2021-777"])).status_code == 200


@pytest.mark.parametrize("count", [1, 3, 30])
def test_queries_do_not_grow(area, source, django_assert_num_queries, count):
    for _n in range(count):
        exercise = make.ExerciseFactory(area=area)
        make.PartyFactory(award=make.AwardFactory(area=area, contract=True, exercise=exercise))
        make.LotFactory(exercise=exercise)
    with django_assert_num_queries(12):
        processes_of(area, source)
