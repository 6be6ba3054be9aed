"""Nobody decides before both sides were heard, nor says that it was decided on such a day (SI 2012/62, regulation 28)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from complaints.choices import LetterKind, LetterStatus, Recipient, StepKind
from complaints.models import Letter, SideComment
from complaints.services.allegations import AllegationFacts, judge_allegation
from complaints.services.comments import enter_comment
from complaints.services.complaints import change_facts
from complaints.services.letters import draft_letter, issue_letter
from complaints.services.steps import StepFacts, take_back_step, take_step
from interface import clock

pytestmark = pytest.mark.usefixtures("rulebook", "powers")
OUTCOME = StepFacts(outcome="explanation", outcome_text="It was explained.")
PUBLISHED = StepFacts(publishes=True)


def take(complaint, kind, on, typed=StepFacts()):  # noqa: B008  frozen
    complaint.refresh_from_db()
    take_step(
        complaint=complaint, version=complaint.version, kind=kind, taken_on=on, actor=None, reason="So.", decided_by="The panel",
        typed=typed,
    )  # fmt: skip
    complaint.refresh_from_db()


def refused(complaint, kind, on, typed):
    with pytest.raises(ValidationError) as error:
        take(complaint, kind, on, typed)
    return error.value.message_dict


def send_letters(complaint):
    Letter.objects.filter(complaint=complaint, status=LetterStatus.DRAFT).update(status="not-needed", not_needed_why="By hand")


def test_an_outcome_or_its_publication_is_not_dated_back_to_before_the_sides_were_heard(log, today):
    complaint = log()
    row = complaint.allegations.get()
    judge_allegation(complaint=complaint, version=row.version, number=row.number, is_serious=False, why="Seen.", actor=None)
    take(complaint, StepKind.RECORD, today)
    take(complaint, StepKind.RESOLVE, today, StepFacts(resolver="panel", until_on=today + timedelta(days=9)))
    send_letters(complaint)
    first = SideComment.objects.filter(complaint=complaint).order_by("number").first()
    with clock.stand_on(today + timedelta(days=10)):
        told = {"received_on": today + timedelta(days=2), "text": "I was away.", "actor": None}
        enter_comment(complaint=complaint, version=first.version, number=first.number, **told)
        for days in (0, 1, 9):
            words = refused(complaint, StepKind.CONCLUDE, today + timedelta(days=days), OUTCOME)["taken_on"][0]
            assert words.startswith("On that day both sides could still comment")
            assert "regulation" in words
        take(complaint, StepKind.CONCLUDE, today + timedelta(days=10), OUTCOME)
        send_letters(complaint)
        take(complaint, StepKind.COPY, today + timedelta(days=10))
        take(complaint, StepKind.INVITE, today + timedelta(days=10), StepFacts(until_on=today + timedelta(days=15)))
        send_letters(complaint)
    with clock.stand_on(today + timedelta(days=16)):
        assert "taken_on" in refused(complaint, StepKind.DECIDE, today + timedelta(days=15), PUBLISHED)
        take(complaint, StepKind.DECIDE, today + timedelta(days=16), PUBLISHED)
    assert complaint.publishes_outcome


def test_a_step_of_which_a_letter_by_hand_told_is_not_taken_back(log, today):
    """Its own notice was not needed, for somebody wrote another."""
    complaint = log()
    take(complaint, StepKind.NOT_RECORD, today, StepFacts(grounds=("not-conduct",)))
    send_letters(complaint)
    letter = draft_letter(complaint=complaint, kind=LetterKind.NOT_RECORDED, recipient=Recipient.COMPLAINANT, actor=None)
    issue_letter(letter=letter, version=letter.version, issued_on=today, by_email=True, actor=None)
    complaint.refresh_from_db()

    with pytest.raises(ValidationError, match="A letter of this step was sent"):
        take_back_step(complaint=complaint, version=complaint.version, why="A mistake.", actor=None)


def test_the_days_on_which_ground_b_rests_do_not_move_it_away(log, today):
    events = AllegationFacts("That a letter was not answered.", today - timedelta(days=400))
    complaint = log(allegations=[events], made_on=today)
    row = complaint.allegations.get()
    judge_allegation(complaint=complaint, version=row.version, number=row.number, is_serious=False, why="Seen.", actor=None)
    take(complaint, StepKind.RECORD, today)
    take(complaint, StepKind.DISAPPLY, today, StepFacts(grounds=("b",), handling="no-action"))
    facts = {"complaint": complaint, "version": complaint.version, "actor": None}

    with pytest.raises(ValidationError, match="take that step back first"):
        change_facts(made_on=today - timedelta(days=60), **facts)
    assert change_facts(made_on=today - timedelta(days=2), **facts).made_on == today - timedelta(days=2)


def test_what_is_not_published_needs_no_wait(log, today):
    complaint = log()
    for kind, typed in ((StepKind.RECORD, StepFacts()), (StepKind.REFER, StepFacts())):
        take(complaint, kind, today, typed)
    take(complaint, StepKind.IOPC_END, today, StepFacts(outcome_text="It ended."))
    send_letters(complaint)
    with clock.stand_on(today + timedelta(days=3)):
        take(complaint, StepKind.COPY, today)
        take(complaint, StepKind.DECIDE, today, StepFacts(publishes=False))
    assert complaint.publishes_outcome is False
