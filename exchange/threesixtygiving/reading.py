"""The grants of another publisher's file, each as its values by their paths, whether it came as JSON or as a spreadsheet."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import simplejson
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commissioning.registry import Looked
from exchange.threesixtygiving.mapping import flat, path_of
from interface.spreadsheets import Bounds, Cells, read_cells
from interface.spreadsheets.marks import read_marks

BOUNDS = Bounds(size=20_000_000, rows=10_000, looked_at=20_000, letters=20_000, unpacked=200_000_000, columns=200)
LONGEST_TEXT = 20_000
DEEPEST = 8  # lists and groups within each other


@dataclass
class Line:
    """A grant: its number (the row of a spreadsheet, or its place in the list), and its values by path."""

    number: int
    values: dict[str, Any]
    columns: dict[str, str] = field(default_factory=dict)

    def take(self, path: str) -> Any:
        """A value, which is then dealt with; None where there is none."""
        return self.values.pop(path, None)

    def text(self, path: str) -> str:
        """A value as a text."""
        value = self.take(path)
        return "" if value is None else str(value).strip()

    def drop(self, start: str) -> int:
        """Leave out all values whose paths begin so; gives how many there were."""
        paths = [path for path in self.values if path.startswith(start)]
        for path in paths:
            del self.values[path]
        return len(paths)


def lines_of(name: str, data: bytes, looked: Looked) -> list[Line]:
    """The grants of a file, by the ending of its name. What keeps it from being read is told in `looked`."""
    if name.rpartition(".")[2].lower() == "json":
        return _json_lines(data, looked)
    return _sheet_lines(name, data, looked)


# JSON --------------------------------------------------------------------------------------------------------------


def _json_lines(data: bytes, looked: Looked) -> list[Line]:
    if len(data) > BOUNDS.size:
        looked.wrong(
            0, "", _("The file must be %(size)s MB or smaller. Split it into several") % {"size": BOUNDS.size // 1_000_000}
        )
        return []
    try:
        found = simplejson.loads(data.decode("utf-8-sig"), use_decimal=True, parse_constant=_no_number)
    except (ValueError, RecursionError):
        looked.wrong(0, "", _("We could not read the file. It is no JSON in UTF-8"))
        return []
    grants = found.get("grants") if isinstance(found, dict) else None
    if not isinstance(grants, list) or not grants:
        looked.wrong(0, "grants", _("The file has no list of grants. Choose a file of the 360Giving standard"))
        return []
    if len(grants) > BOUNDS.rows:
        looked.wrong(0, "", _("The file has more than %(most)s grants. Split it into several") % {"most": f"{BOUNDS.rows:,}"})
        return []
    return [one for number, grant in enumerate(grants, start=1) if (one := _json_line(number, grant, looked))]


def _json_line(number: int, grant: Any, looked: Looked) -> Line | None:
    if not isinstance(grant, dict) or _depth(grant) > DEEPEST:
        looked.wrong(number, "", _("This is no grant of the 360Giving standard"))
        return None
    values = dict(flat(grant))
    if long := next((path for path, value in values.items() if len(str(value)) > LONGEST_TEXT), ""):
        looked.wrong(number, long, _("Shorten it to %(most)s letters or fewer") % {"most": f"{LONGEST_TEXT:,}"})
    return Line(number, values)


def _depth(found: Any) -> int:
    parts = found.values() if isinstance(found, dict) else found if isinstance(found, list) else []
    return 1 + max((_depth(one) for one in parts), default=0)


def _no_number(words: str) -> Any:
    raise ValueError(words)


# Spreadsheets ------------------------------------------------------------------------------------------------------


def _sheet_lines(name: str, data: bytes, looked: Looked) -> list[Line]:
    """The first sheet; its first row has the headings. A column that is not known stands under its heading."""
    try:
        cells = read_cells(name, data, BOUNDS)
        marks = read_marks(name, data, BOUNDS)
    except ValidationError as error:
        looked.wrong(0, "", " ".join(error.messages))
        return []
    (top, headings), rows = cells.rows[0], cells.rows[1:]
    paths = [path_of(heading) or heading.strip() for heading in headings]
    if not _has_headings(top, headings, paths, looked):
        return []
    _tell(cells, looked)
    last = rows[-1][0] if rows else top
    looked.check_marks(marks, heads_row=top, last_row=last, read=range(1, len(headings) + 1))
    if not rows:
        looked.wrong(top, "", _("The file has headings and no row under them"))
    return [_sheet_line(number, row, headings, paths, looked) for number, row in rows]


def _tell(cells: Cells, looked: Looked) -> None:
    looked.tell_of_file(cells, row=0, unread=())
    if cells.has_formulas:
        looked.odd(0, "", _("Some cells hold formulas. The value that was saved with them is taken"))


def _has_headings(top: int, headings: list[str], paths: list[str], looked: Looked) -> bool:
    if "id" not in paths:
        looked.wrong(top, "", _("The file has no column “Identifier”. Choose a file of the 360Giving standard"))
        return False
    for path, count in Counter(path for path in paths if path).items():
        if count > 1:
            words = _("This column is there twice. Take one out")
            looked.wrong(top, headings[paths.index(path)], words)
    return not looked.problems


def _sheet_line(number: int, row: list[str], headings: list[str], paths: list[str], looked: Looked) -> Line:
    if len(row) > len(paths):
        looked.wrong(number, "", _("The row has more cells than there are headings. Check its commas and quotation marks"))
    values = {path: cell for path, cell in zip(paths, row, strict=False) if path and cell}
    return Line(number, values, dict(zip(paths, headings, strict=True)))
