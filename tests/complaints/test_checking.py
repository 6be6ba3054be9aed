"""The check of what the public is to read: measured on summaries written for it, and each kind of mark on its own."""

import time

import pytest

from complaints.rules.checking import RUN, FoundKind, findings, reason_needed, refusals
from tests.complaints.summaries_read import KNOWN, PARTIES, PRIVATE, SAFE, UNSAFE

MARKED_AT_MOST = 2


def found(text, private=PRIVATE, known=KNOWN, parties=PARTIES):
    return findings(text, private, known, parties)


def kinds(text, **facts):
    return [one.kind for one in found(text, **facts)]


def test_every_unsafe_summary_is_found_and_hardly_a_safe_one_is_marked():
    missed = [text for text in UNSAFE if not found(text)]
    marked = {text: [one.words for one in found(text)] for text in SAFE if found(text)}

    assert (len(set(SAFE)), len(set(UNSAFE))) == (40, 40)
    assert missed == []
    assert len(marked) <= MARKED_AT_MOST, marked


HELD_OUT_SAFE = (
    "Alleged that views expressed by the Commissioner on shared spaces were discriminatory under the Equality Act 2010.",
    "Dissatisfaction with how the office dealt with an enquiry about a flood warden scheme. No acknowledgement was received.",
    "The complainant alleges that a review was not reasonable and that IOPC Statutory Guidelines were ignored.",
    "Complaint regarding the PCC's decision to raise the precept by 5%, and a post on Facebook about it.",
    "Anonymous. The PCC did not wear a mask in a shop during the Covid lockdown.",
    "The complaint is about the OPCC's handling of a complaint review under the Policing and Crime Act 2017.",
)
HELD_OUT_UNSAFE = (
    "The PCC ignored the correct appeal by D. Marchetti.", "JOHN SMITH alleges bias.", "Complainant: Smith, John",
    "The complaint from the Patel family concerns a burglary.", "He can be found at Rose Cottage, Church Lane.",
    "mr jones complained.", "Complaint by a Mr K about data.", "The mother of Aaliyah was not told.",
    "O’Connell wrote to the office six times.", "Complaint re: van der Berg and the sale of land.",
    "Siân Griffiths had her data shared.", "José Álvarez was ignored.", "DOB 1.2.70", "ref NHS 943 476 5919",
)  # fmt: skip


def test_words_that_it_was_not_made_with_are_told_apart_as_well():
    assert [text for text in HELD_OUT_SAFE if found(text)] == []
    assert [text for text in HELD_OUT_UNSAFE if not found(text)] == []


def test_it_says_where_and_what_and_what_to_do():
    text = "A complaint about a letter.\n\nIt says that your emails were not answered."

    (one,) = found(text)

    assert (one.kind, one.line, one.words) == (FoundKind.ADDRESSED, 3, "your emails")
    assert one.sentence == "The summary seems to address the complainant (‘your emails’). Rewrite it for the public"
    assert refusals([one]) == [one.sentence]
    assert reason_needed([one]) == ""


def test_a_name_may_stay_for_a_reason_and_nobody_in_the_complaint_may():
    name, party = found("It names Fiona Castleford."), found("It names Marian Wren.")

    assert (refusals(name), reason_needed(name)) == (
        [], "Say why these words may stay, or take them out: ‘Fiona Castleford’",
    )  # fmt: skip
    assert len(refusals(party)) == 1
    assert reason_needed(party) == ""


@pytest.mark.parametrize("text", ["Ms Wren's letter", "M. WREN", "mаrian".replace("а", "a"), "Wr\u200ben", "Ｗｒｅｎ", "wren"])
def test_a_surname_alone_is_found_however_it_is_written(text):
    assert FoundKind.PARTY in kinds(f"A complaint by {text} about a grant.")


def test_a_surname_that_is_a_word_counts_where_it_stands_as_a_name():
    assert FoundKind.PARTY in kinds("It is said that Young was refused.")
    assert kinds("Young people were refused, and a young man was turned away.") == []


def test_who_complains_and_shares_a_name_with_the_area_does_not_mark_it_everywhere():
    assert kinds("Northshire Police were told.", parties=("Ada Northshire",)) == []
    assert FoundKind.PARTY in kinds("Ada Northshire was told.", parties=("Ada Northshire",))


@pytest.mark.parametrize("length", [RUN - 1, RUN])
def test_words_are_copied_from_the_eighth_in_a_row_on(length):
    copied = " ".join(PRIVATE[1].split()[:length])

    assert (FoundKind.COPIED in kinds(f"It is said: {copied}.")) is (length == RUN)


def test_copies_are_found_however_they_are_written_and_terms_of_the_field_are_no_copies():
    shouted = "THE OFFICE did not — answer; three\nletters that (were) sent to it"
    law = "Recorded under the Elected Local Policing Bodies (Complaints and Misconduct) Regulations 2012"

    assert kinds(shouted) == [FoundKind.COPIED]
    assert kinds(f"{law}.", private=[f"We wrote to you. {law}."]) == []
    assert kinds("Chief Constable told the Police and Crime Panel that there was nothing to find.", private=[
        "I heard that the Chief Constable told the Police and Crime Panel that there was nothing to find.",
    ]) == [FoundKind.COPIED]  # fmt: skip


def test_it_can_fail(monkeypatch):
    monkeypatch.setattr("complaints.rules.checking.PATTERNS", ())
    monkeypatch.setattr("complaints.rules.checking.names_in", lambda text, known: [])

    assert sum(not found(text) for text in UNSAFE) > 25


def test_a_long_text_is_read_in_no_time():
    text = ("Northshire " * 100 + "0" * 60 + " a.b" * 60 + "’" * 60 + "A " * 60)[:1200]
    began = time.perf_counter()
    found(text, private=[text] * 20)

    assert time.perf_counter() - began < 2
