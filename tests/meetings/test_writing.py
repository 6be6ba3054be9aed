"""The page on which a clerk minutes a meeting: what it shows, what it keeps, and what it refuses to lose."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from documents.choices import Access
from interface import clock
from meetings.choices import AttendanceStatus, EntryKind, ItemOutcome, MinutesStatus, Result
from meetings.models import (
    Absence,
    Attendance,
    EntryDraft,
    EntryText,
    MinuteEntry,
    MinuteItem,
    Minutes,
    NamedVote,
    Resolution,
)
from meetings.views import writing_entries
from tests.factories.minutes import (
    AttendanceFactory,
    DeclarationFactory,
    EntryDraftFactory,
    HeldMeetingFactory,
    InterestFactory,
    MinuteEntryFactory,
    MinuteItemFactory,
    MinutesFactory,
    ResolutionFactory,
)
from tests.factories.panels import MembershipFactory

pytestmark = pytest.mark.django_db

DAY = datetime(2022, 2, 1, 12, 41, tzinfo=clock.LONDON)
CANARY = "CANARY-PRIVATE-WORDS"


@pytest.fixture(autouse=True)
def during_the_meeting():
    with clock.stand_on(DAY):
        yield


@pytest.fixture
def minutes(body):
    return MinutesFactory(meeting=HeldMeetingFactory(body=body))


@pytest.fixture
def members(minutes):
    """Three members in the room and one who sent apologies."""
    rows = [AttendanceFactory(meeting=minutes.meeting, person__name=name) for name in ("Anna Ash", "Ben Bay", "Cora Coe")]
    away = AttendanceFactory(meeting=minutes.meeting, person__name="Nicola Clark", status=AttendanceStatus.APOLOGIES)
    for row in [*rows, away]:
        MembershipFactory(body=minutes.meeting.body, person=row.person, started_on=date(2021, 5, 1))
    return [*rows, away]


@pytest.fixture
def item(minutes):
    return MinuteItemFactory(minutes=minutes, title="Budget and precept")


@pytest.fixture
def writer(client, clerk):
    client.force_login(clerk)
    return client


def at(name, item, *more):
    meeting = item.minutes.meeting
    return reverse(f"meetings:{name}", args=[meeting.area.slug, meeting.slug, item.slug, *more])


def of(name, minutes):
    return reverse(f"meetings:{name}", args=[minutes.meeting.area.slug, minutes.meeting.slug])


def form_on(page):
    """What a browser would send of the form that stands open, as it came."""
    form = page.context["opened"].form
    sent = {}
    for box in form:
        value = box.value()
        if value is True:
            sent[box.html_name] = "on"
        elif value not in (None, False):
            sent[box.html_name] = str(value)
    return sent


def add(client, item, kind, **typed):
    """Open the form of a new entry, fill it in and save it."""
    url = at("entry-create", item, kind)
    return client.post(url, {**form_on(client.get(url)), "then": "stay", **typed})


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


def change(client, entry, **typed):
    url = at("entry-update", entry.item, entry.number)
    return client.post(url, {**form_on(client.get(url)), "then": "stay", **typed})


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


def draft(client, item, kind="narrative", entry=None, **typed):
    sent = {"kind": kind, "entry": entry.number if entry else "", "version": entry.version if entry else "", **typed}
    return client.post(at("entry-draft", item), sent)


def test_what_is_typed_is_kept_as_it_is_typed(writer, item, clerk):
    answer = draft(writer, item, text="Half a sen")

    assert answer.json() == {"saved": "12:41pm", "stale": False}
    kept = EntryDraft.objects.get(user=clerk, item=item)
    assert kept.content == {"text": "Half a sen"}


def test_the_writer_is_told_while_typing_that_somebody_saved_the_entry(writer, item):
    entry = MinuteEntryFactory(item=item)
    before = MinuteEntry.objects.get(pk=entry.pk)
    change(writer, entry, text="Theirs")

    assert draft(writer, item, entry=before, text="Mine").json()["stale"] is True


def test_a_draft_is_taken_up_at_the_version_it_was_written_over(writer, item):
    entry = MinuteEntryFactory(item=item, text="As it was")
    draft(writer, item, entry=entry, text="Mine")
    MinuteEntry.objects.filter(pk=entry.pk).update(text="Theirs", version=entry.version + 1)

    offered = writer.get(at("minute-item", item)).content.decode()
    assert "you were writing this at 12:41pm" in offered
    assert "Take it up" in offered
    url = at("entry-update", item, entry.number)
    page = writer.post(url, {"then": "take-up"})
    assert page.context["opened"].form["text"].value() == "Mine"
    assert "Saved by someone else" in writer.post(url, {**form_on(page), "then": "stay"}).content.decode()


def test_a_draft_goes_once_it_is_saved_or_dropped(writer, item, clerk):
    draft(writer, item, text="Half")
    add(writer, item, "narrative", text="Whole")
    assert not EntryDraft.objects.filter(user=clerk).exists()

    draft(writer, item, text="Half")
    assert writer.post(at("entry-draft", item), {"kind": "narrative", "entry": "", "then": "drop"}).status_code == 302
    assert not EntryDraft.objects.filter(user=clerk).exists()


def test_nobody_reads_the_draft_of_another(writer, item):
    EntryDraftFactory(item=item, content={"text": CANARY})

    assert CANARY not in writer.get(at("minute-item", item)).content.decode()
    assert CANARY not in writer.post(at("entry-create", item, "narrative"), {"then": "take-up"}).content.decode()


def test_a_draft_that_no_form_could_send_is_refused(writer, item):
    assert draft(writer, item, kind="nonsense", text="x").status_code == 404
    assert draft(writer, item, text="x" * 200_000).status_code == 409
    assert writer.post(at("entry-draft", item), {"kind": "narrative", "entry": "9" * 30}).status_code == 404


def test_the_page_of_a_private_item_tells_the_browser_to_keep_nothing(writer, minutes, item):
    private = MinuteItemFactory(minutes=minutes, private=True)

    assert "data-private" in writer.get(at("entry-create", private, "narrative")).content.decode()
    assert "data-private" not in writer.get(at("entry-create", item, "narrative")).content.decode()


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


@pytest.fixture
def announced(agenda):
    agenda.status = "announced"
    agenda.save()
    return agenda


def test_minutes_begin_once_and_lead_to_the_first_item(writer, announced):
    agenda = announced
    url = reverse("meetings:minutes-start", args=[agenda.area.slug, agenda.slug])
    with clock.stand_on(agenda.held_on):
        token = writer.get(url).context["form"]["token"].value()
        assert writer.post(url, {"token": token}).url == of("minutes-write", Minutes.objects.get())
        assert writer.post(url, {"token": token}).url == of("minutes-write", Minutes.objects.get())
        assert "/minutes/write/apologies-for-absence/" in writer.get(url, follow=True).redirect_chain[-1][0]


def test_minutes_do_not_begin_before_the_day(writer, announced):
    agenda = announced
    url = reverse("meetings:minutes-start", args=[agenda.area.slug, agenda.slug])
    with clock.stand_on(agenda.held_on - timedelta(days=1)):
        token = writer.get(url).context["form"]["token"].value()
        page = writer.post(url, {"token": token})

    assert "The day of the meeting has not come yet" in page.content.decode()
    assert not Minutes.objects.exists()


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (MinutesStatus.PUBLISHED, "published as a draft. To change them, propose a correction"),
        (MinutesStatus.CONFIRMED, "The minutes are confirmed. An error is met by a corrigendum"),
    ],
)
def test_minutes_that_are_out_are_not_written_on(writer, minutes, item, status, words):
    entry = MinuteEntryFactory(item=item, text="As it was read")
    form = {**form_on(writer.get(at("entry-update", item, entry.number))), "then": "stay", "text": "Changed"}
    later = HeldMeetingFactory(body=minutes.meeting.body, held_on=date(2022, 3, 17))
    Minutes.objects.filter(pk=minutes.pk).update(status=status, confirmed_meeting=later)

    page = writer.post(at("entry-update", item, entry.number), form)
    assert words in page.content.decode()
    assert "Changed" in page.content.decode()
    assert draft(writer, item, text="x").status_code == 409
    for url, sent in (
        (at("entry-remove", item, entry.number), {}),
        (at("entry-move", item, entry.number), {"position": "1"}),
        (at("minute-item", item), {"item-outcome": "lapsed", "item-version": item.version, "then": "item"}),
        (at("entry-create", item, "taken-as-read"), {"token": "0d6c2a4e-0b0f-4f55-9f6c-5a8b8a3d9b12"}),
    ):
        writer.post(url, sent)
    kept = MinuteEntry.objects.get()
    assert (kept.text, kept.removed_at, kept.version) == ("As it was read", None, entry.version)
    assert MinuteItem.objects.get().outcome == ""
    assert writer.get(at("entry-update", item, entry.number)).status_code == 302
    shown = writer.get(at("minute-item", item)).content.decode()
    assert "As it was read" in shown
    assert "<textarea" not in shown
    assert "The minutes are out" in writer.get(of("minutes-write", minutes)).content.decode()


def test_only_those_who_prepare_the_meeting_write(client, member, item):
    entry = MinuteEntryFactory(item=item, text=CANARY)
    pages = [at("minute-item", item), at("entry-update", item, entry.number), at("entry-texts", item, entry.number)]
    for url in pages:
        assert client.get(url).status_code == 302
    client.force_login(member)
    for url in [*pages, of("minutes-write", item.minutes)]:
        assert client.get(url).status_code == 403


def test_the_tools_of_a_declaration_do_not_show_the_words_of_a_sensitive_interest(writer, item, members):
    InterestFactory(body=item.minutes.meeting.body, person=members[0].person, text=CANARY, is_sensitive=True)

    assert CANARY not in writer.get(at("entry-create", item, "declaration")).content.decode()


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_questions_do_not_grow_with_entries_items_or_members(writer, minutes, item, rows, django_assert_max_num_queries):
    people = [AttendanceFactory(meeting=minutes.meeting) for _one in range(3)]
    MinuteItem.objects.bulk_create(
        [MinuteItem(minutes=minutes, slug=f"more-{n}", position=n + 10, number=str(n + 10), title="More") for n in range(rows)]
    )
    Attendance.objects.bulk_create(
        [Attendance(meeting=minutes.meeting, number=n + 100, name=f"Member {n}", status="present") for n in range(rows)]
    )
    kinds = [EntryKind.NARRATIVE, EntryKind.RESOLUTION, EntryKind.QUESTION]
    entries = MinuteEntry.objects.bulk_create(
        [
            MinuteEntry(minutes=minutes, item=item, number=n, position=n, kind=kinds[n % 3], text="x", created_at=clock.now())
            for n in range(1, rows + 1)
        ]
    )
    shut = [one for one in entries if one.kind == EntryKind.RESOLUTION]
    made = Resolution.objects.bulk_create([Resolution(entry=one, moved_by=people[0].person) for one in shut])
    NamedVote.objects.bulk_create([NamedVote(resolution=one, attendance=people[1], vote="for") for one in made])
    if rows > 1:
        DeclarationFactory(entry__item=item, attendance=people[2])
    EntryDraft.objects.bulk_create(
        [
            EntryDraft(user_id=writer.session["_auth_user_id"], item=one, kind="narrative", content={}, saved_at=clock.now())
            for one in MinuteItem.objects.filter(slug__startswith="more-")
        ]
    )

    writer.get(at("minute-item", item))
    with django_assert_max_num_queries(22):
        assert writer.get(at("minute-item", item)).status_code == 200
    with django_assert_max_num_queries(26):
        assert writer.get(at("entry-create", item, "resolution")).status_code == 200
    with django_assert_max_num_queries(30):
        assert writer.get(at("entry-update", item, 1)).status_code == 200
