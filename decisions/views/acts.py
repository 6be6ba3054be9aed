"""How every page of a case begins: found or 404, allowed or 403."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from decisions import permissions
from decisions.models import Case


def find_case(request: Any, kind: str, slug: str) -> Case:
    """A case the reader may know of."""
    seen = Case.objects.visible_to(request.user).for_page()
    return get_object_or_404(seen, area=request.area, kind=kind, slug=slug)


def own_case(request: Any, kind: str, slug: str) -> Case:
    """A case whose panel side the reader keeps."""
    case = find_case(request, kind, slug)
    if not permissions.can_keep_case(request.user, case):
        raise PermissionDenied
    return case


def notified_case(request: Any, kind: str, slug: str) -> Case:
    """A case in which the reader may enter what the Commissioner sends, says and decides."""
    case = find_case(request, kind, slug)
    if not permissions.can_notify(request.user, case):
        raise PermissionDenied
    return case


def ended_words(request: Any, case: Case) -> str:
    """That nothing more is entered in a case that has ended, and who can open it again; empty while it lives."""
    if not case.is_over:
        return ""
    if permissions.can_keep_case(request.user, case):
        return _("This case has ended. Open it again first.")
    return _("This case has ended. Ask the panel’s clerk to open it again.")
