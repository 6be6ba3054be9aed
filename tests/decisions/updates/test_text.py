"""The report as Markdown: numbers, levels, standing items, registers, and the demo's report of 17 March 2022 as it is typed."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from decisions.choices import SectionKind
from decisions.papers.updates import pieces, read_report, report_text
from decisions.rules.updates import clean_heading, clean_text, moved
from decisions.services.updates import add_section, create_report, open_item, publish_report
from interface.markdown import close_fences, number_paragraphs, put_headings_below

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "avon-and-somerset"
ITEMS = {"Operation Uplift", "Estates", "Fire governance"}
GIVEN = re.compile(r"^(## )\d+\. |^\d+\.\d+ | \(standing item\)$", re.MULTILINE)


def _begun(area, body, **facts):
    return create_report(
        area=area, body=body, meeting_on=date(2022, 3, 17), as_at=date(2022, 3, 7), actor=None, with_sections=False, **facts
    )


def _enter(area, body):
    """The demo's report to the meeting of 17 March 2022, every section as written text; with what is typed in it."""
    row = json.loads((FOLDER / "updates.json").read_text())["reports"][-1]
    typed = (FOLDER / row["file"]).read_text()
    report = _begun(area, body, introduction=row["introduction"], summary=row["summary"])
    for part in re.split(r"^## ", typed, flags=re.MULTILINE)[1:]:
        first, *sections = re.split(r"^### ", part, flags=re.MULTILINE)
        heading, _line, words = first.partition("\n")
        add_section(report=report, kind=SectionKind.PART, heading=heading, text=words, actor=None)
        for section in sections:
            heading, _line, words = section.partition("\n")
            item = open_item(area=area, title=heading, actor=None) if heading in ITEMS else None
            add_section(report=report, heading=heading, text=words, standing=item, actor=None)
    return report, f"{row['introduction']}\n\n## Executive summary\n\n{row['summary']}\n\n{typed}"


def test_report_of_march_2022_comes_back_as_it_is_typed(area, body):
    report, typed = _enter(area, body)
    text = report_text(report, date(2022, 3, 7))
    assert GIVEN.sub(lambda found: found[1] or "", text).split() == typed.split()
    assert text.count(" (standing item)\n") == len(ITEMS)
    parts = [int(number) for number in re.findall(r"^## (\d+)\. ", text, re.MULTILINE)]
    assert parts == list(range(1, report.sections.filter(kind=SectionKind.PART).count() + 1))
    given = [tuple(map(int, pair)) for pair in re.findall(r"^(\d+)\.(\d+) ", text, re.MULTILINE)]
    assert given == [(part, number) for part in parts for number in range(1, sum(one == part for one, _n in given) + 1)]
    assert len(given) > 90


def test_numbers_follow_the_place_and_not_what_was_typed(area, body):
    report = _begun(area, body, introduction="Hello.")
    add_section(report=report, heading="9. Before", text="9.9 **One.** Two\n\nThree", actor=None)
    add_section(report=report, kind=SectionKind.PART, heading="Work", text="Opening words", actor=None)
    add_section(report=report, heading="Estates", text="# Big\n\nA\n\n- 1.1 in a list\n\n1.5 B", actor=None)
    assert report_text(report, date(2022, 3, 7)).split("\n\n") == [
        "Hello.", "## 1. Before", "1.1 **One.** Two", "1.2 Three", "## 2. Work", "2.1 Opening words", "### Estates", "#### Big",
        "2.2 A", "- 1.1 in a list", "2.3 B\n",
    ]  # fmt: skip


def test_report_without_introduction_opens_with_its_time(area, body):
    report = _begun(area, body, started_on=date(2022, 2, 1))
    words = "This report tells the Avon Police and Crime Panel what the Commissioner did after its meeting of "
    assert report_text(report, date(2022, 3, 7)) == f"{words}Tuesday 1 February 2022, as at Monday 7 March 2022.\n"


def test_register_speaks_below_its_heading_with_its_day(area, body, register):
    report = _begun(area, body, introduction="Hello.")
    add_section(report=report, kind=SectionKind.LIVE, source="inspections", actor=None)
    shown = "Hello.\n\n## 1. Inspections\n\n*As at Sunday 6 March 2022.*\n\n### Inspections\n\n1.1 Three inspections.\n"
    assert report_text(report, date(2022, 3, 6)) == shown
    assert register["asked"][-1] == (date(2022, 3, 6), "")


def test_two_registers_with_one_chart_name_keep_their_charts_apart(area, body, register):
    register["text"], register["charts"] = "Chart: crime\n\nWords", {"crime": {"kind": "bars"}}
    report = _begun(area, body)
    for heading in ("First", "Second"):
        add_section(report=report, kind=SectionKind.LIVE, heading=heading, source="inspections", actor=None)
    read = read_report(report, date(2022, 3, 7))
    assert sorted(read.charts) == ["section-1-crime", "section-2-crime"]
    assert [one.body for one in read.laid] == ["Chart: section-1-crime\n\n1.1 Words", "Chart: section-2-crime\n\n2.1 Words"]


def test_web_page_says_what_the_print_says_section_by_section(area, body):
    report, _typed = _enter(area, body)
    report.refresh_from_db()
    found = pieces(read_report(report, date(2022, 3, 7)))
    assert [one.laid.section.number for one in found] == list(range(1, report.rows_made + 1))
    uplift = next(one for one in found if one.laid.heading == "Operation Uplift")
    assert uplift.html.startswith('<p class="govuk-body app-numbered" id="paragraph-1-8">')
    assert "Estates" not in uplift.html
    assert "<h3" not in uplift.html
    assert "<caption" in uplift.html


def test_open_code_block_does_not_swallow_what_follows(area, body):
    report = _begun(area, body)
    add_section(report=report, heading="First", text="```\ncode", actor=None)
    add_section(report=report, heading="Second", text="Words", actor=None)
    found = pieces(read_report(report, date(2022, 3, 7)))
    assert ["Words" in one.html for one in found] == [False, True]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("3. Work", "Work"),
        ("3 Work", "Work"),
        ("2018/19 budget", "2018/19 budget"),
        ("101 calls", "101 calls"),
        ("  A  b ", "A b"),
    ],
)
def test_heading_is_kept_without_its_number(typed, kept):
    assert clean_heading(typed) == kept


def test_heading_of_a_standing_item_is_kept_without_the_words_it_is_given():
    assert clean_heading("Estates (Standing item)", is_standing=True) == "Estates"
    assert clean_heading("Estates (standing item)") == "Estates (standing item)"


def test_text_is_kept_without_numbers_but_with_its_amounts():
    assert clean_text("1.1 One\r\n\r\n2.5 million people\n\n> 1.2 Quoted\n") == "One\n\n2.5 million people\n\n> 1.2 Quoted"


def test_moving_stops_at_both_ends():
    assert (moved([1, 2, 3], 1, "up"), moved([1, 2, 3], 3, "down"), moved([1, 2, 3], 2, "up")) == (None, None, [2, 1, 3])


def test_markdown_helpers_leave_tables_lists_charts_and_captions_alone():
    text = "Table: Sums\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nChart: crime\n\n1. one\n2. two\n\nWords"
    assert number_paragraphs(text, 4, 7) == (text.replace("Words", "4.8 Words"), 8)
    assert put_headings_below("Big\n===\n\n## Less ##\n\nWords", 4) == "#### Big\n\n##### Less\n\nWords"
    assert (close_fences("~~~\na"), close_fences("```\na\n```"), close_fences("a")) == ("~~~\na\n~~~", "```\na\n```", "a")


def test_published_report_reads_as_it_was_frozen(area, body, register):
    report = _begun(area, body, introduction="Hello.")
    add_section(report=report, kind=SectionKind.LIVE, source="inspections", actor=None)
    report.refresh_from_db()
    out = publish_report(report=report, version=report.version, actor=None)
    register["text"] = "Four inspections."
    assert "Three inspections." in report_text(out, date(2023, 1, 1))
    assert "As at Monday 7 March 2022." in report_text(out, date(2023, 1, 1))
