"""Files of actions: what goes out comes in again, and what is no list, or hostile, is refused in words."""

import io
import zipfile
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from interface import clock
from interface.spreadsheets import MOST_ROWS, read_sheet
from meetings.choices import OwnerKind
from meetings.models import Action
from tests.factories.minutes import ActionFactory
from tests.factories.panels import MembershipFactory
from tests.meetings.importing import HEADINGS, TODAY, kept_after, report_of, sent_file


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def page(client, body, clerk):
    client.force_login(clerk)
    return reverse("actions:action-import", args=["avon"])


# Out and in again


@pytest.mark.parametrize("fmt", ["csv", "xlsx", "ods"])
def test_what_an_area_exports_another_takes_in(client, clerk, body, area, fmt):
    seat = MembershipFactory(body=body, person__name="Nicola Clark")
    ActionFactory(
        body=body, reference="A-2022-301", text="=1+1, then “report”\nin two lines", owner_kind=OwnerKind.PERSON,
        owner_person=seat.person, owner_name="", due_next_meeting=True,
    )  # fmt: skip
    ActionFactory(body=body, reference="A-2022-302", text="Second", due_on=date(2022, 3, 17))
    client.force_login(clerk)
    exported = client.get(reverse("actions:action-export", args=["avon", fmt]) + "?sort=reference").content
    Action.objects.all().delete()

    preview = sent_file(client, reverse("actions:action-import", args=["avon"]), exported, f"log.{fmt}")
    assert preview.context["passed_over"] == "Reference, Overdue, Last evidence, Last update, Closed on, Address"
    kept_after(client, reverse("actions:action-import", args=["avon"]), preview)

    kept = Action.objects.order_by("reference").values_list(
        "text", "owner_person__name", "owner_name", "due_on", "due_next_meeting"
    )
    assert list(kept) == [
        ("=1+1, then “report”\nin two lines", "Nicola Clark", "", None, True),
        ("Second", None, "Chief Finance Officer", date(2022, 3, 17), False),
    ]


@pytest.mark.parametrize("fmt", ["csv", "xlsx", "ods"])
def test_columns_to_fill_in_are_taken_in(client, page, fmt):
    response = client.get(reverse("actions:action-columns", args=["avon", fmt]))
    preview = sent_file(client, page, response.content, f"columns.{fmt}")
    assert [(row.text, row.due_next_meeting) for row in preview.context["rows"]] == [
        ("Report how many calls were answered in ten seconds", True)
    ]
    assert client.get(reverse("actions:action-columns", args=["avon", "pdf"])).status_code == 404


def test_formula_of_a_spreadsheet_is_never_worked_out(client, page):
    book = Workbook()
    book.active.append(HEADINGS)
    book.active.append(['=HYPERLINK("http://example.com")', "office", "Chief Constable", None, "1/2/22", None])
    data = io.BytesIO()
    book.save(data)
    assert report_of(sent_file(client, page, data.getvalue(), "log.xlsx"))[0] == (2, "Action", "", "Write what is to be done")


# Files that are not what they should be


def _zipped(name, content):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        pytest.param("log.pdf", b"%PDF-1.7", "Choose a CSV, XLSX or ODS file", id="another kind"),
        pytest.param("log.xlsx", b"not a zip", "We could not read the file. Save it again as XLSX", id="no workbook"),
        pytest.param("log.xlsx", _zipped("x.txt", b"x"), "We could not read the file. Save it again as XLSX", id="no sheet"),
        pytest.param("log.ods", _zipped("content.xml", b"<a"), "We could not read the file. Save it again as ODS", id="no xml"),
        pytest.param(
            "log.ods",
            _zipped("content.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
            "We could not read the file. Save it again as ODS",
            id="entities",
        ),
        pytest.param(
            "log.xlsx",
            _zipped("x.xml", b"0" * 20_000_001),
            "The file unpacks to more than 20 MB. Keep the list alone in it, without pictures",
            id="swollen",
        ),
        pytest.param("log.csv", b" \n,,\n", "The file is empty. Choose another", id="blank"),
        pytest.param("log.csv", b"Action\n", "The file has headings and no row under them", id="headings alone"),
        pytest.param(
            "log.csv", b"x" * 1_000_001, "The file must be 1 MB or smaller. Split the list into several files", id="size"
        ),
        pytest.param(
            "log.csv",
            b"Action\n" + b"x\n" * (MOST_ROWS + 1),
            "The file has more than 500 rows. Split the list into several files",
            id="rows",
        ),
        pytest.param("log.csv", b"Action\n" + b"x" * 10_001, "A cell holds more than 10,000 letters. Shorten it", id="cell"),
        pytest.param(
            "log.csv",
            b"Action,Due\nOne, two, three\n",
            "Row 2 has more cells than there are headings. Check its commas and quotation marks",
            id="too many cells",
        ),
        pytest.param("log.csv", b'Action\n"x', "We could not read the file. Save it again as CSV", id="open quotation"),
    ],
)
def test_file_that_cannot_be_taken_in_says_what_to_do(client, page, name, data, said):
    response = sent_file(client, page, data, name)
    assert response.context["form"].errors == {"file": [said]}


def test_rows_keep_the_numbers_that_the_spreadsheet_shows():
    sheet = read_sheet("log.csv", b"\nAction;Due\n\nOne;\n;;\nTwo;x\n")
    assert (sheet.headings, sheet.rows) == (["Action", "Due"], [(4, ["One", ""]), (6, ["Two", "x"])])


def test_repeated_empty_cells_of_ods_do_not_move_what_follows():
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        "<office:body><office:spreadsheet><table:table>{}</table:table><table:table><table:table-row/></table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )

    def row(*cells, more=""):
        made = (f"<table:table-cell{cell[0]}><text:p>{cell[1]}</text:p></table:table-cell>" for cell in cells)
        return f"<table:table-row{more}>{''.join(made)}</table:table-row>"

    plain, gap = "", ' table:number-columns-repeated="2"'
    rows = [
        row((plain, "A"), (plain, "B"), (plain, "C"), (plain, "D")),
        row((plain, ""), more=' table:number-rows-repeated="3"'),
        row((plain, "first"), (gap, ""), (plain, "fourth")),
        row((plain, ""), more=' table:number-rows-repeated="1048570"'),
    ]

    sheet = read_sheet("log.ods", _zipped("content.xml", content.format("".join(rows)).encode()))

    assert (sheet.headings, sheet.rows) == (["A", "B", "C", "D"], [(5, ["first", "", "", "fourth"])])


def test_older_spreadsheets_and_control_characters_are_read():
    assert read_sheet("log.csv", "Action\nCaf\u00e9 \u2019s".encode("cp1252")).rows == [(2, ["Caf\u00e9 \u2019s"])]
    assert read_sheet("log.csv", "\ufeffAction\nA\x00b\x1bc".encode()).rows == [(2, ["Abc"])]


def test_read_sheet_refuses_with_words_for_the_form():
    with pytest.raises(ValidationError) as error:
        read_sheet("log", b"")
    assert error.value.messages == ["Choose a CSV, XLSX or ODS file"]


def test_columns_in_the_example_are_those_of_the_page(client, page):
    book = load_workbook(io.BytesIO(client.get(reverse("actions:action-columns", args=["avon", "xlsx"])).content))
    assert [cell.value for cell in next(book.active.rows)] == HEADINGS
