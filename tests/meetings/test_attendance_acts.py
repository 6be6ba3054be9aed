"""The forms of a meeting's attendance: who came, when it began and ended, who else was there, and apologies."""

from datetime import date, time

import pytest
from django.contrib.messages import get_messages

from accounts.choices import Role
from interface import clock
from meetings.choices import AttendanceGroup, MinutesStatus
from meetings.models import Attendance, Minutes
from panels.models import Person
from tests.factories.meetings import AnnouncedMeetingFactory
from tests.factories.minutes import AttendanceFactory, HeldMeetingFactory, MinuteItemFactory, MinutesFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, MembershipFactory
from tests.meetings.attendance_forms import ABSENT, APOLOGIES, EXPECTED, PRESENT, address, go_out, sits, words_of

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


@pytest.fixture
def ahead(body):
    """A meeting a week ahead, with Ann Ash for a member, who signs in."""
    with clock.stand_on(date(2022, 3, 10)):
        meeting = AnnouncedMeetingFactory(body=body)
        seat = MembershipFactory(body=body, person__name="Ann Ash", person__area=body.area)
        held = AppointmentFactory(area=body.area, body=body, role=Role.PANEL_MEMBER, person=seat.person)
        meeting.signs_in = held.user
        yield meeting


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def fields_of(response):
    """What a browser would send of the form that was drawn."""
    form = response.context["form"]
    sent = {}
    for field in form:
        value = field.value()
        value = getattr(value, "slug", value)
        sent[field.html_name] = "" if value is None else value
    return {name: value.strftime("%H:%M") if isinstance(value, time) else value for name, value in sent.items()}


# Saying who came


def test_saying_who_came_and_when(client, minutes, ann, clerk):
    bob = sits(minutes.meeting, "Bob Birch", status=EXPECTED)
    cy = sits(minutes.meeting, "Cy Cedar", status=EXPECTED)
    client.force_login(clerk)
    url = address(minutes.meeting, "attendance-update")
    sent = fields_of(client.get(url))
    item = minutes.items.get(position=2)

    sent |= {f"status-{bob.number}": "present", f"arrived_at-{bob.number}": "11.05am", f"arrived_item-{bob.number}": item.slug}
    response = client.post(url, {**sent, f"status-{cy.number}": "apologies"})

    assert response.status_code == 302
    rows = {str(row): (row.status, row.arrived_at, row.arrived_item, row.version) for row in Attendance.objects.all()}
    assert rows == {
        "Ann Ash": (PRESENT, None, None, 1),
        "Bob Birch": (PRESENT, time(11, 5), item, 2),
        "Cy Cedar": (APOLOGIES, None, None, 2),
    }


def test_everybody_else_came_in_one_press(client, minutes, clerk):
    rows = [sits(minutes.meeting, name, status=EXPECTED) for name in ("A", "B", "C")]
    client.force_login(clerk)
    url = address(minutes.meeting, "attendance-update")

    client.post(url, {**fields_of(client.get(url)), f"status-{rows[1].number}": "absent", "everybody": "1"})

    assert [row.status for row in Attendance.objects.order_by("number")] == [PRESENT, ABSENT, PRESENT]


def test_a_problem_stands_beside_its_field_and_nothing_is_saved(client, minutes, ann, clerk):
    bob = sits(minutes.meeting, "Bob Birch", status=EXPECTED)
    client.force_login(clerk)
    url = address(minutes.meeting, "attendance-update")
    sent = fields_of(client.get(url))

    response = client.post(
        url, {**sent, f"status-{bob.number}": "present", f"arrived_at-{ann.number}": "11.05am", f"left_at-{ann.number}": "soon"}
    )

    assert response.context["form"].errors == {f"left_at-{ann.number}": ["Enter a time for Ann Ash like 11:05am"]}
    response = client.post(url, {**sent, f"status-{bob.number}": "present", f"arrived_at-{ann.number}": "11.05am"})
    assert response.context["form"].errors == {
        f"arrived_item-{ann.number}": ["Choose the first item that Ann Ash was in the room for"]
    }
    assert f'href="#id_arrived_item-{ann.number}"' in response.content.decode()
    assert [line["is_open"] for line in response.context["groups"][0]["rows"]] == [True, False]
    bob.refresh_from_db()
    assert bob.status == EXPECTED


def test_two_clerks_keep_what_each_said_of_different_people(client, minutes, clerk):
    ann, bob = (sits(minutes.meeting, name, status=EXPECTED) for name in ("Ann Ash", "Bob Birch"))
    client.force_login(clerk)
    url = address(minutes.meeting, "attendance-update")
    first = second = fields_of(client.get(url))

    client.post(url, {**first, f"status-{ann.number}": "present"})
    response = client.post(url, {**second, f"status-{bob.number}": "apologies"})

    assert response.status_code == 302
    assert [row.status for row in Attendance.objects.order_by("number")] == [PRESENT, APOLOGIES]


def test_two_clerks_on_one_person_see_both_and_then_decide(client, minutes, clerk):
    ann = sits(minutes.meeting, "Ann Ash", status=EXPECTED)
    client.force_login(clerk)
    url = address(minutes.meeting, "attendance-update")
    first = second = fields_of(client.get(url))
    client.post(url, {**first, f"status-{ann.number}": "present"})

    response = client.post(url, {**second, f"status-{ann.number}": "apologies"})

    form = response.context["form"]
    assert [(text.theirs, text.yours) for text in form.stale] == [("Present", "Apologies")]
    assert f"status-{ann.number}" in form.errors
    ann.refresh_from_db()
    assert ann.status == PRESENT
    assert client.post(url, fields_of(response)).status_code == 302
    ann.refresh_from_db()
    assert ann.status == APOLOGIES


def test_a_form_without_its_version_is_refused(client, minutes, ann, clerk):
    client.force_login(clerk)
    url = address(minutes.meeting, "attendance-update")
    sent = fields_of(client.get(url)) | {f"status-{ann.number}": "absent"}
    del sent[f"version-{ann.number}"]

    response = client.post(url, sent)

    assert response.context["form"].errors == {f"version-{ann.number}": ["Open this page again, then send the form"]}
    ann.refresh_from_db()
    assert ann.status == PRESENT


def test_members_are_listed_at_a_press_before_the_minutes_are_begun(client, ahead, clerk):
    client.force_login(clerk)
    url = address(ahead, "attendance-update")
    assert "Nobody is listed yet" in words_of(client.get(url))
    assert not Attendance.objects.exists()

    response = client.post(url, {"prepare": "1"}, follow=True)

    assert "Until the day of the meeting only apologies can be recorded" in words_of(response)
    statuses = [value for value, _words in response.context["form"].fields["status-1"].choices]
    assert statuses == [APOLOGIES, EXPECTED]


def test_once_the_minutes_are_out_every_page_says_why_nothing_changes(client, minutes, ann, clerk):
    go_out(minutes)
    client.force_login(clerk)
    addresses = [address(minutes.meeting, name) for name in ("attendance-update", "attendance-times", "attendee-create")]
    addresses.append(address(minutes.meeting, "attendee-remove", ann.number))

    for url in addresses:
        for response in (client.get(url), client.post(url, {"prepare": "1"})):
            assert "published as a draft. To change who came, propose a correction." in words_of(response)
    Minutes.objects.update(status=MinutesStatus.CONFIRMED, confirmed_meeting=minutes.meeting)
    assert "The minutes are confirmed. An error in them is met by a corrigendum." in words_of(client.get(addresses[0]))
    assert list(Attendance.objects.all()) == [ann]


def test_the_sheet_of_decisions_opens_attendance_to_everybody(client, minutes, ann):
    Minutes.objects.update(decisions_published_at=clock.now())

    response = client.get(address(minutes.meeting, "attendance-detail"))

    assert "Ann Ash" in words_of(response)
    assert "CANARY-TITLE" not in words_of(response)


@pytest.mark.parametrize("name", ["attendance-update", "attendance-times", "attendee-create"])
def test_only_those_who_prepare_may_change_it(client, minutes, member, name):
    url = address(minutes.meeting, name)
    assert client.get(url)["Location"].startswith("/account/sign-in/")
    client.force_login(member)

    assert client.get(url).status_code == 403
    assert client.post(url).status_code == 403


def test_times_and_chair_are_kept_and_stale_ones_shown(client, minutes, ann, clerk):
    client.force_login(clerk)
    url = address(minutes.meeting, "attendance-times")
    opened = fields_of(client.get(url))

    response = client.post(url, {**opened, "ended_at": "1.50pm", "chair": ann.person.slug})
    stale = client.post(url, {**opened, "ended_at": "2pm"})

    assert said(response) == ["Times and chair saved"]
    fresh = Minutes.objects.get()
    assert (fresh.ended_at, fresh.chair) == (time(13, 50), ann.person)
    assert {text.label: (text.theirs, text.yours) for text in stale.context["form"].stale}["Who chaired it"] == (
        "Ann Ash", "none",
    )  # fmt: skip


def test_adding_somebody_twice_by_one_form_makes_one_row(client, minutes, clerk):
    client.force_login(clerk)
    url = address(minutes.meeting, "attendee-create")
    sent = fields_of(client.get(url)) | {"group": "host", "name": "Pat Clerk", "office": "Clerk to the panel"}

    client.post(url, sent)
    response = client.post(url, sent)

    assert response["Location"] == address(minutes.meeting, "attendance-detail")
    assert [(str(row), row.group, row.status) for row in Attendance.objects.all()] == [("Pat Clerk", "host", PRESENT)]


def test_adding_a_stranger_as_a_member_says_what_to_do(client, minutes, clerk):
    client.force_login(clerk)
    url = address(minutes.meeting, "attendee-create")

    response = client.post(url, fields_of(client.get(url)) | {"group": "members", "name": "Pat Clerk"})

    assert response.context["form"].errors == {
        "substitute_for": ["Pat Clerk was not a member on the day. Choose whose place they take"]
    }
    assert not Attendance.objects.exists()


def test_taking_off_the_list_asks_first(client, minutes, ann, clerk):
    row = AttendanceFactory(meeting=minutes.meeting, group=AttendanceGroup.HOST, person=None, name="Pat Clerk")
    client.force_login(clerk)

    assert "Pat Clerk, present." in words_of(client.get(address(minutes.meeting, "attendee-remove", row.number)))
    response = client.post(address(minutes.meeting, "attendee-remove", row.number))
    refused = client.post(address(minutes.meeting, "attendee-remove", ann.number))

    assert said(response) == ["Pat Clerk is off the list"]
    assert refused.status_code == 409
    assert list(Attendance.objects.all()) == [ann]


# Apologies


def test_a_member_sends_their_own_apologies_and_takes_them_back(client, ahead):
    client.force_login(ahead.signs_in)
    url = address(ahead, "apologies-create")
    page = client.get(url)
    assert "person" not in page.context["form"].fields

    response = client.post(url, fields_of(page) | {"substitute_named": "Sue Sub"}, follow=True)

    assert "Your apologies are noted" in words_of(response)
    assert "Sue Sub comes instead" in words_of(response)
    assert "You sent apologies. Change this" in words_of(client.get(ahead.get_absolute_url()))
    row = Attendance.objects.get(person__name="Ann Ash")
    assert (row.status, row.sent_by) == (APOLOGIES, ahead.signs_in)
    client.post(address(ahead, "apologies-withdraw", row.number))
    assert [(str(row), row.status) for row in Attendance.objects.all()] == [("Ann Ash", EXPECTED)]
    assert "Send apologies, or name a substitute" in words_of(client.get(ahead.get_absolute_url()))


def test_the_clerk_notes_apologies_for_any_member(client, ahead, clerk):
    client.force_login(clerk)
    url = address(ahead, "apologies-create")
    page = client.get(url)

    nobody = client.post(url, fields_of(page) | {"person": ""})
    client.post(url, fields_of(nobody) | {"person": Person.objects.get(name="Ann Ash").slug})

    assert nobody.context["form"].errors == {"person": ["Choose a member"]}
    assert Attendance.objects.get().sent_by == clerk


def test_nobody_sends_or_takes_back_apologies_for_another_member(client, ahead, member):
    """A member whose appointment names nobody, and the officers of another panel."""
    seat = MembershipFactory(body=ahead.body, person__name="Bob Birch", person__area=ahead.area)
    row = AttendanceFactory(meeting=ahead, person=seat.person, status=APOLOGIES)
    client.force_login(ahead.signs_in)
    assert client.post(address(ahead, "apologies-withdraw", row.number)).status_code == 403

    client.force_login(member)
    assert client.post(address(ahead, "apologies-withdraw", row.number)).status_code == 403
    page = client.post(address(ahead, "apologies-create"), {"substitute_named": "X"})
    assert page.context["closed"] == "The portal does not know which member you are. Tell the clerk that you cannot come"

    client.force_login(AppointmentFactory(area=BodyFactory().area).user)
    assert client.get(address(ahead, "apologies-create")).status_code == 403
    assert list(Attendance.objects.all()) == [row]


def test_apologies_are_closed_once_the_meeting_is_over(client, ahead):
    client.force_login(ahead.signs_in)
    with clock.stand_on(date(2022, 3, 18)):
        page = client.post(address(ahead, "apologies-create"), {"substitute_named": ""})

    assert "The meeting is over. Tell the clerk if the record of who came is wrong." in words_of(page)
    assert not Attendance.objects.exists()
