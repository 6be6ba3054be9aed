"""What is found in a file of figures: the figures, and what is told of the file beside them."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interface.spreadsheets import Cells
from interface.spreadsheets.remarks import Remarks

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


@dataclass
class Found(Remarks):
    """What a file holds. With any of `problems` nothing of it is brought in."""

    figures: list[FigureRow] = field(default_factory=list)


# What is told of the whole ------------------------------------------------------------------------------------------


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
