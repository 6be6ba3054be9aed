"""Minutes from the first item to the signature: written by keyboard alone, corrected by a member, confirmed, downloaded."""

import re
from datetime import date

import pypdfium2
import pytest

from meetings.models import Action, Correction, Meeting, Minutes
from tests.access.cast import CHAIR, CLERK, MEMBER, PUBLIC
from tests.factories.minutes import AttendanceFactory, HeldMeetingFactory
from tests.journeys.keyboard import FOCUSED, Keyboard
from tests.journeys.world_minutes import over

pytestmark = pytest.mark.browser
MINUTED, NEXT = date(2022, 3, 1), date(2022, 3, 10)
AT = f"/northshire/meetings/{MINUTED}-panel"
SECRET = "Quince was heard at length"
SUMMARY = "The panel considered a staffing matter and will return to it."
SAID, MEANT = "Response times rose in every district.", "Response times rose in two districts."


@pytest.fixture
def meeting(world) -> Meeting:
    """A meeting that is over, to which one member sent apologies; another met today."""
    made = over(world, "journey", MINUTED)
    cedar = made.body.memberships.get(person__slug="cedar")
    AttendanceFactory(meeting=made, person=cedar.person, status="apologies")
    HeldMeetingFactory(body=world.body, held_on=NEXT)
    return made


def test_meeting_is_minuted_by_keyboard_and_its_minutes_are_confirmed(opened, meeting):
    clerk, chair, member, public = opened(CLERK), opened(CHAIR), opened(MEMBER), opened(PUBLIC)
    keys = Keyboard(clerk)
    begins(clerk, keys)
    says_who_came(keys)
    writes_notes(keys)
    records_the_vote(clerk, keys)
    takes_the_private_item(clerk, keys)
    sends_to_the_chair(clerk, keys)
    checks(chair)
    publishes(clerk, keys)
    as_public_reads_them(public)
    proposes_a_correction(member)
    accepts(clerk, keys)
    confirms(clerk, keys)
    downloads(public)


def main(page) -> str:
    return page.locator("main").inner_text()


def heading(page) -> str:
    return page.locator("h1").inner_text()


def write(keys: Keyboard, name: str, words: str) -> None:
    """Type into a field, which may have the focus already."""
    if keys.page.evaluate(FOCUSED)["name"] == name:
        keys.page.keyboard.press("ControlOrMeta+A")
        keys.page.keyboard.type(words)
    else:
        keys.write(name, words)


def unfold(keys: Keyboard, name: str) -> None:
    keys.tab_to(name)
    keys.page.keyboard.press("Enter")


def begins(page, keys):
    page.goto(f"{AT}/minutes/start/")
    keys.press("Begin the minutes")
    assert heading(page) == "Item 1: Apologies for absence"
    assert "In the room: 0 of 3" in main(page)


def says_who_came(keys):
    """From the page of the item; who sent apologies beforehand is marked already."""
    unfold(keys, "~^Who is in the room")
    keys.press("Apologies, late arrivals and early departures")
    keys.press("Save, and everybody else came")
    assert "2 of 3 present" in main(keys.page)
    keys.press("Go on with the minutes")
    assert "In the room: 2 of 3" in main(keys.page)


def writes_notes(keys):
    """Two entries, of which the second is moved up; what is typed is kept by the server before it is saved."""
    page = keys.page
    keys.press("Note")
    write(keys, "What happened", "The Chair opened the meeting.")
    with page.expect_response("**/draft/") as kept:
        page.keyboard.type(" It was filmed.")
    assert kept.value.ok
    keys.press("Save note")
    keys.press("Note")
    write(keys, "What happened", SAID)
    keys.press("Save note")
    keys.press("Up: entry 2")
    assert page.locator(".app-entry__text").all_inner_texts()[0].strip() == SAID
    keys.press("Save and go to item 2")


def records_the_vote(page, keys):
    """Votes that cannot be are refused beside the boxes, and nothing typed is lost; then those that can."""
    assert heading(page).startswith("Item 2")
    keys.press("Resolution")
    write(keys, "What the panel resolved", "To support the proposed precept.")
    keys.write("For", "12")
    keys.press("Save resolution")
    assert "but 2 members were in the room" in page.locator(".govuk-error-summary").inner_text()
    assert page.get_by_label("What the panel resolved").input_value() == "To support the proposed precept."
    keys.write("For", "1")
    keys.write("Not recorded", "1")
    keys.press("Save resolution")
    assert "1 for" in main(page)

    keys.press("Action")
    write(keys, "What is to be done", "To report on response times by district.")
    keys.write("Name of the office or organisation", "Chief Constable")
    keys.tab_to("By the next meeting")
    page.keyboard.press("Space")
    keys.press("Save action")
    assert "Chief Constable" in main(page)
    keys.press("Save and go to item 3")
    keys.press("Taken as read")
    assert "Taken as read." in main(page)
    keys.press("Save and go to item 4")


def takes_the_private_item(page, keys):
    """The resolution to exclude the public is offered first; the public's summary stands beside the private text."""
    assert "Private" in heading(page)
    keys.press("Write the resolution")
    keys.press("Save resolution")
    keys.press("Note")
    write(keys, "What happened", SECRET)
    keys.press("Save note")
    assert page.evaluate("JSON.stringify(localStorage)").find("Quince") == -1
    keys.write("What the public reads", SUMMARY)
    keys.press("Save and finish")
    assert heading(page) == "Every item is minuted"


def sends_to_the_chair(page, keys):
    keys.press("Say when it ended")
    keys.write("When the meeting started", "10:45am")
    keys.write("When the meeting ended", "1:50pm")
    keys.choose("Who chaired it", "Anna")
    keys.press("Save times and chair")
    page.goto(f"{AT}/minutes/")
    assert "(The meeting ended at 1:50pm.)" in main(page)
    keys.press("Send them to the Chair")
    keys.press("Send to the Chair")
    assert "with the Chair" in main(page)


def checks(page):
    """The Chair reads what is private too, and agrees."""
    keys = Keyboard(page)
    page.goto(f"{AT}/minutes/")
    assert SECRET in main(page)
    keys.press("Check the minutes, or return them")
    keys.press("Agree to the minutes")
    assert Minutes.objects.get(meeting__slug=f"{MINUTED}-panel").status == "checked"


def publishes(page, keys):
    page.goto(f"{AT}/minutes/")
    keys.press("Publish the draft minutes")
    assert SUMMARY in main(page)
    keys.press("Publish the draft minutes")
    assert "Members are told" in main(page)
    assert Action.objects.get(raised_meeting__slug=f"{MINUTED}-panel").published_at


def as_public_reads_them(page):
    page.goto(f"{AT}/minutes/")
    words = main(page)
    assert "Not agreed until the panel confirms" in words
    assert "(1 for, 1 not recorded)" in words
    assert SUMMARY in words
    assert "Quince" not in page.content()
    assert page.locator("#resolution-2-1").count() == 1
    assert page.locator("#action-2-1").count() == 1


def proposes_a_correction(page):
    keys = Keyboard(page)
    page.goto(f"{AT}/minutes/")
    assert SECRET in main(page)
    keys.press("~^Propose a correction to entry 2")
    assert page.get_by_label("Words in the draft").input_value() == SAID
    keys.write("Words that should stand there", MEANT)
    keys.write("Why", "The recording says so at 11:02.")
    keys.press("Propose the correction")
    assert "The clerk is told" in main(page)


def accepts(page, keys):
    page.goto(f"{AT}/minutes/corrections/")
    keys.press("~^Accept the correction")
    keys.write("Reason", "It is so on the recording.")
    keys.press("Accept the correction")
    assert "The correction is accepted" in main(page)
    assert Correction.objects.get(minutes__meeting__slug=f"{MINUTED}-panel").status == "accepted"


def confirms(page, keys):
    """At the meeting of today, after which no word can be changed."""
    page.goto(f"{AT}/minutes/")
    assert MEANT in main(page)
    keys.press("Record that a meeting confirmed them")
    keys.write("Who signs the minutes", "Anna Ash")
    keys.press("Confirm the minutes")
    assert "The minutes are confirmed" in main(page)
    page.goto(f"{AT}/minutes/write/item-1/")
    assert page.get_by_role("link", name="Edit").count() == 0
    assert "An error is met by a corrigendum" in main(page)


def downloads(page):
    """The public's file, by the link on the page: what it says, and what it must not."""
    page.goto(f"{AT}/minutes/")
    page.route("**/minutes/*.pdf", lambda route: route.fulfill(status=204))
    keys = Keyboard(page)
    keys.tab_to("~^Confirmed minutes, PDF")
    with page.expect_request("**/minutes/*.pdf") as asked:
        page.keyboard.press("Enter")
    answer = page.request.get(asked.value.url)
    assert answer.headers["content-type"] == "application/pdf"
    printed = pypdfium2.PdfDocument(answer.body())
    text = " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in printed).split())
    for words in (
        "Anna Ash", "Cara Cedar", "To support the proposed precept.", "(1 for, 1 not recorded)", MEANT, SUMMARY,
        "To report on response times by district.", "(The meeting ended at 1:50pm.)", "10 March 2022",
    ):  # fmt: skip
        assert words in text, words
    assert re.search(r"A-2022-\d{3}", text)
    assert re.search(rf"Page {len(printed)} of {len(printed)}", text)
    assert "Quince" not in text
