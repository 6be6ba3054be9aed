"""The word that the figures propose, and how it is chosen."""

import pytest

from performance.choices import RankedFrom
from performance.rules import places, spc, trends
from performance.rules.analysis import Place
from tests.performance.test_spc import points

STEADY = [100, 104, 98, 102, 97, 103, 99, 101, 100, 104, 98, 102]


def proposed(values):
    (rows,) = spc.stretches(points(values), [])
    limits = spc.limits_of(rows, 0.0)
    return trends.proposed(rows, limits, spc.signals_of(rows, limits) if limits else [])


@pytest.mark.parametrize(
    ("values", "word", "rule"),
    [
        (STEADY * 2, "stable", "none"),
        (STEADY + [value + 8 for value in STEADY], "moderate-increase", "run"),
        (STEADY + [value + 40 for value in STEADY], "increasing", "run"),
        (STEADY + [value - 8 for value in STEADY], "moderate-reduction", "run"),
        (STEADY + [value - 40 for value in STEADY], "reducing", "run"),
        ([*STEADY, *STEADY[:11], 160], "moderate-increase", "outside"),
        ([*STEADY, *STEADY[:11], 300], "increasing", "outside"),
        ([*STEADY, 130, *[value - 3.3 for value in STEADY[:11]]], "stable", "against"),
        (STEADY[:7], "unknown", "few"),
        ([*[value + 40 for value in STEADY], *STEADY * 3], "stable", "none"),
        ([0] * 12 + [30] * 12, "increasing", "run"),
    ],
    ids=[
        "nothing", "small rise", "rise", "small fall", "fall", "one month outside, small", "one month outside, large",
        "outlier above while the average falls", "too few", "a change more than three years old", "from nothing to something",
    ],
)  # fmt: skip
def test_the_word_proposed(values, word, rule):
    assert proposed(values) == (word, rule)


@pytest.mark.parametrize(("now", "is_small"), [(109.9, True), (110, False), (90.1, True), (90, False), (0, False)])
def test_moderate_is_less_than_a_tenth(now, is_small):
    assert trends.is_moderate(100, now) is is_small


def test_short_stretches_are_halved():
    assert trends.averages(points([1] * 5 + [3] * 5)) == (1, 3)
    assert trends.averages(points([1] * 20 + [3] * 12)) == (1, 3)


GROUP = {1: 0.73, 2: 0.4, 3: 0.4, 4: 0.5, 5: 0.3, 6: 0.4, 7: 0.45, 8: 0.35}


@pytest.mark.parametrize(
    ("force", "ranked_from", "rank", "position"),
    [
        (1, RankedFrom.LOWEST, 8, "above"), (1, RankedFrom.HIGHEST, 1, "above"), (5, RankedFrom.LOWEST, 1, "below"),
        (5, RankedFrom.HIGHEST, 8, "below"), (2, RankedFrom.LOWEST, 3, "similar"), (6, RankedFrom.LOWEST, 3, "similar"),
        (7, RankedFrom.LOWEST, 6, "similar"), (4, RankedFrom.LOWEST, 7, "above"),
    ],
)  # fmt: skip
def test_rank_counts_from_the_end_that_the_measure_names_and_position_from_the_average(force, ranked_from, rank, position):
    place = places.reckoned_place(force, GROUP, ranked_from)

    assert (place.rank, place.size, place.position, place.is_reckoned) == (rank, 8, position, True)
    assert place.average == pytest.approx(0.44125)


@pytest.mark.parametrize(
    "values", [{}, {1: 1.0}, {1: 1.0, 2: None}, {1: None, 2: 1.0}, {2: 1.0, 3: 2.0}],
    ids=["nobody", "alone", "another missing", "own missing", "not of the group"],
)  # fmt: skip
def test_no_place_where_the_group_is_not_whole(values):
    assert places.reckoned_place(1, values, RankedFrom.LOWEST) == Place()


@pytest.mark.parametrize(("own", "position"), [(110, "similar"), (110.1, "above"), (90, "similar"), (89.9, "below")])
def test_within_a_tenth_of_the_average_is_similar(own, position):
    assert places.position_of(own, 100) == position


RECKONED = places.reckoned_place(1, GROUP, RankedFrom.LOWEST)


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        (Place(rank=8, size=8, position="above"), ""), (Place(rank=8, size=8), ""), (Place(), ""), (Place(position="above"), ""),
        (Place(rank=7, size=8, position="above"), "7 of 8, above"), (Place(position="below"), "below"),
        (Place(rank=8, size=9), "8 of 9"),
    ],
)  # fmt: skip
def test_what_a_source_states_otherwise_stands_beside_what_is_reckoned(stated, words):
    place = places.place_of(RECKONED, stated)

    assert (place.rank, place.position, place.stated) == (8, "above", words)


def test_what_a_source_states_stands_where_nothing_is_reckoned():
    stated = Place(rank=4, size=8, position="below", source="Home Office")

    assert places.place_of(Place(), stated) == stated
    assert places.place_of(Place(), None) == Place()
