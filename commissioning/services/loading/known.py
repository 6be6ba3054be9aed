"""What a data file has named so far, by kind and key, and how its cells are read."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from commissioning.choices import Precision
from commissioning.services.shares import ShareLine
from decisions.models import Decision
from decisions.services.loading.acts import Row, day
from panels.models import PoliceArea


class Known:
    """The area that is loaded, who does it, and the rows that are there, by kind and key."""

    def __init__(self, area: PoliceArea, actor: User) -> None:
        self.area, self.actor = area, actor
        self._rows: dict[tuple[str, str], Any] = {}

    def put(self, kind: str, key: str, row: Any) -> Any:
        self._rows[kind, key] = row
        return row

    def get(self, kind: str, key: str) -> Any:
        """The row as it is now. Raises ValidationError for one that the file does not name before."""
        if (kind, key) not in self._rows:
            raise ValidationError(_("There is no %(kind)s named %(key)s") % {"kind": kind, "key": key})
        row = self._rows[kind, key]
        row.refresh_from_db()
        return row

    def has(self, kind: str, key: str) -> bool:
        return (kind, key) in self._rows

    def one(self, row: Row, kind: str) -> Any:
        """The row that a cell of the same name as its kind names; None where it names none."""
        return self.get(kind, row[kind]) if row.get(kind) else None

    def some(self, row: Row, name: str, kind: str) -> list[Any]:
        return [self.get(kind, key) for key in row.get(name, [])]

    def decision(self, slug: str) -> Decision:
        """A decision of the register by its reference in addresses, such as 2018-012."""
        year, number = slug.split("-")
        return Decision.objects.get(area=self.area, year=int(year), number=int(number))


def pounds(words: str | None) -> Any:
    """An amount; None where there is none."""
    return Decimal(words) if words else None


def dated(name: str, words: str) -> dict[str, Any]:
    """The two columns of a date that may be known by a month or a year: `2018-02 month`."""
    if not words:
        return {}
    text, kind = words.split()
    whole = {Precision.MONTH: f"{text}-01", Precision.YEAR: f"{text}-01-01"}.get(Precision(kind), text)
    return {f"{name}_on": day(whole), f"{name}_as": kind}


def facts(row: Row, *names: str) -> Row:
    """The cells of these names that a row has."""
    return {name: row[name] for name in names if name in row}


def share_lines(row: Row) -> list[ShareLine]:
    """Who pays for what a row tells of, in per cent."""
    return [ShareLine(one["funder"], percent=pounds(one["percent"])) for one in row["shares"]]
