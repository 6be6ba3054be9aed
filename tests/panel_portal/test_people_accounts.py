"""Accounts opened and closed by an administrator."""

import threading
from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts import services as accounts
from accounts.choices import Role
from accounts.models import AuditEntry, User
from panels import services
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.panels import AppointmentFactory
from tests.panel_portal.account_pages import NOBODY_LEFT, PAGE, acts, close, sent_from

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    """Of the whole portal, and signed in."""
    user = AppointmentFactory(area=None, role=Role.ADMINISTRATOR, user__name="Ada Admin").user
    client.force_login(user)
    return user


@pytest.fixture
def clerk(panel):
    return AppointmentFactory(area=panel.area, user__name="Cleo Clerk", user__email="cleo@panel.example")


# Opening an account


def test_person_create_opens_an_account_and_sends_nothing(client, administrator):
    page = client.get(reverse("person-create"))

    response = client.post(reverse("person-create"), sent_from(page, name="New Clerk", email="New@Panel.example"), follow=True)

    person = User.objects.get(email="new@panel.example")
    assert response.redirect_chain == [(f"{PAGE}{person.reference}/", 302)]
    assert "Forgotten your password?" in page.content.decode()
    assert (person.name, person.has_usable_password(), mail.outbox) == ("New Clerk", False, [])
    entry = AuditEntry.objects.get(action="accounts.account_opened")
    assert (entry.actor, entry.target_reference, entry.detail) == (administrator, person.reference, {})


def test_a_new_person_sets_a_password_by_the_forgotten_password_page(client):
    person = accounts.open_account(email="new@panel.example", name="New", actor=None)

    client.post(reverse("account_reset_password"), {"email": person.email})

    assert [message.to for message in mail.outbox] == [["new@panel.example"]]
    assert "/account/password/new/" in mail.outbox[0].body


def test_person_create_sent_twice_opens_one_account(client, administrator):
    sent = sent_from(client.get(reverse("person-create")), name="New", email="new@panel.example")

    answers = [client.post(reverse("person-create"), sent)["Location"] for _ in range(2)]

    person = User.objects.get(email="new@panel.example")
    assert answers == [person.get_absolute_url()] * 2
    assert acts() == [("accounts.account_opened", person.reference)]


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        pytest.param({"name": "", "email": ""}, {
            "name": "Enter the person’s full name", "email": "Enter the person’s email address"}, id="empty"),
        pytest.param({"email": "me"}, {"email": "Enter an email address like name@example.com"}, id="no address"),
        pytest.param({"email": "CLEO@panel.example"}, {"email": "Someone with this email address has an account already"},
                     id="taken"),
        pytest.param({"token": ""}, {"token": "Open this page again, then send the form"}, id="no token"),
    ],
)  # fmt: skip
def test_person_create_refuses_by_field_and_changes_nothing(client, administrator, clerk, typed, errors):
    sent = sent_from(client.get(reverse("person-create")), **{"name": "New", "email": "new@panel.example"} | typed)

    response = client.post(reverse("person-create"), sent)

    assert response.context["form"].errors == {name: [words] for name, words in errors.items()}
    assert (User.objects.count(), acts()) == (2, [])


# Closing an account


def test_person_close_ends_sessions_and_keeps_the_record(client, administrator, clerk):
    theirs = Client()
    theirs.force_login(clerk.user)

    response = close(client, clerk.user)

    clerk.user.refresh_from_db()
    assert response.redirect_chain == [(clerk.user.get_absolute_url(), 302)]
    assert "Account closed. Its sessions have ended" in response.content.decode()
    assert (clerk.user.is_active, clerk.user.check_password(PASSWORD)) == (False, False)
    assert theirs.get("/avonshire/desk/").status_code == 302
    assert not theirs.login(email=clerk.user.email, password=PASSWORD)
    assert list(clerk.user.appointments.all()) == [clerk]
    entry = AuditEntry.objects.get(action="accounts.account_closed")
    assert (entry.actor, entry.target_reference, entry.detail) == (administrator, clerk.user.reference, {})


def test_a_session_stays_ended_if_the_account_is_opened_again_by_hand(client, clerk):
    client.force_login(clerk.user)
    accounts.close_account(user=clerk.user, actor=None)

    User.objects.filter(pk=clerk.user.pk).update(is_active=True)

    assert client.get("/avonshire/desk/").status_code == 302


def test_person_close_sent_twice_closes_once(client, administrator, clerk):
    address = reverse("person-close", args=[clerk.user.reference])
    sent = sent_from(client.get(address))

    answers = [client.post(address, sent)["Location"] for _ in range(2)]

    assert answers == [clerk.user.get_absolute_url()] * 2
    assert acts() == [("accounts.account_closed", clerk.user.reference)]


def test_person_close_refuses_ones_own_account(client, administrator):
    response = close(client, administrator)

    assert response.context["form"].non_field_errors() == ["You cannot close your own account. Ask another administrator"]
    assert (User.objects.get().is_active, acts()) == (True, [])
    assert "Close the account" not in client.get(administrator.get_absolute_url()).content.decode()


def test_person_close_refuses_a_closed_account(client, administrator):
    person = UserFactory(is_active=False)

    response = close(client, person)

    assert response.context["form"].non_field_errors() == ["This account is closed already"]
    assert acts() == []
    page = client.get(person.get_absolute_url()).content.decode()
    assert [words in page for words in ("This account is closed.", "Appoint to a role")] == [True, False]


def test_close_account_refuses_the_last_administrator(administrator):
    AppointmentFactory(role=Role.ADMINISTRATOR)  # of one area
    AppointmentFactory(area=None, role=Role.ADMINISTRATOR, user__is_active=False)
    AppointmentFactory(area=None, role=Role.ADMINISTRATOR, ended_on=date(2022, 3, 9))
    AppointmentFactory(area=None, role=Role.ADMINISTRATOR, started_on=date(2022, 3, 11))

    with pytest.raises(ValidationError, match=NOBODY_LEFT):
        services.close_account(user=administrator, actor=None)

    administrator.refresh_from_db()
    assert (administrator.is_active, acts()) == (True, [])


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_close_each_other_at_once():
    first, second = (AppointmentFactory(area=None, role=Role.ADMINISTRATOR).user for _ in range(2))
    outcomes, ready = [], threading.Barrier(2)

    def act(person, actor):
        ready.wait()
        try:
            services.close_account(user=person, actor=actor)
            outcomes.append("closed")
        except ValidationError as refusal:
            outcomes.append(refusal.messages[0])
        connection.close()

    threads = [threading.Thread(target=act, args=pair) for pair in ((first, second), (second, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == [NOBODY_LEFT, "closed"]
