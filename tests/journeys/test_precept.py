"""A precept from the proposal to the precept that was issued, by keyboard alone, from both sides of the table."""

from datetime import date

import pytest
from django.test import override_settings

from decisions.choices import CaseStatus, Outcome, Position, ReportStatus
from decisions.models import Case
from meetings.models import Meeting, Recommendation
from tests.access.cast import CLERK, PUBLIC
from tests.factories.minutes import HeldMeetingFactory
from tests.journeys.checks import AXE
from tests.journeys.keyboard import Keyboard
from tests.journeys.people import OFFICE
from tests.journeys.test_questions import main, sound, tick

pytestmark = pytest.mark.browser
# A leap year. The law's days are 1, 8 and 15 February and 1 March, whatever weekday they fall on
OPENS, PROPOSED, MEETS, REPORTED, ANSWERED, ISSUED = (
    "2024-01-15", "2024-01-30", date(2024, 2, 2), "2024-02-06", "2024-02-13", "2024-02-28",
)  # fmt: skip
CASE = "/northshire/precept/2024-25"
REASONS = "The panel heard that the reserves will fall to their lowest in ten years."
ASKED = "Publish a plan for the reserves by June."
ANSWER = "I accept it. The plan is published in May."


@pytest.fixture
def meeting(world) -> Meeting:
    return HeldMeetingFactory(body=world.body, held_on=MEETS)


def test_precept_goes_from_the_proposal_to_its_issue(opened, meeting):
    clerk, office, public = (opened(who) for who in (CLERK, OFFICE, PUBLIC))
    for page in (clerk, office, public):
        page.add_init_script(AXE)
    with override_settings(PORTAL_TODAY=OPENS):
        opens(clerk)
    with override_settings(PORTAL_TODAY=PROPOSED):
        proposes(office)
    with override_settings(PORTAL_TODAY=REPORTED):
        ties(clerk)
        votes(clerk)
        writes(clerk)
        reads_nothing_yet(public)
        sends(clerk)
        publishes(clerk)
        reads_the_report(public)
    with override_settings(PORTAL_TODAY=ANSWERED):
        responds(office)
    with override_settings(PORTAL_TODAY=ISSUED):
        issues(office)
        reads_how_it_ended(public)


def case() -> Case:
    return Case.objects.get(area__slug="northshire", kind="precept", slug="2024-25")


def on_page(page) -> Keyboard:
    page.goto(f"{CASE}/")
    return Keyboard(page)


def opens(page) -> None:
    """Which power it is, the year, and that everybody may follow it."""
    page.goto("/northshire/cases/create/")
    sound(page)
    keys = Keyboard(page)
    tick(keys, "Precept")
    keys.press("Continue")
    sound(page)
    keys.write("Year in which the financial year begins", "2024")
    keys.press("Open the case")
    assert page.url.endswith(f"{CASE}/")
    assert "Precept 2024/25" in main(page)
    sound(page)
    keys.press("~^Publish (this )?case")
    sound(page)
    keys.press("Publish case")
    assert case().published_at is not None


def proposes(page) -> None:
    """An error on the way loses nothing; bands A to H are worked out, and the law's next day is named with its provision."""
    keys = on_page(page)
    keys.press("Enter proposed precept")
    sound(page)
    keys.write("Precept", "26,120,000")
    keys.press("Save notice")
    assert page.locator(".govuk-error-summary").count() == 1
    assert page.get_by_label("Precept", exact=True).input_value() == "26,120,000"
    sound(page)
    keys.write("Band D", "261.20")
    keys.press("Save notice")
    text = main(page)
    assert case().status == CaseStatus.NOTIFIED
    assert "£174.13" in text, "six ninths of band D is the charge of band A"
    assert "£522.40" in text
    assert "8 February 2024" in text
    assert "2012/2271" in page.locator("main").text_content()
    sound(page)


def ties(page) -> None:
    """The meeting, and that the Commissioner left before the vote."""
    keys = on_page(page)
    keys.press("~^(Add meeting|Say where the panel takes it)$")
    sound(page)
    choose_meeting(page, "2 Feb")
    keys.tab_to("~^Not known")
    for _step in range(2):
        page.keyboard.press("ArrowUp")
    keys.write("When they left and came back", "They left at 11.40 and came back at 12.05.")
    keys.press("Add meeting")
    row = case().meetings.get()
    assert (row.meeting.held_on, row.withdrew) == (MEETS, True)
    assert "11.40" in main(page)


def choose_meeting(page, words: str) -> None:
    """The meeting of a day in the list; where the case has one alone, there is nothing to choose."""
    box = page.get_by_label("Meeting", exact=True)
    if box.count():
        offered = box.locator("option").all_inner_texts()
        box.select_option(index=next(place for place, one in enumerate(offered) if words in one))


def votes(page) -> None:
    keys = on_page(page)
    keys.press("~^Record (the )?vote$")
    sound(page)
    choose_meeting(page, "2 Feb")
    keys.write("What was put to the vote", "That the panel supports the precept")
    for name, count in (("For", "2"), ("Against", "1"), ("Abstained", "0"), ("In the room and not voting", "0")):
        keys.write(name, count)
    keys.press("Record vote")
    vote = case().votes.get()
    assert (vote.votes_for, vote.in_room, vote.members, vote.is_veto) == (2, 3, 3, False)
    sound(page)


def writes(page) -> None:
    """Only the reasons are typed: what was proposed, where and the vote stand in it without."""
    keys = on_page(page)
    keys.press("~^Write (the )?report$")
    sound(page)
    keys.tab_to("Supports it")
    page.keyboard.press("ArrowDown")
    page.get_by_label("The vote that it rests on").select_option(index=1)
    keys.write("What the panel recommends", ASKED)
    keys.write("Reasons and remarks", REASONS)
    keys.write("~^Signed by", "Anna Ash, Chair")
    keys.press("Save the report")
    report = case().reports.get()
    assert (report.status, report.position, report.recommendations) == (ReportStatus.DRAFT, Position.RECOMMEND, [ASKED])
    page.goto(f"{CASE}/reports/1/")
    text = main(page)
    assert REASONS in text
    assert "£261.20" in text
    sound(page)


def reads_nothing_yet(page) -> None:
    page.goto(f"{CASE}/")
    assert REASONS not in page.content()
    assert page.goto(f"{CASE}/reports/1/").status == 404
    assert page.goto(f"{CASE}/reports/1/report.pdf").status == 404


def sends(page) -> None:
    keys = on_page(page)
    keys.press("~^Send (the )?report")
    sound(page)
    keys.press("Send the report")
    report = case().reports.get()
    assert (report.status, report.was_late) == (ReportStatus.ISSUED, False)
    assert Recommendation.objects.filter(text=ASKED, published_at__isnull=True).exists()
    sound(page)


def publishes(page) -> None:
    keys = on_page(page)
    keys.press("~^Publish (the )?report$")
    sound(page)
    keys.write("How the report is published", "On the panel’s website")
    keys.press("Publish the report")
    assert case().reports.get().status == ReportStatus.PUBLISHED


def reads_the_report(page) -> None:
    page.goto(f"{CASE}/reports/1/")
    text = main(page)
    assert REASONS in text
    assert "R-2024-" in text
    sound(page)
    answer = page.request.get(f"{CASE}/reports/1/report.pdf")
    assert answer.body().startswith(b"%PDF")


def responds(page) -> None:
    keys = on_page(page)
    keys.press("~^Enter (the Commissioner’s )?response$")
    sound(page)
    keys.write("What the Commissioner says", ANSWER)
    keys.press("Enter the response")
    assert case().status == CaseStatus.ANSWERED
    assert ANSWER in main(page)
    sound(page)


def issues(page) -> None:
    keys = on_page(page)
    keys.press("~^Enter (issued precept|the precept that was issued)$")
    sound(page)
    keys.press("Enter issued precept")
    over = case()
    assert (over.status, over.outcome) == (CaseStatus.CLOSED, Outcome.AS_PROPOSED)
    sound(page)


def reads_how_it_ended(page) -> None:
    """The response is not published, so its words are not there; that the precept was issued is."""
    page.goto(f"{CASE}/")
    text = main(page)
    assert "Went ahead as proposed" in text
    assert ANSWER not in page.content()
    sound(page)
