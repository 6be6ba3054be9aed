"""A report from being asked for to being taken down: an officer sends it in, the clerk looks after it, the public reads it."""

import re
from datetime import date, time

import pypdfium2
import pytest
from playwright.sync_api import expect

from accounts.choices import Role
from jobs.services import run_all
from meetings import services
from meetings.models import Meeting, Venue
from meetings.services.requests import ask_report
from tests.access.cast import CLERK, PUBLIC
from tests.documents.samples import plain_pdf
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.panels import AppointmentFactory

pytestmark = pytest.mark.browser
SLUG = "2022-05-05-panel"
OFFICER = "officer@office.example"
SECRET = "Harrow Lane offered 1.42 million"
BOXED = b"BT /F1 14 Tf 90 700 Td (" + SECRET.encode() + b") Tj ET 0 g 80 690 320 34 re f"


@pytest.fixture
def meeting(world) -> Meeting:
    """An announced meeting with one item, for which an officer is asked to report."""
    officer = UserFactory(name="Olwen Officer", email=OFFICER, reference="olwen")
    AppointmentFactory(reference="olwen", user=officer, role=Role.OFFICE_PERFORMANCE, area=world.body.area)
    clerk = world.users[CLERK]
    made = services.create_meeting(
        body=world.body, actor=clerk, held_on=date(2022, 5, 5), starts_at=time(14, 0), venue=Venue.objects.first()
    )
    item = services.add_item(meeting=made, actor=clerk, title="Estates", needs_paper=True)
    services.announce_meeting(meeting=made, actor=clerk)
    ask_report(item=item, asked_of=officer, title="Estates in detail", asks="What was offered?", actor=clerk)
    return made


def test_report_goes_from_the_officer_to_the_public_and_is_taken_down(opened, meeting, tmp_path):
    officer, clerk, public = opened(), opened(CLERK), opened(PUBLIC)
    area = f"/{meeting.area.slug}"
    sign_in(officer)
    sends_hidden_words(officer, pdf(tmp_path, "first.pdf", BOXED))
    returns_it(clerk, area)
    sends_mended(officer, pdf(tmp_path, "second.pdf", b""))
    accepts_it(clerk, area)
    previews_and_publishes(clerk, area)
    first = reads(public, area, "estates-in-detail", "What was offered for the stations")
    issues_supplement(clerk, area)
    assert "Supplement 1" in public_agenda(public, area)
    reads(public, area, "late-figures", "The figures came late.")
    takes_down(clerk, area)
    finds_it_gone(public, area, first)


def pdf(folder, name: str, content: bytes):
    path = folder / name
    path.write_bytes(plain_pdf(content=content, text="What was offered for the stations"))
    return path


def heading(page) -> str:
    return page.locator("h1").inner_text()


def main(page) -> str:
    return page.locator("main").inner_text()


def press(page, name: str) -> None:
    """Press a button or follow a link, by its name as it is seen, and wait for what follows."""
    body, called = page.locator("main"), re.compile(rf"^{re.escape(name)}( ?:|$)")
    found = body.get_by_role("button", name=called).or_(body.get_by_role("link", name=called))
    with page.expect_navigation():
        found.first.click()


def sign_in(page) -> None:
    page.goto("/account/sign-in/")
    page.get_by_label("Email address").fill(OFFICER)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")
    assert "Reports asked of you" in main(page)


def sends_hidden_words(page, file) -> None:
    """The officer is told at once, and where; and cannot see the meeting's own papers."""
    page.get_by_role("link", name="Estates in detail").first.click()
    press(page, "Send the report")
    page.locator("input[type=file]").set_input_files(file)
    press(page, "Send the report")
    expect(page.locator("main")).to_contain_text("We found words that cannot be seen on page 1")
    press(page, "Look at what we found in the file")
    assert SECRET in main(page)
    assert page.get_by_role("button", name="Remove", exact=True).count() == 0


def returns_it(page, area: str) -> None:
    """The desk leads there; the words under the box stand beside the page's picture; the report goes back."""
    page.goto(f"{area}/meetings/{SLUG}/requests/1/")
    assert page.get_by_role("button", name="Accept the report").count() == 0
    press(page, "Look at what we found in the file")
    assert "Text under a box" in main(page)
    assert SECRET in main(page)
    picture = page.locator("img").first
    answer = page.request.get(picture.get_attribute("src"))
    assert answer.headers["content-type"] == "image/png"
    press(page, "Return the report with a reason")
    page.get_by_label("What the author should change").fill("Take the words out, do not cover them")
    press(page, "Return the report")
    assert "Returned" in main(page)


def sends_mended(page, file) -> None:
    page.goto("/signed-in/")
    page.get_by_role("link", name="Estates in detail").first.click()
    assert "Take the words out, do not cover them" in main(page)
    press(page, "Replace the report")
    page.locator("input[type=file]").set_input_files(file)
    press(page, "Replace the report")
    assert "cannot be seen" not in main(page)


def accepts_it(page, area: str) -> None:
    page.goto(f"{area}/meetings/{SLUG}/requests/1/")
    press(page, "Accept the report")
    assert "On the agenda" in main(page)


def previews_and_publishes(page, area: str) -> None:
    """Both faces side by side, the pack built, every check passed, and out it goes."""
    page.goto(f"{area}/meetings/{SLUG}/agenda/publish/")
    press(page, "Build the pack")
    run_all()
    page.goto(f"{area}/meetings/{SLUG}/agenda/preview/")
    assert "What the public will see" in main(page)
    assert main(page).count("Estates in detail") == 2
    press(page, "Check and publish")
    press(page, "Publish agenda and 1 paper")
    assert "Agenda published" in main(page)
    run_all()


def reads(page, area: str, slug: str, words: str) -> str:
    """The public reads a paper on its page and in its own file; gives the pack's address."""
    page.goto(f"{area}/meetings/{SLUG}/papers/{slug}/")
    assert words in main(page)
    answer = page.request.get(f"{area}/meetings/{SLUG}/papers/{slug}.pdf")
    assert words in text_of(answer.body())
    return f"{area}/meetings/{SLUG}/pack/public.pdf"


def text_of(data: bytes) -> str:
    return "\n".join(sheet.get_textpage().get_text_bounded() for sheet in pypdfium2.PdfDocument(data))


def public_agenda(page, area: str) -> str:
    page.goto(f"{area}/meetings/{SLUG}/")
    return main(page)


def issues_supplement(page, area: str) -> None:
    page.goto(f"{area}/meetings/{SLUG}/supplements/create/")
    page.get_by_label("Why these papers come late").fill("The figures were not ready.")
    press(page, "Start the supplement")
    page.get_by_role("link", name="Estates").last.click()
    press(page, "Write it here")
    page.get_by_label("Title", exact=True).fill("Late figures")
    page.get_by_label("Text of the paper").fill("1.1 The figures came late.")
    press(page, "Add the paper")
    press(page, "Build the pack")
    run_all()
    page.goto(f"{area}/meetings/{SLUG}/supplements/1/")
    press(page, "Publish supplement 1 and 1 paper")
    assert "Supplement 1" in main(page)
    run_all()


def takes_down(page, area: str) -> None:
    """In one step; then it says who had it meanwhile."""
    page.goto(f"{area}/meetings/{SLUG}/papers/estates-in-detail/")
    press(page, "Take the paper down")
    page.locator("main textarea, main input[type=text]").first.fill("It names a bidder.")
    press(page, "Take down now")
    assert "Withdrawn" in main(page)
    assert "Who fetched it before it was taken down" in main(page)


def finds_it_gone(page, area: str, pack: str) -> None:
    """At once, before the packs are made again; afterwards they hold a sheet that says so, under the same numbers."""
    here = f"{area}/meetings/{SLUG}"
    assert page.request.get(f"{here}/papers/estates-in-detail.pdf").status == 404
    assert page.request.get(pack).status == 404
    page.goto(f"{here}/papers/estates-in-detail/")
    assert "It names a bidder." in main(page)
    run_all()
    text = text_of(page.request.get(pack).body())
    assert "What was offered for the stations" not in text
    assert "withdrawn" in text.lower()
