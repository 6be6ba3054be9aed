"""The pages of an import: a look first, everything wrong named, kept only when asked for, reported and undone."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.choices import Role
from complaints.models import Complaint, RegisterImport
from interface import clock
from tests.complaints.registers import HEADINGS, NOW, ROWS, TODAY, as_csv, as_tabs, as_xlsx
from tests.factories.complaints import ComplaintFactory, RegisterImportFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, OfficeHolderFactory, PoliceAreaFactory
from tests.panels.arranging import rows_of, sent_of, statuses, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def panel(db):
    body = BodyFactory(area=PoliceAreaFactory(slug="avonshire", name="Avonshire"), slug="panel")
    OfficeHolderFactory(area=body.area, name="Ann Ash", former=True)
    OfficeHolderFactory(area=body.area, name="Bea Birch")
    return body


@pytest.fixture
def lead(client, panel):
    user = appointed(panel, Role.LEAD_OFFICER)
    client.force_login(user)
    return user


def appointed(panel, role):
    return AppointmentFactory(area=panel.area, role=role).user


def url(rest=""):
    return f"/avonshire/complaints/cases/import/{rest}"


def look(client, **sent):
    return client.post(url(), {"table": "", "holder": "", **sent})


def keep(client, preview):
    return client.post(url(), {box.html_name: box.value() for box in preview.context["form"]})


@pytest.mark.parametrize(
    "sent",
    [
        lambda: {"table": as_tabs()},
        lambda: {"file": SimpleUploadedFile("old.csv", as_csv())},
        lambda: {"file": SimpleUploadedFile("old.xlsx", as_xlsx())},
    ],
)
def test_a_register_is_looked_at_and_brought_in(client, panel, lead, sent):
    preview = look(client, **sent())

    assert not Complaint.objects.exists()
    assert [row[0] for row in rows_of(preview.context["table"])] == ["70", "lost", "72", "73", "74", "74", "77"]
    words = words_of(preview)
    for said in ("75 and 76", "given 2 times", "By its place it was 71", "is dated before", "The heading says"):
        assert said in words
    first, again = keep(client, preview), keep(client, preview)

    made = RegisterImport.objects.get()
    assert first["Location"] == again["Location"] == url(f"{made.reference}/")
    assert (Complaint.objects.count(), made.imported_by) == (7, lead)
    page = client.get(first["Location"])
    assert rows_of(page.context["table"])[1][:4] == ["CC-2022-002", "none", "10 Sep 2021", "Bea Birch, Commissioner"]
    assert "75 and 76" in words_of(page)
    assert "parade" not in words_of(page)
    assert url(f"{made.reference}/") in client.get(url()).content.decode()


def test_what_is_wrong_is_named_by_row_and_column_and_nothing_is_kept(client, panel, lead):
    rows = [*ROWS, ["78.", "31.02.22", "A speech", "Yes", "COS", "", "Live"], ["79.", "1.2.22", "", "Yes", "COS", "", "Live"]]
    refused = look(client, table=as_tabs(rows))

    assert [(one.row, one.column) for one in refused.context["problems"]] == [(15, "Date received"), (16, "Summary")]
    assert "2 rows are wrong. Nothing was brought in" in words_of(refused)
    assert "31.02.22" in words_of(refused)
    assert as_tabs([ROWS[4]])[:20] in refused.content.decode()  # what was pasted is not lost


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        ({}, {"file": ["Choose a file, or paste a table below"]}),
        ({"table": "x", "file": SimpleUploadedFile("a.csv", b"x")}, {"table": ["Send a file or paste a table, not both"]}),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF")}, {"file": ["Choose a CSV, XLSX or ODS file"]}),
        ({"table": "x", "holder": "99"}, {"holder": ["Choose an office holder from the list"]}),
    ],
)
def test_the_form_says_what_to_send(client, panel, lead, sent, errors):
    assert look(client, **sent).context["form"].errors == errors


def test_what_changed_between_looking_and_keeping_is_refused(client, panel, lead):
    preview = look(client, table=as_tabs())
    panel.area.office_holders.filter(name="Ann Ash").delete()

    refused = keep(client, preview)

    assert refused.context["problems"][0].row == 12
    assert not Complaint.objects.exists()


def test_a_table_that_was_tampered_with_is_asked_for_again(client, panel, lead):
    preview = look(client, table=as_tabs())
    sent = {box.html_name: box.value() for box in preview.context["form"]}

    for changes in ({"source": "§§"}, {"source": ""}, {"name": "x.pdf"}, {"token": "no"}, {"holder": "99"}):
        refused = client.post(url(), {**sent, **changes})
        assert refused.status_code == 200
        assert "There is a problem" in words_of(refused)
    assert not Complaint.objects.exists()


def test_about_whom_is_chosen_where_the_table_does_not_say(client, panel, lead):
    table = as_tabs([HEADINGS, ["1", "3.2.21", "A speech", "Yes", "CEO", "", "Live"]])
    number = panel.area.office_holders.get(name="Ann Ash").number

    keep(client, look(client, table=table, holder=number))

    assert Complaint.objects.get().office_holder.name == "Ann Ash"


def test_what_is_sent_is_shown_as_words(client, panel, lead):
    table = as_tabs([HEADINGS, [NOW], ["1", "3.2.21", "1 <2 & <!-- x > <script>alert(1)</script>", "Yes", "<b>", "", "Live"]])

    assert "<script>alert" not in look(client, table=table).content.decode()


def test_an_import_is_undone(client, panel, lead):
    keep(client, look(client, table=as_tabs()))
    made = RegisterImport.objects.get()
    page = url(f"{made.reference}/undo/")

    sent = sent_of(client.get(page))
    assert client.post(page, sent)["Location"] == url(f"{made.reference}/")
    assert not Complaint.objects.exists()
    assert "None of them is left" in words_of(client.get(url(f"{made.reference}/")))
    assert "This import was undone" in words_of(client.get(page))


def test_an_import_on_which_somebody_worked_says_so(client, panel, lead):
    keep(client, look(client, table=as_tabs()))
    Complaint.objects.filter(reference="CC-2022-003").update(version=2)
    page = url(f"{RegisterImport.objects.get().reference}/undo/")

    shown = client.get(page)
    assert "Somebody has worked on these complaints already: CC-2022-003" in words_of(shown)
    assert client.post(page, {"version": 1}).status_code == 200
    assert Complaint.objects.count() == 7


def test_the_office_brings_in_and_reads_its_own_imports(client, panel):
    client.force_login(appointed(panel, Role.OFFICE_COMPLAINTS))
    keep(client, look(client, table=as_tabs()))

    made = RegisterImport.objects.get()
    other = RegisterImportFactory(body=panel)
    rows = rows_of(client.get(url(f"{made.reference}/")).context["table"])
    assert [row[0] for row in rows] == ["CC-2022-001", "CC-2022-002", "CC-2022-003"]  # those made to the office
    assert client.get(url(f"{other.reference}/")).status_code == 404


def test_the_office_takes_nothing_out_that_was_made_to_the_panel(client, panel):
    """Complaints about its Commissioner that it may not even read: only the panel's lead officer undoes such an import."""
    client.force_login(appointed(panel, Role.OFFICE_COMPLAINTS))
    keep(client, look(client, table=as_tabs()))
    made = RegisterImport.objects.get()

    assert not client.get(url(f"{made.reference}/")).context["can_undo"]
    assert client.post(url(f"{made.reference}/undo/"), {"version": made.version}).status_code == 403
    assert Complaint.objects.count() == 7
    Complaint.objects.update(came_to="office")
    assert client.get(url(f"{made.reference}/")).context["can_undo"]
    assert client.get(url(f"{made.reference}/undo/")).status_code == 200


@pytest.mark.parametrize("role", [Role.PANEL_MEMBER, Role.CHAIR, Role.CLERK, Role.AUDITOR, Role.OFFICE_DECISIONS])
def test_others_bring_nothing_in(client, panel, role):
    made = RegisterImportFactory(body=panel)
    addresses = [url(), url(f"{made.reference}/undo/")]
    assert statuses(client, addresses) == {302}
    client.force_login(appointed(panel, role))

    found = {403} if role == Role.CLERK else {404}
    assert statuses(client, [url()]) == {403}
    assert statuses(client, [url(f"{made.reference}/undo/")]) == found
    assert client.get(url(f"{made.reference}/")).status_code == found.copy().pop()


def test_a_report_asks_as_often_for_three_hundred_as_for_one(client, panel, lead, django_assert_num_queries):
    made = RegisterImportFactory(body=panel)
    first = ComplaintFactory(body=panel, imported=made)
    for wanted in (1, 3, 300):
        start = Complaint.objects.count()
        Complaint.objects.bulk_create(
            Complaint(
                area=panel.area, body=panel, reference=f"CC-2016-9{n:03d}", means="", came_to="panel", imported=made,
                received_on=date(2021, 1, 1), office_holder=first.office_holder, logged_at=clock.now(), printed_order=n,
            )
            for n in range(start, wanted)
        )  # fmt: skip
        client.get(url(f"{made.reference}/"))
        with django_assert_num_queries(8):
            assert client.get(url(f"{made.reference}/")).context["table"].count == wanted
