import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import services
from accounts.choices import Role
from accounts.models import AuditEntry
from interface import clock
from tests.factories.accounts import UserFactory
from tests.factories.panels import AppointmentFactory, PoliceAreaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def area(db):
    return PoliceAreaFactory()


@pytest.fixture
def auditor(area):
    return AppointmentFactory(area=area, role=Role.AUDITOR).user


@pytest.fixture
def administrator(db):
    return AppointmentFactory(area=None, role=Role.ADMINISTRATOR).user


@pytest.fixture
def page(area):
    return reverse("audit-list", args=[area.slug])


def numbers(response) -> list[int]:
    return [entry.sequence for entry in response.context["table"].page]


def test_audit_list_says_that_the_chain_is_whole_and_where_it_ends(client, area, auditor, page):
    services.record(actor=auditor, action="meetings.agenda_published", area=area)
    client.force_login(auditor)

    response = client.get(page)

    head = services.chain_head(area.slug)
    assert (response.context["report"].count, response.context["report"].head) == (2, head.hash)
    assert f'2 entries, head <code class="app-hash">{head.hash}</code>' in response.content.decode()


def test_opening_the_audit_page_is_itself_recorded_and_shown(client, area, auditor, page):
    client.force_login(auditor)

    response = client.get(page, {"action": "a.b", "since-day": "1"})

    entry = AuditEntry.objects.get()
    assert (entry.chain, entry.actor, entry.action) == (area.slug, auditor, "accounts.audit_opened")
    assert entry.detail == {"filters": ["action", "since-day"]}
    assert numbers(client.get(page)) == [2, 1]
    assert response.status_code == 200


def test_audit_list_is_narrowed_by_act_person_and_day(client, area, auditor, page):
    other = UserFactory()
    with clock.stand_on(date(2022, 3, 1)):
        services.record(actor=other, action="meetings.agenda_published", area=area)
    services.record(actor=auditor, action="meetings.agenda_published", area=area)
    services.record(actor=other, action="meetings.meeting_cancelled", area=area)
    client.force_login(auditor)
    day = {"since-day": "2", "since-month": "3", "since-year": "2022"}

    assert numbers(client.get(page, {"action": "meetings.agenda_published"})) == [2, 1]
    assert numbers(client.get(page, {"person": other.pk})) == [3, 1]
    assert numbers(client.get(page, {"action": "meetings.agenda_published", **day})) == [2]
    assert numbers(client.get(page, {"until-day": "1", "until-month": "3", "until-year": "2022"})) == [1]


def test_a_filter_that_makes_no_sense_is_said_and_shows_nothing(client, auditor, page):
    client.force_login(auditor)

    response = client.get(page, {"since-day": "40", "since-month": "3", "since-year": "2022"})

    assert response.context["form"].errors == {"since": ["From must be a real date"]}
    assert numbers(response) == []


def test_audit_list_shows_only_the_chain_of_its_area(client, area, auditor, page):
    services.record(actor=None, action="elsewhere.act", area=PoliceAreaFactory())
    services.record(actor=None, action="portal.act")
    client.force_login(auditor)

    assert [entry.action for entry in client.get(page).context["table"].page] == ["accounts.audit_opened"]


def test_audit_list_says_when_the_record_is_not_whole(client, area, auditor, page, monkeypatch):
    client.force_login(auditor)
    monkeypatch.setattr("panel_portal.views.audit.verify_chain", lambda chain: services.ChainReport(chain, 9, "x", 4))

    assert "The record is not whole: entry 4 was changed" in client.get(page).content.decode()


def test_audit_export_holds_exactly_what_is_shown(client, area, auditor, page):
    services.record(actor=auditor, action="meetings.agenda_published", area=area, detail={"count": 2})
    services.record(actor=None, action="meetings.meeting_cancelled", area=area)
    client.force_login(auditor)
    shown = client.get(page, {"action": "meetings.agenda_published"})

    response = client.get(page + shown.context["exports"][0]["url"])

    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    entry = AuditEntry.objects.get(sequence=1)
    assert [(row["Number"], row["Person"], row["Act"], row["Hash"]) for row in rows] == [
        ("1", auditor.name, "meetings.agenda_published", entry.hash)
    ]
    assert AuditEntry.objects.last().action == "accounts.audit_exported"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.AUDITOR, Role.ADMINISTRATOR)])
def test_audit_list_is_for_auditors_and_administrators(client, area, page, role):
    client.force_login(AppointmentFactory(area=area, role=role).user)

    assert client.get(page).status_code == 403
    assert not AuditEntry.objects.exists()


def test_audit_list_of_another_area_is_refused(client, auditor):
    client.force_login(auditor)

    assert client.get(reverse("audit-list", args=[PoliceAreaFactory().slug])).status_code == 403


def test_audit_list_sends_the_public_to_sign_in(client, page):
    assert client.get(page)["Location"] == f"{reverse('account_login')}?next={page}"


def test_the_portals_own_chain_is_for_administrators(client, administrator, auditor):
    services.record(actor=None, action="accounts.sign_in_failed")
    client.force_login(administrator)
    assert numbers(client.get(reverse("portal-audit"))) == [2, 1]

    client.force_login(auditor)
    assert client.get(reverse("portal-audit")).status_code == 403


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_can_be_sent_to_the_audit_page(client, auditor, page, method):
    client.force_login(auditor)

    assert getattr(client, method)(page).status_code == 405


def test_audit_list_costs_the_same_for_any_number_of_entries(client, area, auditor, page):
    client.force_login(auditor)
    client.get(page)
    costs = []
    for count in (1, 3, 300):
        for _number in range(count):
            services.record(actor=UserFactory(), action="a.b", area=area)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        costs.append(len(queries))

    assert len(set(costs)) == 1
