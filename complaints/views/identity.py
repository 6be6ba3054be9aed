"""Asks those who may read who complains to confirm that it is they, before any page that says so."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from complaints.models import Complaint

READ = ("GET", "HEAD")
WRITING_TIMES = 4  # what was typed is not lost to a timeout: sending has this many times as long as reading


def confirmed_lately(view: Callable[..., Any]) -> Callable[..., Any]:
    """A page of a complaint (`<area>`, `<reference>`) that says who complains: for those who have signed in or confirmed that it
    is they within `ACCOUNT_REAUTHENTICATION_TIMEOUT` seconds; the others do so first, and come back to the page.

    Who may not read who complains is not asked: the view finds nothing for them, or shows them less. What was sent is never sent
    again by itself: after the confirmation the page opens afresh.
    """

    @wraps(view)
    @login_required
    def answered(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not has_confirmed(request) and _may_identify(request, kwargs.get("reference", "")):
            return _to_confirm(request)
        return view(request, *args, **kwargs)

    return answered


def has_confirmed(request: Any) -> bool:
    """Whether the person signed in, or confirmed that it is they, shortly before; of this session alone."""
    within = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT * (1 if request.method in READ else WRITING_TIMES)
    moments = [one.get("at", 0) for one in get_authentication_records(request, request.user)]
    return bool(moments) and time.time() - max(moments) < within  # the library's own clock, which no demo sets


def _may_identify(request: Any, reference: str) -> bool:
    seen = Complaint.objects.identified_to(request.user)
    return seen.filter(area=request.area, reference=reference).exists()


def _to_confirm(request: Any) -> HttpResponse:
    methods = get_adapter().get_reauthentication_methods(request.user)
    url = methods[0]["url"] if methods else reverse(settings.LOGIN_URL)
    return redirect(f"{url}?{urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})}")
