"""Tables of spending and contracts: looked through first, then every row published in a file of our own, or none."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from decisions.choices import TableKind
from decisions.models import SchemeItem, SchemePublication
from decisions.rules.scheme_tables import Read, RowProblem, cells_of, headings_of, read_table
from decisions.services.scheme.publishing import Table, Told, publish_item
from documents.services.files import read_bytes
from interface.spreadsheets import Bounds, Cells, read_cells
from panels import rulebook
from panels.models import PoliceArea

BOUNDS = Bounds(size=3_000_000, rows=10_000, looked_at=20_000)
CSV_TYPE = "text/csv"
TYPES = {
    "csv": CSV_TYPE,
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
RULES = {TableKind.SPENDING: rulebook.SPENDING, TableKind.CONTRACTS: rulebook.CONTRACTS}


@dataclass(frozen=True)
class Sent:
    """A table as it was sent: the name of the file and its bytes."""

    name: str
    data: bytes


class TableRefused(ValidationError):
    """The table has problems; nothing was published."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        rows = len({one.row for one in problems})
        words = ngettext("%(count)s row is wrong. Nothing was published", "%(count)s rows are wrong. Nothing was published", rows)
        super().__init__({"file": words % {"count": f"{rows:,}"}}, code="problems")
        self.problems = list(problems)


def look_through(*, area: PoliceArea, item: SchemeItem, sent: Sent, told: Told) -> Read:
    """Read a table and say what it holds and what is wrong with it; nothing is kept.

    Raises ValidationError (`file`) for what is no table: another kind of file, too large (BOUNDS), damaged.
    """
    try:
        cells = read_cells(sent.name, sent.data, BOUNDS)
    except ValidationError as error:
        raise ValidationError({"file": error.messages}) from error
    above = threshold(area, item, told)
    read = read_table(item.table, cells.rows, above=above, started_on=told.started_on, ended_on=told.ended_on)
    if not read.problems:
        read.oddities += _of_file(cells)
    return read


def threshold(area: PoliceArea, item: SchemeItem, told: Told) -> Decimal:
    """The amount, in pounds, above which the rule book of the area asks for a row on the day of publication."""
    rule = rulebook.rule_for(area, RULES[TableKind(item.table)], on=told.published_on)
    return Decimal(rule.number or 0)


def _of_file(cells: Cells) -> list[str]:
    found = []
    if cells.hidden:
        found.append(_("The file has hidden sheets, which are not read: %(names)s") % {"names": ", ".join(cells.hidden)})
    if others := [name for name in cells.others if name not in cells.hidden]:
        found.append(_("Only the first sheet is read, not: %(names)s") % {"names": ", ".join(others)})
    if cells.has_formulas:
        found.append(_("Some cells hold formulas. The value that was saved with them is taken"))
    return found


def publish_table(*, area: PoliceArea, item: SchemeItem, sent: Sent, told: Told, actor: User | None) -> SchemePublication:
    """Publish every row of a table, written anew as CSV without formulas, with how many rows there are and what they make.

    The file as it came stays in the restricted store. Raises TableRefused with all that is wrong, and then keeps nothing;
    ValidationError as `look_through` and `publishing.publish_item`.
    """
    read = look_through(area=area, item=item, sent=sent, told=told)
    if read.problems:
        raise TableRefused(read.problems)
    table = Table(
        data=as_csv(read), media_type=CSV_TYPE, original=sent.data,
        original_type=TYPES[sent.name.rpartition(".")[2].lower()], rows=len(read.rows), total=read.total,
    )  # fmt: skip
    return publish_item(area=area, item=item, told=told, table=table, actor=actor)


def as_csv(read: Read) -> bytes:
    """A table as it is published: UTF-8, commas, its headings first."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(headings_of(read.schema))
    writer.writerows(cells_of(read.schema, row) for row in read.rows)
    return written.getvalue().encode()


def published_rows(publication: SchemePublication) -> tuple[list[str], list[list[str]]]:
    """The headings and rows of a table that stands; empty where there is none. Raises FileLost where the store lost it."""
    if publication.rows is None or publication.file is None or publication.withdrawn_at is not None:
        return [], []
    found: list[Any] = list(csv.reader(io.StringIO(read_bytes(publication.file).decode(), newline="")))
    return found[0], found[1:]
