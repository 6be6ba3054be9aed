"""Complaints on the desk: which are open, what is due next in each, and what waits for a second person."""

import json
from datetime import date

import pytest
from django.conf import settings

from complaints.choices import CameTo, ComplaintStatus, Handler, Means, Power, SummaryStatus
from complaints.models import Complaint
from complaints.services.complaints import log_complaint
from interface import clock
from panels.services import load_rulebook
from tests.factories.accounts import UserFactory
from tests.factories.complaints import ComplaintFactory, HandlingPowerFactory, PublicSummaryFactory

pytestmark = pytest.mark.django_db
DESK = "/avonshire/desk/"


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(date(2022, 3, 10)):
        load_rulebook(json.loads((settings.BASE_DIR / "fixtures" / "rulebook.json").read_text()))
        yield


def logged(panel, **facts):
    return log_complaint(
        area=panel.area, body=panel, means=Means.POST, received_on=date(2022, 3, 7), line="How a letter was answered", actor=None,
        **({"came_to": CameTo.PANEL} | facts),
    )  # fmt: skip


@pytest.mark.parametrize("role", ["clerk", "lead-officer", "chair"])
def test_desk_names_open_complaints_and_what_is_due_next(client, panel, sign_in, text, role):
    complaint = logged(panel, came_to=CameTo.OFFICE)
    sign_in(role)

    shown = text(client.get(DESK))

    assert f"{complaint.reference}, How a letter was answered" in shown
    assert "Finish the complaint" in shown


def test_what_was_made_to_the_panel_is_on_the_offices_desk_only_while_it_handles_it(client, panel, sign_in, text):
    complaint = logged(panel)
    sign_in("office-complaints")
    assert complaint.reference not in text(client.get(DESK))

    HandlingPowerFactory(body=panel, power=Power.RECORD, handler=Handler.OFFICE)

    assert complaint.reference in text(client.get(DESK))


@pytest.mark.parametrize("role", ["panel-member", "office-decisions", "auditor"])
def test_desk_of_others_has_no_complaints(client, panel, sign_in, text, role):
    complaint = logged(panel, came_to=CameTo.OFFICE)
    sign_in(role)

    assert complaint.reference not in text(client.get(DESK))


def test_desk_asks_the_second_person_to_approve_and_not_the_writer(client, panel, sign_in, text):
    writer = sign_in("lead-officer")
    complaint = logged(panel)
    PublicSummaryFactory(complaint=complaint, status=SummaryStatus.DRAFT, written_by=writer)
    asked = f"Approve what the public reads of {complaint.reference}"
    assert asked not in text(client.get(DESK))

    complaint.summaries.update(written_by=UserFactory())

    assert asked in text(client.get(DESK))


@pytest.mark.parametrize("count", [1, 3, 300])
def test_desk_asks_the_same_however_many_complaints_are_open(client, panel, sign_in, django_assert_num_queries, count):
    one = ComplaintFactory(area=panel.area, body=panel)
    Complaint.objects.bulk_create(
        Complaint(area=panel.area, body=panel, reference=f"CC-2021-{number:03d}", means=Means.POST, came_to=CameTo.PANEL,
                  received_on=date(2022, 3, 1), logged_at=clock.now(), status=ComplaintStatus.RECEIVED,
                  office_holder=one.office_holder)
        for number in range(count)
    )  # fmt: skip
    sign_in("lead-officer")
    client.get(DESK)

    with django_assert_num_queries(15):
        client.get(DESK)
