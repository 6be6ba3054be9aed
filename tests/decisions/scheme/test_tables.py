"""Tables of spending and contracts: every wrong cell named, all or nothing, and what is written holds no formula."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from tablib import Dataset

from accounts.models import AuditEntry
from decisions.models import SchemeItem, SchemePublication
from decisions.rules.scheme_tables import SCHEMAS, cells_of, headings_of, read_pounds, read_table
from decisions.services.scheme.publishing import Told
from decisions.services.scheme.tables import Sent, TableRefused, as_csv, look_through, publish_table, published_rows
from documents.choices import StoreName
from documents.services.files import read_bytes
from tests.decisions.scheme.conftest import TODAY

HEADS = ["Date", "Recipient", "Amount", "Purpose", "Why it is good value"]
GOOD = ["17/02/2022", "Avon Repairs Ltd", "1,204.50", "Two vans", "Lowest quotation"]


def told(first="2022-02-01", last="2022-02-28"):
    return Told("Spending in February", TODAY, date.fromisoformat(first), date.fromisoformat(last))


def sent(*rows, heads=HEADS, name="spending.csv"):
    text = io.StringIO(newline="")
    csv.writer(text).writerows([heads, *rows])
    return Sent(name, text.getvalue().encode())


def looked(area, item, *rows, **more):
    return look_through(area=area, item=item, sent=sent(*rows, **more), told=told())


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1204.5", "1204.50"), ("£1,204.50", "1204.50"), ("1 204.50", "1204.50"), ("(1,204.50)", "-1204.50"),
        ("-12", "-12.00"), ("\u221212", "-12.00"), ("0.30000000000000004", "0.30"), ("12,345,678", "12345678.00"),
    ],
)  # fmt: skip
def test_amounts_as_accounts_write_them(text, amount):
    assert read_pounds(text) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1.204,00", "after a point"), ("1204,5", "after a point"), ("12.345", "two figures"), ("1,20,4", "like 1,204.50"),
        ("twelve", "like 1,204.50"), ("1e5", "like 1,204.50"), ("NaN", "like 1,204.50"), ("9" * 30, "too large"),
        ("٣", "like 1,204.50"), ("", "like 1,204.50"),
    ],
)  # fmt: skip
def test_amounts_that_are_not_guessed_at(text, words):
    with pytest.raises(ValueError, match=words):
        read_pounds(text)


def _said(text):
    """The amount, or the words of the refusal."""
    try:
        return read_pounds(text)
    except ValueError as error:
        return str(error)


@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_refused_in_words(text):
    said = _said(text)
    assert said.startswith(("Write", "Check")) if isinstance(said, str) else said == said.quantize(Decimal("0.01"))


def test_every_wrong_cell_is_named(area, spending):
    rows = [
        GOOD,
        ["31/02/2022", "", "1.204,00", "Vans", "Cheap"],
        ["17/02/2022", "A" * 201, "12", "Vans", "", "more"],
    ]
    problems = looked(area, spending, *rows).problems
    assert [(one.row, one.column, one.cell[:9]) for one in problems] == [
        (3, "Date", "31/02/202"), (3, "Recipient", ""), (3, "Amount", "1.204,00"), (4, "", "more"),
    ]  # fmt: skip
    assert "real date" in problems[0].reason


@pytest.mark.parametrize(
    ("heads", "column", "words"),
    [
        ([*HEADS[:4], "Horses"], "Horses", "do not know"),
        ([*HEADS[:4], "Date"], "Date", "twice"),
        (HEADS[:4], "Why it is good value", "Add this column"),
    ],
)
def test_wrong_headings_are_named(area, spending, heads, column, words):
    problems = looked(area, spending, GOOD[: len(heads)], heads=heads).problems
    assert any(one.row == 0 and one.column == column and words in one.reason for one in problems)


def test_other_names_of_columns_are_understood(area, spending):
    heads = ["Supplier", "PAYMENT  date", "Net amount", "Description", "Value for money"]
    row = [GOOD[1], GOOD[0], GOOD[2], GOOD[3], GOOD[4]]
    read = looked(area, spending, row, heads=heads)
    assert read.problems == []
    assert (read.rows[0]["recipient"], read.total) == ("Avon Repairs Ltd", Decimal("1204.50"))


def test_odd_rows_are_told_and_hinder_nothing(area, spending):
    """The amount comes from the rule book: £500 itself is not above £500."""
    rows = [[*GOOD[:2], "500", *GOOD[3:]], ["17/03/2022", *GOOD[1:]], GOOD, GOOD]
    read = looked(area, spending, *rows)
    assert read.problems == []
    assert "£500 or less" in read.oddities[0]
    assert [words.rpartition(": ")[2] for words in read.oddities] == ["rows 2", "rows 3", "rows 5"]


def test_one_wrong_row_of_many_keeps_all_back(area, spending):
    rows = [[*GOOD[:2], str(600 + number), *GOOD[3:]] for number in range(10_000)]
    rows[4_999][0] = "yesterday"
    with pytest.raises(TableRefused) as refusal:
        publish_table(area=area, item=spending, sent=sent(*rows), told=told(), actor=None)
    assert [(one.row, one.column) for one in refusal.value.problems] == [(5_001, "Date")]
    assert not SchemePublication.objects.exists()
    assert not AuditEntry.objects.filter(action="decisions.scheme_published").exists()


def test_too_many_rows_are_refused(area, spending):
    with pytest.raises(ValidationError, match="more than 10,000 rows"):
        looked(area, spending, *[GOOD] * 10_001)


@pytest.mark.parametrize("name", ["spending.pdf", "spending.xls", "spending"])
def test_other_kinds_of_file_are_refused(area, spending, name):
    with pytest.raises(ValidationError, match="CSV, XLSX or ODS"):
        looked(area, spending, GOOD, name=name)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_every_kind_of_spreadsheet_says_the_same(area, spending, kind):
    book = Dataset(GOOD, headers=HEADS)
    data = book.export(kind)
    file = Sent(f"spending.{kind}", data.encode() if isinstance(data, str) else data)
    made = publish_table(area=area, item=spending, sent=file, told=told(), actor=None)
    _heads, rows = published_rows(made)
    assert rows == [["2022-02-17", "Avon Repairs Ltd", "1204.50", "Two vans", "Lowest quotation", "", ""]]


def test_published_file_holds_no_formula_and_stands_in_the_public_store(area, spending):
    nasty = ["17/02/2022", "=HYPERLINK(1)", "-700", '+"quoted", line', "@SUM\nTŷ'r"]
    file = sent(GOOD, nasty)
    made = publish_table(area=area, item=spending, sent=file, told=told(), actor=None)
    assert (made.rows, made.total, made.file.store) == (2, Decimal("504.50"), StoreName.PUBLIC)
    assert made.original.store == StoreName.RESTRICTED
    assert read_bytes(made.original) == file.data
    text = read_bytes(made.file).decode()
    assert text.splitlines()[0] == "Date,Recipient,Amount,Purpose,Why it is good value,Spent by,Reference"
    row = list(csv.reader(io.StringIO(text)))[2]
    assert row == ["2022-02-17", "'=HYPERLINK(1)", "-700.00", '\'+"quoted", line', "'@SUM Tŷ'r", "", ""]


def test_what_was_written_reads_back_the_same(area, spending):
    first = looked(area, spending, ["17/02/2022", "=A", "-700", "+B", "@C"], GOOD)
    again = look_through(area=area, item=spending, sent=Sent("again.csv", as_csv(first)), told=told())
    assert (again.problems, again.rows) == ([], first.rows)


def test_contracts_have_columns_of_their_own(area, scheme):
    item = SchemeItem.objects.get(key="contracts-over-10000")
    file = sent(["Cleaning", "Severn Ltd", "9,000", "1 Apr 2022", ""], heads=["Contract", "Supplier", "Value", "From", "Until"])
    read = look_through(area=area, item=item, sent=file, told=Told("Contracts", TODAY))
    assert read.problems == []
    assert "£10,000 or less" in read.oddities[0]
    assert cells_of(read.schema, read.rows[0])[:4] == ["Cleaning", "Severn Ltd", "9000.00", "2022-04-01"]


def test_headings_are_known_and_unlike_each_other():
    for schema in SCHEMAS.values():
        names = [words for one in schema.fields for words in (str(one.heading).casefold(), *one.others)]
        assert len(names) == len(set(names))
        assert len(headings_of(schema)) == len(schema.fields)
        examples = [(1, headings_of(schema)), (2, [one.example for one in schema.fields])]
        kind = next(key for key, one in SCHEMAS.items() if one is schema)
        assert read_table(kind, examples, above=Decimal(1), started_on=None, ended_on=None).problems == []
