"""Tables of two years against an independent reckoning, day by day, of random months that may be missing or not over."""

from datetime import date, timedelta
from types import SimpleNamespace

from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from performance.choices import Basis
from performance.rules.analysis import Analysis, Point
from performance.rules.casework import Counted, outcomes_of, year_table

FIRST, DAY = date(2020, 1, 1), timedelta(days=1)
MEASURE = SimpleNamespace(basis=Basis.COUNT)
months = st.lists(st.none() | st.integers(0, 300), min_size=2, max_size=26)
days = st.integers(1, 28)


def points_of(values, last_day, before_too):
    """Months that were counted, the last of them only until a day; of the year before the same, or the whole month."""
    found = []
    for place, value in enumerate(values):
        if value is None:
            continue
        started = FIRST + relativedelta(months=place)
        is_partial = place == len(values) - 1 or (before_too and place == len(values) - 13)
        ended = started + timedelta(days=last_day - 1) if is_partial else started + relativedelta(months=1) - DAY
        found.append(Point(started, ended, float(value), is_partial=is_partial))
    return tuple(found)


def same_day(on):
    """The day a year before; 29 February has none."""
    try:
        return on.replace(year=on.year - 1)
    except ValueError:
        return None


def days_of(points):
    """Every day that is counted."""
    return {one.started_on + timedelta(days=place) for one in points for place in range((one.ended_on - one.started_on).days + 1)}


@given(months, days, st.booleans())
def test_a_change_is_given_only_for_months_that_were_over_and_is_their_difference(values, last_day, before_too):
    points = points_of(values, last_day, before_too)
    table = year_table(Counted(MEASURE, Analysis(points=points)))
    whole = {one.started_on: one.value for one in points if not one.is_partial}

    for line in table.lines if table else ():
        earlier = whole.get(line.point.started_on - relativedelta(years=1))
        expected = None if line.point.is_partial or earlier is None else line.point.value - earlier
        assert line.change == expected


@given(months, days, st.booleans())
def test_a_total_counts_each_day_once_and_is_compared_with_the_same_days_alone(values, last_day, before_too):
    points = points_of(values, last_day, before_too)
    table = year_table(Counted(MEASURE, Analysis(points=points)))
    if table is None or table.total is None:
        return
    counted = {one for one in days_of(points) if table.total.started_on <= one <= table.total.ended_on}
    assert len(counted) == (table.total.ended_on - table.total.started_on).days + 1
    assert table.total.value == sum(one.value for one in points if table.total.started_on <= one.started_on)

    if table.total.before is not None:
        before = [line.before for line in table.lines]
        matched = days_of(before) - {one for one in days_of(before) if (one.month, one.day) == (2, 29)}
        assert matched == {same_day(one) for one in counted} - {None}
        assert table.total.before == sum(one.value for one in before)


@given(st.lists(st.integers(1, 500), min_size=2, max_size=5), st.integers(-2, 2))
def test_outcomes_are_those_that_make_the_whole_exactly(parts, wrong):
    def one(value, name):
        return Counted(SimpleNamespace(basis=Basis.COUNT, name=name), Analysis(points=(Point(FIRST, FIRST, float(value)),)))

    found = outcomes_of([one(sum(parts) + wrong, "whole"), *(one(value, "part") for value in parts)])

    if not wrong:
        assert [value for _part, value, _share in found.parts] == parts
        assert round(sum(share for _part, _value, share in found.parts), 6) == 100
    else:
        assert found is None or found.whole.measure.name == "part"
