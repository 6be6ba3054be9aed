"""What a paper looks like, as a page and as a piece, and that what strangers wrote stays text."""

import json
import re
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import odfdo
import pypdfium2
import pytest
from django.template.loader import render_to_string
from django.utils import translation

from documents import papers
from documents.assembly.check import structure_problems
from documents.choices import Access, Orientation, PaperKind, PaperStatus
from documents.intake.run import take_in
from documents.models import Paper, PaperVersion, StoredFile
from documents.rendering import (
    STATIC,
    PieceCache,
    PieceFailed,
    RenderJob,
    overflowing_pages,
    render_all,
    render_piece,
)
from panels.models import Body, PoliceArea

SHEETS = [STATIC / "css" / "pack.css"]
CHART = {
    "title": "Burglary is falling",
    "unit": "offences",
    "periods": ["Oct", "Nov", "Dec"],
    "series": [{"name": "Northshire", "values": [30, 20, 10]}],
}
PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<svg onload="alert(1)"><title>1.1 </title></svg>',
    '<p onclick="alert(1)" style="position:fixed">x</p>',
    '<iframe src="https://bad.example"></iframe>',
    "<style>@import 'https://bad.example'</style>",
    '"><script>alert(1)</script>',
    "{{ settings.SECRET_KEY }}{% load x %}",
]
SAFE = re.compile(r"https?:|mailto:")
AREA = PoliceArea(slug="northshire", name="Northshire")
BODY = Body(area=AREA, slug="panel", name="Northshire Police and Crime Panel")


def paper(**facts):
    plain = {"area": AREA, "body": BODY, "collection": "m", "slug": "p", "title": "Update", "kind": PaperKind.WRITTEN}
    return Paper(**plain | facts)


def version(text="", *, of=None, **content):
    return PaperVersion(paper=of or paper(), number=1, text=text, **content)


class Dangers(HTMLParser):
    """Collects what a browser would run, load or follow."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag in {"script", "style", "iframe", "object", "embed", "img", "form", "base", "meta", "link"}:
            self.found.append(tag)
        self.found += [name for name, _value in attrs if name.startswith("on") or name in {"style", "src", "srcset"}]
        self.found += [value for name, value in attrs if name == "href" and ":" in value.split("/")[0] and not SAFE.match(value)]


def headings(html):
    return [(int(level), words) for level, words in re.findall(r"<h(\d)[^>]*>(.*?)</h\1>", html)]


# Text ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("for_pdf", [False, True], ids=["page", "pdf"])
def test_body_html_hangs_the_numbers_that_were_typed(for_pdf):
    html = papers.body_html(version("## 1. Start\n\n1.1 Words.\n\n1.2 **Bold** words."), for_pdf=for_pdf)

    assert re.findall(r'<p class="[^"]*app-numbered" id="(.*?)">', html) == ["paragraph-1-1", "paragraph-1-2"]
    assert re.findall(r"app-numbered__number.>(.*?)<", html) == ["1.1", "1.2"]


@pytest.mark.parametrize(
    "text",
    ["3.5 million people", "Plain words", "> 1.1 Quoted", "- 1.1 In a list", "2022 was a year", "1.1"],
)
def test_body_html_leaves_other_figures_alone(text):
    assert "app-numbered" not in papers.body_html(version(text))


def test_body_html_makes_an_anchor_once():
    html = papers.body_html(version("1.1 First.\n\n1.1 Again."))

    assert html.count("app-numbered__number") == 2
    assert html.count('id="paragraph-1-1"') == 1


def test_body_html_draws_charts():
    html = papers.body_html(version("## A\n\nChart: burglary", charts={"burglary": CHART}))

    assert "<svg" in html
    assert "viewBox" in html
    assert headings(html) == [(2, "A"), (3, "Burglary is falling")]


def test_body_html_puts_headings_where_the_page_wants_them():
    typed = "# One\n\n#### Deep\n\n# Two"
    uploaded = "<h2>One</h2><h4>Deep</h4><h2>Two</h2>"

    for made in (version(typed), version(html=uploaded)):
        assert headings(papers.body_html(made, first_level=3)) == [(3, "One"), (4, "Deep"), (3, "Two")]


def test_body_html_dresses_an_upload_for_the_page_only():
    made = version(html="<p>1.1 Words</p><ul><li>A</li></ul>")

    assert papers.body_html(made) == (
        '<p class="govuk-body app-numbered" id="paragraph-1-1"><span class="app-numbered__number">1.1</span> Words</p>'
        '<ul class="govuk-list govuk-list--bullet"><li>A</li></ul>'
    )
    assert "govuk" not in papers.body_html(made, for_pdf=True)


@pytest.mark.parametrize(("for_pdf", "box"), [(False, "app-scroll"), (True, "landscape")])
def test_body_html_gives_a_wide_table_of_an_upload_room(for_pdf, box):
    narrow = "<table><tbody><tr>" + "<td>1</td>" * 7 + "</tr></tbody></table>"
    wide = "<table><tbody><tr>" + "<td>1</td>" * 8 + "</tr></tbody></table>"

    html = papers.body_html(version(html=f"<p>A</p>{narrow}{wide}<p>B</p>"), for_pdf=for_pdf)

    assert re.findall(r'<div class="(.*?)"', html) == [box]
    assert html.count("</div>") == 1
    assert html.index("<div") > html.index("</table>")


def test_body_html_lets_a_keyboard_scroll_a_wide_table():
    table = "|" + "a|" * 8 + "\n|" + "---|" * 8 + "\n|" + "1|" * 8
    boxes = re.findall(r'<div class="app-scroll"(.*?)>', papers.body_html(version(f"{table}\n\nWords\n\n{table}")))

    assert boxes == [f' tabindex="0" role="region" aria-label="Wide table {number}"' for number in (1, 2)]


def test_body_html_of_a_pdf_is_the_text_of_its_pages():
    made = version(page_texts=["First <b>\n\nSecond", ""])

    html = papers.body_html(made)

    assert headings(html) == [(2, "Page 1 of the file"), (2, "Page 2 of the file")]
    assert "First &lt;b&gt;</p>" in html
    assert "This page holds no text that can be read out" in html


def test_body_html_of_a_withdrawn_paper_is_empty():
    assert papers.body_html(version("Words", of=paper(status=PaperStatus.WITHDRAWN))) == ""


# What strangers wrote --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("for_pdf", [False, True], ids=["page", "pdf"])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_markdown_stays_text(payload, for_pdf):
    text = f'## {payload}\n\n1.1 {payload}\n\n[a]({payload})\n\n[b](https://a.example "{payload}")\n\n|A|\n|---|\n|{payload}|'

    assert Dangers(papers.body_html(version(text), for_pdf=for_pdf)).found == []


@pytest.mark.parametrize("for_pdf", [False, True], ids=["page", "pdf"])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_html_from_a_file_stays_text(payload, for_pdf):
    """Also when the confined process that made the HTML has been taken over."""
    html = papers.clean_html(f"<h2>{payload}</h2>{payload}<p>1.1 {payload}</p><a href='https://a.example/{payload}'>x</a>")

    assert Dangers(html).found == []
    assert Dangers(papers.body_html(version(html=html), for_pdf=for_pdf)).found == []
    assert Dangers(papers.body_html(version(html=payload + html), for_pdf=for_pdf)).found == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_docx_stays_text(payload):
    document = docx.Document()
    document.add_heading(payload, 1)
    document.add_paragraph(f"1.1 {payload}")
    document.add_table(1, 1).cell(0, 0).text = payload
    written = BytesIO()
    document.save(written)

    html = papers.body_html(version(html=papers.clean_html(take_in(written.getvalue(), "a.docx").html)))

    assert headings(html)
    assert "app-numbered" in html
    assert Dangers(html).found == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_odt_stays_text(payload):
    document = odfdo.Document("text")
    document.body.clear()
    document.body.append(odfdo.Header(1, payload))
    document.body.append(odfdo.Paragraph(f"1.1 {payload}"))
    written = BytesIO()
    document.save(written)

    html = papers.body_html(version(html=papers.clean_html(take_in(written.getvalue(), "a.odt").html)))

    assert headings(html)
    assert Dangers(html).found == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_facts_stay_text(payload):
    made = paper(
        report_of=payload, recommendation=payload, legal_implications=payload, background_papers=payload,
        financial_implications=payload, equality_implications=payload,
    )  # fmt: skip
    made.title = payload

    page = render_to_string("documents/_paper.html", {"page": papers.paper_page(made, version(payload, of=made))})
    piece = papers.piece_html(made, version(payload, of=made), running=payload, item_label=payload)

    assert Dangers(page).found == []
    assert sorted(Dangers(piece).found) == ["meta", "meta"]
    assert "only-for-tests" not in page + piece


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
    kept = path.parent / "charts.json"
    charts = json.loads(kept.read_text()) if kept.exists() else {}
    made = paper(orientation=Orientation.PORTRAIT)
    html = papers.piece_html(made, version(path.read_text(), of=made, charts=charts), running="Panel", item_label="Item 7")

    assert overflowing_pages(render_piece(html, stylesheets=SHEETS)) == []


def test_papers_of_the_panel_are_long_enough_to_show_a_real_pack():
    texts = [path.read_text() for path in FIXTURES.glob("avon-and-somerset/papers/*.md") if "sheet" not in path.stem]

    # The two others, the minutes and the work programme, are drawn from their registers
    assert (len(texts), sum(len(text.split()) for text in texts) >= 15_000) == (5, True)
