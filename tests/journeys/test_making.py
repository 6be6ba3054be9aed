"""A complaint is made on the website: by keyboard alone, each page of it sound on a small screen too; and without script."""

import pytest
from django.test import override_settings

from complaints.models import Complaint, Submission
from tests.access.cast import PUBLIC
from tests.journeys.checks import AXE
from tests.journeys.keyboard import Keyboard
from tests.journeys.test_questions import main, sound

pytestmark = pytest.mark.browser
HERE = "/northshire/complaints"
WORDS = "My letter of January about the lapwings was not answered."
NAME, EMAIL = "Perdita Lapwing", "perdita.lapwing@mail.example"


@pytest.fixture(autouse=True)
def at_any_speed():
    with override_settings(ASKING_SECONDS=0):
        yield


def pick(keys: Keyboard, name: str, *, downs: int = 0) -> None:
    """Go to a group of choices by its first one, and take the one that stands so many below."""
    keys.tab_to(name)
    keys.page.keyboard.press("Space")
    for _time in range(downs):
        keys.page.keyboard.press("ArrowDown")


def test_complaint_is_made_by_keyboard_and_every_page_of_it_is_sound(opened):
    page = opened(PUBLIC)
    page.add_init_script(AXE)
    keys = Keyboard(page)
    page.goto(f"{HERE}/")
    keys.press("Make a complaint")
    pick(keys, "~The Commissioner or the Deputy")
    keys.press("Go on")
    keys.press("Go on")  # nothing chosen: an error on top, with the way to its field
    sound(page)
    assert page.title().startswith("Error: About whom, and when")
    pick(keys, "~Commissioner from")
    for name, part in (("Day", "12"), ("Month", "1"), ("Year", "2022")):
        keys.write(name, part)
    sound(page)
    keys.press("Go on")
    sound(page)
    keys.write("What happened?", WORDS)
    keys.press("Go on")
    sound(page)
    pick(keys, "~For myself")
    keys.press("Go on")
    sound(page)
    keys.write("Your full name", NAME)
    keys.write("Your email address", EMAIL)
    with page.expect_navigation():
        page.keyboard.press("Enter")  # sends the page from a box
    sound(page)
    assert WORDS in main(page)
    keys.press("Send the complaint")
    sound(page)
    made = Complaint.objects.order_by("-pk").first()
    assert made.reference in main(page)
    assert NAME not in main(page)
    assert Submission.objects.get(complaint=made).text == WORDS


def test_complaint_without_a_name_is_made_without_script(opened):
    page = opened(PUBLIC, java_script_enabled=False)
    page.goto(f"{HERE}/make/")

    def go_on(words: str = "Go on") -> None:
        page.locator("main").get_by_role("button", name=words).click()

    page.locator("[name=about][value=commissioner]").check()
    go_on()
    page.locator("[name=whom][value=not-known]").check()
    go_on()
    page.locator("[name=words_1]").fill(WORDS)
    go_on()
    page.locator("[name=who][value=anonymous]").check()
    go_on()
    go_on("Send the complaint")
    told = main(page)
    assert Complaint.objects.order_by("-pk").first().reference in told
    assert "nobody can answer you" in told
    assert "We acknowledge it" not in told
