"""How sign-in differs from the library's: nobody signs themselves up, nothing is given away, everything is recorded."""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.services import record

KNOWN_BROWSER = "known_browser"
KNOWN_BROWSER_SECONDS = 365 * 24 * 3600
SECOND_FACTOR_PASSED = "accounts_second_factor"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by an administrator, with a dated appointment; there is no public sign-up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The email address or the password is wrong. Check both and try again"),
        "too_many_login_attempts": _("There have been too many tries. Wait 15 minutes, then try again"),
        "rate_limited": _("There have been too many tries. Wait 15 minutes, then try again"),
        "enter_current_password": _("Enter your present password. The one you entered is wrong"),
        "incorrect_password": _("Enter your password. The one you entered is wrong"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Every answer is a page: one way through sign-in is enough to keep safe."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """A closed account fails in the same words as a wrong password."""
        user = super().authenticate(request, **credentials)
        if user and not user.is_active:
            self.authentication_failed(request, **credentials)
            return None
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Which account was tried is recorded by its number; what was typed is not."""
        tried = User.objects.filter(email=credentials.get("email", "").lower()).first()
        record(actor=None, action="accounts.sign_in_failed", target=tried)

    @transaction.atomic
    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        record(actor=user, action="accounts.signed_in")

    @transaction.atomic
    def logout(self, request: HttpRequest) -> None:
        record(actor=request.user, action="accounts.signed_out")
        super().logout(request)

    @transaction.atomic
    def set_password(self, user: User, password: str) -> None:
        super().set_password(user, password)
        record(actor=user, action="accounts.password_changed", target=user)

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        response = super().post_login(request, user, **details)
        response.set_cookie(
            KNOWN_BROWSER,
            signing.dumps([_fingerprint(user.email), secrets.token_hex(8)], salt=KNOWN_BROWSER),
            max_age=KNOWN_BROWSER_SECONDS,
            path=reverse("account_login"),
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        return response

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Tries are counted by account, over every host name; a browser that has signed in before has its own count.

        So a stranger who guesses cannot shut out the person whose account it is. The library has no public hook for it.
        """
        email = credentials.get("email", "").lower()
        return f"{known_browser(request, email)}:{email}"


def known_browser(request: HttpRequest, email: str) -> str:
    """The mark of a browser in which this account has signed in before; empty for any other."""
    try:
        fingerprint, mark = signing.loads(
            request.COOKIES.get(KNOWN_BROWSER, ""), salt=KNOWN_BROWSER, max_age=KNOWN_BROWSER_SECONDS
        )
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return mark if constant_time_compare(fingerprint, _fingerprint(email)) else ""


def _fingerprint(email: str) -> str:
    return salted_hmac(KNOWN_BROWSER, email).hexdigest()


def mark_second_factor(request: HttpRequest, user: User) -> None:
    """Note in the session that this person has passed the second factor."""
    request.session[SECOND_FACTOR_PASSED] = user.pk


def has_passed_second_factor(request: HttpRequest) -> bool:
    """Whether the person of this session has passed the second factor in it."""
    return request.session.get(SECOND_FACTOR_PASSED) == request.user.pk


# What follows is connected in `apps.py`. Our own writes use no signals; the library offers its second factor's acts in
# no other way.


def second_factor_used(sender: type, request: HttpRequest, user: User, **details: Any) -> None:
    """The session has passed the second factor, at sign-in or when asked again."""
    mark_second_factor(request, user)


def second_factor_added(sender: type, request: HttpRequest, user: User, authenticator: Any, **details: Any) -> None:
    """Setting up an app proves that one holds it, so the session has passed."""
    mark_second_factor(request, user)
    record(actor=user, action="accounts.second_factor_set_up", target=user, detail={"kind": authenticator.type})


def second_factor_removed(sender: type, request: HttpRequest, user: User, authenticator: Any, **details: Any) -> None:
    record(actor=user, action="accounts.second_factor_removed", target=user, detail={"kind": authenticator.type})


def second_factor_reset(sender: type, request: HttpRequest, user: User, authenticator: Any, **details: Any) -> None:
    record(actor=user, action="accounts.recovery_codes_made", target=user)


def second_factor_failed(sender: type, request: HttpRequest, user: User, **details: Any) -> None:
    record(actor=None, action="accounts.second_factor_failed", target=user)
