"""The pages of the scheme: what everybody reads, what the office adds, how tables and files are published and withdrawn."""

import csv
import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from decisions.models import SchemeItem, SchemePublication
from decisions.services.scheme.keeping import enter_items, keep_item
from decisions.services.scheme.publishing import Told, publish_item, withdraw_publication
from decisions.services.scheme.tables import publish_table
from documents.services.files import store_folder
from interface import clock
from tests.decisions.scheme.conftest import TODAY
from tests.decisions.scheme.test_tables import GOOD, sent
from tests.documents.samples import plain_pdf
from tests.factories.complaints import ComplaintFactory
from tests.factories.office import SchemeItemFactory, SchemePublicationFactory
from tests.factories.panels import OfficeHolderFactory

JANUARY = (date(2022, 1, 1), date(2022, 1, 31))
DAY = {"published_on-day": "10", "published_on-month": "3", "published_on-year": "2022"}


def url(name, *more):
    return reverse(f"scheme:scheme-{name}", args=["avon", *more])


def page(client, name, *more, **query):
    return client.get(url(name, *more), query).content.decode()


def token(client, address):
    return str(client.get(address).context["form"]["token"].value())


@pytest.fixture
def january(area, spending):
    return publish_item(
        area=area, item=spending, told=Told("January", TODAY, *JANUARY, "https://office.example/january"), actor=None
    )


def test_everybody_reads_every_item_under_its_heading(client, area, scheme):
    found = client.get(url("list"))
    assert [table.caption for table in found.context["tables"]][:3] == ["Who holds office", "Staff", "Income and spending"]
    assert found.context["words"] == f"{SchemeItem.objects.count()} items"
    text = found.content.decode()
    assert "Not yet verified" in text
    assert "Nothing is overdue." in text
    assert "Who sees to it" not in text


def test_what_is_late_says_since_when_and_office_reads_who_sees_to_it(client, area, spending, office):
    keep_item(area=area, item=spending, version=1, owner="Chief Finance Officer", owner_user=office, actor=None)
    text = page(client, "list", state="overdue")
    assert "1 item is overdue." in text
    assert "since 1 Mar 2022: January 2022" in text
    assert "Chief Finance Officer" not in text + page(client, "detail", spending.key)
    client.force_login(office)
    assert "Chief Finance Officer" in page(client, "list", owner="mine")
    assert "Overdue since Tuesday 1 March 2022" in page(client, "detail", spending.key)
    mine = client.get(url("list"), {"owner": "mine"}).context["tables"]
    assert [line.item for table in mine for line in table.page] == [spending]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"heading": "custody"}, 1),
        ({"state": "due"}, 1),
        ({"state": "published"}, 0),
        ({"state": "horses"}, 0),
        ({"owner": "mine"}, 43),
    ],
)
def test_filters_narrow_and_the_file_holds_the_same(client, january, query, count):
    """`owner` is no filter of the public's, and narrows nothing."""
    found = client.get(url("list"), query)
    assert sum(table.count for table in found.context["tables"]) == count
    rows = list(csv.reader(io.StringIO(client.get(url("export", "csv"), query).content.decode())))
    assert len(rows) == count + 1
    assert "Who sees to it" not in rows[0]


def test_file_is_safe_from_formulas_and_holds_the_owner_for_the_office_alone(client, area, spending, office):
    publish_item(area=area, item=spending, told=Told("=1+1", TODAY, *JANUARY, "https://a.example"), actor=None)
    keep_item(area=area, item=spending, version=1, owner="Finance", actor=None)
    client.force_login(office)
    rows = list(csv.DictReader(io.StringIO(client.get(url("export", "csv"), {"state": "due"}).content.decode())))
    assert [(row["Title"], row["Who sees to it"], row["Due on"]) for row in rows] == [("'=1+1", "Finance", "2022-03-31")]
    assert client.get(url("export", "pdf")).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 300])
def test_list_and_item_ask_the_database_as_often_however_much_there_is(
    client, area, rulebook, today, count, django_assert_num_queries
):
    items = SchemeItemFactory.create_batch(count)
    for number in range(count):
        SchemePublicationFactory(area=area, item=items[number])
        SchemePublicationFactory(area=area, item=items[0])
    enter_items(area)
    for address, most in ((url("list"), 5), (url("export", "csv"), 5), (url("detail", items[0].key), 7)):
        client.get(address)
        with django_assert_num_queries(most):
            assert client.get(address).status_code == 200


def test_registers_of_the_portal_stand_where_they_are_kept(client, area, scheme):
    assert "Robin Vale" not in page(client, "list")
    OfficeHolderFactory(area=area, name="Robin Vale", started_on=date(2021, 5, 13))
    text = page(client, "list")
    assert "Robin Vale, Commissioner" in text
    assert "Published here" in text
    assert reverse("panels:office-holder-list", args=["avon"]) in page(client, "detail", "office-holders")


def test_number_of_complaints_is_that_of_the_public_register(client, area, body, scheme):
    assert "1 complaint" not in page(client, "list")
    ComplaintFactory(area=area, body=body)
    assert "1 complaint, 1 of them live" in page(client, "list")


def test_item_that_does_not_apply_says_why(client, area, spending):
    keep_item(area=area, item=spending, version=1, not_applicable_why="The council does it", note="See below", actor=None)
    text = page(client, "detail", spending.key)
    assert "This does not apply here: The council does it" in text
    assert "See below" in text


def test_item_that_nobody_knows_is_not_found(client, scheme):
    assert client.get(url("detail", "horses")).status_code == 404


@pytest.mark.parametrize("act", ["update", "publish", "table"])
def test_only_the_office_of_the_area_works_on_it(client, spending, clerk, member, office, act):
    address = url(act, spending.key)
    assert client.get(address).status_code == 302
    for user, status in ((clerk, 403), (member, 403), (office, 200)):
        client.force_login(user)
        assert client.get(address).status_code == status


def test_office_keeps_an_item_and_is_shown_what_somebody_else_saved(client, area, spending, office):
    client.force_login(office)
    address = url("update", spending.key)
    sent_now = {"version": "1", "owner": "Finance", "owner_user": office.reference, "page_url": "/avon/decisions/", "note": ""}
    assert client.post(address, sent_now)["Location"] == url("detail", spending.key)
    stale = client.post(address, sent_now | {"owner": "Somebody"})
    assert [(one.theirs, one.yours) for one in stale.context["form"].stale] == [("Finance", "Somebody")]
    wrong = client.post(address, sent_now | {"version": "2", "page_url": "javascript:x"})
    assert "Enter a whole address" in wrong.context["form"].errors["page_url"][0]


def test_office_records_a_page_once_however_often_it_is_sent(client, spending, office):
    client.force_login(office)
    address = url("publish", spending.key)
    said = {"token": token(client, address), "period": "2022-01", "url": "https://office.example/a", "title": "", **DAY}
    for _turn in range(2):
        assert client.post(address, said)["Location"] == url("detail", spending.key)
    made = SchemePublication.objects.get()
    assert (made.title, made.started_on, made.ended_on) == (f"{spending.title}, January 2022", *JANUARY)
    missing = client.post(address, {"token": token(client, address), "period": "", **DAY}).context["form"]
    assert missing.errors["period"] == ["Choose for which time"]


def test_pdf_is_published_and_read_by_everybody_until_it_is_withdrawn(client, budget, office):
    client.force_login(office)
    address = url("publish", budget.key)
    file = SimpleUploadedFile("budget.pdf", plain_pdf(text="Budget"))
    client.post(address, {"token": token(client, address), "period": "2022-23", "file": file, **DAY})
    made = SchemePublication.objects.get()
    client.logout()
    here = url("file", budget.key, made.number)
    found = client.get(here)
    assert (found["Content-Type"], found["Cache-Control"], found["X-Content-Type-Options"]) == (
        "application/pdf", "no-cache", "nosniff",
    )  # fmt: skip
    assert b"".join(found.streaming_content)[:5] == b"%PDF-"
    assert client.get(here, headers={"If-None-Match": found["ETag"]}).status_code == 304

    client.force_login(office)
    client.post(url("withdraw", budget.key, made.number), {"version": "1", "why": "Last year’s figures"})
    assert client.get(here)["Cache-Control"] == "private, no-store"
    client.logout()
    assert client.get(here).status_code == 404
    text = page(client, "publication", budget.key, made.number)
    assert "It is no longer published." in text
    assert "Last year’s figures" in text + page(client, "detail", budget.key)
    assert here not in text


def test_personal_data_in_a_pdf_is_looked_at_before_it_goes_out(client, budget, office):
    client.force_login(office)
    address = url("publish", budget.key)
    data = plain_pdf(text="Call 07700 900123")
    said = {"token": token(client, address), "period": "2022-23", **DAY}
    asked = client.post(address, said | {"file": SimpleUploadedFile("a.pdf", data)})
    assert "Look at what we found in this file" in asked.content.decode()
    assert asked.context["form"].warnings == ["Personal data, page 1"]
    assert not SchemePublication.objects.exists()
    client.post(address, said | {"file": SimpleUploadedFile("a.pdf", data), "asked": "yes", "seen": "on"})
    assert SchemePublication.objects.count() == 1


@pytest.mark.parametrize("data", [b"MZ is no document", b"%PDF-1.4 broken"])
def test_file_that_is_no_pdf_is_refused_beside_it(client, budget, office, data):
    client.force_login(office)
    address = url("publish", budget.key)
    said = {"token": token(client, address), "period": "2022-23", "file": SimpleUploadedFile("a.pdf", data), **DAY}
    assert "file" in client.post(address, said).context["form"].errors
    assert not SchemePublication.objects.exists()


def _send(client, address, *rows):
    file = SimpleUploadedFile("spending.csv", sent(*rows).data)
    return client.post(address, {"period": "2022-02", "title": "", "file": file, **DAY})


def test_table_is_checked_shown_and_published_whole(client, spending, office):
    client.force_login(office)
    address = url("table", spending.key)
    preview = _send(client, address, GOOD, [*GOOD[:2], "12", *GOOD[3:]])
    text = preview.content.decode()
    assert ("Publish 2 rows" in text, "£1,216.50" in text, "£500 or less" in text) == (True, True, True)
    assert not SchemePublication.objects.exists()
    form = preview.context["form"]
    kept = {name: form[name].value() for name in ("token", "period", "title", "published_on", "source", "name")}
    places = {client.post(address, kept)["Location"] for _turn in range(2)}
    made = SchemePublication.objects.get()
    assert places == {url("publication", spending.key, made.number)}
    client.logout()
    shown = page(client, "publication", spending.key, made.number)
    assert "Avon Repairs Ltd" in shown
    assert "2 rows, £1,216.50" in shown
    file = client.get(url("file", spending.key, made.number))
    assert (file["Content-Type"], "attachment" in file["Content-Disposition"]) == ("text/csv; charset=utf-8", True)


def test_wrong_rows_are_listed_and_nothing_is_published(client, spending, office):
    client.force_login(office)
    found = _send(client, url("table", spending.key), GOOD, ["soon", *GOOD[1:2], "1.204,00", *GOOD[3:]])
    assert [(one.row, one.column) for one in found.context["problems"]] == [(3, "Date"), (3, "Amount")]
    text = found.content.decode()
    assert "<title>Error: Publish a table" in text
    assert ("Row 3" in text, "1.204,00" in text, "Nothing was published" in text) == (True, True, True)


def test_table_that_was_changed_on_its_way_is_read_again(client, spending, office):
    client.force_login(office)
    address = url("table", spending.key)
    form = _send(client, address, GOOD).context["form"]
    kept = {name: form[name].value() for name in ("token", "period", "title", "published_on", "source", "name")}
    again = client.post(address, kept | {"source": "bm90IGEgdGFibGU="})
    assert "Horses" not in again.content.decode()
    assert again.context["problems"] or again.context["lost"]
    assert client.post(address, kept | {"source": "***"}).context["lost"]
    assert not SchemePublication.objects.exists()


def test_item_without_table_leads_to_recording(client, budget, office):
    client.force_login(office)
    assert client.get(url("table", budget.key))["Location"] == url("publish", budget.key)


def test_withdrawing_asks_why_and_happens_once(client, area, spending, office):
    made = publish_table(area=area, item=spending, sent=sent(GOOD), told=Told("January", TODAY, *JANUARY), actor=None)
    client.force_login(office)
    address = url("withdraw", spending.key, made.number)
    assert client.post(address, {"version": "1", "why": ""}).context["form"].errors["why"] == ["Say why it is withdrawn"]
    assert client.post(address, {"version": "1", "why": "Wrong"})["Location"] == url("detail", spending.key)
    assert client.get(address)["Location"] == url("publication", spending.key, made.number)
    assert "Avon Repairs" not in page(client, "publication", spending.key, made.number)


def test_publication_of_another_area_is_not_found_here(client, area, january):
    other = SchemePublicationFactory(item=january.item, number=77)
    assert client.get(url("publication", january.item.key, other.number)).status_code == 404


def test_file_that_the_store_lost_is_not_found(client, area, spending):
    made = publish_table(area=area, item=spending, sent=sent(GOOD), told=Told("January", TODAY, *JANUARY), actor=None)
    sha256 = made.file.sha256
    (store_folder(made.file.store) / sha256[:2] / sha256[2:4] / sha256).unlink()
    assert client.get(url("file", spending.key, made.number)).status_code == 404
    assert client.get(url("publication", spending.key, made.number)).status_code == 404


def test_withdrawn_publication_is_marked_and_not_the_newest(client, area, january):
    withdraw_publication(publication=january, version=1, why="Wrong month", actor=None)
    with clock.stand_on(TODAY):
        assert "Wrong month" in page(client, "detail", january.item.key)
        assert "https://office.example/january" not in page(client, "list")


def test_empty_scheme_says_what_to_do(client, area, today, office):
    assert "The scheme is not set up for this area yet." in page(client, "list")
    client.force_login(office)
    assert "Ask whoever runs the portal to load it." in page(client, "list")
