import json
import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.signing import dumps
from django.test import Client
from django.urls import reverse

from accounts.adapters import KNOWN_BROWSER
from accounts.models import AuditEntry
from tests.accounts.conftest import SECRET, present_code
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
WRONG = "The email address or the password is wrong. Check both and try again"
TOO_MANY = "There have been too many tries. Wait 15 minutes, then try again"


def sign_in(client, email, password=PASSWORD, **following):
    return client.post(reverse("account_login"), {"login": email, "password": password, **following})


def problems(response) -> list[str]:
    return response.context["form"].non_field_errors()


def acts() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


# Signing in and out


def test_sign_in_leads_to_the_landing_page_and_is_recorded(client, person):
    response = sign_in(client, person.email.upper())

    assert (response.status_code, response["Location"]) == (302, "/signed-in/")
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.chain) == ("accounts.signed_in", person, "portal")


def test_sign_in_leads_back_to_the_page_that_asked(client, person):
    assert sign_in(client, person.email, next="/privacy/")["Location"] == "/privacy/"


def test_sign_in_never_leads_to_another_site(client, person):
    assert sign_in(client, person.email, next="https://evil.example/")["Location"] == "/signed-in/"


def test_sign_in_says_the_same_for_a_wrong_password_an_unknown_address_and_a_closed_account(client, person):
    closed = UserFactory(is_active=False)

    answers = [
        sign_in(client, person.email, "wrong"),
        sign_in(client, "nobody@panel.example", "wrong"),
        sign_in(client, closed.email),
    ]

    assert [(answer.status_code, problems(answer)) for answer in answers] == [(200, [WRONG])] * 3
    assert "_auth_user_id" not in client.session
    token = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"|value="[^"]*@[^"]*"')
    assert len({token.sub(b"", answer.content) for answer in answers}) == 1


def test_a_failed_sign_in_is_recorded_without_what_was_typed(client, person):
    sign_in(client, person.email, "wrong")
    sign_in(client, "nobody@panel.example", "wrong")

    entries = list(AuditEntry.objects.values("action", "actor", "target_type", "target_reference", "detail"))
    none = {"action": "accounts.sign_in_failed", "actor": None, "detail": {}}
    assert entries == [
        {**none, "target_type": "accounts.user", "target_reference": person.reference},
        {**none, "target_type": "", "target_reference": ""},
    ]
    assert "@" not in json.dumps(entries)


def test_sign_in_asks_for_what_is_missing_in_our_words(client):
    form = sign_in(client, "", "").context["form"]

    assert form.errors == {"login": ["Enter your email address"], "password": ["Enter your password"]}


def test_sign_in_page_has_a_password_box_that_can_show(client):
    page = client.get(reverse("account_login")).content.decode()

    assert 'data-module="govuk-password-input"' in page
    assert page.count("<h1") == 1
    assert "style=" not in page


def test_the_session_ends_with_the_browser(client, person):
    sign_in(client, person.email)

    assert client.session.get_expire_at_browser_close()


def test_sign_out_is_recorded_with_who_it_was(client, person):
    client.force_login(person)

    response = client.post(reverse("account_logout"))

    assert (response["Location"], "_auth_user_id" in client.session) == ("/", False)
    entry = AuditEntry.objects.get(action="accounts.signed_out")
    assert entry.actor == person


def test_sign_out_needs_a_post(client, person):
    client.force_login(person)

    assert client.get(reverse("account_logout")).status_code == 200
    assert "_auth_user_id" in client.session


def test_nobody_signs_themselves_up(client):
    answers = [
        client.get(reverse("account_signup")),
        client.post(reverse("account_signup"), {"email": "new@panel.example", "password1": PASSWORD, "password2": PASSWORD}),
    ]

    assert all(b"Accounts are opened by your panel" in answer.content for answer in answers)
    assert not type(UserFactory.build()).objects.exists()


def test_only_the_listed_addresses_of_the_library_are_open(client, person):
    client.force_login(person)

    for path in ("email/", "confirm-email/", "password/set/", "login/code/", "login/code/confirm/", "webauthn/", "trust/"):
        assert client.get(f"/account/{path}").status_code == 404, path


@pytest.mark.parametrize(("on", "demo", "notice"), [
    (False, True, "Second factor is off in this demo."),
    (False, False, "Second factor is off on this portal."),
    (True, False, None),
])  # fmt: skip
def test_sign_in_page_says_when_the_second_factor_is_off(client, settings, on, demo, notice):
    settings.SECOND_FACTOR_REQUIRED, settings.DEMO = on, demo

    page = client.get(reverse("account_login")).content.decode()

    assert re.findall(r"Second factor is off [^<]*", page) == ([notice] if notice else [])


# Guessing


def test_ten_tries_an_account_then_even_the_right_password_waits(client, person):
    for _number in range(10):
        assert problems(sign_in(client, person.email, "wrong")) == [WRONG]

    assert problems(sign_in(Client(), person.email)) == [TOO_MANY]
    assert acts() == ["accounts.sign_in_failed"] * 10


def test_another_spelling_or_host_name_gives_no_more_tries(client, person):
    for number in range(10):
        host = ("127.0.0.1", "localhost", "testserver")[number % 3]
        email = person.email.upper() if number % 2 else person.email
        client.post(reverse("account_login"), {"login": email, "password": "wrong"}, HTTP_HOST=host)

    assert problems(sign_in(client, person.email)) == [TOO_MANY]


def test_an_unknown_address_is_counted_like_a_known_one(client):
    for _number in range(10):
        assert problems(sign_in(client, "nobody@panel.example", "wrong")) == [WRONG]

    assert problems(sign_in(client, "nobody@panel.example", "wrong")) == [TOO_MANY]


def test_a_browser_that_has_signed_in_before_is_not_shut_out_by_a_stranger(client, person):
    sign_in(client, person.email)
    client.post(reverse("account_logout"))
    for _number in range(11):
        sign_in(Client(REMOTE_ADDR="203.0.113.9"), person.email, "wrong")

    assert sign_in(client, person.email).status_code == 302


def test_a_known_browser_has_ten_tries_of_its_own_and_only_for_its_account(client, person):
    sign_in(client, person.email)
    client.post(reverse("account_logout"))
    other = UserFactory()

    for _number in range(10):
        assert problems(sign_in(client, person.email, "wrong")) == [WRONG]
    assert problems(sign_in(client, person.email)) == [TOO_MANY]
    for number in range(10):
        sign_in(Client(REMOTE_ADDR=f"203.0.113.{number}"), other.email, "wrong")
    client.defaults["REMOTE_ADDR"] = "203.0.113.99"
    assert problems(sign_in(client, other.email)) == [TOO_MANY]


@pytest.mark.parametrize(
    "mark",
    ["", "x", dumps("x", salt=KNOWN_BROWSER), dumps(["x", "y"], salt="other")],
    ids=["none", "plain", "signed", "other-salt"],
)
def test_a_made_up_mark_of_a_known_browser_is_worth_nothing(client, person, mark):
    client.cookies[KNOWN_BROWSER] = mark
    for _number in range(10):
        sign_in(Client(REMOTE_ADDR="203.0.113.9"), person.email, "wrong")

    assert problems(sign_in(client, person.email)) == [TOO_MANY]


def test_tries_are_counted_by_address_over_all_accounts(client):
    for number in range(30):
        assert problems(sign_in(client, f"nobody-{number}@panel.example", "wrong")) == [WRONG]

    assert client.post(reverse("account_login"), {"login": "a@b.example", "password": "x"}).status_code in (200, 429)


# Passwords


def link_in(message) -> str:
    return re.search(r"http://testserver(/\S+)", message.body)[1]


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(client, person):
    client.post(reverse("account_reset_password"), {"email": person.email})
    link = link_in(mail.outbox[0])
    form_page = client.get(link)["Location"]

    done = client.post(form_page, {"password1": "quite another pass phrase"})

    assert done["Location"] == reverse("account_reset_password_from_key_done")
    person.refresh_from_db()
    assert person.check_password("quite another pass phrase")
    assert AuditEntry.objects.get(action="accounts.password_changed").actor == person
    assert b"This link no longer works" in Client().get(link).content


def test_a_reset_for_an_unknown_address_looks_the_same_and_tells_only_the_mail(client, person):
    known = client.post(reverse("account_reset_password"), {"email": person.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@panel.example"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [message.to for message in mail.outbox] == [[person.email], ["nobody@panel.example"]]
    assert "no account here" in mail.outbox[1].body
    assert "http" not in mail.outbox[1].body


def test_somebody_whose_account_was_opened_without_a_password_sets_one_by_the_same_way(client):
    newcomer = UserFactory(password=None)
    client.post(reverse("account_reset_password"), {"email": newcomer.email})

    client.post(client.get(link_in(mail.outbox[0]))["Location"], {"password1": "quite another pass phrase"})

    assert sign_in(Client(), newcomer.email, "quite another pass phrase").status_code == 302


def test_a_weak_password_is_refused_with_the_reason(client, person):
    client.force_login(person)

    response = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "short"})

    assert response.context["form"].errors == {
        "password1": ["This password is too short. It must contain at least 12 characters."]
    }


def test_changing_the_password_needs_the_present_one_and_ends_other_sessions(client, person):
    elsewhere = Client()
    for browser in (client, elsewhere):
        browser.force_login(person)
    wrong = client.post(reverse("account_change_password"), {"oldpassword": "x", "password1": "quite another pass phrase"})
    assert wrong.context["form"].errors == {"oldpassword": ["Enter your present password. The one you entered is wrong"]}

    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "quite another pass phrase"})

    assert client.get(reverse("mfa_index")).status_code == 200
    assert elsewhere.get(reverse("mfa_index")).status_code == 302
    assert acts() == ["accounts.password_changed"]


def test_every_page_of_sign_in_is_in_our_look(client, protected):
    pages = [client.get(reverse(name)) for name in ("account_login", "account_reset_password", "account_signup")]
    pages.append(client.get(reverse("account_reset_password_from_key", args=["1", "wrong"])))
    pages.append(client.get(reverse("account_reset_password_done")))
    client.force_login(protected)
    pages += [client.get(reverse(name)) for name in ("mfa_index", "account_change_password", "account_logout")]
    pages += [client.get(reverse(name)) for name in ("account_reauthenticate", "mfa_reauthenticate")]
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    pages += [client.get(reverse(name)) for name in ("mfa_view_recovery_codes", "mfa_generate_recovery_codes")]
    pages.append(client.get(reverse("mfa_deactivate_totp")))
    Authenticator.objects.all().delete()
    pages.append(client.get(reverse("mfa_activate_totp")))

    for page in pages:
        text = page.content.decode()
        assert page.status_code == 200, page.request["PATH_INFO"]
        assert (text.count("<h1"), "govuk-template" in text, "<style" in text) == (1, True, False), page.request["PATH_INFO"]
        assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?![^>]*src=)", text), page.request["PATH_INFO"]


# The second factor


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_needs_the_password_again_and_gives_recovery_codes(client, person):
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    client.force_login(person)
    asked = client.get(reverse("mfa_activate_totp"))
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    client.post(asked["Location"], {"password": PASSWORD})

    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    response = client.post(reverse("mfa_activate_totp"), {"code": present_code(secret)})

    assert response["Location"] == reverse("mfa_view_recovery_codes")
    assert len(client.get(response["Location"]).context["unused_codes"]) == 10
    assert acts() == ["accounts.second_factor_set_up"] * 2
    assert set(AuditEntry.objects.values_list("detail__kind", flat=True)) == {"recovery_codes", "totp"}


def test_sign_in_with_an_app_asks_for_the_code_before_anything_is_signed_in(client, protected):
    response = sign_in(client, protected.email)

    assert response["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    response = client.post(response["Location"], {"code": present_code()})
    assert (response["Location"], client.session["_auth_user_id"]) == ("/signed-in/", str(protected.pk))
    assert acts() == ["accounts.signed_in"]


def test_a_wrong_code_is_refused_and_recorded(client, protected):
    sign_in(client, protected.email)

    response = client.post(reverse("mfa_authenticate"), {"code": "000000" if present_code() != "000000" else "000001"})

    assert response.context["form"].errors == {"code": ["Enter the code that your app shows now. The one you entered is wrong"]}
    assert acts() == ["accounts.second_factor_failed"]


def test_a_code_works_once(client, protected):
    code = present_code()
    sign_in(client, protected.email)
    client.post(reverse("mfa_authenticate"), {"code": code})
    again = Client()
    sign_in(again, protected.email)

    assert again.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200
    assert "_auth_user_id" not in again.session


def test_a_recovery_code_stands_in_for_the_app_once(client, protected):
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    for number, browser in enumerate((client, Client())):
        sign_in(browser, protected.email)
        assert browser.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == (200 if number else 302)


def test_removing_the_app_is_recorded(client, protected):
    client.force_login(protected)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.exists()
    assert set(acts()) == {"accounts.second_factor_removed"}


def test_the_secret_is_not_in_any_audit_entry(client, protected):
    sign_in(client, protected.email)
    client.post(reverse("mfa_authenticate"), {"code": present_code()})

    assert SECRET not in str(list(AuditEntry.objects.values()))
