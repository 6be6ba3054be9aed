"""The page of a decision: its notice, who signed it and when, what boards and the panel did with it, and what comes next."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from decisions import permissions
from decisions.links import DECISION
from decisions.models import BoardDecision, Decision, DecisionStep
from decisions.rules.decision_facts import is_wholly_public
from decisions.rules.decision_steps import waits_for
from decisions.rules.decision_story import decision_story
from decisions.services.register.printing import WHOLE, notice_for
from decisions.views.decision_parts import decision_page, decision_url, find_decision, notice_html, register_crumbs
from decisions.views.decision_steps import office_steps
from decisions.views.reviews import reviews_on_notice
from documents.links import links_around
from interface import clock
from meetings.models import Meeting


@require_safe
def decision_detail(request: Any, area: str, reference: str) -> HttpResponse:
    """What was decided, why, at what cost, and who signed it? One address for the public, the panel and the office."""
    decision = find_decision(request, reference)
    works = permissions.can_work_on_decisions(request.user, decision.area)
    reads_all = permissions.can_read_decision(request.user, decision)
    is_hidden = decision.is_private and not reads_all
    steps = list(DecisionStep.objects.filter(decision=decision).select_related("meeting__area", "meeting__body", "made_by"))
    rows = [] if is_hidden else _board_rows(request, decision)
    later = _seen(request, [decision.rescinded_by_id])
    context = {
        **decision_page(request, decision),
        "breadcrumbs": register_crumbs(request, pipeline=works and not decision.is_out),
        "html": notice_html(decision, request.user),
        "is_hidden": is_hidden,
        "has_private": not is_wholly_public(decision),
        "reads_all": reads_all,
        "works": works,
        **_file(request, decision),
        "rows": rows,
        "rescinded_by": later[0] if later else None,
        "rescinds": _seen(request, decision.rescinds.values_list("pk", flat=True)),
        **reviews_on_notice(request, decision),
        "links": links_around(request.user, DECISION, [decision.pk])[decision.pk],
        "story": decision_story(
            steps, tells_all=works, is_hidden=is_hidden, meetings=_named(request, steps), rescinded_by=later[0] if later else None
        ),
        "waits_for": waits_for(decision, rows[-1].meeting if rows else None, clock.today()),
        **(office_steps(request, decision, steps, rows) if works else {}),
    }
    return render(request, "decisions/decision_detail.html", context)


def _file(request: Any, decision: Decision) -> dict[str, Any]:
    """The notice as a file, and the checksum that the reader can compare; a draft has no checksum."""
    kept = notice_for(decision, request.user)
    if kept is None:
        is_draft = not decision.is_signed and permissions.can_read_decision(request.user, decision)
        return {"file_url": decision_url(decision, "decision-notice") if is_draft else "", "checksum": ""}
    is_wrong = kept.owner_kind == WHOLE and kept.file.sha256 != decision.notice_sha256
    return {
        "file_url": decision_url(decision, "decision-notice"),
        "checksum": kept.file.sha256,
        "checksum_problem": _("The file is not the one that was signed. It is not given out") if is_wrong else "",
    }


def _board_rows(request: Any, decision: Decision) -> list[BoardDecision]:
    """Where boards took the decision, as far as the reader may read what those took."""
    seen = BoardDecision.objects.visible_to(request.user).standing().filter(decision=decision)
    if not permissions.can_work_on_decisions(request.user, decision.area):
        seen = seen.filter(meeting__in=Meeting.objects.visible_to(request.user).agenda_read_by(request.user))
    return list(seen.select_related("meeting__area", "meeting__body").order_by("meeting__held_on", "number"))


def _named(request: Any, steps: list[DecisionStep]) -> set[int]:
    """The meetings of steps that the reader may read of."""
    keys = {one.meeting_id for one in steps if one.meeting_id}
    if not keys:
        return set()
    seen = Meeting.objects.visible_to(request.user).filter(pk__in=keys)
    if not permissions.can_work_on_decisions(request.user, request.area):
        seen = seen.agenda_read_by(request.user)
    return set(seen.values_list("pk", flat=True))


def _seen(request: Any, keys: Any) -> list[Decision]:
    """Those of some decisions that the reader may know of, by reference."""
    wanted = [key for key in keys if key]
    if not wanted:
        return []
    return list(Decision.objects.visible_to(request.user).filter(pk__in=wanted).select_related("area").order_by("year", "number"))
