"""A member reads on a tablet; the public finds the meeting, its papers and its pack, and nothing that is private."""

import csv
import io

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.access.cast import MEMBER
from tests.factories.accounts import PASSWORD
from tests.journeys.people import address
from tests.journeys.world import PRIVATE_TITLE

pytestmark = pytest.mark.browser
TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True, "is_mobile": True}
SECRETS = (PRIVATE_TITLE, "Quince", "grievance")


def heading(page) -> str:
    return page.locator("h1").inner_text()


def pack_text(page, address: str) -> str:
    """The words of a PDF that is fetched with the session of the window."""
    answer = page.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    return "\n".join(sheet.get_textpage().get_text_bounded() for sheet in pypdfium2.PdfDocument(answer.body()))


def test_member_reads_private_paper_and_own_edition_on_a_tablet(opened):
    page = opened(**TABLET)
    page.goto("/account/sign-in/")
    page.get_by_label("Email address").fill(address(MEMBER))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").tap()
    expect(page.locator("h1")).to_have_text("My papers")
    assert PRIVATE_TITLE in page.locator("main").inner_text()

    page.get_by_role("link", name="Open the meeting").tap()
    page.get_by_role("link", name=PRIVATE_TITLE).tap()
    expect(page.locator("h1")).to_have_text("The grievance in full Private")
    assert "The grievance was made in January." in page.locator("main").inner_text()

    page.go_back()
    button = page.get_by_role("button", name="Read the pack")
    assert button.bounding_box()["height"] >= 24
    text = pack_text(page, page.get_by_role("link", name="PDF for the screen").first.get_attribute("href"))
    assert "The grievance was made in January." in text
    assert "Exempt" in text

    button.tap()
    expect(page.locator("h1")).to_have_text("Page 1")
    page.get_by_role("link", name="Next").first.tap()
    expect(page.locator("h1")).to_have_text("Page 2")


def test_public_finds_meeting_paper_and_pack_and_nothing_private(opened):
    page = opened()
    page.goto("/")
    page.get_by_role("searchbox").or_(page.get_by_role("search").get_by_role("textbox")).fill("north")
    page.get_by_role("button", name="Search").click()
    seen = [page.locator("body").inner_text()]
    for name in ("Northshire", "Meetings"):
        page.get_by_role("link", name=name, exact=True).first.click()
        seen.append(page.content())
    page.get_by_role("link", name="Thu 17 Mar 2022").click()
    seen.append(page.content())
    assert "Staffing matter" in page.locator("main").inner_text()

    page.get_by_role("link", name="Figures of the quarter", exact=True).click()
    seen.append(page.content())
    assert heading(page) == "Figures of the quarter"
    assert "Westhampton-under-Scarsdale" in page.locator("main table").inner_text()

    page.go_back()
    page.get_by_role("link", name="The pack", exact=True).click()
    seen.append(page.content())
    seen.append(pack_text(page, page.get_by_role("link", name="Public edition, PDF to print").get_attribute("href")))
    assert [secret for secret in SECRETS for text in seen if secret.lower() in text.lower()] == []
    assert page.goto("/northshire/meetings/2022-03-17-panel/pack/members.pdf").status == 404


def test_public_filters_meetings_and_takes_the_list_away(opened):
    page = opened()
    page.goto("/northshire/meetings/")
    page.get_by_label("Published").select_option("Agenda")
    page.get_by_role("button", name="Apply filters").click()
    days = page.locator("tbody th a").all_inner_texts()
    assert days == [
        "Thu 17 Mar 2022", "Thu 10 Feb 2022", "Tue 8 Feb 2022", "Thu 3 Feb 2022", "Thu 27 Jan 2022", "Thu 20 Jan 2022",
        "Thu 13 Jan 2022", "Tue 7 Dec 2021",
    ]  # fmt: skip

    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV").click()
    rows = list(csv.reader(io.StringIO(taken.value.path().read_text(encoding="utf-8-sig"))))
    assert len(rows) == 1 + len(days)
    assert all(row[0].startswith(("2022", "2021-12")) for row in rows[1:])

    page.get_by_role("link", name="Remove filter").first.click()
    assert page.locator("tbody th a").count() > len(days)
