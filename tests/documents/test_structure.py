"""What a screen reader meets: one table a table and one list a list, on however many pages, read in order."""

from collections import Counter
from io import BytesIO

import pikepdf
import pytest

from documents.assembly.check import structure_problems
from documents.assembly.merge import Meta, assemble
from documents.assembly.plan import Piece, plan_pages
from documents.rendering import STATIC, page_count, render_piece
from tests.documents.samples import edited, page_html, plain_pdf
from tests.documents.structure import read_structure

SHEETS = [STATIC / "css" / "pack.css"]
LONG = "words that fill the line and go on to the next one " * 8


def rendered(body, title="Paper", sheets=SHEETS):
    return render_piece(page_html(title, body), stylesheets=sheets)


def read(body, sheets=SHEETS):
    data = rendered(body, sheets=sheets)
    return read_structure(data), data


def table(rows, name="Force", start=0, caption=""):
    head = f"<thead><tr><th scope='col'>{name}</th><th scope='col'>Total</th></tr></thead>"
    body = "".join(f"<tr><th scope='row'>Row {row}</th><td>{row * 7}</td></tr>" for row in range(start, start + rows))
    return f"<table>{caption}{head}<tbody>{body}</tbody></table>"


def shape(element):
    """How many elements of each kind there are within."""
    found = Counter()
    for kid in element.kids:
        if hasattr(kid, "kids"):
            found += Counter({kid.kind: 1}) + shape(kid)
    return found


def test_a_table_of_600_rows_is_one_table():
    top, data = read(table(600, caption="<caption>Calls</caption>"))

    found = shape(top)
    assert page_count(data) > 15
    assert (found["/Table"], found["/THead"], found["/TBody"], found["/Caption"], found["/TR"]) == (1, 1, 1, 1, 601)
    (whole,) = top.all("/Table")
    assert [kid.kind for kid in whole.kids] == ["/Caption", "/THead", "/TBody"]
    assert [row.text for row in whole.all("/TR")] == ["Force Total", *(f"Row {row} {row * 7}" for row in range(600))]
    assert whole.text.count("Force") == 1
    assert structure_problems(data) == []


def test_a_repeated_heading_is_printed_and_not_read():
    _top, data = read(table(120))
    with pikepdf.open(BytesIO(data)) as document:
        contents = [page.Contents.read_bytes() for page in document.pages]
        fonts = [content.count(b"/Type /Pagination") for content in contents]
    assert len(contents) > 2
    assert fonts[0] < fonts[1] == fonts[2]  # the two words of the heading row, printed again on each later page
    assert fonts[1] - fonts[0] == 2


def test_two_tables_alike_stay_two():
    for between in ("", "<p>Between.</p>"):
        top, _data = read(table(70) + between + table(70))
        tables = list(top.all("/Table"))
        assert [len(list(found.all("/TR"))) for found in tables] == [71, 71]
        assert [len(list(found.all("/THead"))) for found in tables] == [1, 1]
        assert [row.text for row in tables[0].all("/TR")] == [row.text for row in tables[1].all("/TR")]


def test_a_table_that_begins_where_another_ends_stays_its_own():
    """The first ends exactly with its page, and the second begins with the next."""
    body = table(30) + "<div style='break-before:page'></div>" + table(30)
    top, _data = read(body)
    assert [len(list(found.all("/TR"))) for found in top.all("/Table")] == [31, 31]


def test_a_row_broken_over_pages_is_one_row():
    cells = f"<tr><th scope='row'>First</th><td>{LONG * 20}end of first</td></tr><tr><th scope='row'>Second</th><td>B</td></tr>"
    style = "<style>tr{break-inside:auto !important}</style>"
    top, data = read(f"{style}<p>{LONG * 4}</p><table class='long'><tbody>{cells}</tbody></table>")
    (whole,) = top.all("/Table")
    rows = list(whole.all("/TR"))
    assert page_count(data) > 1
    assert len(rows[0].sheets) > 1
    assert [[cell.kind for cell in row.kids] for row in rows] == [["/TH", "/TD"]] * 2
    assert rows[0].kids[1].text == f"{LONG * 20}end of first"
    assert structure_problems(data) == []


def test_last_rows_printed_again_are_read_once():
    foot = "<tfoot><tr><th scope='row'>Sum</th><td>9</td></tr></tfoot>"
    top, data = read(table(120).replace("<tbody>", foot + "<tbody>"))
    (whole,) = top.all("/Table")
    assert sum(row.text == "Sum 9" for row in whole.all("/TR")) == 1
    assert structure_problems(data) == []


def test_a_list_over_pages_is_one_list():
    points = "".join(f"<li>Point {number} {LONG}</li>" for number in range(40))
    for tag in ("ul", "ol"):
        top, data = read(f"<{tag}>{points}</{tag}>")
        (whole,) = top.all("/L")
        assert page_count(data) > 2
        assert [kid.kind for kid in whole.kids] == ["/LI"] * 40
        assert all([part.kind for part in point.kids] == ["/Lbl", "/LBody"] for point in whole.kids)
        assert [point.kids[1].text for point in whole.kids] == [f"Point {number} {LONG}".strip() for number in range(40)]
        assert any(len(point.sheets) > 1 for point in whole.kids)
        assert structure_problems(data) == []


def test_lists_in_lists_and_tables_in_lists_are_joined_each():
    inner = "".join(f"<li>Inner {number} {LONG}</li>" for number in range(12))
    body = f"<ul><li>First<ul>{inner}</ul></li><li>Second{table(90)}</li><li>Third</li></ul><ul><li>Other</li></ul>"
    top, data = read(body)
    outer = [kid for kid in top.kids if kid.kind == "/L"]
    assert len(list(top.all("/L"))) == 3
    assert len(outer) == 2
    assert [len(list(found.all("/TR"))) for found in top.all("/Table")] == [91]
    words = outer[0].text
    places = [words.index(part) for part in ("First", "Inner 0", "Inner 11", "Second", "Row 0", "Row 89", "Third")]
    assert places == sorted(places)
    assert structure_problems(data) == []


def test_paragraphs_quotes_and_sections_over_pages_are_one_each():
    body = f"<article><section><h2>One</h2><blockquote><p>{LONG * 30}</p></blockquote><p>After</p></section></article>"
    top, data = read(body)
    found = shape(top)
    assert page_count(data) > 1
    assert (found["/Art"], found["/Sect"], found["/BlockQuote"], found["/P"]) == (1, 1, 1, 2)
    assert [paragraph.text for paragraph in top.all("/P")] == [(LONG * 30).strip(), "After"]


def test_columns_of_a_page_are_joined():
    top, _data = read(f"<div class='members'><p>{LONG}</p><ul>{'<li>Name</li>' * 30}</ul></div>")
    assert len(list(top.all("/L"))) == 1
    assert len(list(top.all("/LI"))) == 30


def test_lines_hang_on_their_paragraph():
    top, _data = read(f"<p>Plain <strong>bold</strong> <a href='https://example.org'>a link</a> {LONG}</p>")
    (paragraph,) = top.all("/P")
    assert {kid.kind for kid in paragraph.kids if hasattr(kid, "kids")} == {"/Link"}
    assert paragraph.text == f"Plain bold a link {LONG}".strip()


def test_headings_of_an_irregular_table_have_ids_and_those_of_a_plain_one_a_scope():
    head = "<tr><th rowspan='2'>Force</th><th colspan='2'>Calls</th></tr><tr><th>Made</th><th>Met</th></tr>"
    rows = "".join(f"<tr><th scope='row'>R{row}</th><td>1</td><td>2</td></tr>" for row in range(80))
    top, data = read(f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>{table(3)}")
    odd, plain = top.all("/Table")
    names = {cell.name: cell.text for cell in odd.all("/TH")}
    assert len(names) == 84
    assert [[names[name] for name in cell.headers] for cell in list(odd.all("/TD"))[:3]] == [
        ["R0", "Calls", "Made"],
        ["R0", "Calls", "Met"],
        ["R1", "Calls", "Made"],
    ]
    assert all(names[cell.headers[0]] == f"R{number // 2}" for number, cell in enumerate(odd.all("/TD")))
    assert [(cell.scope, cell.name) for cell in plain.all("/TH")] == [("/Column", "")] * 2 + [("/Row", "")] * 3
    assert not any(cell.headers for cell in plain.all("/TD"))
    assert structure_problems(data) == []


def test_reading_order_of_three_pages():
    body = (
        "<h2>One</h2><p>First page.</p><h2 style='break-before:page'>Two</h2><ul><li>A</li><li>B</li></ul>"
        + "<h2 style='break-before:page'>Three</h2>"
        + table(2)
        + "<p>The end.</p>"
    )
    top, data = read(body)
    assert page_count(data) == 3
    assert list(top.lines()) == [
        "H1 Paper",
        "H2 One",
        "P First page.",
        "H2 Two",
        "LI • A",
        "LI • B",
        "H2 Three",
        "TR Force Total",
        "TR Row 0 0",
        "TR Row 1 7",
        "P The end.",
    ]


@pytest.mark.parametrize("fillers", [True, False], ids=["print", "screen"])
def test_reading_order_of_a_pack_has_its_papers_and_no_stamp(fillers):
    sources = {
        "agenda": rendered("<p><a href='https://pack.invalid/p/one'>One</a></p>", "Agenda"),
        "one": rendered(f"<h2>Part</h2><p>{LONG * 30}</p>", "One"),
        "two": rendered(table(60), "Two"),
        "upload": plain_pdf(),
    }
    kinds = {"agenda": "agenda", "upload": "upload"}
    pieces = [Piece(key, key.title(), page_count(data), kinds.get(key, "report")) for key, data in sources.items()]
    placed = plan_pages(pieces, fillers=fillers)
    pack = assemble(placed, sources=sources, meta=Meta(title="Pack"))

    lines = list(read_structure(pack).lines())

    assert lines[:6] == ["H1 Agenda", "P One", "P Back to agenda", "H1 One", "H2 Part", f"P {(LONG * 30).strip()}"]
    assert lines[6:10] == ["P Back to agenda", "H1 Two", "TR Force Total", "TR Row 0 0"]
    assert lines[-2:] == ["TR Row 59 413", "P Back to agenda"]
    assert not any(line.startswith("P Page ") or "intentionally" in line for line in lines)


def test_a_table_joined_badly_is_told():
    def again(pdf):
        table = pdf.Root.StructTreeRoot.K[0].K[-1]
        table.K = pikepdf.Array([table.K[0], *table.K])

    data = rendered(table(3))
    assert structure_problems(data) == []
    assert "A table has its headings, its last rows or its title twice" in structure_problems(edited(data, again))
