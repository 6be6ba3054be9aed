"""Tables of spending and of contracts: which columns they have, and what every cell that is wrong should be.

What stands in a table comes from SI 2011/3050, Schedule, paragraphs 3(g) and 4(b); the amounts above which it is published are
rules of the rule book. A table is published whole or not at all.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.choices import TableKind
from interface.fields import parse_date
from interface.tables import safe_cell

PENCE = Decimal("0.01")
NOISE = Decimal("0.000001")  # by how much a spreadsheet may miss an amount that it reckoned itself
MOST_POUNDS = Decimal("99999999999.99")
POUNDS = re.compile(r"-?[0-9]+(\.[0-9]+)?")
GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
CONTINENTAL = re.compile(r"-?([0-9]{1,3}(\.[0-9]{3})+|[0-9]+),[0-9]{1,2}")


class CellKind(Enum):
    """What a cell holds."""

    TEXT = "text"
    DAY = "day"
    POUNDS = "pounds"


@dataclass(frozen=True)
class Field:
    """A column: its heading, what it means, what a cell of it looks like, and whether every row has one."""

    name: str
    heading: str | Promise
    meaning: str | Promise
    example: str
    kind: CellKind = CellKind.TEXT
    needed: bool = True
    longest: int = 300
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Schema:
    """The columns of a kind of table; `day` and `amount` name those that are looked at for the time and the total."""

    fields: tuple[Field, ...]
    day: str
    amount: str

    def field(self, name: str) -> Field:
        """A column by its name."""
        return next(one for one in self.fields if one.name == name)


_PARTY = gettext_lazy("The Commissioner, or the Chief Constable")
SCHEMAS: dict[str, Schema] = {
    TableKind.SPENDING: Schema(
        (
            Field("paid_on", gettext_lazy("Date"), gettext_lazy("The day of the payment"), "17/02/2022", CellKind.DAY,
                  others=("payment date", "date paid", "paid on")),
            Field("recipient", gettext_lazy("Recipient"), gettext_lazy("Who received the money"), "Avon Vehicle Repairs Ltd",
                  longest=200, others=("supplier", "supplier name", "paid to")),
            Field("amount", gettext_lazy("Amount"), gettext_lazy("In pounds, with or without VAT as your accounts have it"),
                  "1,204.50", CellKind.POUNDS, others=("amount (£)", "net amount", "value")),
            Field("purpose", gettext_lazy("Purpose"), gettext_lazy("What the money was spent on"), "Repair of two vans",
                  others=("description", "purpose of expenditure")),
            Field("reason", gettext_lazy("Why it is good value"), gettext_lazy("Why it was thought good value for money"),
                  "Lowest of three quotations", others=("value for money", "reason")),
            Field("spender", gettext_lazy("Spent by"), _PARTY, "Chief Constable", needed=False, longest=120,
                  others=("body", "organisation")),
            Field("reference", gettext_lazy("Reference"), gettext_lazy("The number of the payment in your accounts"), "P-204817",
                  needed=False, longest=60, others=("transaction number", "payment reference")),
        ),
        day="paid_on", amount="amount",
    ),
    TableKind.CONTRACTS: Schema(
        (
            Field("title", gettext_lazy("Contract"), gettext_lazy("What the contract is for"), "Cleaning of police stations"),
            Field("supplier", gettext_lazy("Supplier"), gettext_lazy("With whom it was made"), "Severn Cleaning Ltd", longest=200,
                  others=("contractor", "supplier name")),
            Field("value", gettext_lazy("Value"), gettext_lazy("What it is worth over its whole time, in pounds"), "48,000",
                  CellKind.POUNDS, others=("contract value", "value (£)", "amount")),
            Field("started_on", gettext_lazy("From"), gettext_lazy("Its first day"), "01/04/2022", CellKind.DAY,
                  others=("start date", "start")),
            Field("ended_on", gettext_lazy("Until"), gettext_lazy("Its last day, where it has one"), "31/03/2025", CellKind.DAY,
                  needed=False, others=("end date", "end")),
            Field("party", gettext_lazy("Made by"), _PARTY, "Commissioner", needed=False, longest=120,
                  others=("body", "organisation")),
            Field("reference", gettext_lazy("Reference"), gettext_lazy("The number of the contract"), "C-118", needed=False,
                  longest=60, others=("contract number", "contract reference")),
            Field("address", gettext_lazy("Where it can be read"), gettext_lazy("The address of a copy"),
                  "https://contracts.example/c-118", needed=False, others=("link", "url")),
        ),
        day="started_on", amount="value",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class RowProblem:
    """What is wrong in a row: its number in the spreadsheet (0: the headings), the column, what stands there, what to do."""

    row: int
    column: str
    cell: str
    reason: str


@dataclass
class Read:
    """A table that was looked through: its rows by name of column, what is wrong, and what is odd but hinders nothing."""

    schema: Schema
    rows: list[dict[str, Any]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    oddities: list[str] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        """All amounts together, in pounds."""
        return sum((row[self.schema.amount] for row in self.rows), Decimal(0))


def read_table(
    kind: str, cells: Sequence[tuple[int, list[str]]], *, above: Decimal, started_on: date | None, ended_on: date | None
) -> Read:  # fmt: skip
    """Read the rows of a sheet, the first of which are the headings, as a table of a kind. `above` is the amount, in pounds,
    above which the law asks for a row; the days are those of the time that it is about."""
    schema = SCHEMAS[kind]
    read = Read(schema)
    (number, headings), rows = cells[0], cells[1:]
    places = _places(read, headings)
    if read.problems:
        return read
    if not rows:
        read.problems.append(RowProblem(number, "", "", _("The table has headings and no row under them")))
    for number, row in rows:
        _read_row(read, number, row, places)
    if not read.problems:
        _note_oddities(read, above, started_on, ended_on)
    return read


def _places(read: Read, headings: Sequence[str]) -> list[str]:
    """The name of each column in the order of the file. What is missing, doubled or unknown is a problem of the headings."""
    known = {_same(str(words)): one.name for one in read.schema.fields for words in (*one.others, one.heading)}
    places = [known.get(_same(words), "") for words in headings]
    for words, name in zip(headings, places, strict=True):
        if not name:
            what = _("We do not know this column. Take it out, or give it one of the headings below")
            read.problems.append(RowProblem(0, words, words, what))
        elif places.count(name) > 1:
            read.problems.append(RowProblem(0, words, words, _("This column is there twice. Take one out")))
    for one in read.schema.fields:
        if one.needed and one.name not in places:
            read.problems.append(RowProblem(0, str(one.heading), "", _("Add this column")))
    return places


def _read_row(read: Read, number: int, row: Sequence[str], places: Sequence[str]) -> None:
    if len(row) > len(places):
        what = _("The row has more cells than there are headings. Check its commas and quotation marks")
        read.problems.append(RowProblem(number, "", row[-1], what))
        return
    found: dict[str, Any] = {}
    texts = dict(zip(places, [*row, *[""] * (len(places) - len(row))], strict=True))
    for one in read.schema.fields:
        text = texts.get(one.name, "").strip()
        try:
            found[one.name] = _value(one, text)
        except ValueError as error:
            read.problems.append(RowProblem(number, str(one.heading), text, str(error)))
    read.rows.append(found)
    read.numbers.append(number)


def _value(one: Field, text: str) -> Any:
    """What a cell says. Raises ValueError with the words of what to do."""
    if not text:
        if one.needed:
            raise ValueError(_("Fill this cell in"))
        return None if one.kind is not CellKind.TEXT else ""
    if one.kind is CellKind.DAY:
        return _day(text)
    if one.kind is CellKind.POUNDS:
        return read_pounds(text)
    if len(text) > one.longest:
        raise ValueError(_("Shorten it to %(most)d characters or fewer") % {"most": one.longest})
    return " ".join(text.split())


def _day(text: str) -> date:
    day = parse_date(text)
    if day is None:
        raise ValueError(_("Write a real date, like 17/02/2022 or 17 Feb 2022"))
    return day


def read_pounds(text: str) -> Decimal:
    """An amount as accounts write it: 1204.5, £1,204.50, (1,204.50) or -1,204.50 for money that came back. Raises ValueError with
    the words of what to do; a comma for the pence is never guessed at."""
    plain = re.sub(r"[£\s]", "", text).replace("\u2212", "-")
    if plain.startswith("(") and plain.endswith(")"):
        plain = f"-{plain[1:-1]}"
    if CONTINENTAL.fullmatch(plain) and not GROUPED.fullmatch(plain):
        raise ValueError(_("Write the pence after a point, like 1,204.50"))
    if not POUNDS.fullmatch(plain) and not GROUPED.fullmatch(plain):
        raise ValueError(_("Write an amount in pounds, like 1,204.50"))
    try:
        amount = Decimal(plain.replace(",", ""))
    except InvalidOperation as error:
        raise ValueError(_("Write an amount in pounds, like 1,204.50")) from error
    if abs(amount) > MOST_POUNDS:
        raise ValueError(_("Check this amount: it is too large"))
    rounded = amount.quantize(PENCE)
    if abs(rounded - amount) > NOISE:
        raise ValueError(_("Write two figures for the pence, like 1,204.50"))
    return rounded


def _note_oddities(read: Read, above: Decimal, started_on: date | None, ended_on: date | None) -> None:
    low = [number for number, row in zip(read.numbers, read.rows, strict=True) if abs(row[read.schema.amount]) <= above]
    if low:
        words = _("The law does not ask for amounts of £%(above)s or less. They will be published all the same: rows %(rows)s")
        read.oddities.append(words % {"above": f"{above:,.0f}", "rows": _listed(low)})
    days = [row[read.schema.day] for row in read.rows]
    other = [number for number, day in zip(read.numbers, days, strict=True) if _outside(day, started_on, ended_on)]
    if other:
        words = _("These rows have a date outside the time that the table is about: rows %(rows)s")
        read.oddities.append(words % {"rows": _listed(other)})
    if twice := _twice(read):
        read.oddities.append(_("These rows say the same as a row above: rows %(rows)s") % {"rows": _listed(twice)})


def _outside(day: date | None, started_on: date | None, ended_on: date | None) -> bool:
    if day is None or started_on is None or ended_on is None:
        return False
    return not started_on <= day <= ended_on


def _twice(read: Read) -> list[int]:
    seen: set[tuple[Any, ...]] = set()
    found = []
    for number, row in zip(read.numbers, read.rows, strict=True):
        said = tuple(row.values())
        if said in seen:
            found.append(number)
        seen.add(said)
    return found


def _listed(numbers: Sequence[int]) -> str:
    """3, 7 and 9; of a long list only its beginning."""
    shown = ", ".join(f"{number:,}" for number in numbers[:10])
    more = len(numbers) - 10
    return shown if more <= 0 else _("%(shown)s and %(more)s more") % {"shown": shown, "more": f"{more:,}"}


def _same(words: str) -> str:
    return " ".join(words.casefold().split())


# What is written ---------------------------------------------------------------------------------------------------


def headings_of(schema: Schema) -> list[str]:
    """The headings of a table as it is published."""
    return [str(one.heading) for one in schema.fields]


def cells_of(schema: Schema, row: dict[str, Any]) -> list[str]:
    """A row as it is published: days as 2022-02-17, amounts as plain numbers, no text that a spreadsheet could take for a
    formula."""
    return [_cell(one, row[one.name]) for one in schema.fields]


def _cell(one: Field, value: Any) -> str:
    if value is None or value == "":
        return ""
    if one.kind is CellKind.DAY:
        return value.isoformat()
    return f"{value:.2f}" if one.kind is CellKind.POUNDS else safe_cell(value)
