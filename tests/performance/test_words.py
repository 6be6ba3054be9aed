"""Figures, trends and places in words."""

from dataclasses import replace
from datetime import date

import pytest

from performance.models import Measure
from performance.rules import spc, words
from performance.rules.analysis import Analysis, Break, Place, Point, Trend
from tests.performance.test_spc import points

ROBBERY = Measure(title="Personal robbery", denominator="population", direction="down", ranked_from="lowest", counted="offences")


def measure(**facts):
    return Measure(**{"title": "Personal robbery", "direction": "down"} | facts)


@pytest.mark.parametrize(
    ("direction", "word", "verdict"),
    [
        ("down", "increasing", "worse"), ("down", "moderate-increase", "worse"), ("down", "reducing", "better"),
        ("up", "increasing", "better"), ("up", "moderate-reduction", "worse"), ("context", "increasing", ""),
        ("down", "stable", ""), ("up", "unknown", ""), ("down", "made up", ""),
    ],
)  # fmt: skip
def test_better_or_worse_comes_from_the_direction_alone(direction, word, verdict):
    assert words.verdict(direction, word) == verdict


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place(rank=8, size=8, position="above"), "8th of 8 (above the average of the group)"),
        (Place(rank=1, size=8), "1st of 8"),
        (Place(rank=2, size=43, position="similar"), "2nd of 43 (similar to the average of the group)"),
        (Place(position="below"), "Below the average of the group"),
        (Place(words="Nationally 4.1 times"), "Nationally 4.1 times"),
        (Place(), "Not available"),
    ],
)  # fmt: skip
def test_a_benchmark_in_words(place, said):
    assert words.benchmark_words(place) == said


def test_what_a_source_states_otherwise():
    place = Place(rank=8, size=8, position="above", stated="7 of 8, below", source="HMICFRS")

    assert words.stated_words(place) == "HMICFRS states otherwise: 7th of 8, below the average of the group"
    assert words.stated_words(Place(rank=8, size=8)) == ""


@pytest.mark.parametrize(
    ("trend", "place", "said"),
    [
        ("stable", Place(rank=8, size=8), "the figures are stable. The rate is the highest of the 8 similar forces."),
        ("increasing", Place(rank=1, size=8),
         "the figures are increasing, which is worse. The rate is the lowest of the 8 similar forces."),
        ("moderate-reduction", Place(rank=6, size=8),
         "the figures are reducing moderately, which is better. The rate is 6th of the 8 similar forces, the lowest first."),
        ("unknown", Place(), "there are too few figures to tell a trend."),
    ],
)  # fmt: skip
def test_the_finding_in_a_sentence_or_two(trend, place, said):
    analysis = Analysis(points=tuple(points([1])), trend=Trend(proposed=trend, word=trend), place=place)

    assert words.finding(ROBBERY, analysis) == f"Personal robbery: {said}"


def test_the_finding_of_what_has_no_figures():
    assert words.finding(ROBBERY, Analysis()) == "Personal robbery: there are no figures yet."


def test_the_finding_of_what_was_never_counted_to_its_end():
    so_far = Analysis(points=(Point(date(2020, 2, 1), date(2022, 3, 7), 420.0, is_partial=True),))

    assert words.finding(ROBBERY, so_far) == "Personal robbery: no period is complete yet."


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2021, 12, 1), date(2021, 12, 31), "in Dec 2021"),
        (date(2021, 10, 1), date(2021, 12, 31), "in Oct to Dec 2021"),
        (date(2021, 1, 1), date(2021, 12, 31), "in the year to Dec 2021"),
        (date(2022, 3, 7), date(2022, 3, 7), "on 7 Mar 2022"),
        (date(2022, 1, 1), date(2022, 3, 7), "from 1 Jan 2022 to 7 Mar 2022"),
    ],
)
def test_when_something_was_counted(first, last, said):
    assert words.during_words(Point(first, last, 1.0)) == said


def test_highest_first_turns_the_ends_of_the_list_round():
    charges = measure(basis="share", direction="up", ranked_from="highest")

    assert words.place_sentence(charges, Place(rank=8, size=8)) == "The share is the lowest of the 8 similar forces."
    assert words.place_sentence(charges, Place(rank=1, size=8)) == "The share is the highest of the 8 similar forces."
    assert words.end_words(charges, Place(rank=1, size=8)) == "Here 8th means the lowest share."
    assert words.end_words(ROBBERY, Place(rank=1, size=8)) == "Here 8th means the highest rate."


@pytest.mark.parametrize(
    ("facts", "value", "said"),
    [
        ({}, 1255, "1,255"),
        ({}, None, "not known"),
        ({}, -3, "\u22123"),
        ({}, -0.2, "0"),
        ({"basis": "share", "places": 1}, 3.7, "3.7%"),
        ({"basis": "ratio", "places": 1}, 4.1, "4.1 times"), ({"basis": "level", "unit": "percent"}, 100, "100%"),
        ({"basis": "level", "unit": "days", "places": 0}, 1, "1 day"),
        ({"basis": "level", "unit": "days", "places": 1}, 31.5, "31.5 days"),
        ({"basis": "level", "unit": "pounds"}, -1200, "\u2212£1,200"),
        ({"denominator": "population"}, 106, "106"), ({"denominator": "population"}, 0.7309, "0.73"),
    ],
)  # fmt: skip
def test_a_figure_in_words(facts, value, said):
    assert words.figure_words(measure(**facts), value) == said


def test_a_rate_has_two_places_even_where_it_is_a_whole_number():
    assert words.rolling_words(ROBBERY, 2.0) == "2.00"
    assert words.rolling_words(measure(), 1255) == "1,255"
    assert words.rolling_words(ROBBERY, None) == "not known"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"denominator": "population"}, "Rate per 1,000 people, 12 months"),
        ({"denominator": "households"}, "Rate per 1,000 households, 12 months"),
        ({"denominator": "group", "group": "asian"}, "Rate per 1,000 people of the group, 12 months"),
        ({}, "Total, 12 months"), ({"basis": "share"}, "Share, 12 months"),
        ({"basis": "ratio", "denominator": "group"}, "Ratio, 12 months"), ({"basis": "level"}, ""),
    ],
)  # fmt: skip
def test_what_twelve_months_are_called(facts, said):
    assert words.rolling_label(measure(**facts)) == said


@pytest.mark.parametrize(
    ("first", "last", "is_partial", "said"),
    [
        (date(2021, 12, 1), date(2021, 12, 31), False, "Dec 2021"),
        (date(2022, 3, 1), date(2022, 3, 6), True, "up to 6 Mar 2022"),
        (date(2021, 10, 1), date(2021, 12, 31), False, "Oct to Dec 2021"),
        (date(2021, 4, 1), date(2022, 3, 31), False, "Year to Mar 2022"),
        (date(2020, 12, 1), date(2021, 2, 28), False, "Dec 2020 to Feb 2021"),
        (date(2022, 3, 2), date(2022, 3, 6), False, "2 Mar 2022 to 6 Mar 2022"),
        (date(2022, 3, 2), date(2022, 3, 2), False, "2 Mar 2022"),
    ],
)  # fmt: skip
def test_a_period_in_words(first, last, is_partial, said):
    assert words.period_words(Point(first, last, 1, is_partial=is_partial)) == said


def analysis_of(values, **facts):
    rows = points(values)
    limits = spc.limits_of(rows, 0.0)
    signals = tuple(spc.signals_of(rows, limits)) if limits else ()
    return Analysis(points=tuple(rows), limits=(limits,) if limits else (), signals=signals, **facts)


def test_how_the_word_is_chosen_begins_with_what_was_found():
    steady = analysis_of([100, 104] * 12, trend=Trend("stable", "none", "stable"))
    risen = analysis_of([100, 104] * 6 + [140, 144] * 6, trend=Trend("increasing", "run", "increasing"))
    few = analysis_of([1, 2], trend=Trend("unknown", "few", "unknown"))

    assert [words.rule_words(one)[0] for one in (steady, risen, few)] == [
        "No period outside its limits, no run of eight.",
        "Dec 2016: the last of at least eight in a row above the average.",
        "There are too few complete periods for limits.",
    ]


def test_how_the_word_is_chosen_gives_the_figures_and_what_the_analyst_set():
    plain = analysis_of(
        [100, 104] * 12, breaks=(Break(date(2012, 1, 1), "covid", "Covid-19"),), trend=Trend("stable", "none", "stable")
    )
    other = replace(plain, trend=Trend("stable", "none", "reducing", "Before Covid-19 it was higher.", is_accepted=True))

    assert words.rule_words(plain)[-2:] == [
        "Jan 2015 to Dec 2016, 24 periods: average 102.0, limits 91.4 and 112.6.",
        "An analyst may set another word and must give a reason; none was set here.",
    ]
    assert words.rule_words(other)[-1] == "The figures give “Stable”. An analyst set “Reducing”: Before Covid-19 it was higher."
    assert (words.why_words(other), words.why_words(plain)) == (
        "Set by an analyst: Before Covid-19 it was higher.", "No period outside its limits, no run of eight.",
    )  # fmt: skip
