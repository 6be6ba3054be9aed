"""People of the portal: the list, the page of one of them, and for whom these are."""

import json
from datetime import UTC, date, datetime

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import services as accounts
from accounts.choices import Role
from accounts.models import AuditEntry, User
from panels.models import Appointment
from tests.factories.accounts import UserFactory
from tests.factories.panels import AppointmentFactory, PersonFactory, PoliceAreaFactory
from tests.panel_portal.account_pages import PAGE, acts, close

pytestmark = pytest.mark.django_db
REFUSED = [403, 405, 403, 403, 403, 405, *[403] * 6]


@pytest.fixture
def administrator(client):
    """Of the whole portal, and signed in."""
    user = AppointmentFactory(area=None, role=Role.ADMINISTRATOR, user__name="Ada Admin").user
    client.force_login(user)
    return user


@pytest.fixture
def clerk(panel):
    return AppointmentFactory(area=panel.area, user__name="Cleo Clerk", user__email="cleo@panel.example")


def names(response) -> list[str]:
    return [person.name for person in response.context["table"].page]


# The list


def test_people_list_names_everybody_with_what_they_hold_today(client, administrator, clerk, panel, text):
    AppointmentFactory(user=clerk.user, area=panel.area, body=panel, role=Role.CHAIR)
    AppointmentFactory(user=clerk.user, area=panel.area, role=Role.AUDITOR, ended_on=date(2022, 3, 9))
    UserFactory(name="Uma Unappointed")

    response = client.get(PAGE)

    assert names(response) == ["Ada Admin", "Cleo Clerk", "Uma Unappointed"]
    page = text(response)
    assert "3 people" in page
    assert "Administrator, the whole portal" in page
    assert "Clerk, Avonshire" in page
    assert "Chair, Avonshire Police and Crime Panel, Avonshire" in page
    assert "Auditor, Avonshire" not in page


@pytest.fixture
def everybody(administrator, clerk, panel):
    """One of each kind that the filters part."""
    elsewhere = PoliceAreaFactory(slug="elsewhere", name="Elsewhere")
    AppointmentFactory(area=elsewhere, role=Role.CHAIR, user__name="Elsa Elsewhere")
    AppointmentFactory(area=panel.area, ended_on=date(2022, 3, 9), user__name="Fred Former")
    AppointmentFactory(area=panel.area, started_on=date(2022, 3, 11), user__name="Nina Next")
    AppointmentFactory(area=panel.area, user__name="Clara Closed", user__is_active=False)
    UserFactory(name="Uma Unappointed")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param({}, ["Ada", "Cleo", "Elsa", "Fred", "Nina", "Uma"], id="nothing"),
        pytest.param({"name": "former fred"}, ["Fred"], id="words in any order"),
        pytest.param({"role": "clerk"}, ["Cleo", "Fred", "Nina"], id="role at any time"),
        pytest.param({"role": "clerk", "state": "in-force"}, ["Cleo"], id="role in force"),
        pytest.param({"role": "clerk", "state": "ended"}, ["Fred"], id="role ended"),
        pytest.param({"role": "chair", "area": "avonshire"}, [], id="role held in another area"),
        pytest.param({"area": "elsewhere"}, ["Elsa"], id="area"),
        pytest.param({"area": "portal"}, ["Ada"], id="whole portal"),
        pytest.param({"state": "none"}, ["Fred", "Nina", "Uma"], id="nothing in force"),
        pytest.param({"state": "none", "role": "clerk"}, ["Fred", "Nina"], id="a role, and nothing in force"),
        pytest.param({"state": "closed"}, ["Clara"], id="closed"),
        pytest.param({"role": "king"}, [], id="no such role"),
    ],
)
def test_people_list_is_narrowed(client, everybody, asked, found):
    assert [name.split()[0] for name in names(client.get(PAGE, asked))] == found


def test_people_list_shows_the_filters_in_force_and_how_to_remove_them(client, administrator):
    response = client.get(PAGE, {"role": "clerk", "name": "zoe", "page": "2"})

    assert response.context["filters"] == [
        {"text": "Name: zoe", "url": "?role=clerk"}, {"text": "Role: Clerk", "url": "?name=zoe"},
    ]  # fmt: skip
    assert "Nobody matches. Remove a filter, or open an account." in response.content.decode()


def test_people_list_costs_the_same_for_any_number_of_people(client, administrator, panel):
    client.get(PAGE)
    costs, shown = [], []
    for count in (1, 2, 297):
        for _ in range(count):
            AppointmentFactory(area=panel.area, body=panel, person=PersonFactory(area=panel.area), role=Role.CHAIR)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(PAGE, {"state": "in-force"})
        costs.append(len(queries))
        shown.append(len(names(response)))

    assert (costs, shown) == ([7, 7, 7], [2, 4, 50])  # session, reader, reader's roles, areas, count, people, appointments


# One person


def test_person_detail_shows_the_account_and_every_appointment(client, administrator, clerk, panel, text):
    AppointmentFactory(user=clerk.user, area=panel.area, role=Role.CHAIR, started_on=date(2022, 4, 1), approved_by="Council")
    AppointmentFactory(user=clerk.user, area=panel.area, role=Role.AUDITOR, ended_on=date(2022, 3, 9))
    User.objects.filter(pk=clerk.user.pk).update(created_at=datetime(2021, 6, 1, tzinfo=UTC))

    response = client.get(clerk.user.get_absolute_url())

    assert [held.role for held in response.context["table"].page] == ["chair", "auditor", "clerk"]
    facts = {fact["term"]: str(fact["value"]) for fact in response.context["facts"]}
    assert facts == {
        "Email": "cleo@panel.example", "Account": "Open", "Opened": "1 Jun 2021", "Password": "Set",
        "Second factor": "Not set up", "Last signed in": "Never",
    }  # fmt: skip
    page = text(response)
    assert "Chair Avonshire 1 Apr 2022 Not set Council Upcoming End" in page
    assert "Auditor Avonshire 24 Jun 2021 9 Mar 2022 Monitoring Officer Ended" in page
    assert "Clerk Avonshire 24 Jun 2021 Not set Monitoring Officer In force End" in page
    assert page.count(": Auditor, Avonshire") == 0


def test_person_detail_says_whether_a_second_factor_is_set_up(client, administrator, clerk):
    Authenticator.objects.create(user=clerk.user, type=Authenticator.Type.RECOVERY_CODES, data={})
    before = {fact["term"]: fact["value"] for fact in client.get(clerk.user.get_absolute_url()).context["facts"]}
    Authenticator.objects.create(user=clerk.user, type=Authenticator.Type.TOTP, data={})

    after = {fact["term"]: fact["value"] for fact in client.get(clerk.user.get_absolute_url()).context["facts"]}

    assert (before["Second factor"], after["Second factor"]) == ("Not set up", "Set up")


def test_person_detail_costs_the_same_for_any_number_of_appointments(client, administrator, clerk, panel):
    costs = []
    for count in (0, 2, 297):
        for _ in range(count):
            AppointmentFactory(user=clerk.user, area=panel.area, body=panel, person=PersonFactory(area=panel.area))
        with CaptureQueriesContext(connection) as queries:
            client.get(clerk.user.get_absolute_url())
        costs.append(len(queries))

    assert costs == [7, 7, 7]  # session, reader, reader's roles, person, second factor, count, appointments


def test_people_and_appointments_keep_their_row_numbers_to_themselves(client, administrator, clerk):
    pages = [client.get(address) for address in (PAGE, clerk.user.get_absolute_url())]

    assert all(len(row.reference) == 12 for row in (clerk, clerk.user))
    for row in (clerk, clerk.user):
        assert client.get(f"{PAGE}{row.pk}/").status_code == 404
        assert client.get(f"{PAGE}appointments/{row.pk}/end/").status_code == 404
    assert [page.status_code for page in pages] == [200, 200]


# Who may


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_people_are_for_administrators(client, clerk, panel, role):
    client.force_login(AppointmentFactory(role=role, area=panel.area).user)

    assert asked_of_all(client, clerk) == REFUSED
    assert (clerk.user.appointments.count(), acts()) == (1, [])


def test_people_are_not_for_an_administrator_of_one_area(client, clerk, panel):
    client.force_login(AppointmentFactory(role=Role.ADMINISTRATOR, area=panel.area).user)

    assert asked_of_all(client, clerk) == REFUSED


def test_the_public_is_sent_to_sign_in(client, clerk):
    assert asked_of_all(client, clerk) == [302] * 12


def test_an_administrator_may_and_finds_nobody_under_a_made_up_reference(client, administrator, clerk):
    assert asked_of_all(client, clerk) == [200, 405, 200, 200, 200, 405, 200, 200, 200, 200, 200, 200]
    clerk.reference = clerk.user.reference = "nothing"
    assert asked_of_all(client, clerk) == [200, 405, 200, 200, 404, 405, *[404] * 6]


def asked_of_all(client, held: Appointment) -> list[int]:
    """What every page answers to a reader, and to an empty form."""
    person = [held.user.reference]
    pages = [
        PAGE, reverse("person-create"), reverse("person-detail", args=person), reverse("person-appoint", args=person),
        reverse("person-close", args=person), reverse("appointment-end", args=[held.reference]),
    ]  # fmt: skip
    return [answer.status_code for page in pages for answer in (client.get(page), client.post(page, {}))]


def test_no_act_writes_a_name_or_an_address_into_the_audit_trail(client, administrator, clerk):
    accounts.open_account(email="zz-canary@panel.example", name="Zz Canary", actor=administrator)
    close(client, clerk.user)

    kept = json.dumps(list(AuditEntry.objects.values("action", "target_reference", "detail")))
    assert [word for word in ("canary", "Canary", "cleo", "Cleo", "@") if word in kept] == []
