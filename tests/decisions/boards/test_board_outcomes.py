"""What a board did with a decision moves it on, and can be taken back."""

from datetime import date

import pytest

from accounts.models import AuditEntry
from decisions.choices import BoardOutcome, DecisionStatus
from decisions.models import DecisionStep
from decisions.services.boards.agenda import put_on_board
from decisions.services.boards.outcomes import record_outcome, take_back_outcome
from decisions.services.boards.reading import lines_of, waiting_for
from decisions.services.register.steps import take_step
from tests.decisions.boards.papers import refused
from tests.factories.minutes import MinuteItemFactory
from tests.factories.register import DecisionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(held, office):
    decision = DecisionFactory(area=held.area, number=5, proposed_on=date(2022, 1, 11))
    return put_on_board(decision=decision, version=decision.version, meeting=held, actor=office)


def say(row, actor, outcome, **facts):
    row.refresh_from_db()
    return record_outcome(row=row, version=row.version, outcome=outcome, actor=actor, **facts)


@pytest.mark.parametrize(
    ("outcome", "facts", "status"),
    [
        (BoardOutcome.AGREED, {}, DecisionStatus.AGREED),
        (BoardOutcome.DEFERRED, {"condition": "The lease is agreed"}, DecisionStatus.DEFERRED),
        (BoardOutcome.REJECTED, {"reason": "Too dear"}, DecisionStatus.REJECTED),
        (BoardOutcome.WITHDRAWN, {"reason": "Not needed"}, DecisionStatus.WITHDRAWN),
        (BoardOutcome.NOT_TAKEN, {}, DecisionStatus.PROPOSED),
    ],
)
def test_an_outcome_moves_the_decision_as_of_the_day_of_the_board(row, office, outcome, facts, status):
    said = say(row, office, outcome, **facts)

    row.decision.refresh_from_db()
    step = DecisionStep.objects.filter(decision=row.decision).order_by("number").last()
    assert (row.decision.status, said.outcome, said.condition) == (status, outcome, facts.get("condition", ""))
    assert (step.taken_on, step.meeting) == (row.meeting.held_on, row.meeting)


def test_an_outcome_is_recorded_in_the_trail_without_words(row, office):
    say(row, office, BoardOutcome.DEFERRED, condition="CANARY")

    entry = AuditEntry.objects.get(action="decisions.board_outcome_recorded")
    assert entry.detail == {"decision": "2022/005", "outcome": "deferred"}
    assert not AuditEntry.objects.filter(detail__icontains="CANARY").exists()


def test_a_deferred_decision_needs_a_condition(row, office):
    assert "condition" in refused(say, row, office, BoardOutcome.DEFERRED).message_dict
    row.decision.refresh_from_db()
    assert row.decision.status == DecisionStatus.ON_BOARD


@pytest.mark.parametrize("outcome", ["", "lost"])
def test_an_outcome_is_one_of_the_list(row, office, outcome):
    assert "outcome" in refused(say, row, office, outcome).message_dict


def test_nothing_is_recorded_before_the_board_meets(coming, office, area):
    decision = DecisionFactory(area=area, number=5)
    row = put_on_board(decision=decision, version=decision.version, meeting=coming, actor=office)

    assert refused(say, row, office, BoardOutcome.AGREED).code == "early"


def test_an_outcome_is_recorded_once(row, office):
    say(row, office, BoardOutcome.AGREED)

    assert refused(say, row, office, BoardOutcome.AGREED).code == "recorded"


def test_two_who_record_at_once_do_not_overwrite_one_another(row, office):
    assert refused(record_outcome, row=row, version=row.version + 1, outcome="agreed", actor=office).code == "stale"


def test_an_item_of_other_minutes_is_refused(row, office):
    assert "minute_item" in refused(say, row, office, BoardOutcome.AGREED, minute_item=MinuteItemFactory()).message_dict


@pytest.mark.parametrize("outcome", [BoardOutcome.AGREED, BoardOutcome.NOT_TAKEN])
def test_what_was_recorded_is_taken_back(row, office, outcome):
    said = say(row, office, outcome)

    take_back_outcome(row=said, version=said.version, reason="Another decision was meant", actor=office)

    row.refresh_from_db()
    row.decision.refresh_from_db()
    assert (row.outcome, row.decision.status) == ("", DecisionStatus.ON_BOARD)


def test_nothing_is_taken_back_once_the_decision_went_on(row, office):
    said = say(row, office, BoardOutcome.AGREED)
    decision = said.decision
    decision.refresh_from_db()
    take_step(decision=decision, version=decision.version, kind="defer", condition="Money", reason="", actor=office)

    assert refused(take_back_outcome, row=said, version=said.version, reason="Error", actor=office).code == "moved"


def test_a_deferred_decision_waits_for_another_board_alone(row, held, coming, office):
    say(row, office, BoardOutcome.DEFERRED, condition="The lease is agreed")

    assert [one.reference for one in waiting_for(coming)] == ["2022/005"]
    assert not waiting_for(held).exists()


def test_each_line_says_what_may_be_done_with_it(row, office):
    (before,) = lines_of(row.meeting, office)
    say(row, office, BoardOutcome.AGREED)
    (after,) = lines_of(row.meeting, office)

    assert (before.can_record, before.can_take_back, before.can_take_off) == (True, False, True)
    assert (after.can_record, after.can_take_back, after.can_take_off) == (False, True, False)
