"""The office sends a table of spending with a wrong amount, corrects it, publishes it, withdraws it; everybody reads why."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from decisions.services.scheme.loading import load_scheme
from tests.access.cast import PUBLIC
from tests.decisions.scheme.test_tables import GOOD, sent
from tests.journeys.checks import AXE
from tests.journeys.people import OFFICE
from tests.journeys.test_questions import main, sound

pytestmark = pytest.mark.browser
HERE = "/northshire/publication-scheme"
PHONE = {"width": 320, "height": 640}


@pytest.fixture
def scheme(world):
    load_scheme(json.loads((Path(settings.BASE_DIR) / "fixtures" / "scheme.json").read_text()))


def _file(*rows):
    return {"name": "spending.csv", "mimeType": "text/csv", "buffer": sent(*rows).data}


def test_table_is_corrected_published_and_withdrawn(opened, scheme):
    page = opened(OFFICE)
    page.add_init_script(AXE)
    page.goto(f"{HERE}/")
    sound(page)
    page.get_by_role("link", name="Each item of spending over £500").click()
    sound(page)
    page.get_by_role("link", name="Say who sees to it").click()
    page.get_by_label("Who sees to it").fill("Chief Finance Officer")
    sound(page)
    page.get_by_role("button", name="Save the item").click()
    assert "Overdue" in main(page)
    page.get_by_role("button", name="Publish a table").click()
    sound(page)
    for rows in ([[*GOOD[:2], "1.204,00", *GOOD[3:]]], [GOOD]):
        page.get_by_label("For which time").select_option("2022-02")
        page.locator("input[type=file]").set_input_files(_file(*rows))
        page.get_by_role("button", name="Look through the table").click()
        sound(page)
        assert "Write the pence after a point" in main(page) if "1.204,00" in rows[0] else "Publish 1 row" in main(page)
    page.get_by_role("button", name="Publish 1 row").click()
    assert "Avon Repairs Ltd" in main(page)
    address = page.url
    page.set_viewport_size(PHONE)
    sound(page)
    page.get_by_role("link", name="Withdraw this publication").click()
    page.get_by_label("Why it is withdrawn").fill("It named the wrong month.")
    sound(page)
    page.get_by_role("button", name="Withdraw the publication").click()
    sound(page)
    page.get_by_role("link", name="Record what was published").click()
    sound(page)

    reader = opened(PUBLIC)
    reader.add_init_script(AXE)
    reader.set_viewport_size(PHONE)
    reader.goto(f"{HERE}/")
    sound(reader)
    reader.goto(address)
    assert "It named the wrong month." in main(reader)
    sound(reader)
