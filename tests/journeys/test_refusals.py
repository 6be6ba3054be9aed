"""What goes wrong: two people at once, a form sent twice, bad files, addresses that are not there, a browser without script."""

from io import BytesIO

import pikepdf
import pytest

from documents.models import Paper, StoredFile
from meetings.models import Meeting
from tests.access.cast import CLERK, MEMBER, PUBLIC
from tests.documents.samples import plain_pdf, saved
from tests.journeys.world import PRIVATE_TITLE

pytestmark = pytest.mark.browser
DRAFT = "/northshire/meetings/2022-04-21-panel"
PLAN = f"{DRAFT}/agenda/items/police-and-crime-plan"


def main(page) -> str:
    return page.locator("main").inner_text()


def test_the_second_of_two_savers_sees_both_texts(opened):
    mine, theirs = opened(CLERK), opened(CLERK)
    for page, words in ((mine, "Mine"), (theirs, "Theirs")):
        page.goto(f"{PLAN}/")
        page.get_by_label("Purpose").fill(words)
    theirs.get_by_role("button", name="Save the item").click()

    mine.get_by_role("button", name="Save the item").click()

    assert mine.title().startswith("Error: ")
    both = mine.locator(".app-both").all_inner_texts()
    assert any("Saved by someone else\nTheirs" in text and "What you wrote\nMine" in text for text in both), both
    mine.get_by_role("button", name="Save the item").click()  # knowing both, mine may stand
    assert "Mine" in mine.locator("#item-police-and-crime-plan").inner_text()


def test_a_form_sent_twice_makes_one_meeting(opened):
    page = opened(CLERK)
    page.goto("/northshire/meetings/create/")
    for name, words in (("Day", "14"), ("Month", "7"), ("Year", "2022"), ("Start", "10am")):
        page.get_by_label(name, exact=True).fill(words)
    form = page.locator("form", has=page.get_by_role("button", name="Create the meeting"))
    fields = form.evaluate("(form) => Object.fromEntries(new FormData(form))")
    answers = [
        page.request.post("/northshire/meetings/create/", form=fields, headers={"Referer": page.url}) for _time in range(2)
    ]

    assert [answer.url.rpartition("/meetings/")[2] for answer in answers] == ["2022-07-14-panel/agenda/"] * 2
    assert Meeting.objects.filter(held_on="2022-07-14").count() == 1


@pytest.mark.parametrize(
    ("person", "path", "status", "words"),
    [
        (PUBLIC, "/northshire/nothing-here/", 404, "Page not found"),
        (MEMBER, f"{DRAFT}/", 404, "Page not found"),
        (MEMBER, "/northshire/meetings/create/", 403, "You cannot do this"),
    ],
)
def test_what_is_not_there_or_not_yours_looks_like_the_site(opened, person, path, status, words):
    page = opened(person)

    answer = page.goto(path)

    assert answer.status == status
    assert words in page.locator("h1").inner_text()
    assert page.locator(".app-header").count() == 1
    assert page.locator("footer").count() == 1
    assert page.evaluate("getComputedStyle(document.querySelector('.app-header')).backgroundColor") == "rgb(18, 56, 91)"


def locked_pdf() -> bytes:
    with pikepdf.open(BytesIO(plain_pdf())) as pdf:
        return saved(pdf, encryption=pikepdf.Encryption(user="secret", owner="secret"))


BAD_FILES = {
    "needs a password": ("locked.pdf", locked_pdf, "This PDF needs a password"),
    "empty": ("empty.pdf", lambda: b"", "The file is empty"),
    "text under another name": (
        "notes.pdf",
        lambda: b"These are notes, not a PDF.\n" * 40,
        "The file must be a PDF, DOCX or ODT",
    ),
    "cut short": ("cut.pdf", lambda: plain_pdf(pages=40)[:2500], "The file is damaged"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_is_refused_beside_its_field_and_nothing_is_kept(opened, tmp_path, kind):
    name, make, words = BAD_FILES[kind]
    (tmp_path / name).write_bytes(make())
    before = (Paper.objects.count(), StoredFile.objects.count())
    page = opened(CLERK)
    page.goto(f"{PLAN}/papers/upload/")
    page.get_by_label("Title").fill("The plan")
    page.locator("input[type=file]").set_input_files(tmp_path / name)

    page.get_by_role("button", name="Add the paper").click()

    field = page.locator(".govuk-form-group--error", has=page.locator("input[type=file]"))
    assert words in field.locator(".govuk-error-message").inner_text()
    assert page.locator(".govuk-error-summary").is_visible()
    assert page.get_by_label("Title").input_value() == "The plan"
    assert (Paper.objects.count(), StoredFile.objects.count()) == before


def test_without_script_a_clerk_moves_items_and_sends_forms(opened):
    page = opened(CLERK, java_script_enabled=False)
    page.goto(f"{DRAFT}/agenda/")
    titles = page.locator(".app-agenda__item h2").all_inner_texts()
    row = page.locator("#item-estates")

    row.get_by_role("button", name="Up").click()

    moved = page.locator(".app-agenda__item h2").all_inner_texts()
    place = titles.index("Estates")
    assert moved.index("Estates") < place
    page.get_by_role("button", name="Undo").click()
    assert page.locator(".app-agenda__item h2").all_inner_texts() == titles

    page.goto(f"{DRAFT}/agenda/items/create/")
    page.get_by_role("button", name="Add to the agenda").click()
    assert "Enter the title" in page.locator(".govuk-error-summary").inner_text()
    page.get_by_label("Title").fill("Any other business")
    page.get_by_role("button", name="Add to the agenda").click()
    assert "Any other business" in main(page)
    assert PRIVATE_TITLE in main(page)
