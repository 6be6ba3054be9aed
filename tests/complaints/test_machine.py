"""Which step may follow which, and how a refusal names its regulation."""

from dataclasses import replace
from datetime import date

import pytest

from complaints.choices import ComplaintStatus, LetterKind, LetterStatus, Power, Recipient, StepKind
from complaints.due.facts import facts_of
from complaints.rules.machine import ALIVE, STEPS, notices_of, open_steps, refusal, replay
from complaints.rules.typed import said
from tests.factories.complaints import AllegationFactory, ComplaintFactory, LetterFactory, SideCommentFactory, StepFactory

S, K = ComplaintStatus, StepKind
# Regulation by regulation, apart from the table itself: from which states a step is taken, and where it leads
EXPECTED = {
    K.TRANSFER: ({S.RECEIVED}, S.TRANSFERRED),
    K.RECORD: ({S.RECEIVED}, S.RECORDED),
    K.NOT_RECORD: ({S.RECEIVED}, S.NOT_RECORDED),
    K.REFER: ({S.RECORDED, S.REFERRED_BACK, S.IN_RESOLUTION}, S.WITH_IOPC),
    K.REFER_BACK: ({S.WITH_IOPC}, S.REFERRED_BACK),
    K.IOPC_END: ({S.WITH_IOPC}, S.CONCLUDED),
    K.DISAPPLY: ({S.RECORDED, S.REFERRED_BACK}, S.DISAPPLIED),
    K.RESOLVE: ({S.RECORDED, S.REFERRED_BACK}, S.IN_RESOLUTION),
    K.CONCLUDE: ({S.IN_RESOLUTION}, S.CONCLUDED),
    K.COPY: ({S.CONCLUDED}, S.COPIED),
    K.INVITE: ({S.COPIED}, S.REPRESENTATIONS),
    K.DECIDE: ({S.COPIED, S.REPRESENTATIONS}, S.DECIDED),
    K.CLOSE: ({S.TRANSFERRED, S.NOT_RECORDED, S.DISAPPLIED, S.DECIDED}, S.CLOSED),
    K.WITHDRAW: (set(ALIVE), S.WITHDRAWN),
}


def test_the_table_is_that_of_the_regulations():
    assert {kind: (set(step.starts), step.ends) for kind, step in STEPS.items()} == EXPECTED
    assert set(STEPS) == set(StepKind) - {StepKind.RECEIVE}


def test_every_state_is_reached_and_every_living_one_is_left():
    reached = {S.RECEIVED} | {step.ends for step in STEPS.values()}
    left = set().union(*(step.starts for step in STEPS.values()))
    assert reached == set(S)
    assert left == set(ALIVE)


def test_informal_resolution_and_the_end_stand_under_their_powers():
    assert {STEPS[kind].power for kind in (K.RESOLVE, K.CONCLUDE)} == {Power.RESOLVE}
    assert {STEPS[kind].power for kind in (K.COPY, K.INVITE, K.DECIDE, K.CLOSE)} == {Power.PUBLISH}


@pytest.mark.django_db
@pytest.mark.parametrize("status", list(S))
def test_a_step_from_another_state_is_refused_with_its_regulation(status, rulebook, today):
    complaint = ComplaintFactory(status=status, ended_on=today if status in {S.CLOSED, S.WITHDRAWN} else None)
    facts = facts_of(complaint)
    for kind, (starts, _ends) in EXPECTED.items():
        if status not in starts:
            refused = refusal(facts, kind)
            assert refused is not None, (status, kind)
            assert "SI 2012/62, regulation" in said(facts, refused)


@pytest.mark.django_db
def test_it_is_not_disapplied_while_it_is_with_the_iopc(rulebook, today):
    facts = facts_of(ComplaintFactory(with_iopc=True))
    words = "You cannot disapply this: it is with the IOPC (SI 2012/62, regulation 15)"
    assert said(facts, refusal(facts, K.DISAPPLY)) == words


@pytest.mark.django_db
def test_a_refusal_under_an_unverified_rule_says_so(rulebook, today):
    facts = facts_of(ComplaintFactory(closed=True))
    assert said(facts, refusal(facts, K.WITHDRAW)).endswith("(SI 2012/62, regulation 34). Not yet verified")


def _in_state(status, **allegation):
    complaint = ComplaintFactory(**{status: True})
    AllegationFactory(complaint=complaint, recorded=True, **allegation)
    return facts_of(complaint)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [K.DISAPPLY, K.RESOLVE])
def test_seriousness_is_settled_before_a_complaint_goes_any_other_way(kind, rulebook, today):
    assert "whether it is serious first" in refusal(_in_state("recorded"), kind).words
    assert "must be referred" in refusal(_in_state("recorded", serious=True), kind).words
    assert refusal(_in_state("recorded", harmless=True), kind) is None


@pytest.mark.django_db
def test_what_becomes_serious_during_resolution_is_not_concluded(rulebook, today):
    facts = _in_state("in_resolution", serious=True)
    assert "must be referred" in refusal(facts, K.CONCLUDE).words
    assert refusal(facts, K.REFER) is None


@pytest.mark.django_db
def test_what_the_iopc_referred_back_is_open_but_not_what_it_never_saw(rulebook, today):
    complaint = ComplaintFactory(referred_back=True)
    AllegationFactory(complaint=complaint, recorded=True, serious=True)
    StepFactory(complaint=complaint, kind=K.REFER_BACK, from_status=S.WITH_IOPC, to_status=S.REFERRED_BACK)
    assert refusal(facts_of(complaint), K.RESOLVE) is None
    AllegationFactory(complaint=complaint, recorded=True, serious=True)
    assert "must be referred" in refusal(facts_of(complaint), K.RESOLVE).words


@pytest.mark.django_db
def test_nothing_is_concluded_before_both_sides_could_comment(rulebook, today):
    complaint = ComplaintFactory(in_resolution=True)
    AllegationFactory(complaint=complaint, recorded=True, harmless=True)
    SideCommentFactory(complaint=complaint, of_holder=True, until_on=today)
    facts = replace(facts_of(complaint), can_be_reached=False)
    assert "The office holder" in refusal(facts, K.CONCLUDE).words
    assert refusal(replace(facts, today=date(2022, 2, 12)), K.CONCLUDE) is None  # the day itself has gone by
    reached = replace(facts, today=date(2022, 2, 12), can_be_reached=True)
    assert "The complainant" in refusal(reached, K.CONCLUDE).words


@pytest.mark.django_db
def test_no_time_passes_for_a_side_whose_invitation_was_never_sent(rulebook, today):
    complaint = ComplaintFactory(in_resolution=True)
    AllegationFactory(complaint=complaint, recorded=True, harmless=True)
    SideCommentFactory(complaint=complaint, of_holder=True, until_on=date(2022, 2, 10))
    step = StepFactory(complaint=complaint, kind=K.RESOLVE, from_status=S.RECORDED, to_status=S.IN_RESOLUTION)
    letter = LetterFactory(complaint=complaint, step=step, kind=LetterKind.INVITATION, recipient=Recipient.OFFICE_HOLDER)
    assert "The office holder" in refusal(replace(facts_of(complaint), can_be_reached=False), K.CONCLUDE).words

    letter.status, letter.issued_on = LetterStatus.ISSUED, date(2022, 1, 27)
    letter.save()

    assert refusal(replace(facts_of(complaint), can_be_reached=False), K.CONCLUDE) is None


@pytest.mark.django_db
def test_only_open_steps_are_offered(rulebook, today):
    kinds = [step.kind for step in open_steps(_in_state("recorded", serious=True))]
    assert kinds == [K.REFER, K.WITHDRAW]


@pytest.mark.django_db
def test_parts_that_are_not_recorded_are_told_of(rulebook, today):
    complaint = ComplaintFactory()
    AllegationFactory(complaint=complaint, recorded=True)
    told = (LetterKind.NOT_RECORDED, Recipient.COMPLAINANT)
    assert told not in notices_of(facts_of(complaint), K.RECORD)
    AllegationFactory(complaint=complaint, not_recorded=True)
    assert told in notices_of(facts_of(complaint), K.RECORD)


def test_a_trail_that_does_not_follow_is_refused():
    start = ("receive", "", "received")
    record = ("record", "received", "recorded")
    assert replay([start, record, ("take-back", "recorded", "received")]) == "received"
    with pytest.raises(ValueError, match="ended at"):
        replay([start, ("close", "decided", "closed")])
    with pytest.raises(ValueError, match="does not lead"):
        replay([start, ("record", "received", "closed")])
