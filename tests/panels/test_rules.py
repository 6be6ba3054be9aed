from datetime import date

import pytest

from panels.choices import RuleUnit
from panels.rulebook import LOCAL
from panels.rules import AMOUNTS, MAY_BE_NOTHING, MOST, amount_words, first_clash, members_needed, number_problem, overlap

MARCH = (date(2022, 3, 1), date(2022, 3, 31))


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param((date(2022, 3, 31), None), True, id="begins on the last day"),
        pytest.param((date(2022, 4, 1), None), False, id="begins the day after"),
        pytest.param((date(2022, 1, 1), date(2022, 2, 28)), False, id="ends the day before"),
        pytest.param((date(2022, 1, 1), date(2022, 3, 1)), True, id="ends on the first day"),
        pytest.param((date(2022, 1, 1), None), True, id="began earlier and still runs"),
        pytest.param((date(2022, 3, 10), date(2022, 3, 10)), True, id="one day within"),
    ],
)
def test_overlap(other, expected):
    assert overlap(MARCH, other) is expected
    assert overlap(other, MARCH) is expected


def test_first_clash_names_the_two_that_claim_one_thing_at_once():
    rows = [("chair", MARCH, "A"), ("vice-chair", MARCH, "B"), ("chair", (date(2022, 3, 15), None), "C")]

    assert first_clash(rows) == ("A", "C")


def test_first_clash_lets_one_follow_the_other():
    assert first_clash([("chair", MARCH, "A"), ("chair", (date(2022, 4, 1), None), "B")]) is None


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [
        pytest.param(5, "clear-days", "5 clear days", id="several"),
        pytest.param(1, "days", "1 day", id="one"),
        pytest.param(0, "clear-days", "the working day before", id="no clear days"),
        pytest.param(2, "questions", "2 questions", id="questions"),
        pytest.param(10000, "pounds", "£10,000", id="pounds"),
        pytest.param(1, "yes-no", "yes", id="yes"),
        pytest.param(0, "yes-no", "no", id="no"),
        pytest.param(None, "none", "no number", id="a rule without a number"),
    ],
)
def test_amount_words(number, unit, words):
    assert amount_words(number, unit) == words


def test_a_day_of_the_year_has_its_month():
    assert amount_words(1, "date", 2) == "1 February"


@pytest.mark.parametrize(
    ("members", "needed"),
    [
        pytest.param(10, 7), pytest.param(12, 8), pytest.param(13, 9), pytest.param(14, 10), pytest.param(15, 10),
        pytest.param(16, 11), pytest.param(17, 12, id="the panel of the papers"), pytest.param(18, 12), pytest.param(20, 14),
    ],
)  # fmt: skip
def test_two_thirds_are_rounded_up_to_whole_persons(members, needed):
    assert members_needed(2, RuleUnit.THIRDS, members) == needed


@pytest.mark.parametrize("unit", [unit for units in (known.units for known in LOCAL.values()) for unit in units])
def test_every_unit_that_a_panel_may_use_has_its_limits(unit):
    least = 0 if unit in MAY_BE_NOTHING else 1

    assert number_problem(least, unit) == number_problem(MOST[unit], unit) == ""
    assert "" not in (number_problem(least - 1, unit), number_problem(MOST[unit] + 1, unit))


def test_every_unit_has_its_words():
    assert set(AMOUNTS) == set(RuleUnit) - {RuleUnit.DATE, RuleUnit.YES_NO, RuleUnit.POUNDS, RuleUnit.NONE}
