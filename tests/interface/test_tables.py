import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from interface.tables import Column, Table, safe_cell

COLUMNS = [
    Column("reference", "Reference", sort="reference", heads_row=True),
    Column("due", "Due", sort="due", numeric=True),
    Column("owner", "Owner"),
]
ROWS = [{"reference": f"A-{n:03}", "due": (n * 7) % 120, "owner": "Clerk & host"} for n in range(1, 121)]


def table(query="", rows=ROWS):
    request = RequestFactory().get(f"/actions/{query}")
    return Table(request, rows, columns=COLUMNS, caption="Actions", empty="Every action is closed.", order="reference")


def column(of, index=0):
    return [row[index]["value"] for row in of.rows]


def test_table_sorts_by_the_column_asked_for():
    assert column(table("?sort=-due"), 1)[:3] == [119, 118, 117]
    assert column(table())[:2] == ["A-001", "A-002"]


def test_table_ignores_columns_that_do_not_sort():
    assert table("?sort=owner").order == "reference"
    assert table("?sort=-password").order == "reference"


def test_rows_without_a_value_come_last_either_way():
    rows = [{"reference": "A", "due": None}, {"reference": "B", "due": 2}, {"reference": "C", "due": 1}]

    assert column(table("?sort=due", rows)) == ["C", "B", "A"]
    assert column(table("?sort=-due", rows)) == ["B", "C", "A"]


def test_headings_say_how_they_are_sorted_and_turn_round():
    head = table("?sort=-due&owner=Clerk&page=2").head

    assert [heading["sorted"] for heading in head] == ["none", "descending", ""]
    assert head[0]["url"] == "?sort=reference&owner=Clerk"
    assert table("?sort=due").head[1]["url"] == "?sort=-due"


def test_pages_hold_fifty_rows_and_keep_the_filters():
    page = table("?owner=Clerk&page=2")

    assert len(page.rows) == 50
    assert page.count_words == "Showing 51 to 100 of 120"
    assert page.pagination["next"]["href"] == "?owner=Clerk&page=3"
    assert page.pagination["previous"]["href"] == "?owner=Clerk&page=1"


def test_page_that_does_not_exist_is_the_last():
    assert table("?page=99").page.number == 3
    assert table("?page=x").page.number == 1


def test_table_is_drawn_with_headings_labels_and_no_style():
    html = render_to_string("components/table.html", {"table": table("?sort=due")})

    assert '<caption class="govuk-table__caption govuk-table__caption--m">Actions</caption>' in html
    assert html.count('<th scope="row"') == 50
    assert 'aria-sort="ascending"' in html
    assert 'data-label="Owner">Clerk &amp; host</td>' in html
    assert "style=" not in html


def test_empty_table_says_why():
    html = render_to_string("components/table.html", {"table": table(rows=[])})

    assert "Every action is closed." in html
    assert "<table" not in html


@pytest.mark.parametrize(
    "text",
    ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "==1", "＝1", "＋1", "－1", "＠a", " =1", "\n=1", "'=1", "\u3000＝1", "\ufeff=1"],
)
def test_no_cell_of_an_export_becomes_a_formula(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Words", "2022-03-17", "10:45am", "", "a=b"])
def test_cell_that_is_no_formula_stays_as_it_is(text):
    assert safe_cell(text) == text
