"""Entries on the page of writing: added, changed, refused beside the box, moved and removed; a stale save loses nothing."""

from datetime import date

import pytest

from meetings.models import Absence, EntryDraft, EntryText, MinuteEntry, NamedVote, Resolution
from meetings.views import writing_entries
from tests.factories.minutes import MinuteEntryFactory
from tests.factories.panels import MembershipFactory
from tests.meetings.writing.minuting_pages import add, at, change, form_on

pytestmark = pytest.mark.django_db


def test_a_note_is_written_and_the_page_says_what_happened(writer, item):
    answer = add(writer, item, "narrative", text="The officer **presented** the report.")

    assert answer.url == at("minute-item", item) + "#add"
    page = writer.get(at("minute-item", item))
    assert "<strong>presented</strong>" in page.content.decode()


def test_the_form_stands_open_on_the_page_of_the_item(writer, item):
    MinuteEntryFactory(item=item, text="Before")
    page = writer.get(at("entry-create", item, "narrative")).content.decode()

    assert "Before" in page
    assert "New note" in page
    assert 'autofocus=""' in page


def test_every_kind_of_entry_is_added(writer, item, members):
    person = members[0].person.slug
    add(writer, item, "procedure", text="The officers withdrew.")
    add(writer, item, "question", text="Why?", asked_by=person, answered_by="The Commissioner", answer="Because.")
    add(writer, item, "resolution", text="To note it.", moved_by=person)
    add(writer, item, "recommendation", text="To publish it.")
    add(writer, item, "action", text="To send it.", owner_name="Chief Finance Officer", due_next_meeting="on")
    add(writer, item, "declaration", text="Land.", attendance=str(members[1].number), left_room="on")
    for kind in ("taken-as-read", "none-received"):
        add(writer, item, kind)

    entries = MinuteEntry.objects.filter(item=item).for_page()
    assert [entry.kind for entry in entries] == [
        "procedure", "question", "resolution", "recommendation", "action", "declaration", "taken-as-read", "none-received",
    ]  # fmt: skip
    assert entries[1].question.asked_by == members[0].person
    assert entries[4].action.owner_name == "Chief Finance Officer"
    assert entries[5].declaration.about == item
    assert Absence.objects.get(item=item).attendance == members[1]
    page = writer.get(at("minute-item", item)).content.decode()
    for words in ("Anna Ash asked", "The panel resolved", "Taken as read.", "None were received.", "by the next meeting"):
        assert words in page


def test_an_entry_of_fixed_words_takes_one_press(writer, item):
    page = writer.get(at("minute-item", item))
    token = next(str(kind["token"]) for kind in page.context["kinds"] if kind["value"] == "taken-as-read")
    for _press in range(2):
        writer.post(at("entry-create", item, "taken-as-read"), {"token": token})

    assert MinuteEntry.objects.filter(item=item).count() == 1


def test_a_form_sent_twice_makes_one_entry(writer, item):
    url = at("entry-create", item, "narrative")
    sent = {**form_on(writer.get(url)), "text": "Once", "then": "stay"}
    writer.post(url, sent)
    writer.post(url, sent)

    assert MinuteEntry.objects.get(item=item).text == "Once"


def test_votes_that_do_not_add_up_are_refused_beside_the_box_and_kept_as_a_draft(writer, item, members, clerk):
    page = add(writer, item, "resolution", text="To agree.", votes_for="1", votes_against="0", abstained="0", not_voting="1")

    words = "1 and 0 and 0 and 1 make 2, but 3 members were in the room"
    assert page.context["opened"].form.errors["votes_for"] == [words]
    assert page.content.decode().count(words) == 2  # the summary and the field
    assert not MinuteEntry.objects.exists()
    assert EntryDraft.objects.get(user=clerk).content["text"] == "To agree."


def test_somebody_who_sent_apologies_cannot_move_a_motion(writer, item, members):
    page = add(writer, item, "resolution", text="To agree.", moved_by=members[3].person.slug)

    assert page.context["opened"].form.errors["moved_by"][0].startswith("Nicola Clark sent apologies. Mark ")
    assert not MinuteEntry.objects.exists()


def test_unanimously_with_members_not_voting_asks_why_and_then_stands(writer, item, members):
    votes = {"text": "To agree.", "votes_for": "2", "not_voting": "1", "is_unanimous": "on"}
    page = add(writer, item, "resolution", **votes)
    assert "1 member in the room did not vote for it" in str(page.context["opened"].form.errors["unanimous_reason"])
    assert not Resolution.objects.exists()

    add(writer, item, "resolution", **votes, unanimous_reason="The Chair declared it.")
    assert Resolution.objects.get().is_unanimous
    page = writer.get(at("entry-update", item, MinuteEntry.objects.get().number)).content.decode()
    assert "2 + 0 + 0 + 1 = 3, which agrees with the room" in page
    assert "say why “unanimously” stands" in page


def test_counts_come_from_the_votes_by_name(writer, item, members):
    named = {f"vote_{members[0].number}": "against", "vote_rest": "for"}
    add(writer, item, "resolution", text="To agree.", **named)

    made = Resolution.objects.get()
    assert (made.votes_for, made.votes_against, made.in_room) == (2, 1, 3)
    assert NamedVote.objects.filter(vote="for").count() == 2

    change(writer, made.entry, **{f"vote_{members[0].number}": "for"})
    made.refresh_from_db()
    assert (made.votes_for, made.votes_against) == (3, 0)


def test_names_that_contradict_the_counts_are_refused(writer, item, members):
    page = add(writer, item, "resolution", text="To agree.", votes_for="1", not_voting="2", vote_rest="for")

    assert "votes_for" in page.context["opened"].form.errors
    assert not Resolution.objects.exists()


def test_the_veto_shows_its_working(writer, item, members, body):
    for _seat in range(13):
        MembershipFactory(body=body, started_on=date(2021, 5, 1))
    page = writer.get(at("entry-create", item, "resolution"))

    veto = page.context["ballot"]["veto"]
    assert veto is None or "12" in veto.words
    assert "Would this be enough for a veto?" in page.content.decode()


def test_a_stale_save_shows_both_texts_and_changes_nothing(writer, item, clerk):
    entry = MinuteEntryFactory(item=item, text="As it was")
    url = at("entry-update", item, entry.number)
    sent = {**form_on(writer.get(url)), "then": "stay", "text": "Mine"}
    change(writer, entry, text="Theirs")

    page = writer.post(url, sent)
    shown = page.content.decode()
    assert "Saved by someone else" in shown
    assert "Theirs" in shown
    assert "Mine" in shown
    entry.refresh_from_db()
    assert entry.text == "Theirs"
    assert EntryDraft.objects.get(user=clerk, entry=entry).content["text"] == "Mine"

    merged = writer.post(url, {**form_on(page), "then": "merge"})
    assert merged.context["opened"].form["text"].value() == "Theirs\n\nMine"
    writer.post(url, {**form_on(merged), "then": "stay", "text": "Theirs and mine"})
    entry.refresh_from_db()
    assert entry.text == "Theirs and mine"
    assert [text.content["text"] for text in EntryText.objects.filter(entry=entry)][:2] == ["Theirs and mine", "Theirs"]


def test_a_save_overtaken_after_the_form_was_checked_shows_both_texts_too(writer, item, monkeypatch):
    entry = MinuteEntryFactory(item=item, text="As it was")
    url = at("entry-update", item, entry.number)
    sent = {**form_on(writer.get(url)), "then": "stay", "text": "Mine"}
    real = writing_entries._page

    def overtaken(request, found, fetched, kind):
        MinuteEntry.objects.filter(pk=fetched.pk).update(text="Theirs", version=fetched.version + 1)
        return real(request, found, fetched, kind)

    monkeypatch.setattr(writing_entries, "_page", overtaken)
    shown = writer.post(url, sent).content.decode()

    assert "Saved by someone else" in shown
    assert "Theirs" in shown
    assert "Mine" in shown
    entry.refresh_from_db()
    assert entry.text == "Theirs"


def test_an_entry_removed_meanwhile_is_offered_as_a_new_one_with_its_words(writer, item):
    entry = MinuteEntryFactory(item=item, text="As it was")
    url = at("entry-update", item, entry.number)
    sent = {**form_on(writer.get(url)), "then": "stay", "text": "Not to be lost"}
    writer.post(at("entry-remove", item, entry.number))

    page = writer.post(url, sent)
    assert page.context["opened"].entry is None
    assert page.context["opened"].form["text"].value() == "Not to be lost"
    writer.post(page.context["opened"].url, {**form_on(page), "then": "stay"})
    assert MinuteEntry.objects.kept().get(item=item).text == "Not to be lost"


def test_entries_move_by_buttons(writer, item):
    first, second = MinuteEntryFactory(item=item), MinuteEntryFactory(item=item)
    writer.post(at("entry-move", item, second.number), {"position": "1"})

    assert list(MinuteEntry.objects.filter(item=item)) == [second, first]
    assert writer.post(at("entry-move", item, second.number), {"position": "top"}).status_code == 302


def test_removing_an_entry_is_undone_from_the_notice(writer, item):
    entry = MinuteEntryFactory(item=item, text="Kept for ever")
    page = writer.post(at("entry-remove", item, entry.number), follow=True).content.decode()
    assert "Entry removed. You can put it back." in page

    writer.post(at("entry-restore", item, entry.number))
    assert MinuteEntry.objects.kept().get(item=item) == entry
    assert "You can put it back" not in writer.get(at("minute-item", item)).content.decode()


def test_earlier_texts_are_read_as_they_were_saved(writer, item):
    entry = MinuteEntryFactory(item=item, text="The first words")
    change(writer, entry, text="The second words")
    page = writer.get(at("entry-texts", item, entry.number)).content.decode()

    assert page.index("The second words") < page.index("The first words")
