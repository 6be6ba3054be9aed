"""Charts of measures: which there are, what they state, and that what was not over or not counted stays so."""

import json
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta

from interface.charts import chart_figure, draw
from panels.models import PoliceArea
from performance.choices import Basis, Denominator, Frequency, Unit
from performance.models import Measure
from performance.rules import spc
from performance.rules.analysis import Analysis, Break, Place, Point
from performance.rules.charts import bar_chart, charts_of, control_chart, rolling_chart, several_chart, stacked_chart

STEADY = [100, 104] * 6


def measure(**facts):
    given = {"title": "Personal robbery", "counted": "offences", "denominator": Denominator.POPULATION} | facts
    return Measure(area=PoliceArea(name="Northshire", slug="northshire"), **given)


def points(values, *, until=date(2021, 12, 1), months=1, rolling=(), group=()):
    """Complete periods, the last of them beginning on a day; None leaves one out."""
    found = []
    for back, value in enumerate(reversed(values)):
        started = until - relativedelta(months=back * months)
        index = len(values) - 1 - back
        found.append(Point(
            started, started + relativedelta(months=months) - timedelta(days=1), value,
            rolling=rolling[index] if rolling else None, group=group[index] if group else None,
        ))  # fmt: skip
    return [one for one in found[::-1] if one.value is not None]


def analysed(found, *, breaks=(), **facts):
    """What the rules give of points: limits and signals of each stretch."""
    limits, signals = [], []
    for stretch in spc.stretches(found, breaks):
        if one := spc.limits_of(stretch, 0.0):
            limits.append(one)
            signals += spc.signals_of(stretch, one)
    return Analysis(tuple(found), tuple(limits), tuple(signals), tuple(breaks), **facts)


def up_to_6_march(value):
    return Point(date(2022, 3, 1), date(2022, 3, 6), value, is_partial=True)


# What is stated ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "finding"),
    [
        pytest.param(STEADY, "Every month has been within its limits", id="nothing-outside"),
        pytest.param([*STEADY, 140], "Dec 2021 was above its upper limit", id="last-above"),
        pytest.param([*STEADY, 60], "Dec 2021 was below its lower limit", id="last-below"),
        pytest.param([*STEADY, 140, *STEADY], "Since December 2019 only Dec 2020 was outside its limits", id="one-before"),
        pytest.param([*[100, 90] * 8, *[108, 109] * 4], "The 8 months to Dec 2021 were all above the average", id="run"),
        pytest.param([100] * 5, "100 offences in Dec 2021", id="too-few"),
        pytest.param([], "No period is complete yet", id="none"),
    ],
)
def test_limits_chart_states_what_the_figures_signal(values, finding):
    assert control_chart(measure(), analysed(points(values)), named=False)["title"] == finding


def test_limits_chart_counts_from_the_last_break():
    brk = Break(date(2021, 3, 1), "recording", "New rules of recording")
    spec = control_chart(measure(), analysed(points([80, 82] * 12 + [100, 104] * 5), breaks=[brk]), named=False)

    assert spec["title"] == "Since March 2021 every month has been within its limits"
    assert [(one["from"], one["to"]) for one in spec["limits"]] == [("Mar 2019", "Feb 2021"), ("Mar 2021", "Dec 2021")]
    assert spec["events"] == [{"period": "Mar 2021", "label": "A", "text": "New rules of recording: the limits start again"}]


def test_too_few_periods_since_a_break_do_not_speak_of_the_limits_before_it():
    brk = Break(date(2021, 10, 1), "recording", "New rules")

    assert control_chart(measure(), analysed(points([*STEADY, *STEADY, 5, 6, 5]) , breaks=[brk]),
                         named=False)["title"] == "5 offences in Dec 2021, 100 a year before"  # fmt: skip


@pytest.mark.parametrize(
    ("own", "group", "finding"),
    [
        pytest.param([0.8, 0.7], [0.4, 0.5], "The rate has stayed above the average of similar forces throughout", id="above"),
        pytest.param([0.1, 0.2], [0.4, 0.5], "The rate has stayed below the average of similar forces throughout", id="below"),
        pytest.param([0.1, 0.6], [0.4, 0.5], "The rate has been above the average of similar forces since December 2021",
                     id="crossed"),
        pytest.param([0.1, 0.5], [0.4, 0.5], "The rate is the average of similar forces", id="equal"),
        pytest.param([0.1, 0.2, 0.2], [0.4, 0.5, None],
                     "The rate was below the average of similar forces from October 2021 to November 2021", id="group-ends"),
        pytest.param([0.1, 0.6, 0.6], [0.4, 0.5, None], "The rate was above the average of similar forces in November 2021",
                     id="crossed-and-group-ends"),
        pytest.param([0.66, 0.73], [None, None], "The rate was 0.73 in the 12 months to December 2021", id="no-group"),
    ],
)  # fmt: skip
def test_rolling_chart_states_where_it_stands_by_the_group(own, group, finding):
    analysis = analysed(points([1] * len(own), rolling=own, group=group))

    assert rolling_chart(measure(), analysis, named=False)["title"] == finding


def test_rolling_chart_without_a_group_sets_a_year_before_beside_it():
    analysis = analysed(points([1] * 13, rolling=[0.66, *[0.7] * 11, 0.73]))
    spec = rolling_chart(measure(), analysis, named=False)

    assert spec["title"] == "The rate was 0.73 in the 12 months to December 2021, 0.66 a year before"
    assert len(spec["series"]) == 1


def test_rolling_chart_of_a_force_that_is_similar_to_its_group_does_not_say_above():
    analysis = analysed(points([1, 1], rolling=[6.93, 6.8], group=[6.21, 6.55]), place=Place(rank=6, size=8, position="similar"))

    assert rolling_chart(measure(), analysis, named=False)["title"] == (
        "The rate was 6.80 in the 12 months to December 2021, close to the average of similar forces, 6.55"
    )


def test_rolling_chart_of_a_ratio_writes_the_number_alone():
    ratio = measure(basis=Basis.RATIO, places=1, denominator=Denominator.GROUP)
    analysis = analysed(points([1] * 13, rolling=[9.0, *[8.5] * 11, 8.0]))

    assert rolling_chart(ratio, analysis, named=False)["title"] == (
        "The ratio was 8.0 in the 12 months to December 2021, 9.0 a year before"
    )


def test_a_title_names_its_measure_in_a_report():
    spec = control_chart(measure(), analysed(points(STEADY)))

    assert spec["title"] == "Personal robbery: every month has been within its limits"


@pytest.mark.parametrize(
    ("facts", "subtitle"),
    [
        pytest.param({}, "Personal robbery (offences). Rate per 1,000 people, 12 months to each month", id="rate"),
        pytest.param({"basis": Basis.SHARE, "title": "Charged"}, "Charged (%). Share, 12 months to each month",
                     id="share"),
    ],
)  # fmt: skip
def test_subtitle_says_what_is_measured_in_which_unit(facts, subtitle):
    assert rolling_chart(measure(**facts), analysed(points([1, 1], rolling=[1.0, 2.0])))["subtitle"] == subtitle


def test_a_level_with_a_target_is_shown_on_its_way_there():
    one = measure(basis=Basis.LEVEL, counted="officers", denominator=Denominator.NONE, title="Officers")
    analysis = analysed(points(range(3101, 3125)), targets=((date(2021, 3, 31), 3000.0), (date(2023, 3, 31), 3291.0)))
    spec = control_chart(one, analysis, named=False)

    assert spec["title"] == "3,124 officers in Dec 2021; the target is 3,291 by March 2023"
    assert spec["limits"] == []
    assert [(t["from"], t["to"], t["value"]) for t in spec["targets"]] == [
        ("Jan 2020", "Mar 2021", 3000.0), ("Apr 2021", "Dec 2021", 3291.0),
    ]  # fmt: skip


# What was not over, or not counted ----------------------------------------------------------------------------------------


def test_a_period_that_was_not_over_is_apart_and_in_no_finding():
    analysis = analysed([*points([100, 104] * 7, until=date(2022, 2, 1)), up_to_6_march(19)])
    spec = control_chart(measure(), analysis, named=False)

    assert (spec["periods"][-1], spec["partial"]) == ("Mar 2022", "up to 6 March")
    assert spec["limits"][-1]["to"] == "Feb 2022"
    assert spec["title"] == "Every month has been within its limits"
    assert "partial" not in rolling_chart(measure(), analysis)
    assert "compared with nothing" in chart_figure(spec)


def test_a_month_that_nobody_counted_keeps_its_place():
    spec = control_chart(measure(), analysed(points([5, None, None, 7])))

    assert spec["periods"] == ["Sep 2021", "Oct 2021", "Nov 2021", "Dec 2021"]
    assert spec["series"][0]["values"] == [5, None, None, 7]


def test_a_quarter_that_was_not_over_has_its_whole_name():
    quarter = Point(date(2022, 1, 1), date(2022, 3, 6), 870, is_partial=True)
    one = measure(frequency=Frequency.QUARTER)
    spec = bar_chart(one, analysed([*points([1100, 1200, 1150, 1180, 1204], until=date(2021, 10, 1), months=3), quarter]))

    assert spec["title"] == "Personal robbery: 1,204 offences in Oct to Dec 2021, 1,100 a year before"
    assert spec["periods"][-2:] == ["Oct to Dec 2021", "Jan to Mar 2022"]
    assert (spec["year"], spec["partial"]) == (4, "up to 6 March")


def test_twenty_years_are_drawn_as_five():
    spec = control_chart(measure(), analysed(points([100, 104] * 120)))

    assert (len(spec["periods"]), spec["periods"][0]) == (61, "Dec 2016")
    assert spec["limits"][0]["from"] in spec["periods"]


# Events --------------------------------------------------------------------------------------------------------------------


def test_events_and_breaks_are_lettered_together_from_the_left():
    brk = Break(date(2021, 3, 15), "covid", "First restrictions", splits=False)
    events = [{"on": date(2021, 12, 9), "text": "Plan presented"}, {"period": "Jan 2021", "label": "Q", "text": "Report"},
              {"on": date(2022, 2, 1), "text": "After the last figure"}]  # fmt: skip
    spec = control_chart(measure(), analysed(points(STEADY), breaks=[brk]), events)

    assert [(one["label"], one["period"], one["text"]) for one in spec["events"]] == [
        ("A", "Jan 2021", "Report"), ("B", "Mar 2021", "First restrictions"), ("C", "Dec 2021", "Plan presented"),
    ]  # fmt: skip


def test_an_event_has_one_letter_on_every_chart():
    found = points([5] * 24, rolling=[None] * 11 + [60.0] * 13)
    events = [{"on": date(2020, 2, 3), "text": "Early"}, {"on": date(2021, 5, 1), "text": "Late"}]
    (_key, rolling), (_other, limits) = charts_of(measure(), analysed(found), events)

    assert [(one["label"], one["text"]) for one in limits["events"]] == [("A", "Early"), ("B", "Late")]
    assert [(one["label"], one["text"]) for one in rolling["events"]] == [("B", "Late")]


# Which charts there are ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "rolling", "keys"),
    [
        pytest.param({}, True, ["rolling", "limits"], id="count"),
        pytest.param({"basis": Basis.SHARE, "unit": Unit.PERCENT}, True, ["rolling", "limits"], id="share"),
        pytest.param({"basis": Basis.LEVEL}, False, ["limits"], id="level"),
        pytest.param({"frequency": Frequency.QUARTER}, False, ["bars"], id="quarterly-count"),
    ],
)
def test_charts_suit_the_measure(facts, rolling, keys):
    found = points([5, 6, 7], rolling=[1.0, 2.0, 3.0] if rolling else ())

    assert [key for key, _spec in charts_of(measure(**facts), analysed(found))] == keys


def test_without_figures_there_is_no_chart():
    assert charts_of(measure(), Analysis()) == []


def test_stacked_chart_has_every_part_in_every_period():
    upheld = analysed(points([6, 7, 8]), is_illustrative=True)
    void = analysed([*points([1, 2], until=date(2021, 12, 1)), up_to_6_march(1)])
    spec = stacked_chart("More were upheld", [(measure(title="Upheld"), upheld), (measure(title="Void"), void)])

    assert spec["periods"] == ["Oct 2021", "Nov 2021", "Dec 2021", "Jan 2022", "Feb 2022", "Mar 2022"]
    assert [one["values"] for one in spec["series"]] == [[6, 7, 8, None, None, None], [None, 1, 2, None, None, 1]]
    assert (spec["kind"], spec["illustrative"], spec["partial"]) == ("stacked", True, "up to 6 March")


def test_several_chart_has_the_12_months_of_each():
    one = analysed(points([1, 1], rolling=[0.5, 0.6]))
    two = analysed([*points([1, 1], rolling=[0.2, 0.1]), up_to_6_march(3)])
    spec = several_chart("Two", "Rates", [(measure(title="Arson"), one), (measure(title="Robbery"), two)])

    assert [(line["name"], line["values"]) for line in spec["series"]] == [("Arson", [0.5, 0.6]), ("Robbery", [0.2, 0.1])]
    assert "partial" not in spec


@pytest.mark.parametrize("chart", [stacked_chart, lambda title, of: several_chart(title, "", of)])
def test_charts_of_nothing_can_be_drawn(chart):
    assert "<svg" in draw(chart("None", []))


@pytest.mark.parametrize("values", [[0] * 12, [5], [3, None, 4], [100, 104] * 30])
def test_charts_can_be_kept_as_json_and_drawn(values):
    analysis = analysed([*points(values, rolling=[1.5] * len(values), until=date(2022, 2, 1)), up_to_6_march(1)],
                        is_illustrative=True)  # fmt: skip
    for key, spec in charts_of(measure(), analysis):
        assert chart_figure(json.loads(json.dumps(spec)), key=key) == chart_figure(spec, key=key)
        assert ">Illustrative</text>" in draw(spec)


def test_earlier_period_that_was_never_over_keeps_its_place_without_a_figure():
    ends = ((1, 31), (2, 28), (3, 6))
    days = [(date(year, month, 1), date(year, month, day)) for year in (2021, 2022) for month, day in ends]
    found = [Point(*one, 10.0, is_partial=one[1].day == 6) for one in days]
    spec = control_chart(measure(), Analysis(points=tuple(found)))

    assert (spec["periods"][0], spec["periods"][2], len(spec["periods"])) == ("Jan 2021", "Mar 2021", 15)
    assert [index for index, value in enumerate(spec["series"][0]["values"]) if value is not None] == [0, 1, 12, 13, 14]
    assert spec["partial"] == "up to 6 March"
