"""Every kind of report and response in print against PDF/UA: our own check, veraPDF, and what a reader of the file meets."""

from datetime import date
from itertools import pairwise

import pytest

from decisions.choices import Position, Post
from decisions.services import reports, responses
from documents.assembly.check import structure_problems
from documents.services.files import read_bytes
from interface import clock
from tests.decisions.reporting import again, hearing, panel, precept, revised, rules, sent, written
from tests.documents.structure import read_structure
from tests.documents.test_verapdf import JAVA, broken_rules, jars
from tests.meetings.test_printing import all_of, letters, pages

RICH = (
    "## Budget\n\n- one\n- two\n\nTable: Reserves\n\n| Reserve | £ million |\n|---|---|\n| General | 12.0 |\n\n"
    "1. first\n\n> said\n"
)


@pytest.fixture(autouse=True)
def today(db):
    rules()
    with clock.stand_on(date(2022, 2, 25)):
        yield


def made_of(row, services=reports):
    return read_bytes(services.printed(row).file)


@pytest.fixture
def files(db):
    """One file of each kind, by name."""
    body = panel()
    case = precept(body)
    veto = sent(case, text=RICH, recommendations=["Report on reserves every quarter.", "Publish the plan."])
    said = {"text": RICH, "signed_by": "Mark Shelford, Commissioner", "actor": None, "responded_on": date(2022, 2, 14)}
    answer = responses.respond(case=again(case), version=again(case).version, report=veto, **said)
    second = sent(revised(again(case)), Position.SUPPORT, number=2, vote=None, on=date(2022, 2, 21))
    deputy = sent(hearing(body), Position.APPOINT, vote=None, on=date(2022, 2, 12))
    draft = written(hearing(body, Post.CHIEF_CONSTABLE), Position.NOT_APPOINT, vote=None, text="", manner="")
    return {
        "veto": made_of(veto), "second": made_of(second), "hearing": made_of(deputy), "draft": reports.draft_pdf(draft),
        "response": made_of(answer, responses),
    }  # fmt: skip


def test_our_own_check_and_verapdf_find_nothing_in_any_of_them(files, tmp_path):
    assert {name: structure_problems(pdf) for name, pdf in files.items()} == {name: [] for name in files}
    if JAVA is None or not jars():
        pytest.skip("needs java and veraPDF, as tests/documents/test_verapdf.py says")
    for name, pdf in files.items():
        (tmp_path / f"{name}.pdf").write_bytes(pdf)
    assert broken_rules(sorted(tmp_path.glob("*.pdf"))) == {name: [] for name in sorted(files)}


def test_a_file_begins_with_what_it_is_and_every_page_says_whose_and_which_it_is(files):
    found = pages(files["veto"])

    assert "Report to the Commissioner Precept 2022/23 To Mark Shelford, Avon Police and Crime Commissioner" in found[0]
    for number, words in enumerate(found, start=1):
        assert f"Page {number} of {len(found)}" in words
        assert "Avon Police and Crime Panel, Precept 2022/23" in words
    assert "Draft. Not sent." not in " ".join(found)
    assert "Draft. Not sent." in pages(files["draft"])[0]


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


def test_no_private_word_of_a_candidate_is_in_any_byte(files):
    for name in ("hearing", "draft"):
        held = all_of(files[name])
        for canary in ("Candlewick", "£65,000", "led a county council"):
            assert canary.encode() not in held
            assert letters(canary).encode() not in held
