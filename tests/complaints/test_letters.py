"""Letters: drafted by steps once, changed, issued and kept, not needed; the complainant is named in print alone."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from complaints.choices import ComplaintKind, LetterKind, LetterStatus, PartyKind, Recipient, StepKind
from complaints.due.facts import facts_of
from complaints.models import Complaint, Letter
from complaints.services import letters
from complaints.services.complaints import PartyFacts
from complaints.services.letter_texts import write_out
from documents.choices import Access
from documents.models import Print
from documents.services.files import read_bytes
from interface import clock, markdown
from tests.factories.complaints import AllegationFactory, SideCommentFactory, StepFactory
from tests.factories.panels import ContactOfficerFactory, HostFactory
from tests.meetings.test_printing import pages

pytestmark = pytest.mark.django_db
RECEIVED = LetterKind.ACKNOWLEDGEMENT


@pytest.fixture
def complaint(log, rulebook, powers, today, body):
    ContactOfficerFactory(body=body, phone="01632 960 200")
    HostFactory(body=body, address="County Hall, Northford, NF1 1AA")
    return log()


def stepped(complaint, kind, to, **facts):
    """A step of a complaint with its notices."""
    Complaint.objects.filter(pk=complaint.pk).update(status=to)
    held = Complaint.objects.for_page().get(pk=complaint.pk)
    step = StepFactory(complaint=held, kind=kind, from_status=held.status, to_status=to, taken_on=clock.today(), **facts)
    made = letters.draft_notices(complaint=held, step=step, actor=None)
    held.save()
    return made


def issued(letter, **facts):
    given = {"version": letter.version, "issued_on": clock.today(), "by_email": True, "actor": None}
    return letters.issue_letter(letter=letter, **(given | facts))


def refused(letter, **facts):
    with pytest.raises(ValidationError) as error:
        issued(letter, **facts)
    return error.value


def printed_words(letter):
    return " ".join(pages(read_bytes(letters.printed(letter).file)))


def test_the_receipt_drafts_its_acknowledgement_and_a_step_is_never_noticed_twice(complaint):
    letter = Letter.objects.get()

    again = letters.draft_notices(complaint=complaint, step=letter.step, actor=None)

    assert (letter.kind, letter.recipient, letter.status) == (RECEIVED, Recipient.COMPLAINANT, LetterStatus.DRAFT)
    assert letter.party == complaint.parties.get()
    assert again == []


def test_a_letter_to_nobody_who_can_be_reached_is_not_needed_with_the_reason(log, rulebook, today):
    nameless = log(parties=[], is_anonymous=True).letters.get()
    conduct = log(parties=[], kind=ComplaintKind.CONDUCT).letters.get()

    assert {nameless.status, conduct.status} == {LetterStatus.NOT_NEEDED}
    assert nameless.not_needed_why == "There is no postal or email address to which it could be sent"
    assert conduct.not_needed_why == "It is a conduct matter: nobody complained"


def test_letters_go_to_who_speaks_for_a_complainant_without_an_address(log, rulebook, today):
    speaker = PartyFacts(kind=PartyKind.REPRESENTATIVE, name="Orla Finch", email="orla@mail.example")

    made = log(parties=[PartyFacts(name="Marian Wren"), speaker]).letters.get()

    assert made.party.kind == PartyKind.REPRESENTATIVE
    assert made.status == LetterStatus.DRAFT


def test_what_is_issued_names_the_complainant_in_print_alone_and_says_the_law(complaint):
    letter = issued(Letter.objects.get())

    kept = Print.objects.get(owner_kind=letters.OWNER)
    words = printed_words(letter)
    assert letter.status == LetterStatus.ISSUED
    assert "{{name}}" in letter.text
    assert "Marian Wren" not in letter.text + letter.subject + kept.title
    assert "Dear Marian Wren" in words
    assert "4 Hazel Row" in words
    assert "County Hall" in words
    assert "Our reference CC-2022-001, letter" in words
    assert "Friday 11 February 2022" in words
    assert "Private and confidential" in words
    assert "The law behind this letter" in words
    assert "The aim to finish by Friday 8 April 2022: Local target, as panels publish it." in words
    assert (kept.access, kept.file.store) == (Access.EXEMPT, "restricted")


def test_the_trail_of_a_letter_holds_no_name_and_no_word_of_it(complaint):
    letters.mark_not_needed(letter=issued_later(complaint), version=1, why="Canary reason", actor=None)
    issued(complaint.letters.get(kind=RECEIVED))

    told = str(list(AuditEntry.objects.values_list("action", "target_reference", "detail")))
    for canary in ("Marian", "Hazel", "wren", "Canary", "not answered", "Dear"):
        assert canary not in told
    assert "complaints.letter_issued" in told


def issued_later(complaint):
    return letters.draft_letter(complaint=complaint, kind=LetterKind.CONFIRM, recipient=Recipient.COMPLAINANT, actor=None)


def test_an_issued_letter_stays_as_it_went_out(complaint):
    letter = issued(Letter.objects.get())
    before = write_out(letter, facts_of(complaint)).text
    Complaint.objects.filter(pk=complaint.pk).update(received_on=date(2022, 2, 1), made_on=None)

    with pytest.raises(ValidationError, match="issued"):
        letters.change_letter(
            letter=letter, version=letter.version, subject="New", text="New", answer_by=None, party=None, actor=None
        )
    after = write_out(Letter.objects.get(), facts_of(Complaint.objects.for_page().get())).text
    assert "Friday 11 February 2022" in before
    assert after == before
    assert Print.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"issued_on": date(2022, 2, 12)}, "issued_on", "The day on which it is sent cannot be in the future"),
        ({"issued_on": date(2022, 2, 10)}, "issued_on", "It cannot be sent before what it tells of, on Friday 11 February 2022"),
    ],
)
def test_a_letter_goes_on_no_day_that_cannot_be(complaint, facts, field, words):
    error = refused(Letter.objects.get(), **facts)

    assert error.message_dict == {field: [words]}
    assert not Print.objects.filter(owner_kind=letters.OWNER).exists()


def test_a_letter_goes_only_where_there_is_an_address(log, rulebook, today):
    by_post = log(parties=[PartyFacts(name="Marian Wren", address="4 Hazel Row")]).letters.get()

    assert "by_email" in refused(by_post, by_email=True).message_dict
    assert issued(by_post, by_email=False).by_email is False


def test_what_is_not_known_keeps_a_letter_here_and_is_named(complaint):
    letter = Letter.objects.get()
    text = "Dear {{name}}\n\nMade on {{made_on}}."
    letter = letters.change_letter(
        letter=letter, version=1, subject=letter.subject, text=text, answer_by=None, party=letter.party, actor=None
    )

    assert refused(letter).message_dict == {
        "text": ["Not known yet: Day it was made. Enter it in the complaint, or take the field out of the letter"]
    }


def test_what_changed_since_it_was_read_is_read_again(complaint):
    letter = Letter.objects.get()
    seen = write_out(letter, facts_of(complaint)).digest
    Complaint.objects.filter(pk=complaint.pk).update(received_on=date(2022, 2, 10))

    assert refused(letter, seen=seen).code == "changed"
    assert refused(letter, version=7).code == "stale"


def test_wrong_fields_are_refused_when_a_letter_is_saved_and_nothing_changes(complaint):
    letter = Letter.objects.get()
    with pytest.raises(ValidationError) as error:
        letters.change_letter(
            letter=letter, version=1, subject="For {{name}}", text="one\n{{nonsense}}", answer_by=None, party=None, actor=None
        )

    assert set(error.value.message_dict) == {"subject", "text"}
    assert error.value.message_dict["text"] == ["Line 2: there is no field {{nonsense}}. Choose one from the list"]
    assert Letter.objects.get().version == 1


def test_the_office_holder_never_reads_who_complains(complaint):
    to_both = stepped(complaint, StepKind.RECORD, "recorded")
    holder = next(one for one in to_both if one.recipient == Recipient.OFFICE_HOLDER)

    letter = issued(holder)

    assert {one.recipient for one in to_both} == {Recipient.COMPLAINANT, Recipient.OFFICE_HOLDER}
    assert "Marian" not in printed_words(letter)
    assert "Hazel" not in printed_words(letter)


def test_a_part_that_is_not_recorded_is_told_with_its_ground_and_regulation(complaint):
    complaint.allegations.update(decision="recorded")
    AllegationFactory(complaint=complaint, not_recorded=True, text="That a grant was late.")
    made = stepped(complaint, StepKind.RECORD, "recorded")
    by_kind = {(one.kind, one.recipient): one for one in made}

    told = markdown.plain(write_out(by_kind[LetterKind.NOT_RECORDED, Recipient.COMPLAINANT], facts_of(complaint)).text)
    recorded = markdown.plain(write_out(by_kind[LetterKind.RECORDED, Recipient.COMPLAINANT], facts_of(complaint)).text)
    assert "It is not about the conduct of a relevant office holder (SI 2012/62, regulation 10)" in told
    assert "That a grant was late." in told
    assert "That a letter was not answered." not in told
    assert "That a grant was late." not in recorded


def test_disapplication_tells_each_ground_with_its_place_in_the_regulation(complaint):
    made = stepped(complaint, StepKind.DISAPPLY, "disapplied", grounds=["b", "f"], handling="no-action")

    told = markdown.plain(write_out(made[0], facts_of(complaint)).text)
    assert "(f) It is repetitious (SI 2012/62, regulation 15(3)(f))" in told
    assert "(SI 2012/62, regulation 15(3)(b))" in told
    assert "What is done: No action is taken." in told


def test_an_invitation_gives_its_side_until_the_day_that_it_names_and_marks_what_is_not_verified(complaint):
    comment = SideCommentFactory(complaint=complaint, invited_on=date(2022, 2, 11), until_on=date(2022, 2, 25))
    letter = next(one for one in stepped(complaint, StepKind.RESOLVE, "in-resolution") if one.recipient == Recipient.COMPLAINANT)
    told = markdown.plain(write_out(letter, facts_of(complaint)).text)
    letter.answer_by = date(2022, 3, 4)
    letter.save()
    Complaint.objects.filter(pk=complaint.pk).update(resolver="panel", resolving_body=complaint.body)

    with clock.stand_on(date(2022, 2, 18)):
        issued(letter)

    comment.refresh_from_db()
    assert "An answer by Friday 25 February 2022: Local target;" in told
    assert "Not yet verified." in told
    assert (comment.invited_on, comment.until_on) == (date(2022, 2, 18), date(2022, 3, 4))


def test_not_needed_says_why_and_can_be_undone(complaint):
    letter = Letter.objects.get()
    with pytest.raises(ValidationError):
        letters.mark_not_needed(letter=letter, version=1, why=" ", actor=None)

    gone = letters.mark_not_needed(letter=letter, version=1, why="Told on the telephone.", actor=None)
    back = letters.bring_back_letter(letter=gone, version=gone.version, actor=None)

    assert (gone.status, gone.not_needed_why) == (LetterStatus.NOT_NEEDED, "Told on the telephone.")
    assert (back.status, back.not_needed_why) == (LetterStatus.DRAFT, "")


def test_a_step_page_can_show_its_letters_before_it_is_taken(complaint):
    found = letters.sketches(facts_of(complaint), StepKind.RECORD)

    assert [one.letter.recipient for one in found] == [Recipient.COMPLAINANT, Recipient.OFFICE_HOLDER]
    assert "Dear \\[name\\]" in found[0].text
    assert "Marian" not in str([one.text for one in found])
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("line", ["Dear Ms Wren", "dear marian wren", "at MARIAN.WREN@mail.example", "call 01632 960 123"])
def test_a_name_typed_into_a_letter_is_refused_without_repeating_it(complaint, line):
    complaint.parties.update(phone="01632 960 123")
    letter = Letter.objects.get()
    given = {"letter": letter, "version": 1, "subject": "About it", "answer_by": None, "party": letter.party, "actor": None}

    with pytest.raises(ValidationError) as error:
        letters.change_letter(text=f"Hello\n{line}", **given)

    assert error.value.message_dict == {
        "text": ["Line 2 names a person of the complaint. Write {{name}}, or name nobody: others read this text"]
    }
    assert letters.change_letter(text="Hello\nthe wren sings, Wrensbury too", **given).version == 2


def test_a_surname_that_is_a_word_of_the_usual_letter_tells_nothing(complaint):
    complaint.parties.update(name="Marian Police")
    letter = Letter.objects.get()

    changed = letters.change_letter(
        letter=letter, version=1, subject="It", text="The Police Act", answer_by=None, party=letter.party, actor=None
    )

    assert changed.version == 2
