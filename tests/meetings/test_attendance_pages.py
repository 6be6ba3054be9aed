"""What is read of a meeting's attendance: its page, and its part of a member's page."""

import re
from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interface import clock
from meetings.choices import AttendanceGroup
from meetings.models import Attendance, Meeting, Minutes
from panels.choices import RuleUnit
from panels.models import Person
from tests.factories.minutes import AttendanceFactory, HeldMeetingFactory, MinuteItemFactory, MinutesFactory
from tests.factories.panels import LocalRuleFactory, MembershipFactory
from tests.meetings.attendance_forms import APOLOGIES, EXPECTED, PRESENT, address, go_out, sits, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def minutes(body):
    """Minutes being written of 1 February 2022, with two items, the second private."""
    made = MinutesFactory(meeting=HeldMeetingFactory(body=body))
    MinuteItemFactory(minutes=made, title="Apologies")
    MinuteItemFactory(minutes=made, private=True, title="CANARY-TITLE")
    return made


@pytest.fixture
def ann(minutes):
    """Ann Ash, a member who came."""
    return sits(minutes.meeting, "Ann Ash")


# What everybody reads


def test_attendance_is_for_those_who_prepare_until_the_minutes_are_out(client, minutes, ann, clerk, member):
    url = address(minutes.meeting, "attendance-detail")
    assert client.get(url).status_code == 404
    client.force_login(member)
    assert client.get(url).status_code == 404
    client.force_login(clerk)
    assert client.get(url).status_code == 200

    go_out(minutes)
    client.logout()

    assert "Ann Ash" in words_of(client.get(url))


def test_the_public_reads_groups_times_and_quorum_and_no_private_title(client, minutes, ann):
    LocalRuleFactory(body=minutes.meeting.body, key="quorum", number=1, unit=RuleUnit.THIRDS, provision="Rules of procedure 4")
    first = minutes.items.get(position=1)
    late = sits(minutes.meeting, "Bob Birch", arrived_at=time(11, 5), arrived_item=minutes.items.get(position=2))
    sits(minutes.meeting, "Cy Cedar", status=APOLOGIES)
    cy = Person.objects.get(name="Cy Cedar")
    AttendanceFactory(meeting=minutes.meeting, person=None, name="Sue Sub", organisation="Zedby", substitute_for=cy)
    AttendanceFactory(meeting=minutes.meeting, group=AttendanceGroup.HOST, person=None, name="Pat Clerk", office="Clerk")
    Minutes.objects.update(chair=ann.person)
    go_out(minutes)

    response = client.get(address(minutes.meeting, "attendance-detail"))
    text = words_of(response)

    assert [(group["label"], group["came"], len(group["rows"])) for group in response.context["groups"]] == [
        ("Members of the panel", 3, 4), ("Host authority officers", 1, 1),
    ]  # fmt: skip
    assert [(line["item"], line["room"].count, line["words"]) for line in response.context["items"]] == [
        (first, 2, "Met: 1 of 3 members needed"),
        (late.arrived_item, 3, "Met: 1 of 3 members needed"),
    ]
    for expected in ("10:35am to 1:50pm", "Arrived at 11:05am, for item 2", "in the place of Cy Cedar", "Rules of procedure 4",
                     "Staffing matter", "Sent apologies"):  # fmt: skip
        assert expected in text
    assert "CANARY-TITLE" not in text
    assert "Say who came" not in text


def test_what_there_is_nothing_to_say_of_has_no_column(client, minutes, ann):
    """No rule of quorum, nobody late, no start: one sentence, no empty columns, and an end that is not a start."""
    Minutes.objects.update(started_at=None)
    go_out(minutes)

    text = words_of(client.get(address(minutes.meeting, "attendance-detail")))

    assert text.count("No rule of the body’s own says how many must be in the room") == 1
    assert "Members in the room, item by item" in text
    assert "Ended 1:50pm" in text
    assert "Note" not in text


def test_who_is_not_accounted_for_is_flagged_to_the_clerk_alone(client, minutes, ann, clerk):
    AttendanceFactory(
        meeting=minutes.meeting, group=AttendanceGroup.CONSTABULARY, person=None, office="Deputy Chief Constable", status=EXPECTED
    )
    MembershipFactory(body=minutes.meeting.body, person__name="Cy Cedar", started_on=date(2021, 6, 24))
    url = address(minutes.meeting, "attendance-detail")
    client.force_login(clerk)

    assert "Not accounted for Cy Cedar, Deputy Chief Constable. Expected, and neither present" in words_of(client.get(url))

    go_out(minutes)
    client.logout()
    assert "Not accounted for" not in words_of(client.get(url))


def test_attendance_page_asks_as_often_for_three_hundred_as_for_one(client, minutes):
    LocalRuleFactory(body=minutes.meeting.body, key="quorum", number=1, unit=RuleUnit.THIRDS)
    item, url, counts = minutes.items.first(), address(minutes.meeting, "attendance-detail"), []
    go_out(minutes)
    for wanted in (1, 3, 300):
        people = Person.objects.bulk_create(
            Person(area=minutes.meeting.area, slug=f"p-{n}", name=f"P {n}") for n in range(Person.objects.count(), wanted)
        )
        Attendance.objects.bulk_create(
            Attendance(meeting=minutes.meeting, number=one.pk, person=one, status=PRESENT, arrived_item=item) for one in people
        )
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
        assert len(response.context["groups"][0]["rows"]) == wanted
        counts.append(len(queries))

    assert counts == [11, 11, 11]


# A member's page


def test_a_members_page_tells_of_published_minutes_alone(client, minutes, ann):
    row = sits(minutes.meeting, "Bob Birch")
    Attendance.objects.filter(pk=row.pk).update(status=APOLOGIES)
    older = MinutesFactory(meeting=HeldMeetingFactory(body=minutes.meeting.body, held_on=date(2021, 12, 9)), published=True)
    AttendanceFactory(meeting=older.meeting, person=row.person, left_at=time(12), left_item=MinuteItemFactory(minutes=older))
    url = reverse("panels:member-detail", args=[minutes.meeting.area.slug, row.person.slug])

    before = words_of(client.get(url))
    go_out(minutes)
    after = client.get(url)

    assert "Came to 1 of 1 meeting." in before
    assert "1 Feb 2022" not in before
    assert "Came to 1 of 2 meetings. Sent apologies to 1." in words_of(after)
    cells = [[re.sub(r"<[^>]+>", "", str(cell["value"])) for cell in line] for line in after.context["parts"][0]["table"].rows]
    assert cells == [
        ["1 Feb 2022", "Avon Police and Crime Panel, ordinary meeting", "Sent apologies", "no"],
        ["9 Dec 2021", "Avon Police and Crime Panel, ordinary meeting", "Present", "Left at noon, before item 1"],
    ]


def test_a_private_meeting_stays_off_a_members_page(client, minutes, ann, member):
    Meeting.objects.update(publication="members")
    go_out(minutes)
    url = reverse("panels:member-detail", args=[minutes.meeting.area.slug, ann.person.slug])

    assert "Attendance" not in words_of(client.get(url))
    client.force_login(member)
    assert "Came to 1 of 1 meeting." in words_of(client.get(url))


def test_a_members_page_asks_as_often_for_three_hundred_meetings_as_for_one(client, minutes, ann):
    go_out(minutes)
    url = reverse("panels:member-detail", args=[minutes.meeting.area.slug, ann.person.slug])
    counts = []
    for wanted in (1, 3, 300):
        start = Attendance.objects.filter(person=ann.person).count()
        held = Meeting.objects.bulk_create(
            Meeting(
                area=minutes.meeting.area, body=minutes.meeting.body, slug=f"m-{n}", held_on=date(2021, 1, 1),
                status="held", announced_at=clock.now(), created_at=clock.now(),
            )
            for n in range(start, wanted)
        )  # fmt: skip
        Minutes.objects.bulk_create(Minutes(meeting=one, status="published", created_at=clock.now()) for one in held)
        Attendance.objects.bulk_create(
            Attendance(meeting=one, number=1, person=ann.person, status=PRESENT) for one in held
        )  # fmt: skip
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
        assert response.context["parts"][0]["table"].count == wanted
        counts.append(len(queries))

    assert counts == [counts[0]] * 3
