"""Council tax bands: the published figures of 2022/23, and a thousand precepts against another computation."""

import random
from decimal import Decimal
from fractions import Fraction

import pytest

from decisions.rules.bands import NINTHS, charge, check_bands, increase

BEFORE, AFTER = Decimal("241.20"), Decimal("251.20")
# What the papers of 1 February 2022 say: an increase of £10 for band D, £6.67, £7.78 and £8.89 for A to C
PUBLISHED = {"A": "6.67", "B": "7.78", "C": "8.89", "D": "10.00"}
PROPORTIONS = {"A": (2, 3), "B": (7, 9), "C": (8, 9), "D": (1, 1), "E": (11, 9), "F": (13, 9), "G": (5, 3), "H": (2, 1)}


def pence(amount: Fraction) -> int:
    """Pounds to whole pence, half a penny away from nothing, without any decimal arithmetic."""
    sign = -1 if amount < 0 else 1
    return sign * int((abs(amount) * 100 * 2 + 1) // 2)


@pytest.mark.parametrize(("band", "rise"), PUBLISHED.items())
def test_published_increases_of_2022_are_ninths_of_ten_pounds(band, rise):
    assert increase(BEFORE, AFTER, band).of_band_d == Decimal(rise)


def test_charges_of_2022_23():
    charges = {band: str(charge(AFTER, band)) for band in NINTHS}
    assert charges == {
        "A": "167.47", "B": "195.38", "C": "223.29", "D": "251.20", "E": "307.02", "F": "362.84", "G": "418.67", "H": "502.40",
    }  # fmt: skip


def test_thousand_random_precepts_agree_with_fractions():
    chance = random.Random(20220201)
    for _number in range(1000):
        before, after = (chance.randint(5_000, 60_000) for _side in range(2))
        for band, (over, under) in PROPORTIONS.items():
            share = Fraction(over, under)
            computed = charge(Decimal(after) / 100, band)
            rise = increase(Decimal(before) / 100, Decimal(after) / 100, band)

            assert computed * 100 == pence(Fraction(after, 100) * share)
            assert rise.of_band_d * 100 == pence(Fraction(after - before, 100) * share)
            assert rise.of_charges * 100 == pence(Fraction(after, 100) * share) - pence(Fraction(before, 100) * share)
            assert abs(rise.of_band_d - rise.of_charges) <= Decimal("0.01")


def test_figures_in_tenths_of_a_penny_round_half_up():
    assert charge(Decimal("0.0225"), "H") == Decimal("0.05")  # 4.5 pence
    assert charge(Decimal("0.045"), "D") == Decimal("0.05")


def test_fall_is_less_than_nothing():
    assert increase(AFTER, BEFORE, "A").of_band_d == Decimal("-6.67")


def checks(stated, before=BEFORE):
    return {one.band: one for one in check_bands(before, AFTER, stated)}


def test_stated_figures_that_agree_are_no_problem():
    found = checks({"A": (Decimal("167.47"), Decimal("6.67")), "C": (None, Decimal("8.89"))})

    assert list(found) == list("ABCDEFGH")
    assert not any(one.problem or one.note for one in found.values())


def test_stated_charge_a_penny_off_is_flagged_with_both_figures():
    found = checks({"A": (Decimal("167.46"), None)})["A"]
    assert found.problem == "Band A: the papers say £167.46, but 6 ninths of £251.20 are £167.47."


def test_stated_increase_that_is_neither_is_flagged():
    found = checks({"C": (None, Decimal("9.00"))})["C"]
    assert found.problem == "Band C: the papers say an increase of £9.00, but 8 ninths of that of band D are £8.89."


def test_difference_of_two_rounded_charges_is_accepted_and_said():
    before, after = Decimal("100.01"), Decimal("100.03")
    found = {one.band: one for one in check_bands(before, after, {"A": (None, Decimal("0.02"))})}["A"]

    assert (found.increase.of_band_d, found.increase.of_charges) == (Decimal("0.01"), Decimal("0.02"))
    assert not found.problem
    assert found.note == "The papers give the difference of the two charges; the ninths of the band D increase are £0.01."


def test_increase_that_agrees_with_neither_names_both():
    found = {one.band: one for one in check_bands(Decimal("100.01"), Decimal("100.03"), {"A": (None, Decimal("0.05"))})}["A"]
    assert "£0.01" in found.problem
    assert "£0.02 apart" in found.problem


def test_without_the_year_before_only_charges_are_checked():
    found = checks({"A": (Decimal("1.00"), Decimal("99"))}, before=None)["A"]
    assert found.increase is None
    assert found.charge_problem
    assert not found.increase_problem
