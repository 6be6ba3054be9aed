"""Entries of the minutes: written, moved, removed, with their drafts and what comes of them."""

from datetime import date

import pytest

from accounts.models import AuditEntry
from documents.choices import Access
from meetings.choices import EntryKind, Publication
from meetings.models import Action, EntryDraft, EntryText, MinuteEntry, Recommendation
from meetings.services import minutes as services
from meetings.services.minutes.contents import FIELDS, content_of
from tests.factories.minutes import EntryDraftFactory, HeldMeetingFactory, MinuteEntryFactory, MinuteItemFactory
from tests.meetings.minutes_services.minuting import CANARY, HELD_ON, last_audit, problems, refused

# Entries ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind", [EntryKind.NARRATIVE, EntryKind.PROCEDURE, EntryKind.TAKEN_AS_READ, EntryKind.NONE_RECEIVED, EntryKind.QUESTION]
)
def test_an_entry_is_added_last_under_its_item_with_its_text_kept(item, clerk, kind):
    MinuteEntryFactory(item=item)

    entry = services.add_entry(item=item, kind=kind, actor=clerk, text="  The report was **noted**.  ")

    assert (entry.number, entry.position, entry.kind, entry.text) == (2, 2, kind, "The report was **noted**.")
    kept = EntryText.objects.get(entry=entry)
    assert (kept.number, kept.content["text"], kept.saved_by) == (1, "The report was **noted**.", clerk)
    assert last_audit().detail == {"entry": 2, "item": item.reference, "kind": kind, "version": 1}


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("narrative", "Enter what happened"),
        ("procedure", "Enter what happened"),
        ("question", "Enter the question"),
        ("resolution", "Enter what the panel resolved"),
        ("action", "Enter what is to be done"),
        ("recommendation", "Enter what is recommended"),
    ],
)
def test_an_entry_needs_words(item, clerk, kind, said):
    assert problems(services.add_entry, item=item, kind=kind, actor=clerk, text=" ") == {"text": [said]}
    assert (MinuteEntry.objects.count(), EntryText.objects.count()) == (0, 0)


def test_taken_as_read_and_none_received_need_no_words(item, clerk):
    for kind in (EntryKind.TAKEN_AS_READ, EntryKind.NONE_RECEIVED):
        assert services.add_entry(item=item, kind=kind, actor=clerk).text == ""


def test_an_entry_is_of_a_kind_and_holds_nothing_else(item, clerk):
    assert problems(services.add_entry, item=item, kind="poem", actor=clerk) == {"kind": ["Choose what kind of entry it is"]}
    with pytest.raises(TypeError, match="has no result"):
        services.add_entry(item=item, kind=EntryKind.NARRATIVE, actor=clerk, text="Words", result="carried")


def test_an_entry_that_is_too_long_is_refused(item, clerk):
    found = problems(services.add_entry, item=item, kind="question", actor=clerk, text="Why?", answer="x" * 20_001)

    assert found == {"answer": ["Make this 20,000 characters or fewer, or divide it into several entries"]}


def test_numbers_of_entries_are_never_used_again(item, clerk):
    first = services.add_entry(item=item, kind="narrative", actor=clerk, text="One")
    services.remove_entry(entry=first, actor=clerk)

    assert services.add_entry(item=item, kind="narrative", actor=clerk, text="Two").number == 2


def test_a_save_keeps_the_earlier_text_and_what_is_not_given(item, clerk, seats):
    entry = services.add_entry(item=item, kind="question", actor=clerk, text="Why?", answer="Because.", asked_by=seats[0].person)

    saved = services.save_entry(entry=entry, version=1, actor=clerk, text="Why now?")

    assert (saved.text, saved.version) == ("Why now?", 2)
    question = MinuteEntry.objects.get().question
    assert (question.answer, question.asked_by) == ("Because.", seats[0].person)
    texts = [(one.number, one.content["text"], one.content["asked_by"]) for one in EntryText.objects.order_by("number")]
    assert texts == [(1, "Why?", "Anna Ash"), (2, "Why now?", "Anna Ash")]


def test_a_stale_save_is_refused_and_changes_nothing(item, clerk):
    entry = services.add_entry(item=item, kind="narrative", actor=clerk, text="One")
    services.save_entry(entry=entry, version=1, actor=clerk, text="Two")

    assert refused(services.save_entry, entry=entry, version=1, actor=clerk, text="Three").code == "stale"
    assert MinuteEntry.objects.get().text == "Two"
    assert EntryText.objects.count() == 2


def test_a_save_of_what_somebody_removed_is_refused(item, clerk):
    entry = services.add_entry(item=item, kind="narrative", actor=clerk, text="One")
    services.remove_entry(entry=entry, actor=clerk)

    error = refused(services.save_entry, entry=entry, version=1, actor=clerk, text="Two")

    assert (error.code, error.messages) == ("removed", ["This entry was removed. Bring it back, then save again"])


def test_entries_move_among_those_that_are_there(item, clerk):
    first, gone, second, third = [MinuteEntryFactory(item=item, text=text) for text in ("one", "gone", "two", "three")]
    services.remove_entry(entry=gone, actor=clerk)

    services.move_entry(entry=third, position=1, actor=clerk)
    assert texts_of(item) == ["three", "one", "two"]
    services.move_entry(entry=first, position=99, actor=clerk)
    assert texts_of(item) == ["three", "two", "one"]
    assert MinuteEntry.objects.get(pk=second.pk).version == 1


def texts_of(item):
    return [one.text for one in item.entries.kept().order_by("position", "number")]


def test_a_removed_entry_comes_back_in_its_place(item, clerk):
    for text in ("one", "two", "three"):
        services.add_entry(item=item, kind="narrative", actor=clerk, text=text)
    entry = item.entries.get(text="two")

    removed = services.remove_entry(entry=entry, actor=clerk)
    assert (removed.removed_by, texts_of(item)) == (clerk, ["one", "three"])
    assert services.remove_entry(entry=entry, actor=clerk).removed_at == removed.removed_at
    services.restore_entry(entry=entry, actor=clerk)
    services.restore_entry(entry=entry, actor=clerk)

    assert texts_of(item) == ["one", "two", "three"]
    actions = AuditEntry.objects.values_list("action", flat=True).order_by("sequence")
    assert list(actions)[-2:] == ["meetings.entry_removed", "meetings.entry_restored"]


def test_every_kind_reads_back_what_it_was_given(item, clerk, seats):
    person = seats[0].person
    given = {
        "narrative": {"text": "Words"},
        "question": {"text": "Why?", "asked_by": person, "answered_by": "The Commissioner", "answer": "Because."},
        "declaration": {"text": "Owns land.", "attendance": seats[0], "about": item, "nature": "registrable"},
        "action": {"text": "To report.", "owner_kind": "office", "owner_name": "Chief Constable", "due_on": date(2022, 3, 1)},
        "recommendation": {"text": "To publish.", "made_to": "The Commissioner"},
        "resolution": {"text": "To note.", "moved_by": person, "votes_for": 3},
    }

    for kind, content in given.items():
        entry = services.add_entry(item=item, kind=kind, actor=clerk, **content)
        read = content_of(MinuteEntry.objects.get(pk=entry.pk))
        assert set(read) == set(FIELDS[kind])
        assert {name: read[name] for name in content} == content


def test_the_trail_holds_no_words_of_an_entry(private, clerk):
    entry = services.add_entry(item=private, kind="narrative", actor=clerk, text=CANARY)
    services.save_entry(entry=entry, version=1, actor=clerk, text=CANARY + "2")
    services.settle_item(item=private, version=1, actor=clerk, outcome="taken", public_summary=CANARY)
    services.move_entry(entry=entry, position=1, actor=clerk)
    services.remove_entry(entry=entry, actor=clerk)

    rows = AuditEntry.objects.all()
    assert rows.count() >= 4
    assert not any(word in f"{row.detail}{row.target_reference}" for row in rows for word in (CANARY, "Dismissal", "Staffing"))


# Actions and recommendations -------------------------------------------------------------------------------------


OWNED = {"owner_kind": "office", "owner_name": "Chief Constable"}


def test_an_action_takes_its_reference_with_its_entry_and_waits_for_the_minutes(item, clerk):
    entry = services.add_entry(item=item, kind="action", actor=clerk, text="To report.", due_next_meeting=True, **OWNED)

    action = Action.objects.get(entry=entry)
    assert (action.reference, action.text, action.access, action.published_at) == ("A-2022-001", "To report.", "public", None)
    assert (action.raised_on, action.raised_meeting, action.body) == (HELD_ON, item.minutes.meeting, item.minutes.meeting.body)


def test_an_action_that_is_refused_leaves_no_gap(item, clerk):
    found = problems(services.add_entry, item=item, kind="action", actor=clerk, text="To report.", owner_name="")

    assert list(found) == ["owner_name"]
    assert MinuteEntry.objects.count() == 0
    made = services.add_entry(item=item, kind="action", actor=clerk, text="To report.", **OWNED)
    assert (made.number, made.action.reference) == (1, "A-2022-001")


def test_what_comes_of_a_private_item_is_private(private, clerk):
    action = services.add_entry(item=private, kind="action", actor=clerk, text=CANARY, **OWNED).action
    made = services.add_entry(item=private, kind="recommendation", actor=clerk, text=CANARY, made_to="The Commissioner")

    assert (action.access, action.reference[:3]) == (Access.EXEMPT, "AX-")
    assert made.recommendation.access == Access.EXEMPT


def test_what_comes_of_a_private_day_is_for_members(body, clerk):
    meeting = HeldMeetingFactory(body=body, publication=Publication.MEMBERS)
    item = MinuteItemFactory(minutes__meeting=meeting)

    action = services.add_entry(item=item, kind="action", actor=clerk, text="To report.", **OWNED).action

    assert action.access == Access.MEMBERS


def test_an_action_follows_its_entry(item, clerk):
    entry = services.add_entry(item=item, kind="action", actor=clerk, text="To report.", **OWNED)

    services.save_entry(entry=entry, version=1, actor=clerk, text="To report in March.", owner_name="Chief Executive")
    assert Action.objects.values_list("reference", "text", "owner_name").get() == (
        "A-2022-001", "To report in March.", "Chief Executive",
    )  # fmt: skip
    services.remove_entry(entry=entry, actor=clerk)
    assert Action.objects.get().status == "superseded"
    services.restore_entry(entry=entry, actor=clerk)
    assert Action.objects.get().status == "open"


def test_a_recommendation_follows_its_entry(item, clerk):
    entry = services.add_entry(item=item, kind="recommendation", actor=clerk, text="To publish.", made_to="The Commissioner")

    services.save_entry(entry=entry, version=1, actor=clerk, text="To publish soon.")
    assert Recommendation.objects.get().text == "To publish soon."
    services.remove_entry(entry=entry, actor=clerk)
    assert Recommendation.objects.get().withdrawn_at
    services.restore_entry(entry=entry, actor=clerk)
    assert Recommendation.objects.get().withdrawn_at is None


# Drafts ----------------------------------------------------------------------------------------------------------


def test_a_draft_is_kept_for_its_writer_and_replaced_as_they_type(item, clerk, member):
    services.keep_draft(user=clerk, item=item, entry=None, kind="narrative", content={"text": "Half"})
    later = services.keep_draft(user=clerk, item=item, entry=None, kind="narrative", content={"text": "Half a sen"})
    services.keep_draft(user=clerk, item=item, entry=None, kind="question", content={"text": "Wh"})

    assert (later.content, EntryDraft.objects.count()) == ({"text": "Half a sen"}, 2)
    assert {one.kind for one in services.drafts_of(clerk, item.minutes)} == {"narrative", "question"}
    assert services.drafts_of(member, item.minutes) == []
    assert AuditEntry.objects.count() == 0


def test_a_save_lets_go_of_its_own_draft_alone(item, clerk, member):
    entry = MinuteEntryFactory(item=item)
    for user in (clerk, member):
        for one in (entry, None):
            services.keep_draft(user=user, item=item, entry=one, kind="narrative", content={"text": "x"}, base_version=1)

    services.save_entry(entry=entry, version=1, actor=clerk, text="x")
    assert [one.entry for one in services.drafts_of(clerk, item.minutes)] == [None]
    services.add_entry(item=item, kind="narrative", actor=clerk, text="x")
    assert services.drafts_of(clerk, item.minutes) == []
    assert len(services.drafts_of(member, item.minutes)) == 2
    services.drop_draft(user=member, item=item, entry=None, kind="narrative")
    assert services.draft_of(user=member, item=item, entry=entry, kind="narrative").base_version == 1


def test_a_refused_save_keeps_the_draft(item, clerk):
    EntryDraftFactory(user=clerk, item=item)

    refused(services.add_entry, item=item, kind="narrative", actor=clerk, text="")

    assert len(services.drafts_of(clerk, item.minutes)) == 1


def test_a_draft_is_no_more_than_a_form_holds(item, clerk):
    other = MinuteEntryFactory()
    keep = {"user": clerk, "item": item, "entry": None, "kind": "narrative"}
    too_long = "What you typed is too long to be kept. Save the entry, or make it shorter"

    assert refused(services.keep_draft, **keep, content={"text": "x" * 40_001}).messages == [too_long]
    assert refused(services.keep_draft, **keep, content={str(n): "x" for n in range(121)}).messages == [too_long]
    elsewhere = ["This entry is not under that item. Open the page again"]
    assert refused(services.keep_draft, **{**keep, "entry": other}, content={}).messages == elsewhere
    assert refused(services.keep_draft, **{**keep, "kind": "poem"}, content={}).messages == elsewhere
    assert EntryDraft.objects.count() == 0


def test_nothing_is_kept_for_minutes_that_are_out(clerk):
    item = MinuteItemFactory(minutes__published=True)

    error = refused(services.keep_draft, user=clerk, item=item, entry=None, kind="narrative", content={"text": "x"})

    assert error.messages == ["The minutes are published. What you type here is not kept"]
    EntryDraftFactory(user=clerk, item=item)
    services.drop_drafts(item.minutes)
    assert EntryDraft.objects.count() == 0
