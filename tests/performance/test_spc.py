"""Natural limits and signals: as published examples have them, and as a slow search with fractions finds them."""

import random
from datetime import date, timedelta
from fractions import Fraction

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from performance.choices import Basis, Unit
from performance.rules import spc
from performance.rules.analysis import Break, Limits, Point
from tests.performance.oracle import brute_limits, brute_signals, month_end

# NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: individuals control chart, with the limits that it gives
NIST = (49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1)
NIST_LIMITS = (50.81, 45.8159, 55.8041)
# D. C. Montgomery, Introduction to Statistical Quality Control: viscosity of a primer paint, with the limits to two places
PAINT = (33.75, 33.05, 34.00, 33.81, 33.46, 34.02, 33.68, 33.27, 33.49, 33.20, 33.62, 33.00, 33.54, 33.12, 33.84)
PAINT_LIMITS = (33.52, 32.24, 34.80)


def points(values, left_out=(), first=date(2015, 1, 1)):
    """Months with these values; those whose places are named are left out."""
    starts = [first + relativedelta(months=place) for place in range(len(values))]
    months = zip(starts, values, strict=True)
    return [Point(start, month_end(start), value) for place, (start, value) in enumerate(months) if place not in left_out]


@pytest.mark.parametrize(
    ("values", "expected", "places"), [(NIST, NIST_LIMITS, 4), (PAINT, PAINT_LIMITS, 2)], ids=["NIST 6.3.2.2", "Montgomery"]
)
def test_limits_are_those_of_published_examples(values, expected, places):
    limits = spc.limits_of(points(values))

    assert tuple(round(one, places) for one in (limits.average, limits.lower, limits.upper)) == expected
    assert spc.signals_of(points(values), limits) == []


def test_the_factor_is_the_one_that_the_books_round():
    assert round(spc.FACTOR, 2) == 2.66


def random_series(seed):
    """Counts of up to 20 years with steps, gaps and outliers, so that every kind of signal comes up."""
    rng = random.Random(seed)
    count, level, spread = rng.randint(3, 120), rng.randint(0, 300), rng.randint(0, 60)
    step = rng.randint(0, count)
    values = [max(0, level + rng.randint(-spread, spread) + (rng.choice((0, spread)) if n >= step else 0)) for n in range(count)]
    for place in rng.sample(range(count), count // 20):
        values[place] *= rng.choice((0, 2, 5))
    return values, set(rng.sample(range(count), rng.choice((0, 0, count // 10))))


def slow(values, left_out):
    """Limits and signals by place in the series, the way of fractions."""
    places = [place for place in range(len(values)) if place not in left_out]
    kept = [Fraction(values[place]) for place in places]
    is_next = [number > 0 and places[number - 1] == place - 1 for number, place in enumerate(places)]
    limits = brute_limits(kept, is_next)
    return limits, set() if limits is None else {(rule, places[n], up) for rule, n, up in brute_signals(kept, limits)}


def quick(values, left_out):
    rows = points(values, left_out)
    limits = spc.limits_of(rows, 0.0)
    found = set() if limits is None else {(one.rule, place_of(one), one.is_up) for one in spc.signals_of(rows, limits)}
    return limits and (limits.average, limits.lower, limits.upper), found


def place_of(signal):
    return (signal.started_on.year - 2015) * 12 + signal.started_on.month - 1


def disagreements(seeds):
    """The random series of which the rules say something else than the slow way."""
    found = []
    for seed in seeds:
        values, left_out = random_series(seed)
        limits, signals = slow(values, left_out)
        expected = limits and pytest.approx(tuple(float(one) for one in limits), rel=1e-12, abs=1e-12)
        if (quick(values, left_out)[0], quick(values, left_out)[1]) != (expected, signals):
            found.append(seed)
    return found


def test_limits_and_signals_equal_a_slow_search_on_a_thousand_series():
    assert disagreements(range(1_000)) == []


def test_the_thousand_series_hold_every_kind_of_signal():
    kinds = {(rule, is_up) for seed in range(200) for rule, _place, is_up in slow(*random_series(seed))[1]}

    assert kinds == {("outside", True), ("outside", False), ("run", True), ("run", False)}


@pytest.mark.parametrize(
    ("name", "slip"),
    [
        ("FACTOR", 2.66), ("FACTOR", 3), ("RUN", 7), ("RUN", 9), ("FEWEST", 7), ("FEWEST", 9), ("DAY", timedelta(days=2)),
        ("SLACK", 0.02),
    ],
)  # fmt: skip
def test_a_slip_in_the_rules_is_found(monkeypatch, name, slip):
    monkeypatch.setattr(spc, name, slip)

    assert disagreements(range(200)) != []


@pytest.mark.parametrize(
    ("on", "first"),
    [(date(2015, 9, 1), 8), (date(2015, 9, 23), 8), (date(2015, 9, 30), 8), (date(2015, 10, 1), 9)],
    ids=["on the first day", "within the month", "on the last day", "on the next month's first day"],
)
def test_the_period_of_a_break_begins_the_next_stretch(on, first):
    before, after = spc.stretches(points(range(20)), [Break(on, "covid", "Covid-19")])

    assert (len(before), after[0].value) == (first, first)


def test_a_break_that_does_not_split_leaves_one_stretch():
    assert len(spc.stretches(points(range(20)), [Break(date(2015, 9, 1), "other", "A plan", splits=False)])) == 1


def test_only_the_last_three_years_before_a_break_count():
    before, after = spc.stretches(points(range(100)), [Break(date(2019, 3, 1), "boundary", "Another boundary")])

    assert [(one[0].value, one[-1].value) for one in (before, after)] == [(14, 49), (64, 99)]


def test_partial_and_unknown_periods_are_in_no_stretch():
    rows = points(range(10))
    partial = Point(date(2015, 11, 1), date(2015, 11, 6), 3.0, is_partial=True)
    unknown = Point(date(2015, 12, 1), date(2015, 12, 31), None)

    assert spc.stretches([*rows, partial, unknown], []) == [rows]


def test_a_level_that_may_be_negative_has_limits_below_zero():
    rows = points([0, 5, 1, 6, 0, 4, 1, 5])

    floor = spc.floor_of(Basis.LEVEL, Unit.POUNDS)

    assert spc.limits_of(rows, floor).lower < 0 == spc.limits_of(rows, spc.floor_of(Basis.COUNT, Unit.NUMBER)).lower


unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # another process may hold the machine
values_of_counts = st.lists(st.integers(0, 10_000), min_size=8, max_size=60)


@unhurried
@given(values_of_counts)
def test_limits_hold_the_average_between_them(values):
    limits = spc.limits_of(points(values), 0.0)

    assert 0 <= limits.lower <= limits.average <= limits.upper
    assert min(values) <= limits.average <= max(values)


@unhurried
@given(values_of_counts, st.integers(1, 1_000), st.integers(0, 1_000))
def test_signals_do_not_depend_on_the_unit(values, times, more):
    once, often = points(values), points([value * times + more for value in values])

    assert spc.signals_of(once, spc.limits_of(once)) == spc.signals_of(often, spc.limits_of(often))


@unhurried
@given(values_of_counts)
def test_upside_down_every_signal_turns_round(values):
    there, back = points(values), points([-value for value in values])
    signals = [(one.rule, one.ended_on, one.is_up) for one in spc.signals_of(there, spc.limits_of(there))]

    turned = [(one.rule, one.ended_on, not one.is_up) for one in spc.signals_of(back, spc.limits_of(back))]

    assert turned == signals


@unhurried
@given(st.floats(0, 1e9), st.integers(8, 40))
def test_figures_that_never_change_give_no_signal(value, count):
    rows = points([value] * count)
    limits = spc.limits_of(rows, 0.0)

    assert (limits.lower, limits.upper) == (limits.average, limits.average)
    assert spc.signals_of(rows, limits) == []


def test_a_figure_on_the_average_ends_a_run():
    rows = points([1, 1, 1, 1, 0, 1, 1, 1, 1])
    around = Limits(rows[0].started_on, rows[-1].ended_on, 0.0, -10, 10, 9)

    assert [one for one in spc.signals_of(rows, around) if one.rule == spc.IN_A_ROW] == []
