"""Whether lines add up to the total that stands under them, and shares to the whole. Exact: pounds and pence, never floats."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from commissioning.choices import TotalUnit, Vat
from interface.templatetags.dates import MINUS, money

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Check:
    """A total as it is stated, what its lines add up to, by how much more or less that is, and the sentence that says so."""

    stated: Decimal
    reckoned: Decimal
    difference: Decimal
    agrees: bool
    words: str


def add_up(lines: Sequence[Decimal]) -> Decimal:
    """The sum of lines, to the penny: nothing adds up to 0.00."""
    return sum(lines, Decimal("0.00"))


def check_total(stated: Decimal, lines: Sequence[Decimal], unit: str) -> Check:
    """A stated total against its lines, both in `unit` of choices.TotalUnit."""
    reckoned = add_up(lines)
    difference = reckoned - stated
    return Check(stated, reckoned, difference, not difference, _words(stated, reckoned, unit))


def check_shares(shares: Sequence[Decimal], whole: Decimal | None) -> str:
    """What is wrong with shares of a whole in pounds, or of 100% where no whole is given; nothing where they are right, or
    where there are none."""
    made, must = add_up(shares), HUNDRED if whole is None else whole
    if not shares or made == must:
        return ""
    unit = TotalUnit.NUMBER if whole is None else TotalUnit.POUNDS
    sign = "%" if whole is None else ""
    names = {"made": figure(made, unit) + sign, "must": figure(must, unit) + sign}
    return _("Shares make %(made)s. They must make %(must)s") % names


def figure(value: Decimal, unit: str) -> str:
    """£30,797.00, or 51 where the unit is a number."""
    if unit == TotalUnit.POUNDS:
        return money(value, "pence")
    whole = value == value.to_integral_value()
    places = 0 if whole else -int(value.normalize().as_tuple().exponent)
    words = number_format(abs(value), decimal_pos=places, use_l10n=True, force_grouping=True)
    return f"{MINUS}{words}" if value < 0 else words


def vat_words(treatments: Sequence[str]) -> str:
    """How amounts that stand in one table or sum are to value added tax: the one way, or that they differ."""
    kinds = set(treatments)
    if len(kinds) == 1:
        return str(Vat(kinds.pop()).label)
    return _("VAT differs from line to line") if kinds else ""


def _words(stated: Decimal, reckoned: Decimal, unit: str) -> str:
    """Lines add up to £30,797.00, as typed. Lines add up to 51, 1 more than the 50 typed."""
    names = {
        "sum": figure(reckoned, unit),
        "gap": figure(abs(reckoned - stated), unit),
        "stated": figure(stated, unit),
    }
    if reckoned == stated:
        return _("Lines add up to %(sum)s, as typed") % names
    if reckoned > stated:
        return _("Lines add up to %(sum)s, %(gap)s more than the %(stated)s typed") % names
    return _("Lines add up to %(sum)s, %(gap)s less than the %(stated)s typed") % names
