from datetime import date

import pytest

from panels.choices import RuleUnit
from panels.rules import AMOUNTS, amount_words, first_clash, overlap

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
    ],
)
def test_amount_words(number, unit, words):
    assert amount_words(number, unit) == words


def test_every_unit_has_its_words():
    assert set(AMOUNTS) == set(RuleUnit) - {RuleUnit.DATE, RuleUnit.YES_NO, RuleUnit.NONE}
