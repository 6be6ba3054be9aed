from datetime import date

import pytest

from panels.rules import first_clash, overlap

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
