"""What changed since last quarter, and which letters stand on a chart."""

from datetime import date

import pytest
from dateutil.relativedelta import relativedelta

from performance.rules.analysis import Analysis, Place, Point, Signal, Trend
from performance.rules.changes import PLACE, SIGNAL, TREND, Was, changes_of, last_day
from performance.rules.facts import key_facts
from performance.rules.marks import chart_events, letters_of
from tests.factories.performance import MeasureFactory

LAST = date(2021, 12, 31)
BEFORE = date(2021, 9, 30)


def points(count=3, until=date(2021, 12, 1)):
    firsts = [until - relativedelta(months=back) for back in reversed(range(count))]
    return tuple(Point(first, last_day(first), 1.0) for first in firsts)


def analysis(word="stable", **facts):
    return Analysis(points=points(), trend=Trend(proposed=word, word=word), **facts)


def test_another_trend_word_than_a_quarter_before_is_a_change():
    found = changes_of(analysis("increasing"), [Was(BEFORE, word="stable"), Was(date(2021, 6, 30), word="increasing")])

    assert [(one.kind, one.words) for one in found] == [(TREND, "The trend was stable at the end of Sep 2021")]


@pytest.mark.parametrize(
    ("now", "was"),
    [
        pytest.param("stable", [Was(BEFORE, word="stable")], id="the same word"),
        pytest.param("unknown", [Was(BEFORE, word="stable")], id="nothing known now"),
        pytest.param("stable", [Was(BEFORE, word="unknown")], id="nothing known then"),
        pytest.param("stable", [Was(LAST, word="increasing")], id="said of this quarter"),
        pytest.param("stable", [Was(date(2021, 10, 31), word="increasing")], id="said less than a quarter before"),
        pytest.param("stable", [], id="nothing said"),
    ],
)
def test_no_change_where_no_other_word_was_said_a_quarter_before(now, was):
    assert changes_of(analysis(now), was) == []


def test_another_rank_or_position_is_a_change():
    ranked = changes_of(analysis(place=Place(8, 8, "above")), [Was(BEFORE, rank=6, size=8, position="similar")])
    placed = changes_of(analysis(place=Place(position="above")), [Was(BEFORE, position="similar")])
    same = changes_of(analysis(place=Place(6, 8, "similar")), [Was(BEFORE, rank=6, size=8, position="similar")])

    assert [(one.kind, one.words) for one in ranked] == [(PLACE, "It was 6th of 8 at the end of Sep 2021")]
    assert placed[0].words == "It was similar to the average of the group at the end of Sep 2021"
    assert same == []


def test_a_signal_of_the_last_quarter_is_a_change_and_an_older_one_is_not():
    lately = Signal("outside", date(2021, 11, 1), date(2021, 11, 30), is_up=True)
    before = Signal("outside", date(2021, 9, 1), BEFORE, is_up=True)

    assert [one.kind for one in changes_of(analysis(signals=(before, lately)), [])] == [SIGNAL]
    assert changes_of(analysis(signals=(before,)), []) == []


def test_nothing_changes_without_figures():
    assert changes_of(Analysis(), [Was(BEFORE, word="stable")]) == []


def test_events_are_given_to_charts_once_and_in_order():
    events = [(date(2021, 12, 9), "plan"), (date(2021, 10, 5), "action"), (date(2021, 12, 9), "plan")]

    assert chart_events(events) == [{"on": date(2021, 10, 5), "text": "action"}, {"on": date(2021, 12, 9), "text": "plan"}]


def chart(**letters):
    return {"events": [{"period": "Dec 2021", "label": letter, "text": words} for words, letter in letters.items()]}


def test_a_letter_is_told_once_where_all_charts_agree():
    assert letters_of([chart(plan="B", action="A"), chart(action="A", plan="B")]) == {"plan": "B", "action": "A"}


def test_letters_that_differ_are_told_by_chart():
    assert letters_of([chart(plan="A"), chart(action="A", plan="B")]) == {
        "plan": "A on chart 1, B on chart 2",
        "action": "A on chart 2",
    }


def test_without_charts_nothing_has_a_letter():
    assert letters_of([]) == {}


# Facts ------------------------------------------------------------------------------------------------------------


def measure(**facts):
    return MeasureFactory.build(objective=None, area=None, published_at=None, created_at=None, **facts)


def year_of(**last):
    """A complete December with the same month a year before."""
    before = Point(date(2020, 12, 1), date(2020, 12, 31), 90.0, rolling=1_100.0, total=1_100.0)
    return Analysis(
        points=(before, Point(date(2021, 12, 1), LAST, **({"value": 95.0, "rolling": 1_255.0, "total": 1_255.0} | last)))
    )


def told(one, found):
    return [(fact["term"], fact["value"], fact["note"]) for fact in key_facts(one, found)[2:]]


def test_a_count_tells_its_12_months_and_its_last_month():
    assert told(measure(), year_of()) == [
        ("Total, 12 months", "1,255", "12 months to December 2021; 1,100 a year before"),
        ("In Dec 2021", "95", "90 a year before"),
    ]


def test_a_rate_tells_the_count_behind_it():
    found = told(measure(denominator="population"), year_of(rolling=0.7254))

    assert found[0][:2] == ("Rate per 1,000 people, 12 months", "0.73")
    assert found[1][:2] == ("Offences", "1,255")


def test_a_level_tells_its_target():
    one = measure(basis="level", counted="officers")
    found = Analysis(points=year_of(rolling=None, total=None).points, targets=((date(2023, 3, 31), 3_291.0),))

    assert told(one, found) == [
        ("Officers", "95", "Dec 2021; 90 a year before"),
        ("Target", "3,291", "by 31 March 2023"),
    ]


def test_a_level_tells_the_next_target_that_is_not_past():
    one = measure(basis="level", counted="officers")
    targets = ((date(2021, 3, 31), 2_900.0), (date(2022, 3, 31), 3_108.0), (date(2023, 3, 31), 3_291.0))

    assert told(one, Analysis(points=year_of().points, targets=targets))[1] == ("Target", "3,108", "by 31 March 2022")


def test_what_was_never_counted_to_its_end_is_told_so_far():
    so_far = Analysis(points=(Point(date(2020, 2, 1), date(2022, 3, 7), 420.0, is_partial=True),))

    assert told(measure(counted="reviews"), so_far) == [("Reviews", "420", "from 1 Feb 2020 to 7 Mar 2022")]


def test_a_figure_of_a_single_day_names_the_day():
    one = Analysis(points=(Point(date(2022, 3, 7), date(2022, 3, 7), 37.0),))

    assert key_facts(measure(basis="level"), one)[0]["note"].endswith("On 7 March 2022")


def test_what_is_not_known_is_compared_with_nothing():
    assert told(measure(), year_of(rolling=None))[0][1:] == ("not known", "12 months to December 2021")


def test_every_figure_says_that_it_is_illustrative():
    found = Analysis(points=year_of().points, is_illustrative=True)

    assert all(note.endswith(". Illustrative") for _term, _value, note in told(measure(), found))


def test_a_comparison_in_words_stands_where_there_is_no_rank():
    facts = key_facts(measure(), Analysis(place=Place(words="Lower than most")))

    assert facts[1]["value"] == "Lower than most"
    assert facts[2]["value"] == "not known"


def test_who_states_a_rank_is_named():
    note = key_facts(measure(), Analysis(place=Place(4, 8, "below", source="Home Office")))[1]["note"]

    assert note == "Below the average of the group. For this measure, lower is better. Stated by Home Office."
