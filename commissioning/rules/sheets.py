"""A table in a file, read strictly: which columns it may have, and of every cell what it says or what should stand there.

Nothing is guessed at. A number that could be two, a date that is none, a formula without a saved value and merged cells are
refused with their row and column; a file with one wrong cell is brought in not at all.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.rules.scheme_tables import read_pounds
from interface.fields import parse_date
from interface.spreadsheets import Cells
from interface.spreadsheets.marks import Marks, column_letter, exactly
from interface.spreadsheets.remarks import Remarks

LOOKED_THROUGH = 40  # rows that are not empty, for the headings
MOST = Decimal("99999999999.99")
YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"no", "n", "false", "0", ""})
SAVED_VALUE = gettext_lazy("Cells with formulas: the value that was saved with them is taken")
NUMBER_AS_TEXT = gettext_lazy("Amounts that the file keeps as text are read as numbers")
NOTHING_IN_ROW = gettext_lazy("Rows without anything in the columns that are read are left out")


class CellKind(Enum):
    """What a cell holds."""

    TEXT = "text"
    DAY = "day"
    POUNDS = "pounds"
    CHOICE = "choice"
    YES_NO = "yes-no"


@dataclass(frozen=True)
class SheetColumn:
    """A column: the name of what it says, its heading, what it means, what a cell looks like, and whether a table needs it; then
    every row must fill it in, unless it `may_be_empty`. `others` are what other tables call it; `choices` are (value, words), of
    which a cell may have either."""

    name: str
    heading: str | Promise
    meaning: str | Promise
    example: str = ""
    kind: CellKind = CellKind.TEXT
    needed: bool = True
    longest: int = 300
    others: tuple[str, ...] = ()
    choices: Sequence[Any] = ()
    lines: bool = False
    may_be_empty: bool = False


@dataclass
class SheetRow:
    """What a row says, by name of column, and its number in the spreadsheet."""

    number: int
    values: dict[str, Any]


@dataclass
class FileTable(Remarks):
    """A table that was read: its rows, and the letter of each column by name."""

    rows: list[SheetRow] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)

    def wrong_in(self, row: SheetRow, name: str, reason: Any) -> None:
        """Say what is wrong with a cell of a row that was read."""
        self.wrong(row.number, self.columns.get(name, ""), reason)

    def refuse_twins(self, name: str) -> None:
        """Refuse a row that says in a column what another says there."""
        seen: dict[str, int] = {}
        for row in self.rows:
            if not (said := row.values.get(name)):
                continue
            if said in seen:
                words = _("Row %(row)s has the same in this column. Keep one of the two")
                self.wrong_in(row, name, words % {"row": seen[said]})
            seen.setdefault(said, row.number)


def read_table(cells: Cells, marks: Marks, columns: Sequence[SheetColumn]) -> FileTable:
    """Every row of a table under its headings, with all that is wrong or odd about it. Rows above the headings are notes."""
    sheet = FileTable()
    rows = exactly(cells.rows, marks)
    head, places = _headings(sheet, rows, columns)
    if sheet.problems:
        if cells.others:
            sheet.odd(0, "", _("Only the first sheet is read. These are not: %(names)s") % {"names": ", ".join(cells.others)})
        return sheet
    sheet.columns = {name: column_letter(place) for name, place in places.items()}
    texts = dict(rows)[head]
    unread = [text for place, text in enumerate(texts, start=1) if text and place not in places.values()]
    sheet.tell_of_file(cells, row=head, unread=unread)
    sheet.check_marks(marks, heads_row=head, last_row=rows[-1][0], read=places.values())
    reader = _Reader(sheet, marks, [one for one in columns if one.name in places], places, width=len(texts))
    for number, row in rows:
        if number > head:
            reader.read(number, row)
    if not sheet.rows and not sheet.problems:
        sheet.wrong(head, "", _("The table has headings and no row under them"))
    return sheet


def _headings(sheet: FileTable, rows: Any, columns: Sequence[SheetColumn]) -> tuple[int, dict[str, int]]:
    """The first row that has every heading that is needed, with the place of each; or what is missing in the one that comes
    nearest."""
    best, nearest = -1, 0
    missing: list[str] = []
    for number, cells in rows[:LOOKED_THROUGH]:
        places = _places(cells, columns)
        lacks = [str(one.heading) for one in columns if one.needed and one.name not in places]
        if not lacks:
            _refuse_two(sheet, number, cells, columns)
            return number, places
        if len(places) > best:
            best, nearest, missing = len(places), number if places else 0, lacks
    for heading in missing:
        sheet.wrong(nearest, "", _("Add the column “%(heading)s”, or give yours this heading") % {"heading": heading})
    return 0, {}


def _places(cells: Sequence[str], columns: Sequence[SheetColumn]) -> dict[str, int]:
    keys = [_key(cell) for cell in cells]
    found = {}
    for one in columns:
        wanted = [_key(str(words)) for words in (one.heading, *one.others)]
        place = next((keys.index(key) for key in wanted if key in keys), None)
        if place is not None:
            found[one.name] = place + 1
    return found


def _refuse_two(sheet: FileTable, number: int, cells: Sequence[str], columns: Sequence[SheetColumn]) -> None:
    """Refuse two columns that could be the same one."""
    known = {_key(str(words)): one for one in columns for words in (one.heading, *one.others)}
    named: dict[str, str] = {}
    for place, cell in enumerate(cells, start=1):
        one = known.get(_key(cell))
        if one is not None and one.name in named:
            words = _("This column and “%(other)s” say the same. Take one out, or rename it")
            sheet.wrong(number, column_letter(place), words % {"other": named[one.name]})
        elif one is not None:
            named[one.name] = cell


# Rows ---------------------------------------------------------------------------------------------------------------


@dataclass
class _Reader:
    """Reads the rows of one table."""

    sheet: FileTable
    marks: Marks
    columns: Sequence[SheetColumn]
    places: Mapping[str, int]
    width: int

    def read(self, number: int, row: Sequence[str]) -> None:
        """Take in a row, or say what is wrong with it."""
        if len(row) > self.width and not self.marks.is_typed:
            words = _("The row has more cells than there are headings. Check its commas and quotation marks")
            self.sheet.wrong(number, "", words)
            return
        whole = [*row, *[""] * (self.width - len(row))]
        places = {(number, place) for place in self.places.values()}
        if not any(whole[place - 1] for _row, place in places) and not places & self.marks.formulas:
            self.sheet.odd(number, "", NOTHING_IN_ROW)
            return
        values, before = {}, len(self.sheet.problems)
        for one in self.columns:
            place = self.places[one.name]
            try:
                values[one.name] = self._value(one, whole[place - 1].strip(), (number, place))
            except ValueError as error:
                self.sheet.wrong(number, column_letter(place), error)
        if len(self.sheet.problems) == before:
            self.sheet.rows.append(SheetRow(number, values))

    def _value(self, one: SheetColumn, text: str, where: tuple[int, int]) -> Any:
        """What a cell says. Raises ValueError with the words of what to do."""
        if where in self.marks.unsaved:
            raise ValueError(_("The formula has no saved value. Open the file in your spreadsheet, save it and send it"))
        if where in self.marks.formulas:
            self.sheet.odd(where[0], column_letter(where[1]), SAVED_VALUE)
        if not text:
            if one.needed and not one.may_be_empty:
                raise ValueError(_("Fill this cell in"))
            return False if one.kind is CellKind.YES_NO else "" if one.kind in (CellKind.TEXT, CellKind.CHOICE) else None
        if one.kind is CellKind.POUNDS:
            return self._pounds(text, where)
        return _READERS[one.kind](one, text)

    def _pounds(self, text: str, where: tuple[int, int]) -> Decimal:
        if where in self.marks.percents:
            raise ValueError(_("The file shows this as a percentage. Write an amount in pounds, like 1,204.50"))
        if where in self.marks.texts:
            self.sheet.odd(where[0], column_letter(where[1]), NUMBER_AS_TEXT)
        return read_pounds(text)


def _text(one: SheetColumn, text: str) -> str:
    if len(text) > one.longest:
        raise ValueError(_("Shorten it to %(most)s characters or fewer") % {"most": f"{one.longest:,}"})
    return text if one.lines else " ".join(text.split())


def _day(one: SheetColumn, text: str) -> date:
    day = parse_date(text)
    if day is None:
        raise ValueError(_("Write a real date with the day first, like 17/02/2022 or 17 Feb 2022"))
    return day


def _choice(one: SheetColumn, text: str) -> str:
    known = {_key(str(word)): value for value, words in one.choices for word in (value, words)}
    if _key(text) not in known:
        words = ", ".join(str(label) for _value, label in one.choices)
        raise ValueError(_("“%(text)s” is not known here. Write one of: %(words)s") % {"text": text[:60], "words": words})
    return str(known[_key(text)])


def _yes_no(one: SheetColumn, text: str) -> bool:
    if _key(text) not in YES | NO:
        raise ValueError(_("Write Yes or No"))
    return _key(text) in YES


_READERS: dict[CellKind, Callable[[SheetColumn, str], Any]] = {
    CellKind.TEXT: _text, CellKind.DAY: _day, CellKind.CHOICE: _choice, CellKind.YES_NO: _yes_no,
}  # fmt: skip


def _key(text: str) -> str:
    return " ".join(text.casefold().split())
