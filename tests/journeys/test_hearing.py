"""A hearing that is postponed past the three weeks: flagged, notified again, held and reported, by keyboard alone."""

from datetime import date

import pytest
from django.test import override_settings

from decisions.choices import MeetingPart, NoticeKind, Post, ReportStatus
from decisions.models import Case
from decisions.services.cases import open_case, publish_case
from meetings.models import Meeting
from tests.access.cast import CLERK, PUBLIC
from tests.factories.decisions import CaseMeetingFactory
from tests.factories.minutes import HeldMeetingFactory
from tests.journeys.checks import AXE
from tests.journeys.keyboard import Keyboard
from tests.journeys.people import OFFICE
from tests.journeys.test_precept import choose_meeting
from tests.journeys.test_questions import main, sound, tick

pytestmark = pytest.mark.browser
# Three weeks beginning with Tuesday 1 February 2028 end on Monday 21 February, in a leap year
RECEIVED, FIRST, MOVED, AGAIN, REPORTED = (
    date(2028, 2, 1), date(2028, 2, 18), date(2028, 3, 17), date(2028, 3, 1), date(2028, 3, 20),
)  # fmt: skip
NAME, WHY = "Alexandra Candlewick", "She led a county council for ten years."
FLAG = "The hearing moved from 18 February to 17 March."


@pytest.fixture
def case(world) -> Case:
    """Opened and public; the hearing was to be on 18 February, and its meeting moved to 17 March."""
    clerk = world.users[CLERK]
    with override_settings(PORTAL_TODAY=str(RECEIVED)):
        made = open_case(body=world.body, kind="hearings", post=Post.CHIEF_EXECUTIVE, year=2028, opened_on=RECEIVED, actor=clerk)
        made = publish_case(case=made, version=made.version, actor=clerk)
        first = HeldMeetingFactory(body=world.body, held_on=FIRST, status="published")
        CaseMeetingFactory(case=made, meeting=first, part=MeetingPart.HEARING)
    return made


def test_hearing_moves_out_of_its_time_and_back_into_it(opened, case, world):
    clerk, office, public = (opened(who) for who in (CLERK, OFFICE, PUBLIC))
    for page in (clerk, office, public):
        page.add_init_script(AXE)
    with override_settings(PORTAL_TODAY=str(RECEIVED)):
        notifies(office, case)
        knows_no_name(public, case)
    moves(world.body, case)
    with override_settings(PORTAL_TODAY=str(AGAIN)):
        ties_the_new_meeting(clerk, case)
        is_flagged(public, case)
        notifies_again(office, case)
        is_flagged_no_more(public, case)
    with override_settings(PORTAL_TODAY=str(REPORTED)):
        reports(clerk, case)
        knows_no_name(public, case)


def notifies(page, case) -> None:
    page.goto(case.get_absolute_url())
    keys = Keyboard(page)
    keys.press("Enter notice")
    sound(page)
    keys.write("Name of the candidate", NAME)
    keys.write("Criteria used to assess the candidate", "Ten years in public office.")
    keys.write("Why the candidate meets them", WHY)
    keys.press("Save the notice")
    text = main(page)
    assert NAME in text
    assert "21 February 2028" in text
    sound(page)


def knows_no_name(page, case) -> None:
    page.goto(case.get_absolute_url())
    assert "preferred candidate" in main(page).lower()
    assert NAME not in page.content()
    assert WHY not in page.content()
    sound(page)


def moves(body, case) -> None:
    later = HeldMeetingFactory(body=body, held_on=MOVED, status="announced", published_at=None)
    Meeting.objects.filter(body=body, held_on=FIRST).update(status="postponed", status_reason="Snow", moved_to=later)


def ties_the_new_meeting(page, case) -> None:
    page.goto(case.get_absolute_url())
    sound(page)
    keys = Keyboard(page)
    keys.press("~^(Add meeting|Say where the panel takes it)$")
    choose_meeting(page, "17 Mar")
    page.get_by_label("What happens there").select_option(MeetingPart.HEARING)
    keys.press("Add meeting")
    assert case.meetings.count() == 2


def is_flagged(page, case) -> None:
    """In the words of the specification, with the provision, for everybody who reads the case."""
    page.goto(case.get_absolute_url())
    text = main(page)
    assert FLAG in text
    assert "passed unless the Commissioner notified again" in text
    assert "Schedule 8" in page.locator("main").text_content()
    sound(page)


def notifies_again(page, case) -> None:
    page.goto(case.get_absolute_url())
    keys = Keyboard(page)
    keys.press("Enter new notice")
    sound(page)
    keys.write("Name of the candidate", NAME)
    keys.press("Save the notice")
    assert list(case.notices.values_list("kind", flat=True)) == [NoticeKind.PROPOSAL, NoticeKind.RENOTIFICATION]
    assert "21 March 2028" in main(page)


def is_flagged_no_more(page, case) -> None:
    page.goto(case.get_absolute_url())
    assert FLAG not in main(page)


def reports(page, case) -> None:
    Meeting.objects.filter(area=case.area, held_on=MOVED).update(status="held")
    page.goto(case.get_absolute_url())
    keys = Keyboard(page)
    keys.press("Record the vote")
    choose_meeting(page, "17 Mar")
    keys.write("What was put to the vote", "That the candidate is appointed")
    for name, count in (("For", "3"), ("Against", "0"), ("Abstained", "0"), ("In the room and not voting", "0")):
        keys.write(name, count)
    keys.press("Record vote")
    keys.press("~^Write (the )?report$")
    tick(keys, "Recommends the appointment")
    page.get_by_label("The vote that it rests on").select_option(index=1)
    keys.write("Reasons and remarks", "The panel heard the candidate for an hour.")
    keys.write("~^Signed by", "Anna Ash, Chair")
    keys.press("Save the report")
    page.goto(case.get_absolute_url())
    keys.press("~^Send (the )?report")
    sound(page)
    keys.press("Send the report")
    report = case.reports.get()
    assert (report.status, report.was_late) == (ReportStatus.ISSUED, False)
    sound(page)
