"""Who must attend a private day, whether they did, and what a member must attend next."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from interface import clock
from interface.models import STALE
from meetings.choices import AttendanceStatus, MeetingKind, MeetingStatus
from meetings.models import Attendance, Meeting, Minutes
from meetings.rules.year import required_words
from meetings.services import attendance, cancel_meeting
from meetings.services.required import list_version, must_attend, required_line, set_required
from panels.models import Membership, Person
from tests.factories.meetings import AnnouncedMeetingFactory, MeetingFactory
from tests.factories.panels import AppointmentFactory, MembershipFactory

PRESENT, APOLOGIES = AttendanceStatus.PRESENT, AttendanceStatus.APOLOGIES
ABSENT, EXPECTED = AttendanceStatus.ABSENT, AttendanceStatus.EXPECTED
BEFORE, DAY = date(2022, 3, 10), date(2022, 3, 17)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march():
    with clock.stand_on(BEFORE):
        yield


@pytest.fixture
def people(body):
    """Ann, Bob and Cas, who are members."""
    seats = [MembershipFactory(body=body, person__name=name, person__area=body.area) for name in ("Ann", "Bob", "Cas")]
    return [seat.person for seat in seats]


@pytest.fixture
def training(body, people):
    return AnnouncedMeetingFactory(body=body, kind=MeetingKind.TRAINING, subject="Precept law")


def require(meeting, people, **facts):
    return set_required(meeting=meeting, version=list_version(meeting), actor=None, people=people, **facts)


def required_of(meeting):
    rows = Attendance.objects.filter(meeting=meeting, must_attend=True)
    return [row.person.name for row in rows.order_by("person__name")]


def record(meeting, statuses):
    rows = {row.person.name: row for row in Attendance.objects.filter(meeting=meeting)}
    said = [
        {"attendance": rows[name], "version": rows[name].version, "status": status} for name, status in statuses.items()
    ]  # fmt: skip
    return attendance.record_attendance(meeting=meeting, actor=None, rows=said)


def at(meeting, name):
    return reverse(f"meetings:{name}", args=[meeting.area.slug, meeting.slug])


@pytest.mark.parametrize(
    ("statuses", "has_come", "words"),
    [
        ([], True, ""),
        ([EXPECTED], False, "1 person must attend"),
        ([EXPECTED] * 13 + [APOLOGIES], False, "14 people must attend. 1 has sent apologies"),
        ([PRESENT] * 14, True, "0 of 14 who must attend were absent"),
        ([PRESENT] * 13 + [ABSENT], True, "1 of 14 who must attend was absent"),
        ([PRESENT] * 11 + [ABSENT] * 3, True, "3 of 14 who must attend were absent"),
        ([PRESENT] * 11 + [ABSENT] * 2 + [APOLOGIES], True, "3 of 14 who must attend were absent. 1 sent apologies"),
    ],
    ids=["nobody", "one", "before-the-day", "all-came", "one-absent", "three-absent", "apologies-too"],
)
def test_required_words_count_who_did_not_come(statuses, has_come, words):
    assert required_words(statuses, has_come=has_come) == words


def test_set_required_lists_the_members_and_marks_everybody(training, clerk):
    changed = set_required(meeting=training, version=list_version(training), actor=clerk, people=None)

    assert required_of(training) == ["Ann", "Bob", "Cas"]
    assert len(changed) == 3
    entry = AuditEntry.objects.filter(action="meetings.required_set").get()
    assert (entry.actor, entry.detail) == (clerk, {"must_attend": 3, "of": 3})


def test_set_required_marks_some_and_takes_the_mark_away_again(training, people):
    require(training, None)
    changed = require(training, people[:1])

    assert required_of(training) == ["Ann"]
    assert len(changed) == 2
    require(training, [])
    assert required_of(training) == []
    assert require(training, []) == []


def test_who_becomes_a_member_later_must_attend_only_where_everybody_must(training, people, body):
    require(training, None)
    MembershipFactory(body=body, person__name="Dee", person__area=body.area)
    attendance.prepare_attendance(training, None)
    everybody = required_of(training)
    require(training, people[:1])
    MembershipFactory(body=body, person__name="Eve", person__area=body.area)
    attendance.prepare_attendance(training, None)

    assert everybody == ["Ann", "Bob", "Cas", "Dee"]
    assert required_of(training) == ["Ann"]


def test_set_required_refuses_a_meeting_in_public_a_stranger_and_a_stale_list(training, body, people):
    public = AnnouncedMeetingFactory(body=body)
    version = list_version(training)
    require(training, people[:1])

    with pytest.raises(ValidationError, match="meeting in public"):
        require(public, None)
    with pytest.raises(ValidationError) as stale:
        set_required(meeting=training, version=version, actor=None, people=None)
    with pytest.raises(ValidationError) as stranger:
        require(training, [MembershipFactory().person])

    assert stale.value.messages == [STALE]
    assert stranger.value.message_dict == {"people": ["Choose members from the list"]}
    assert required_of(training) == ["Ann"]
    assert not Attendance.objects.filter(meeting=public).exists()


def test_attendance_of_a_private_day_is_recorded_without_minutes_and_ends_it(training):
    require(training, None)
    with clock.stand_on(DAY):
        record(training, {"Ann": PRESENT, "Bob": ABSENT})
        training.refresh_from_db()
        assert training.status == MeetingStatus.ANNOUNCED
        record(training, {"Cas": APOLOGIES})
        line = required_line(training)
    training.refresh_from_db()

    assert training.status == MeetingStatus.HELD
    assert line == "2 of 3 who must attend were absent. 1 sent apologies"
    assert not Minutes.objects.exists()


def test_attendance_of_a_public_meeting_does_not_end_it(body, people):
    meeting = AnnouncedMeetingFactory(body=body)
    attendance.prepare_attendance(meeting, None)
    with clock.stand_on(DAY):
        record(meeting, {"Ann": PRESENT, "Bob": PRESENT, "Cas": PRESENT})
    meeting.refresh_from_db()

    assert meeting.status == MeetingStatus.ANNOUNCED
    assert required_line(meeting) == ""


def test_clerk_says_who_must_attend_and_then_who_did(client, training, people, clerk):
    client.force_login(clerk)
    version = client.get(at(training, "required-update")).context["form"]["version"].value()
    client.post(at(training, "required-update"), {"version": version, "who": "named", "people": [people[0].slug]})
    before = client.get(at(training, "attendance-detail")).content.decode()
    with clock.stand_on(DAY):
        page = client.get(at(training, "attendance-update")).context["form"]
        said = {name: page[name].value() for name in page.fields}
        numbers = {row.person.name: row.number for row in page.rows}
        said |= {f"status-{numbers['Ann']}": ABSENT, f"status-{numbers['Bob']}": PRESENT, f"status-{numbers['Cas']}": PRESENT}
        client.post(at(training, "attendance-update"), said)
        after = client.get(at(training, "attendance-detail")).content.decode()

    assert "1 person must attend" in before
    assert before.count("<br>Must attend") == 1
    assert "1 of 1 who must attend was absent" in after
    assert Meeting.objects.get(pk=training.pk).status == MeetingStatus.HELD


def test_form_asks_for_members_and_shows_both_when_it_is_stale(client, training, people, clerk):
    client.force_login(clerk)
    address, version = at(training, "required-update"), list_version(training)

    nobody_chosen = client.post(address, {"version": version, "who": "named"})
    require(training, people[1:])
    stale = client.post(address, {"version": version, "who": "everybody"})

    assert nobody_chosen.context["form"].errors == {"people": ["Choose one member at least"]}
    assert "Saved by someone else" in stale.content.decode()
    assert required_of(training) == ["Bob", "Cas"]


def test_page_is_for_clerks_of_announced_private_days_alone(client, training, body, member, clerk):
    public, draft = AnnouncedMeetingFactory(body=body), MeetingFactory(body=body, kind=MeetingKind.DEVELOPMENT_DAY)
    without = client.get(at(training, "required-update")).status_code
    client.force_login(member)
    of_member = client.get(at(training, "required-update")).status_code
    client.force_login(clerk)

    assert (without, of_member) == (302, 403)
    assert client.get(at(public, "required-update")).status_code == 404
    assert "not announced yet" in client.get(at(draft, "required-update")).content.decode()


def test_the_public_learns_nothing_of_who_must_attend_a_day_whose_date_it_knows(client, body, people, clerk):
    away_day = AnnouncedMeetingFactory(body=body, kind=MeetingKind.DEVELOPMENT_DAY)
    require(away_day, None)

    client.force_login(clerk)
    own = client.get(at(away_day, "attendance-detail")).content.decode()
    client.logout()
    for name in ("meeting-detail", "attendance-detail", "meeting-history"):
        response = client.get(at(away_day, name))
        assert response.status_code == 404 or "ust attend" not in response.content.decode()

    assert "3 people must attend" in own


def test_must_attend_gives_a_member_the_coming_days_that_name_them(training, people, body, clerk):
    ann = AppointmentFactory(area=body.area, body=body, role=Role.PANEL_MEMBER, person=people[0]).user
    bob = AppointmentFactory(area=body.area, body=body, role=Role.PANEL_MEMBER, person=people[1]).user
    later = AnnouncedMeetingFactory(body=body, kind=MeetingKind.PRIVATE_BRIEFING, held_on=date(2022, 5, 5))
    off = AnnouncedMeetingFactory(body=body, kind=MeetingKind.TRAINING, held_on=date(2022, 6, 1))
    for meeting in (later, off, training):
        require(meeting, people[:1])
    cancel_meeting(meeting=off, reason="Flood", actor=None)

    assert [row.meeting for row in must_attend(ann, body.area)] == [training, later]
    assert must_attend(bob, body.area) == must_attend(clerk, body.area) == must_attend(AnonymousUser(), body.area) == []
    assert must_attend(ann, MembershipFactory().body.area) == []
    with clock.stand_on(date(2022, 3, 18)):
        assert [row.meeting for row in must_attend(ann, body.area)] == [later]


@pytest.mark.parametrize("count", [1, 3, 300])
def test_page_and_desk_ask_the_database_as_often_however_many(client, training, body, clerk, count):
    Membership.objects.all().delete()
    Person.objects.bulk_create(Person(area=body.area, slug=f"p-{number}", name=f"P {number}") for number in range(count))
    found = list(Person.objects.filter(slug__startswith="p-").order_by("pk"))
    Membership.objects.bulk_create(
        Membership(body=body, person=person, co_opted=True, started_on=date(2021, 6, 24)) for person in found
    )
    Attendance.objects.bulk_create(
        Attendance(meeting=training, number=number, person=person, must_attend=True) for number, person in enumerate(found, 1)
    )
    ann = AppointmentFactory(area=body.area, body=body, role=Role.PANEL_MEMBER, person=found[0]).user
    client.force_login(clerk)

    with CaptureQueriesContext(connection) as page:
        client.get(at(training, "required-update"))
    with CaptureQueriesContext(connection) as desk:
        rows = must_attend(ann, body.area)

    assert len(rows) == 1
    assert (len(page), len(desk)) == (9, 2)
