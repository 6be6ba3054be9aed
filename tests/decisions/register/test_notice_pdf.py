"""The notice in print, of every kind, against PDF/UA: our own check, veraPDF, and what a reader of the file meets."""

from itertools import pairwise

import pytest

from decisions.services.register.printing import FOR_ALL, WHOLE, draft_pdf
from documents.assembly.check import structure_problems
from documents.models import Print
from documents.services.files import read_bytes
from tests.decisions.register.making import EXEMPT, PART, RICH, agreed, signed
from tests.documents.structure import read_structure
from tests.documents.test_verapdf import JAVA, broken_rules, jars
from tests.meetings.test_printing import pages

SECRET = {"title": "Purchase of the Quillfeather yard", "summary": "Quillfeather sells.", "officer": "Q. Feather"}


@pytest.fixture(autouse=True)
def day(today, rulebook):
    return today


def made_of(decision, kind=WHOLE):
    return read_bytes(Print.objects.select_related("file").get(owner_kind=kind, owner_key=decision.pk).file)


@pytest.fixture
def files(area, office):
    """One file of each kind, by name."""
    rich = {"summary": RICH, "reasons": RICH, "background_papers": "Bid of the council\nSurvey", "term": "One year"}
    texts = {
        "options": "None.",
        "legal_implications": "None.",
        "financial_implications": "Met from the reserve.",
        "equality_implications": "None.",
    }
    public = signed(area, **rich, **texts)
    exempt, part = signed(area, **SECRET, **EXEMPT), signed(area, **PART)
    return {
        "public": made_of(public), "exempt": made_of(exempt), "exempt-for-all": made_of(exempt, FOR_ALL),
        "part": made_of(part), "part-for-all": made_of(part, FOR_ALL), "draft": draft_pdf(agreed(area), office),
    }  # fmt: skip


def every(element):
    """The elements of a structure, in reading order."""
    for kid in getattr(element, "kids", ()):
        if not isinstance(kid, str) and kid is not None:
            yield kid
            yield from every(kid)


def test_our_own_check_and_verapdf_find_nothing_in_any_of_them(files, tmp_path):
    assert {name: structure_problems(pdf) for name, pdf in files.items()} == {name: [] for name in files}
    if JAVA is None or not jars():
        pytest.skip("needs java and veraPDF, as tests/documents/test_verapdf.py says")
    for name, pdf in files.items():
        (tmp_path / f"{name}.pdf").write_bytes(pdf)
    assert broken_rules(sorted(tmp_path.glob("*.pdf"))) == {name: [] for name in sorted(files)}


def test_a_notice_says_what_why_at_what_cost_who_signed_when_and_under_which_provision(files):
    found = " ".join(pages(files["public"]))
    for words in (
        "Decision notice 2022/001", "Grant to the night-time economy fund", "At most £20,000", "One year", "Reasons",
        "Options considered", "None.", "Financial implications", "Met from the reserve.", "Legal implications",
        "Equality implications", "Background papers", "Bid of the council", "Signed on", "Thursday 3 February 2022",
        "Schedule paragraph 5 (not yet verified)", "Avon Police and Crime Commissioner, decision 2022/001",
    ):  # fmt: skip
        assert words in found
    assert "Draft" not in found
    assert "Draft. Not signed." in pages(files["draft"])[0]
    assert "Exempt" not in found


def test_headings_stand_in_order_below_one_title(files):
    levels = [int(one.kind[-1]) for one in every(read_structure(files["public"])) if one.kind in ("/H1", "/H2", "/H3", "/H4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_what_is_private_stands_in_the_whole_notice_alone(files):
    assert "Quillfeather yard" in " ".join(pages(files["exempt"]))
    assert "Exempt: not for publication as it is. Paragraph 3 of Schedule 12A" in " ".join(pages(files["exempt"]))
    assert "Quillfeather and Sons" in " ".join(pages(files["part"]))
    for name in ("exempt-for-all", "part-for-all"):
        text = " ".join(pages(files[name]))
        assert "Bids for the contract are still open." in text
        assert "paragraph 3: financial or business affairs of any person" in text
        for secret in ("Quillfeather", "Q. Feather"):
            assert secret not in text
            assert secret.encode() not in files[name]
    text = " ".join(pages(files["exempt-for-all"]))
    assert "Decision on a contract" in text
    assert "20,000" not in text
    assert "Town centres" not in text
