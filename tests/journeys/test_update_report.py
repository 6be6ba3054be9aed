"""The office begins an update report, carries a standing item on, checks, publishes and adds to it; everybody reads it."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from decisions.choices import SectionKind
from decisions.models import StandingItem, UpdateReport
from decisions.services.updates import add_section, create_report, open_item, publish_report
from interface import clock
from tests.access.cast import PUBLIC
from tests.journeys.checks import AXE
from tests.journeys.people import OFFICE
from tests.journeys.test_questions import main, sound

pytestmark = pytest.mark.browser
HERE = "/northshire/updates"
SECTION = re.compile(r"^(##|###) ([^\n]+)\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
PAPER = Path(settings.BASE_DIR) / "fixtures" / "avon-and-somerset"


@pytest.fixture
def before(world) -> UpdateReport:
    """The report before, with the demo's sections, and what every report tells of."""
    area, body = world.body.area, world.body
    with clock.stand_on(date(2022, 1, 28)):
        theirs = StandingItem.objects.filter(area=area, closed_on__isnull=True)  # what the world's own reports carry on
        theirs.update(closed_on=date(2022, 1, 1), closed_why="It is over.")
        estates = open_item(area=area, title="Estates", part="Oversight and scrutiny", actor=None)
        row = json.loads((PAPER / "updates.json").read_text())["reports"][-1]
        made = create_report(
            area=area, body=body, meeting_on=date(2022, 2, 1), actor=None, with_sections=False, summary=row["summary"],
            contact_name="Sam Ash",
        )  # fmt: skip
        for mark, heading, text in re.findall(
            r"^(##|###) ([^\n]+)\n(.*?)(?=^##|\Z)", (PAPER / row["file"]).read_text(), re.M | re.S
        ):
            kind = SectionKind.PART if mark == "##" else SectionKind.WRITTEN
            standing = estates if heading == "Estates" else None
            add_section(report=made, kind=kind, heading=heading, text=text, standing=standing, actor=None)
        made.refresh_from_db()
        return publish_report(report=made, version=made.version, actor=None)


def test_update_report_is_begun_checked_published_and_added_to(opened, before):
    page = opened(OFFICE)
    page.add_init_script(AXE)
    page.goto(HERE)
    sound(page)
    page.get_by_role("button", name="Begin an update report").click()
    sound(page)
    page.get_by_label("Another day").check()
    day = page.get_by_role("group", name="Day of a meeting that is not announced yet")
    for part, words in (("Day", "23"), ("Month", "6"), ("Year", "2022")):
        day.get_by_label(part, exact=True).fill(words)
    page.get_by_role("button", name="Begin the report").click()
    assert "Standing item. Carried forward from 1 Feb 2022, not changed yet" in main(page)
    sound(page)

    page.get_by_role("link", name="A section that you write").click()
    sound(page)
    page.get_by_label("Heading").fill("Budget")
    page.get_by_label("Text").fill("A grant of £550,000 million came.")
    page.get_by_role("button", name="Add the section").click()
    page.get_by_role("button", name=re.compile(r"^Up\s*: Budget")).click()
    page.get_by_role("button", name=re.compile(r"^Take out\s*: Budget")).click()
    page.get_by_role("button", name=re.compile(r"^Put it back\s*: Budget")).click()
    page.get_by_role("button", name="Check and publish").click()
    assert "names its scale twice" in main(page)
    sound(page)
    page.get_by_role("button", name="Go on to publish").click()
    sound(page)
    page.get_by_role("button", name="Publish the report").click()
    assert "Update report published and printed" in main(page)
    sound(page)
    page.get_by_role("button", name="Add an addendum").click()
    sound(page)
    page.get_by_label("Heading").fill("Grant confirmed")
    page.get_by_label("Why it comes late").fill("The letter came today")
    page.get_by_label("Text").fill("It was £550,000.")
    page.get_by_role("button", name="Publish the addendum").click()

    reader = opened(PUBLIC)
    reader.add_init_script(AXE)
    reader.goto(f"{HERE}/2022-06-23/")
    assert "Why it comes late: The letter came today" in main(reader)
    assert "Not changed since the report of Tuesday 1 February 2022." in main(reader)
    sound(reader)
    reader.goto(f"{HERE}/2022-02-01/")
    assert reader.get_by_role("heading", name="Estates Standing item").count() == 1
    sound(reader)
    reader.get_by_role("link", name="Standing items").click()
    sound(reader)
