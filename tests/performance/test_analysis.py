"""What is kept of a measure reads back the same, and the part of it that a page of many draws."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interface.charts import chart_figure
from panels.models import PoliceArea
from performance.models import Measure
from performance.rules import spc
from performance.rules.analysis import Analysis, Break, Limits, Place, Point, Signal, Trend
from performance.rules.charts import charts_of
from performance.rules.drawn import charts_of_many
from tests.performance.test_spc import points

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # another process may hold the machine
days = st.dates(date(2000, 1, 1), date(2030, 12, 31))
numbers = st.floats(-1e9, 1e9)
maybe = st.none() | numbers
words = st.text(max_size=20)
analyses = st.builds(
    Analysis,
    points=st.lists(st.builds(Point, days, days, maybe, maybe, maybe, maybe, words, st.booleans()), max_size=4).map(tuple),
    limits=st.lists(st.builds(Limits, days, days, numbers, numbers, numbers, st.integers(1, 99)), max_size=2).map(tuple),
    signals=st.lists(st.builds(Signal, words, days, days, st.booleans()), max_size=2).map(tuple),
    breaks=st.lists(st.builds(Break, days, words, words, st.booleans()), max_size=2).map(tuple),
    targets=st.lists(st.tuples(days, numbers), max_size=2).map(tuple),
    trend=st.builds(Trend, words, words, words, words, st.booleans()),
    place=st.builds(Place, st.none() | st.integers(1, 9), st.integers(9, 43), words, maybe, maybe, st.booleans(), words, words),
    is_illustrative=st.booleans(),
)


@unhurried
@given(analyses)
def test_what_is_kept_reads_back_the_same(analysis):
    assert Analysis.of_json(json.loads(json.dumps(analysis.as_json()))) == analysis


def test_nothing_kept_is_an_analysis_of_nothing():
    assert Analysis.of_json({}) == Analysis()


def long(values=range(60), **facts):
    rows = points(values)
    limits = Limits(rows[0].started_on, rows[-1].ended_on, 1.0, 0.0, 2.0, 60)
    return Analysis(points=tuple(rows), limits=(limits,), **facts)


def test_lately_holds_the_last_periods_and_what_falls_in_them():
    old, new = (Break(date(year, 3, 1), "covid", "Covid-19") for year in (2015, 2019))
    early, late = (Signal(spc.OUTSIDE, date(year, 12, 1), date(year, 12, 31), is_up=True) for year in (2015, 2019))

    lately = long(breaks=(old, new), signals=(early, late)).lately(12)

    assert [one.value for one in lately.points] == list(range(48, 60))
    assert (lately.breaks, lately.signals) == ((new,), (late,))
    assert [(one.started_on, one.ended_on) for one in lately.limits] == [(date(2019, 1, 1), date(2019, 12, 31))]


def test_lately_is_all_of_a_short_series():
    short = Analysis(points=tuple(points(range(5))))

    assert short.lately() is short


@pytest.fixture
def robbery():
    return Measure(
        title="Robbery <b>", slug="robbery", denominator="population", counted="offences", area=PoliceArea(name="Avon")
    )


def test_a_chart_on_a_page_of_many_is_the_one_that_is_drawn_anew(robbery):
    analysis = long([100, 104] * 40, trend=Trend("stable", "none", "stable"))

    drawn = charts_of_many(robbery, analysis, level=4)

    fresh = [chart_figure(spec, level=4, key=f"robbery-{key}") for key, spec in charts_of(robbery, analysis.lately())]
    assert drawn == fresh != []
    assert charts_of_many(robbery, analysis, level=4) == drawn


@pytest.mark.parametrize(
    "change", [{"title": "Burglary"}, {"slug": "burglary"}, {"is_illustrative": True}], ids=["title", "address", "illustrative"]
)
def test_a_chart_is_drawn_anew_when_anything_in_it_changes(robbery, change):
    analysis = long([100, 104] * 40, trend=Trend("stable", "none", "stable"))
    before = charts_of_many(robbery, analysis, level=4)

    for name, value in change.items():
        setattr(robbery, name, value)
        analysis = long([100, 104] * 40, trend=Trend("stable", "none", "stable"), is_illustrative=name == "is_illustrative")

    assert charts_of_many(robbery, analysis, level=4) != before
