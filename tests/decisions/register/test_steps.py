"""The life of a decision: every step in every state, what it asks, which day it bears, and how it is taken back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from decisions.choices import NEVER_SIGNED, SIGNED, UNSIGNED, BoardOutcome, DecisionStatus, DecisionStepKind
from decisions.models import DecisionStep
from decisions.rules.decision_steps import STEPS, refusal, standing_steps, waits_for
from decisions.services.register.logging import change_decision
from decisions.services.register.steps import take_back_step, take_step
from interface import clock
from tests.decisions.register.making import DAY, EXEMPT, again, agreed, logged, moved, published, sign, signed
from tests.factories.meetings import MeetingFactory
from tests.factories.panels import PoliceAreaFactory
from tests.factories.register import BoardDecisionFactory, BoardFactory

pytestmark = pytest.mark.django_db
Kind, Status = DecisionStepKind, DecisionStatus
# Which steps are open in which state, written down apart from the table of the rules
OPEN = {
    Status.PROPOSED: "put-on-board agree defer reject withdraw share",
    Status.ON_BOARD: "take-off-board agree defer reject withdraw share",
    Status.AGREED: "sign defer reject withdraw share",
    Status.DEFERRED: "put-on-board agree defer reject withdraw share",
    Status.REJECTED: "reopen",
    Status.WITHDRAWN: "reopen",
    Status.SIGNED: "publish rescind share",
    Status.PUBLISHED: "implement rescind share",
    Status.IMPLEMENTED: "rescind share",
    Status.RESCINDED: "share",
}


@pytest.fixture(autouse=True)
def day(today, rulebook):
    return today


@pytest.fixture
def board(area):
    return BoardFactory(area=area)


@pytest.mark.parametrize("status", list(Status))
def test_which_steps_are_open_in_a_state(status):
    assert {kind.value for kind in STEPS if refusal(status, kind) is None} == set(OPEN[status].split())


def test_every_refusal_names_the_step_and_why():
    for status in Status:
        for kind, rule in STEPS.items():
            words = refusal(status, kind)
            assert words is None or words.startswith(f"{rule.act} is not open: ")
    for status in UNSIGNED | NEVER_SIGNED:
        assert refusal(status, Kind.PUBLISH) == "Publish is not open: the notice is not signed"


@pytest.mark.parametrize("kind", [kind for kind in STEPS if kind != Kind.SIGN])
@pytest.mark.parametrize("make", [logged, agreed, signed, published])
def test_a_step_that_the_state_does_not_let_happen_changes_nothing(area, make, kind):
    decision = make(area)
    if refusal(decision.status, kind) is None:
        return
    with pytest.raises(ValidationError) as refused:
        moved(decision, kind, reason="x", condition="y")
    assert refused.value.code == "not-open"
    assert again(decision).version == decision.version


@pytest.mark.parametrize("status", sorted(UNSIGNED | NEVER_SIGNED))
def test_nothing_is_published_unsigned(area, status):
    decision = logged(area)
    type(decision).objects.filter(pk=decision.pk).update(status=status, condition="x")
    with pytest.raises(ValidationError, match="Publish is not open: the notice is not signed"):
        moved(decision, Kind.PUBLISH)
    assert not again(decision).is_out


@pytest.mark.parametrize(
    ("kind", "missing", "said"),
    [
        (Kind.AGREE, "reason", {"reason": "By email."}), (Kind.DEFER, "condition", {"condition": "the audit is done"}),
        (Kind.REJECT, "reason", {"reason": "Too dear."}), (Kind.WITHDRAW, "reason", {"reason": "Not needed."}),
    ],
)  # fmt: skip
def test_what_a_step_asks_must_be_said(area, kind, missing, said):
    decision = logged(area)
    with pytest.raises(ValidationError) as refused:
        moved(decision, kind)
    assert list(refused.value.error_dict) == [missing]
    assert moved(decision, kind, **said).status == STEPS[kind].leads_to


def test_a_board_agrees_without_another_reason_and_its_line_says_so(area, board):
    meeting = MeetingFactory(body=board, held_on=DAY - timedelta(days=1))
    decision = moved(logged(area, proposed_on=date(2022, 1, 10)), Kind.PUT_ON_BOARD, meeting=meeting, taken_on=date(2022, 1, 20))
    row = BoardDecisionFactory(decision=decision, meeting=meeting)

    decision = moved(decision, Kind.AGREE, meeting=meeting)
    row.refresh_from_db()
    assert (decision.status, row.outcome, row.version) == (Status.AGREED, BoardOutcome.AGREED, 2)
    assert DecisionStep.objects.filter(decision=decision).latest("number").taken_on == meeting.held_on

    take_back_step(decision=decision, version=decision.version, reason="Another number.", actor=None)
    row.refresh_from_db()
    assert (again(decision).status, row.outcome) == (Status.ON_BOARD, "")


def test_only_a_board_of_the_commissioner_that_was_held_decides(area, body, board):
    decision = logged(area, proposed_on=date(2022, 1, 10))
    for meeting, words in (
        (MeetingFactory(body=body, held_on=date(2022, 2, 1)), "one of the Commissioner’s boards"),
        (MeetingFactory(body=board, held_on=date(2022, 3, 1)), "has not been held yet"),
    ):
        with pytest.raises(ValidationError, match=words):
            moved(decision, Kind.AGREE, meeting=meeting)


def test_no_step_lies_in_the_future_or_before_the_last(area):
    decision = logged(area, proposed_on=date(2022, 1, 20))
    for taken_on, words in ((date(2022, 2, 4), "today or in the past"), (date(2022, 1, 19), "Thursday 20 January 2022")):
        with pytest.raises(ValidationError, match=words):
            moved(decision, Kind.AGREE, reason="x", taken_on=taken_on)
    made = signed(area)
    with pytest.raises(ValidationError, match="last step was taken on Thursday 3 February"), clock.stand_on(date(2022, 2, 8)):
        moved(made, Kind.PUBLISH, taken_on=date(2022, 2, 2))


def test_a_condition_stands_while_it_is_deferred_and_comes_back_with_the_step(area):
    decision = moved(logged(area), Kind.DEFER, condition="the audit is done")
    assert waits_for(decision) == "its condition: the audit is done"
    decision = moved(decision, Kind.AGREE, reason="It is done.")
    assert decision.condition == ""
    decision = take_back_step(decision=decision, version=decision.version, reason="It is not.", actor=None)
    assert (decision.status, decision.condition) == (Status.DEFERRED, "the audit is done")


def test_steps_are_taken_back_one_after_the_other_down_to_the_proposal(area):
    decision = moved(moved(moved(logged(area), Kind.SHARE), Kind.DEFER, condition="x"), Kind.AGREE, reason="y")
    for expected in (Status.DEFERRED, Status.PROPOSED, Status.PROPOSED):
        decision = take_back_step(decision=decision, version=decision.version, reason="z", actor=None)
        assert decision.status == expected
    assert decision.shared_at is None
    steps = list(DecisionStep.objects.filter(decision=decision))
    assert [one.kind for one in standing_steps(steps)] == [Kind.PROPOSE]
    with pytest.raises(ValidationError, match="There is no step to take back"):
        take_back_step(decision=decision, version=decision.version, reason="z", actor=None)


@pytest.mark.parametrize("make", [signed, published])
def test_neither_a_signature_nor_a_publication_is_taken_back(area, make):
    decision = make(area)
    with pytest.raises(ValidationError, match="stays"):
        take_back_step(decision=decision, version=decision.version, reason="z", actor=None)


def test_a_later_signed_decision_of_the_area_rescinds_one(area):
    first = published(area)
    later = agreed(area)
    for by, words in (
        (later, "2022/002 is not signed"), (first, "Choose another decision"), (None, "Choose the later decision"),
        (published(PoliceAreaFactory()), "Choose another decision"),
    ):  # fmt: skip
        with pytest.raises(ValidationError, match=words):
            moved(first, Kind.RESCIND, rescinded_by=by)
    later = sign(later)
    with pytest.raises(ValidationError, match="not later than this one"):
        moved(later, Kind.RESCIND, rescinded_by=first)
    first = moved(first, Kind.RESCIND, rescinded_by=later)
    assert (first.status, first.rescinded_by, first.is_out) == (Status.RESCINDED, later, True)


def test_a_rescinded_one_that_was_never_published_stays_unpublished(area):
    first, later = signed(area), signed(area)
    first = moved(first, Kind.RESCIND, rescinded_by=later)
    with pytest.raises(ValidationError) as refused:
        moved(first, Kind.PUBLISH)
    assert refused.value.code == "not-open"


def test_the_trail_names_the_reference_and_the_step_and_no_words(area):
    decision = logged(area, **EXEMPT, reasons="Quillfeather")
    decision = change_decision(decision=decision, version=decision.version, title="Quillfeather yard", actor=None)
    decision = moved(decision, Kind.DEFER, condition="Quillfeather replies", reason="Quillfeather asked")
    take_back_step(decision=decision, version=decision.version, reason="Quillfeather", actor=None)

    entries = list(AuditEntry.objects.filter(action__startswith="decisions.decision").values_list("action", "detail"))
    assert [action.removeprefix("decisions.") for action, _detail in entries] == [
        "decision_logged", "decision_changed", "decision_moved", "decision_step_taken_back",
    ]  # fmt: skip
    assert all(detail["reference"] == decision.reference for _action, detail in entries)
    assert "Quillfeather" not in str(entries)


def test_what_a_board_agenda_prints_stays_while_it_is_on_it(area, board):
    meeting = MeetingFactory(body=board, held_on=date(2022, 3, 1))
    decision = moved(logged(area), Kind.PUT_ON_BOARD, meeting=meeting)
    with pytest.raises(ValidationError) as refused:
        change_decision(decision=decision, version=decision.version, title="Another", actor=None)
    assert "Take it off that agenda first" in refused.value.message_dict["title"][0]
    assert change_decision(decision=decision, version=decision.version, reasons="More.", actor=None).reasons == "More."


def test_a_signed_state_is_one_of_those_the_public_may_come_to_know():
    from_the_signature_on = (Kind.SIGN, Kind.PUBLISH, Kind.IMPLEMENT, Kind.RESCIND)
    assert {STEPS[kind].leads_to for kind in from_the_signature_on} == SIGNED
    with pytest.raises(ValueError, match="Not a step"):
        take_step(decision=None, version=1, kind=Kind.SIGN, actor=None)
