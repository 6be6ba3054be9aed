"""Totals of 12 months, rates, shares and ratios equal what a slow count with fractions gives, on 1,000 random series."""

import random
from datetime import date, timedelta
from fractions import Fraction

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from performance.choices import Basis, Denominator
from performance.rules import figures
from performance.rules.figures import Counted, Figure, Held, People, points_of, years_of
from tests.performance.oracle import brute_average, brute_people, brute_sum, month_end, monthly

PEOPLE = Counted(Denominator.POPULATION)
OWN, OTHERS = 1, (2, 3, 4)


def random_held(rng, basis):
    """A random measure in four forces: gaps, partial ends, populations of some years."""
    forces = (OWN, *OTHERS)
    people = {}
    for force in forces:
        days = sorted({date(rng.randint(2009, 2021), 6, 30) for _ in range(3)})
        people[force, "population", ""] = [People(day, rng.randint(500_000, 3_000_000)) for day in days]
        people[force, "group", "white"] = [People(date(2011, 3, 27), rng.randint(100_000, 900_000))]
    return Held(
        basis=basis, counted=PEOPLE if basis in (Basis.COUNT, Basis.RATIO) else Counted(),
        beside=Counted(Denominator.GROUP, "white"), people=people,
        figures={force: monthly(rng, gaps=rng.choice((0, 0, 0.04))) for force in forces},
        wholes={force: monthly(rng, least=1_000, gaps=rng.choice((0, 0, 0.03))) for force in forces},
    )  # fmt: skip


def slow_year(held, force, ended_on):
    """What the 12 months come to, as a fraction, counted month by month."""
    amount = brute_sum(held.figures[force], ended_on)
    if amount is None:
        return None
    own = brute_people(held.people[force, "population", ""], ended_on)
    if held.basis == Basis.COUNT:
        return Fraction(1000) * amount / own
    whole = brute_sum(held.wholes[force], ended_on)
    if not whole:
        return None
    if held.basis == Basis.SHARE:
        return 100 * amount / whole
    white = brute_people(held.people[force, "group", "white"], ended_on)
    return (amount / own) / (whole / white)


@pytest.mark.parametrize("basis", [Basis.COUNT, Basis.SHARE, Basis.RATIO])
def test_twelve_months_equal_a_slow_count_of_fractions(basis):
    compare(basis, range(334))


@pytest.mark.parametrize(
    ("name", "slip"),
    [("PER", 100), ("YEAR", relativedelta(months=11)), ("DAY", timedelta(days=2)), ("bisect_right", lambda *_, **__: 0)],
)
def test_a_slip_in_the_rules_is_found(monkeypatch, name, slip):
    monkeypatch.setattr(figures, name, slip)
    monkeypatch.setattr(figures, "year_before", figures.year_before.__wrapped__)

    with pytest.raises(AssertionError):
        compare(Basis.COUNT, range(60))


def compare(basis, seeds):
    """Every point of these random series with the slow count."""
    for seed in seeds:
        held = random_held(random.Random(f"{basis}{seed}"), basis)
        forces = (OWN, *OTHERS)
        days = [one.ended_on for one in held.figures[OWN]]

        points = points_of(held, OWN, years_of(held, forces), dict.fromkeys(days, forces))

        for point in points:
            slow = [slow_year(held, force, point.ended_on) for force in forces]
            assert point.rolling == (None if slow[0] is None else pytest.approx(float(slow[0]), rel=1e-14)), (seed, point)
            average = brute_average(slow, point.is_partial)
            assert point.group == (None if average is None else pytest.approx(float(average), rel=1e-12)), (seed, point)


def test_equal_rates_are_equal_numbers():
    thrice = Held(Basis.COUNT, PEOPLE, people={(1, "population", ""): [People(date(2011, 1, 1), 3)]})
    of_six = Held(Basis.COUNT, PEOPLE, people={(1, "population", ""): [People(date(2011, 1, 1), 6)]})

    one, two = (figures.rate(held, 1, PEOPLE, n * figures.ONE, date(2021, 1, 1)) for held, n in ((thrice, 1), (of_six, 2)))

    assert one == two


def test_a_year_needs_every_month_once():
    full = monthly(random.Random(1), count=12)

    assert list(figures.sums_of_a_year(full)) == [full[-1].ended_on]
    for left_out in range(12):
        assert figures.sums_of_a_year(full[:left_out] + full[left_out + 1 :]) == {}
        partly = [one._replace(is_partial=number == left_out) for number, one in enumerate(full)]
        assert figures.sums_of_a_year(partly) == {}


def test_quarters_and_years_fill_a_year_as_well():
    quarters = [quarter(2020, 4), quarter(2021, 1), quarter(2021, 2), quarter(2021, 3)]
    year = [Figure(date(2021, 1, 1), date(2021, 12, 31), 70_000)]

    assert figures.sums_of_a_year(quarters) == {date(2021, 9, 30): 4 * 10_000}
    assert figures.sums_of_a_year(year) == {date(2021, 12, 31): 70_000}


def quarter(year, number):
    start = date(year, 3 * number - 2, 1)
    return Figure(start, month_end(start + relativedelta(months=2)), 10_000)


def test_overlapping_periods_are_not_added():
    months = monthly(random.Random(2), count=12)
    beside = Figure(months[5].started_on + timedelta(days=1), months[5].ended_on, 10_000)

    assert figures.sums_of_a_year([*months[:6], beside, *months[6:]]) == {}


@pytest.mark.parametrize(
    ("ended_on", "first"),
    [
        (date(2021, 12, 31), date(2021, 1, 1)), (date(2020, 2, 29), date(2019, 3, 1)), (date(2021, 2, 28), date(2020, 3, 1)),
        (date(2020, 2, 28), date(2019, 2, 28)),
    ],
)  # fmt: skip
def test_the_first_of_twelve_months(ended_on, first):
    assert figures.year_before(ended_on) == first


PEOPLE_OF_TWO_CENSUSES = [People(date(2011, 3, 27), 1_600_000), People(date(2021, 3, 21), 1_730_000)]


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2005, 1, 1), 1_600_000), (date(2011, 3, 27), 1_600_000), (date(2021, 3, 20), 1_600_000),
        (date(2021, 3, 21), 1_730_000), (date(2022, 1, 1), 1_730_000),
    ],
    ids=["before the first", "on the first", "the day before the second", "on the second", "after it"],
)  # fmt: skip
def test_the_nearest_earlier_population_counts(day, number):
    assert figures.people_on(PEOPLE_OF_TWO_CENSUSES, day) == number


def test_nothing_is_divided_by_an_unknown_number_of_people():
    held = Held(Basis.COUNT, PEOPLE, figures={1: monthly(random.Random(3), count=12)})

    (point,) = points_of(held, 1, years_of(held, [1]), {})[-1:]

    assert (point.rolling, point.total is not None) == (None, True)


@pytest.mark.parametrize("whole", [None, 0], ids=["no figure", "of nothing"])
def test_a_share_of_nothing_is_not_known(whole):
    own = Figure(date(2021, 1, 1), date(2021, 1, 31), 10_000)
    wholes = {} if whole is None else {1: [own._replace(amount=whole)]}
    held = Held(Basis.SHARE, figures={1: [own]}, wholes=wholes)

    (point,) = points_of(held, 1, years_of(held, [1]), {})

    assert point.value is None


def test_a_share_is_as_unsettled_as_the_count_it_is_set_beside():
    own = Figure(date(2021, 1, 1), date(2021, 1, 31), 10_000, "revised")
    beside = own._replace(amount=40_000, state="provisional", is_partial=True)
    held = Held(Basis.SHARE, figures={1: [own]}, wholes={1: [beside]})

    (point,) = points_of(held, 1, years_of(held, [1]), {})

    assert (point.value, point.state, point.is_partial) == (25, "provisional", True)


def test_a_level_does_not_add_up_and_its_group_is_compared_period_by_period():
    rows = monthly(random.Random(4), count=24)
    held = Held(Basis.LEVEL, figures={1: rows, 2: [one._replace(amount=one.amount + 20_000) for one in rows]})

    last = points_of(held, 1, years_of(held, [1, 2]), {one.ended_on: [1, 2] for one in rows})[-1]

    assert (last.rolling, last.total) == (None, None)
    assert last.group == pytest.approx(last.value + 1)


def test_no_average_of_a_group_in_which_nobody_else_has_the_twelve_months():
    rows = monthly(random.Random(5), count=14)
    held = Held(Basis.COUNT, figures={1: rows, 2: rows[6:]})

    assert {one.group for one in points_of(held, 1, years_of(held, [1, 2]), {one.ended_on: [1, 2] for one in rows})} == {None}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(min_value=0, max_value=10**9), min_size=12, max_size=60), st.integers(2, 50))
def test_twice_the_figures_give_twice_the_totals(amounts, times):
    rows = monthly(random.Random(6), count=len(amounts))
    once = [one._replace(amount=amount) for one, amount in zip(rows, amounts, strict=True)]
    often = [one._replace(amount=one.amount * times) for one in once]

    sums = figures.sums_of_a_year(once)

    assert figures.sums_of_a_year(often) == {day: amount * times for day, amount in sums.items()}
    assert len(sums) == len(amounts) - 11
