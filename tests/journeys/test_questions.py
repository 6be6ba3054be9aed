"""Public question time from both sides: asked in time by keyboard, asked too late, redacted, and printed in the pack."""

import re
from datetime import date

import pypdfium2
import pytest
from django.test import override_settings

from documents.models import Pack
from documents.services.files import read_bytes
from meetings import services
from meetings.choices import MeetingStatus
from meetings.emails.questions import follow_key
from meetings.models import Meeting, PublicQuestion
from meetings.services.packs import build_packs
from tests.access.cast import CLERK, PUBLIC
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.questions import PublicQuestionFactory, QuestionSenderFactory
from tests.journeys.checks import AXE, accessibility_faults, lost
from tests.journeys.conftest import DESKTOP
from tests.journeys.keyboard import FOCUSED, Keyboard
from tests.journeys.test_pages import AT_400_PERCENT

pytestmark = pytest.mark.browser
# A Thursday: three clear days before it end on Friday 6 May at 5pm, for today is a bank holiday away
MEETS = date(2022, 5, 12)
IN_TIME, TOO_LATE = "2022-05-05", "2022-05-09"
HERE = "/northshire/questions"
AT = f"/northshire/meetings/{MEETS}-panel"
ASKED = "What will be done about speeding past the school in Eastmoor?"
PERSONAL = "Ring me on 01632 960 123 about it."
LATE = "Why are there so few buses to Northmouth in the evening?"
NAME, EMAIL = "Robin Reed", "robin.reed@mail.example"


@pytest.fixture
def meeting(world) -> Meeting:
    """Announced, with question time on its agenda, which is not out yet; a later one is announced too."""
    made = MeetingFactory(body=world.body, held_on=MEETS, actor=world.users[CLERK])
    AgendaItemFactory(meeting=made, title="Public question time")
    return services.announce_meeting(meeting=made, actor=world.users[CLERK])


def test_question_is_asked_redacted_and_printed_while_another_comes_too_late(opened, meeting):
    asker, tardy, clerk, public = (opened(who) for who in (PUBLIC, PUBLIC, CLERK, PUBLIC))
    for page in (asker, tardy, clerk, public):
        page.add_init_script(AXE)
    with override_settings(PORTAL_TODAY=IN_TIME, ASKING_SECONDS=0):
        reference = asks(asker, ASKED, PERSONAL)
        gets_as_far_as_checking(tardy)
    with override_settings(PORTAL_TODAY=TOO_LATE, ASKING_SECONDS=0):
        is_told_that_it_is_too_late(tardy)
    with override_settings(PORTAL_TODAY=IN_TIME):
        accepts(clerk, reference)
        adds_the_paper(clerk)
        goes_out(meeting)
        reads_it_in_the_pack(public, reference)
        reads_it_on_the_website(public, reference)


def test_the_sender_takes_it_back_by_the_link_that_was_mailed(opened, world):
    question = PublicQuestionFactory(body=world.body)
    key = follow_key(question)
    QuestionSenderFactory(question=question, key=key)
    page = opened(PUBLIC)
    page.add_init_script(AXE)
    page.goto(f"{HERE}/follow/{question.reference}/{key}/")
    page.get_by_role("button", name="Take it back").click()
    assert question.words in main(page)
    sound(page)
    page.get_by_role("button", name=f"Take {question.reference} back").click()
    assert f"You have taken {question.reference} back" in main(page)
    sound(page)


def main(page) -> str:
    return page.locator("main").inner_text()


def sound(page) -> None:
    """Axe finds nothing, at either width, and nothing is lost at the smaller."""
    page.set_viewport_size(DESKTOP)
    assert accessibility_faults(page) == [], page.url
    page.set_viewport_size(AT_400_PERCENT)
    assert accessibility_faults(page) == [], page.url
    assert lost(page) == [], page.url
    page.set_viewport_size(DESKTOP)


def write(keys: Keyboard, name: str, words: str) -> None:
    """Type into a field, which may have the focus already."""
    if re.search(name[1:], keys.page.evaluate(FOCUSED)["name"]):
        keys.page.keyboard.type(words)
    else:
        keys.write(name, words)


def tick(keys: Keyboard, name: str) -> None:
    keys.tab_to(name)
    keys.page.keyboard.press("Space")


def begins(page, keys) -> None:
    """From the start to the words; where more than one meeting is open the nearest is chosen."""
    page.goto(f"{HERE}/ask/")
    assert "5pm on Friday 6 May 2022" in main(page)
    assert "Public information sheet" in page.locator("main").text_content()
    sound(page)
    if page.get_by_role("radio").count():
        tick(keys, "~^Thursday 12 May 2022")
    keys.press("Start now")
    sound(page)
    tick(keys, "~^Question")
    keys.press("Go on")
    sound(page)
    tick(keys, "~^I live there")
    keys.press("Go on")
    sound(page)


def asks(page, *words: str) -> str:
    """By keyboard alone, with an error on the way after which nothing typed is lost; gives the reference."""
    keys = Keyboard(page)
    begins(page, keys)
    keys.write("~^Question 1", words[0])
    page.keyboard.press("Enter")
    page.keyboard.type(words[1])
    keys.press("Go on")
    keys.write("~^Your name", NAME)
    keys.write("~^Your email address", "robin.reed")
    keys.press("Go on")
    assert page.locator(".govuk-error-summary").count() == 1
    assert page.get_by_label("Your name").input_value() == NAME
    sound(page)
    keys.write("~^Your email address", EMAIL)
    tick(keys, "~^I agree")
    keys.press("Go on")
    assert words[0] in main(page)
    sound(page)
    keys.press("Send")
    sound(page)
    found = re.search(r"Q-2022-\d{3}", main(page))
    assert found, main(page)
    question = PublicQuestion.objects.get(reference=found[0])
    assert (question.meeting.held_on, question.words) == (MEETS, "\n".join(words))
    return found[0]


def gets_as_far_as_checking(page) -> None:
    keys = Keyboard(page)
    begins(page, keys)
    keys.write("~^Question 1", LATE)
    keys.press("Go on")
    keys.write("~^Your name", "Sam Sedge")
    keys.write("~^Your email address", "sam.sedge@mail.example")
    tick(keys, "~^I agree")
    keys.press("Go on")
    assert LATE in main(page)


def is_told_that_it_is_too_late(page) -> None:
    """After the weekend: when it closed and why is said, nothing typed is lost, and it goes to the next meeting."""
    keys = Keyboard(page)
    keys.press("Send")
    assert "closed at 5pm on Friday 6 May 2022" in main(page)
    assert LATE in main(page)
    assert not PublicQuestion.objects.filter(words=LATE).exists()
    sound(page)
    tick(keys, "~19 May 2022")
    keys.press("Go on with this meeting")
    keys.press("Send")
    assert re.search(r"Q-2022-\d{3}", main(page))
    kept = PublicQuestion.objects.get(words=LATE)
    assert (kept.meeting.held_on, kept.late_for.held_on) == (date(2022, 5, 19), MEETS)


def accepts(page, reference: str) -> None:
    """The telephone number is named; while it stands the question is refused, with it gone it is accepted."""
    keys = Keyboard(page)
    page.goto(f"{HERE}/queue/")
    assert reference in main(page)
    sound(page)
    page.goto(f"{HERE}/{reference}/decide/")
    assert "01632 960 123" in page.locator("main mark").first.inner_text()
    sound(page)
    assert page.get_by_label("Show it on the website").is_checked(), "the panel’s rule shows questions"
    keys.press("~^Accept")
    assert "phone number" in page.locator(".govuk-error-summary").inner_text()
    sound(page)
    keys.write("Words for the papers", ASKED)
    keys.press("~^Accept")
    question = PublicQuestion.objects.get(reference=reference)
    assert (question.status, question.published_words, question.is_published) == ("accepted", ASKED, True)
    assert question.item is not None


def adds_the_paper(page) -> None:
    """The agenda builder offers it, because an accepted question is in no paper."""
    page.goto(f"{AT}/agenda/")
    assert "1 accepted question is in no paper" in main(page)
    sound(page)
    keys = Keyboard(page)
    keys.press("~^Add the paper “Public questions")
    keys.press("~^(Add|Save)")
    assert ASKED in main(page)
    page.goto(f"{AT}/agenda/")
    assert "is in no paper" not in main(page)


def goes_out(meeting: Meeting) -> None:
    """Built and published as the clerk's buttons do it, without a worker of jobs."""
    meeting.refresh_from_db()
    build_packs(meeting=meeting, actor=None)
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.ANNOUNCED


def reads_it_in_the_pack(page, reference: str) -> None:
    """What was built is what goes out: its text holds the question and not what was taken out of it."""
    pack = Pack.objects.filter(collection=f"{MEETS}-panel", edition="public").latest("pk")
    printed = pypdfium2.PdfDocument(read_bytes(pack.file))
    text = " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in printed).split())
    assert reference in text
    assert ASKED in text
    assert NAME in text
    assert "960 123" not in text
    assert EMAIL not in text


def reads_it_on_the_website(page, reference: str) -> None:
    page.goto(f"{HERE}/{reference}/")
    assert ASKED in main(page)
    assert "960 123" not in page.content()
    assert EMAIL not in page.content()
    sound(page)
