"""Council tax bands of a precept, in ninths of band D, and how they agree with what papers state. Amounts are pounds.

The proportions are those of the Local Government Finance Act 1992, s.5 (rule `band-ninths` of the rule book: not yet
verified there). A charge is rounded to the penny, half a penny up, as council tax bills state it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from decisions.choices import Band
from interface.templatetags.dates import money

WHOLE = 9
NINTHS: Mapping[str, int] = {
    Band.A: 6,
    Band.B: 7,
    Band.C: 8,
    Band.D: 9,
    Band.E: 11,
    Band.F: 13,
    Band.G: 15,
    Band.H: 18,
}
PENNY = Decimal("0.01")

Stated = tuple[Decimal | None, Decimal | None]  # the charge and the increase, as papers state them


@dataclass(frozen=True)
class Increase:
    """The increase of a band: the ninths of the band D increase, as papers publish it, and the difference of the two charges
    as they are billed. Each is rounded for itself, so they may differ by a penny."""

    of_band_d: Decimal
    of_charges: Decimal

    @property
    def differs(self) -> bool:
        return self.of_band_d != self.of_charges


@dataclass(frozen=True)
class BandCheck:
    """One band: what is computed, what papers state, and in words where they differ. `increase` is None while the band D
    figure of the year before is not known; `note` says which of the two increases papers state where it is not the ninths."""

    band: str
    ninths: int
    charge: Decimal
    increase: Increase | None
    stated_charge: Decimal | None = None
    stated_increase: Decimal | None = None
    charge_problem: str = ""
    increase_problem: str = ""
    note: str = ""

    @property
    def problem(self) -> str:
        """All that differs, in a line; empty where the papers agree."""
        return " ".join(words for words in (self.charge_problem, self.increase_problem) if words)


def charge(band_d: Decimal, band: str) -> Decimal:
    """What a band pays, from the band D figure in pounds, to the penny and half a penny up (Local Government Finance Act
    1992, s.5 for the proportions)."""
    return (band_d * NINTHS[band] / WHOLE).quantize(PENNY, ROUND_HALF_UP)


def increase(before: Decimal, after: Decimal, band: str) -> Increase:
    """By how much a band pays more, from two band D figures in pounds; less than nothing where it falls."""
    return Increase(charge(after - before, band), charge(after, band) - charge(before, band))


def check_bands(before: Decimal | None, band_d: Decimal, stated: Mapping[str, Stated]) -> list[BandCheck]:
    """Every band from A to H, beside what papers state of some of them."""
    return [_check(before, band_d, band, *stated.get(band, (None, None))) for band in NINTHS]


def _check(before: Decimal | None, band_d: Decimal, band: str, amount: Decimal | None, rise: Decimal | None) -> BandCheck:
    due = charge(band_d, band)
    more = None if before is None else increase(before, band_d, band)
    return BandCheck(
        band=band,
        ninths=NINTHS[band],
        charge=due,
        increase=more,
        stated_charge=amount,
        stated_increase=rise,
        charge_problem=_charge_problem(band, band_d, due, amount),
        increase_problem=_increase_problem(band, more, rise),
        note=_increase_note(more, rise),
    )


def _charge_problem(band: str, band_d: Decimal, due: Decimal, amount: Decimal | None) -> str:
    if amount is None or amount == due:
        return ""
    words = _("Band %(band)s: the papers say %(stated)s, but %(ninths)d ninths of %(band_d)s are %(due)s.")
    said = {"band": band, "ninths": NINTHS[band], "stated": _pence(amount), "band_d": _pence(band_d), "due": _pence(due)}
    return words % said


def _increase_problem(band: str, more: Increase | None, rise: Decimal | None) -> str:
    if more is None or rise is None or rise in (more.of_band_d, more.of_charges):
        return ""
    said = {"band": band, "ninths": NINTHS[band], "stated": _pence(rise), "due": _pence(more.of_band_d)}
    if not more.differs:
        words = _("Band %(band)s: the papers say an increase of %(stated)s, but %(ninths)d ninths of that of band D are %(due)s.")
        return words % said
    words = _(
        "Band %(band)s: the papers say an increase of %(stated)s, but %(ninths)d ninths of that of band D are %(due)s, and the "
        "two charges are %(apart)s apart."
    )
    return words % {**said, "apart": _pence(more.of_charges)}


def _increase_note(more: Increase | None, rise: Decimal | None) -> str:
    """Which of two increases a penny apart the papers state, where it is not the ninths."""
    if more is None or not more.differs or rise != more.of_charges:
        return ""
    return _("The papers give the difference of the two charges; the ninths of the band D increase are %(due)s.") % {
        "due": _pence(more.of_band_d)
    }


def _pence(amount: Decimal) -> str:
    return money(amount, "pence")
