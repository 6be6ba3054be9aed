"""How every page of the register of decisions begins: found or 404, allowed or 403; and what they share."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from decisions import permissions
from decisions.models import Decision
from decisions.papers.decision_notice import notice_sheet, publication_rule
from decisions.services.register.printing import notice_for
from decisions.views.decision_tags import private_tag, state_tag
from documents.services.prints import dressed, sheet_html, web_html
from interface.links import url_or_none


def find_decision(request: Any, reference: str) -> Decision:
    """A decision that the reader may know of, by its reference in addresses (`2018-005`)."""
    year, _mark, number = reference.partition("-")
    seen = Decision.objects.visible_to(request.user).for_page().filter(area=request.area)
    decision = get_object_or_404(seen, year=int(year), number=int(number[:9]))
    if decision.slug != reference:
        raise Http404
    return decision


def office_decision(request: Any, reference: str) -> Decision:
    """A decision of an area in whose office the reader keeps the register."""
    decision = find_decision(request, reference)
    if not permissions.can_work_on_decisions(request.user, request.area):
        raise PermissionDenied
    return decision


def require_office(request: Any) -> None:
    """Raise PermissionDenied for whoever does not keep the register of decisions of the area."""
    if not permissions.can_work_on_decisions(request.user, request.area):
        raise PermissionDenied


def title_for(decision: Decision, user: Any) -> str:
    """The title that somebody may read of a decision that they may know of."""
    return decision.title if not decision.is_private or permissions.can_read_decision(user, decision) else decision.public_title


def register_crumbs(request: Any, decision: Decision | None = None, *, pipeline: bool = False) -> list[dict[str, str]]:
    """The way to a page of the register, or below a decision."""
    found = [{"url": reverse("area-home", args=[request.area.slug]), "text": request.area.name}]
    if listed := url_or_none("decisions:decision-list", request.area.slug):
        found.append({"url": listed, "text": _("Decisions")})
    if pipeline:
        found.append({"url": reverse("decisions:decision-pipeline", args=[request.area.slug]), "text": _("Decisions under way")})
    return [*found, {"url": decision.get_absolute_url(), "text": decision.reference}] if decision else found


def decision_url(decision: Decision, name: str, *more: Any) -> str:
    """The address of a page of a decision: "decision-sign"."""
    return reverse(f"decisions:{name}", args=[decision.area.slug, decision.slug, *more])


def notice_html(decision: Decision, user: Any) -> SafeString:
    """The notice as somebody reads it: what was printed at the signature, or while it is a draft what would be."""
    kept = notice_for(decision, user)
    if kept is not None:
        return web_html(kept)
    return dressed(sheet_html(notice_sheet(decision, is_whole=permissions.can_read_decision(user, decision))))


def decision_page(request: Any, decision: Decision) -> dict[str, Any]:
    """What every page of a decision shows around its own part."""
    return {
        "decision": decision,
        "title": title_for(decision, request.user),
        "state": state_tag(decision),
        "private": private_tag(decision),
        "rule": publication_rule(decision),
        "breadcrumbs": register_crumbs(request, decision),
    }
