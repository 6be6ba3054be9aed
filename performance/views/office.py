"""What the office's pages of performance share: who may write, the way there, and a page with one form."""

from typing import Any

from django.core.exceptions import PermissionDenied

from decisions.views.office import crumbs, form_page
from performance import permissions

__all__ = ["crumbs", "form_page", "require_reporting"]


def require_reporting(request: Any) -> None:
    """Raise PermissionDenied for who does not report on performance in the Commissioner's office of the area."""
    if not permissions.can_report(request.user, request.area):
        raise PermissionDenied
