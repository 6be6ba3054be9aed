"""The lines of the public register: decisions, with each nil return in its place in the year."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from decisions.models import NilReturn
from interface.tables import Table


class Lines(Sequence):
    """Decisions in the order of their references, the newest first or last, and between them the nil returns: above (or below)
    the first decision that is not later than the last day of one. Only the lines that a page shows are read."""

    def __init__(self, rows: QuerySet, nils: Sequence[NilReturn], *, down: bool = True) -> None:
        self.decisions = rows.order_by("-year", "-number") if down else rows.order_by("year", "number")
        self.nils = sorted(nils, key=lambda one: one.ended_on, reverse=down)
        self.places = self._places(down) if self.nils else []
        self.total = self.decisions.count() + len(self.nils)

    def _places(self, down: bool) -> list[int]:
        """How many decisions stand before each nil return."""
        told = self.decisions.order_by(*self.decisions.query.order_by).values_list("year", "signed_on", "proposed_on")
        days = [(year, signed or proposed) for year, signed, proposed in told]
        return [_before(one, days, down) for one in self.nils]

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, wanted: Any) -> Any:
        if not isinstance(wanted, slice):
            return self[wanted : wanted + 1][0]
        first, last, _step = wanted.indices(self.total)
        # The line of a nil return is its place among the decisions and the nil returns that come before it
        shown = [(place + turn, nil) for turn, (place, nil) in enumerate(zip(self.places, self.nils, strict=True))]
        before = sum(1 for line, _nil in shown if line < first)
        within = [(line, nil) for line, nil in shown if first <= line < last]
        found: list[Any] = list(self.decisions[first - before : last - before - len(within)])
        for line, nil in within:
            found.insert(line - first, nil)
        return found


def _before(nil: NilReturn, days: Sequence[tuple[int, Any]], down: bool) -> int:
    """How many decisions stand before a nil return: by the year of the reference first, and in a year by the day."""
    mark = (nil.ended_on.year, nil.ended_on)
    for place, key in enumerate(days):
        if (key <= mark) if down else (key > mark):
            return place
    return len(days)


class RegisterTable(Table):
    """The register: its lines as they come, or decisions alone in another order."""

    def _sorted(self) -> Any:
        return self._rows if isinstance(self._rows, Lines) else super()._sorted()
