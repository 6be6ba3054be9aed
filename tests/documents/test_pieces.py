"""A paper's page and its piece of the pack: all parts in order, tagged, the same every time, within the sheet."""

import re
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from django.template.loader import render_to_string
from django.utils import translation

from documents import papers
from documents.assembly.check import structure_problems
from documents.choices import Access, Orientation, PaperKind, PaperStatus
from documents.models import StoredFile
from documents.rendering import STATIC, PieceCache, PieceFailed, RenderJob, overflowing_pages, render_all, render_piece
from tests.documents.written import CHART, headings, paper, version

SHEETS = [STATIC / "css" / "pack.css"]


# Page and piece --------------------------------------------------------------------------------------------------


TEXT = """## 1. Results

1.1 First words of the report.

Table: Measures, quarter ending December 2021

| Measure | Result |
|---|---:|
| Burglary | 1,255 |

### Detail

Chart: burglary
"""
FACTS = {
    "report_of": "Chief Executive",
    "recommendation": "note the report",
    "legal_implications": "None.",
    "background_papers": "Letter of 2 February\n\nMinutes",
}


def piece(text=TEXT, **facts):
    made = paper(**FACTS | facts)
    return papers.piece_html(
        made, version(text, of=made, charts={"burglary": CHART}), running="Panel, 17 March 2022", item_label="Item 7"
    )


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    sizes = [page.get_size() for page in document]
    document.close()
    return pages, sizes


def test_paper_page_shows_all_parts_in_order():
    made = paper(**FACTS)

    page = papers.paper_page(made, version(TEXT, of=made, charts={"burglary": CHART}))
    html = render_to_string("documents/_paper.html", {"page": page})

    assert [(fact.term, fact.value) for fact in page.facts] == [
        ("Report of", "Chief Executive"),
        ("Open or private", "Open"),
        ("Version", "1, draft"),
    ]
    assert [words for level, words in headings(html) if level == 2] == ["1. Results", "Implications", "Background papers"]
    assert page.background == ["Letter of 2 February", "Minutes"]
    assert html.index("The panel is asked to") < html.index("First words") < html.index("Letter of 2 February")


@pytest.mark.parametrize(
    ("recommendation", "asked"),
    [("note it", ["note it"]), ("- note it\n* agree it\n\n• refer it", ["note it", "agree it", "refer it"]), ("", [])],
)
def test_asks_are_one_act_each(recommendation, asked):
    assert papers.asks(paper(recommendation=recommendation)) == asked


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "Open"),
        (
            {"access": Access.EXEMPT, "exempt_paragraph": 1},
            "Private: Local Government Act 1972, Schedule 12A, paragraph 1: information relating to any individual",
        ),
        ({"access": Access.MEMBERS}, "Private: for members of the panel only"),
    ],
)
def test_openness_is_in_words(facts, words):
    assert papers.openness(paper(**facts)) == words


def test_piece_is_a_tagged_pdf_with_every_part():
    pdf = render_piece(piece(), stylesheets=SHEETS)

    pages, _sizes = text_of(pdf)
    words = " ".join(pages)
    assert structure_problems(pdf) == []
    for part in (
        "Panel, 17 March 2022", "Item 7", "Update", "Report of Chief Executive", "The panel is asked to note the report",
        "1.1 First words of the report.", "Measures, quarter ending December 2021", "Burglary is falling", "Implications",
        "Legal implications", "Letter of 2 February",
    ):  # fmt: skip
        assert part in words
    assert "Page 1" not in words


def test_piece_has_headings_that_skip_no_level_and_tables_that_say_what_they_are():
    html = piece()

    levels = [level for level, _words in headings(html)]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert html.count("<table>") == html.count("<caption")  # all but the facts, which their rows explain
    assert all("scope=" in cell for cell in re.findall(r"<th\b[^>]*>", html))
    assert html.startswith('<!DOCTYPE html>\n<html lang="en-gb"')
    assert "<title>Update</title>" in html
    assert '<meta name="author" content="Northshire Police and Crime Panel">' in html
    assert html.count("<title ") + html.count("<desc ") == 2 * html.count("<svg")


def test_piece_of_a_landscape_paper_lies_on_its_side():
    _pages, sizes = text_of(render_piece(piece("Words.", orientation=Orientation.LANDSCAPE), stylesheets=SHEETS))

    assert [width > height for width, height in sizes] == [True]


def test_piece_of_a_private_paper_says_so_at_its_foot():
    pages, _sizes = text_of(render_piece(piece("Words.", access=Access.EXEMPT, exempt_paragraph=1), stylesheets=SHEETS))

    assert pages[0].count("Exempt: panel members and officers. Not for publication: paragraph 1") == 2


def test_piece_is_the_same_whoever_asks_and_whenever():
    draft = piece()
    with translation.override("cy"):
        assert piece() == draft
    assert piece(status=PaperStatus.PUBLISHED) == draft


def test_an_uploaded_pdf_is_a_piece_already():
    made = paper(kind=PaperKind.PDF)

    with pytest.raises(ValueError, match="goes in as it is"):
        papers.piece_html(made, version(of=made, pdf=StoredFile(pk=1)), running="", item_label="")


# Nothing runs off the paper --------------------------------------------------------------------------------------


FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
TABLES = {
    "long-headings": f"| Measure | Result | State |\n|---|---|---|\n| {'Long heading ' * 12} | 10 | Met |\n",
    "landscape": f"|{' Column |' * 9}\n|{'---|' * 9}\n|{' Result |' * 9}\n",
}
WIDE = f"| Measure | Result |\n|---|---|\n| Burglary | {'n' * 120} |\n"


def test_a_table_wider_than_the_page_is_refused_by_the_papers_name(tmp_path):
    html = piece(WIDE)

    assert overflowing_pages(render_piece(html, stylesheets=SHEETS)) == [1]
    with pytest.raises(PieceFailed) as failed:
        render_all([RenderJob("Update", html, tuple(SHEETS))], cache=PieceCache(tmp_path))
    assert failed.value.title == "Update"
    assert failed.value.reason == "a table is wider than the page. Turn the page or shorten the table"
    assert not list(tmp_path.rglob("*.pdf"))


@pytest.mark.parametrize("text", ["Words. " * 200, TABLES["long-headings"], TABLES["landscape"]], ids=["words", *TABLES])
def test_what_fits_is_not_refused(text):
    assert overflowing_pages(render_piece(piece(text), stylesheets=SHEETS)) == []


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*/papers/*.md")), ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_no_paper_of_the_demo_runs_off_the_page(path):
    made = paper(orientation=Orientation.PORTRAIT)
    html = papers.piece_html(made, version(path.read_text(), of=made), running="Panel", item_label="Item 7")

    assert overflowing_pages(render_piece(html, stylesheets=SHEETS)) == []


def test_papers_of_the_panel_are_long_enough_to_show_a_real_pack():
    texts = [path.read_text() for path in FIXTURES.glob("avon-and-somerset/papers/*.md") if "sheet" not in path.stem]
    texts.append((FIXTURES / "avon-and-somerset/updates/2022-03-17.md").read_text())

    # The three others, the minutes, the performance report and the work programme, are drawn from their registers
    assert (len(texts), sum(len(text.split()) for text in texts) >= 13_000) == (4, True)
