"""The Police and Crime Plan as it is read: all plans, and one with its parts and what contributes to each."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from decisions.models import Case
from interface import clock, markdown
from interface.templatetags.dates import long_date, short_date
from performance import permissions
from performance.models import Crosswalk, FocusArea, Objective, Plan, Priority
from performance.services.glossary import terms_of
from performance.views.measures import steps
from performance.views.office import crumbs
from performance.views.parts import PLAN, parts


def find(request: Any, slug: str) -> Plan:
    """A plan that the reader may see."""
    seen = Plan.objects.visible_to(request.user).select_related("area", "case__area")
    return get_object_or_404(seen, area=request.area, slug=slug)


def plan_steps(request: Any) -> list[tuple[str, str]]:
    """The way to a page below the plans."""
    return [*steps(request), (reverse("performance:plan-list", args=[request.area.slug]), _("Police and Crime Plan"))]


def days_words(plan: Plan) -> str:
    """From when until when."""
    first = short_date(plan.started_on)
    if plan.ended_on is None:
        return _("from %(first)s") % {"first": first}
    return _("%(first)s to %(last)s") % {"first": first, "last": short_date(plan.ended_on)}


def is_in_force(plan: Plan) -> bool:
    """Whether it is the plan of today."""
    today = clock.today()
    return plan.started_on <= today and (plan.ended_on is None or plan.ended_on >= today)


@require_safe
def plan_list(request: Any, area: str) -> HttpResponse:
    """Which plan is in force, and which were before it?"""
    seen = Plan.objects.visible_to(request.user).filter(area=request.area).select_related("area").order_by("-started_on", "slug")
    context = {
        "plans": [{"row": one, "days": days_words(one), "is_in_force": is_in_force(one)} for one in seen],
        "reports": permissions.can_report(request.user, request.area),
        "parts": parts(request, PLAN),
        "breadcrumbs": crumbs(request, *steps(request)),
    }
    return render(request, "performance/plan_list.html", context)


@require_safe
def plan_detail(request: Any, area: str, slug: str) -> HttpResponse:
    """What does the plan set out, and what is measured for it?"""
    plan, user = find(request, slug), request.user
    reports = permissions.can_report(user, request.area)
    priorities = list(Priority.objects.visible_to(user).filter(plan=plan).order_by("position", "number"))
    focus_areas = list(FocusArea.objects.visible_to(user).filter(plan=plan).order_by("position", "number"))
    context = {
        "plan": plan,
        "facts": _facts(request, plan),
        "groups": _groups(priorities, focus_areas),
        "crosswalk": _crosswalk(request, plan),
        "removed": _removed(plan, [*priorities, *focus_areas]) if reports else [],
        "terms": terms_of(request.area),
        "reports": reports,
        "parts": parts(request, PLAN),
        "breadcrumbs": crumbs(request, *plan_steps(request)),
    }
    return render(request, "performance/plan_detail.html", context)


def _facts(request: Any, plan: Plan) -> list[dict[str, Any]]:
    facts = [{"term": _("From"), "value": long_date(plan.started_on)}]
    if plan.ended_on:
        facts.append({"term": _("Until"), "value": long_date(plan.ended_on)})
    if plan.case and Case.objects.visible_to(request.user).filter(pk=plan.case.pk).exists():
        link = format_html('<a class="govuk-link" href="{}">{}</a>', plan.case.get_absolute_url(), _("The panel’s review"))
        facts.append({"term": _("Reviewed"), "value": link})
    if plan.url:
        link = format_html('<a class="govuk-link" href="{}" rel="external">{}</a>', plan.url, _("The plan as it is published"))
        facts.append({"term": _("Text"), "value": link})
    return facts


def _part(row: Any) -> dict[str, Any]:
    return {"row": row, "about": markdown.render(row.about, level=4)}


def _groups(priorities: list[Priority], focus_areas: list[FocusArea]) -> list[dict[str, Any]]:
    """Each priority with its areas of focus; at the end those without a priority."""
    kept = [one for one in focus_areas if one.removed_at is None]
    standing = [one for one in priorities if one.removed_at is None]
    groups = [{**_part(one), "focus": [_part(area) for area in kept if area.priority_id == one.pk]} for one in standing]
    known = {one.pk for one in standing}
    loose = [_part(area) for area in kept if area.priority_id not in known]
    return [*groups, {"row": None, "about": "", "focus": loose}] if loose else groups


def _crosswalk(request: Any, plan: Plan) -> list[dict[str, Any]]:
    """Objectives in their order, each with the area of focus to which it contributes."""
    objectives = Objective.objects.visible_to(request.user).filter(area=plan.area)
    rows = Crosswalk.objects.visible_to(request.user).filter(plan=plan, objective__in=objectives, focus__removed_at__isnull=True)
    ordered = rows.select_related("objective", "focus").order_by("objective__position", "objective__title")
    overview = reverse("performance:overview", args=[request.area.slug])
    return [
        {"objective": one.objective, "focus": one.focus, "url": f"{overview}?objective={one.objective.slug}"} for one in ordered
    ]


def _removed(plan: Plan, rows: list[Any]) -> list[dict[str, str]]:
    """What was taken out, for who may put it back."""
    names = {Priority: "priority-restore", FocusArea: "focus-restore"}
    return [
        {"words": one.title, "url": reverse(f"performance:{names[type(one)]}", args=[plan.area.slug, plan.slug, one.number])}
        for one in rows if one.removed_at is not None
    ]  # fmt: skip
