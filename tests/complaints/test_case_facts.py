"""The facts of a complaint: changed by who works on it; closed to the Commissioner's office by the lead officer alone."""

from datetime import date

import pytest

pytestmark = pytest.mark.usefixtures("today", "rulebook", "powers")


@pytest.fixture
def complaint(log, office):
    return log(actor=office)


def here(complaint, more):
    return f"/northshire/complaints/cases/{complaint.reference}/{more}"


def sent(complaint, **changes):
    usual = {
        "line": complaint.line, "received_on": "11/2/2022", "made_on": "", "means": "email", "came_to": "office",
        "office_holder": str(complaint.office_holder_id), "version": complaint.version,
    }  # fmt: skip
    return usual | changes


def test_office_changes_how_it_came(client, complaint, office):
    client.force_login(office)
    changes = sent(complaint, line="How a post was filled", made_on="1/2/2022", means="post", printed_label="77")
    assert client.post(here(complaint, "edit/"), changes).url == complaint.get_absolute_url()
    complaint.refresh_from_db()
    assert (complaint.line, complaint.made_on, complaint.means) == ("How a post was filled", date(2022, 2, 1), "post")
    assert "77 in the panel’s register" in client.get(complaint.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"made_on": "12/2/2022"}, "The day must be today or earlier"),
        ({"received_on": "1/2/2022", "made_on": "2/2/2022"}, "The date received cannot be before it was made"),
        ({"received_on": ""}, "Enter the day it was received"),
        ({"version": "99"}, "Someone else"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_changed(client, complaint, office, changes, refused):
    client.force_login(office)
    said = client.post(here(complaint, "edit/"), sent(complaint, line="Kept words", **changes)).content.decode()
    assert refused in said
    assert "Kept words" in said
    complaint.refresh_from_db()
    assert complaint.line == "How a letter was answered"


def test_office_holder_of_another_area_is_not_on_offer(client, complaint, office):
    from tests.factories.panels import OfficeHolderFactory

    other = OfficeHolderFactory(name="Somebody Elsewhere")
    client.force_login(office)
    assert "Somebody Elsewhere" not in client.get(here(complaint, "edit/")).content.decode()
    client.post(here(complaint, "edit/"), sent(complaint, office_holder=str(other.pk)))
    complaint.refresh_from_db()
    assert complaint.office_holder_id != other.pk


def test_lead_officer_keeps_it_from_the_office_and_opens_it_again(client, complaint, lead, office):
    client.force_login(lead)
    url = here(complaint, "keep-from-office/")
    assert "Say why it is kept from the office" in client.post(url, {"version": complaint.version}).content.decode()
    client.post(url, {"version": complaint.version, "why": "It is about a member of the office."})
    client.force_login(office)
    assert client.get(complaint.get_absolute_url()).status_code == 404
    client.force_login(lead)
    complaint.refresh_from_db()
    client.post(url, {"version": complaint.version})
    client.force_login(office)
    assert client.get(complaint.get_absolute_url()).status_code == 200
    assert client.get(url).status_code == 403
    assert client.post(url, {"version": 1, "why": "No."}).status_code == 403
