"""How items stand on a day: periods, by when, what is late since when, and what nobody has begun to record."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.choices import SchemePeriod
from decisions.rules.scheme import (
    DUE,
    ELSEWHERE,
    HERE,
    NONE_YET,
    NOT_APPLICABLE,
    NOTHING,
    OVERDUE,
    PERIODIC,
    PUBLISHED,
    asked_of,
    due_day,
    next_period,
    period_of,
    periods_to_choose,
    previous_period,
    publication_problems,
    state_of,
)

TODAY = date(2022, 3, 10)


def item(period="month", **facts):
    usual = {"before_period": False, "number": None, "reckoning": "", "started_on": date(2012, 11, 22), "ended_on": None}
    return SimpleNamespace(period=period, **usual | facts)


def duty(**facts):
    return SimpleNamespace(**{"owner": "Finance", "page_url": "", "not_applicable_why": ""} | facts)


def published(first, last, on=None, number=1, withdrawn=None):
    return SimpleNamespace(started_on=first, ended_on=last, published_on=on or last, number=number, withdrawn_at=withdrawn)


def month(year, which, **facts):
    period = period_of("month", date(year, which, 1))
    return published(period.first, period.last, **facts)


@pytest.mark.parametrize(
    ("kind", "day", "key", "words", "first", "last"),
    [
        ("month", date(2024, 2, 29), "2024-02", "February 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("quarter", date(2022, 3, 10), "2021-22-q4", "January to March 2022", date(2022, 1, 1), date(2022, 3, 31)),
        ("quarter", date(2022, 4, 1), "2022-23-q1", "April to June 2022", date(2022, 4, 1), date(2022, 6, 30)),
        ("year", date(2022, 3, 31), "2021-22", "2021/22", date(2021, 4, 1), date(2022, 3, 31)),
        ("year", date(2022, 4, 1), "2022-23", "2022/23", date(2022, 4, 1), date(2023, 3, 31)),
        ("year", date(1999, 12, 31), "1999-00", "1999/00", date(1999, 4, 1), date(2000, 3, 31)),
    ],
)
def test_periods(kind, day, key, words, first, last):
    found = period_of(kind, day)
    assert (found.key, found.words, found.first, found.last) == (key, words, first, last)


@settings(deadline=None)  # the first words of a date take a while
@given(st.sampled_from(sorted(PERIODIC)), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_periods_join_without_gap(kind, day):
    found = period_of(kind, day)
    assert found.first <= day <= found.last
    after = next_period(kind, found)
    assert (after.first - found.last).days == 1
    assert previous_period(kind, after) == found


def test_budget_is_due_before_its_year_begins():
    due = due_day(item("year", before_period=True), period_of("year", date(2022, 4, 1)), "england")
    assert (due.day, due.is_of_order) == (date(2022, 3, 31), True)


def test_no_day_is_made_up_as_the_orders_own():
    due = due_day(item(), period_of("month", date(2022, 1, 1)), "england")
    assert (due.day, due.is_of_order, due.counted_from) == (date(2022, 2, 28), False, date(2022, 2, 1))
    assert "The Order names no day" in due.words


def test_day_of_an_order_with_a_number_is_reckoned_from_the_end():
    due = due_day(item(number=1, reckoning="months-after"), period_of("month", date(2022, 1, 1)), "england")
    assert (due.day, due.is_of_order) == (date(2022, 2, 28), True)


def test_month_is_overdue_only_once_the_next_is_over():
    made = [month(2021, 12)]
    assert state_of(item(), duty(), made, date(2022, 2, 28), "england").key == DUE
    state = state_of(item(), duty(), made, date(2022, 3, 1), "england")
    assert (state.key, state.overdue_since, [one.key for one in state.missing]) == (OVERDUE, date(2022, 3, 1), ["2022-01"])


def test_gap_between_two_publications_is_found():
    state = state_of(item(), duty(), [month(2021, 9), month(2021, 11, number=2), month(2022, 1, number=3)], TODAY, "england")
    assert [one.key for one in state.missing] == ["2021-10", "2021-12"]
    assert state.overdue_since == date(2021, 12, 1)
    assert state.newest.number == 3


def test_one_publication_may_cover_many_months():
    made = [published(date(2021, 4, 1), date(2022, 3, 31), on=date(2022, 3, 1))]
    state = state_of(item(), duty(), made, TODAY, "england")
    assert (state.key, state.missing) == (PUBLISHED, ())


def test_half_a_month_is_not_the_month():
    made = [month(2021, 12), published(date(2022, 1, 1), date(2022, 1, 15), number=2)]
    assert [one.key for one in state_of(item(), duty(), made, TODAY, "england").missing] == ["2022-01"]


def test_withdrawn_publication_leaves_its_time_open():
    made = [month(2021, 12), month(2022, 1, number=2, withdrawn=TODAY)]
    state = state_of(item(), duty(), made, TODAY, "england")
    assert (state.key, [one.key for one in state.missing], state.newest.number) == (OVERDUE, ["2022-01"], 1)


def test_budget_of_the_year_is_published_and_the_next_has_a_day():
    year = period_of("year", TODAY)
    made = [published(year.first, year.last, on=date(2021, 3, 1))]
    state = state_of(item("year", before_period=True), duty(), made, TODAY, "england")
    assert (state.key, state.period.words, state.due_on) == (PUBLISHED, "2022/23", date(2022, 3, 31))
    later = state_of(item("year", before_period=True), duty(), made, date(2022, 4, 1), "england")
    assert (later.key, later.overdue_since, later.missing[0].words) == (OVERDUE, date(2022, 4, 1), "2022/23")


def test_nothing_is_late_that_nobody_has_begun_to_record():
    """An empty register says that the portal knows nothing, not that the Commissioner has published nothing."""
    assert state_of(item(), None, [], TODAY, "england").key == NOTHING
    assert state_of(item(), duty(owner=""), [], TODAY, "england").key == NOTHING
    followed = state_of(item(), duty(), [], TODAY, "england")
    assert (followed.key, [one.key for one in followed.missing]) == (OVERDUE, ["2022-01"])


@pytest.mark.parametrize(
    ("period", "facts", "made", "here", "key"),
    [
        ("month", {"not_applicable_why": "There is none"}, [], False, NOT_APPLICABLE),
        ("current", {"owner": ""}, [], True, HERE),
        ("current", {"owner": ""}, [], False, NOTHING),
        ("event", {"owner": ""}, [], False, NONE_YET),
        ("event", {"page_url": "https://a.example"}, [], False, ELSEWHERE),
        ("current", {}, [published(None, None, on=TODAY)], False, PUBLISHED),
    ],
)
def test_other_states(period, facts, made, here, key):
    state = state_of(item(period), duty(**facts), made, TODAY, "england", is_here=here)
    assert (state.key, state.due_on, state.overdue_since) == (key, None, None)


def test_period_before_the_item_was_in_force_is_not_asked():
    young = item("month", started_on=date(2022, 2, 10))
    assert [one.period.key for one in asked_of(young, [], TODAY, "england")] == ["2022-02"]
    over = item("month", ended_on=date(2021, 12, 31))
    assert asked_of(over, [month(2021, 10)], TODAY, "england") == []


def test_times_to_choose_begin_with_the_item():
    young = item("quarter", started_on=date(2021, 5, 31))
    words = [one.key for one in periods_to_choose(young, TODAY, 36)]
    assert words == ["2021-22-q4", "2021-22-q3", "2021-22-q2", "2021-22-q1"]
    assert periods_to_choose(item("year", before_period=True), TODAY, 2)[0].key == "2022-23"
    assert periods_to_choose(item(SchemePeriod.EVENT), TODAY, 9) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"published_on": date(2022, 3, 11)}, "published_on"),
        ({"published_on": date(2012, 1, 1)}, "published_on"),
        ({"started_on": None}, "period"),
        ({"ended_on": date(2021, 12, 1)}, "period"),
    ],
)
def test_what_is_wrong_with_a_publication(changes, field):
    facts = {"published_on": TODAY, "started_on": date(2022, 1, 1), "ended_on": date(2022, 1, 31)}
    assert publication_problems(item(), today=TODAY, **facts) == {}
    assert list(publication_problems(item(), today=TODAY, **facts | changes)) == [field]
