"""What must hold of the tags of every pack, looked for with the tests' own eyes and not with those of the assembly."""

from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest

from documents.assembly.check import problem_sheets, read_back
from documents.assembly.plan import printed_numbers
from tests.documents.packs import NAMES, WATERMARK, pack
from tests.documents.structure import read_structure

HEADINGS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")


@pytest.fixture(scope="module", params=NAMES)
def made(request):
    data, placed = pack(request.param)
    with pikepdf.open(BytesIO(data)) as document:
        yield request.param, data, placed, document


def walk(element):
    """Every structure element below, in reading order."""
    held = element.get("/K", [])
    for kid in list(held) if isinstance(held, pikepdf.Array) else [held]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from walk(kid)


def parent_tree(document):
    flat = list(document.Root.StructTreeRoot.ParentTree.Nums)
    return dict(zip((int(key) for key in flat[::2]), flat[1::2], strict=True))


def test_reads_back_as_planned(made):
    _name, data, placed, _document = made
    assert problem_sheets(data, placed) == []
    assert read_back(data) == printed_numbers(placed)


def test_keys_are_distinct_and_lead_to_elements_that_are_reached(made):
    _name, _data, _placed, document = made
    reached = {element.objgen for element in walk(document.Root.StructTreeRoot)}
    keys = [int(page.obj.StructParents) for page in document.pages if "/StructParents" in page.obj]
    keys += [int(link.StructParent) for page in document.pages for link in page.obj.get("/Annots", ())]
    tree = parent_tree(document)

    assert len(keys) == len(set(keys))
    assert set(keys) == set(tree)
    owners = [owner for held in tree.values() for owner in (held if isinstance(held, pikepdf.Array) else [held])]
    assert {owner.objgen for owner in owners if owner is not None} <= reached


def test_every_page_named_is_in_the_document(made):
    _name, _data, _placed, document = made
    pages = {page.obj.objgen for page in document.pages}
    for element in walk(document.Root.StructTreeRoot):
        assert "/Pg" not in element or element.Pg.objgen in pages
        held = element.get("/K", [])
        for kid in list(held) if isinstance(held, pikepdf.Array) else [held]:
            if isinstance(kid, pikepdf.Dictionary) and "/Pg" in kid:
                assert kid.Pg.objgen in pages


def test_headings_never_skip_a_level(made):
    _name, _data, _placed, document = made
    levels = [int(str(e.S)[2:]) for e in walk(document.Root.StructTreeRoot) if str(e.S) in HEADINGS]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_headers_exist(made):
    name, _data, _placed, document = made
    elements = list(walk(document.Root.StructTreeRoot))
    ids = [bytes(element.ID) for element in elements if "/ID" in element]
    attributes = [element.A for element in elements if isinstance(element.get("/A"), pikepdf.Dictionary)]
    headers = {bytes(header) for entry in attributes for header in entry.get("/Headers", ())}
    assert len(ids) == len(set(ids))
    assert headers <= set(ids)
    assert bool(ids) == name.startswith("long")
    assert all("/Scope" in element.A for element in elements if element.S == "/TH")


def test_one_table_per_table_and_one_list_per_list(made):
    name, data, _placed, _document = made
    top = read_structure(data)
    tables = [len(list(found.all("/TR"))) for found in top.all("/Table")]
    if not name.startswith("long"):
        assert set(tables) == {26}
        return
    assert tables == [601, 83, 61]
    lists = [len([kid for kid in found.kids if kid.kind == "/LI"]) for found in top.all("/L")]
    assert [count for count in lists if count > 1] == [40, 40]
    assert len(lists) == 83
    assert WATERMARK not in top.text
