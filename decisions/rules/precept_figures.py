"""Checks of the figures behind a precept: the referendum limit, band D against the tax base, and totals against their lines.

Nothing here refuses anything: papers are recorded as they are, and what does not agree is flagged beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import FigureUnit
from interface.templatetags.dates import money
from panels.choices import Jurisdiction

AGREES, ROUNDING, DIFFERS, ROUGH, UNKNOWN = "agrees", "rounding", "differs", "rough", "unknown"

POUNDS_IN: dict[str, int] = {FigureUnit.POUNDS: 1, FigureUnit.THOUSANDS: 1_000, FigureUnit.MILLIONS: 1_000_000}
PENNY = Decimal("0.01")
FINEST_ROUND, COARSEST_ROUND = 1_000, 1_000_000  # pounds: below, an amount is taken as exact; above, nobody rounds a precept


@dataclass(frozen=True)
class Check:
    """What a comparison comes to: "agrees", "rounding", "differs", "rough" (differs, but was said roughly) or "unknown"; the
    words of it, and the provision behind it where there is one."""

    state: str
    words: str
    provision: str = ""
    is_verified: bool = True

    @property
    def is_wrong(self) -> bool:
        return self.state == DIFFERS


@dataclass(frozen=True)
class CheckedFigure:
    """A figure with what its check came to; None for a line that is no total."""

    row: Any
    check: Check | None


# The referendum limit ---------------------------------------------------------------------------------------------


def cap_check(before: Decimal | None, after: Decimal, rule: Any, *, nation: str, year: str) -> Check:
    """The increase of band D in pounds beside the largest one without a referendum. `rule` is that of 1 April of the year
    (referendum principles under the Local Government Finance Act 1992, s.52ZC), None where the rule book has none; `year`
    is the financial year in words."""
    if nation == Jurisdiction.WALES:
        return Check(UNKNOWN, _("The rule book has no referendum limit for Wales, so the increase is not checked against one."))
    if rule is None:
        words = _("The rule book has no referendum limit for %(year)s, so the increase is not checked against one.")
        return Check(UNKNOWN, words % {"year": year})
    cited = {"provision": rule.provision, "is_verified": rule.is_verified}
    said = {"most": money(rule.number), "year": year}
    if before is None:
        words = _("The largest increase without a referendum is %(most)s in %(year)s. Band D of the year before is not entered.")
        return Check(UNKNOWN, words % said, **cited)
    said["rise"] = money(after - before, "pence")
    if after - before > rule.number:
        words = _("An increase of %(rise)s is more than the %(most)s that needs no referendum in %(year)s.")
        return Check(DIFFERS, words % said, **cited)
    words = _("An increase of %(rise)s is within the %(most)s that needs no referendum in %(year)s.")
    return Check(AGREES, words % said, **cited)


# Band D and the tax base ------------------------------------------------------------------------------------------


def total_tolerance(total: Decimal, tax_base: Decimal) -> Decimal:
    """How far a stated precept may be, in pounds, from band D times the tax base: half a penny for each band D property,
    because band D is stated to the penny, and half of the last figure where the precept is stated in round thousands or more.
    """
    return tax_base * PENNY / 2 + _last_figure(total) / 2


def _last_figure(total: Decimal) -> Decimal:
    """In which steps an amount seems to be stated: £144,800,000 in hundred thousands, an amount with odd pounds to the penny."""
    if not total or total % FINEST_ROUND:
        return PENNY
    step = FINEST_ROUND
    while step < COARSEST_ROUND and total % (step * 10) == 0:
        step *= 10
    return Decimal(step)


def total_check(band_d: Decimal, tax_base: Decimal | None, total: Decimal | None) -> Check:
    """Whether a stated precept is band D times the tax base, within what rounding explains. All in pounds, the base in band D
    equivalents."""
    if tax_base is None and total is None:
        return Check(UNKNOWN, _("Neither the precept nor the tax base is entered, so they are not checked."))
    if total is None:
        return Check(UNKNOWN, _("The precept is not entered, so band D is not checked against it."))
    if tax_base is None:
        return Check(UNKNOWN, _("The tax base is not entered, so the precept is not checked against it."))
    computed, tolerance = (band_d * tax_base).quantize(PENNY), total_tolerance(total, tax_base)
    said = {
        "band_d": money(band_d, "pence"), "base": f"{tax_base.normalize():,f}", "computed": money(computed),
        "total": money(total), "tolerance": money(tolerance.quantize(PENNY)),
    }  # fmt: skip
    if abs(computed - total) <= tolerance:
        words = _("%(band_d)s × %(base)s = %(computed)s, which agrees with %(total)s: rounding explains up to %(tolerance)s.")
        return Check(AGREES, words % said)
    words = _("%(band_d)s × %(base)s = %(computed)s, but the papers say %(total)s. Rounding explains only %(tolerance)s.")
    return Check(DIFFERS, words % said)


# Totals and their lines -----------------------------------------------------------------------------------------------


def check_figures(rows: Sequence[Any]) -> list[CheckedFigure]:
    """The figures of a precept in their order, each total checked against the lines of its part above it since the last total.

    Amounts of pounds, thousands and millions count together; percentages and numbers only among themselves. Rows have
    `section`, `label`, `value`, `unit`, `is_total`, `is_rough`.
    """
    waiting: dict[tuple[str, str], list[Any]] = {}
    checked = []
    for row in rows:
        lines = waiting.setdefault((row.section, _family(row.unit)), [])
        checked.append(CheckedFigure(row, _total_of(row, lines) if row.is_total else None))
        if row.is_total:
            lines.clear()
        else:
            lines.append(row)
    return checked


def figure_words(value: Decimal, unit: str) -> str:
    """A figure with its unit: £144.8 million, £550 thousand, 67.8%, 6,000."""
    plain = f"{abs(value).normalize():,f}"
    sign = "\u2212" if value < 0 else ""
    match unit:
        case FigureUnit.POUNDS:
            return money(value)
        case FigureUnit.THOUSANDS:
            return _("%(amount)s thousand") % {"amount": f"{sign}£{plain}"}
        case FigureUnit.MILLIONS:
            return _("%(amount)s million") % {"amount": f"{sign}£{plain}"}
        case FigureUnit.PERCENT:
            return f"{sign}{plain}%"
    return f"{sign}{plain}"


def _family(unit: str) -> str:
    return FigureUnit.POUNDS if unit in POUNDS_IN else unit


def _in_base(value: Decimal, unit: str) -> Decimal:
    return value * POUNDS_IN.get(unit, 1)


def _total_of(total: Any, lines: Sequence[Any]) -> Check:
    if not lines:
        return Check(UNKNOWN, _("No lines stand above this total, so it is not checked."))
    made = sum((_in_base(line.value, line.unit) for line in lines), Decimal(0))
    apart = abs(made - _in_base(total.value, total.unit))
    said = {"made": _made_words(made, total.unit), "stated": figure_words(total.value, total.unit)}
    if not apart:
        return Check(AGREES, _("The lines make %(made)s, which agrees.") % said)
    if apart <= _rounding([*lines, total]):
        words = _("The lines make %(made)s. That each figure is rounded can explain the difference to %(stated)s.")
        return Check(ROUNDING, words % said)
    if total.is_rough or any(line.is_rough for line in lines):
        words = _("The lines make %(made)s, and the total says %(stated)s. Some of them are only said roughly.")
        return Check(ROUGH, words % said)
    return Check(DIFFERS, _("The lines make %(made)s, but the total says %(stated)s.") % said)


def _made_words(made: Decimal, unit: str) -> str:
    return figure_words(made / POUNDS_IN.get(unit, 1), unit)


def _rounding(rows: Sequence[Any]) -> Decimal:
    """By how much figures that are each rounded may be apart: half of the last figure of the finest among them, for each. Whole
    numbers and pounds are exact."""
    step = min(_step(row) for row in rows)
    exact = all(row.unit in (FigureUnit.NUMBER, FigureUnit.POUNDS) for row in rows)
    return Decimal(0) if exact else step / 2 * len(rows)


def _step(row: Any) -> Decimal:
    """The last figure of a value, in its base unit: a tenth of a million for 7.4 million."""
    exponent = row.value.normalize().as_tuple().exponent
    return _in_base(Decimal(1).scaleb(min(int(exponent), 0)), row.unit)


def percent(before: Decimal, after: Decimal) -> str:
    """By how much one amount is more or less than another, to a tenth of a per cent: 4.1%. Empty where it was nothing."""
    if not before:
        return ""
    return f"{(abs(after - before) * 100 / before).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"
