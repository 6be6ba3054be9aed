"""What the office's pages of commissioning share: who may write, the way there, and a page with one form."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.translation import gettext as _

from commissioning import permissions
from decisions.views import office
from interface.links import url_or_none


def require_commissioning(request: Any) -> None:
    """Raise PermissionDenied for who does not commission in the Commissioner's office of the area."""
    if not permissions.can_commission(request.user, request.area):
        raise PermissionDenied


def crumbs(request: Any, *steps: tuple[str, str]) -> list[dict[str, str]]:
    """The way from the area by the overview to the page above this one: (address, words) of each."""
    return office.crumbs(request, *_by_overview(request, steps))


def form_page(
    request: Any, form: Any, work: Callable[[], str], *, steps: list[tuple[str, str]], **page: Any
) -> HttpResponse:  # fmt: skip
    """A page that asks before an act, or for what it needs, as those of the office's other registers."""
    return office.form_page(request, form, work, steps=_by_overview(request, steps), **page)


def _by_overview(request: Any, steps: Any) -> list[tuple[str, str]]:
    """The steps with the overview first, which leads to all others; on the overview itself they stay as they are."""
    overview = (url_or_none("commissioning:overview", request.area.slug) or "", _("Commissioning"))
    is_there = request.path == overview[0] or any(url == overview[0] for url, _words in steps)
    return [*steps] if is_there else [overview, *steps]
