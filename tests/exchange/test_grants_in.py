"""A 360Giving file that somebody else published: read, mapped, what does not fit told, nothing of people taken."""

from datetime import date
from decimal import Decimal

import pytest
import simplejson

from commissioning.choices import CameFrom, UploadKind, UploadStatus
from commissioning.models import Award, Upload
from commissioning.registry import reader_of
from commissioning.services.awards import bring_in_awards
from commissioning.services.files_in import accept_file, send_file
from documents.choices import StoreName
from documents.services.files import store_bytes
from exchange.publishing.writing import as_csv, as_xlsx
from exchange.threesixtygiving.mapping import path_of
from interface import clock
from jobs.services import run_all
from tests.factories import commissioning as make

GRANT = {
    "id": "360G-trust-001", "title": "Mentors", "description": "Mentors for young people", "currency": "GBP",
    "amountAwarded": Decimal("5000.10"), "awardDate": "2022-01-31", "url": "https://trust.example/001",
    "plannedDates": [{"startDate": "2022-02-01", "endDate": "2022-12-31"}],
    "recipientOrganization": [{"id": "GB-CHC-1118907", "name": "Youth Works", "companyNumber": "5892114"}],
    "fundingOrganization": [{"id": "GB-CHC-1000001", "name": "The Trust"}],
    "beneficiaryLocation": [{"name": "Bristol"}, {"name": "Bath"}], "grantProgramme": [{"title": "Open fund"}],
}  # fmt: skip


def look(area, officer, data: bytes, name="grants.json", fund=None):
    file = store_bytes(store=StoreName.RESTRICTED, data=data, media_type="application/json")
    upload = Upload(
        area=area, kind=UploadKind.GRANTS_FILE, file=file, digest=file.sha256, name=name, fund=fund, sent_at=clock.now(),
        sent_by=officer,
    )  # fmt: skip
    return reader_of(UploadKind.GRANTS_FILE).read(upload, lambda *told: None)


def as_file(*grants) -> bytes:
    return simplejson.dumps({"version": "1.4", "grants": list(grants)}, use_decimal=True).encode()


def grant(**changes):
    return {name: value for name, value in {**GRANT, **changes}.items() if value is not None}


def problems(looked):
    return [(one.row, one.column) for one in looked.problems]


def test_grant_becomes_a_line_of_awards(area, officer):
    looked = look(area, officer, as_file(grant()))

    (row,) = looked.rows
    assert (row.title, row.amount, row.their_identifier) == ("Mentors", Decimal("5000.10"), "360G-trust-001")
    assert (row.charity_number, row.company_number, row.provider_identifier) == ("1118907", "05892114", "")
    assert (row.awarded_on, row.started_on, row.ended_on) == (date(2022, 1, 31), date(2022, 2, 1), date(2022, 12, 31))
    assert (row.funder, row.source_url, row.publish) == ("The Trust", "https://trust.example/001", True)


def test_what_has_no_place_is_counted_by_name(area, officer):
    looked = look(area, officer, as_file(grant(), grant(id="360G-trust-002", beneficiaryLocation=None)))

    assert looked.problems == []
    assert looked.unmapped == {"beneficiaryLocation/name": 2, "grantProgramme/title": 2}


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
def test_spreadsheet_says_the_same(area, officer, fmt):
    heads = [
        "Identifier", "Title", "Description", "Currency", "Amount Awarded", "Award Date", "Recipient Org:Identifier",
        "Recipient Org:0:Name", "Funding Org:Identifier", "Funding Org:Name", "Beneficiary Location:0:Name", "Our own column",
    ]  # fmt: skip
    cells = [
        "360G-trust-001", "Mentors", "Mentors for young people", "GBP", Decimal("5000.10"), "2022-01-31", "GB-CHC-1118907",
        "Youth Works", "GB-CHC-1000001", "The Trust", "Bristol", "Something",
    ]  # fmt: skip
    data = as_csv(heads, [cells]) if fmt == "csv" else as_xlsx("grants", heads, [cells])

    looked = look(area, officer, data, f"grants.{fmt}")

    assert looked.problems == []
    assert looked.unmapped == {"Beneficiary Location:0:Name": 1, "Our own column": 1}
    assert (looked.rows[0].amount, looked.rows[0].charity_number) == (Decimal("5000.10"), "1118907")


def test_grants_to_people_are_left_out_and_nothing_of_them_told(area, officer):
    person = grant(id="360G-trust-002", recipientOrganization=None, recipientIndividual={"id": "1", "name": "Zq Person"})

    looked = look(area, officer, as_file(grant(), person))

    assert len(looked.rows) == 1
    assert looked.problems == []
    assert "1 grant went to a person" in looked.notices[0].reason
    assert "Zq Person" not in str(looked)
    assert "recipientIndividual" not in str(looked.unmapped)


def test_file_with_grants_to_people_alone_is_refused(area, officer):
    person = grant(recipientOrganization=None, recipientIndividual={"id": "1", "name": "Zq Person"})

    assert "There is nothing to bring in" in look(area, officer, as_file(person)).problems[0].reason


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"currency": "EUR"}, "currency"), ({"currency": None}, "currency"), ({"amountAwarded": "5000"}, "amountAwarded"),
        ({"amountAwarded": Decimal("0.105")}, "amountAwarded"), ({"amountAwarded": -5}, "amountAwarded"),
        ({"amountAwarded": None}, "amountAwarded"), ({"awardDate": "01/02/2022"}, "awardDate"),
        ({"awardDate": "2022-02-30"}, "awardDate"), ({"awardDate": None}, "awardDate"), ({"id": None}, "id"),
        ({"title": None}, "title"), ({"title": "x" * 201}, "title"),
        ({"recipientOrganization": []}, "recipientOrganization/name"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_row_and_field(area, officer, wrong, column):
    looked = look(area, officer, as_file(grant(id="360G-trust-000"), grant(**wrong)))

    assert problems(looked) == [(2, column)]


@pytest.mark.parametrize(
    "data",
    [b"{", b"[]", b"{}", b'{"grants": []}', b'{"grants": [1]}', b'{"grants": [{"amountAwarded": NaN}]}', b"\xff\xfe",
     b'{"grants": [{"a":' + b"[" * 5000 + b"]" * 5000 + b"}]}"],
)  # fmt: skip
def test_what_is_no_such_file_is_refused_with_words(area, officer, data):
    looked = look(area, officer, data)

    assert looked.rows == []
    assert looked.problems
    assert all(one.reason for one in looked.problems)


def test_own_grants_are_refused(area, officer):
    looked = look(area, officer, as_file(grant(id=f"360G-{area.slug}-G-2022-001")))

    assert problems(looked) == [(1, "id")]


def test_identifier_stands_once(area, officer):
    assert problems(look(area, officer, as_file(grant(), grant()))) == [(2, "id")]


def test_own_money_has_no_other_funder(area, officer, source):
    own = [{"id": source.organisation, "name": source.name}]

    assert look(area, officer, as_file(grant(fundingOrganization=own))).rows[0].funder == ""


def test_number_of_a_wrong_form_is_left_out_and_told(area, officer):
    recipient = [{"id": "GB-CHC-12", "name": "Youth Works"}]

    looked = look(area, officer, as_file(grant(recipientOrganization=recipient)))

    assert looked.rows[0].charity_number == ""
    assert looked.problems == []
    assert any("The form of this number is not right" in one.reason for one in looked.notices)
    assert looked.unmapped["recipientOrganization/charityNumber"] == 1


def test_months_without_a_day_are_not_guessed(area, officer):
    looked = look(area, officer, as_file(grant(plannedDates=[{"startDate": "2022-02", "duration": 12}])))

    assert looked.rows[0].started_on is None
    assert looked.unmapped["plannedDates/startDate"] == looked.unmapped["plannedDates/duration"] == 1


def test_moment_is_the_day_in_london(area, officer):
    assert look(area, officer, as_file(grant(awardDate="2022-06-30T23:30:00Z"))).rows[0].awarded_on == date(2022, 7, 1)


def test_more_recipients_than_one_are_told(area, officer):
    two = [*GRANT["recipientOrganization"], {"id": "GB-CHC-1118908", "name": "Second"}]

    looked = look(area, officer, as_file(grant(recipientOrganization=two)))

    assert any("several organisations" in one.reason for one in looked.notices)
    assert looked.unmapped["recipientOrganization/name"] == 1


def test_same_file_twice_changes_nothing(area, officer):
    fund = make.FundFactory(area=area)
    rows = look(area, officer, as_file(grant(), grant(id="360G-trust-002", title="Tutors")), fund=fund).rows
    first = bring_in_awards(area=area, rows=rows, actor=officer, came_from=CameFrom.GRANTS_FILE)
    again = bring_in_awards(area=area, rows=rows, actor=officer, came_from=CameFrom.GRANTS_FILE)

    assert (first.made, again.made, again.changed, again.same) == (2, 0, 0, 2)
    award = Award.objects.get(their_identifier="360G-trust-001")
    assert (award.fund, award.amount, award.provider.charity_number) == (fund, Decimal("5000.10"), "1118907")
    assert award.published_at is not None


@pytest.mark.parametrize(
    ("heading", "path"),
    [
        ("Amount Awarded", "amountAwarded"), ("amount awarded", "amountAwarded"), ("amountAwarded", "amountAwarded"),
        ("Funding Org:1:Name", "fundingOrganization/1/name"), ("recipientOrganization/0/id", "recipientOrganization/0/id"),
        ("Recipient Org:Identifier", "recipientOrganization/0/id"), ("Beneficiary Location:Name", ""), ("", ""),
    ],
)  # fmt: skip
def test_headings_mean_their_fields(heading, path):
    assert path_of(heading) == path


def _sent(area, officer, data, fund=None):
    upload = send_file(
        area=area, kind=UploadKind.GRANTS_FILE, name="grants.json", data=data, fund=fund, actor=officer
    )  # fmt: skip
    return _worked(upload)


def _worked(upload):
    assert [job.error for job in run_all() if job.error] == []
    upload.refresh_from_db()
    return upload


def test_file_is_looked_through_and_brought_in_whole(area, officer):
    fund = make.FundFactory(area=area)
    upload = _sent(area, officer, as_file(grant(), grant(id="360G-trust-002", title="Tutors")), fund)

    assert (upload.status, upload.made, upload.total) == (UploadStatus.READ, 2, Decimal("10000.20"))
    assert upload.unmapped == {"beneficiaryLocation/name": 4, "grantProgramme/title": 2}
    assert not Award.objects.exists()

    accept_file(upload=upload, version=upload.version, actor=officer)

    assert _worked(upload).status == UploadStatus.DONE
    assert {one.fund for one in Award.objects.all()} == {fund}
    again = _sent(area, officer, as_file(grant(), grant(id="360G-trust-002", title="Tutors")), fund)
    assert (again.made, again.changed, again.same) == (0, 0, 2)


def test_one_wrong_grant_keeps_all_of_them_out(area, officer):
    upload = _sent(area, officer, as_file(grant(), grant(id="360G-trust-002", currency="EUR")))

    assert upload.status == UploadStatus.REFUSED
    assert [(one["row"], one["column"]) for one in upload.problems] == [(2, "currency")]
    assert not Award.objects.exists()


def test_page_of_the_file_tells_what_has_no_place(client, area, officer):
    upload = _sent(area, officer, as_file(grant()))
    client.force_login(officer)

    page = client.get(upload.get_absolute_url()).content.decode()

    assert "beneficiaryLocation/name" in page
