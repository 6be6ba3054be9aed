"""What the portal says while its database is away."""

import sys
from collections.abc import Callable

from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse

RETRY_AFTER = "30"  # seconds


class DatabaseAwayMiddleware:
    """A plain 503 where the database does not answer: away, restarting, full, or too slow.

    Django has made a 500 of the error by the time it comes out here, whichever view, template or middleware asked the
    database; the headers that the other middleware gave that answer stay.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 500 and getattr(request, "database_is_away", False):
            return _unavailable(request, response)
        return response


@receiver(got_request_exception)
def note_the_database(sender, request: HttpRequest | None = None, **others) -> None:
    """Remember on the request that it was the database that failed."""
    if request is not None and isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        request.database_is_away = True


def _unavailable(request: HttpRequest, failed: HttpResponse) -> HttpResponse:
    if request.path == reverse("health"):
        response: HttpResponse = JsonResponse({"status": "unavailable"}, status=503)
    else:
        response = HttpResponse(render_to_string("503.html"), status=503)
    for name, value in failed.items():
        if name.lower() not in ("content-type", "content-length"):
            response[name] = value
    response["Cache-Control"] = "no-store"
    response["Retry-After"] = RETRY_AFTER
    return response
