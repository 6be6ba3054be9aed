"""A clerk takes a meeting from nothing to a published agenda, by keyboard alone."""

import re

import pypdfium2
import pytest
from playwright.sync_api import expect

from accounts.models import AuditEntry
from documents.models import Pack
from jobs.services import run_all
from meetings.models import Meeting
from tests.access.cast import CLERK, PUBLIC
from tests.documents.samples import plain_pdf
from tests.factories.accounts import PASSWORD
from tests.journeys.conftest import PATIENCE
from tests.journeys.keyboard import Keyboard
from tests.journeys.people import address
from tests.journeys.world import PRIVATE_TITLE

pytestmark = pytest.mark.browser
SLUG = "2022-03-24-panel"
STAMP = re.compile(r"Page (\d+)\s*$")
RANGE = re.compile(r"\(Pages? (\d+)(?: - (\d+))?\)")


def heading(page) -> str:
    return page.locator("h1").inner_text()


def agenda(page) -> list[str]:
    """The titles on the builder, in order, without their tags."""
    return page.locator(".app-agenda__item h2").evaluate_all("(found) => found.map((one) => one.firstChild.textContent.trim())")


def notice(page) -> str:
    return page.locator(".govuk-notification-banner__content").first.inner_text()


def test_clerk_creates_fills_previews_and_publishes_by_keyboard(opened, world, tmp_path):
    page = opened()
    keys = Keyboard(page)
    sign_in(page, keys)
    create(page, keys)
    fill(page, keys)
    add_papers(page, keys, tmp_path)
    preview(page, keys)
    publish(page, keys)
    as_public_sees_it(opened(PUBLIC))


def sign_in(page, keys):
    page.goto("/")
    keys.press("Sign in")
    keys.write("~Email", address(CLERK))
    keys.write("Password", PASSWORD)
    keys.press("Sign in")
    assert heading(page) == "What you need to do next"


def create(page, keys):
    keys.press("New meeting")
    for name, words in (("Day", "24"), ("Month", "3"), ("Year", "2022"), ("Start", "2pm"), ("End, if it is known", "4pm")):
        keys.write(name, words)
    keys.choose("Place", "County")
    keys.press("Create the meeting")
    assert heading(page).startswith("Agenda builder")
    assert notice(page) == "Meeting drafted. Publish its agenda by Wednesday 16 March 2022."
    assert agenda(page) == ["Apologies for absence", "Declarations of interest", "Date of the next meeting"]


def fill(page, keys):
    """An item that needs a paper, moved up; a private one; a sub-item."""
    add_item(keys, "Chief Constable’s report", needs_paper=True)
    add_item(keys, PRIVATE_TITLE)
    keys.press("Up: item 4")
    assert agenda(page)[2:4] == ["Chief Constable’s report", "Date of the next meeting"]

    keys.press("Make private: item 5")
    keys.tab_to("Everybody")
    page.keyboard.press("ArrowDown")
    keys.write("Title that the public sees", "Staffing matter")
    keys.choose("Paragraph of Schedule 12A", "1")
    keys.write("Why the public interest is in withholding it", "One person’s employment is discussed.")
    keys.press("Show the public line")
    assert "Staffing matter" in page.locator(".app-agenda__item--private").inner_text()
    keys.press("Save who may read it")
    assert "The public reads: Staffing matter" in page.locator("#item-staffing-matter").inner_text()

    add_item(keys, "Response times", under="3 Chief")
    assert agenda(page)[2:5] == ["Chief Constable’s report", "Response times", "Date of the next meeting"]


def add_item(keys, title, *, needs_paper=False, under=""):
    keys.press("Add an item, heading or standing item")
    keys.write("Title", title)
    if under:
        keys.choose("Under which item", under)
    if needs_paper:
        keys.tab_to("This item needs a paper")
        keys.page.keyboard.press("Space")
    keys.press("Add to the agenda")
    assert notice(keys.page) == f"“{title}” is on the agenda"


def add_papers(page, keys, folder):
    """One is written and previewed, one uploaded; the item that was to have one more needs none."""
    keys.press("Add a paper to item 3")
    keys.press("Write it here")
    keys.write("Title", "Performance of the force")
    keys.write("Text of the paper", "## Findings\n\n1.1 Crime fell in every district.")
    keys.press("Preview Text of the paper")
    assert "Crime fell in every district." in page.locator(".app-preview").inner_text()
    keys.press("Add the paper")
    assert heading(page).startswith("Performance of the force")
    keys.press("Agenda builder")

    file = folder / "estates.pdf"
    file.write_bytes(plain_pdf(pages=3, text="Estates in detail"))
    keys.press("Add a paper to item 5")
    keys.write("Title", "Grievance in detail")
    page.locator("input[type=file]").set_input_files(file)  # the system's own window
    keys.press("Add the paper")
    assert heading(page).startswith("Grievance in detail")
    keys.press("Agenda builder")

    keys.press("Add a paper to item 1")
    keys.write("Title", "List of apologies")
    page.locator("input[type=file]").set_input_files(file)
    keys.press("Add the paper")
    keys.press("Agenda builder")

    add_item(keys, "Work programme", needs_paper=True)
    keys.press("Edit item 6")
    keys.tab_to("This item needs a paper")
    page.keyboard.press("Space")
    keys.press("Save the item")
    assert "missing" not in page.locator(".app-aside").inner_text()


def preview(page, keys):
    keys.press("Preview the pack")
    assert heading(page) == "Building the pack, waiting"
    run_all()
    expect(page.locator("h1")).to_have_text("Building the pack, done", timeout=PATIENCE)  # the page looks again by itself
    public = downloaded(page, keys, "Look at every page of the public edition")
    ranges_hold(public, ["Estates in detail", "Crime fell in every district."])
    everything = downloaded(page, keys, "Look at every page of the members’ edition")
    ranges_hold(everything, ["Estates in detail", "Crime fell in every district.", "Estates in detail"])


def downloaded(page, keys, link) -> pypdfium2.PdfDocument:
    """The pack that a link opens: its bytes are read here, and the browser's viewer is kept out."""
    page.route("**/pack/*.pdf", lambda route: route.fulfill(status=204))
    keys.tab_to(link)
    with page.expect_request("**/pack/*.pdf") as asked:
        page.keyboard.press("Enter")
    answer = page.request.get(asked.value.url)
    assert answer.headers["content-type"] == "application/pdf"
    return pypdfium2.PdfDocument(answer.body())


def ranges_hold(pack: pypdfium2.PdfDocument, papers: list[str]):
    """Every page is stamped, and each range of the agenda names the pages on which its paper stands."""
    texts = [sheet.get_textpage().get_text_bounded() for sheet in pack]
    stamped = [int(found[-1]) for text in texts if (found := STAMP.findall(text))]
    assert stamped == list(range(1, len(pack) + 1))
    ranges = [(int(first), int(last or first)) for text in texts for first, last in RANGE.findall(text)]
    assert len(ranges) == len(papers)
    for (first, last), words in zip(ranges, papers, strict=True):
        assert first % 2 == 1
        assert first <= last <= len(pack)
        assert words in texts[first - 1]
    assert [first for first, _last in ranges[1:]] == [last + 1 for _first, last in ranges[:-1]]


def publish(page, keys):
    keys.press("Go on to check and publish")
    assert heading(page) == "Check and publish"
    keys.press("Publish agenda and 3 papers")
    assert notice(page) == "Agenda published"
    assert "That is 9 clear working days before the meeting; the law asks for 5" in page.locator("main").inner_text()
    meeting = Meeting.objects.get(slug=SLUG)
    assert meeting.agenda_is_out
    assert AuditEntry.objects.filter(action="meetings.agenda_published", target_reference=meeting.reference).count() == 1
    assert Pack.objects.filter(collection=SLUG, published_at__isnull=False).count() == 2


def as_public_sees_it(page):
    page.goto(f"/northshire/meetings/{SLUG}/")
    words = page.locator("main").inner_text()
    assert "Staffing matter" in words
    assert "Quince" not in words
    assert "Grievance" not in words
