"""What a table of an older register says: its headings, groups, rows over two pages, days in any style, and what cannot be read.

`read_register(cells, …)` gives its rows and its problems; while there is a problem nothing is brought in. What is odd but no
hindrance (numbers given twice, gaps, a heading older than its rows) is told by `rules.faults`.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from complaints.rules.table_words import (
    COLUMNS,
    LONGEST,
    NEEDED,
    DayRead,
    column_of,
    is_group,
    label_of,
    read_day,
)
from interface.templatetags.dates import long_date

HEADINGS_WITHIN = 40  # rows
BREAKS = re.compile(r"<\s*+/?\s*+(?:br|p|li|ul|ol|div|tr|h\d)\b[^<>]*>", re.IGNORECASE)  # *+: a row of spaces is tried once
TAGS = re.compile(r"</?[a-zA-Z][^<>]*>")
HEADED = re.compile(r"\bdate\s*:?\s*(\S.*)", re.IGNORECASE)

Line = tuple[int, list[str]]


@dataclass
class RegisterRow:
    """A complaint of the table: where it stands in it (`place`, of the table's own numbers), its printed number, and its words.

    `is_lost`: the mark of a page stands where the number was. `day` is the day of receipt and how it was written. `recorded`,
    `handler`, `outcome` and `state` are as printed, `holder` is an office holder of the area.
    """

    place: int
    label: str
    is_lost: bool
    day: DayRead
    text: str
    recorded: str = ""
    handler: str = ""
    outcome: str = ""
    state: str = ""
    came_to: str = ""
    holder: Any = None


@dataclass(frozen=True)
class Problem:
    """What is wrong in a row (0 for the headings), in which column, what stands there, and what to do."""

    row: int
    column: str
    cell: str
    reason: str


@dataclass
class Register:
    """What was read: the rows in their order, what hinders bringing them in, and the day in the heading."""

    rows: list[RegisterRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    headed_on: date | None = None


def read_register(cells: Sequence[Line], *, holders: Sequence[Any], holder: Any = None, today: date) -> Register:
    """The complaints of a table and all that is wrong with it. `holders` are those of the area, each with a `name`; `holder` is
    meant where the table names nobody. A row without number and day goes on with the one before it."""
    lines = [(number, [plain(cell) for cell in row]) for number, row in cells]
    return _Reader(lines, holders, holder, today).read()


def plain(cell: str) -> str:
    """A cell without the marks of a web page that came with it; a list or paragraph in it is a new line."""
    text = TAGS.sub("", BREAKS.sub("\n", cell))
    lines = (" ".join(line.split()) for line in html.unescape(text).splitlines())
    return "\n".join(line for line in lines if line)


class _Reader:
    def __init__(self, lines: list[Line], holders: Sequence[Any], holder: Any, today: date) -> None:
        self.lines, self.holders, self.holder, self.today = lines, holders, holder, today
        self.found = Register()
        self.columns: list[str] = []
        self.headings: list[str] = []

    def read(self) -> Register:
        start = self._find_headings()
        if self.found.problems:
            return self.found
        for number, cells in self.lines[start + 1 :]:
            self._line(number, cells)
        if not self.found.rows and not self.found.problems:
            self._refuse(0, "", "", _("The table has headings and no complaint under them"))
        return self.found

    # The headings

    def _find_headings(self) -> int:
        """Which line holds the headings. What stands above may say the day of the register, and about whom it is."""
        for place, (_number, cells) in enumerate(self.lines[:HEADINGS_WITHIN]):
            columns = [column_of(cell) for cell in cells]
            if len({name for name in columns if name}) >= len(NEEDED) and set(NEEDED) & set(columns):
                self._take_headings(cells, columns)
                return place
            self._above(cells)
        names = ", ".join(str(COLUMNS[name]) for name in NEEDED)
        words = _("We found no line with headings. The table needs at least the columns %(names)s")
        self._refuse(0, "", "", words % {"names": names})
        return 0

    def _above(self, cells: list[str]) -> None:
        words = " ".join(cell for cell in cells if cell)
        if (said := HEADED.search(words)) and (day := read_day(said.group(1))):
            self.found.headed_on = day.day
        if is_group(words, is_label=True) and (holder := self._holder_in(words)):
            self.holder = holder

    def _take_headings(self, cells: list[str], columns: list[str]) -> None:
        self.headings, self.columns = cells, columns
        for place, (heading, name) in enumerate(zip(cells, columns, strict=True)):
            if heading and not name:
                self._refuse(0, heading, "", _("We do not know this column. Take it out, or correct its heading"))
            elif name and name in columns[:place]:
                self._refuse(0, heading, "", _("This column is there twice. Take one out"))
        for name in NEEDED:
            if name not in columns:
                self._refuse(0, str(COLUMNS[name]), "", _("Add this column"))

    # The rows

    def _line(self, number: int, cells: list[str]) -> None:
        filled = [(place, cell) for place, cell in enumerate(cells) if cell]
        if [column_of(cell) for cell in cells] == self.columns:
            return  # the headings again, on a new page
        if len({cell for _place, cell in filled}) == 1 and self._is_group(*filled[0]):
            self._begin_group(number, filled[0][1])
            return
        row = self._by_column(number, cells)
        if row is None:
            return
        if self.found.rows and row["text"] and not any(row.get(name) for name in COLUMNS if name != "text"):
            self.found.rows[-1].text += f"\n{row['text']}"
            return
        self._complaint(number, row)

    def _is_group(self, place: int, words: str) -> bool:
        name = self.columns[place] if place < len(self.columns) else ""
        return is_group(words, is_label=name != "text")

    def _begin_group(self, number: int, words: str) -> None:
        self.holder = self._holder_in(words)
        if self.holder is None:
            reason = _("We do not know this office holder. Enter them under “Office holders” first, or correct the name")
            self._refuse(number, "", words, reason)

    def _by_column(self, number: int, cells: list[str]) -> dict[str, str] | None:
        """The cells by column; None, with a problem, where there are more cells than headings."""
        cells = list(cells)
        while len(cells) > len(self.columns) and label_of(cells[0]) in (("", True), ("", False)):
            cells.pop(0)  # the mark of a page has moved the row to the right
        if len(cells) > len(self.columns):
            reason = _("The row has more cells than there are headings. Check its separators and quotation marks")
            self._refuse(number, "", cells[-1], reason)
            return None
        found = dict.fromkeys(COLUMNS, "")
        for place, cell in enumerate(cells):
            name = self.columns[place]
            if name:
                found[name] = cell
            elif cell and label_of(cell) != ("", True):
                self._refuse(number, "", cell, _("This cell has no heading above it. Take it out, or write the heading"))
        return found

    def _complaint(self, number: int, row: dict[str, str]) -> None:
        before = len(self.found.problems)
        day, holder = self._day(number, row["received"]), self._holder(number, row["holder"])
        if not row["text"]:
            self._refuse(number, "text", "", _("Write what is complained of"))
        label, is_lost = label_of(row["label"])
        self._refuse_long(number, {**row, "label": label})
        if day is None or len(self.found.problems) > before:
            return
        rest = {name: row[name] for name in ("recorded", "handler", "outcome", "state", "came_to")}
        self.found.rows.append(RegisterRow(number, label, is_lost, day, row["text"], **rest, holder=holder))

    def _day(self, number: int, cell: str) -> DayRead | None:
        day = read_day(cell)
        if day is None:
            self._refuse(number, "received", cell, _("Write the day, such as 31/08/2021, 10.09.21 or 14 January 2022"))
        elif day.day > self.today:
            self._refuse(number, "received", cell, _("The day must be today or earlier"))
        return day

    def _holder(self, number: int, cell: str) -> Any:
        if not cell:
            if self.holder is None and not any(one.reason == _nobody() for one in self.found.problems):
                self._refuse(number, "holder", "", _nobody())
            return self.holder
        holder = self._holder_in(cell)
        if holder is None:
            self._refuse(number, "holder", cell, _("We do not know this office holder. Correct the name"))
        return holder

    def _holder_in(self, words: str) -> Any:
        """The office holder whose name stands in some words: the one with the longest, and of those the last in office."""
        said = f" {_same(words)} "
        named = [one for one in self.holders if f" {_same(one.name)} " in said]
        return max(named, key=lambda one: (len(one.name), one.started_on), default=None)

    def _refuse_long(self, number: int, row: dict[str, str]) -> None:
        for name, most in LONGEST.items():
            if len(row[name]) > most:
                self._refuse(number, name, row[name], _("Shorten it to %(most)s letters") % {"most": most})

    def _refuse(self, row: int, column: str, cell: str, reason: str) -> None:
        name = str(COLUMNS[column]) if column in COLUMNS else column
        self.found.problems.append(Problem(row, name, cell[:80], reason))


def _nobody() -> str:
    return _("Say about whom the complaint is: choose below whom the table is about, or add a column “About whom”")


def _same(words: str) -> str:
    return " ".join(re.sub(r"[^\w’']+", " ", words).casefold().split())


def newest(rows: Sequence[RegisterRow]) -> RegisterRow:
    """The row that was received last."""
    return max(rows, key=lambda row: row.day.day)


def as_at(register: Register) -> date:
    """The day on which the register stood so: that of its heading, or of its newest row where that is later."""
    last = newest(register.rows).day.day
    return max(register.headed_on, last) if register.headed_on else last


def name_of(row: RegisterRow) -> str:
    """How a row is named to who brought it in: its printed number and its day; never its words."""
    day = long_date(row.day.day)
    if row.label:
        return _("No. %(label)s of %(day)s") % {"label": row.label, "day": day}
    return _("the complaint of %(day)s without a number") % {"day": day}


def by_group(rows: Sequence[RegisterRow]) -> Iterator[list[RegisterRow]]:
    """The rows of each office holder, in their order."""
    groups: dict[Any, list[RegisterRow]] = {}
    for row in rows:
        groups.setdefault(getattr(row.holder, "pk", None), []).append(row)
    yield from groups.values()
