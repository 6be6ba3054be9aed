"""What holds for every response to a signed-in person."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode

from accounts.adapters import has_passed_second_factor

ALWAYS_OPEN = frozenset({"account_login", "account_logout", "health"})
OPEN_TO_SET_UP = frozenset({"mfa_activate_totp", "account_reauthenticate"})
OPEN_TO_PASS = frozenset({"mfa_reauthenticate"})


class NoStoreMiddleware:
    """Nothing that a signed-in person was shown is kept by a cache or a shared browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = request.user.is_authenticated  # before the answer too: signing out ends with nobody
        response = self.get_response(request)
        if signed_in or request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        return response


class SecondFactorMiddleware:
    """Where a second factor is required, a session that has shown only a password sees no page.

    Someone without an authenticator app is sent to set one up; someone with one is sent to enter its code. Whatever does
    not resolve is refused as well, so that a new page is closed until it is listed here. Static files never come this far.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return self.get_response(request)
        has_app = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists()
        if has_app and has_passed_second_factor(request):
            return self.get_response(request)
        if _name(request) in ALWAYS_OPEN | (OPEN_TO_PASS if has_app else OPEN_TO_SET_UP):
            return self.get_response(request)
        return _sent_to("mfa_reauthenticate" if has_app else "mfa_activate_totp", request)


class AsPublicMiddleware:
    """Shows a signed-in person a page as the public sees it, where its address asks with `?as=public`.

    It only ever drops rights, for one reading of one page: the person stays signed in, and nothing can be sent this way.
    Where the public would be asked to sign in there is nothing to show, so the person is led back to their own view.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.GET.get("as") != "public" or request.method not in ("GET", "HEAD") or not request.user.is_authenticated:
            return self.get_response(request)
        request.user = AnonymousUser()
        query = request.GET.copy()
        del query["as"]
        own = f"{request.path}?{query.urlencode()}" if query else request.path
        request.own_view = own  # type: ignore[attr-defined]  # for the banner of the layout
        response = self.get_response(request)
        return HttpResponseRedirect(own) if 300 <= response.status_code < 400 else response


def _name(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def _sent_to(name: str, request: HttpRequest) -> HttpResponseRedirect:
    following = {"next": request.get_full_path()} if request.method == "GET" else {}
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode(following)}" if following else reverse(name))
