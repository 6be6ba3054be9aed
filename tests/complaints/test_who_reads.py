"""Who may open a complaint, and who may no longer: the appointed person, members elsewhere, the office without its delegation."""

from datetime import date, timedelta

import pytest

from accounts.choices import Role
from accounts.models import AuditEntry
from complaints.choices import CameTo, ComplaintStatus, Resolver
from complaints.models import Complaint, HandlingPower
from interface import clock
from tests.complaints.confirming import confirmed
from tests.factories.complaints import ComplaintFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, MembershipFactory, PersonFactory

pytestmark = pytest.mark.usefixtures("today", "rulebook", "powers")
YESTERDAY = timedelta(days=-1)


def seen_by(user, complaint):
    """Whether somebody opens a complaint, and reads who complains."""
    user.__dict__.pop("_appointments", None)
    mine = Complaint.objects.filter(pk=complaint.pk)
    return mine.visible_to(user).exists(), mine.identified_to(user).exists()


@pytest.fixture
def appointed(body, member):
    """A complaint that a member was appointed to resolve."""
    return ComplaintFactory(body=body, status=ComplaintStatus.IN_RESOLUTION, resolver=Resolver.PERSON, appointed=member)


def test_the_appointed_person_reads_it_until_they_leave_the_panel(appointed, member):
    assert seen_by(member, appointed) == (True, True)

    member.appointments.update(ended_on=clock.today() + YESTERDAY)

    assert seen_by(member, appointed) == (False, False)


def test_the_appointed_person_who_goes_over_to_the_office_reads_it_no_longer(appointed, member):
    AppointmentFactory(user=member, area=appointed.area, role=Role.OFFICE_DECISIONS)

    assert seen_by(member, appointed) == (False, False)


def test_a_seat_in_another_area_opens_nothing_there_without_an_appointment_there(body, sub_committee):
    person = PersonFactory()
    MembershipFactory(body=sub_committee, person=person)
    elsewhere = BodyFactory()
    stranger = AppointmentFactory(area=elsewhere.area, body=elsewhere, role=Role.PANEL_MEMBER, person=person).user
    own = AppointmentFactory(area=body.area, body=body, role=Role.PANEL_MEMBER, person=person).user
    complaint = ComplaintFactory(
        body=body, status=ComplaintStatus.IN_RESOLUTION, resolver=Resolver.SUB_COMMITTEE, resolving_body=sub_committee
    )

    assert seen_by(stranger, complaint) == (False, False)
    assert seen_by(own, complaint) == (True, False)


def test_the_office_does_not_keep_what_was_made_to_the_panel_by_saying_it_was_made_to_the_office(client, log, office, lead):
    complaint = log(came_to=CameTo.PANEL, actor=None)
    url = f"{complaint.get_absolute_url()}edit/"
    said = {
        "line": "Moved", "received_on": "11/2/2022", "made_on": "", "means": "email", "came_to": "office",
        "office_holder": str(complaint.office_holder_id), "version": complaint.version,
    }  # fmt: skip
    client.force_login(office)
    assert 'name="came_to"' not in client.get(url).content.decode()
    assert client.post(url, said).status_code == 302
    complaint.refresh_from_db()
    assert (complaint.line, complaint.came_to) == ("Moved", CameTo.PANEL)

    HandlingPower.objects.update(ended_on=clock.today() + YESTERDAY)

    assert client.get(complaint.get_absolute_url()).status_code == 404
    client.force_login(lead)
    client.post(url, said | {"version": complaint.version})
    complaint.refresh_from_db()
    assert complaint.came_to == CameTo.OFFICE


def test_a_number_given_twice_names_no_complaint_that_the_reader_does_not_know_of(client, log, body, office):
    mine = log(printed_label="74")
    ComplaintFactory(body=body, reference="CC-2022-099", printed_label="74", kept=True)
    ComplaintFactory(body=body, reference="CC-2022-098", printed_label="74", came_to=CameTo.OFFICE)
    client.force_login(office)

    page = client.get(mine.get_absolute_url()).content.decode()

    assert "CC-2022-098" in page
    assert "CC-2022-099" not in page


def test_what_was_sent_and_refused_shows_the_page_and_is_in_the_trail_too(log, lead):
    complaint = log()
    client, before = confirmed(lead), AuditEntry.objects.count()

    page = client.post(f"{complaint.get_absolute_url()}letters/{complaint.letters.get().number}/issue/", {})

    assert "Marian Wren" in page.content.decode()
    acts = set(AuditEntry.objects.order_by("pk").values_list("action", flat=True)[before:])
    assert {"complaints.viewed", "complaints.identity_read"} <= acts


def test_the_day_of_receipt_is_not_after_the_day_on_which_it_became_clear_that_it_is_serious(client, log, lead):
    complaint = log(received_on=date(2022, 2, 1))
    Complaint.objects.filter(pk=complaint.pk).update(serious_on=date(2022, 2, 2))
    client.force_login(lead)
    said = {
        "line": "", "received_on": "3/2/2022", "made_on": "", "means": "email", "came_to": "office",
        "office_holder": str(complaint.office_holder_id), "version": complaint.version,
    }  # fmt: skip

    assert "It became clear on" in client.post(f"{complaint.get_absolute_url()}edit/", said).content.decode()
