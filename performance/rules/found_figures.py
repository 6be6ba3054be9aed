"""What is found in a file of figures: the figures, and remarks on cells, rows and the whole, sorted and of each kind one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from interface.spreadsheets import Cells
from performance.rules.layouts import Heads

MOST_PROBLEMS = 1_000  # that are kept; the rest is counted
TWICE = gettext_lazy("The same figure stands twice, and is taken once")


@dataclass(frozen=True)
class FigureRow:
    """One figure of the file. An empty `state` where the file gives none."""

    row: int
    column: str
    measure: str
    force: str
    started_on: date
    ended_on: date
    value: Decimal
    state: str
    is_partial: bool


@dataclass(frozen=True)
class Remark:
    """Something about a cell, a row or the whole file (row 0)."""

    row: int
    column: str
    reason: str

    def as_json(self) -> dict[str, Any]:
        return {"row": self.row, "column": self.column, "reason": self.reason}


@dataclass
class Found:
    """What a file holds. With any of `problems` nothing of it is brought in."""

    figures: list[FigureRow] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)
    notices: list[Remark] = field(default_factory=list)

    def wrong(self, row: int, column: str, reason: str) -> None:
        self.problems.append(Remark(row, column, reason))

    def odd(self, row: int, column: str, reason: Any) -> None:
        self.notices.append(Remark(row, column, str(reason)))


# What is told of the whole ------------------------------------------------------------------------------------------


def tell_of_file(found: Found, cells: Cells, heads: Heads) -> None:
    """Tell of sheets and columns that are not read, and refuse a sheet that nobody sees."""
    if set(cells.hidden) - set(cells.others):
        found.wrong(0, "", _("The sheet that is read is hidden. Show it in your spreadsheet, and send the file again"))
    if unseen := [name for name in cells.others if name in cells.hidden]:
        found.odd(0, "", _("The file has hidden sheets, which are not read: %(names)s") % {"names": ", ".join(unseen)})
    if others := [name for name in cells.others if name not in cells.hidden]:
        found.odd(0, "", _("Only one sheet is read. These are not: %(names)s") % {"names": ", ".join(others)})
    if heads.others:
        found.odd(heads.row, "", _("Columns that are not read: %(names)s") % {"names": ", ".join(heads.others[:12])})


def tell_other_sheets(found: Found, cells: Cells) -> None:
    """Name the other sheets of a file in whose first one nothing was found."""
    if cells.others:
        words = _("Only one sheet is read. A layout can name another of the file: %(names)s")
        found.wrong(0, "", words % {"names": ", ".join(cells.others)})


def refuse_twins(found: Found) -> None:
    """Refuse two figures of one series whose periods overlap; the same figure twice is taken once."""
    series: dict[tuple[str, str], list[FigureRow]] = {}
    for one in found.figures:
        series.setdefault((one.measure, one.force), []).append(one)
    dropped = set()
    for rows in series.values():
        last = None
        for one in sorted(rows, key=lambda row: (row.started_on, row.row)):
            if last is None or one.started_on > last.ended_on:
                last = one
                continue
            if (one.started_on, one.ended_on, one.value) == (last.started_on, last.ended_on, last.value):
                found.odd(one.row, one.column, TWICE)
                dropped.add(id(one))
            else:
                found.wrong(one.row, one.column, _overlap_words(one, last))
    found.figures = [one for one in found.figures if id(one) not in dropped]


def _overlap_words(one: FigureRow, other: FigureRow) -> str:
    where = {"row": other.row, "column": other.column}
    if (one.started_on, one.ended_on) == (other.started_on, other.ended_on):
        words = _("Row %(row)s, column %(column)s has another figure of the same measure, force and period. Keep one")
    else:
        words = _("The period overlaps with that of row %(row)s, column %(column)s. Keep one of them")
    return words % where


def tidied(found: Found) -> Found:
    """What was found, sorted, and with one notice of each kind, which says how often."""
    found.problems.sort(key=lambda one: (one.row, one.column))
    if (more := len(found.problems) - MOST_PROBLEMS) > 0:
        words = ngettext("%(count)s more problem is not listed", "%(count)s more problems are not listed", more)
        found.problems = [*found.problems[:MOST_PROBLEMS], Remark(0, "", words % {"count": f"{more:,}"})]
    found.notices = merged(found.notices)
    return found


def merged(notices: Iterable[Remark]) -> list[Remark]:
    """One notice of each kind, at its first cell."""
    kinds: dict[str, list[Remark]] = {}
    for one in sorted(notices, key=lambda one: (one.row, one.column)):
        kinds.setdefault(one.reason, []).append(one)
    told = []
    for reason, ones in kinds.items():
        more = len(ones) - 1
        words = ngettext("%(reason)s (here and in %(count)s more place)", "%(reason)s (here and in %(count)s more places)", more)
        counted = words % {"reason": reason, "count": f"{more:,}"} if more else reason
        told.append(Remark(ones[0].row, ones[0].column, counted))
    return told
