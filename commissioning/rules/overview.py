"""What the overview and the live papers tell, as plain facts, and the chart of spending by priority."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from commissioning.rules.totals import Check, vat_words
from interface.templatetags.dates import money
from panels.rules.hosts import years_words

Spec = dict[str, Any]
NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Slice:
    """What awards of one priority come to; `priority` is None for those without one."""

    priority: Any | None
    count: int
    grants: Decimal
    contracts: Decimal
    vats: tuple[str, ...]

    @property
    def vat(self) -> str:
        return vat_words(self.vats)

    @property
    def total(self) -> Decimal:
        return self.grants + self.contracts

    @property
    def title(self) -> str:
        return str(self.priority.title) if self.priority else _("No priority named")


@dataclass(frozen=True)
class Ending:
    """What ends, or must be decided or spent, by a day: `row` is an award, an option to extend one, or a fund."""

    on: date
    row: Any
    is_late: bool


@dataclass(frozen=True)
class FundLine:
    """A fund with what its awards add up to, and the totals that papers state of it."""

    fund: Any
    count: int
    awarded: Decimal
    vat: str
    checks: list[Check] = field(default_factory=list)


def together(slices: Sequence[Slice]) -> Decimal:
    """What the awards of all priorities come to."""
    return sum((one.total for one in slices), NOTHING)


def vat_together(slices: Sequence[Slice]) -> str:
    """How that sum stands to value added tax."""
    return vat_words([vat for one in slices for vat in one.vats])


def letter(index: int) -> str:
    """A, B … Z, AA: what a bar is called, since a title does not fit under it."""
    return letter(index // 26 - 1) + chr(65 + index % 26) if index >= 26 else chr(65 + index)


def spending_chart(slices: Sequence[Slice], year: int) -> Spec:
    """Awards by priority, in whole pounds: the table beside it has the pence."""
    most = max(slices, key=lambda one: one.total)
    said = {"title": most.title, "sum": money(most.total, "pence"), "whole": money(together(slices), "pence")}
    title = _("%(title)s: %(sum)s of %(whole)s") if len(slices) > 1 else _("%(title)s: %(sum)s")
    names = "; ".join(_("%(letter)s: %(title)s") % {"letter": letter(at), "title": one.title} for at, one in enumerate(slices))
    words = _("Awards of %(year)s by priority, as they were made, in whole pounds. %(names)s")
    return {
        "kind": "bars",
        "title": title % said,
        "subtitle": words % {"year": years_words(year), "names": names},
        "unit": "£",
        "places": 0,
        "periods": [letter(at) for at in range(len(slices))],
        "series": [{"name": _("Awards"), "values": [_pounds(one.total) for one in slices]}],
    }


def _pounds(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))
