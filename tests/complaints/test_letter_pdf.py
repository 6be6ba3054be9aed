"""Every letter in print against PDF/UA: our own check, veraPDF, and what a reader of the file meets."""

from datetime import date
from itertools import pairwise

import pytest

from complaints.due.facts import facts_of
from complaints.models import Complaint, Letter
from complaints.papers.templates import WORDINGS
from complaints.services.letter_texts import preview_pdf
from documents.assembly.check import structure_problems
from tests.documents.structure import read_structure
from tests.documents.test_verapdf import JAVA, broken_rules, jars
from tests.factories.complaints import AllegationFactory
from tests.factories.panels import ContactOfficerFactory, HostFactory
from tests.meetings.test_printing import pages

MANY = "The panel heard both sides.\n\nIt was explained why the letter of 12 January was late, and what has changed since."


@pytest.fixture
def files(log, rulebook, powers, today, body):
    """The draft of every letter that the portal has words for, by its key."""
    ContactOfficerFactory(body=body, phone="01632 960 200")
    HostFactory(body=body, address="County Hall, North Street, Northford, NF1 1AA")
    complaint = log()
    AllegationFactory(complaint=complaint, unconfirmed=True)
    Complaint.objects.filter(pk=complaint.pk).update(outcome_text=MANY, publishes_outcome=True, resolver="panel")
    complaint = Complaint.objects.for_page().get()
    facts, party = facts_of(complaint), complaint.parties.get()
    found = {}
    for key, one in WORDINGS.items():
        letter = Letter(
            complaint=complaint, number=9, kind=one.kind, recipient=one.recipient, subject=str(one.subject), text=one.text
        )
        letter.party = party if one.recipient == "complainant" else None
        letter.answer_by = date(2022, 2, 25) if "{{answer_by}}" in one.text else None
        found[key] = preview_pdf(letter, facts)
    return found


def test_our_own_check_and_verapdf_find_nothing_in_any_of_them(files, tmp_path):
    assert {name: structure_problems(pdf) for name, pdf in files.items()} == {name: [] for name in files}
    if JAVA is None or not jars():
        pytest.skip("needs java and veraPDF, as tests/documents/test_verapdf.py says")
    for name, pdf in files.items():
        (tmp_path / f"{name}.pdf").write_bytes(pdf)
    assert broken_rules(sorted(tmp_path.glob("*.pdf"))) == {name: [] for name in sorted(files)}


def test_every_letter_says_whose_it_is_which_and_of_what_day_and_law(files):
    for name, pdf in files.items():
        found = pages(pdf)
        assert "Our reference CC-2022-001, letter 9" in found[0], name
        assert "Date Friday 11 February 2022" in found[0], name
        assert "Draft. Not sent." in found[0], name
        assert "The law behind this letter" in " ".join(found), name
        assert "SI 2012/62" in " ".join(found), name
        assert ("Marian Wren" in " ".join(found)) == ("-to-" not in name), name
        for number, words in enumerate(found, start=1):
            assert f"Page {number} of {len(found)}" in words, name


def every(element):
    """An element and all below it, in order."""
    yield element
    for kid in element.kids:
        if hasattr(kid, "kids"):
            yield from every(kid)


def test_headings_follow_one_another_without_a_gap(files):
    for name, pdf in files.items():
        levels = [int(one.kind[-1]) for one in every(read_structure(pdf)) if one.kind in ("/H1", "/H2", "/H3", "/H4")]
        assert levels[0] == 1, name
        assert all(after - before <= 1 for before, after in pairwise(levels)), name
