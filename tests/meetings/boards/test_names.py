"""Who came for each office: expected rows from the terms, names filled in, an office written otherwise matched by its row."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from meetings.choices import AttendanceGroup, AttendanceStatus
from meetings.models import Attendance
from meetings.services.attendance import Named, add_attendee, name_attendees, prepare_attendance, remove_attendee, unaccounted
from meetings.services.attendees import (
    add_standing_attendee,
    change_standing_attendee,
    end_standing_attendee,
    move_standing_attendee,
)
from meetings.services.minutes.present import groups
from tests.factories.minutes import MinutesFactory
from tests.factories.register import StandingAttendeeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(april):
    """The offices of the terms, expected at the meeting of 4 April 2018, by office."""
    MinutesFactory(meeting=april)
    return {row.office: row for row in prepare_attendance(april, None)}


def named(row, name, office=None, stands_for=None):
    return Named(row, row.version, name, row.office if office is None else office, row.organisation, stands_for)


def offices(board):
    return [one.office for one in board.standing_attendees.order_by("position")]


def test_attendance_begins_with_the_offices_of_the_terms_on_the_day(april, board):
    StandingAttendeeFactory(body=board, office="Former office", ended_on=date(2018, 4, 3))

    made = prepare_attendance(april, None)

    assert [(row.office, row.name, row.status) for row in made] == [
        ("Police and Crime Commissioner", "", AttendanceStatus.EXPECTED),
        ("Chief Constable", "", AttendanceStatus.EXPECTED),
        ("Deputy Chief Constable", "", AttendanceStatus.EXPECTED),
        ("Constabulary CFO", "", AttendanceStatus.EXPECTED),
    ]
    assert prepare_attendance(april, None) == []


def test_names_are_filled_in_and_the_minutes_say_name_then_office(april, rows):
    commissioner = rows["Police and Crime Commissioner"]
    name_attendees(meeting=april, rows=[named(commissioner, "Sue Mountstevens")], actor=None)
    Attendance.objects.update(status=AttendanceStatus.PRESENT)

    listed = groups(list(Attendance.objects.filter(meeting=april)), april.body)

    assert listed[0] == ("Commissioner and office", ("Sue Mountstevens, Police and Crime Commissioner",))
    assert listed[1][1] == ("Chief Constable", "Deputy Chief Constable", "Constabulary CFO")


def test_office_on_the_agenda_that_is_neither_present_nor_apologised_is_named(april, rows, board):
    Attendance.objects.exclude(office="Deputy Chief Constable").update(status=AttendanceStatus.PRESENT)
    assert unaccounted(april) == ["Deputy Chief Constable"]

    StandingAttendeeFactory(body=board, office="Director of People")
    assert set(unaccounted(april)) == {"Deputy Chief Constable", "Director of People"}


def test_office_written_otherwise_keeps_its_row(april, rows):
    name_attendees(meeting=april, rows=[named(rows["Constabulary CFO"], "Julian Kern", "OCC CFO")], actor=None)

    row = Attendance.objects.get(name="Julian Kern")
    assert (row.office, row.standing.office) == ("OCC CFO", "Constabulary CFO")
    assert prepare_attendance(april, None) == []


def test_row_entered_besides_is_matched_to_the_office_it_came_for(april, rows):
    besides = add_attendee(
        meeting=april, actor=None, group=AttendanceGroup.CONSTABULARY, name="Julian Kern", office="OCC CFO",
    )  # fmt: skip

    name_attendees(meeting=april, rows=[named(besides, "Julian Kern", stands_for=rows["Constabulary CFO"])], actor=None)

    assert Attendance.objects.filter(meeting=april).count() == 4
    assert Attendance.objects.get(name="Julian Kern").standing.office == "Constabulary CFO"
    assert "Constabulary CFO" not in unaccounted(april)


def test_names_refuse_what_cannot_be_and_keep_nothing(april, rows):
    chief, deputy = rows["Chief Constable"], rows["Deputy Chief Constable"]
    wrong = [named(chief, "Andy Marsh"), named(deputy, "andy marsh"), named(rows["Constabulary CFO"], "", "")]

    with pytest.raises(ValidationError) as refused:
        name_attendees(meeting=april, rows=wrong, actor=None)

    assert refused.value.message_dict == {
        f"name-{deputy.number}": ["andy marsh is in the list already"],
        f"name-{rows['Constabulary CFO'].number}": ["Enter a name or an office"],
    }
    assert not Attendance.objects.exclude(name="").exists()


def test_stale_name_is_refused_beside_its_row(april, rows):
    chief = rows["Chief Constable"]
    name_attendees(meeting=april, rows=[named(chief, "Andy Marsh")], actor=None)

    with pytest.raises(ValidationError) as refused:
        name_attendees(meeting=april, rows=[named(chief, "Sarah Crew")], actor=None)

    assert [error.code for error in refused.value.error_dict[f"name-{chief.number}"]] == ["stale"]


def test_office_of_the_terms_stays_in_the_list(april, rows):
    with pytest.raises(ValidationError, match="attends by the terms of the body"):
        remove_attendee(attendance=rows["Chief Constable"], actor=None)


def test_names_page_saves_and_shows_a_stale_row_with_both(client, april, rows, office):
    client.force_login(office)
    address = reverse("meetings:attendee-names", args=["avon", april.slug])
    form = client.get(address).context["form"]
    sent = {field.html_name: field.value() or "" for field in form}
    chief = rows["Chief Constable"].number

    first = client.post(address, {**sent, f"name-{chief}": "Andy Marsh"})
    second = client.post(address, {**sent, f"name-{chief}": "Sarah Crew"})

    assert first.url == reverse("meetings:attendance-detail", args=["avon", april.slug])
    assert [(one.label, one.theirs, one.yours) for one in second.context["form"].stale] == [
        ("Chief Constable", "Andy Marsh, Chief Constable", "Sarah Crew, Chief Constable")
    ]


def test_clerk_of_the_panel_reaches_neither_names_nor_the_list_of_offices(client, april, board, clerk):
    client.force_login(clerk)
    here = ["avon", "board"]

    answers = [
        client.get(reverse("meetings:attendee-names", args=["avon", april.slug])).status_code,
        client.get(reverse("attendees:attendee-create", args=here)).status_code,
        client.get(reverse("attendees:attendee-update", args=[*here, 1])).status_code,
        client.get(reverse("attendees:attendee-end", args=[*here, 1])).status_code,
        client.post(reverse("attendees:attendee-up", args=[*here, 1])).status_code,
    ]

    assert answers == [403] * 5
    assert client.get("/avon/bodies/board/attendees/99/edit/").status_code == 403


# The list of a body -----------------------------------------------------------------------------------------------


def test_offices_are_added_at_the_end_moved_changed_and_ended(board):
    made = add_standing_attendee(
        body=board, office="OPCC CEO", group=AttendanceGroup.COMMISSIONER, started_on=date(2018, 1, 1), actor=None
    )
    move_standing_attendee(attendee=made, step=-1, actor=None)
    assert offices(board)[-2:] == ["OPCC CEO", "Constabulary CFO"]
    move_standing_attendee(attendee=board.standing_attendees.get(number=1), step=-1, actor=None)
    assert offices(board)[0] == "Police and Crime Commissioner"

    made.refresh_from_db()
    changed = change_standing_attendee(attendee=made, version=made.version, actor=None, office="Chief Executive")
    ended = end_standing_attendee(attendee=changed, version=changed.version, ended_on=date(2020, 1, 1), actor=None)
    assert (ended.office, ended.ended_on) == ("Chief Executive", date(2020, 1, 1))


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        pytest.param({"office": "chief constable"}, "office", id="attends already"),
        pytest.param({"ended_on": date(2017, 1, 1)}, "ended_on", id="ends before it starts"),
        pytest.param({"group": AttendanceGroup.MEMBERS}, "group", id="a member"),
    ],
)
def test_office_that_cannot_be_is_refused(board, facts, field):
    said = {"office": "Another", "group": AttendanceGroup.OTHERS, "started_on": date(2018, 1, 1), **facts}

    with pytest.raises(ValidationError) as refused:
        add_standing_attendee(body=board, actor=None, **said)

    assert list(refused.value.error_dict) == [field]


def test_office_is_entered_on_its_page_and_stands_in_the_directory(client, board, office):
    client.force_login(office)
    address = reverse("attendees:attendee-create", args=["avon", "board"])
    day = {"started_on-day": "1", "started_on-month": "1", "started_on-year": "2018"}
    token = client.get(address).context["form"]["token"].value()

    sent = client.post(address, {"office": "OPCC CFO", "group": "commissioner", "token": token, **day}, follow=True)

    assert sent.redirect_chain == [("/avon/bodies/board/#attendees", 302)]
    assert "OPCC CFO is in the list" in sent.content.decode()
