"""The minutes as they are read: the generated words, the two faces, the anchors, and what stays as it was."""

from datetime import date, time

import pytest

from documents.choices import Access
from meetings.choices import (
    AttendanceGroup,
    AttendanceStatus,
    CorrectionStatus,
    EntryKind,
    InterestNature,
    ItemOutcome,
    Majority,
    MeetingStatus,
    Publication,
    Result,
)
from meetings.models import EntryText, MinuteEntry, MinuteItem
from meetings.services.actions import change_action
from meetings.services.minutes.reading import read_minutes
from tests.factories.minutes import (
    AbsenceFactory,
    ActionFactory,
    AttendanceFactory,
    CorrectionFactory,
    CorrigendumFactory,
    DeclarationFactory,
    HeldMeetingFactory,
    InterestFactory,
    MinuteEntryFactory,
    MinuteItemFactory,
    MinutesFactory,
    NamedVoteFactory,
    QuestionFactory,
    RecommendationFactory,
    ResolutionFactory,
)
from tests.factories.panels import PersonFactory

pytestmark = pytest.mark.django_db
CANARY = "kestrelwords"


@pytest.fixture
def minutes(db):
    return MinutesFactory(published=True)


@pytest.fixture
def item(minutes):
    return MinuteItemFactory(minutes=minutes, position=8, number="8", title="Budget and proposed precept")


def one_entry(text):
    (entry,) = [entry for item in text.items for entry in item.entries]
    return entry


def resolve(item, **fields):
    return ResolutionFactory(entry__item=item, entry__text="To endorse the precept.", **fields)


def test_precept_vote_reads_as_it_was_taken(item):
    votes = {"votes_for": 12, "votes_against": 0, "abstained": 0, "not_voting": 0, "not_recorded": 2, "in_room": 14}
    resolve(item, is_unanimous=True, **votes)
    entry = one_entry(read_minutes(item.minutes, private=False))
    assert (entry.lead, entry.vote_words) == ("The panel unanimously resolved", "(12 for, 2 not recorded)")
    assert "<p" in entry.html
    assert "To endorse the precept." in entry.html


@pytest.mark.parametrize(
    ("fields", "lead", "votes"),
    [
        ({}, "The panel resolved", ""),
        ({"result": Result.LOST, "votes_for": 3, "votes_against": 5, "abstained": 1, "not_voting": 0, "not_recorded": 0,
          "in_room": 9}, "The panel did not agree", "(3 for, 5 against, 1 abstained)"),
        ({"result": Result.FELL}, "Not put to the vote", ""),
        ({"majority": Majority.TWO_THIRDS, "members_on_day": 17, "result": Result.LOST, "votes_for": 11, "votes_against": 3,
          "abstained": 0, "not_voting": 0, "not_recorded": 0, "in_room": 14},
         "The panel did not agree", "(11 for, 3 against; a veto needs two-thirds of all 17 members)"),
    ],
)  # fmt: skip
def test_words_of_a_resolution(item, fields, lead, votes):
    resolve(item, **fields)
    entry = one_entry(read_minutes(item.minutes, private=False))
    assert (entry.lead, entry.vote_words) == (lead, votes)


def test_mover_and_seconder_are_named_before_the_result(item):
    people = [PersonFactory(area=item.minutes.meeting.area, name=name) for name in ("Ada Ash", "Ben Birch")]
    resolve(item, moved_by=people[0], seconded_by=people[1])
    lead = one_entry(read_minutes(item.minutes, private=False)).lead
    assert lead == "Moved by Ada Ash and seconded by Ben Birch. The panel resolved"


def test_named_votes_are_listed_by_vote(item):
    resolution = resolve(item)
    for name, vote in (("Ada", "for"), ("Ben", "against"), ("Cai", "for")):
        person = PersonFactory(area=item.minutes.meeting.area, name=name)
        NamedVoteFactory(resolution=resolution, attendance__person=person, vote=vote)
    assert one_entry(read_minutes(item.minutes, private=False)).named_votes == (("For", "Ada and Cai"), ("Against", "Ben"))


def test_exclusion_names_its_provision(item):
    resolve(item, excludes_public=True, exempt_paragraph=3)
    provision = one_entry(read_minutes(item.minutes, private=False)).provision
    assert "section 100A(4)" in provision
    assert "3: financial or business affairs" in provision


def test_question_is_asked_and_answered(item):
    QuestionFactory(entry__item=item, asked_by=PersonFactory(area=item.minutes.meeting.area, name="Ada Ash"))
    entry = one_entry(read_minutes(item.minutes, private=False))
    assert (entry.lead, entry.answer_lead) == ("Ada Ash asked", "The Commissioner answered")
    assert "They come in March." in entry.answer_html


def test_anchors_count_by_kind_and_skip_what_was_removed(item):
    for text in ("To a.", "To b."):
        ResolutionFactory(entry__item=item, entry__text=text)
    MinuteEntry.objects.filter(text="To a.").update(removed_at="2022-02-02T09:00Z")
    note = MinuteEntryFactory(item=item)
    ActionFactory(body=item.minutes.meeting.body, entry=MinuteEntryFactory(item=item, kind=EntryKind.ACTION))
    anchors = [entry.anchor for entry in read_minutes(item.minutes, private=False).items[0].entries]
    assert anchors == ["resolution-8-1", f"entry-{note.number}", "action-8-1"]


def test_item_without_a_number_and_sub_items_have_anchors_of_their_own(minutes):
    for number, slug in (("", "flag"), ("8.1", "sub"), ("8", "main")):
        ResolutionFactory(entry__item=MinuteItemFactory(minutes=minutes, number=number, slug=slug))
    anchors = [entry.anchor for entry in read_minutes(minutes, private=False).resolutions]
    assert anchors == ["resolution-flag-1", "resolution-8-1-1", "resolution-8-1"]
    assert len(set(anchors)) == 3


def private_item(minutes):
    item = MinuteItemFactory(minutes=minutes, private=True, title=CANARY, public_summary="The panel heard about a **post**.")
    MinuteEntryFactory(item=item, text=CANARY)
    resolve(item)
    action = ActionFactory(
        exempt=True, body=minutes.meeting.body, text=CANARY,
        entry=MinuteEntryFactory(item=item, kind=EntryKind.ACTION, text=CANARY),
    )  # fmt: skip
    AbsenceFactory(item=item, attendance__person__name=CANARY, attendance__meeting=minutes.meeting)
    minutes.meeting.attendances.all().delete()
    return item, action


def test_public_face_of_a_private_item_is_its_neutral_title_and_summary_alone(minutes):
    item, action = private_item(minutes)
    CorrectionFactory(entry=item.entries.first(), status=CorrectionStatus.ACCEPTED, quoted=CANARY, proposed=CANARY)
    text = read_minutes(minutes, private=False)
    (read,) = text.items
    assert (read.title, read.is_private, read.is_hidden, read.entries) == ("Staffing matter", True, True, ())
    assert "<strong>post</strong>" in read.summary_html
    assert (text.actions, text.resolutions, read.outcome_words, read.room_words) == ((), (), "", "")
    seen = repr([(read.title, read.summary_html, read.paragraph, text.actions, text.corrections, text.times)])
    assert CANARY not in seen
    assert action.reference not in seen


def test_private_face_has_all_of_it(minutes):
    private_item(minutes)
    text = read_minutes(minutes, private=True)
    (read,) = text.items
    assert (read.title, read.is_private, read.is_hidden, len(read.entries)) == (CANARY, True, False, 3)
    assert [action.reference[:2] for action in text.actions] == ["AX"]


def test_every_item_of_a_meeting_that_was_not_open_is_hidden_from_the_public_face():
    minutes = MinutesFactory(published=True, meeting__publication=Publication.MEMBERS)
    MinuteEntryFactory(item=MinuteItemFactory(minutes=minutes, title=CANARY), text=CANARY)
    (read,) = read_minutes(minutes, private=False).items
    assert (read.title, read.entries, read.is_hidden) == ("Private item", (), True)


def test_declaration_about_a_private_item_names_it_neutrally(minutes):
    private = MinuteItemFactory(minutes=minutes, private=True, title=CANARY, number="")
    public = MinuteItemFactory(minutes=minutes, number="3")
    DeclarationFactory(
        entry__item=public, about=private, nature=InterestNature.PECUNIARY, left_room=True,
        attendance__person__name="Ada Ash",
    )  # fmt: skip
    entry = one_entry(read_minutes(minutes, private=False))
    assert entry.lead == (
        "Ada Ash declared an interest (disclosable pecuniary interest) in the item “Staffing matter” and left the room for it."
    )
    assert CANARY in one_entry(read_minutes(minutes, private=True)).lead


def test_words_of_a_sensitive_interest_are_in_neither_face(item):
    interest = InterestFactory(body=item.minutes.meeting.body, is_sensitive=True)
    DeclarationFactory(entry__item=item, entry__text=CANARY, interest=interest)
    for private in (False, True):
        html = one_entry(read_minutes(item.minutes, private=private)).html
        assert CANARY not in html
        assert "Localism Act 2011, section 32" in html


def test_proposed_corrections_are_for_members_and_accepted_ones_for_all(item):
    entry = MinuteEntryFactory(item=item)
    for status in (CorrectionStatus.ACCEPTED, CorrectionStatus.PROPOSED, CorrectionStatus.DECLINED):
        CorrectionFactory(entry=entry, minutes=item.minutes, status=status)
    CorrectionFactory(entry=None, minutes=item.minutes, quoted="10am", status=CorrectionStatus.ACCEPTED)
    public, members = (read_minutes(item.minutes, private=True, for_writers=open_too) for open_too in (False, True))
    assert [one.status for one in one_entry(public).corrections] == ["accepted"]
    assert [one.status for one in one_entry(members).corrections] == ["accepted", "proposed"]
    assert [one.quoted for one in public.corrections] == ["10am"]


def test_corrigenda_stand_at_their_entry_or_at_the_end(item):
    entry = MinuteEntryFactory(item=item)
    CorrigendumFactory(entry=entry, minutes=item.minutes)
    CorrigendumFactory(entry=None, minutes=item.minutes, text="Of the whole")
    text = read_minutes(item.minutes, private=False)
    assert [one.text for one in one_entry(text).corrigenda] == ["The figure is 12."]
    assert [one.text for one in text.corrigenda] == ["Of the whole"]


def test_who_was_there_by_group_the_chair_first_then_by_authority(minutes):
    def come(name, group=AttendanceGroup.MEMBERS, status=AttendanceStatus.PRESENT, **more):
        person = PersonFactory(area=minutes.meeting.area, name=name)
        return AttendanceFactory(meeting=minutes.meeting, person=person, group=group, status=status, **more)

    come("Zoe", organisation="Ayshire")
    come("Ivy", office="co-opted independent member")
    chair = come("Heather", organisation="Mendip", office="Chair")
    come("Oli", group=AttendanceGroup.CONSTABULARY, office="Chief Constable")
    come("Bob", organisation="Ayshire", substitute_for=chair.person)
    come("Nic", status=AttendanceStatus.APOLOGIES, organisation="Sedge", substitute_named="Jo")
    come("Al", status=AttendanceStatus.ABSENT)
    minutes.chair = chair.person
    text = read_minutes(minutes, private=False)
    assert text.groups == (
        (
            "Members of the panel",
            (
                "Heather, Mendip, Chair",
                "Zoe, Ayshire",
                "Bob, Ayshire (in the place of Heather)",
                "Ivy, co-opted independent member",
            ),
        ),
        ("Constabulary", ("Oli, Chief Constable",)),
    )
    assert (text.apologies, text.absent) == (("Nic, Sedge (substitute: Jo)",), ("Al",))


def test_late_and_early_times_name_items_as_the_reader_may_read_them(minutes):
    private = MinuteItemFactory(minutes=minutes, private=True, title=CANARY, number="")
    for name, fields in (
        ("Ada", {"arrived_at": time(10, 50), "arrived_item": MinuteItemFactory(minutes=minutes, number="3")}),
        ("Ben", {"left_at": time(12), "left_item": private}),
        ("Cai", {"left_at": time(12, 30)}),
    ):
        AttendanceFactory(meeting=minutes.meeting, person__name=name, **fields)
    assert read_minutes(minutes, private=False).times == (
        "Ada arrived at 10:50am, in time for item 3",
        "Ben left at noon, before the item “Staffing matter”",
        "Cai left at 12:30pm",
    )


def test_who_was_out_of_the_room_and_what_became_of_the_item(minutes):
    item = MinuteItemFactory(minutes=minutes, outcome=ItemOutcome.WITHDRAWN)
    for name in ("Ada", "Ben"):
        AbsenceFactory(item=item, attendance__person__name=name, attendance__meeting=minutes.meeting)
    (read,) = read_minutes(minutes, private=False).items
    assert (read.room_words, read.outcome_words) == (
        "Ada and Ben were not in the room for this item.",
        "This item was withdrawn.",
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "This item was deferred to the meeting of Thursday 3 March 2022."),
        ({"status": MeetingStatus.DRAFT}, "This item was deferred to a later meeting."),
        ({"publication": Publication.MEMBERS}, "This item was deferred to a later meeting."),
    ],
)
def test_deferral_names_only_a_meeting_that_everybody_knows_of(minutes, fields, words):
    later = HeldMeetingFactory(body=minutes.meeting.body, held_on=date(2022, 3, 3), **fields)
    MinuteItemFactory(minutes=minutes, outcome=ItemOutcome.DEFERRED, deferred_to=later)
    assert read_minutes(minutes, private=False).items[0].outcome_words == words


def test_end_of_the_meeting(minutes):
    assert read_minutes(minutes, private=False).end_words == "(The meeting ended at 1:50pm.)"
    minutes.ended_at = None
    assert read_minutes(minutes, private=False).end_words == ""


def test_own_words_of_taken_as_read_and_none_received(item):
    for kind in (EntryKind.TAKEN_AS_READ, EntryKind.NONE_RECEIVED):
        MinuteEntryFactory(item=item, kind=kind, text="")
    read = read_minutes(item.minutes, private=False).items[0].entries
    assert [(entry.lead, entry.html) for entry in read] == [("Taken as read.", ""), ("None were received.", "")]


def test_action_and_recommendation_have_reference_owner_and_day(item):
    body = item.minutes.meeting.body
    action = ActionFactory(
        body=body, due_on=date(2022, 3, 17), entry=MinuteEntryFactory(item=item, kind=EntryKind.ACTION, text="To report.")
    )
    made = RecommendationFactory(body=body, entry=MinuteEntryFactory(item=item, kind=EntryKind.RECOMMENDATION))
    text = read_minutes(item.minutes, private=False)
    (promised,), (recommended,) = text.actions, text.recommendations
    assert (promised.reference, promised.owner_words, promised.due_words) == (
        action.reference,
        "Chief Finance Officer",
        "by Thursday 17 March 2022",
    )
    assert (recommended.reference, recommended.lead) == (
        made.reference,
        "The panel recommended to the Police and Crime Commissioner",
    )


def test_action_log_does_not_change_minutes_that_are_out(item):
    entry = MinuteEntryFactory(item=item, kind=EntryKind.ACTION, text="To report.")
    action = ActionFactory(body=item.minutes.meeting.body, due_next_meeting=True, entry=entry)
    kept = {"text": "To report.", "owner_name": "Chief Finance Officer", "due_on": None, "due_next_meeting": True}
    EntryText.objects.filter(entry=entry).update(content=kept)
    change_action(action=action, actor=None, owner_name="Chief of Staff", due_on=date(2022, 6, 1), due_next_meeting=False)
    (read,) = read_minutes(item.minutes, private=False).actions
    assert (read.owner_words, read.due_words) == ("Chief Finance Officer", "by the next meeting")


def test_text_for_print_has_no_classes_and_raw_html_never_comes_through(item):
    MinuteEntryFactory(item=item, text="<script>alert(1)</script> **Bold**")
    assert 'class="govuk-body"' in one_entry(read_minutes(item.minutes, private=False)).html
    html = one_entry(read_minutes(item.minutes, private=False, for_pdf=True)).html
    assert "class=" not in html
    assert "<script" not in html
    assert "<strong>Bold</strong>" in html


@pytest.mark.parametrize("count", [1, 3, 300])
def test_reading_takes_the_same_queries_however_long_the_minutes_are(minutes, count, django_assert_num_queries):
    items = MinuteItem.objects.bulk_create(
        MinuteItem(minutes=minutes, slug=f"i-{place}", position=place, number=str(place), title="T", access=Access.PUBLIC)
        for place in range(count)
    )
    entries = MinuteEntry.objects.bulk_create(
        MinuteEntry(minutes=minutes, item=item, number=item.position, position=1, kind=EntryKind.RESOLUTION, text="To go.",
                    created_at=minutes.created_at)
        for item in items
    )  # fmt: skip
    for entry in entries[:3]:
        ResolutionFactory(entry=entry)
    with django_assert_num_queries(10):
        assert len(read_minutes(minutes, private=True, for_writers=True).resolutions) == count
