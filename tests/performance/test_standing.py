"""Measures worked out and kept, for everybody and for the office."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from interface import clock
from performance.models import Measure, Observation, SimilarGroup, Standing
from performance.rules.analysis import Analysis
from performance.services.standing import (
    analyses_of,
    analyses_until,
    analysis_of,
    analysis_until,
    keep_standings,
    measures_of_forces,
)
from tests.factories.panels import PoliceAreaFactory
from tests.factories.performance import (
    BenchmarkFactory,
    ForceFactory,
    MeasureFactory,
    ObservationFactory,
    PopulationFactory,
    SeriesBreakFactory,
    SeriesFactory,
    TargetFactory,
    TrendWordFactory,
    months,
)
from tests.performance.reading import analyst_of

pytestmark = pytest.mark.django_db
PUBLIC = AnonymousUser()
STEADY = [100, 104, 98, 102, 97, 103, 99, 101, 100, 104, 98, 102]


@pytest.fixture
def area():
    return PoliceAreaFactory()


@pytest.fixture
def reporter(area):
    return analyst_of(area)


def similar_group(force, count=7, until=None):
    """A group of so many forces beside this one, in force from 2015."""
    forces = [ForceFactory(area=None) for _ in range(count)]
    group = SimilarGroup.objects.create(force=force, started_on=date(2015, 1, 1), ended_on=until)
    group.forces.set([force, *forces])
    return forces


@pytest.fixture
def robbery(area):
    """Two years of robberies until February 2022, released until December, beside seven similar forces."""
    measure = MeasureFactory(objective__area=area, denominator="population", slug="robbery")
    series = SeriesFactory(measure=measure)
    months(series, [*STEADY, *STEADY], until=date(2022, 2, 1))
    PopulationFactory(force=series.force, value=1_000_000)
    for number, force in enumerate(similar_group(series.force), start=1):
        PopulationFactory(force=force, value=1_000_000)
        months(SeriesFactory(measure=measure, force=force), [50 + number] * 24, until=date(2022, 2, 1))
    keep_standings([measure])
    return measure


def test_everybody_reads_what_is_released_and_the_office_all(robbery, reporter):
    everybody, office = analysis_of(robbery, PUBLIC), analysis_of(robbery, reporter)

    assert everybody.last.ended_on == date(2021, 12, 31)
    assert office.last.ended_on == date(2022, 2, 28)
    assert len(office.points) == len(everybody.points) + 2


def test_nobody_outside_reads_figures_that_were_never_released(robbery):
    Measure.objects.filter(pk=robbery.pk).update(released_until=None)

    keep_standings([robbery])

    assert (analysis_of(robbery, PUBLIC).points, analysis_of(robbery, PUBLIC).place.rank) == ((), None)


def test_the_office_of_another_area_reads_what_everybody_reads(robbery):
    stranger = analyst_of(PoliceAreaFactory(slug="elsewhere", name="Elsewhere"))

    assert analysis_of(robbery, stranger) == analysis_of(robbery, PUBLIC)


def test_rates_and_places_come_from_the_figures(robbery, reporter):
    found = analysis_of(robbery, reporter)

    assert (found.last.total, found.last.rolling) == (1208, pytest.approx(1.208))
    assert (found.place.rank, found.place.size, found.place.position, found.place.is_reckoned) == (8, 8, "above", True)
    assert found.last.group == pytest.approx((1.208 + sum(12 * (50 + n) for n in range(1, 8)) / 1000) / 8)
    assert (found.trend.proposed, found.trend.rule, len(found.limits)) == ("stable", "none", 1)


def test_a_measure_nobody_worked_out_yet_is_an_analysis_of_nothing(reporter):
    assert analysis_of(MeasureFactory(), reporter) == Analysis()


def test_what_is_kept_reads_back_the_same(robbery, reporter):
    assert analysis_of(robbery, reporter) == analysis_until(robbery, date(2100, 1, 1))


def test_until_a_day_is_what_everybody_reads_once_it_is_released(robbery):
    assert analysis_until(robbery, date(2021, 12, 31)) == analysis_of(robbery, PUBLIC)


def test_kept_again_it_stays_one_row_for_each_audience(robbery):
    keep_standings([robbery, robbery])

    assert Standing.objects.filter(measure=robbery).count() == 2


def test_breaks_split_the_limits_and_targets_stand_beside(robbery, reporter):
    SeriesBreakFactory(measure=robbery, on=date(2021, 3, 1), title="Counted anew")
    SeriesBreakFactory(measure=robbery, on=date(2020, 9, 1), removed_at=clock.now())
    TargetFactory(measure=robbery, by_on=date(2023, 3, 31), value=Decimal(90))

    keep_standings([robbery])
    found = analysis_of(robbery, reporter)

    assert [one.count for one in found.limits] == [12, 12]
    assert [one.title for one in found.breaks] == ["Counted anew"]
    assert found.targets == ((date(2023, 3, 31), 90.0),)


def test_a_partial_month_is_shown_and_compared_with_nothing(robbery, reporter):
    own = robbery.series.get(force__area=robbery.area)
    ObservationFactory(series=own, started_on=date(2022, 3, 1), ended_on=date(2022, 3, 6), value=900, is_partial=True)

    keep_standings([robbery])
    found = analysis_of(robbery, reporter)

    assert (found.partial.value, found.partial.rolling, found.partial.group) == (900, None, None)
    assert (found.last.ended_on, found.trend.proposed) == (date(2022, 2, 28), "stable")


def test_one_force_of_the_group_without_the_months_leaves_an_average_and_no_rank(robbery, reporter):
    last = Observation.objects.filter(series__measure=robbery, ended_on=date(2022, 2, 28)).exclude(
        series__force__area=robbery.area
    )
    last.first().delete()

    keep_standings([robbery])
    found = analysis_of(robbery, reporter)

    assert (found.place.rank, found.place.is_reckoned) == (None, False)
    assert found.last.group is not None


def test_the_group_in_force_at_the_end_of_a_period_counts(robbery, reporter):
    group = robbery.area.force.groups.get()
    group.ended_on = date(2021, 11, 30)
    group.save()

    keep_standings([robbery])
    by_day = {one.ended_on: one.group for one in analysis_of(robbery, reporter).points}

    assert by_day[date(2021, 11, 30)] == pytest.approx((1.208 + sum(12 * (50 + n) for n in range(1, 8)) / 1000) / 8)
    assert by_day[date(2021, 12, 31)] is None


def test_a_trend_word_holds_until_a_later_figure_is_there(robbery, reporter):
    TrendWordFactory(measure=robbery, word="reducing", reason="Before Covid-19 it was higher.")

    keep_standings([robbery])

    assert (analysis_of(robbery, PUBLIC).trend.word, analysis_of(robbery, PUBLIC).trend.is_overridden) == ("reducing", True)
    assert (analysis_of(robbery, reporter).trend.word, analysis_of(robbery, reporter).trend.is_accepted) == ("stable", False)


def test_a_word_or_benchmark_of_an_unreleased_quarter_is_not_for_everybody(robbery):
    TrendWordFactory(measure=robbery, ended_on=date(2022, 3, 31), word="increasing", reason="Not public yet.")
    BenchmarkFactory(measure=robbery, ended_on=date(2022, 3, 31), rank=3, words="Not public yet.")

    keep_standings([robbery])
    data = Standing.objects.get(measure=robbery, audience="public").data

    assert "Not public yet." not in str(data)
    assert "Not public yet." in str(Standing.objects.get(measure=robbery, audience="office").data)


def test_a_benchmark_that_a_source_states_stands_beside_what_is_reckoned(robbery):
    BenchmarkFactory(measure=robbery, rank=7, size=8, position="above", source="Home Office")

    keep_standings([robbery])
    place = analysis_of(robbery, PUBLIC).place

    assert (place.rank, place.stated, place.source) == (8, "7 of 8, above", "Home Office")


def test_a_measure_without_figures_has_the_word_and_place_that_were_stated():
    measure = MeasureFactory()
    TrendWordFactory(measure=measure, proposed="unknown", word="stable", reason="The source says so.")
    BenchmarkFactory(measure=measure)

    keep_standings([measure])
    found = analysis_of(measure, PUBLIC)

    assert (found.trend.word, found.place.rank, found.points) == ("stable", 4, ())


def test_shares_change_with_the_measure_that_they_are_set_beside(area):
    crimes = MeasureFactory(objective__area=area)
    charges = MeasureFactory(objective__area=area, basis="share", unit="percent", whole=crimes)
    months(SeriesFactory(measure=charges), [37] * 12)
    months(SeriesFactory(measure=crimes), [1000] * 12)

    keep_standings([crimes])

    assert analysis_of(charges, PUBLIC).last.rolling == pytest.approx(3.7)


def test_illustrative_people_make_an_illustrative_rate(robbery):
    assert not analysis_of(robbery, PUBLIC).is_illustrative
    robbery.area.force.populations.update(is_illustrative=True)

    keep_standings([robbery])

    assert analysis_of(robbery, PUBLIC).is_illustrative


def test_figures_of_a_force_count_in_its_own_measures_and_in_those_that_it_is_compared_in(robbery):
    MeasureFactory()
    other = robbery.area.force.groups.get().forces.last()

    assert list(measures_of_forces([robbery.area.force])) == list(measures_of_forces([other])) == [robbery]
    assert list(measures_of_forces([ForceFactory(area=None)])) == []


def rows_of(area, count):
    """Measures with a year of figures each."""
    rows = [MeasureFactory(objective__area=area, denominator="population") for _ in range(count)]
    for row in rows:
        months(SeriesFactory(measure=row), STEADY)
    return rows


@pytest.mark.parametrize("count", [1, 10, 40])
def test_as_many_queries_for_one_measure_as_for_forty(count, area, django_assert_num_queries):
    rows = rows_of(area, count)

    with django_assert_num_queries(15):
        keep_standings(rows)
    with django_assert_num_queries(10):
        assert len(analyses_until(rows, date(2021, 12, 31))) == count
    with django_assert_num_queries(1):
        found = analyses_of(rows, PUBLIC)
    assert {one.last.ended_on for one in found.values()} == {date(2021, 12, 31)}
