"""What is typed while minuting is kept as it is typed: on the server, and on the device only where everybody may read it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from meetings.models import EntryDraft, MinuteEntry
from tests.access.cast import CLERK

pytestmark = pytest.mark.browser
KEPT = "() => Object.entries(localStorage).filter(([name]) => name.startsWith('minutes:')).map((one) => one.join(' '))"
SECRET = "Quince had been warned twice"


@pytest.fixture
def write(world) -> Iterator[str]:
    """Where the minutes that are being written are written. What a test leaves unsaved is dropped."""
    meeting = world.meetings["minuting"]
    before = set(EntryDraft.objects.values_list("pk", flat=True))
    yield f"/{meeting.area.slug}/meetings/{meeting.slug}/minutes/write"
    EntryDraft.objects.exclude(pk__in=before).delete()


def box(page):
    return page.get_by_label("What happened", exact=True)


def test_what_is_typed_is_on_the_server_and_on_the_device_until_it_is_saved(opened, write):
    page = opened(CLERK)
    page.goto(f"{write}/item-3/entries/create/procedure/")
    typed = page.get_by_label("What was done", exact=True)
    expect(typed).to_be_focused()
    page.keyboard.type("The officers withdrew")
    expect(page.locator("#saved")).to_have_text(re.compile(r"^Saved [\d:apm]+ on this device and on the server$"))
    assert "The officers withdrew" in page.evaluate(KEPT)[0]

    page.reload()
    page.get_by_role("button", name="Take it up").click()
    expect(typed).to_have_value("The officers withdrew")
    typed.press("End")
    page.keyboard.type(", and came back.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("The officers withdrew, and came back.")).to_be_visible()
    assert page.evaluate(KEPT) == []
    assert not EntryDraft.objects.filter(content__text__startswith="The officers withdrew").exists()
    MinuteEntry.objects.filter(text__startswith="The officers withdrew").update(removed_at="2022-02-10T12:00Z")


def test_without_a_connection_the_words_stay_and_are_sent_once_it_is_back(opened, write):
    page = opened(CLERK)
    page.goto(f"{write}/item-3/entries/create/question/")
    question = page.get_by_label("The question", exact=True)
    page.context.set_offline(True)
    question.press_sequentially("Who pays?")
    expect(page.locator("#saved")).to_have_text("Saved on this device only. We will send it when you are connected.")
    page.get_by_role("button", name="Save question and answer", exact=True).click()
    expect(question).to_have_value("Who pays?")

    page.context.set_offline(False)
    expect(page.locator("#saved")).to_have_text(re.compile("on this device and on the server$"))
    assert EntryDraft.objects.filter(content__text="Who pays?").exists()


def test_words_on_the_device_alone_are_offered_again(opened, write):
    page = opened(CLERK)
    page.goto(f"{write}/item-3/entries/create/recommendation/")
    page.context.set_offline(True)
    page.keyboard.type("To publish the figures")
    expect(page.locator("#saved")).to_have_text(re.compile("^Saved on this device only"))
    EntryDraft.objects.filter(kind="recommendation").delete()
    page.evaluate("document.querySelector('form[data-writing]').removeAttribute('data-draft-url')")
    page.context.set_offline(False)
    page.goto(f"{write}/item-3/")
    EntryDraft.objects.filter(kind="recommendation").delete()
    page.goto(f"{write}/item-3/entries/create/recommendation/")
    page.get_by_role("button", name="Take it up").click()

    expect(page.get_by_label("What the panel recommends", exact=True)).to_have_value("To publish the figures")


def test_private_words_are_never_on_the_device(opened, write):
    page = opened(CLERK)
    page.goto(f"{write}/staffing-matter/entries/create/narrative/")
    page.keyboard.type(SECRET)
    expect(page.locator("#saved")).to_have_text(re.compile(r"^Saved [\d:apm]+ on the server$"))
    page.context.set_offline(True)
    page.keyboard.type(" this year")
    expect(page.locator("#saved")).to_have_text(re.compile("^Not saved: you are not connected"))

    stores = page.evaluate("() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])")
    assert SECRET not in stores
    assert page.evaluate(KEPT) == []


def test_signing_out_on_any_page_clears_the_device(opened, write):
    page = opened(CLERK)
    page.goto(f"{write}/item-3/entries/create/narrative/")
    page.keyboard.type("Half a sentence")
    expect(page.locator("#saved")).to_have_text(re.compile("on this device"))
    page.get_by_role("link", name="Account").click()
    assert page.evaluate(KEPT)
    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_load_state()

    assert page.evaluate(KEPT) == []
