"""Objectives and the measures under them, as the office keeps and orders them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from decisions.forms.cases import ActForm
from meetings.views.programme import sent
from performance.forms.plan import ObjectiveCreateForm, ObjectiveUpdateForm
from performance.models import Measure, Objective
from performance.rules.order import DIRECTIONS
from performance.services import objectives as services
from performance.views.measures import steps
from performance.views.office import crumbs, form_page, require_reporting
from performance.views.parts import parts


def list_url(request: Any) -> str:
    """Where the office keeps its objectives."""
    return reverse("performance:objective-list", args=[request.area.slug])


def _own(request: Any, slug: str) -> Objective:
    seen = Objective.objects.visible_to(request.user).select_related("area")
    objective = get_object_or_404(seen, area=request.area, slug=slug)
    require_reporting(request)
    return objective


def _around(request: Any, objective: Objective | None = None) -> dict[str, Any]:
    words = _("Objectives and measures")
    return {
        "caption": objective.title if objective else "",
        "back": (list_url(request), _("Back to objectives and measures")),
        "steps": [*steps(request), (list_url(request), words)],
    }


@login_required
@require_safe
def objective_list(request: Any, area: str) -> HttpResponse:
    """What is measured, under which objective, and what of it is public?"""
    require_reporting(request)
    measures = Measure.objects.visible_to(request.user).select_related("area").order_by("position", "title")
    seen = Objective.objects.visible_to(request.user).filter(area=request.area).order_by("position", "title", "pk")
    context = {
        "objectives": list(seen.prefetch_related(Prefetch("measures", measures))),
        "parts": parts(request, ""),
        "breadcrumbs": crumbs(request, *steps(request)),
    }
    return render(request, "performance/objective_list.html", context)


@login_required
def objective_create(request: Any, area: str) -> HttpResponse:
    """Enter an objective."""
    require_reporting(request)
    form = ObjectiveCreateForm(sent(request))

    def work() -> str:
        one = services.create_objective(area=request.area, actor=request.user, **form.facts())
        return f"{list_url(request)}#{one.slug}"

    return form_page(
        request, form, work, title=_("Enter an objective"), button=_("Enter the objective"),
        done=_("Objective entered. Enter its measures, then publish it"),
        words=[_("Only the office reads it until you publish it.")], **_around(request),
    )  # fmt: skip


@login_required
def objective_update(request: Any, area: str, slug: str) -> HttpResponse:
    """Change an objective."""
    objective = _own(request, slug)
    form = ObjectiveUpdateForm(sent(request), row=objective)

    def work() -> str:
        services.change_objective(objective=objective, actor=request.user, **form.facts())
        return f"{list_url(request)}#{objective.slug}"

    return form_page(
        request, form, work, title=_("Change the objective"), button=_("Save the objective"), done=_("Objective saved"),
        **_around(request, objective),
    )  # fmt: skip


@login_required
def objective_publish(request: Any, area: str, slug: str) -> HttpResponse:
    """Let everybody read an objective."""
    return _act(
        request, slug, services.publish_objective, title=_("Publish the objective"), button=_("Publish objective"),
        done=_("Objective published"), words=[_("Everybody can then read it, with those of its measures that are published.")],
    )  # fmt: skip


@login_required
def objective_hide(request: Any, area: str, slug: str) -> HttpResponse:
    """Take an objective from the public."""
    words = [_("Only the office reads it and its measures then. Published reports keep what they said.")]
    return _act(
        request, slug, services.hide_objective, title=_("Take the objective from the public"), button=_("Take from the public"),
        done=_("The objective is no longer public"), words=words,
    )  # fmt: skip


def _act(request: Any, slug: str, service: Any, **page: Any) -> HttpResponse:
    objective = _own(request, slug)
    form = ActForm(sent(request), row=objective)

    def work() -> str:
        service(objective=objective, version=form.cleaned_data["version"], actor=request.user)
        return f"{list_url(request)}#{objective.slug}"

    return form_page(request, form, work, **page, **_around(request, objective))


@login_required
@require_POST
def objective_move(request: Any, area: str, slug: str) -> HttpResponse:
    """One place up or down."""
    objective, direction = _own(request, slug), request.POST.get("direction", "")
    if direction not in DIRECTIONS:
        raise Http404
    services.move_objective(objective=objective, direction=direction, actor=request.user)
    return redirect(f"{list_url(request)}#{objective.slug}")
