"""How far a project is behind as reckoned and as stated, and its risk in words."""

from datetime import date
from types import SimpleNamespace

import pytest

from decisions.rules import projects as rules
from decisions.rules.projects import Slip

TODAY = date(2018, 4, 4)


def milestone(planned, expected=None, reached=None, number=1, removed=None):
    return SimpleNamespace(
        title=f"M{number}", number=number, planned_on=planned, expected_on=expected, reached_on=reached, removed_at=removed
    )


def update(least=None, most=None, risk=None, as_at=TODAY, number=1, removed=None):
    return SimpleNamespace(
        weeks_behind_least=least, weeks_behind_most=most, risk=risk, as_at=as_at, number=number, removed_at=removed
    )


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (milestone(date(2018, 5, 1)), "on time"),
        (milestone(date(2018, 5, 1), expected=date(2018, 6, 12)), "6 weeks behind"),
        (milestone(date(2018, 5, 1), expected=date(2018, 6, 15)), "6 weeks and 3 days behind"),
        (milestone(date(2018, 5, 1), expected=date(2018, 4, 29)), "2 days ahead"),
        (milestone(date(2018, 3, 28)), "at least 1 week behind"),
        (milestone(date(2018, 3, 1), expected=date(2018, 4, 3)), "at least 4 weeks and 6 days behind"),
        (milestone(date(2018, 3, 1), expected=TODAY), "4 weeks and 6 days behind"),
        (milestone(date(2018, 3, 1), expected=date(2018, 9, 1), reached=date(2018, 3, 2)), "1 day behind"),
        (milestone(date(2018, 3, 1), reached=date(2018, 2, 22)), "1 week ahead"),
    ],
)
def test_slip_is_reckoned_from_the_days_of_a_milestone(row, words):
    assert rules.slip_words(rules.slip_of(row, TODAY)) == words


def test_project_slips_by_what_comes_next_and_once_all_is_reached_by_the_last():
    done = milestone(date(2018, 1, 1), reached=date(2018, 1, 15), number=1)
    late = milestone(date(2018, 4, 10), expected=date(2018, 7, 1), number=2)
    near = milestone(date(2018, 5, 1), number=3)
    gone = milestone(date(2018, 4, 5), number=4, removed=TODAY)
    assert rules.slip_of_project([done, late, near, gone], TODAY) == Slip(near, 0)
    assert rules.slip_of_project([done, gone], TODAY) == Slip(done, 14)
    assert rules.slip_words(rules.slip_of_project([gone], TODAY)) == "not known"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (update(6, 7), "6 to 7 weeks behind"), (update(6, 6), "6 weeks behind"), (update(1), "1 week behind"),
        (update(0, 0), "on time"), (update(), ""), (None, ""),
    ],
)  # fmt: skip
def test_what_is_stated_is_said_as_it_was_stated(row, words):
    assert rules.stated_words(row) == words


@pytest.mark.parametrize(
    ("days", "is_other"), [(42, False), (49, False), (45, False), (36, False), (35, True), (56, True), (55, False), (0, True)]
)
def test_a_part_of_a_week_is_no_difference(days, is_other):
    assert rules.differs(update(6, 7), Slip(None, days)) is is_other


def test_nothing_differs_from_what_is_not_known():
    assert not rules.differs(update(6, 7), None)
    assert not rules.differs(None, Slip(None, 42))


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (None, "not known"), (1, "1 of 25, low"), (4, "4 of 25, low"), (5, "5 of 25, moderate"), (9, "9 of 25, moderate"),
        (10, "10 of 25, high"), (12, "12 of 25, high"), (14, "14 of 25, high"), (15, "15 of 25, very high"),
        (25, "25 of 25, very high"),
    ],
)  # fmt: skip
def test_risk_is_said_in_words(score, words):
    assert rules.risk_words(score) == words


def test_newest_score_stands_though_a_later_update_is_silent():
    old, silent = update(risk=12, as_at=date(2018, 2, 1)), update(as_at=TODAY, number=2)
    removed = update(risk=20, as_at=TODAY, number=3, removed=TODAY)
    assert rules.newest_risk([silent, old, removed]) is old


def test_ended_project_slips_no_further():
    project = SimpleNamespace(status="stopped", ended_on=date(2018, 3, 8))
    line = rules.line_of(project, [milestone(date(2018, 3, 1))], [], TODAY)
    assert (line.slip_words, line.next_title, line.risk) == ("at least 1 week behind", "", None)


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"status": "active", "started_on": None, "ended_on": None}, set()),
        ({"status": "done", "started_on": None, "ended_on": None}, {"ended_on"}),
        ({"status": "active", "started_on": None, "ended_on": TODAY}, {"ended_on"}),
        ({"status": "done", "started_on": TODAY, "ended_on": date(2018, 4, 3)}, {"ended_on"}),
        ({"status": "done", "started_on": None, "ended_on": date(2018, 4, 5)}, {"ended_on"}),
        ({"status": "stopped", "started_on": date(2018, 1, 1), "ended_on": TODAY}, set()),
    ],
)
def test_days_of_a_project_fit_its_state(facts, found):
    assert set(rules.project_problems(**facts, today=TODAY)) == found
