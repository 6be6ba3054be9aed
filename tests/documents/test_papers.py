"""What a paper looks like as a page, and that what strangers wrote stays text."""

import re
from html.parser import HTMLParser
from io import BytesIO

import docx
import odfdo
import pytest
from django.template.loader import render_to_string

from documents import papers
from documents.choices import PaperStatus
from documents.intake.run import take_in
from tests.documents.written import CHART, headings, paper, version

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
