"""The tags of a PDF that is taken in: kept and merged cleanly, mended, or dropped."""

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from documents.assembly.check import problem_sheets, structure_problems
from documents.assembly.merge import Meta, assemble
from documents.assembly.plan import Piece, plan_pages
from documents.intake.run import take_in
from documents.rendering import render_piece
from tests.documents.samples import edited, page_html, table_html


def opened(data):
    return pikepdf.open(BytesIO(data))


def test_tags_are_kept_and_merge_cleanly():
    outcome = take_in(render_piece(page_html("Report", table_html(80)), stylesheets=[]), "a.pdf")
    assert outcome.notice_codes == ()
    sources = {"a": outcome.pdf, "b": outcome.pdf}
    placed = plan_pages([Piece(key, key, outcome.page_count, "upload") for key in sources])
    assert structure_problems(assemble(placed, sources=sources, meta=Meta(title="Pack"))) == []


def test_tags_that_lead_nowhere_are_dropped():
    def spoil(pdf):
        pdf.pages[0].obj.StructParents = 7

    outcome = take_in(edited(render_piece(page_html("Report", "<p>a</p>"), stylesheets=[]), spoil), "a.pdf")
    assert "untagged" in outcome.notice_codes
    with opened(outcome.pdf) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert "/StructParents" not in pdf.pages[0].obj


def cells(pdf, kind="/TD"):
    return [entry for entry in pdf.objects if isinstance(entry, Dictionary) and entry.get("/S") == kind]


def forget_ids(pdf):
    if "/IDTree" in pdf.Root.StructTreeRoot:
        del pdf.Root.StructTreeRoot["/IDTree"]
    cells(pdf, "/TH")[0].ID = String("one")


def name_unknown_headers(pdf):
    cells(pdf)[0].A = Dictionary(O=Name.Table, Headers=Array([String("nowhere")]))


def share_an_id(pdf):
    first, second = cells(pdf, "/TH")[:2]
    first.ID = second.ID = String("one")


def give_a_number_as_id(pdf):
    cells(pdf)[0].ID = 7


def forget_a_parent(pdf):
    del cells(pdf)[0]["/P"]


def name_a_removed_element(pdf):
    """The parent tree leads to an element that does not hold the content."""
    entries = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    entries[0], entries[1] = entries[1], entries[0]


def lead_a_page_to_an_element(pdf):
    pdf.Root.StructTreeRoot.ParentTree.Nums[1] = pdf.Root.StructTreeRoot.K[0]


def hang_an_element_twice(pdf):
    document = pdf.Root.StructTreeRoot.K[0]
    document.K = Array([*document.K, document.K[0]])


def write_an_element_in_place(pdf):
    document = pdf.Root.StructTreeRoot.K[0]
    document.K = Array([*document.K, Dictionary(Type=Name.StructElem, S=Name.P, K=Array([]))])


def put_a_number_under_the_root(pdf):
    pdf.Root.StructTreeRoot.K = 0


def map_a_role_to_nothing(pdf):
    pdf.Root.StructTreeRoot.RoleMap = Dictionary({"/Own": 5, "/Mine": Name.P})


FAULTS = (
    forget_ids, name_unknown_headers, share_an_id, give_a_number_as_id, forget_a_parent, name_a_removed_element,
    lead_a_page_to_an_element, hang_an_element_twice, write_an_element_in_place, put_a_number_under_the_root,
    map_a_role_to_nothing,
)  # fmt: skip

BEYOND_MENDING = (lead_a_page_to_an_element, put_a_number_under_the_root)


@pytest.mark.parametrize("spoil", FAULTS, ids=lambda spoil: spoil.__name__)
def test_faulty_tags_are_mended_or_dropped_and_the_pack_can_be_made(spoil):
    outcome = take_in(edited(render_piece(page_html("Report", table_html(8)), stylesheets=[]), spoil), "a.pdf")
    assert outcome.outcome == "accepted"
    sources = {"a": outcome.pdf, "b": outcome.pdf}
    placed = plan_pages([Piece(key, key, outcome.page_count, "upload") for key in sources])
    assert problem_sheets(assemble(placed, sources=sources, meta=Meta(title="Pack")), placed) == []
    assert ("untagged" in outcome.notice_codes) is (spoil in BEYOND_MENDING)
