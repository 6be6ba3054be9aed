"""Minutes as they are written: begun, item by item, entry by entry, with their votes and drafts."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import AuditEntry
from documents.choices import Access
from interface import clock
from meetings.choices import (
    AttendanceGroup,
    AttendanceStatus,
    EntryKind,
    ItemKind,
    ItemOutcome,
    ItemState,
    MeetingStatus,
    MinutesStatus,
    Publication,
)
from meetings.models import (
    Absence,
    Action,
    AgendaItem,
    Attendance,
    EntryDraft,
    EntryText,
    MinuteEntry,
    MinuteItem,
    Minutes,
    Recommendation,
    Resolution,
)
from meetings.services import cancel_meeting, delete_item, postpone_meeting, undo_agenda
from meetings.services import minutes as services
from meetings.services.minutes.contents import FIELDS, content_of
from tests.factories.meetings import AgendaItemFactory, AnnouncedMeetingFactory
from tests.factories.minutes import (
    AttendanceFactory,
    EntryDraftFactory,
    HeldMeetingFactory,
    InterestFactory,
    MinuteEntryFactory,
    MinuteItemFactory,
    MinutesFactory,
)
from tests.factories.panels import HeldOfficeFactory, MembershipFactory, PersonFactory, RuleFactory

HELD_ON = date(2022, 2, 1)
CANARY = "CANARY-WORDS"


@pytest.fixture(autouse=True)
def the_day_after():
    with clock.stand_on(date(2022, 2, 2)):
        yield


@pytest.fixture
def meeting(body):
    return HeldMeetingFactory(body=body)


@pytest.fixture
def minutes(meeting):
    return MinutesFactory(meeting=meeting)


@pytest.fixture
def item(minutes):
    return MinuteItemFactory(minutes=minutes, number="8", title="Budget")


@pytest.fixture
def private(minutes):
    return MinuteItemFactory(minutes=minutes, private=True)


@pytest.fixture
def seats(meeting):
    """Five members: three in the room, Nicola Clark with apologies, Richard Westwood who has not been marked."""
    names = ["Anna Ash", "Ben Birch", "Cara Cole"]
    here = [AttendanceFactory(meeting=meeting, person__name=name) for name in names]
    away = AttendanceFactory(meeting=meeting, person__name="Nicola Clark", status=AttendanceStatus.APOLOGIES)
    unknown = AttendanceFactory(meeting=meeting, person__name="Richard Westwood", status=AttendanceStatus.EXPECTED)
    for row in (*here, away, unknown):
        MembershipFactory(body=meeting.body, person=row.person)
    return [*here, away, unknown]


def refused(work, *args, **kwargs):
    with pytest.raises(ValidationError) as error:
        work(*args, **kwargs)
    return error.value


def problems(work, *args, **kwargs):
    """What was refused, by field; a refusal of the whole under ""."""
    error = refused(work, *args, **kwargs)
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


def resolve(item, actor, **content):
    return services.add_entry(item=item, kind=EntryKind.RESOLUTION, actor=actor, **{"text": "To endorse it.", **content})


def last_audit():
    return AuditEntry.objects.order_by("sequence").last()


# Starting --------------------------------------------------------------------------------------------------------


def agenda_line(meeting, title, position, **facts):
    return AgendaItem.objects.create(meeting=meeting, title=title, slug=f"line-{position}", position=position, **facts)


def test_minutes_begin_with_the_agenda_in_reading_order(meeting, clerk):
    agenda_line(meeting, "Public part", 1, kind=ItemKind.HEADING)
    budget = agenda_line(meeting, "Budget", 2, number="1")
    agenda_line(meeting, "Update", 3, number="2")
    agenda_line(meeting, "Precept", 4, number="1.1", parent=budget)
    agenda_line(meeting, "Estates", 5, number="3", state=ItemState.WITHDRAWN)
    agenda_line(
        meeting, CANARY, 6, number="4", access=Access.EXEMPT, neutral_title="Staffing matter", exempt_paragraph=1,
        public_interest_reason="One person’s employment",
    )  # fmt: skip

    minutes = services.start_minutes(meeting=meeting, actor=clerk)

    rows = [(one.position, one.number, str(one), one.outcome, one.is_done) for one in minutes.items.all()]
    assert rows == [
        (1, "", "Public part", "taken", True),
        (2, "1", "Budget", "", False),
        (3, "1.1", "Precept", "", False),
        (4, "2", "Update", "", False),
        (5, "3", "Estates", "withdrawn", True),
        (6, "4", "Staffing matter", "", False),
    ]
    private = minutes.items.get(position=6)
    assert (private.title, private.access, private.exempt_paragraph, private.slug) == (CANARY, "exempt", 1, "line-6")
    assert (minutes.status, minutes.created_by) == (MinutesStatus.DRAFTING, clerk)
    entry = last_audit()
    assert (entry.chain, entry.action) == ("avon", "meetings.minutes_started")
    assert CANARY not in str(entry.detail)


def test_minutes_begin_with_everybody_expected_and_the_chair_of_the_day(meeting, clerk):
    seat = MembershipFactory(body=meeting.body, person__name="Heather Shearer")
    MembershipFactory(body=meeting.body, person__name="Late Comer", started_on=date(2022, 2, 2))
    HeldOfficeFactory(membership=seat)

    minutes = services.start_minutes(meeting=meeting, actor=clerk)

    assert minutes.chair == seat.person
    rows = meeting.attendances.values_list("person__name", "status")
    assert list(rows) == [("Heather Shearer", AttendanceStatus.EXPECTED)]


def test_minutes_are_begun_once(meeting, clerk):
    services.start_minutes(meeting=meeting, actor=clerk)

    error = refused(services.start_minutes, meeting=meeting, actor=clerk)

    assert (error.code, error.messages) == ("begun", ["The minutes of this meeting are begun already"])
    assert Minutes.objects.count() == 1


def test_minutes_begin_on_the_day_and_not_before(body, clerk):
    meeting = HeldMeetingFactory(body=body, held_on=date(2022, 2, 3), status=MeetingStatus.PUBLISHED)

    assert refused(services.start_minutes, meeting=meeting, actor=clerk).messages == ["The day of the meeting has not come yet"]
    with clock.stand_on(date(2022, 2, 3)):
        assert services.start_minutes(meeting=meeting, actor=clerk)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (MeetingStatus.DRAFT, "The meeting is a draft. Announce it, then begin its minutes"),
        (MeetingStatus.CANCELLED, "The meeting is cancelled. There is nothing to minute"),
        (MeetingStatus.POSTPONED, "The meeting is postponed. There is nothing to minute"),
    ],
)
def test_a_meeting_that_did_not_take_place_has_no_minutes(body, clerk, status, said):
    meeting = HeldMeetingFactory(body=body, status=status, status_reason="Snow")

    assert refused(services.start_minutes, meeting=meeting, actor=clerk).messages == [said]
    assert (Minutes.objects.count(), Attendance.objects.count()) == (0, 0)


def test_a_private_day_has_minutes_too(body, clerk):
    meeting = HeldMeetingFactory(body=body, publication=Publication.MEMBERS, status=MeetingStatus.ANNOUNCED)
    agenda_line(meeting, "Briefing", 1, number="1")

    assert services.start_minutes(meeting=meeting, actor=clerk).items.get().title == "Briefing"


# Items -----------------------------------------------------------------------------------------------------------


def test_an_item_raised_at_the_meeting_has_no_number_and_moves_the_later_ones_on(minutes, clerk):
    first, second = MinuteItemFactory(minutes=minutes), MinuteItemFactory(minutes=minutes)

    raised = services.raise_item(minutes=minutes, title=" Thanks to the officers ", actor=clerk, after=first)
    last = services.raise_item(minutes=minutes, title="Thanks to the officers", actor=clerk)

    order = list(minutes.items.values_list("slug", flat=True))
    assert order == [first.slug, "thanks-to-the-officers", second.slug, "thanks-to-the-officers-2"]
    assert (raised.number, raised.title, raised.is_done, last.position) == ("", "Thanks to the officers", False, 4)
    assert last_audit().detail == {"item": last.reference}


def test_an_item_never_takes_the_address_of_a_form(minutes, clerk):
    assert services.raise_item(minutes=minutes, title="Create", actor=clerk).slug == "create-2"


def test_a_private_item_raised_at_the_meeting_is_explained_and_has_a_neutral_address(minutes, clerk):
    found = problems(services.raise_item, minutes=minutes, title="", actor=clerk, access=Access.EXEMPT)

    assert found == {
        "title": ["Enter the title of the item"],
        "neutral_title": ["Enter the title that the public sees"],
        "exempt_paragraph": ["Choose the paragraph of Schedule 12A"],
    }
    made = services.raise_item(
        minutes=minutes, title=CANARY, actor=clerk, access=Access.EXEMPT, neutral_title="Urgent matter", exempt_paragraph=3
    )
    assert (made.slug, str(made)) == ("urgent-matter", "Urgent matter")


def test_an_item_is_raised_only_after_one_of_these_minutes(minutes, clerk):
    other = MinuteItemFactory()

    found = problems(services.raise_item, minutes=minutes, title="Thanks", actor=clerk, after=other)

    assert found == {"after": ["Choose an item of these minutes"]}


def test_an_item_is_settled_and_ticked(item, clerk):
    settled = services.settle_item(item=item, version=1, actor=clerk, outcome=ItemOutcome.TAKEN)

    assert (settled.outcome, settled.is_done, settled.version) == ("taken", True, 2)
    assert last_audit().detail == {"item": item.reference, "outcome": "taken", "done": True}


def test_a_stale_outcome_is_refused(item, clerk):
    services.settle_item(item=item, version=1, actor=clerk, outcome=ItemOutcome.TAKEN)

    error = refused(services.settle_item, item=item, version=1, actor=clerk, outcome=ItemOutcome.LAPSED)

    assert error.code == "stale"
    assert MinuteItem.objects.get().outcome == "taken"


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"outcome": ""}, {"outcome": ["Choose what became of the item"]}),
        ({"outcome": "vanished"}, {"outcome": ["Choose what became of the item"]}),
        ({"outcome": "deferred"}, {"deferred_to": ["Choose the meeting to which the item is deferred"]}),
    ],
)
def test_an_outcome_says_what_became_of_the_item(item, clerk, facts, found):
    assert problems(services.settle_item, item=item, version=1, actor=clerk, **facts) == found
    assert not MinuteItem.objects.get().is_done


def test_an_item_is_deferred_to_an_announced_later_meeting_of_the_body(item, body, clerk):
    later = HeldMeetingFactory(body=body, held_on=date(2022, 3, 17), status=MeetingStatus.ANNOUNCED)
    wrong = [
        HeldMeetingFactory(body=body, held_on=date(2021, 12, 9)),
        HeldMeetingFactory(body=body, held_on=date(2022, 3, 24), status=MeetingStatus.DRAFT),
        HeldMeetingFactory(body=body, held_on=date(2022, 3, 25), publication=Publication.MEMBERS),
        HeldMeetingFactory(held_on=date(2022, 3, 26)),
    ]

    for one in wrong:
        found = problems(services.settle_item, item=item, version=1, actor=clerk, outcome="deferred", deferred_to=one)
        assert found == {"deferred_to": ["Choose a later meeting of the body that is announced"]}
    assert list(services.meetings_to_defer_to(item.minutes)) == [later]
    settled = services.settle_item(item=item, version=1, actor=clerk, outcome="deferred", deferred_to=later)
    assert settled.deferred_to == later
    taken = services.settle_item(item=item, version=2, actor=clerk, outcome="taken", deferred_to=later)
    assert taken.deferred_to is None


def test_only_a_private_item_takes_a_summary_for_the_public(item, private, clerk):
    for one in (item, private):
        services.settle_item(item=one, version=1, actor=clerk, outcome="taken", public_summary=" It was agreed. ")

    assert list(MinuteItem.objects.values_list("public_summary", flat=True)) == ["", "It was agreed."]


def test_a_tick_is_set_and_taken_away(item, clerk):
    assert services.tick_item(item=item, actor=clerk).is_done
    assert not services.tick_item(item=item, actor=clerk, is_done=False).is_done
    assert MinuteItem.objects.get().version == 3


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


# Who was there ---------------------------------------------------------------------------------------------------


def test_only_who_was_in_the_room_moves_and_seconds(item, clerk, seats):
    stranger = PersonFactory(area=item.minutes.meeting.area, name="Una Usher")
    officer = AttendanceFactory(
        meeting=item.minutes.meeting, person__name="Oli Olive", group=AttendanceGroup.HOST, status="present"
    )
    Absence.objects.create(item=item, attendance=seats[2])
    said = {
        seats[3].person: "Nicola Clark sent apologies. Mark them present or choose someone else",
        seats[4].person: "Richard Westwood is not marked as present. Mark them present or choose someone else",
        seats[2].person: "Cara Cole was not in the room for this item. Change who was in the room, or choose someone else",
        stranger: "Una Usher is not in the attendance of this meeting. Add them there, or choose someone else",
        officer.person: "Oli Olive is not a member of the panel. Choose a member",
    }

    for person, words in said.items():
        assert problems(resolve, item, clerk, moved_by=person) == {"moved_by": [words]}
        assert problems(resolve, item, clerk, seconded_by=person) == {"seconded_by": [words]}
    assert problems(resolve, item, clerk, moved_by=seats[0].person, seconded_by=seats[0].person) == {
        "seconded_by": ["Choose somebody other than the member who moved it"]
    }
    assert MinuteEntry.objects.count() == 0
    made = resolve(item, clerk, moved_by=seats[0].person, seconded_by=seats[1].person).resolution
    assert (made.moved_by, made.seconded_by) == (seats[0].person, seats[1].person)


def test_a_question_is_asked_by_somebody_who_was_there(item, clerk, seats):
    officer = AttendanceFactory(meeting=item.minutes.meeting, group=AttendanceGroup.OTHERS, status="present")

    found = problems(services.add_entry, item=item, kind="question", actor=clerk, text="Why?", asked_by=seats[3].person)

    assert found == {"asked_by": ["Nicola Clark sent apologies. Mark them present or choose someone else"]}
    assert services.add_entry(item=item, kind="question", actor=clerk, text="Why?", asked_by=officer.person)


# Votes -----------------------------------------------------------------------------------------------------------


def test_the_votes_of_the_first_of_february_add_up(meeting, item, clerk):
    for _number in range(14):
        MembershipFactory(body=meeting.body, person=AttendanceFactory(meeting=meeting).person)
    for _number in range(3):
        row = AttendanceFactory(meeting=meeting, status=AttendanceStatus.APOLOGIES)
        MembershipFactory(body=meeting.body, person=row.person)

    found = problems(resolve, item, clerk, votes_for=12, not_voting=1)
    made = resolve(item, clerk, votes_for=12, not_recorded=2).resolution

    assert found == {"votes_for": ["12 and 0 and 0 and 1 make 13, but 14 members were in the room"]}
    assert (made.votes_for, made.votes_against, made.not_recorded, made.in_room, made.members_on_day) == (12, 0, 2, 14, 17)


def test_no_count_at_all_means_that_no_vote_was_taken(item, clerk, seats):
    made = resolve(item, clerk).resolution

    assert (made.votes_for, made.not_recorded, made.in_room, made.members_on_day) == (None, None, None, 5)


def test_votes_are_counted_from_the_names(item, clerk, seats):
    named = {seats[0].pk: "for", seats[1].pk: "against"}

    entry = resolve(item, clerk, named=named)

    made = entry.resolution
    assert (made.votes_for, made.votes_against, made.not_recorded, made.in_room) == (1, 1, 1, 3)
    assert content_of(entry)["named"] == named
    assert EntryText.objects.get().content["named"] == [["Anna Ash", "for"], ["Ben Birch", "against"]]


def test_counts_that_differ_from_the_names_are_refused(item, clerk, seats):
    named = {row.pk: "for" for row in seats[:3]}

    found = problems(resolve, item, clerk, named=named, votes_for=2, not_voting=1)

    assert found == {
        "votes_for": ["The votes by name make 3, but you entered 2"],
        "not_voting": ["The votes by name make 0, but you entered 1"],
    }
    assert resolve(item, clerk, named=named, votes_for=3).resolution.votes_for == 3


def test_only_who_was_in_the_room_votes_by_name(item, clerk, seats):
    elsewhere = AttendanceFactory()
    named = {seats[0].pk: "for", seats[3].pk: "for", seats[1].pk: "aye", elsewhere.pk: "for"}

    assert problems(resolve, item, clerk, named=named) == {
        "named": [
            "Nicola Clark sent apologies. Mark them present or choose someone else",
            "Choose how Ben Birch voted",
            "Somebody with a vote is not in the attendance of this meeting. Open this page again",
        ]
    }


def test_votes_by_name_are_changed_and_taken_out(item, clerk, seats):
    entry = resolve(item, clerk, named={row.pk: "for" for row in seats[:3]})

    changed = services.save_entry(entry=entry, version=1, actor=clerk, named={seats[0].pk: "against"})
    assert (changed.resolution.votes_for, changed.resolution.votes_against) == (0, 1)
    emptied = services.save_entry(entry=entry, version=2, actor=clerk, named={}, result="carried")

    made = Resolution.objects.get(entry=emptied)
    assert (made.votes_for, made.in_room, made.named_votes.count()) == (None, None, 0)


def test_a_result_that_contradicts_the_votes_is_refused(item, clerk, seats):
    found = problems(resolve, item, clerk, votes_for=1, votes_against=2)

    assert found == {"result": ["2 voted against and 1 for, so it was not carried. Change the result or the votes"]}
    assert resolve(item, clerk, votes_for=1, votes_against=2, result="lost")
    assert problems(resolve, item, clerk, result="won", majority="all") == {
        "result": ["Choose the result"],
        "majority": ["Choose the majority that it needs"],
    }


def test_unanimously_with_members_not_voting_stands_only_with_a_reason(item, clerk, seats):
    votes = {"votes_for": 2, "not_recorded": 1, "is_unanimous": True}

    error = refused(resolve, item, clerk, **votes)
    assert error.error_dict["unanimous_reason"][0].code == "unanimous"
    assert error.message_dict["unanimous_reason"][0].startswith("1 member in the room did not vote for it")
    assert Resolution.objects.count() == 0

    made = resolve(item, clerk, **votes, unanimous_reason="One member lost the connection").resolution
    assert (made.is_unanimous, made.unanimous_reason) == (True, "One member lost the connection")
    plain = resolve(item, clerk, votes_for=3, is_unanimous=True).resolution
    assert (plain.is_unanimous, plain.unanimous_reason) == (True, "")
    assert resolve(item, clerk, votes_for=3, unanimous_reason="No need").resolution.unanimous_reason == ""


def test_no_reason_mends_a_vote_against(item, clerk, seats):
    found = problems(resolve, item, clerk, votes_for=2, votes_against=1, is_unanimous=True, unanimous_reason="All agreed")

    assert found == {"is_unanimous": ["1 member voted against, so it was not unanimous"]}


@pytest.fixture
def veto_rule():
    return RuleFactory(key="veto-majority", number=2, unit="thirds", provision="Schedule 5 paragraph 4(4)")


def test_a_veto_needs_two_thirds_of_the_members_not_of_those_present(item, clerk, seats, veto_rule):
    found = problems(resolve, item, clerk, votes_for=3, majority="two-thirds")

    assert found == {"result": ["A veto needs 4 votes and 3 voted for it, so it was not carried"]}
    assert resolve(item, clerk, votes_for=3, majority="two-thirds", result="lost").resolution.members_on_day == 5


def test_the_veto_test_counts_who_was_a_member_on_the_day(item, seats, veto_rule):
    MembershipFactory(body=item.minutes.meeting.body, started_on=date(2022, 2, 2))
    MembershipFactory(body=item.minutes.meeting.body, ended_on=date(2022, 1, 31))

    found = services.veto_of(item.minutes, 3)

    assert (found.needed, found.is_met, found.words) == (4, False, "two-thirds of 5 is 3.3, so 4")
    veto_rule.delete()
    assert services.veto_of(item.minutes, 3) is None


# Declarations ----------------------------------------------------------------------------------------------------


def declare(item, actor, row, about, **content):
    facts = {"text": "Owns land beside it.", "attendance": row, "about": about, **content}
    return services.add_entry(item=item, kind="declaration", actor=actor, **facts)


def test_who_left_after_declaring_is_out_of_the_room_for_that_item(minutes, item, clerk, seats):
    other = MinuteItemFactory(minutes=minutes)

    entry = declare(other, clerk, seats[0], item, nature="pecuniary", left_room=True)
    assert out_of(item) == ["Anna Ash"]
    assert problems(resolve, item, clerk, votes_for=3)["votes_for"] == [
        "3 and 0 and 0 and 0 make 3, but 2 members were in the room"
    ]
    services.save_entry(entry=entry, version=1, actor=clerk, about=other)
    assert (out_of(item), out_of(other)) == ([], ["Anna Ash"])
    services.remove_entry(entry=entry, actor=clerk)
    assert out_of(other) == []
    services.restore_entry(entry=entry, actor=clerk)
    assert out_of(other) == ["Anna Ash"]
    services.save_entry(entry=entry, version=2, actor=clerk, left_room=False)
    assert out_of(other) == []


def out_of(item):
    return [str(one.attendance) for one in Absence.objects.filter(item=item)]


def test_a_second_declaration_keeps_its_member_out(item, clerk, seats):
    first = declare(item, clerk, seats[0], item, left_room=True)
    declare(item, clerk, seats[0], item, left_room=True)

    services.remove_entry(entry=first, actor=clerk)

    assert out_of(item) == ["Anna Ash"]


def test_only_a_member_who_was_there_declares(item, clerk, seats):
    guest = AttendanceFactory(meeting=item.minutes.meeting, group=AttendanceGroup.OTHERS)
    elsewhere = MinuteItemFactory()

    assert problems(declare, item, clerk, seats[3], item) == {
        "attendance": ["Nicola Clark sent apologies. Mark them present or choose someone else"]
    }
    for row in (None, guest, AttendanceFactory()):
        assert problems(declare, item, clerk, row, item) == {"attendance": ["Choose a member of this meeting"]}
    for about in (None, elsewhere):
        assert problems(declare, item, clerk, seats[0], about) == {"about": ["Choose the item that the interest is in"]}
    assert problems(declare, item, clerk, seats[0], item, nature="vague", text="") == {
        "nature": ["Choose the kind of interest"],
        "text": ["Say what the interest is, or choose it from the register"],
    }


def test_a_declared_interest_is_the_members_own(item, clerk, seats):
    body = item.minutes.meeting.body
    own, others = InterestFactory(body=body, person=seats[0].person), InterestFactory(body=body, person=seats[1].person)

    found = problems(declare, item, clerk, seats[0], item, interest=others)

    assert found == {"interest": ["Choose an interest that Anna Ash has registered"]}
    assert declare(item, clerk, seats[0], item, interest=own, text="").declaration.interest == own


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


# What can no longer be written -----------------------------------------------------------------------------------


def writes(item, entry, clerk):
    """Every way of writing minutes, by name."""
    minutes = item.minutes
    return {
        "raise": lambda: services.raise_item(minutes=minutes, title="Thanks", actor=clerk),
        "settle": lambda: services.settle_item(item=item, version=item.version, actor=clerk, outcome="lapsed"),
        "tick": lambda: services.tick_item(item=item, actor=clerk),
        "add": lambda: services.add_entry(item=item, kind="narrative", actor=clerk, text="More"),
        "save": lambda: services.save_entry(entry=entry, version=entry.version, actor=clerk, text="More"),
        "move": lambda: services.move_entry(entry=entry, position=1, actor=clerk),
        "remove": lambda: services.remove_entry(entry=entry, actor=clerk),
        "restore": lambda: services.restore_entry(entry=entry, actor=clerk),
        "open": lambda: services.open_item(item=item, actor=clerk),
    }


def everything():
    tables = (Minutes, MinuteItem, MinuteEntry, EntryText, Action, AuditEntry)
    return [list(table._default_manager.order_by("pk").values()) for table in tables]


@pytest.mark.parametrize(
    ("state", "code", "said"),
    [
        ("published", "published", "The minutes are published as a draft. To change them, propose a correction"),
        ("confirmed", "confirmed", "The minutes are confirmed. An error is met by a corrigendum"),
    ],
)
def test_minutes_that_are_out_are_not_written(body, clerk, state, code, said):
    minutes = MinutesFactory(meeting=HeldMeetingFactory(body=body), **{state: True})
    entry = MinuteEntryFactory(item=MinuteItemFactory(minutes=minutes))
    before = everything()

    for name, write in writes(entry.item, entry, clerk).items():
        error = refused(write)
        assert (name, error.code, error.messages) == (name, code, [said])
    assert everything() == before


def test_a_correction_amends_published_minutes_and_no_others(body, clerk):
    entries = {}
    for state in ("published", "confirmed", "checked"):
        minutes = MinutesFactory(meeting=HeldMeetingFactory(body=body, slug=state), **{state: True})
        entries[state] = MinuteEntryFactory(item=MinuteItemFactory(minutes=minutes), text="Twelve")

    amended = services.amend_entry(entry=entries["published"], actor=clerk, text="Thirteen")
    assert (amended.text, amended.version, amended.texts.count()) == ("Thirteen", 2, 2)
    assert refused(services.amend_entry, entry=entries["confirmed"], actor=clerk, text="No").code == "confirmed"
    assert refused(services.amend_entry, entry=entries["checked"], actor=clerk, text="No").code == "writing"
    assert problems(services.amend_entry, entry=entries["published"], actor=clerk, text=" ") == {"text": ["Enter what happened"]}


def test_words_are_amended_though_the_room_is_not_what_it_was(item, clerk, seats):
    entry = resolve(item, clerk, votes_for=3, moved_by=seats[0].person)
    Attendance.objects.filter(pk=seats[0].pk).update(status=AttendanceStatus.ABSENT)
    Minutes.objects.update(status=MinutesStatus.PUBLISHED)

    assert services.amend_entry(entry=entry, actor=clerk, text="To endorse the precept.").resolution.votes_for == 3
    assert set(problems(services.amend_entry, entry=entry, actor=clerk, votes_for=2)) == {"moved_by"}


def test_a_change_after_the_chairs_check_undoes_it(body, clerk):
    minutes = MinutesFactory(meeting=HeldMeetingFactory(body=body), checked=True, checked_note="By email")
    entry = MinuteEntryFactory(item=MinuteItemFactory(minutes=minutes))

    services.save_entry(entry=entry, version=1, actor=clerk, text="Other words")

    fresh = Minutes.objects.get()
    assert (fresh.status, fresh.checked_at, fresh.checked_by, fresh.checked_note) == (MinutesStatus.DRAFTING, None, None, "")
    assert (fresh.version, fresh.sent_to_chair_at is not None) == (2, True)
    assert "meetings.minutes_check_undone" in AuditEntry.objects.values_list("action", flat=True)


def test_what_the_chair_has_counts_its_changes(body, clerk):
    minutes = MinutesFactory(meeting=HeldMeetingFactory(body=body), sent=True)
    item = MinuteItemFactory(minutes=minutes)

    services.add_entry(item=item, kind="narrative", actor=clerk, text="More")
    services.settle_item(item=item, version=1, actor=clerk, outcome="taken")
    assert Minutes.objects.get().version == 3
    services.tick_item(item=item, actor=clerk, is_done=False)
    assert Minutes.objects.get().version == 3


def test_minutes_that_nobody_has_read_stay_at_their_version(item, clerk):
    services.add_entry(item=item, kind="narrative", actor=clerk, text="More")

    assert Minutes.objects.get().version == 1


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


# Locks -----------------------------------------------------------------------------------------------------------


def test_everyone_locks_in_one_order(item, clerk):
    entry = MinuteEntryFactory(item=item)
    seen = []

    def watch(execute, sql, params, many, context):
        if "FOR NO KEY UPDATE" in sql or "FOR UPDATE" in sql:
            seen.append(sql.split('FROM "')[1].split('"')[0])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        services.save_entry(entry=entry, version=1, actor=clerk, text="Other words")

    wanted = ["meetings_meeting", "meetings_minutes", "meetings_minuteitem", "meetings_minuteentry"]
    assert seen[:4] == wanted


def test_saving_a_note_asks_the_database_the_same_whatever_is_there(item, clerk):
    entry = MinuteEntryFactory(item=item)
    few = queries(lambda: services.save_entry(entry=entry, version=1, actor=clerk, text="One"))
    MinuteEntry.objects.bulk_create(
        MinuteEntry(
            minutes=item.minutes, item=item, number=n, position=n, kind="narrative", text="x", created_at=clock.now()
        )
        for n in range(100, 400)
    )  # fmt: skip

    many = queries(lambda: services.save_entry(entry=entry, version=2, actor=clerk, text="Two"))

    assert many == few


def queries(work):
    count = []
    with connection.execute_wrapper(lambda execute, *rest: count.append(1) or execute(*rest)):
        work()
    return len(count)


# What minutes hold fast -------------------------------------------------------------------------------------------


@pytest.fixture
def announced(body, clerk):
    """An announced meeting of the day before whose agenda never went out, with two items and minutes begun."""
    meeting = AnnouncedMeetingFactory(body=body, held_on=HELD_ON, actor=clerk)
    for title in ("Budget", "Update"):
        AgendaItemFactory(meeting=meeting, title=title, actor=clerk)
    services.start_minutes(meeting=meeting, actor=clerk)
    return meeting


def test_what_stands_in_the_minutes_is_not_taken_off_the_agenda(announced, clerk):
    line = announced.agenda_items.get(title="Budget")

    assert refused(delete_item, item=line, actor=clerk).code == "minuted"
    assert refused(undo_agenda, meeting=announced, actor=clerk).code == "minuted"
    assert announced.agenda_items.count() == 2


@pytest.mark.parametrize("act", [cancel_meeting, postpone_meeting])
def test_a_meeting_with_minutes_took_place(announced, clerk, act):
    facts = {"held_on": date(2022, 3, 1), "starts_at": None} if act is postpone_meeting else {}

    error = refused(act, meeting=announced, actor=clerk, reason="Snow", **facts)

    assert error.messages == ["The minutes of this meeting are begun: it took place"]
