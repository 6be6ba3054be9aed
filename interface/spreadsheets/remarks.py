"""What is told of a file that somebody sends: problems, which keep all of it out, and notices, which only say what was seen.

Each names its row and column as the spreadsheet does; row 0 is the whole file. They are sorted, of each kind of notice one, and
of problems as many as somebody may read.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from interface.spreadsheets import Cells
from interface.spreadsheets.marks import Marks, column_letter

MOST_PROBLEMS = 1_000  # that are kept; the rest is counted
MOST_NAMES = 12  # of columns that are not read
IS_HIDDEN = gettext_lazy("This is hidden in your file, and it is read")


@dataclass(frozen=True)
class Remark:
    """Something about a cell, a row or the whole file (row 0)."""

    row: int
    column: str
    reason: str

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"row": self.row, "column": self.column, "reason": self.reason}


@dataclass
class Remarks:
    """What is wrong with a file and what is odd about it. With any of `problems` nothing of it is brought in."""

    problems: list[Remark] = field(default_factory=list)
    notices: list[Remark] = field(default_factory=list)

    def wrong(self, row: int, column: str, reason: Any) -> None:
        """Say why the file stays out."""
        self.problems.append(Remark(row, column, str(reason)))

    def odd(self, row: int, column: str, reason: Any) -> None:
        """Say what somebody should know before the file comes in."""
        self.notices.append(Remark(row, column, str(reason)))

    def tell_of_file(self, cells: Cells, *, row: int, unread: Sequence[str]) -> None:
        """Tell of sheets and of columns (by the headings in `row`) that are not read, and refuse a sheet that nobody sees."""
        if set(cells.hidden) - set(cells.others):
            self.wrong(0, "", _("The sheet that is read is hidden. Show it in your spreadsheet, and send the file again"))
        if unseen := [name for name in cells.others if name in cells.hidden]:
            self.odd(0, "", _("The file has hidden sheets, which are not read: %(names)s") % {"names": ", ".join(unseen)})
        if others := [name for name in cells.others if name not in cells.hidden]:
            self.odd(0, "", _("Only one sheet is read. These are not: %(names)s") % {"names": ", ".join(others)})
        if unread:
            self.odd(row, "", _("Columns that are not read: %(names)s") % {"names": ", ".join(unread[:MOST_NAMES])})

    def check_marks(self, marks: Marks, *, heads_row: int, last_row: int, read: Collection[int]) -> None:
        """Refuse merged cells in the columns that are read, and tell what is hidden there."""
        for first, last in marks.merged:
            if last[0] >= heads_row and any(first[1] <= column <= last[1] for column in read):
                words = _("The cells %(first)s to %(last)s are merged. Part them and fill each, so that every row says all of it")
                self.wrong(first[0], column_letter(first[1]), words % {"first": _address(first), "last": _address(last)})
        for row in sorted(one for one in marks.hidden_rows if heads_row < one <= last_row):
            self.odd(row, "", IS_HIDDEN)
        for column in sorted(marks.hidden_columns & set(read)):
            self.odd(0, column_letter(column), IS_HIDDEN)

    def tidy(self) -> None:
        """Sort all, keep of very many problems the first, and of each kind of notice one, which says how often."""
        self.problems.sort(key=lambda one: (one.row, one.column))
        if (more := len(self.problems) - MOST_PROBLEMS) > 0:
            words = ngettext("%(count)s more problem is not listed", "%(count)s more problems are not listed", more)
            self.problems = [*self.problems[:MOST_PROBLEMS], Remark(0, "", words % {"count": f"{more:,}"})]
        self.notices = merged(self.notices)


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


def _address(place: tuple[int, int]) -> str:
    return f"{column_letter(place[1])}{place[0]}"
