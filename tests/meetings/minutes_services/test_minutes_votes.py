"""Votes in the minutes, and who may move, second, ask, vote and declare."""

from datetime import date

import pytest

from meetings.choices import AttendanceGroup, AttendanceStatus
from meetings.models import Absence, EntryText, MinuteEntry, Resolution
from meetings.services import minutes as services
from meetings.services.minutes.contents import content_of
from tests.factories.minutes import AttendanceFactory, InterestFactory, MinuteItemFactory
from tests.factories.panels import MembershipFactory, PersonFactory, RuleFactory
from tests.meetings.minutes_services.minuting import problems, refused, resolve

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
