"""Where an exercise stands among its stages, and by how many days a stage slips."""

from datetime import date
from types import SimpleNamespace

import pytest

from commissioning.choices import Precision, StageKind
from commissioning.rules.stages import (
    current,
    date_words,
    first_day,
    in_order,
    is_passed_over,
    last_day,
    next_stage,
    slip,
    slip_words,
)

TODAY = date(2022, 3, 10)
DAY, MONTH, QUARTER, YEAR = Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.YEAR


def stage(kind=StageKind.NOTICE, planned=None, expected=None, actual=None, number=1, removed=None):
    """A stage; each moment is a day, or a day with how exactly it is known."""
    facts = {"kind": kind, "number": number, "removed_at": removed}
    for name, moment in (("planned", planned), ("expected", expected), ("actual", actual)):
        day, precision = moment if isinstance(moment, tuple) else (moment, DAY)
        facts |= {f"{name}_on": day, f"{name}_as": precision}
    return SimpleNamespace(**facts)


@pytest.mark.parametrize(
    ("day", "precision", "first", "last", "words"),
    [
        (date(2022, 3, 17), DAY, date(2022, 3, 17), date(2022, 3, 17), "17 Mar 2022"),
        (date(2018, 2, 10), MONTH, date(2018, 2, 1), date(2018, 2, 28), "February 2018"),
        (date(2020, 2, 10), MONTH, date(2020, 2, 1), date(2020, 2, 29), "February 2020"),
        (date(2022, 12, 31), QUARTER, date(2022, 10, 1), date(2022, 12, 31), "October to December 2022"),
        (date(2022, 5, 5), YEAR, date(2022, 1, 1), date(2022, 12, 31), "2022"),
    ],
)
def test_a_date_may_be_known_by_its_period(day, precision, first, last, words):
    assert (first_day(day, precision), last_day(day, precision), date_words(day, precision)) == (first, last, words)
    assert date_words(None, precision) == ""


@pytest.mark.parametrize(
    ("made", "days"),
    [
        pytest.param(stage(), None, id="nothing planned"),
        pytest.param(stage(planned=date(2022, 3, 1), actual=date(2022, 3, 13)), 12, id="reached late"),
        pytest.param(stage(planned=date(2022, 3, 13), actual=date(2022, 3, 1)), -12, id="reached early"),
        pytest.param(stage(planned=date(2022, 4, 1)), 0, id="still to come"),
        pytest.param(stage(planned=date(2022, 3, 1)), 9, id="its day has passed"),
        pytest.param(stage(planned=date(2022, 3, 10)), 0, id="due today"),
        pytest.param(stage(planned=date(2022, 3, 1), expected=date(2022, 4, 1)), 31, id="expected later"),
        pytest.param(stage(planned=date(2022, 5, 1), expected=date(2022, 4, 1)), -30, id="expected earlier"),
        pytest.param(stage(planned=date(2022, 1, 1), expected=date(2022, 2, 1)), 68, id="expected day has passed"),
        pytest.param(stage(planned=date(2022, 5, 1), expected=date(2022, 2, 1)), 0, id="expected early, not come, planned ahead"),
        pytest.param(stage(planned=(date(2022, 3, 1), MONTH)), 0, id="month runs"),
        pytest.param(stage(planned=(date(2022, 2, 1), MONTH)), 10, id="month has passed"),
        pytest.param(stage(planned=(date(2018, 2, 1), MONTH), actual=date(2018, 3, 3)), 3, id="after the month"),
        pytest.param(stage(planned=(date(2018, 2, 1), MONTH), actual=date(2018, 2, 3)), 0, id="within the month"),
        pytest.param(stage(planned=date(2018, 2, 10), actual=(date(2018, 2, 1), MONTH)), 0, id="that month, day not known"),
        pytest.param(stage(planned=(date(2022, 1, 1), QUARTER), actual=(date(2022, 5, 1), MONTH)), 61, id="May after a quarter"),
        pytest.param(stage(planned=(date(2021, 1, 1), YEAR), actual=date(2022, 1, 1)), 1, id="the day after a year"),
        pytest.param(stage(planned=date(2020, 2, 28), actual=date(2020, 3, 1)), 2, id="over 29 February"),
    ],
)
def test_a_slip_is_counted_from_the_last_day_that_was_planned(made, days):
    assert slip(made, TODAY) == days


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (None, "not known"),
        (0, "on time"),
        (1, "1 day late"),
        (12, "12 days late"),
        (-1, "1 day early"),
        (1200, "1,200 days late"),
    ],
)
def test_a_slip_in_words(days, words):
    assert slip_words(days) == words


def test_stages_stand_in_their_usual_order_whenever_they_were_entered():
    award, notice = stage(StageKind.AWARD, number=1), stage(StageKind.NOTICE, number=2)
    second, first = (stage(StageKind.EXTENSION, planned=date(2022, month, 1), number=month) for month in (5, 3))
    out = stage(StageKind.NEEDS, removed=TODAY)

    assert in_order([second, award, out, first, notice]) == [notice, award, first, second]


def test_the_furthest_stage_reached_is_the_current_one_and_the_next_follows_it():
    notice = stage(StageKind.NOTICE, actual=date(2022, 1, 1))
    closed, award = stage(StageKind.CLOSED), stage(StageKind.AWARD, actual=date(2022, 2, 1))
    live = stage(StageKind.LIVE, planned=date(2022, 4, 1))
    every = [live, award, closed, notice]

    assert (current(every), next_stage(every)) == (award, live)
    assert [is_passed_over(one, every) for one in (notice, closed, award, live)] == [False, True, False, False]


def test_before_the_first_stage_nothing_is_current_and_after_the_last_nothing_comes():
    planned = [stage(StageKind.AWARD, planned=date(2022, 4, 1)), stage(StageKind.NOTICE, planned=date(2022, 3, 20))]
    done = [stage(StageKind.END, actual=date(2022, 3, 1))]

    assert (current(planned), next_stage(planned)) == (None, planned[1])
    assert (current(done), next_stage(done)) == (done[0], None)
    assert (current([]), next_stage([])) == (None, None)
