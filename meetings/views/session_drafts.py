"""What a visitor without an account has typed so far, one draft an area: in their own session and nowhere in the pages."""

from collections.abc import Callable
from dataclasses import asdict, fields
from functools import wraps
from typing import Any, TypeVar
from uuid import uuid4

from allauth.account.adapter import get_adapter
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

D = TypeVar("D")


def read_draft(request: Any, box: str, kind: type[D]) -> D | None:
    """The draft of this visitor in this area, a data class of texts, kept in the session under `box`; None without one."""
    kept = request.session.get(box, {}).get(request.area.slug)
    if not isinstance(kept, dict):
        return None
    known = {one.name for one in fields(kind)}  # type: ignore[arg-type]  # every draft is a data class
    return kind(**{name: value for name, value in kept.items() if name in known})


def keep_draft(request: Any, box: str, draft: Any) -> None:
    """Put the draft into the session, with a new `token`: a page opened earlier cannot send what it does not show."""
    draft.token = str(uuid4())
    request.session[box] = {**request.session.get(box, {}), request.area.slug: asdict(draft)}


def settle_draft(request: Any, box: str, sent: str, told: dict[str, Any]) -> None:
    """Note what was sent (`told`, under the box `sent`) in place of its draft, in the transaction that keeps it: neither can be
    without the other."""
    request.session[box] = {slug: one for slug, one in request.session.get(box, {}).items() if slug != request.area.slug}
    request.session[sent] = {**request.session.get(sent, {}), request.area.slug: told}
    try:
        request.session.save()
    except UpdateError as gone:  # signed out in another window meanwhile: the transaction falls with it, and nothing is sent
        raise SessionInterrupted from gone


def told_of(request: Any, sent: str) -> dict[str, Any] | None:
    """What this visitor sent last in this area; None when nothing."""
    return request.session.get(sent, {}).get(request.area.slug)


def not_kept(view: Callable[..., Any]) -> Callable[..., Any]:
    """What a visitor types stays out of every cache."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return answered


def line_of(request: Any) -> str:
    """The address of the computer that sends, as sign-in sees it; only a hash of it is ever kept."""
    try:
        return get_adapter(request).get_client_ip(request)
    except PermissionDenied:
        return ""
