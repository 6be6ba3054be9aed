"""Who came, who else was there, and who was in the room at each item."""

from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEntry
from interface import clock
from interface.models import STALE
from meetings.choices import AttendanceGroup, MinutesStatus
from meetings.models import Absence, Attendance, Minutes
from meetings.rules import attendance as rules
from meetings.services import attendance
from panels.choices import RuleUnit
from tests.factories.meetings import AnnouncedMeetingFactory
from tests.factories.minutes import (
    AttendanceFactory,
    DeclarationFactory,
    HeldMeetingFactory,
    MinuteEntryFactory,
    MinuteItemFactory,
    MinutesFactory,
    NamedVoteFactory,
    QuestionFactory,
    ResolutionFactory,
)
from tests.factories.panels import LocalRuleFactory, MembershipFactory
from tests.meetings.attending import ABSENT, APOLOGIES, BEFORE, EXPECTED, PRESENT, items_of, problems_of, said_of, sits

pytestmark = pytest.mark.django_db


@pytest.fixture
def minutes(body):
    """Minutes being written, with three items."""
    made = MinutesFactory(meeting=HeldMeetingFactory(body=body))
    for _number in range(3):
        MinuteItemFactory(minutes=made)
    return made


@pytest.fixture
def coming(body):
    """An announced meeting of 17 March 2022, a week ahead, with two members: Ann Ash of Ashby and Bob Birch, co-opted."""
    with clock.stand_on(BEFORE):
        meeting = AnnouncedMeetingFactory(body=body)
        MembershipFactory(body=body, person__name="Ann Ash", person__area=body.area, authority__name="Ashby Council")
        MembershipFactory(body=body, person__name="Bob Birch", person__area=body.area, authority=None, co_opted=True)
        yield meeting


# Who came


def test_recording_saves_every_row_that_changed_and_no_other(minutes, clerk):
    first, second, third = sits(minutes, "A", status=EXPECTED), sits(minutes, "B", status=EXPECTED), sits(minutes, "C")
    item = items_of(minutes)[1]
    rows = [
        said_of(first, arrived_at=time(11, 5), arrived_item=item), said_of(second, ABSENT), said_of(third),
    ]  # fmt: skip

    changed = attendance.record_attendance(meeting=minutes.meeting, actor=clerk, rows=rows)

    assert changed == [first, second]
    kept = Attendance.objects.filter(meeting=minutes.meeting).order_by("number")
    assert [(row.status, row.arrived_item, row.version) for row in kept] == [
        (PRESENT, item, 2), (ABSENT, None, 2), (PRESENT, None, 1),
    ]  # fmt: skip
    assert AuditEntry.objects.get(action="meetings.attendance_recorded").detail == {"rows": [1, 2]}


def test_recording_over_a_newer_row_is_refused_whole(minutes, clerk):
    first, second = sits(minutes, "A", status=EXPECTED), sits(minutes, "B", status=EXPECTED)
    stale = said_of(first, PRESENT)
    attendance.record_attendance(meeting=minutes.meeting, actor=clerk, rows=[said_of(first, APOLOGIES)])

    found = problems_of(
        attendance.record_attendance, meeting=minutes.meeting, actor=clerk, rows=[stale, said_of(second, PRESENT)]
    )

    assert found == {"status-1": [str(STALE)]}
    assert list(Attendance.objects.order_by("number").values_list("status", flat=True)) == [APOLOGIES, EXPECTED]


def test_recording_takes_the_chairs_check_back(minutes, clerk):
    row = sits(minutes, "A", status=EXPECTED)
    Minutes.objects.filter(pk=minutes.pk).update(status=MinutesStatus.CHECKED, sent_to_chair_at=clock.now())

    attendance.record_attendance(meeting=minutes.meeting, actor=clerk, rows=[said_of(row)])

    assert Minutes.objects.get().status == MinutesStatus.DRAFTING


@pytest.mark.parametrize("status", [MinutesStatus.PUBLISHED, MinutesStatus.CONFIRMED])
def test_nothing_is_recorded_once_the_minutes_are_out(minutes, clerk, status):
    row = sits(minutes, "A")
    facts = {"confirmed_meeting": minutes.meeting} if status == MinutesStatus.CONFIRMED else {}
    Minutes.objects.filter(pk=minutes.pk).update(status=status, **facts)
    item, meeting = items_of(minutes)[0], minutes.meeting

    calls = [
        (attendance.record_attendance, {"meeting": meeting, "rows": [said_of(row, ABSENT)]}),
        (attendance.add_attendee, {"meeting": meeting, "group": AttendanceGroup.OTHERS, "name": "X"}),
        (attendance.remove_attendee, {"attendance": row}),
        (attendance.set_room, {"item": item, "absent": [row.pk]}),
        (attendance.set_times,
         {"minutes": minutes, "version": 1, "started_at": None, "ended_at": time(13), "chair": None}),
    ]  # fmt: skip

    for call, arguments in calls:
        assert list(problems_of(call, actor=clerk, **arguments)) == [""]
    assert [(row.status, row.version) for row in Attendance.objects.all()] == [(PRESENT, 1)]
    assert Minutes.objects.get().ended_at is None
    assert not Absence.objects.exists()


def test_nobody_is_present_before_the_day(coming, clerk):
    attendance.prepare_attendance(coming, clerk)
    row = Attendance.objects.get(number=1)

    found = problems_of(attendance.record_attendance, meeting=coming, actor=clerk, rows=[said_of(row)])

    assert found == {"status-1": ["The meeting is on Thursday 17 March 2022. Until then, record apologies only"]}


def test_an_item_of_other_minutes_is_refused(minutes, clerk):
    row, foreign = sits(minutes, "A"), MinuteItemFactory()

    found = problems_of(
        attendance.record_attendance, meeting=minutes.meeting, actor=clerk, rows=[said_of(row, arrived_item=foreign)]
    )

    assert found == {"arrived_item-1": ["Choose an item of this meeting"]}


def test_a_member_and_their_substitute_are_not_both_present(minutes, clerk):
    row = sits(minutes, "Ann Ash", status=APOLOGIES)
    substitute = AttendanceFactory(meeting=minutes.meeting, person=None, name="Sue Sub", substitute_for=row.person)

    found = problems_of(attendance.record_attendance, meeting=minutes.meeting, actor=clerk, rows=[said_of(row)])

    assert found == {f"status-{substitute.number}": ["Ann Ash is present too. Nobody sits in their place"]}


@pytest.mark.parametrize("kind", ["vote", "moved", "asked", "declared"])
def test_who_is_named_in_the_minutes_stays_in_the_room_there(minutes, clerk, kind):
    row, item = sits(minutes, "Ann Ash"), items_of(minutes)[1]
    entry = MinuteEntryFactory(item=item)
    if kind == "vote":
        NamedVoteFactory(resolution__entry=entry, attendance=row)
    elif kind == "moved":
        ResolutionFactory(entry=entry, moved_by=row.person)
    elif kind == "asked":
        QuestionFactory(entry=entry, asked_by=row.person)
    else:
        DeclarationFactory(entry=entry, attendance=row)
    words = ["The minutes of item 2 name Ann Ash. Take the name out there first"]

    def refused(**facts):
        return problems_of(attendance.record_attendance, meeting=minutes.meeting, actor=clerk, rows=[said_of(row, **facts)])

    assert refused(status=APOLOGIES) == {"status-1": words}
    assert refused(arrived_item=items_of(minutes)[2]) == {"arrived_item-1": words}
    assert refused(left_item=item) == {"left_item-1": words}
    attendance.record_attendance(meeting=minutes.meeting, actor=clerk, rows=[said_of(row, arrived_item=item)])
    entry.removed_at = clock.now()
    entry.save()
    row.refresh_from_db()
    attendance.record_attendance(meeting=minutes.meeting, actor=clerk, rows=[said_of(row, APOLOGIES)])


# Who else was there


def test_adding_an_officer_by_office_alone(minutes, clerk):
    row = attendance.add_attendee(
        meeting=minutes.meeting, actor=clerk, group=AttendanceGroup.COMMISSIONER, office="interim Chief Finance Officer",
        organisation="Office of the Commissioner",
    )  # fmt: skip

    assert rules.attendance_line(row) == "Interim Chief Finance Officer, Office of the Commissioner"
    assert AuditEntry.objects.get(action="meetings.attendee_added").detail == {
        "attendance": 1, "group": "commissioner", "substitute": False,
    }  # fmt: skip


def test_a_substitute_takes_the_council_of_the_member(minutes, clerk):
    row = sits(minutes, "Ann Ash", status=APOLOGIES)

    made = attendance.add_attendee(
        meeting=minutes.meeting, actor=clerk, group=AttendanceGroup.MEMBERS, name="Sue Sub", substitute_for=row.person
    )

    assert made.organisation == row.organisation
    assert attendance.rooms(minutes)[items_of(minutes)[0].pk].members == (made,)


def test_add_attendee_refuses_beside_the_field(minutes, clerk):
    absent, here = sits(minutes, "Ann Ash", status=APOLOGIES), sits(minutes, "Bob Birch")
    AttendanceFactory(meeting=minutes.meeting, person=None, name="Sue Sub", substitute_for=absent.person)
    members = {"group": AttendanceGroup.MEMBERS}

    def refused(**facts):
        return problems_of(attendance.add_attendee, meeting=minutes.meeting, actor=clerk, **facts)

    assert refused(group=AttendanceGroup.OTHERS) == {"name": ["Enter a name or an office"]}
    assert refused(group=AttendanceGroup.OTHERS, person=here.person) == {"person": ["Bob Birch is in the list already"]}
    assert refused(name="sue sub", **members) == {"name": ["sue sub is in the list already"]}
    assert refused(name="X", **members) == {"substitute_for": ["X was not a member on the day. Choose whose place they take"]}
    assert refused(name="X", substitute_for=here.person, **members) == {
        "substitute_for": ["Bob Birch is marked present. Nobody sits in their place"]
    }
    assert refused(name="X", substitute_for=absent.person, **members) == {
        "substitute_for": ["Sue Sub sits in the place of Ann Ash already"]
    }
    assert refused(name="X", substitute_for=absent.person, group=AttendanceGroup.OTHERS) == {
        "substitute_for": ["Only somebody in the group of members sits in a member’s place"]
    }
    assert Attendance.objects.count() == 3


def test_removing_leaves_members_and_who_is_named(minutes, clerk):
    member_row = sits(minutes, "Ann Ash")
    officer = AttendanceFactory(meeting=minutes.meeting, group=AttendanceGroup.HOST, person=None, name="Pat Clerk")

    attendance.remove_attendee(attendance=officer, actor=clerk)

    assert list(Attendance.objects.all()) == [member_row]
    assert problems_of(attendance.remove_attendee, attendance=officer, actor=clerk) == {
        "": ["Somebody else took this name off the list already"]
    }
    assert problems_of(attendance.remove_attendee, attendance=member_row, actor=clerk) == {
        "": ["Ann Ash is a member on the day. Say whether they came instead"]
    }


# In the room


def test_rooms_count_each_item_and_its_quorum(minutes, clerk):
    LocalRuleFactory(
        body=minutes.meeting.body, key="quorum", number=1, unit=RuleUnit.THIRDS, provision="Rules of procedure 4", title="Quorum"
    )
    one, two, three = items_of(minutes)
    here = sits(minutes, "Ann Ash")
    late = sits(minutes, "Bob Birch", arrived_item=two)
    early = sits(minutes, "Cy Cedar", left_item=three)
    sits(minutes, "Di Dale", status=APOLOGIES)
    AttendanceFactory(meeting=minutes.meeting, group=AttendanceGroup.HOST, person=None, name="Pat Clerk")
    attendance.set_room(item=two, absent=[here.pk], actor=clerk)

    found = attendance.rooms(minutes)

    assert {str(row) for row in found[one.pk].members} == {"Ann Ash", "Cy Cedar"}
    assert {str(row) for row in found[two.pk].members} == {"Bob Birch", "Cy Cedar"}
    assert {str(row) for row in found[three.pk].members} == {"Ann Ash", "Bob Birch"}
    assert [(room.count, room.membership, room.quorum.needed, room.quorum.is_met) for room in found.values()] == [
        (2, 4, 2, True)
    ] * 3
    assert {late.pk, early.pk} < {row.pk for room in found.values() for row in room.members}


def test_set_room_keeps_what_two_clerks_said(minutes, clerk):
    one = items_of(minutes)[0]
    first, second = sits(minutes, "A"), sits(minutes, "B")
    attendance.set_room(item=one, absent=[first.pk], actor=clerk, before=[])

    attendance.set_room(item=one, absent=[second.pk], actor=clerk, before=[])

    assert {row.attendance_id for row in Absence.objects.all()} == {first.pk, second.pk}
    attendance.set_room(item=one, absent=[second.pk], actor=clerk, before=[first.pk, second.pk])
    assert {row.attendance_id for row in Absence.objects.all()} == {second.pk}
    attendance.set_room(item=one, absent=[], actor=clerk)
    assert not Absence.objects.exists()


def test_set_room_refuses_strangers_and_who_declared_an_interest(minutes, clerk):
    one = items_of(minutes)[0]
    row, stranger = sits(minutes, "Ann Ash"), AttendanceFactory()
    DeclarationFactory(entry__item=one, attendance=row, left_room=True)

    assert problems_of(attendance.set_room, item=one, absent=[stranger.pk], actor=clerk) == {
        "absent": ["Somebody you marked is not in the list of this meeting. Open this page again"]
    }
    assert problems_of(attendance.set_room, item=one, absent=[], actor=clerk) == {
        "absent": ["Ann Ash declared an interest and left for this item. Change the declaration first"]
    }
    attendance.set_room(item=one, absent=[row.pk], actor=clerk)


def test_votes_out_of_step_are_found(minutes):
    one, two, _three = items_of(minutes)
    row = sits(minutes, "Ann Ash")
    counts = {"votes_against": 0, "abstained": 0, "not_voting": 0, "not_recorded": 0}
    ResolutionFactory(entry__item=one, votes_for=1, in_room=1, **counts)
    vote = ResolutionFactory(entry__item=two, votes_for=2, in_room=2, **counts)
    NamedVoteFactory(resolution=vote, attendance=row)
    assert attendance.out_of_step(minutes) == [attendance.OutOfStep(two, 2, 1)]

    Attendance.objects.update(left_item=two)

    assert attendance.out_of_step(minutes) == [attendance.OutOfStep(two, 2, 0, ("Ann Ash",))]


def test_rooms_ask_as_often_for_three_hundred_rows_as_for_one(minutes):
    counts = []
    for wanted in (1, 3, 300):
        for _row in range(wanted - Attendance.objects.count()):
            AttendanceFactory(meeting=minutes.meeting, arrived_item=items_of(minutes)[0])
        fresh = Minutes.objects.for_page().get()
        with CaptureQueriesContext(connection) as queries:
            attendance.rooms(fresh)
        counts.append(len(queries))

    assert counts == [5, 5, 5]
