"""Spreadsheets and pasted tables as plain cells: what is hidden in them is told, formulas keep the value they were saved with."""

import io

import pytest
from django.core.exceptions import ValidationError
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook

from interface.spreadsheets import Bounds, read_cells, read_pasted


def ods_with_a_hidden_sheet() -> bytes:
    book, data = OpenDocumentSpreadsheet(), io.BytesIO()
    for name, shown in (("First", "true"), ("Behind", "false"), ("Third", "true")):
        style = Style(name=f"of{name}", family="table")
        style.addElement(TableProperties(display=shown))
        book.automaticstyles.addElement(style)
        table, row = Table(name=name, stylename=style), TableRow()
        cell = TableCell(formula="of:=1+1") if name == "First" else TableCell()
        cell.addElement(P(text=name))
        row.addElement(cell)
        table.addElement(row)
        book.spreadsheet.addElement(table)
    book.save(data)
    return data.getvalue()


def test_an_ods_tells_what_is_hidden_and_computed():
    cells = read_cells("a.ods", ods_with_a_hidden_sheet())

    assert cells.rows == [(1, ["First"])]
    assert (cells.hidden, cells.others, cells.has_formulas) == (("Behind",), ("Behind", "Third"), True)


def test_an_xlsx_tells_what_is_hidden_and_computed():
    book, data = Workbook(), io.BytesIO()
    book.active.append(["words", "=1+1"])
    book.create_sheet("Behind").sheet_state = "veryHidden"
    book.save(data)

    cells = read_cells("a.xlsx", data.getvalue())

    assert cells.rows == [(1, ["words"])]  # the value of the formula was never saved
    assert (cells.hidden, cells.others, cells.has_formulas) == (("Behind",), ("Behind",), True)


@pytest.mark.parametrize(
    "text",
    ["a\tb\n\n1\t2, and 3", "| a | b |\n|---|:--|\n| 1 | 2, and 3 |", 'a,b\n\n1,"2, and 3"', "a;b\r\n\r\n1;2, and 3"],
)
def test_a_pasted_table_is_parted_as_it_was_drawn(text):
    rows = read_pasted(text).rows

    assert [cells for _number, cells in rows] == [["a", "b"], ["1", "2, and 3"]]


def test_a_pasted_cell_may_have_lines():
    assert read_pasted('a\tb\n1\t"two\nlines"').rows[1] == (2, ["1", "two\nlines"])


def test_what_is_pasted_has_bounds():
    with pytest.raises(ValidationError, match="2 MB or smaller"):
        read_pasted("x" * 2_000_001, Bounds(size=2_000_000))
    with pytest.raises(ValidationError, match="more than 3 rows"):
        read_pasted("a\tb\n" * 5, Bounds(rows=3))
    with pytest.raises(ValidationError, match="empty"):
        read_pasted("\n \n")


@pytest.mark.parametrize("text", ['a,b\n1,"two', "a\tb\n" + "x" * 140_000 + "\ty"])
def test_a_pasted_table_that_cannot_be_read_is_refused_with_what_to_do(text):
    with pytest.raises(ValidationError, match="Check its quotation marks"):
        read_pasted(text)
