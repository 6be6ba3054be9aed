"""Items on the page of writing: their outcomes, who is in the room, and items raised or made public at the meeting."""

from datetime import date

import pytest

from documents.choices import Access
from meetings.choices import ItemOutcome, Result
from meetings.models import Absence, MinuteEntry, MinuteItem, Resolution
from tests.factories.minutes import HeldMeetingFactory, MinuteItemFactory, ResolutionFactory
from tests.meetings.writing.minuting_pages import add, at, form_on, of

pytestmark = pytest.mark.django_db


def outcome(client, item, then="item", **typed):
    item.refresh_from_db()
    sent = {"item-outcome": "taken", "item-version": item.version, "then": then, **typed}
    return client.post(at("minute-item", item), sent)


def test_saving_an_item_goes_on_to_the_next_and_ends_at_the_overview(writer, minutes, item):
    after = MinuteItemFactory(minutes=minutes)

    assert outcome(writer, item).url == at("minute-item", after)
    item.refresh_from_db()
    assert (item.outcome, item.is_done) == (ItemOutcome.TAKEN, True)
    assert writer.get(of("minutes-write", minutes)).url == at("minute-item", after)
    assert outcome(writer, after).url == of("minutes-write", minutes)
    assert "Every item is minuted" in writer.get(of("minutes-write", minutes)).content.decode()


def test_an_item_that_is_not_done_yet_keeps_its_place(writer, item):
    assert outcome(writer, item, then="later").url == at("minute-item", item)
    item.refresh_from_db()
    assert not item.is_done


def test_a_deferred_item_names_a_later_meeting(writer, minutes, item):
    later = HeldMeetingFactory(body=minutes.meeting.body, held_on=date(2022, 3, 17))
    page = outcome(writer, item, **{"item-outcome": "deferred"})
    assert page.context["outcome"].errors["deferred_to"] == ["Choose the meeting to which the item is deferred"]

    outcome(writer, item, **{"item-outcome": "deferred", "item-deferred_to": later.slug})
    item.refresh_from_db()
    assert item.deferred_to == later


def test_an_outcome_saved_over_a_newer_one_shows_both(writer, item):
    sent = {"item-outcome": "lapsed", "item-version": item.version, "then": "item"}
    outcome(writer, item)
    page = writer.post(at("minute-item", item), sent)

    assert "Saved by someone else" in page.content.decode()
    item.refresh_from_db()
    assert item.outcome == ItemOutcome.TAKEN


def test_the_public_summary_stands_under_a_private_item_alone(writer, minutes, item):
    private = MinuteItemFactory(minutes=minutes, private=True)
    assert "What the public reads" not in writer.get(at("minute-item", item)).content.decode()
    assert "What the public reads" in writer.get(at("minute-item", private)).content.decode()

    outcome(writer, private, **{"item-public_summary": "The panel considered a staffing matter."})
    private.refresh_from_db()
    assert private.public_summary == "The panel considered a staffing matter."


def test_going_on_saves_the_open_entry_and_the_item_together(writer, minutes, item):
    after = MinuteItemFactory(minutes=minutes)
    rest = {"item-outcome": "taken", "item-version": item.version, "then": "item"}
    answer = add(writer, item, "narrative", text="Typed and not saved", **rest)

    assert answer.url == at("minute-item", after)
    assert MinuteEntry.objects.get(item=item).text == "Typed and not saved"


def test_when_the_item_is_refused_the_entry_is_not_saved_either(writer, item):
    rest = {"item-outcome": "deferred", "item-version": item.version, "then": "item"}
    page = add(writer, item, "narrative", text="Typed and not saved", **rest)

    assert "Typed and not saved" in page.content.decode()
    assert page.context["outcome"].errors
    assert not MinuteEntry.objects.exists()


def test_an_empty_new_form_is_in_nobodys_way(writer, minutes, item):
    MinuteItemFactory(minutes=minutes)
    rest = {"item-outcome": "taken", "item-version": item.version, "then": "item"}

    assert add(writer, item, "narrative", **rest).status_code == 302
    assert add(writer, item, "narrative", then="add:action").url == at("entry-create", item, "action")
    assert add(writer, item, "narrative").context["opened"].form.errors["text"] == ["Enter what happened"]
    assert not MinuteEntry.objects.exists()


def test_adding_another_saves_the_open_one_first(writer, item):
    answer = add(writer, item, "narrative", text="First", then="add:resolution")

    assert answer.url == at("entry-create", item, "resolution")
    assert MinuteEntry.objects.get(item=item).text == "First"


def test_who_is_in_the_room_changes_without_losing_what_is_typed(writer, item, members):
    url = at("entry-create", item, "resolution")
    sent = form_on(writer.get(url)) | {"text": "To agree.", "votes_for": "2", "then": "room"}
    seats = [str(row.number) for row in members[:3]]
    page = writer.post(url, {**sent, "seat": seats, "present": seats[:2]})

    assert page.context["room"].count == 2
    assert page.context["opened"].form["text"].value() == "To agree."
    assert "2 + 0 + 0 + 0 = 2, which agrees with the room" in page.content.decode()
    assert Absence.objects.get(item=item).attendance == members[2]


def test_two_clerks_marking_the_room_keep_what_each_said(writer, item, members):
    seats = [str(row.number) for row in members[:3]]
    writer.post(at("minute-room", item), {"seat": seats, "present": [seats[0], seats[2]]})
    # read before that, when everybody was in
    writer.post(at("minute-room", item), {"seat": seats, "present": [seats[0], seats[1]]})

    out = Absence.objects.filter(item=item).values_list("attendance", flat=True)
    assert set(out) == {members[1].pk, members[2].pk}


def test_a_vote_that_no_longer_fits_the_room_is_pointed_at(writer, item, members):
    entry = ResolutionFactory(
        entry__item=item, votes_for=3, votes_against=0, abstained=0, not_voting=0, not_recorded=0, in_room=3, members_on_day=4
    ).entry
    assert "The vote counts" not in writer.get(at("minute-item", item)).content.decode()
    seats = [str(row.number) for row in members[:3]]
    writer.post(at("minute-room", item), {"seat": seats, "present": seats[:2]})

    assert "The vote counts 3 members, and 2 are in the room" in writer.get(at("minute-item", item)).content.decode()
    assert entry.resolution.in_room == 3


def test_a_private_item_offers_the_exclusion_and_becomes_public_when_it_falls(writer, minutes, members):
    private = MinuteItemFactory(minutes=minutes, private=True)
    assert "Exclude the press and public first" in writer.get(at("minute-item", private)).content.decode()
    assert writer.post(at("minute-item-open", private), {"token": "0d6c2a4e-0b0f-4f55-9f6c-5a8b8a3d9b11"}).status_code == 200
    private.refresh_from_db()
    assert private.is_private

    add(writer, private, "exclusion", result=Result.LOST)
    made = Resolution.objects.get()
    assert (made.excludes_public, made.exempt_paragraph) == (True, private.exempt_paragraph)
    page = writer.get(at("minute-item", private)).content.decode()
    assert "Exclude the press and public first" not in page
    assert "The public was not excluded" in page

    confirm = writer.get(at("minute-item-open", private))
    writer.post(at("minute-item-open", private), {"token": confirm.context["form"]["token"].value()})
    private.refresh_from_db()
    assert private.access == Access.PUBLIC


def test_an_item_raised_at_the_meeting_takes_its_place_without_a_number(writer, minutes, item):
    last = MinuteItemFactory(minutes=minutes, title="Last")
    page = writer.get(of("minute-item-create", minutes))
    token = page.context["form"]["token"].value()
    answer = writer.post(of("minute-item-create", minutes), {"title": "A vote of thanks", "after": item.slug, "token": token})

    made = MinuteItem.objects.get(title="A vote of thanks")
    assert answer.url == at("minute-item", made)
    last.refresh_from_db()
    assert item.position < made.position < last.position
    assert made.number == ""
    assert "A vote of thanks" in writer.get(answer.url).content.decode()
