"""Where pages begin in the text of a web page: only what is sure is marked."""

from documents.services.marks import marked, marked_by_section

HTML = (
    '<h2>Results of the quarter</h2>\n<p id="paragraph-1-1"><span>1.1</span> Burglary fell by four per cent.</p>'
    "<ul><li>Northmouth fell the most of all districts</li><li>Westhampton rose a little in the year</li></ul>"
    "<table><thead><tr><th>District of the force</th></tr></thead><tbody><tr><td>Northmouth and villages</td></tr>"
    "<tr><td>Westhampton-under-Scarsdale</td></tr></tbody></table><p>Same words here</p><p>Same words here</p>"
)


def test_a_page_is_marked_before_the_block_it_begins_with():
    html = marked(HTML, pages=["Results of the quarter", "1.1 Burglary fell by four per\ncent."], first=7)

    assert '<div class="app-page-mark" id="page-8">Page 8</div><p id="paragraph-1-1">' in html
    assert "page-7" not in html


def test_within_lists_and_tables_the_mark_stands_inside():
    pages = ["Results", "Westhampton rose a little in the year", "District of the force\nWesthampton-under-Scarsdale"]

    html = marked(HTML, pages=pages, first=7)

    assert '<li><span class="app-page-mark" id="page-8">Page 8</span>Westhampton rose' in html
    assert '<td><span class="app-page-mark" id="page-9">Page 9</span>Westhampton-under' in html


def test_a_page_that_begins_within_a_paragraph_is_marked_at_the_next_block_that_is_sure():
    html = marked(HTML, pages=["Results", "four per cent.\nNorthmouth fell the most of all districts"], first=7)

    assert '<li><span class="app-page-mark" id="page-8">Page 8</span>Northmouth fell' in html


def test_what_is_said_twice_or_nowhere_is_not_marked():
    html = marked(HTML, pages=["Results", "Same words here", "Nothing of this is there"], first=7)

    assert html == HTML


def test_pages_stay_in_order():
    html = marked(HTML, pages=["x", "Westhampton rose a little in the year", "Results of the quarter"], first=7)

    assert "page-8" in html
    assert "page-9" not in html


def test_sections_of_an_upload_carry_the_numbers_of_the_pack():
    html = "<section><p>One</p></section><section><p>Two</p></section>"

    marked_up = marked_by_section(html, first=9)

    assert (
        marked_up
        == '<section><p>One</p></section><div class="app-page-mark" id="page-10">Page 10</div><section><p>Two</p></section>'
    )
