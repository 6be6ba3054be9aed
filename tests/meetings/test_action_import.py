"""An action log from a spreadsheet: looked at first, kept whole or not at all, safe to open again."""

import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from tablib import Dataset

from accounts.choices import Role
from accounts.models import AuditEntry
from interface import clock
from meetings.choices import OwnerKind
from meetings.models import Action
from meetings.resources import ActionImportResource, wrong_cells
from meetings.services.actions.spreadsheets import MOST_ROWS, read_sheet
from panels.models import Counter, PersonAlias
from tests.factories.minutes import ActionFactory, HeldMeetingFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, MembershipFactory

TODAY = date(2022, 3, 20)
HEADINGS = ["Action", "Kind of owner", "Who is to do it", "Due", "Agreed on", "Private"]
GOOD = [
    ["Say what serious violence means", "office", "Office of the Commissioner", "next meeting", "1/2/22", ""],
    ["Report the 101 figures", "an organisation", "Avon Council", "17 Mar 2022", "2022-02-01", "yes"],
    ["=cmd|' /C calc'!A0", "Office", "Chief Constable", "", "1 February 2022", "No"],
]


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def page(client, body, clerk):
    client.force_login(clerk)
    return reverse("actions:action-import", args=["avon"])


def _csv(*rows, headings=HEADINGS):
    return Dataset(*rows, headers=headings).export("csv").encode()


def _sent(client, page, data, name="log.csv"):
    return client.post(page, {"file": SimpleUploadedFile(name, data)})


def _kept(client, page, preview):
    form = preview.context["form"]
    return client.post(page, {"sheet": form["sheet"].value(), "token": form["token"].value()})


def _report(response):
    return [(line["row"], line["column"], line["cell"], line["reason"]) for line in response.context["report"]]


# Looked at, then kept


def test_file_is_shown_before_anything_is_kept(client, page):
    response = _sent(client, page, _csv(*GOOD))

    assert response.templates[0].name == "meetings/action_import_preview.html"
    rows = [(row.text, row.owner, row.due_on, row.due_next_meeting, row.is_private) for row in response.context["rows"]]
    assert rows == [
        ("Say what serious violence means", "Office of the Commissioner", None, True, False),
        ("Report the 101 figures", "Avon Council", date(2022, 3, 17), False, True),
        ("=cmd|' /C calc'!A0", "Chief Constable", None, False, False),
    ]
    assert response.context["button"] == "Enter 3 actions"
    assert not Action.objects.exists()
    assert not Counter.objects.filter(last__gt=0).exists()
    assert not AuditEntry.objects.filter(action="meetings.action_raised").exists()


def test_what_was_looked_at_is_kept_once(client, page, body, clerk):
    meeting = HeldMeetingFactory(body=body)
    preview = _sent(client, page, _csv(*GOOD))

    for _turn in range(2):
        response = _kept(client, page, preview)

    assert response.status_code == 302, (response.context["report"], response.context["form"].errors)
    assert response.url == reverse("actions:action-list", args=["avon"])
    kept = Action.objects.order_by("pk").values_list("reference", "raised_on", "created_by", "raised_meeting")
    assert list(kept) == [
        (reference, date(2022, 2, 1), clerk.pk, meeting.pk) for reference in ("A-2022-001", "AX-2022-001", "A-2022-002")
    ]
    assert Action.objects.filter(published_at__isnull=True).count() == 0


@pytest.mark.parametrize("fmt", ["csv", "xlsx", "ods"])
def test_every_kind_of_file_is_read_alike(client, page, fmt):
    data = Dataset(*GOOD[:2], headers=HEADINGS).export(fmt)
    response = _sent(client, page, data if isinstance(data, bytes) else data.encode(), f"Log.{fmt.upper()}")
    assert [row.text for row in response.context["rows"]] == [row[0] for row in GOOD[:2]]


def test_dates_and_numbers_of_a_spreadsheet_are_understood(client, page):
    book = Workbook()
    book.active.append(HEADINGS)
    book.active.append([101, "office", "Chief Constable", datetime.fromisoformat("2022-03-17"), date(2022, 2, 1), False])
    data = io.BytesIO()
    book.save(data)

    (row,) = _sent(client, page, data.getvalue(), "log.xlsx").context["rows"]

    assert (row.text, row.due_on, row.raised_on, row.is_private) == ("101", date(2022, 3, 17), date(2022, 2, 1), False)


def test_headings_may_stand_in_any_order_and_case(client, page):
    headings = ["agreed on", " ACTION ", "Who is to do it", "Kind of owner"]
    response = _sent(client, page, _csv(["1/2/22", "Report", "Chief Constable", "office"], headings=headings))
    assert [row.text for row in response.context["rows"]] == ["Report"]


# All or nothing


def test_every_wrong_cell_is_named_and_nothing_is_kept(client, page, body):
    MembershipFactory(body=body, person__name="Nicola Clark")
    ActionFactory(body=body, text="Already here.", reference="A-2022-301", raised_on=date(2022, 2, 1))
    rows = [
        GOOD[0],
        ["", "clerk", "Somebody", "31/2/22", "soon", "perhaps"],
        ["Ask Nicola", "person", "Nicola Clerk", "", "1/2/22", ""],
        ["already  HERE", "office", "Chief Constable", "", "1/2/22", ""],
        ["Too early", "office", "Chief Constable", "31/1/22", "1/2/22", ""],
        ["Tomorrow", "office", "Chief Constable", "", "21/3/22", ""],
        [GOOD[0][0].upper(), *GOOD[0][1:]],
        ["Nobody does it", "office", " ", "", "1/2/22", ""],
    ]

    response = _sent(client, page, _csv(*rows))

    assert _report(response) == [
        (3, "Action", "", "Write what is to be done"),
        (3, "Kind of owner", "clerk", "Write person, office or organisation"),
        (3, "Due", "31/2/22", "Write a day like 17/3/22, 17 Mar 2022 or 2022-03-17, or “next meeting”"),
        (3, "Agreed on", "soon", "Write a day like 17/3/22, 17 Mar 2022 or 2022-03-17"),
        (3, "Private", "perhaps", "Write yes or no"),
        (4, "Who is to do it", "Nicola Clerk",
         "Nobody of that name is known here. Check the spelling, or write an office"),
        (5, "Action", "already  HERE", "This action is in the log already as A-2022-301. Take the row out"),
        (6, "Due", "31/1/22", "The action was agreed on Tuesday 1 February 2022. Choose that day or a later one"),
        (7, "Agreed on", "21/3/22", "An action cannot be agreed on a day that has not come yet"),
        (8, "Action", GOOD[0][0].upper(), "This is the same action as in row 2. Take one of them out"),
        (9, "Who is to do it", "", "Write who is to do it"),
    ]  # fmt: skip
    assert response.context["report_words"] == "7 rows are wrong. Nothing was kept"
    assert response.content.decode().count("<title>Error: ") == 1
    assert Action.objects.count() == 1
    assert not Counter.objects.filter(last__gt=0).exists()


def test_rows_that_became_wrong_meanwhile_are_not_kept(client, page, body):
    preview = _sent(client, page, _csv(*GOOD))
    ActionFactory(body=body, text=GOOD[0][0], reference="A-2022-301", raised_on=date(2022, 2, 1))

    response = _kept(client, page, preview)

    assert [(row, column) for row, column, _cell, _reason in _report(response)] == [(2, "Action")]
    assert Action.objects.count() == 1
    again = _kept(client, page, preview)  # the token was not used up by the refusal
    assert _report(again) == _report(response)


def test_the_libraries_default_would_keep_the_good_rows(body, clerk):
    """The same rows without the two switches: it shows that the test above would notice."""
    rows = [[GOOD[0][0], "office", "Chief Constable", "", "1/2/22", ""], ["", "office", "Chief Constable", "", "1/2/22", ""]]
    dataset = Dataset(*rows, headers=["text", "owner_kind", "owner_name", "due_on", "raised_on", "access"])
    resource = ActionImportResource(bodies=[body], actor=clerk, numbers=[2, 3])

    result = resource.import_data(dataset, use_transactions=False)

    assert (wrong_cells(result, [2, 3]), Action.objects.count()) == ([(3, "text", "Write what is to be done")], 1)


@pytest.mark.parametrize(
    ("headings", "problems"),
    [
        (["Action", "Kind of owner", "Agreed on"], ["Add the column “Who is to do it”"]),
        ([*HEADINGS, "Notes"], ["We do not know the column “Notes”. Take it out, or correct its heading"]),
        ([*HEADINGS, "action"], ["The column “action” is there twice. Take one out"]),
        ([*HEADINGS, ""], []),
    ],
)
def test_headings_that_are_not_right_are_named(client, page, headings, problems):
    response = _sent(client, page, _csv([*GOOD[0][: len(headings)], "x"][: len(headings)], headings=headings))
    if problems:
        assert [line["reason"] for line in response.context["report"]] == problems
        assert response.context["report_words"] == "The columns are not right. Nothing was kept"
    else:
        assert response.status_code == 200
    assert not Action.objects.exists()


def test_member_is_known_by_another_name_and_two_of_one_name_are_refused(client, page, body):
    seat = MembershipFactory(body=body, person__name="Nicola Clark")
    PersonAlias.objects.create(person=seat.person, name="Cllr N. Clark")
    for _turn in range(2):
        MembershipFactory(body=body, person__name="Ann Ash", person__area=body.area)
    row = ["person", "", "1/2/22", ""]

    preview = _sent(client, page, _csv(["Ask her", row[0], "cllr  n. clark", *row[1:]]))
    assert [(one.owner_person, one.owner_name) for one in preview.context["rows"]] == [(seat.person, "")]

    refused = _sent(client, page, _csv(["Ask her", row[0], "Ann Ash", *row[1:]]))
    assert _report(refused)[0][3] == "Several people have that name. Enter this action in the log itself"


def test_closed_actions_are_left_to_those_who_may_close(client, page):
    rows = [[*GOOD[0], "Closed"], [*GOOD[1], "Answered"], [*GOOD[2], "Open"]]
    response = _sent(client, page, _csv(*rows, headings=[*HEADINGS, "State"]))
    assert [(row, reason) for row, _column, _cell, reason in _report(response)] == [
        (2, "Only a meeting, or the Chair with a reason, can close this action. Leave closed actions out"),
        (3, "Only open actions can be taken in. Take them in as open, then record in the log what answered them"),
    ]


# Several bodies, and who may


def test_body_is_needed_when_somebody_keeps_several(client, page, body, area):
    BodyFactory(area=area, slug="board", name="Governance Board")
    headings = ["Body", *HEADINGS]
    refused = _sent(client, page, _csv(["", *GOOD[0]], ["Other", *GOOD[1]], headings=headings))
    assert [reason for _row, _column, _cell, reason in _report(refused)] == [
        "Write the body that agreed the action",
        "You keep the actions of no body of that name. Check the spelling",
    ]
    preview = _sent(client, page, _csv(["governance board", *GOOD[0]], ["panel", *GOOD[1]], headings=headings))
    assert [row.body.slug for row in preview.context["rows"]] == ["board", "panel"]


def test_clerk_of_one_body_takes_in_for_that_body_alone(client, body, area):
    BodyFactory(area=area, slug="board", name="Governance Board")
    own = AppointmentFactory(area=area, body=body, role=Role.CLERK).user
    client.force_login(own)
    url = reverse("actions:action-import", args=["avon"])
    refused = _sent(client, url, _csv(["board", *GOOD[0]], headings=["Body", *HEADINGS]))
    assert _report(refused)[0][3] == "You keep the actions of no body of that name. Check the spelling"


def test_others_take_nothing_in(client, body, member):
    url = reverse("actions:action-import", args=["avon"])
    assert client.get(url).status_code == 302
    client.force_login(member)
    assert (client.get(url).status_code, _sent(client, url, _csv(*GOOD)).status_code) == (403, 403)
    assert client.get(reverse("actions:action-columns", args=["avon", "csv"])).status_code == 403


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

    preview = _sent(client, reverse("actions:action-import", args=["avon"]), exported, f"log.{fmt}")
    assert preview.context["passed_over"] == "Reference, Overdue, Last evidence, Last update, Closed on, Address"
    _kept(client, reverse("actions:action-import", args=["avon"]), preview)

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
    preview = _sent(client, page, response.content, f"columns.{fmt}")
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
    assert _report(_sent(client, page, data.getvalue(), "log.xlsx"))[0] == (2, "Action", "", "Write what is to be done")


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
    response = _sent(client, page, data, name)
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


@pytest.mark.parametrize("sheet", ["", "{}", "[]", '{"headings": 1, "rows": []}', '{"headings": [], "rows": [[1]]}'])
def test_rows_that_were_tampered_with_are_sent_afresh(client, page, sheet):
    preview = _sent(client, page, _csv(*GOOD))
    response = client.post(page, {"sheet": sheet, "token": preview.context["form"]["token"].value()})
    assert response.status_code == 200
    assert not Action.objects.exists()


def test_more_rows_than_a_file_may_have_are_refused_when_kept_too(client, page):
    preview = _sent(client, page, _csv(*GOOD))
    sheet = json.loads(preview.context["form"]["sheet"].value())
    sheet["rows"] = [[number, sheet["rows"][0][1]] for number in range(MOST_ROWS + 1)]
    response = client.post(page, {"sheet": json.dumps(sheet), "token": preview.context["form"]["token"].value()})
    assert [line["reason"] for line in response.context["report"]] == ["There are too many rows. Send the file again"]
    assert not Action.objects.exists()


@pytest.mark.parametrize("count", [1, 3, 300])
def test_looking_through_a_file_asks_the_same_of_any_number(client, page, count, django_assert_num_queries):
    rows = [[f"Report {number}", "office", "Chief Constable", "", "1/2/22", ""] for number in range(count)]
    savepoints = 2 * count
    with django_assert_num_queries(15 + savepoints):
        response = _sent(client, page, _csv(*rows))
    assert len(response.context["rows"]) == count


@pytest.mark.parametrize("count", [1, 3, 60])
def test_keeping_a_file_asks_a_dozen_questions_of_each_row(client, page, count, django_assert_max_num_queries):
    rows = [[f"Report {number}", "office", "Chief Constable", "", "1/2/22", ""] for number in range(count)]
    preview = _sent(client, page, _csv(*rows))
    with django_assert_max_num_queries(26 + 14 * count):
        _kept(client, page, preview)
    assert Action.objects.count() == count


@pytest.mark.django_db(transaction=True)
def test_one_file_kept_by_two_at_once_is_entered_once():
    seat = AppointmentFactory(area__slug="avon")
    body = BodyFactory(area=seat.area)
    numbers, dataset = [2], Dataset(["Report", "office", "Chief Constable", "1/2/22"])
    dataset.headers = ["text", "owner_kind", "owner_name", "raised_on"]
    start = Barrier(2)

    def keep(_turn):
        try:
            start.wait()
            with clock.stand_on(TODAY):
                resource = ActionImportResource(bodies=[body], actor=seat.user, numbers=numbers, keeps=True)
                result = resource.import_data(dataset, use_transactions=True, rollback_on_validation_errors=True)
                return wrong_cells(result, numbers)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        said = sorted(threads.map(keep, range(2)))

    assert said == [[], [(2, "text", "This action is in the log already as A-2022-001. Take the row out")]]
    assert Action.objects.count() == 1


def test_read_sheet_refuses_with_words_for_the_form():
    with pytest.raises(ValidationError) as error:
        read_sheet("log", b"")
    assert error.value.messages == ["Choose a CSV, XLSX or ODS file"]


def test_columns_in_the_example_are_those_of_the_page(client, page):
    book = load_workbook(io.BytesIO(client.get(reverse("actions:action-columns", args=["avon", "xlsx"])).content))
    assert [cell.value for cell in next(book.active.rows)] == HEADINGS
