"""Who is expected, who came, who was in the room: rules and services."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEntry
from interface import clock
from interface.models import STALE
from meetings.choices import AttendanceGroup, AttendanceStatus, MeetingStatus, MinutesStatus
from meetings.models import Absence, Attendance, Minutes
from meetings.rules import attendance as rules
from meetings.rules.attendance import Came
from meetings.services import attendance
from panels.choices import RuleUnit
from panels.models import Person
from tests.factories.meetings import AnnouncedMeetingFactory, MeetingFactory
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
from tests.factories.panels import HeldOfficeFactory, LocalRuleFactory, MembershipFactory, PersonFactory

PRESENT, APOLOGIES = AttendanceStatus.PRESENT, AttendanceStatus.APOLOGIES
ABSENT, EXPECTED = AttendanceStatus.ABSENT, AttendanceStatus.EXPECTED
BEFORE = date(2022, 3, 10)

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


def items_of(minutes):
    return list(minutes.items.order_by("position"))


def ann():
    return Person.objects.get(name="Ann Ash")


def sits(minutes, name, **facts):
    """A member on the day and their row."""
    seat = MembershipFactory(body=minutes.meeting.body, person__name=name, person__area=minutes.meeting.area)
    return AttendanceFactory(meeting=minutes.meeting, person=seat.person, organisation=seat.authority.name, **facts)


def problems_of(call, **arguments):
    """The messages by field of what a service refused; {"": …} for those of no field."""
    with pytest.raises(ValidationError) as refused:
        call(**arguments)
    found = refused.value
    return {name: [str(m) for m in ValidationError(e).messages] for name, e in found.error_dict.items()} if hasattr(
        found, "error_dict"
    ) else {"": found.messages}  # fmt: skip


def said_of(row, status=PRESENT, **facts):
    return Came(attendance=row, version=row.version, status=status, **facts)


# Rules


@pytest.mark.parametrize(
    ("status", "arrived", "left", "is_out", "expected"),
    [
        pytest.param(PRESENT, None, None, False, [1, 2, 3, 4], id="throughout"),
        pytest.param(PRESENT, 2, None, False, [2, 3, 4], id="late: in from the item they came for"),
        pytest.param(PRESENT, None, 3, False, [1, 2], id="early: out from the item they missed"),
        pytest.param(PRESENT, 2, 4, False, [2, 3], id="late and early"),
        pytest.param(PRESENT, None, None, True, [], id="out for the item"),
        pytest.param(APOLOGIES, None, None, False, [], id="apologies"),
        pytest.param(EXPECTED, None, None, False, [], id="nobody said yet"),
    ],
)
def test_who_is_in_the_room(status, arrived, left, is_out, expected):
    found = [n for n in (1, 2, 3, 4) if rules.is_in_room(n, status=status, arrived=arrived, left=left, is_out=is_out)]

    assert found == expected


@pytest.mark.parametrize(
    ("count", "number", "unit", "needed", "is_met"),
    [
        pytest.param(5, 1, RuleUnit.THIRDS, 6, False, id="a third of 17 is 5.7, so 6"),
        pytest.param(6, 1, RuleUnit.THIRDS, 6, True, id="six are enough"),
        pytest.param(4, 1, RuleUnit.QUARTERS, 5, False, id="a quarter of 17 is 4.25, so 5"),
        pytest.param(7, 7, RuleUnit.MEMBERS, 7, True, id="a number of its own"),
    ],
)
def test_quorum_counts_whole_persons(count, number, unit, needed, is_met):
    rule = LocalRuleFactory.build(number=number, unit=unit, provision="Rules of procedure 4", title="Quorum", body=None)

    assert rules.quorum(count, 17, rule) == rules.Quorum(needed, is_met, "Rules of procedure 4", "Quorum")


def test_quorum_without_a_rule_is_unknown():
    assert rules.quorum(3, 17, None) is None
    assert rules.quorum_words(None, 17) == "No rule of the body’s own says how many must be in the room"


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        pytest.param({"status": APOLOGIES, "arrived_at": time(11)}, ["arrived_at"], id="apologies with a time"),
        pytest.param({"arrived_at": time(11)}, ["arrived_item"], id="late without an item"),
        pytest.param({"left_at": time(11)}, ["left_item"], id="early without an item"),
        pytest.param({"arrived_at": time(9), "arrived_item": 2}, ["arrived_at"], id="before the start"),
        pytest.param({"left_at": time(15), "left_item": 2}, ["left_at"], id="after the end"),
        pytest.param({"arrived_item": 3, "left_item": 2}, ["left_item"], id="left before they came"),
        pytest.param(
            {"arrived_at": time(12), "arrived_item": 2, "left_at": time(11), "left_item": 3}, ["left_at"], id="times crossed"
        ),
        pytest.param({"arrived_item": 2}, [], id="an item alone is enough"),
        pytest.param({"arrived_at": time(11), "arrived_item": 2, "left_at": time(12), "left_item": 3}, [], id="both"),
    ],
)
def test_arrival_problems(facts, fields):
    items = {n: MinuteItemFactory.build(position=n, minutes=None, number=str(n), slug="", title="") for n in (2, 3)}
    facts = {name: items[value] if name.endswith("_item") else value for name, value in facts.items()}
    came = Came(attendance=None, version=1, **{"status": PRESENT, **facts})

    found = rules.arrival_problems("Ann Ash", AttendanceGroup.MEMBERS, came, started=time(10, 30), ended=time(14))

    assert sorted(found) == fields


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        pytest.param({"name": "da Silva", "office": "Clerk"}, "da Silva, Clerk", id="a name stays as it is written"),
        pytest.param({"office": "interim Treasurer", "organisation": "Force"}, "Interim Treasurer, Force", id="office alone"),
        pytest.param({"name": "A", "organisation": "Ashby", "office": "Chair"}, "A, Ashby, Chair", id="council, then office"),
    ],
)
def test_how_somebody_is_named(facts, line):
    assert rules.attendance_line(AttendanceFactory.build(meeting=None, number=1, person=None, **facts)) == line


# Expected, and apologies beforehand


def test_prepare_lists_the_members_of_the_day_once(coming, clerk):
    HeldOfficeFactory(membership=ann().memberships.get())
    MembershipFactory(body=coming.body, person__name="Past Member", ended_on=date(2022, 3, 16))
    MembershipFactory(body=coming.body, person__name="Later Member", started_on=date(2022, 3, 18))

    attendance.prepare_attendance(coming, clerk)
    again = attendance.prepare_attendance(coming, clerk)

    rows = Attendance.objects.filter(meeting=coming).order_by("number")
    assert [rules.attendance_line(row) for row in rows] == [
        "Ann Ash, Ashby Council, Chair",
        "Bob Birch, co-opted independent member",
    ]
    assert {row.status for row in rows} == {EXPECTED}
    assert again == []
    assert AuditEntry.objects.filter(action="meetings.attendance_prepared").count() == 1


def test_apologies_sent_beforehand_stay_when_the_rest_is_listed(coming, member):
    attendance.send_apologies(meeting=coming, person=ann(), actor=member, substitute_named=" Sue Sub ")
    attendance.prepare_attendance(coming, member)

    rows = {str(row): row for row in Attendance.objects.filter(meeting=coming)}
    assert {name: row.status for name, row in rows.items()} == {"Ann Ash": APOLOGIES, "Sue Sub": EXPECTED, "Bob Birch": EXPECTED}
    assert rows["Sue Sub"].substitute_for == ann()
    assert rows["Sue Sub"].organisation == "Ashby Council"
    assert (rows["Ann Ash"].sent_by, rows["Ann Ash"].substitute_named) == (member, "Sue Sub")
    assert AuditEntry.objects.get(action="meetings.apologies_sent").detail == {"attendance": 1, "substitute": True}


def test_sending_apologies_again_changes_who_comes_instead(coming, member):
    attendance.send_apologies(meeting=coming, person=ann(), actor=member, substitute_named="Sue Sub")
    attendance.send_apologies(meeting=coming, person=ann(), actor=member, substitute_named="Tom Third")

    assert sorted(str(row) for row in Attendance.objects.filter(meeting=coming)) == ["Ann Ash", "Tom Third"]


def test_apologies_taken_back_expect_the_member_and_nobody_instead(coming, member):
    row = attendance.send_apologies(meeting=coming, person=ann(), actor=member, substitute_named="Sue Sub")

    attendance.withdraw_apologies(attendance=row, actor=member)

    assert [(str(row), row.status, row.substitute_named) for row in Attendance.objects.filter(meeting=coming)] == [
        ("Ann Ash", EXPECTED, "")
    ]
    assert problems_of(attendance.withdraw_apologies, attendance=row, actor=member) == {"": ["Ann Ash did not send apologies"]}


def test_apologies_of_who_is_no_member_are_refused(coming, member):
    stranger = PersonFactory(area=coming.area, name="Sam Stranger")

    found = problems_of(attendance.send_apologies, meeting=coming, person=stranger, actor=member)

    assert found == {
        "person": ["Sam Stranger is not a member of Avon Police and Crime Panel on the day of the meeting. Choose a member"]
    }
    assert not Attendance.objects.exists()


def test_apologies_after_the_meeting_are_refused(coming, member):
    with clock.stand_on(date(2022, 3, 18)):
        found = problems_of(attendance.send_apologies, meeting=coming, person=ann(), actor=member)

    assert found == {"person": ["The meeting was on Thursday 17 March 2022. Record who was there on its attendance page"]}


@pytest.mark.parametrize("status", [MeetingStatus.CANCELLED, MeetingStatus.POSTPONED, MeetingStatus.DRAFT])
def test_nobody_is_expected_at_a_meeting_that_does_not_take_place(body, member, status):
    meeting = MeetingFactory(body=body)
    type(meeting).objects.filter(pk=meeting.pk).update(status=status, status_reason="Snow")
    seat = MembershipFactory(body=body)

    with clock.stand_on(BEFORE), pytest.raises(ValidationError):
        attendance.send_apologies(meeting=meeting, person=seat.person, actor=member)

    assert not Attendance.objects.exists()


def test_unaccounted_names_who_is_expected_and_not_heard_of(coming, clerk):
    attendance.send_apologies(meeting=coming, person=ann(), actor=clerk)
    attendance.add_attendee(
        meeting=coming, actor=clerk, group=AttendanceGroup.CONSTABULARY, office="Deputy Chief Constable", status=EXPECTED
    )

    assert attendance.unaccounted(coming) == ["Bob Birch", "Deputy Chief Constable"]


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


# When it began and ended


def test_an_end_holds_the_meeting(coming, clerk):
    with clock.stand_on(coming.held_on):
        minutes = MinutesFactory(meeting=coming, started_at=None)
        row = AttendanceFactory(meeting=coming, person=ann())

        saved = attendance.set_times(
            minutes=minutes, version=1, actor=clerk, started_at=time(10, 50), ended_at=time(13, 50), chair=row.person
        )

    coming.refresh_from_db()
    assert coming.status == MeetingStatus.HELD
    assert (saved.started_at, saved.ended_at, saved.chair, saved.version) == (time(10, 50), time(13, 50), ann(), 2)


def test_set_times_refuses_beside_the_field(minutes, clerk):
    late = sits(minutes, "Ann Ash", arrived_at=time(11), arrived_item=items_of(minutes)[1])
    away, gone = sits(minutes, "Bob Birch", status=APOLOGIES), sits(minutes, "Cy Cedar", status=ABSENT)

    def refused(started=time(10, 30), ended=time(13), chair=None, version=1):
        return problems_of(
            attendance.set_times, minutes=minutes, version=version, actor=clerk, started_at=started, ended_at=ended, chair=chair
        )

    assert refused(ended=time(10, 30)) == {"ended_at": ["The end must be after the start"]}
    assert refused(started=time(11, 30)) == {"started_at": ["Ann Ash came or went before this time. Change one of the two"]}
    assert refused(ended=time(10, 45)) == {"ended_at": ["Ann Ash came or went after this time. Change one of the two"]}
    assert refused(chair=away.person) == {"chair": ["Bob Birch sent apologies. Mark them present or choose someone else"]}
    assert refused(chair=gone.person) == {"chair": ["Cy Cedar was absent. Mark them present or choose someone else"]}
    assert refused(chair=PersonFactory(name="Di Dale")) == {"chair": ["Di Dale is not in the list of members. Choose a member"]}
    assert refused(version=7) == {"": [str(STALE)]}
    assert Minutes.objects.get().chair is None
    assert late.version == 1


def test_who_chaired_stays_present(minutes, clerk):
    row = sits(minutes, "Ann Ash")
    Minutes.objects.update(chair=row.person)

    found = problems_of(attendance.record_attendance, meeting=minutes.meeting, actor=clerk, rows=[said_of(row, APOLOGIES)])

    assert found == {"status-1": ["Ann Ash is named as the chair of the meeting. Choose another chair first"]}


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
