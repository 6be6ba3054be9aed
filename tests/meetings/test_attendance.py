"""Who is expected, apologies beforehand, and when a meeting began and ended."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from interface import clock
from interface.models import STALE
from meetings.choices import AttendanceGroup, MeetingStatus
from meetings.models import Attendance, Minutes
from meetings.rules import attendance as rules
from meetings.services import attendance
from panels.models import Person
from tests.factories.meetings import AnnouncedMeetingFactory, MeetingFactory
from tests.factories.minutes import AttendanceFactory, HeldMeetingFactory, MinuteItemFactory, MinutesFactory
from tests.factories.panels import HeldOfficeFactory, MembershipFactory, PersonFactory
from tests.meetings.attending import ABSENT, APOLOGIES, BEFORE, EXPECTED, items_of, problems_of, said_of, sits

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


def ann():
    return Person.objects.get(name="Ann Ash")


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
