"""A quarter of figures from the spreadsheet to the agenda, and what the public then reads, with script and without."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from accounts.choices import Role
from accounts.models import User
from jobs.services import run_all
from meetings.models import Meeting
from panels.models import PoliceArea
from performance.choices import TrendChoice, UploadStatus
from performance.models import FiguresUpload, Measure, Observation, QuarterlyReport, TrendWord
from performance.services.standing import keep_standings
from tests.factories.meetings import AgendaItemFactory, AnnouncedMeetingFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, PoliceAreaFactory
from tests.factories.performance import (
    ForceFactory,
    MeasureFactory,
    ObjectiveFactory,
    PopulationFactory,
    SeriesFactory,
    TermFactory,
    months,
)
from tests.journeys.checks import AXE
from tests.journeys.conftest import PATIENCE
from tests.journeys.keyboard import Keyboard
from tests.journeys.test_questions import main, sound
from tests.performance.figure_files import as_xlsx

pytestmark = pytest.mark.browser
HERE = "/ploverdale/performance"
QUARTER = date(2021, 12, 31)
SLUG = "2022-03-17-panel"
ROWS = [(name, month, figure) for name, figures in (("Robbery", (41, 44, 40)), ("Burglary", (120, 118, 123)))
        for month, figure in zip(("Oct 2021", "Nov 2021", "Dec 2021"), figures, strict=True)]  # fmt: skip
WRONG = [(name, month, "forty" if figure == 40 else figure) for name, month, figure in ROWS]
REASON = "Two gangs were arrested in November."
COMMENT = "Robbery fell after the arrests in Plover Lane. Outcomes are told of in the next report."
PROMISE = "Patrol Plover Lane on Friday nights"
Opens = Callable[[User | None], Any]


@pytest.fixture
def area(world) -> PoliceArea:
    """Another area, of which every figure until September is held and none was reported yet."""
    made = PoliceAreaFactory(slug="ploverdale", name="Ploverdale", commissioner_name="Quinn Quill")
    force = ForceFactory(area=made)
    PopulationFactory(force=force)
    TermFactory(area=made, slug="outcome", term="Outcome", aliases=["Outcomes"], text="What came of a crime.")
    for slug, level in (("robbery", 40), ("burglary", 120)):
        objective = ObjectiveFactory(area=made, slug=slug, title=f"Reduce {slug}")
        measure = MeasureFactory(
            objective=objective, slug=slug, title=slug.title(), denominator="population", released_until=date(2021, 9, 30)
        )
        months(SeriesFactory(measure=measure, force=force), [level + n % 5 for n in range(33)], until=date(2021, 9, 1))
        keep_standings([measure])
    return made


@pytest.fixture
def meeting(area) -> Meeting:
    """Announced for 17 March, with the report on its agenda."""
    body = BodyFactory(area=area, slug="panel", name="Ploverdale Police and Crime Panel")
    clerk = AppointmentFactory(area=area, user__email="clerk@plover.example").user
    made = AnnouncedMeetingFactory(body=body, held_on=date(2022, 3, 17), actor=clerk)
    AgendaItemFactory(meeting=made, title="Performance report", actor=clerk)
    return made


@pytest.fixture
def opens(opened, site) -> Opens:
    """Opens the portal for somebody of that area, or for nobody."""

    def of(user: User | None, **options: Any) -> Any:
        page = opened(**options)
        page.add_init_script(AXE)
        if user is not None:
            client = Client()
            client.force_login(user)
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site}])
        return page

    return of


def test_a_quarter_comes_in_is_reported_and_is_read(opens, area, meeting):
    analyst = AppointmentFactory(area=area, role=Role.OFFICE_PERFORMANCE, user__email="analyst@plover.example").user
    office, public = opens(analyst), opens(None)
    reads_what_is_wrong(office)
    brings_it_in(office)
    begins_a_report(office)
    is_told_what_is_missing(office)
    sets_another_trend(office)
    writes_what_is_missing(office)
    knows_of_no_report_yet(public)
    freezes(office)
    finds_the_paper(opens(User.objects.get(email="clerk@plover.example")))
    reads_the_report(public)
    reads_the_measure(public)
    reads_values_by_keys(public)
    reads_the_table_without_script(opens(None, java_script_enabled=False))


# Data in -----------------------------------------------------------------------------------------------------------


def sends(page, *rows: Any) -> None:
    """Send a spreadsheet; a job reads it, and the page looks again by itself."""
    file = {"name": "quarter.xlsx", "mimeType": "application/octet-stream", "buffer": as_xlsx(*rows)}
    page.locator("input[type=file]").set_input_files(file)  # the system's own window
    Keyboard(page).press("Send the file")
    expect(page.locator("h1")).to_contain_text("Being read")
    run_all()


def reads_what_is_wrong(page) -> None:
    """Row, column and reason stand in a table; nothing of the file came in."""
    page.goto(f"{HERE}/data/")
    sound(page)
    keys = Keyboard(page)
    keys.press("Bring in figures")
    sound(page)
    sends(page, *WRONG)
    expect(page.locator("h1")).to_contain_text("Refused", timeout=PATIENCE)
    row = page.get_by_role("row").filter(has_text="forty").inner_text().split("\t")
    assert [words.strip() for words in row[:2]] == ["4", "C"]
    assert Observation.objects.filter(series__measure__area__slug="ploverdale", started_on__gte=date(2021, 10, 1)).count() == 0
    sound(page)


def brings_it_in(page) -> None:
    """The corrected file is looked through before any of it is kept, and then comes in whole."""
    Keyboard(page).press("Send another file")
    sends(page, *ROWS)
    expect(page.locator("h1")).to_contain_text("To look through", timeout=PATIENCE)
    new = page.locator(".govuk-summary-list__row, dl > div").filter(has_text="New figures")
    assert new.first.inner_text().split()[-1] == "6"
    sound(page)
    Keyboard(page).press("Bring in the figures")
    assert "6 new figures and 0 that change; 0 stay as they are" in main(page)
    sound(page)
    Keyboard(page).press("Bring in the figures")
    run_all()
    expect(page.locator("h1")).to_contain_text("Brought in", timeout=PATIENCE)
    assert FiguresUpload.objects.get(area__slug="ploverdale", status=UploadStatus.DONE).made == 6
    sound(page)


# The report --------------------------------------------------------------------------------------------------------


def begins_a_report(page) -> None:
    page.goto(f"{HERE}/reports/")
    sound(page)
    Keyboard(page).press("Begin a quarterly report")
    assert page.get_by_label("31 December 2021").is_checked()
    sound(page)
    Keyboard(page).press("~^Begin")
    assert QuarterlyReport.objects.get(area__slug="ploverdale").ended_on == QUARTER
    sound(page)


def is_told_what_is_missing(page) -> None:
    """The page of freezing says what keeps the report from being published, and has no button for it."""
    Keyboard(page).press("Freeze into an agenda")
    assert "It cannot be published yet" in main(page)
    assert "Reduce robbery: 1 trend is not accepted yet" in main(page)
    assert page.get_by_role("button", name=re.compile("^Freeze")).count() == 0
    sound(page)
    Keyboard(page).press("Back to the report")


def sets_another_trend(page) -> None:
    """Another word than the figures give needs a reason; all other words are accepted at once."""
    keys = Keyboard(page)
    keys.press("Reduce robbery")
    sound(page)
    keys.press("~^Accept, or set another word")
    assert "The figures give “Stable”" in main(page)
    page.get_by_label("Reducing", exact=True).check()
    keys.press("Save the trend")
    assert page.locator(".govuk-error-summary").count() == 1
    sound(page)
    page.get_by_label("Why another word").fill(REASON)
    Keyboard(page).press("Save the trend")
    row = TrendWord.objects.get(measure__slug="robbery", measure__area__slug="ploverdale")
    assert (row.proposed, row.word, row.reason) == (TrendChoice.STABLE, TrendChoice.REDUCING, REASON)
    assert REASON in main(page)
    sound(page)
    Keyboard(page).press("Back to the report")
    Keyboard(page).press("Accept all proposed trends")
    assert "1 trend accepted" in page.locator("body").inner_text()


def writes_what_is_missing(page) -> None:
    """A comment and a planned action on one objective; nothing to say of the other."""
    Keyboard(page).press("Reduce robbery")
    keys = Keyboard(page)
    keys.press("Add a comment")
    page.get_by_label("Comment", exact=True).fill(COMMENT)
    sound(page)
    Keyboard(page).press("~^(Add|Save) the comment")
    Keyboard(page).press("Add a planned action")
    page.get_by_label("Planned action", exact=True).fill(PROMISE)
    page.get_by_label("Owner").fill("Constabulary")
    sound(page)
    Keyboard(page).press("~^(Add|Save) the (planned )?action")
    sound(page)
    Keyboard(page).press("Back to the report")
    Keyboard(page).press("Reduce burglary")
    Keyboard(page).press("Nothing to comment on")
    Keyboard(page).press("Back to the report")
    assert "Nothing is missing. It can be published." in main(page)
    sound(page)


def freezes(page) -> None:
    Keyboard(page).press("Freeze into an agenda")
    assert "everybody reads the figures of 2 measures until" in main(page)
    sound(page)
    Keyboard(page).press("~^Freeze into the agenda of 17 March 2022|^Freeze into the agenda of Thursday 17 March 2022")
    assert "Report published and put on the agenda" in page.locator("body").inner_text()
    report = QuarterlyReport.objects.get(area__slug="ploverdale")
    assert (report.is_out, report.meeting.slug) == (True, SLUG)
    assert set(Measure.objects.filter(area=report.area).values_list("released_until", flat=True)) == {QUARTER}
    sound(page)


# Who reads it ------------------------------------------------------------------------------------------------------


def finds_the_paper(page) -> None:
    """On the agenda that the clerk prepares stands the live paper, with the words and charts of the report."""
    page.goto(f"/ploverdale/meetings/{SLUG}/agenda/")
    sound(page)
    with page.expect_navigation():
        page.get_by_role("link", name=re.compile("^Performance report, quarter")).first.click()
    assert COMMENT.split(".")[0] in main(page)
    assert page.locator("figure svg:visible").count() > 0
    sound(page)


def knows_of_no_report_yet(page) -> None:
    assert page.goto(f"{HERE}/reports/2021-12/").status == 404
    page.goto(f"{HERE}/measures/robbery/")
    assert "December 2021" not in main(page)
    assert REASON not in page.content()


def reads_the_report(page) -> None:
    """From the overview to the report: trends, the promise and the comment, with a term of the glossary; then its print."""
    page.goto(f"{HERE}/")
    sound(page)
    Keyboard(page).press("~^Quarterly reports")
    sound(page)
    with page.expect_navigation():
        page.locator('main a[href$="/reports/2021-12/"]').first.click()
    text = main(page)
    assert [words for words in (REASON, PROMISE, COMMENT, "Reducing", "What came of a crime") if words not in text] == []
    assert page.locator("figure svg:visible").count() > 0
    sound(page)
    assert page.request.get(f"{HERE}/reports/2021-12/report.pdf").body().startswith(b"%PDF")


def reads_the_measure(page) -> None:
    """The measure says what the analyst settled, what was promised, and every figure."""
    page.goto(f"{HERE}/measures/robbery/")
    text = main(page)
    assert [words for words in ("reducing", REASON, PROMISE) if words.lower() not in text.lower()] == []
    assert page.locator("figure svg:visible").count() > 0
    sound(page)
    saved = page.request.get(f"{HERE}/measures/robbery/figures/csv/").text()
    assert "2021-12-01" in saved
    assert page.request.get(f"{HERE}/measures/robbery/figures/xlsx/").status == 200


def reads_values_by_keys(page) -> None:
    """The value of each point of a chart, by the arrow keys; it is that of the table."""
    slider = page.get_by_role("slider").first
    figures = page.locator("figure + details table, figure ~ details table").first.locator("tbody tr")
    last, before = (figures.nth(figures.count() - back).locator("th, td").first.text_content().strip() for back in (1, 2))
    slider.focus()
    said = [slider.get_attribute("aria-valuetext")]
    for key in ("ArrowLeft", "End", "Home", "ArrowRight"):
        page.keyboard.press(key)
        said.append(slider.get_attribute("aria-valuetext"))
    starts = [words.split(":")[0] for words in said]
    assert starts[:3] == [last, before, last]
    assert starts[3] != starts[4]
    assert slider.inner_text() == said[-1]
    sound(page)


def reads_the_table_without_script(page) -> None:
    """Every chart has its figures in a table, which opens without script; nothing waits for a script to come."""
    page.goto(f"{HERE}/measures/robbery/")
    assert page.get_by_role("slider").count() == 0
    assert page.locator("figure svg:visible").count() > 0
    table = page.locator("figure ~ details").first
    table.locator("summary").click()
    assert table.locator("tbody tr").last.is_visible()
    assert "Dec 2021" in table.inner_text()
