"""Totals, shares and changes that a source states, checked against the figures."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from performance.models import Measure
from performance.services.stated import checks_of
from tests.factories.panels import PoliceAreaFactory
from tests.factories.performance import (
    ForceFactory,
    MeasureFactory,
    ObjectiveFactory,
    ObservationFactory,
    SeriesFactory,
    StatedFigureFactory,
    months,
)
from tests.performance.reading import analyst_of

pytestmark = pytest.mark.django_db
PUBLIC = AnonymousUser()


@pytest.fixture
def objective():
    return ObjectiveFactory(area=PoliceAreaFactory(), kind="oversight")


@pytest.fixture
def contacts(objective):
    """270 contacts in January and February 2022 and 130 in the first days of March; 200 in those two months a year before."""
    measure = MeasureFactory(objective=objective, title="Contacts", released_until=date(2022, 3, 31))
    series = SeriesFactory(measure=measure)
    months(series, [120, 150], until=date(2022, 2, 1))
    months(series, [90, 110, 300], until=date(2021, 3, 1))
    ObservationFactory(series=series, started_on=date(2022, 3, 1), ended_on=date(2022, 3, 6), value=130, is_partial=True)
    return measure


@pytest.fixture
def in_time(objective):
    measure = MeasureFactory(objective=objective, title="Answered in five days", released_until=date(2022, 3, 31))
    months(SeriesFactory(measure=measure), [80, 95], until=date(2022, 2, 1))
    return measure


def check(objective, user=PUBLIC):
    (found,) = checks_of([objective], user)
    return found


@pytest.mark.parametrize(("value", "agrees"), [(400, True), (401, False)])
def test_a_total_with_its_partial_month(objective, contacts, value, agrees):
    StatedFigureFactory(objective=objective, measures=[contacts], value=value)

    found = check(objective)

    assert (found.reckoned, found.agrees, found.why) == (400, agrees, "")


@pytest.mark.parametrize(
    ("value", "places", "agrees"), [("65", 0, True), ("64.8", 1, True), ("64.81", 2, True), ("64", 0, False), ("64.9", 1, False)]
)
def test_a_share_rounded_to_the_places_it_is_stated_with(objective, contacts, in_time, value, places, agrees):
    row = StatedFigureFactory(
        objective=objective, measures=[in_time], kind="share", ended_on=date(2022, 2, 28), value=Decimal(value), places=places
    )
    row.of_measures.set([contacts])

    assert check(objective).agrees is agrees  # 175 of 270 are 64.81%


def test_a_change_on_the_same_days_a_year_before(objective, contacts):
    StatedFigureFactory(objective=objective, measures=[contacts], kind="change", ended_on=date(2022, 2, 28), value=35)

    assert (check(objective).reckoned, check(objective).agrees) == (35, True)


def test_no_change_is_reckoned_from_a_partial_month_to_a_whole_one(objective, contacts):
    StatedFigureFactory(objective=objective, measures=[contacts], kind="change", value=-20)

    found = check(objective)

    assert (found.agrees, found.reckoned) == (None, None)
    assert found.why == "The figures of “Contacts” do not fill 1 Jan 2021 to 6 Mar 2021 exactly"


@pytest.mark.parametrize(("value", "agrees"), [(13, True), (12, False)])
def test_a_half_is_rounded_upwards(objective, value, agrees):
    one, eight = (MeasureFactory(objective=objective) for _ in range(2))
    for measure, count in ((one, 1), (eight, 8)):
        months(SeriesFactory(measure=measure), [count])
    days = {"started_on": date(2021, 12, 1), "ended_on": date(2021, 12, 31)}
    StatedFigureFactory(objective=objective, measures=[one], kind="share", value=value, **days).of_measures.set([eight])

    assert check(objective).agrees is agrees


def test_nothing_is_a_share_of_nothing(objective, contacts):
    none = MeasureFactory(objective=objective, title="None", released_until=date(2022, 3, 31))
    months(SeriesFactory(measure=none), [0, 0], until=date(2022, 2, 1))
    row = StatedFigureFactory(objective=objective, measures=[contacts], kind="share", ended_on=date(2022, 2, 28))
    row.of_measures.set([none])

    assert check(objective).why == "The total that it is set beside is 0"


def test_a_figure_without_measures_cannot_be_reckoned(objective):
    StatedFigureFactory(objective=objective)

    assert check(objective).why == "No measure is named to add up"


def test_figures_that_are_not_released_are_reckoned_for_the_office_alone(objective, contacts):
    StatedFigureFactory(objective=objective, measures=[contacts])
    Measure.objects.filter(pk=contacts.pk).update(released_until=date(2022, 2, 28))

    assert checks_of([objective], PUBLIC) == []
    assert check(objective, analyst_of(objective.area)).reckoned == 400


def test_what_is_stated_of_a_measure_that_is_not_public_is_the_offices_alone(objective, contacts):
    draft = MeasureFactory(objective=objective, draft=True, released_until=date(2022, 3, 6))
    StatedFigureFactory(objective=objective, measures=[contacts, draft])
    StatedFigureFactory(objective=objective, measures=[contacts], kind="share").of_measures.set([draft])

    assert checks_of([objective], PUBLIC) == []
    assert len(checks_of([objective], analyst_of(objective.area))) == 2


def test_what_is_stated_of_a_hidden_objective_is_the_offices_alone(objective, contacts):
    elsewhere = ObjectiveFactory(area=objective.area, published_at=None)
    hidden = MeasureFactory(objective=elsewhere, released_until=date(2022, 3, 6))
    StatedFigureFactory(objective=objective, measures=[contacts, hidden])

    assert checks_of([objective], PUBLIC) == []


def test_figures_of_other_forces_are_not_added(objective, contacts):
    beside = SeriesFactory(measure=contacts, force=ForceFactory(area=None))
    months(beside, [9, 9], until=date(2022, 2, 1))
    StatedFigureFactory(objective=objective, measures=[contacts])

    assert check(objective).reckoned == 400


def test_what_was_taken_out_is_not_checked_and_objectives_keep_their_order(objective):
    other = ObjectiveFactory(area=objective.area)
    rows = [StatedFigureFactory(objective=one) for one in (objective, other)]
    StatedFigureFactory(objective=objective, removed_at=rows[0].objective.published_at)

    assert [one.stated for one in checks_of([other, objective], PUBLIC)] == rows[::-1]
    assert checks_of([], PUBLIC) == []


@pytest.mark.parametrize("count", [1, 3, 30])
def test_as_many_queries_for_one_stated_figure_as_for_thirty(objective, contacts, in_time, count, django_assert_num_queries):
    for _ in range(count):
        StatedFigureFactory(objective=objective, measures=[contacts, in_time])

    with django_assert_num_queries(5):
        assert len(checks_of([objective], PUBLIC)) == count
