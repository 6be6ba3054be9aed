"""The text of a report: computed facts beside typed words, numbered, and the same as page and PDF."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.assembly.check import structure_problems
from documents.papers import text_html
from documents.rendering import overflowing_pages
from documents.services.prints import preview_sheet
from performance.choices import ObjectiveKind, Position
from performance.models import Crosswalk, QuarterlyReport, SimilarGroup
from performance.papers.report import listed, pieces, report_sheet, terms_used
from performance.services import reports
from performance.services.standing import keep_standings
from performance.services.trends import accept_trend
from tests.documents.test_verapdf import JAVA, broken_rules, jars
from tests.factories.performance import (
    BenchmarkFactory,
    FocusAreaFactory,
    ForceFactory,
    MeasureFactory,
    ObjectiveFactory,
    PlanFactory,
    SeriesFactory,
    TermFactory,
    TrendWordFactory,
    months,
)
from tests.performance.quarterly.conftest import END


@pytest.fixture
def report(area, body, measure, office):
    return reports.create_report(area=area, body=body, ended_on=END, actor=office)


def text_of(report):
    return reports.read_report(report).text


def test_sections_and_paragraphs_are_numbered_and_stand_in_their_order(report, area, office):
    local = ObjectiveFactory(area=area, kind=ObjectiveKind.LOCAL, title="Stop and search")
    national = ObjectiveFactory(area=area, title="Reduce homicide")
    for objective in (local, national):
        reports.put_part(report=report, objective=objective, actor=office)
    headings = [line for line in text_of(report).splitlines() if line.startswith("## ")]
    assert headings == ["## 1. About this report", "## 2. Reduce robbery", "## 3. Reduce homicide", "## 4. Stop and search"]
    assert "\n2.1 Why it matters." in text_of(report)


def test_a_measure_stands_with_trend_and_benchmark(report, measure):
    BenchmarkFactory(measure=measure, rank=8, size=8, position=Position.ABOVE)
    assert "| Personal robbery | Stable | 8th of 8 (above the average of the group) |" in text_of(report)
    assert "\nChart: personal-robbery" in text_of(report)


def test_a_trend_says_what_it_was_in_the_last_report(report, body, measure, office):
    reports.create_report(area=report.area, body=body, ended_on=date(2021, 9, 30), actor=office)
    TrendWordFactory(measure=measure, ended_on=date(2021, 9, 30), proposed="reducing")
    assert "| Stable (in the last report: reducing) |" in text_of(report)


def test_another_word_than_the_figures_give_stands_with_its_reason(report, measure, office):
    accept_trend(measure=measure, ended_on=END, word="increasing", reason="A new way of counting.", actor=office)
    assert "| Personal robbery | Increasing |" in text_of(report)
    assert "the figures give “stable”. An analyst set “increasing”: A new way of counting." in text_of(report)


def test_only_published_measures_that_are_reported_are_told(report, objective):
    MeasureFactory(objective=objective, title="A draft", draft=True)
    MeasureFactory(objective=objective, title="Not reported", is_in_reports=False)
    MeasureFactory(objective=objective, title="Counted no more", ended_on=date(2021, 6, 30))
    assert not {"A draft", "Not reported", "Counted no more"} & set(text_of(report).replace("|", "\n").splitlines())
    assert "A draft" not in text_of(report)


def test_figures_after_the_quarter_are_not_told(report, measure):
    read = reports.read_report(report)
    assert read.charts["personal-robbery"]["periods"][-1] == "Dec 2021"


def test_planned_actions_are_numbered_with_owner_day_and_state(report, objective, office):
    reports.add_planned_action(
        report=report, objective=objective, text="Patrol | more", owner="Constabulary", due_on=date(2022, 6, 30),
        status="in-progress", note="Six posts filled.", actor=office,
    )  # fmt: skip
    reports.add_planned_action(report=report, objective=objective, text="Learn", actor=office)
    assert "| 1 | Patrol \\| more | Constabulary | 30 Jun 2022 | In progress: Six posts filled. |" in text_of(report)
    assert "| 2 | Learn | not known | no day set | Planned |" in text_of(report)


def test_comments_are_numbered_paragraphs_after_a_heading(report, office):
    part = report.parts.get()
    for words in ("First.", "## Second\n\nWith more."):
        reports.add_comment(part=part, text=words, actor=office)
    assert "### Comments\n\n2.3 First.\n\n#### Second\n\n2.4 With more." in text_of(report)


def test_an_objective_that_is_left_out_says_why_and_no_more(report, office):
    reports.write_part(part=report.parts.get(), version=1, left_out_why="No survey was held.", actor=office)
    assert "2.1 This objective is left out of this report: No survey was held." in text_of(report)
    assert "Personal robbery" not in text_of(report)


def test_the_local_plan_stands_with_its_crosswalk(report, objective):
    plan = PlanFactory(area=report.area, published=True, started_on=date(2021, 12, 9))
    focus = FocusAreaFactory(plan=plan, title="Neighbourhood crime")
    Crosswalk.objects.create(plan=plan, objective=objective, focus=focus)
    assert "## 3. Police and Crime Plan 2021 to 2025" in text_of(report)
    assert "| Reduce robbery | Neighbourhood crime |" in text_of(report)
    type(objective).objects.update(kind="local")
    assert "National measures and the local plan" not in text_of(report)


def test_a_plan_that_is_not_published_is_not_told(report, objective):
    plan = PlanFactory(area=report.area)
    Crosswalk.objects.create(plan=plan, objective=objective, focus=FocusAreaFactory(plan=plan))
    assert "Police and Crime Plan 2021 to 2025" not in text_of(report)


def test_the_glossary_has_the_terms_that_the_report_uses(report, office):
    TermFactory(area=report.area, term="Violence Reduction Unit", aliases=["VRU"], text="Partners who work together.")
    TermFactory(area=report.area, term="Patrol", text="A department.")
    reports.add_comment(part=report.parts.get(), text="The VRU met.", actor=office)
    assert "## 2. Glossary" in text_of(report)
    assert "| Violence Reduction Unit | Partners who work together. |" in text_of(report)
    assert "| Patrol |" not in text_of(report)


def test_a_term_is_a_whole_word():
    class Named:
        term, aliases = "ASP", []

    assert terms_used([Named()], "An aspect") == []
    assert terms_used([Named()], "Of ASP.") != []


def test_the_forces_of_the_group_are_named(report):
    force = ForceFactory(area=report.area)
    group = SimilarGroup.objects.create(force=force, started_on=date(2020, 1, 1))
    group.forces.set([force, *(ForceFactory(area=None, name=name) for name in ("Kent", "Essex", "Sussex"))])
    assert "The other forces of the group are Essex, Kent and Sussex." in text_of(report)


@pytest.mark.parametrize(("names", "words"), [([], ""), (["A"], "A"), (["A", "B"], "A and B")])
def test_names_are_listed(names, words):
    assert listed(names) == words


def test_typed_markup_stays_words_in_tables_and_headings(report, objective, office):
    type(objective).objects.update(title="<b>Rob</b> | *bold*")
    reports.add_planned_action(report=report, objective=objective, text="<script>x</script> [a](javascript:x)", actor=office)
    html = str(text_html(text_of(report), {}))
    assert "<script>" not in html
    assert "<b>" not in html
    assert "href=" not in html


def test_the_page_has_a_piece_for_each_section_and_says_what_the_print_says(report, office):
    reports.add_comment(part=report.parts.get(), text="Said once.", actor=office)
    read = reports.read_report(report)
    found = pieces(read.text, read.charts)
    assert [one.heading for one in found] == ["1. About this report", "2. Reduce robbery"]
    sheet = report_sheet(report, read.text, read.charts, None)
    assert "Said once." in found[1].html
    assert "Said once." in sheet.content
    assert sheet.standing == "Draft. Not published."


def test_the_print_fits_its_pages(report, objective, office):
    long = "Raise the standard of investigations in every department. " * 12
    reports.add_planned_action(report=report, objective=objective, text=long, owner="Chief Constable", note=long, actor=office)
    read = reports.read_report(report)
    pdf = preview_sheet(report_sheet(report, read.text, read.charts, None))
    assert pdf.startswith(b"%PDF")
    assert not overflowing_pages(pdf)


def reading(report):
    with CaptureQueriesContext(connection) as seen:
        reports.read_report(QuarterlyReport.objects.get(pk=report.pk))
    return len(seen)


def test_reading_takes_as_many_queries_for_thirty_measures_as_for_one(report, area, office):
    few = reading(report)
    for _place in range(10):
        more = ObjectiveFactory(area=area)
        keep_standings([MeasureFactory(objective=more) for _one in range(3)])
        part = reports.put_part(report=report, objective=more, actor=office)
        reports.add_comment(part=part, text="More.", actor=office)
        reports.add_planned_action(report=report, objective=more, text="More", actor=office)
    assert reading(report) == few


@pytest.fixture
def full(report, area, objective, measure, office):
    """A report with everything in it: charts of counts and of a share, terms, actions, comments, a plan with its crosswalk."""
    share = MeasureFactory(objective=objective, title="Share charged", basis="share", whole=measure, is_illustrative=True)
    months(SeriesFactory(measure=share), [3, 4, 5] * 12)
    bars = MeasureFactory(objective=objective, title="Lines disrupted", frequency="quarter")
    months(SeriesFactory(measure=bars), [3, 4, 5] * 12)
    keep_standings([share, bars])
    plan = PlanFactory(area=area, published=True, started_on=date(2021, 12, 9))
    Crosswalk.objects.create(plan=plan, objective=objective, focus=FocusAreaFactory(plan=plan, title="Neighbourhood crime"))
    TermFactory(area=area, term="Robbery", text="Theft by force.")
    reports.add_planned_action(report=report, objective=objective, text="Patrol more. " * 20, owner="Constabulary", actor=office)
    reports.add_comment(part=report.parts.get(), text="Robbery is stable.\n\n- One\n- Two", actor=office)
    return report


def test_a_report_with_charts_prints_without_a_problem(full):
    read = reports.read_report(full)
    assert len(read.charts) == 3
    pdf = preview_sheet(report_sheet(full, read.text, read.charts, None))
    assert structure_problems(pdf) == []
    assert not overflowing_pages(pdf)


@pytest.mark.skipif(JAVA is None or not jars(), reason="needs java and veraPDF")
def test_a_report_with_charts_passes_pdf_ua(full, tmp_path):
    read = reports.read_report(full)
    path = tmp_path / "report.pdf"
    path.write_bytes(preview_sheet(report_sheet(full, read.text, read.charts, None)))
    assert broken_rules([path]) == {"report": []}


def test_illustrative_figures_are_said_to_be_so_in_text_page_and_print(full):
    read = reports.read_report(full)
    assert "Nobody should quote their points." in read.text
    drawn = [key for key, chart in read.charts.items() if chart["illustrative"]]
    assert len(drawn) == 1
    for for_pdf in (False, True):
        assert "Illustrative" in str(text_html(f"Chart: {drawn[0]}", read.charts, for_pdf=for_pdf))
