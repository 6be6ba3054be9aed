"""Reading tables of older registers: what each row says, what hinders, and what is only odd."""

import time
from datetime import date

import pytest

from complaints.choices import CameTo, OutcomeKind
from complaints.rules.faults import faults_of
from complaints.rules.table_words import came_to, column_of, ended, label_of, outcome_of, read_day, route_of, was_recorded
from complaints.rules.tables import as_at, plain, read_register
from tests.complaints.registers import EXPLAINED, HEADINGS, HOLDERS, ROWS, TODAY, cells_of


def read(rows=ROWS, **changes):
    return read_register(cells_of(rows), **{"holders": HOLDERS, "today": TODAY, **changes})


def problems(rows, **changes):
    return [(one.row, one.column, one.cell, one.reason) for one in read(rows, **changes).problems]


def table(*rows, headings=HEADINGS):
    return [headings, [ROWS[3][0]], *rows]


ROW = ["1", "3.4.21", "A speech", "Yes", "CEO", EXPLAINED, "Closed"]


def test_every_row_is_understood_as_it_stands():
    register = read()

    assert register.problems == []
    assert register.headed_on == date(2022, 1, 14)
    assert [(row.label, row.is_lost, row.day.day, row.holder.name) for row in register.rows] == [
        ("70", False, date(2021, 8, 31), "Bea Birch"),
        ("", True, date(2021, 9, 10), "Bea Birch"),
        ("72", False, date(2021, 9, 19), "Bea Birch"),
        ("73", False, date(2021, 9, 6), "Bea Birch"),
        ("74", False, date(2021, 11, 18), "Bea Birch"),
        ("74", False, date(2021, 10, 11), "Ann Ash"),
        ("77", False, date(2022, 2, 11), "Ann Ash"),
    ]
    assert register.rows[2].text.endswith("Either:\nthe letter was lost, or it was never sent.")
    assert as_at(register) == date(2022, 2, 11)


def test_what_is_odd_is_told_and_hinders_nothing():
    assert [(one.kind, one.words) for one in faults_of(read())] == [
        ("duplicate",
         "No. 74 is given 2 times: to the complaints of Thursday 18 November 2021 and Monday 11 October 2021"),
        ("lost",
         "Row 6, of Friday 10 September 2021: the number is lost to the mark of a page. By its place it was 71"),
        ("gap", "Numbers that no row has: 75 and 76"),
        ("order", "No. 73 of Monday 6 September 2021 is dated before 71 and 72 above it"),
        ("styles", "The days are written in 3 ways: DD.MM.YY (4), DD/MM/YYYY (2) and DD/MM/YY (1). "
                   "Each is read with the day before the month"),
        ("heading", "The heading says Friday 14 January 2022, but the register holds No. 77 of Friday 11 February 2022. "
                    "It is taken to stand as at Friday 11 February 2022"),
        ("made-to", "2 rows do not say to whom the complaint was made. They are taken as made to the panel"),
        ("closed-day", "The register does not say when its 6 closed complaints ended. "
                       "The day of the register is taken: Friday 11 February 2022"),
        ("outcome", "5 outcomes speak of local resolution, a term of police complaints. They are kept as printed and "
                    "counted as “Resolved by an explanation”"),
    ]  # fmt: skip


def test_a_register_without_a_fault_has_none_to_tell():
    rows = table(
        ["1", "3.4.21", "To Panel: a speech", "Yes", "CEO", "", "Live"], ["2", "4.4.21", "To Panel: x", "No", "", "", "Open"]
    )

    assert faults_of(read(rows)) == []


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (["1", "31/02/2021", *ROW[2:]],
         (3, "Date received", "31/02/2021", "Write the day, such as 31/08/2021, 10.09.21 or 14 January 2022")),
        (["1", "TBC", *ROW[2:]], (3, "Date received", "TBC", "Write the day, such as 31/08/2021, 10.09.21 or 14 January 2022")),
        (["1", "18.3.22", *ROW[2:]], (3, "Date received", "18.3.22", "The day must be today or earlier")),
        (["1", "3.4.21", "", *ROW[3:]], (3, "Summary", "", "Write what is complained of")),
        ([*ROW, "more"],
         (3, "", "more", "The row has more cells than there are headings. Check its separators and quotation marks")),
        ([*ROW[:4], "x" * 121, *ROW[5:]], (3, "Handled by", "x" * 80, "Shorten it to 120 letters")),
        (["COMPLAINTS AGAINST FORMER COMMISSIONER ANNE ASHBY"],
         (3, "", "COMPLAINTS AGAINST FORMER COMMISSIONER ANNE ASHBY",
          "We do not know this office holder. Enter them under “Office holders” first, or correct the name")),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_its_row(row, found):
    assert problems(table(["9", *ROW[1:]], row))[:1] == [(found[0] + 1, *found[1:])]


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        ([*HEADINGS, "Colour"], (0, "Colour", "", "We do not know this column. Take it out, or correct its heading")),
        ([*HEADINGS[:6], "Outcome"], (0, "Outcome", "", "This column is there twice. Take one out")),
        (
            ["No.", "Name"],
            (0, "", "", "We found no line with headings. The table needs at least the columns Date received, Summary"),
        ),
        (["No.", "Summary", "Outcome"], (0, "Date received", "", "Add this column")),
    ],
)
def test_wrong_headings_are_named_and_rows_left_alone(headings, found):
    assert problems(table(ROW, headings=headings)) == [found]


def test_it_must_be_said_about_whom_it_is():
    rows = [HEADINGS, ROW, ROW]

    nobody = "Say about whom the complaint is: choose below whom the table is about, or add a column “About whom”"
    assert problems(rows) == [(2, "About whom", "", nobody)]
    assert {row.holder for row in read(rows, holder="chosen").rows} == {"chosen"}
    named = read([[*HEADINGS, "About whom"], [*ROW, "Ann ASH"], [*ROW, "Ann Ashby"]])
    assert [row.holder.name for row in named.rows] == ["Ann Ash"]
    assert named.problems[0].reason == "We do not know this office holder. Correct the name"


def test_a_row_moved_by_the_mark_of_a_page_is_put_right():
    register = read(table(["Page 58", "73.", *ROW[1:]], ["", "74.", *ROW[1:]], ["Page 59 75.", *ROW[1:]]))

    assert [(row.label, row.is_lost) for row in register.rows] == [("73", False), ("74", False), ("75", False)]


def test_marks_of_a_web_page_go_and_its_lists_become_lines():
    said = plain("Direct to PCC: <ul style='x'> <li>One &amp; two</li> <li>three<sup>rd</sup></li> </ul> 3 < 4 and 5 > 2")

    assert said == "Direct to PCC:\nOne & two\nthreerd\n3 < 4 and 5 > 2"


def test_a_mark_that_never_ends_is_read_at_once():
    start = time.perf_counter()

    assert plain("<" + " " * 9_998 + "x") == "< x"
    assert time.perf_counter() - start < 1  # each cell took five seconds, and a table has hundreds


@pytest.mark.parametrize(
    ("cell", "day", "style"),
    [
        ("31/08/2021", date(2021, 8, 31), "DD/MM/YYYY"),
        ("10/09/21 / log 1234", date(2021, 9, 10), "DD/MM/YY"),
        ("06.09.21", date(2021, 9, 6), "DD.MM.YY"),
        ("2021-09-06", date(2021, 9, 6), "YYYY-MM-DD"),
        ("Fri 14th January 2022", date(2022, 1, 14), "D Month YYYY"),
        ("14 Jan 22", date(2022, 1, 14), "D Month YY"),
        ("6 . 9 . 21", date(2021, 9, 6), "DD.MM.YY"),
    ],
)
def test_days_are_read_in_each_style_with_the_day_first(cell, day, style):
    read = read_day(cell)

    assert (read.day, read.style) == (day, style)


def test_days_that_are_none_are_not_guessed():
    assert [read_day(cell) for cell in ("", "soon", "13/13/2021", "2021", "1/2")] == [None] * 5


def test_words_of_registers_are_understood():
    assert [column_of(words) for words in ("DATE RCVD / LOG NO.", "Recorded?", "Live or  Closed", "Colour")] == [
        "received", "recorded", "state", "",
    ]  # fmt: skip
    assert [label_of(cell) for cell in ("70.", "Page 57", "", "No. 12a", "CC/70")] == [
        ("70", False), ("", True), ("", False), ("12a", False), ("CC/70", False),
    ]  # fmt: skip
    assert [was_recorded(cell) for cell in ("Yes", "no", "N", "", "Not known", "in part")] == [
        True,
        False,
        False,
        None,
        None,
        None,
    ]
    assert [ended(cell) for cell in ("Closed", "LIVE", "", "Withdrawn", "complete")] == ["close", None, None, "withdraw", "close"]
    assert came_to("", "Direct to PCC: x") == CameTo.OFFICE
    assert came_to("", "via the IOPC: x") == CameTo.IOPC
    assert came_to("Panel", "Direct to PCC: x") == CameTo.PANEL
    assert came_to("", "A letter to the panel") is None


def test_an_apology_is_never_read_out_of_words():
    assert outcome_of(EXPLAINED) == OutcomeKind.EXPLANATION
    assert outcome_of("Apology given") == OutcomeKind.OTHER


def test_the_route_of_a_line_has_no_step_that_it_does_not_tell():
    assert [(kind, after) for kind, _before, after in route_of(True, "close")] == [
        ("receive", "received"), ("record", "recorded"), ("close", "closed"),
    ]  # fmt: skip
    assert [kind for kind, *_rest in route_of(False, None)] == ["receive", "not-record"]
    assert route_of(None, "withdraw")[-1] == ("withdraw", "received", "withdrawn")


def test_a_list_of_hundreds_of_gaps_stays_short():
    rows = table(*([f"{number * 3}", *ROW[1:]] for number in range(1, 60)))

    gap = next(one.words for one in faults_of(read(rows)) if one.kind == "gap")
    assert gap.endswith("and 38 more")
