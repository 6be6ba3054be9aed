"""How every page of a complaint begins: found or 404, its reading noted, allowed or 403."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.services import record
from complaints import permissions
from complaints.models import Complaint


def find_complaint(request: Any, reference: str) -> Complaint:
    """A complaint whose page the reader may open. That it was opened stands in the audit trail, with which page: also where
    something was sent to it, for a page that refuses what was sent shows all that it shows to who opens it."""
    seen = Complaint.objects.visible_to(request.user).for_page()
    complaint = get_object_or_404(seen, area=request.area, reference=reference)
    here = getattr(request.resolver_match, "url_name", "")
    record(actor=request.user, action="complaints.viewed", target=complaint, area=complaint.area, detail={"page": here})
    return complaint


def worked_complaint(request: Any, reference: str) -> Complaint:
    """A complaint of which the reader keeps the facts."""
    return allowed(find_complaint(request, reference), permissions.can_work_on, request)


def allowed(complaint: Complaint, may: Any, request: Any) -> Complaint:
    """The complaint, if `may(user, complaint)` holds of the reader; else the page is refused."""
    if not may(request.user, complaint):
        raise PermissionDenied
    return complaint


def over_words(complaint: Complaint) -> str:
    """That nothing more is entered in a complaint that is over or erased; empty while it lives."""
    if complaint.erased_at is not None:
        return _("This complaint was erased. Nothing can be changed in it.")
    return _("This complaint is over. Take its last step back first.") if complaint.is_over else ""
