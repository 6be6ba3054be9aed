"""What both sides say: entered by who works on the complaint, read by who resolves it."""

from datetime import date

import pytest

from interface import clock
from tests.factories.complaints import ComplaintFactory, SideCommentFactory, StepFactory

pytestmark = pytest.mark.usefixtures("rulebook", "powers")


@pytest.fixture
def today():
    """Tuesday 22 February 2022, before the last day for comments."""
    with clock.stand_on(date(2022, 2, 22)):
        yield


@pytest.fixture
def complaint(today, body, holder):
    """In resolution by the panel itself, both sides invited."""
    made = ComplaintFactory(body=body, office_holder=holder, in_resolution=True)
    StepFactory(complaint=made)
    SideCommentFactory(complaint=made)
    SideCommentFactory(complaint=made, of_holder=True, said=True, text="I was abroad.")
    return made


def here(complaint, more=""):
    return f"/northshire/complaints/cases/{complaint.reference}/comments/{more}"


def test_members_of_the_body_that_resolves_read_them_and_enter_none(client, complaint, member):
    client.force_login(member)
    said = client.get(here(complaint)).content.decode()
    assert "I was abroad." in said
    assert "No answer yet" in said
    assert "SI 2012/62, regulation 28" in said
    assert "Enter what they say" not in said
    number = complaint.comments.first().number
    assert client.get(here(complaint, f"{number}/edit/")).status_code == 403


def test_lead_officer_enters_what_came_and_what_is_wrong_is_said(client, complaint, lead):
    client.force_login(lead)
    row = complaint.comments.get(side="complainant")
    url = here(complaint, f"{row.number}/edit/")
    said = client.post(url, {"text": "I want to know why.", "version": row.version}).content.decode()
    assert "Enter the day on which it came" in said
    assert "I want to know why." in said
    sent = {"text": "I want to know why.", "received_on": "21/2/2022", "until_on": "28/2/2022", "version": row.version}
    assert client.post(url, sent).url == here(complaint)
    row.refresh_from_db()
    assert (row.text, row.received_on) == ("I want to know why.", date(2022, 2, 21))
    assert "Came 21 Feb 2022" in client.get(here(complaint)).content.decode()


def test_form_that_says_nothing_is_not_saved(client, complaint, lead):
    client.force_login(lead)
    row = complaint.comments.get(side="complainant")
    said = client.post(here(complaint, f"{row.number}/edit/"), {"version": row.version}).content.decode()
    assert "Nothing is changed. Enter what they say and when, or that they do not want to comment" in said
    row.refresh_from_db()
    assert row.version == 1


def test_side_declines_or_is_given_more_time(client, complaint, lead):
    client.force_login(lead)
    row = complaint.comments.get(side="complainant")
    url = here(complaint, f"{row.number}/edit/")
    client.post(url, {"until_on": "7/3/2022", "version": row.version})
    row.refresh_from_db()
    assert (row.until_on, row.received_on) == (date(2022, 3, 7), None)
    client.post(url, {"declined": "on", "received_on": "22/2/2022", "version": row.version})
    assert "Does not want to comment" in client.get(here(complaint)).content.decode()


def test_comments_over_newer_ones_show_both(client, complaint, lead):
    client.force_login(lead)
    row = complaint.comments.get(side="office-holder")
    sent = {"text": "Mine.", "received_on": "21/2/2022", "version": row.version - 1}
    said = client.post(here(complaint, f"{row.number}/edit/"), sent).content.decode()
    assert "I was abroad." in said
    assert "Mine." in said
    row.refresh_from_db()
    assert row.text == "I was abroad."


def test_time_that_passed_is_said_so(client, complaint, lead):
    client.force_login(lead)
    with clock.stand_on(date(2022, 3, 1)):
        assert "Nothing came in time" in client.get(here(complaint)).content.decode()


def test_before_an_invitation_the_page_says_when_there_is_one(client, today, body, lead):
    complaint = ComplaintFactory(body=body, recorded=True)
    client.force_login(lead)
    assert "Nobody was invited to comment yet." in client.get(here(complaint)).content.decode()
