"""What a spreadsheet says of its cells beside their texts, and sheets and columns beyond the usual."""

import io

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook

from interface.spreadsheets import Bounds, read_cells
from interface.spreadsheets.marks import column_letter, column_number, read_marks

BOUNDS = Bounds()


def book(change):
    made, data = Workbook(), io.BytesIO()
    change(made)
    made.save(data)
    return data.getvalue()


def test_an_xlsx_tells_texts_formulas_merges_and_what_is_hidden():
    def change(made):
        sheet = made.active
        sheet.append(["words", 5, "=1+1", 0.037])
        sheet["D1"].number_format = "0.0%"
        sheet.merge_cells("A3:B4")
        sheet.row_dimensions[1].hidden = True
        sheet.column_dimensions["B"].hidden = True

    marks = read_marks("a.xlsx", book(change), BOUNDS)

    assert (marks.texts, marks.formulas, marks.unsaved, marks.percents) == ({(1, 1)}, {(1, 3)}, {(1, 3)}, {(1, 4)})
    assert (marks.merged, marks.hidden_rows, marks.hidden_columns) == ([((3, 1), (4, 2))], {1}, {2})


def test_a_csv_says_nothing_of_its_cells():
    marks = read_marks("a.csv", b"1,2", BOUNDS)
    assert (marks.is_typed, marks.texts) == (False, set())


def test_a_sheet_is_read_by_its_name_and_the_others_are_told():
    def change(made):
        made.active.title = "Cover"
        made.create_sheet("Table 1 & 2").append(["here"])

    cells = read_cells("a.xlsx", book(change), BOUNDS, "table 1 & 2")
    assert (cells.rows, cells.others) == ([(1, ["here"])], ("Cover",))
    with pytest.raises(ValidationError, match="It has: Cover, Table 1 & 2"):
        read_cells("a.xlsx", book(change), BOUNDS, "Three")


def test_more_columns_are_read_only_where_they_are_asked_for():
    data = ",".join(str(number) for number in range(60)).encode()
    assert [len(read_cells("a.csv", data, Bounds(columns=most)).rows[0][1]) for most in (40, 300)] == [40, 60]


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (300, "KN"), (702, "ZZ"), (703, "AAA")])
def test_columns_have_the_letters_of_a_spreadsheet(number, letters):
    assert (column_letter(number), column_number(letters)) == (letters, number)
