"""Damaged files of figures: each is refused whole with row, column and reason, or read with a notice that says how."""

import io
import re
import zipfile

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import CoveredTableCell, Table, TableCell, TableColumn, TableRow
from odf.text import P

from accounts.choices import Role
from performance.models import Observation
from performance.rules.layouts import Reading
from performance.services import figures_in
from tests.factories.panels import AppointmentFactory
from tests.factories.performance import ForceFactory, MeasureFactory, ObservationFactory, SeriesFactory
from tests.performance.figure_files import HEADS, as_csv, as_xlsx, sent, told, worked

pytestmark = pytest.mark.django_db
GOOD = ("Robbery", "Nov 2021", 51)
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def measure():
    made = MeasureFactory(title="Robbery", slug="robbery")
    ForceFactory(area=made.area, name="Avon Police", slug="avon-police")
    MeasureFactory(objective=made.objective, title="Satisfied", slug="satisfied", basis="level", unit="percent")
    return made


@pytest.fixture
def analyst(measure):
    return AppointmentFactory(area=measure.area, role=Role.OFFICE_PERFORMANCE).user


def own(measure):
    return SeriesFactory(measure=measure, force=measure.area.force)


def cell(**marks):
    """An ODS cell: `text` is what it shows."""
    text = marks.pop("text", None)
    made = TableCell(**marks)
    if text is not None:
        made.addElement(P(text=text))
    return made


def number(value, shown=None, **marks):
    return cell(valuetype="float", value=str(value), text=shown or str(value), **marks)


def as_ods(*rows, heads=HEADS, hide_column=0, hidden_sheet=False):
    """Rows of texts, numbers and made cells as ODS."""
    book, data = OpenDocumentSpreadsheet(), io.BytesIO()
    table = Table(name="Figures")
    for place in range(1, len(heads) + 1):
        table.addElement(TableColumn(visibility="collapse") if place == hide_column else TableColumn())
    for row in [heads, *rows]:
        line = TableRow()
        for one in row:
            made = cell(valuetype="string", text=one) if isinstance(one, str) else one
            line.addElement(number(made) if isinstance(made, int | float) else made)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    if hidden_sheet:
        style = Style(name="unseen", family="table")
        style.addElement(TableProperties(display="false"))
        book.automaticstyles.addElement(style)
        book.spreadsheet.addElement(Table(name="Workings", stylename=style))
    book.save(data)
    return data.getvalue()


def zipped(data, part, change):
    """An archive with one of its parts changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, change(old.read(entry)) if entry.filename == part else old.read(entry))
    return made.getvalue()


def saved_formula(data):
    """An XLSX whose C2 is a formula with the value that it was saved with."""
    return zipped(
        data, SHEET, lambda xml: re.sub(rb'(<c r="C2"[^>]*>)<v>', rb"\1<f>50+1</f><v>", xml)
    )  # fmt: skip


def merge(book):
    book.active.merge_cells("A2:A3")


def hide_first(book):
    book.create_sheet("Other").append(["x"])
    book.worksheets[0].sheet_state = "hidden"
    book.active = 1


def hide_more(book):
    book.create_sheet("Workings").sheet_state = "hidden"
    book.active.row_dimensions[2].hidden = True
    book.active.column_dimensions["B"].hidden = True


def as_percent(book):
    book.active["C2"].number_format = "0.0%"


# name of the file, data, row, column, what the reason says
REFUSED = {
    "wrong headings": ("a.csv", as_csv(GOOD, heads=("Thing", "When", "How many")), 0, "", "This is missing: “Key” or “Measure”"),
    "a heading is missing": (
        "a.csv", as_csv(("Robbery", "51"), heads=("Measure", "Figure")), 1, "", "This is missing: “Period” or “From”",
    ),
    "a heading stands twice": (
        "a.csv", as_csv((*GOOD, 52), heads=(*HEADS, "Figure")), 1, "C", "two columns with the heading “Figure”",
    ),
    "only headings": ("a.csv", as_csv(), 0, "", "no figure under its headings"),
    "an empty file": ("a.csv", b"", 0, "", "The file is empty"),
    "no archive": ("a.xlsx", b"PK not a spreadsheet", 0, "", "could not read the file"),
    "a broken archive": ("a.ods", as_ods(GOOD)[:400], 0, "", "could not read the file"),
    "a row that is no number": (
        "a.xlsx", zipped(as_xlsx(GOOD), SHEET, lambda xml: xml.replace(b'<row r="2"', b'<row hidden="1" r="x"')), 0, "",
        "could not read the file",
    ),
    "an open quotation mark": ("a.csv", b'Measure,Period,Figure\n"Robbery,Nov 2021,5\n', 0, "", "could not read the file"),
    "a word for a number": ("a.csv", as_csv(GOOD, ("Robbery", "Dec 2021", "fifty")), 3, "C", "“fifty” is not a number"),
    "a text that may be two numbers": (
        "a.xlsx", as_xlsx(("Robbery", "Dec 2021", "1.204")), 2, "C", "“1.204” is a text. Write 1204 or 1.204 as a number",
    ),
    "a part of one offence": ("a.xlsx", as_xlsx(("Robbery", "Dec 2021", 51.5)), 2, "C", "51.5 is not whole"),
    "less than none": ("a.csv", as_csv(("Robbery", "Dec 2021", "-4")), 2, "C", "must not be below 0"),
    "more than all": ("a.csv", as_csv(("Satisfied", "Dec 2021", "104")), 2, "C", "between 0 and 100"),
    "per cent of a count": ("a.csv", as_csv(("Robbery", "Dec 2021", "5%")), 2, "C", "not in per cent"),
    "a decimal comma": ("a.csv", as_csv(("Satisfied", "Dec 2021", "71,5")), 2, "C", "comma before the decimals"),
    "a shortened number": ("a.csv", as_csv(("Robbery", "Dec 2021", "1.2E+05")), 2, "C", "shortened number"),
    "an error of a formula": ("a.csv", as_csv(("Robbery", "Dec 2021", "#DIV/0!")), 2, "C", "gives #DIV/0!"),
    "a formula without its value": ("a.xlsx", as_xlsx(("Robbery", "Dec 2021", "=50+1")), 2, "C", "no saved value"),
    "a formula without its value in ODS": (
        "a.ods", as_ods(("Robbery", "Dec 2021", cell(formula="of:=50+1"))), 2, "C", "no saved value",
    ),
    "merged cells": (
        "a.xlsx", as_xlsx(GOOD, (None, "Dec 2021", 52), change=merge), 2, "A", "The cells A2 to A3 are merged",
    ),
    "merged cells in ODS": (
        "a.ods", as_ods(("Robbery", "Nov 2021", number(5, numbercolumnsspanned=2), CoveredTableCell()), heads=(*HEADS, "Note")),
        2, "C", "The cells C2 to D2 are merged",
    ),
    "the sheet that is read is hidden": ("a.xlsx", as_xlsx(GOOD, change=hide_first), 0, "", "The sheet that is read is hidden"),
    "a year of two figures": ("a.csv", as_csv(("Robbery", "Dec-21", "5")), 2, "B", "year of two figures"),
    "a year of two figures across": (
        "a.csv", as_csv(("Robbery", "5"), heads=("Measure", "Dec-21")), 2, "B", "year of two figures",
    ),
    "a quarter of which year": ("a.csv", as_csv(("Robbery", "Q3 2021", "5")), 2, "B", "calendar or the financial year"),
    "a period without a year": ("a.csv", as_csv(("Robbery", "March (up to 06/03)", "5")), 2, "B", "does not say which year"),
    "a total among months": ("a.csv", as_csv(("Robbery", "2021/22", "600")), 2, "B", "longer than that of the measure"),
    "a period to come": ("a.csv", as_csv(("Robbery", "Dec 2099", "5")), 2, "C", "The period is not over"),
    "periods that overlap": (
        "a.csv", as_csv(GOOD, ("Robbery", "1-6 November 2021", "9")), 3, "C", "overlaps with that of row 2, column C",
    ),
    "another figure of the same period": (
        "a.csv", as_csv(GOOD, ("Robbery", "2021-11", "52")), 3, "C", "Row 2, column C has another figure",
    ),
    "an unknown measure": ("a.csv", as_csv(("Robery", "Dec 2021", "5")), 2, "A", "The nearest is “Robbery”"),
    "an unknown force": (
        "a.csv", as_csv((*GOOD, "Avon Polis"), heads=(*HEADS, "Force")), 2, "D", "The nearest is “Avon Police”",
    ),
    "a row without its measure": ("a.csv", as_csv(GOOD, ("", "Dec 2021", "5")), 3, "A", "Enter which measure"),
    "an unknown state": ("a.csv", as_csv((*GOOD, "guessed"), heads=(*HEADS, "State")), 2, "D", "“guessed” is not a state"),
    "neither yes nor no": ("a.csv", as_csv((*GOOD, "maybe"), heads=(*HEADS, "Partial")), 2, "D", "neither Yes nor No"),
    "days that end before they begin": (
        "a.csv", as_csv(("Robbery", "31/12/2021", "01/12/2021", 5), heads=("Measure", "From", "Until", "Figure")),
        2, "B", "ends before it begins",
    ),
    "too many columns": ("a.csv", as_csv(GOOD, heads=(*HEADS, *map(str, range(300)))), 0, "", "more than 300 columns"),
}  # fmt: skip

# what comes in, and what the notice says
NOTICED = {
    "thousands parted by commas": ("a.csv", as_csv(("Robbery", "Dec 2021", "1,204")), "1204", "between thousands are left out"),
    "thousands parted by spaces": ("a.csv", as_csv(("Robbery", "Dec 2021", "1 204")), "1204", "between thousands are left out"),
    "numbers kept as text": ("a.xlsx", as_xlsx(("Robbery", "Dec 2021", "51")), "51", "keeps as text are read as numbers"),
    "signs of per cent": ("a.csv", as_csv(("Satisfied", "Dec 2021", "71.5%")), "71.5", "Signs of per cent"),
    "cells shown as per cent": (
        "a.xlsx", as_xlsx(("Satisfied", "Dec 2021", 0.715), change=as_percent), "71.5", "shown as per cent",
    ),
    "cells shown as per cent in ODS": (
        "a.ods", as_ods(("Satisfied", "Dec 2021", cell(valuetype="percentage", value="0.715", text="72%"))), "71.5",
        "shown as per cent",
    ),
    "a number that ODS shows rounded": (
        "a.ods", as_ods(("Satisfied", "Dec 2021", number("71.25", "71"))), "71.25", "period that is released",
    ),
    "a number that ODS does not show": (
        "a.ods", as_ods(("Satisfied", "Dec 2021", cell(valuetype="float", value="71.25"))), "71.25", "period that is released",
    ),
    "a formula with its saved value": (
        "a.xlsx", saved_formula(as_xlsx(("Robbery", "Dec 2021", 51))), "51", "value that was saved with them is taken",
    ),
    "a formula with its saved value in ODS": (
        "a.ods", as_ods(("Robbery", "Dec 2021", number(51, formula="of:=50+1"))), "51", "value that was saved with them",
    ),
    "no figure": ("a.csv", as_csv(("Robbery", "Nov 2021", "[x]"), ("Robbery", "Dec 2021", "5")), "5", "without a figure"),
    "hidden sheets in ODS": (
        "a.ods", as_ods(("Robbery", "Dec 2021", 5), hidden_sheet=True), "5", "hidden sheets, which are not read",
    ),
    "a hidden column in ODS": ("a.ods", as_ods(("Robbery", "Dec 2021", 5), hide_column=2), "5", "hidden in your file"),
    "hidden sheets": ("a.xlsx", as_xlsx(("Robbery", "Dec 2021", 5), change=hide_more), "5", "which are not read: Workings"),
    "hidden rows and columns": (
        "a.xlsx", as_xlsx(("Robbery", "Dec 2021", 5), change=hide_more), "5", "hidden in your file",
    ),
    "the same figure twice": ("a.csv", as_csv(("Robbery", "Dec 2021", 5), ("robbery", "2021-12", 5)), "5", "stands twice"),
    "a note under the table": (
        "a.csv", as_csv(("Robbery", "Dec 2021", 5), ("Source: Home Office",)), "5", "Rows without a figure",
    ),
    "notes above the headings": (
        "a.csv", as_csv(("Table 1",), ("Notes",), HEADS, ("Robbery", "Dec 2021", 5), heads=None), "5", "period that is released",
    ),
    "a column that is not read": (
        "a.csv", as_csv(("Robbery", "Dec 2021", 5, "x"), heads=(*HEADS, "Rank")), "5", "not read: Rank",
    ),
    "a true minus": ("a.csv", as_csv(("Robbery", "Dec 2021", 5), ("Robbery", "Nov 2021", "–")), "5", "without a figure"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_damaged_file_is_refused_whole_with_row_column_and_reason(measure, analyst, name):
    file, data, row, column, reason = REFUSED[name]
    upload = sent(measure.area, analyst, data, file)

    assert upload.status == "refused"
    assert [(at, where) for at, where, why in told(upload.problems) if reason in why] == [(row, column)], upload.problems
    assert not Observation.objects.exists()


@pytest.mark.parametrize("name", NOTICED)
def test_what_can_be_meant_in_one_way_only_is_read_with_a_notice(measure, analyst, name):
    file, data, value, notice = NOTICED[name]
    upload = sent(measure.area, analyst, data, file)

    assert (upload.status, upload.problems, upload.made) == ("read", [], 1)
    assert any(notice in why for _row, _column, why in told(upload.notices)), upload.notices
    figures_in.accept_figures(upload=upload, version=upload.version, actor=analyst)
    worked(upload)
    assert f"{Observation.objects.get().value.normalize():f}" == value


def test_all_that_is_wrong_with_a_row_is_told_at_once(measure, analyst):
    upload = sent(measure.area, analyst, as_csv(("Robbery", "Dec-21", "1.204"), ("Robery", "Dec 2021", "5")))
    assert [(row, column) for row, column, _why in told(upload.problems)] == [(2, "B"), (2, "C"), (3, "A")]


def test_short_years_are_read_where_the_layout_says_so(measure, analyst):
    mapping = figures_in.create_layout(area=measure.area, title="Short", reading=Reading(short_years=True), actor=analyst)
    upload = sent(measure.area, analyst, as_csv(("Robbery", "Dec-21", 5)), mapping=mapping)

    assert (upload.status, upload.made) == ("read", 1)
    assert any("of this century" in why for _row, _column, why in told(upload.notices))


def test_a_period_that_overlaps_with_one_that_is_held_is_refused(measure, analyst):
    ObservationFactory(series=own(measure), started_on="2021-11-15", ended_on="2021-12-14")
    upload = sent(measure.area, analyst, as_csv(("Robbery", "Dec 2021", 5)))

    assert told(upload.problems) == [
        (2, "C", "The period overlaps with one that the portal holds, from 15 Nov 2021 to 14 Dec 2021. Correct the period")
    ]


def test_a_part_of_a_period_that_is_held_whole_is_refused(measure, analyst):
    ObservationFactory(series=own(measure))
    upload = sent(measure.area, analyst, as_csv(("Robbery", "1-6 December 2021", 5)))

    [(row, _column, reason)] = told(upload.problems)
    assert (row, "holds a figure of the whole period" in reason) == (2, True)


def test_a_sheet_with_more_cells_below_than_are_read_is_refused_before_they_fill_the_memory(measure, analyst, monkeypatch):
    monkeypatch.setattr("interface.spreadsheets.marks.MOST_MARKS", 20)
    upload = sent(measure.area, analyst, as_xlsx(GOOD, *[("x", "y", 1)] * 20), "figures.xlsx")
    assert told(upload.problems) == [(0, "", "The file has more than 20 cells. Split it")]
