"""How the columns of a file are read: a long table or a wide one, below notes or not, in the portal's own words or a publisher's.

A `Reading` is kept as JSON in `ColumnMapping.reading`. It names columns by their headings, not by their places, so that the next
file may have more notes above the headings, and other columns between.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interface.spreadsheets.marks import column_letter
from performance.choices import FigureState, Layout
from performance.rules.periods import looks_like_period

LOOKED_THROUGH = 80  # rows that are not empty, for the headings
NOTE = re.compile(r"\s*[\[(](?:notes?)\s*[\d, ]*[\])]|\s*\[\d+\]", re.IGNORECASE)

# What a column may mean, in the order in which the page of a layout asks
MEANINGS: dict[str, Any] = {
    "key": gettext_lazy("Key of the measure"),
    "measure": gettext_lazy("Measure"),
    "force": gettext_lazy("Force"),
    "period": gettext_lazy("Period"),
    "year": gettext_lazy("Year of the period, in a column of its own"),
    "started_on": gettext_lazy("First day"),
    "ended_on": gettext_lazy("Last day"),
    "value": gettext_lazy("Figure"),
    "state": gettext_lazy("State"),
    "partial": gettext_lazy("Partial"),
}
# The headings of the portal's own table, and what others call the same
OWN: dict[str, tuple[str, ...]] = {
    "key": ("Key", "Measure key"),
    "measure": ("Measure",),
    "force": ("Force", "Police force", "Force name"),
    "period": ("Period", "Month", "Quarter"),
    "year": ("Year", "Financial year"),
    "started_on": ("From", "First day"),
    "ended_on": ("Until", "To", "Last day"),
    "value": ("Figure", "Value"),
    "state": ("State",),
    "partial": ("Partial",),
}
NOT_READ = frozenset({"illustrative"})  # columns of the portal's own files that say what it knows


@dataclass(frozen=True)
class Reading:
    """What columns are called, and what words in them mean.

    `columns` gives for a meaning the headings it may have. `measure` and `force` are slugs that hold for the whole file;
    `measures` and `forces` say which slug a word of the file stands for; rows about a word of `left_out` are not read, nor, with
    `only_known`, rows about anything else that the portal does not know.
    """

    layout: str = Layout.LONG
    sheet: str = ""
    columns: dict[str, tuple[str, ...]] = field(default_factory=lambda: dict(OWN))
    measure: str = ""
    force: str = ""
    measures: dict[str, str] = field(default_factory=dict)
    forces: dict[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    only_known: bool = False
    state: str = FigureState.FINAL
    short_years: bool = False

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        columns = {name: list(headings) for name, headings in self.columns.items()}
        return asdict(self) | {"columns": columns, "left_out": list(self.left_out)}

    @classmethod
    def of_json(cls, data: Mapping[str, Any]) -> "Reading":
        """What `as_json` gave. An empty mapping is the portal's own long table."""
        known = {one.name for one in fields(cls)}
        given = {name: value for name, value in data.items() if name in known}
        if "columns" in given:
            given["columns"] = {name: tuple(headings) for name, headings in given["columns"].items()}
        return cls(**given | ({"left_out": tuple(given["left_out"])} if "left_out" in given else {}))


@dataclass(frozen=True)
class Heads:
    """Where the headings stand: their row, the column of each meaning, and of a wide table the columns that are periods.
    Columns count from 1. `problems` are (row, column, reason) of what keeps the table from being read."""

    row: int = 0
    places: dict[str, int] = field(default_factory=dict)
    periods: dict[int, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()  # headings of columns that are not read
    problems: tuple[tuple[int, str, str], ...] = ()


def heading_key(text: str) -> str:
    """A heading without notes, case and line breaks, as headings are compared."""
    return " ".join(NOTE.sub("", text).casefold().split())


def needed_columns(reading: Reading) -> list[tuple[str, ...]]:
    """The meanings that a table must have; of each tuple one."""
    wants: list[tuple[str, ...]] = [] if reading.measure else [("key", "measure")]
    if reading.layout == Layout.WIDE:
        return wants or [("force",)]
    return [*wants, ("period", "started_on"), ("value",)]


def find_heads(rows: Sequence[tuple[int, list[str]]], reading: Reading) -> Heads:
    """The first row that has every heading that is needed; rows above it are notes."""
    nearest: tuple[int, list[tuple[str, ...]], bool] = (0, needed_columns(reading), False)
    best = -1
    for number, cells in rows[:LOOKED_THROUGH]:
        places = _places(cells, reading)
        missing = [one for one in needed_columns(reading) if not any(name in places for name in one)]
        periods = _period_columns(cells, places, reading)
        lacks_periods = reading.layout == Layout.WIDE and not periods
        if not missing and not lacks_periods:
            return _heads(number, cells, places, periods, reading)
        found = len(places) + len(periods)
        if found > best:
            nearest, best = (number, missing, lacks_periods), found
    return Heads(problems=_no_heads(*nearest, reading, found=best))


def guess_heads(rows: Sequence[tuple[int, list[str]]]) -> int:
    """The row that is most likely that of the headings: of the first rows the one with most texts that are no numbers."""

    def score(cells: list[str]) -> int:
        return sum(1 for cell in cells if (cell and not re.fullmatch(r"[-\d.,%£ ]+", cell)) or looks_like_period(cell))

    scored = [(score(cells), -place, number) for place, (number, cells) in enumerate(rows[:LOOKED_THROUGH])]
    return max(scored)[2] if scored else 0


def _places(cells: Iterable[str], reading: Reading) -> dict[str, int]:
    keys = [heading_key(cell) for cell in cells]
    found = {}
    for meaning, headings in reading.columns.items():
        wanted = [heading_key(heading) for heading in headings]
        place = next((keys.index(one) for one in wanted if one and one in keys), None)
        if place is not None:
            found[meaning] = place + 1
    return found


def _period_columns(cells: Sequence[str], places: Mapping[str, int], reading: Reading) -> dict[int, str]:
    """The columns of a wide table whose headings are periods."""
    if reading.layout != Layout.WIDE:
        return {}
    taken = set(places.values())
    return {
        place: text
        for place, text in enumerate(cells, start=1)
        if place not in taken and text and looks_like_period(text, short_years=reading.short_years)
    }


def _heads(row: int, cells: Sequence[str], places: dict[str, int], periods: dict[int, str], reading: Reading) -> Heads:
    keys = [heading_key(cell) for cell in cells]
    read = {**{place: meaning for meaning, place in places.items()}, **periods}
    words = _("There are two columns with the heading “%(heading)s”. Rename one")
    twice = [
        (row, column_letter(place), words % {"heading": cells[place - 1]}) for place in read if keys.count(keys[place - 1]) > 1
    ]
    both = [(row, "", _("Both days of a period are needed, the first and the last"))]
    lacks_end = "started_on" in places and "ended_on" not in places and "period" not in places
    others = tuple(
        cell for place, cell in enumerate(cells, start=1) if cell and place not in read and keys[place - 1] not in NOT_READ
    )
    return Heads(row, places, periods, others, tuple(twice + (both if lacks_end and reading.layout == Layout.LONG else [])))


def _no_heads(
    row: int, missing: list[tuple[str, ...]], lacks_periods: bool, reading: Reading, *, found: int
) -> tuple[tuple[int, str, str], ...]:
    """What to correct where no row has the headings: of the row that comes nearest, if one comes near."""
    where = row if found else 0
    problems = []
    for one in missing:
        names = [heading for name in one for heading in reading.columns.get(name, ())[:1]]
        words = _("No row of the file has the headings that are needed. This is missing: %(names)s")
        problems.append((where, "", words % {"names": _(" or ").join(f"“{name}”" for name in names) or MEANINGS[one[0]]}))
    if lacks_periods:
        problems.append((where, "", _("No heading of the file is a period, like Dec 2021")))
    return tuple(problems)
