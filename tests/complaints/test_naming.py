"""What is typed of a complaint for more than those who may know who complains does not name a person of it."""

import pytest
from django.core.exceptions import ValidationError

from complaints.choices import LetterKind, PartyKind, Recipient, StepKind
from complaints.models import Allegation, Complaint, Letter
from complaints.services.allegations import AllegationFacts, add_allegation, judge_allegation
from complaints.services.complaints import PartyFacts, change_facts
from complaints.services.letters import draft_letter, issue_letter
from complaints.services.people import add_person
from complaints.services.steps import take_back_step, take_step
from interface import clock

pytestmark = pytest.mark.usefixtures("today", "rulebook", "powers")
NAMED = ("Said by Marian Wren.", "Write to MARIAN.WREN@mail.example", "marian wren’s letter")


@pytest.fixture
def complaint(log):
    return log()


def refused(work):
    with pytest.raises(ValidationError) as error:
        work()
    assert "Wren" not in str(error.value)
    return set(error.value.message_dict)


@pytest.mark.parametrize("words", NAMED)
def test_no_text_that_others_read_names_who_complains(complaint, words):
    held = {"complaint": complaint, "version": complaint.version, "actor": None}
    row = complaint.allegations.get()
    alleged = AllegationFacts(words, clock.today())
    judged = {"complaint": complaint, "version": row.version, "number": row.number, "is_serious": False, "actor": None}
    step = {"kind": StepKind.WITHDRAW, "taken_on": clock.today()}

    assert refused(lambda: change_facts(line=words, **held)) == {"line"}
    assert refused(lambda: add_allegation(complaint=complaint, facts=alleged, actor=None)) == {"text"}
    assert refused(lambda: judge_allegation(why=words, **judged)) == {"why"}
    assert refused(lambda: take_step(reason=words, **step, **held)) == {"reason"}
    assert refused(lambda: take_step(reason="Asked for.", decided_by=words, **step, **held)) == {"decided_by"}


def test_nor_does_what_is_logged_with_it_and_no_reference_is_lost(log):
    people = [PartyFacts(name="Robin Plover", phone="01632 960 777")]

    assert refused(lambda: log(parties=people, line="A call from 01632 960 777")) == {"line"}
    assert refused(lambda: log(parties=people, allegations=[AllegationFacts("Robin Plover was not heard.")])) == {"text"}
    assert log(parties=people, line="A robin in a letter").reference.endswith("001")


def test_a_step_that_is_taken_back_is_not_explained_with_a_name(complaint):
    taken = {"kind": StepKind.WITHDRAW, "taken_on": clock.today(), "reason": "Asked."}
    take_step(complaint=complaint, version=complaint.version, actor=None, **taken)
    complaint.refresh_from_db()
    back = {"complaint": complaint, "version": complaint.version, "actor": None}

    assert refused(lambda: take_back_step(why=NAMED[0], **back)) == {"why"}


def test_a_letter_to_the_office_holder_names_nobody_who_was_entered_after_it_was_alleged(complaint):
    """The words of an allegation were typed before the portal knew whose name is in them."""
    Allegation.objects.filter(complaint=complaint).update(text="That Pat Dipper was left to wait.")
    add_person(complaint=complaint, facts=PartyFacts(PartyKind.INTERESTED, name="Pat Dipper"), actor=None)
    complaint = Complaint.objects.for_page().get(pk=complaint.pk)
    letter = draft_letter(complaint=complaint, kind=LetterKind.RECORDED, recipient=Recipient.OFFICE_HOLDER, actor=None)
    Letter.objects.filter(pk=letter.pk).update(text="{{allegations}}", subject="Recorded")
    letter.refresh_from_db()
    sent = {"letter": letter, "version": letter.version, "issued_on": clock.today(), "by_email": True, "actor": None}

    assert refused(lambda: issue_letter(**sent)) == {"text"}
    Allegation.objects.filter(complaint=complaint).update(text="That somebody was left to wait.")
    assert issue_letter(**sent).issued_on == clock.today()
