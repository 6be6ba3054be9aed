import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from tests.accounts.conftest import present_code
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
PAGES = ("home", "signed-in", "privacy", "job-list", "portal-audit", "mfa_index", "account_change_password",
         "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp", "account_reset_password")  # fmt: skip


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def test_nothing_a_signed_in_person_sees_is_kept(client, person):
    client.force_login(person)

    assert client.get("/privacy/")["Cache-Control"] == "private, no-store"
    assert client.get("/nowhere/at/all/")["Cache-Control"] == "private, no-store"
    assert client.post(reverse("account_logout"))["Cache-Control"] == "private, no-store"


def test_the_answer_that_signs_somebody_in_is_not_kept(client, person):
    response = client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})

    assert response["Cache-Control"] == "private, no-store"


def test_a_public_page_may_be_kept(client):
    assert "no-store" not in client.get("/privacy/").get("Cache-Control", "")


def test_nothing_is_asked_where_the_second_factor_is_off(client, person):
    client.force_login(person)

    assert client.get("/privacy/").status_code == 200


def test_the_public_is_asked_nothing(client, required):
    assert client.get("/privacy/").status_code == 200


def reachable(client, user) -> list[str]:
    """The names of the plain addresses that answer with something else than the way to the second factor."""
    names = [name for name in get_resolver().reverse_dict if isinstance(name, str)]
    open_names = []
    for name in names:
        try:
            path = reverse(name)
        except Exception:
            continue
        for method in (client.get, client.post):
            client.force_login(user)
            location = method(path).get("Location", "")
            if location.partition("?")[0] not in ("/account/confirm/code/", "/account/app/set-up/"):
                open_names.append(name)
    return sorted(set(open_names))


def test_a_person_without_an_app_sees_only_the_way_to_set_one_up(client, required, person):
    client.force_login(person)

    for name in PAGES:
        response = client.get(reverse(name))
        assert response["Location"] == f"/account/app/set-up/?next=%2F{reverse(name)[1:].replace('/', '%2F')}", name
    assert client.post("/privacy/")["Location"] == "/account/app/set-up/"
    assert client.get("/no/such/page/").status_code == 302


def test_a_session_that_passed_only_the_password_sees_no_page(client, required, protected):
    client.force_login(protected)

    for name in PAGES:
        assert client.get(reverse(name))["Location"].startswith("/account/confirm/code/?next="), name
        assert client.post(reverse(name))["Location"] == "/account/confirm/code/", name


def test_the_open_addresses_of_a_password_only_session_are_these(client, required, protected):
    assert reachable(client, protected) == ["account_login", "account_logout", "health", "mfa_reauthenticate"]


def test_the_password_alone_cannot_take_the_app_away(client, required, protected):
    client.force_login(protected)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    client.post(reverse("mfa_deactivate_totp"))

    assert protected.authenticator_set.count() == 2


def test_the_code_opens_the_session_and_leads_back(client, required, protected):
    client.force_login(protected)

    response = client.post("/account/confirm/code/?next=/privacy/", {"code": present_code()})

    assert response["Location"] == "/privacy/"
    assert client.get("/privacy/").status_code == 200


def test_signing_in_with_the_code_opens_the_session(client, required, protected):
    client.post(reverse("account_login"), {"login": protected.email, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": present_code()})

    assert client.get("/privacy/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_setting_up_the_app_opens_the_session(client, required, person):
    client.force_login(person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret

    response = client.post(reverse("mfa_activate_totp"), {"code": present_code(secret)})

    assert client.get(response["Location"]).status_code == 200
    assert client.get("/privacy/").status_code == 200


def test_passing_in_one_browser_opens_no_other(client, required, protected):
    client.force_login(protected)
    client.post("/account/confirm/code/", {"code": present_code()})
    other = Client()
    other.force_login(protected)

    assert client.get("/privacy/").status_code == 200
    assert other.get("/privacy/").status_code == 302


def test_everyone_may_sign_out(client, required, protected):
    client.force_login(protected)

    client.post(reverse("account_logout"))

    assert "_auth_user_id" not in client.session
