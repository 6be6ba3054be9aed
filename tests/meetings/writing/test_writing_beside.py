"""What stands beside an open entry on the page of an item, and how a clerk comes to that page: no button loses either."""

from datetime import date

import pytest

from meetings.choices import ItemOutcome, MeetingKind, MeetingStatus
from meetings.forms.minute_items import OutcomeForm
from meetings.models import MinuteEntry, MinuteItem
from meetings.services.minutes.items import meetings_to_defer_to
from tests.factories.meetings import AnnouncedMeetingFactory
from tests.factories.minutes import AttendanceFactory, HeldMeetingFactory, MinuteItemFactory, MinutesFactory
from tests.meetings.writing.minuting_pages import add, at, of

pytestmark = pytest.mark.django_db

SUMMARY = "The panel considered a staffing matter."


@pytest.fixture
def private(minutes):
    return MinuteItemFactory(minutes=minutes, private=True, title="A post")


def beside(item, **typed):
    """The box of an item as a browser sends it with the form of an entry."""
    return {"item-outcome": item.outcome or ItemOutcome.TAKEN, "item-version": item.version, "item-public_summary": "", **typed}


def test_saving_an_entry_keeps_the_summary_typed_beneath_it(writer, private):
    add(writer, private, "narrative", text="It was agreed.", **beside(private, **{"item-public_summary": SUMMARY}))

    private.refresh_from_db()
    assert (private.public_summary, private.is_done) == (SUMMARY, False)
    assert MinuteEntry.objects.count() == 1


def test_saving_an_entry_leaves_an_item_alone_that_nobody_touched(writer, private):
    before = private.version
    add(writer, private, "narrative", text="It was agreed.", **beside(private))

    private.refresh_from_db()
    assert (private.version, private.outcome) == (before, "")


def test_the_tick_of_an_item_stays_when_an_entry_is_saved_with_its_summary(writer, private):
    MinuteItem.objects.update(is_done=True, outcome=ItemOutcome.TAKEN)
    private.refresh_from_db()
    add(writer, private, "narrative", text="Again.", **beside(private, **{"item-public_summary": SUMMARY}))

    private.refresh_from_db()
    assert (private.public_summary, private.is_done) == (SUMMARY, True)


def test_the_line_ends_of_a_browser_are_no_other_words(private):
    private.public_summary = "One.\n\nTwo."
    sent = beside(private, **{"item-public_summary": "One.\r\n\r\nTwo."})

    form = OutcomeForm(sent, item=private, meetings=meetings_to_defer_to(private.minutes))
    assert not form.is_other_than_saved
    assert form.is_valid()
    assert form.facts()["public_summary"] == "One.\n\nTwo."


def test_an_outcome_that_cannot_be_keeps_the_entry_back_and_what_was_typed(writer, private):
    page = add(writer, private, "narrative", text="It was put off.", **beside(private, **{"item-outcome": "deferred"}))

    assert page.context["outcome"].errors["deferred_to"] == ["Choose the meeting to which the item is deferred"]
    assert not MinuteEntry.objects.exists()
    assert "It was put off." in page.content.decode()


def test_a_summary_is_saved_on_the_way_to_a_new_entry(writer, private):
    sent = beside(private, **{"item-public_summary": SUMMARY, "then": "add:action"})
    answer = writer.post(at("minute-item", private), sent)

    assert answer.url == at("entry-create", private, "action")
    private.refresh_from_db()
    assert (private.public_summary, private.is_done) == (SUMMARY, False)


def test_an_entry_of_no_kind_leads_back_to_the_buttons(writer, private):
    answer = writer.post(at("minute-item", private), beside(private, then="add:nonsense"))
    assert answer.url == at("minute-item", private) + "#add"


def test_meetings_of_one_day_are_told_apart_where_an_item_is_deferred(writer, minutes):
    item = MinuteItemFactory(minutes=minutes)
    for kind in (MeetingKind.ORDINARY, MeetingKind.HEARING):
        subject = "Deputy" if kind == MeetingKind.HEARING else ""
        AnnouncedMeetingFactory(body=minutes.meeting.body, kind=kind, subject=subject)
    field = writer.get(at("minute-item", item)).context["outcome"].fields["deferred_to"]

    words = [str(label) for value, label in field.choices if value]
    hearing = "Thursday 17 March 2022, confirmatory hearing: Deputy"
    assert sorted(words) == [hearing, "Thursday 17 March 2022, ordinary meeting"]


def test_the_meeting_page_leads_to_minutes_that_nobody_has_begun(writer, body):
    held = HeldMeetingFactory(body=body)
    page = writer.get(held.get_absolute_url()).content.decode()
    assert "Begin the minutes" in page
    assert "Nothing on this meeting can be changed" not in page

    MinutesFactory(meeting=held)
    assert "Begin the minutes" not in writer.get(held.get_absolute_url()).content.decode()


@pytest.mark.parametrize("changed", [{"status": MeetingStatus.CANCELLED, "status_reason": "Snow"}, {"held_on": date(2022, 2, 2)}])
def test_a_meeting_that_is_off_or_ahead_offers_no_minutes(writer, body, changed):
    held = HeldMeetingFactory(body=body, **changed)
    assert "Begin the minutes" not in writer.get(held.get_absolute_url()).content.decode()


def test_an_item_without_anybody_in_the_room_asks_who_came(writer, minutes):
    item = MinuteItemFactory(minutes=minutes)
    AttendanceFactory(meeting=minutes.meeting, status="expected")
    assert "Nobody is in the room for this item" in writer.get(at("minute-item", item)).content.decode()


def test_minutes_without_items_ask_for_one_first(writer, minutes):
    page = writer.get(of("minutes-write", minutes)).content.decode()
    assert page.index("Add an item") < page.index("Say when it ended")
