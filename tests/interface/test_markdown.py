import re

import pytest

from interface import markdown

SPEC = {
    "title": "It fell",
    "subtitle": "Offences",
    "unit": "per 1,000 people",
    "periods": ["2020", "2021"],
    "series": [{"name": "Force", "values": [0.81, 0.73]}],
}
TABLE = "| Council | Amount |\n|---|--:|\n| Mendip | 5,000 |\n"


def test_table_line_before_a_table_is_its_caption():
    html = markdown.render(f"Table: Contributions & shares\n\n{TABLE}", for_pdf=True)

    assert "<caption>Contributions &amp; shares</caption>" in html
    assert "Table:" not in html


def test_table_line_before_a_paragraph_stays():
    assert markdown.render("Table: nothing\n\nText", for_pdf=True) == "<p>Table: nothing</p>\n<p>Text</p>\n"


def test_table_cells_head_their_rows_and_columns():
    html = markdown.render(TABLE, for_pdf=True)

    assert '<th scope="col">Council</th>' in html
    assert '<th scope="row" class="nowrap">Mendip</th>' in html
    assert '<td class="num" data-label="Amount">5,000</td>' in html


@pytest.mark.parametrize(
    ("headings", "whole"),
    [
        pytest.param(["Mendip", "Twenty-four letters long"], True, id="all-short"),
        pytest.param(["Mendip", "Twenty-five letters, long"], False, id="one-long"),
        pytest.param(["**Bold & short, marks off**"], True, id="marks-are-not-letters"),
    ],
)
def test_row_headings_of_a_printed_table_are_wrapped_where_one_is_long(headings, whole):
    table = "| Council | Amount |\n|---|--:|\n" + "".join(f"| {heading} | 1 |\n" for heading in headings)

    assert markdown.render(table, for_pdf=True).count("nowrap") == (len(headings) if whole else 0)
    assert "nowrap" not in markdown.render(table)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        pytest.param('The Panel\'s "note"', "The Panel’s “note”", id="quotation"),
        pytest.param("the councils' Chief Executives", "the councils’ Chief Executives", id="plural"),
        pytest.param("He said 'no'.", "He said ‘no’.", id="single"),
        pytest.param("2019 - 2021 -- and (c) ...", "2019 - 2021 -- and (c) ...", id="nothing-else"),
    ],
)
def test_straight_quotes_become_typographic(typed, printed):
    assert markdown.render(typed, for_pdf=True) == f"<p>{printed}</p>\n"
    assert f"<caption>{printed}</caption>" in markdown.render(f"Table: {typed}\n\n{TABLE}", for_pdf=True)


def test_quotes_in_code_and_addresses_stay():
    html = markdown.render("`it's \"code\"` [x](/a?b='c')", for_pdf=True)

    assert '<code>it\'s "code"</code>' in html
    assert "’" not in html


def test_table_of_more_than_seven_columns_turns_the_page():
    row = "|" + " a |" * 8
    html = markdown.render(f"{row}\n|{'---|' * 8}\n{row}", for_pdf=True)

    assert html.startswith('<div class="landscape">')


@pytest.mark.parametrize(
    ("text", "level", "tags"),
    [
        pytest.param("# A\n# B", 2, ["h2", "h2"], id="begins-at-the-level"),
        pytest.param("# A\n### B\n#### C\n## D", 2, ["h2", "h3", "h4", "h3"], id="never-skips"),
        pytest.param("### A\n# B", 3, ["h3", "h3"], id="begins-deep"),
        pytest.param("# A\n## B\n### C\n#### D", 4, ["h4", "h5", "h6", "h6"], id="stops-at-six"),
    ],
)
def test_headings_are_levelled(text, level, tags):
    assert re.findall(r"<(h\d)", markdown.render(text, level=level)) == tags


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&colon;alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://x.example/a.png)",
        "<svg onload=alert(1)>",
        "Table: <img src=x onerror=alert(1)>\n\n" + TABLE,
        "| <b onclick=x> |\n|---|\n| <i style=x> |",
        '[x](/a "onmouseover=alert(1)")',
    ],
)
def test_payload_does_nothing(payload):
    html = markdown.render(payload)

    tags = re.findall(r"<[^>]*>", html)
    assert not [t for t in tags if re.match(r"<(script|img|svg|b|i)\b", t)]
    assert not [t for t in tags if re.search(r"(?i)\s(on\w+|style)=|href=\"(javascript|data)", t)]


def test_list_items_hold_no_paragraphs():
    html = markdown.render("- one\n\n  more\n\n- two\n", for_pdf=True)

    assert "<p>" not in html
    assert re.sub(r"\s+", " ", html) == "<ul> <li>one<br> more</li> <li>two</li> </ul> "


def test_paragraphs_are_numbered_by_section():
    html = markdown.render("# Why\nOne.\n\nTwo.\n\n# How\nThree.", numbered=True, for_pdf=True)

    assert re.findall(r"<h2>(\d+\.) ", html) == ["1.", "2."]
    assert re.findall(r'number">([\d.]+)<', html) == ["1.1", "1.2", "2.1"]


def test_typed_numbers_are_kept():
    html = markdown.render("# 3. Why\n3.4 One.\n\nTwo.", numbered=True, for_pdf=True)

    assert re.findall(r'number">([\d.]+)<', html) == ["3.4", "3.5"]
    assert "3.4 One" not in html
    assert "1.1 million" in markdown.render("1.1 million people", numbered=True)


def test_chart_line_becomes_its_chart():
    html = markdown.render("Chart: rate", charts={"rate": SPEC})

    assert html.count("<svg") == 2
    assert "<p>Chart" not in html
    assert markdown.render("Chart: rate", charts={"rate": SPEC}, for_pdf=True).count('class="app-chart__wide"') == 1


def test_unknown_chart_is_named():
    assert "There is no chart named “rate”" in markdown.render("Chart: rate")
