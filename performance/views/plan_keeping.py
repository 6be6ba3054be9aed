"""The Police and Crime Plan as the office keeps it: its days, priorities, areas of focus, and what contributes to which."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from decisions.forms.cases import ActForm
from decisions.models import Case
from meetings.views.programme import sent
from performance.forms.plan import (
    CrosswalkForm,
    FocusCreateForm,
    FocusUpdateForm,
    PlanCreateForm,
    PlanUpdateForm,
    PriorityCreateForm,
    PriorityUpdateForm,
)
from performance.models import Crosswalk, FocusArea, Objective, Plan, Priority
from performance.rules.order import DIRECTIONS
from performance.services import plan as services
from performance.views.office import form_page, require_reporting
from performance.views.plans import find, plan_steps


def _own(request: Any, slug: str) -> Plan:
    plan = find(request, slug)
    require_reporting(request)
    return plan


def _cases(request: Any) -> Any:
    return Case.objects.visible_to(request.user).filter(area=request.area)


def _page(request: Any, plan: Plan, form: Any, do: Callable[[], Any], anchor: str = "", **page: Any) -> HttpResponse:
    """A page below a plan, which leads back to it."""

    def work() -> str:
        do()
        return plan.get_absolute_url() + anchor

    return form_page(
        request, form, work, caption=plan.title, back=(plan.get_absolute_url(), _("Back to the plan")),
        steps=[*plan_steps(request), (plan.get_absolute_url(), plan.title)], **page,
    )  # fmt: skip


@login_required
def plan_create(request: Any, area: str) -> HttpResponse:
    """Enter a plan."""
    require_reporting(request)
    form = PlanCreateForm(sent(request), cases=_cases(request))

    def work() -> str:
        return services.create_plan(area=request.area, actor=request.user, **form.facts()).get_absolute_url()

    steps = plan_steps(request)
    return form_page(
        request, form, work, title=_("Enter a plan"), button=_("Enter the plan"),
        done=_("Plan entered. Add its priorities and areas of focus"),
        words=[_("Only the office reads it until you publish it.")], back=(steps[-1][0], _("Back to the plans")), steps=steps,
    )  # fmt: skip


@login_required
def plan_update(request: Any, area: str, slug: str) -> HttpResponse:
    """Change a plan."""
    plan = _own(request, slug)
    form = PlanUpdateForm(sent(request), row=plan, cases=_cases(request))
    return _page(
        request, plan, form, lambda: services.change_plan(plan=plan, actor=request.user, **form.facts()),
        title=_("Change the plan"), button=_("Save the plan"), done=_("Plan saved"),
    )  # fmt: skip


@login_required
def plan_publish(request: Any, area: str, slug: str) -> HttpResponse:
    """Let everybody read a plan."""
    words = [_("Everybody can then read its priorities, its areas of focus and what contributes to each.")]
    return _act(
        request, slug, services.publish_plan, title=_("Publish the plan"), button=_("Publish plan"), done=_("Plan published"),
        words=words,
    )  # fmt: skip


@login_required
def plan_hide(request: Any, area: str, slug: str) -> HttpResponse:
    """Take a plan from the public."""
    return _act(
        request, slug, services.hide_plan, title=_("Take the plan from the public"), button=_("Take from the public"),
        done=_("The plan is no longer public"), words=[_("Only the office reads it then. It can be published again.")],
    )  # fmt: skip


def _act(request: Any, slug: str, service: Any, **page: Any) -> HttpResponse:
    plan = _own(request, slug)
    form = ActForm(sent(request), row=plan)
    return _page(
        request, plan, form, lambda: service(plan=plan, version=form.cleaned_data["version"], actor=request.user), **page
    )  # fmt: skip


@login_required
def crosswalk_update(request: Any, area: str, slug: str) -> HttpResponse:
    """Say to which area of focus each objective contributes."""
    plan = _own(request, slug)
    objectives = list(Objective.objects.visible_to(request.user).filter(area=plan.area).order_by("position", "title"))
    focus_areas = FocusArea.objects.visible_to(request.user).filter(plan=plan).kept().order_by("position", "number")
    rows = Crosswalk.objects.visible_to(request.user).filter(plan=plan).select_related("focus")
    chosen = {one.objective_id: one.focus for one in rows}
    form = CrosswalkForm(sent(request), row=plan, objectives=objectives, focus_areas=focus_areas, chosen=chosen)

    def do() -> None:
        version = form.cleaned_data["version"]
        services.set_crosswalk(plan=plan, version=version, focus_of=form.focus_of(), actor=request.user)

    return _page(
        request, plan, form, do, "#crosswalk", title=_("Say what contributes to which area of focus"),
        button=_("Save what contributes"), done=_("Saved"),
        words=[_("Each objective contributes to one area of focus or to none. Several may contribute to the same.")],
    )  # fmt: skip


# Priorities and areas of focus ----------------------------------------------------------------------------------------


@login_required
def priority_create(request: Any, area: str, slug: str) -> HttpResponse:
    """Add a priority."""
    plan = _own(request, slug)
    form = PriorityCreateForm(sent(request), plan=plan)
    return _page(
        request, plan, form, lambda: services.add_priority(plan=plan, actor=request.user, **form.facts()), "#priorities",
        title=_("Add a priority"), button=_("Add the priority"), done=_("Priority added"),
    )  # fmt: skip


@login_required
def priority_update(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Change a priority."""
    plan, row = _with_row(request, slug, Priority, number)
    form = PriorityUpdateForm(sent(request), row=row)
    return _page(
        request, plan, form, lambda: services.change_priority(row=row, actor=request.user, **form.facts()), "#priorities",
        title=_("Change the priority"), button=_("Save the priority"), done=_("Priority saved"),
    )  # fmt: skip


@login_required
def focus_create(request: Any, area: str, slug: str) -> HttpResponse:
    """Add an area of focus."""
    plan = _own(request, slug)
    form = FocusCreateForm(sent(request), plan=plan)
    return _page(
        request, plan, form, lambda: services.add_focus_area(plan=plan, actor=request.user, **form.facts()), "#priorities",
        title=_("Add an area of focus"), button=_("Add the area of focus"), done=_("Area of focus added"),
    )  # fmt: skip


@login_required
def focus_update(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Change an area of focus."""
    plan, row = _with_row(request, slug, FocusArea, number)
    form = FocusUpdateForm(sent(request), row=row)
    return _page(
        request, plan, form, lambda: services.change_focus_area(row=row, actor=request.user, **form.facts()), "#priorities",
        title=_("Change the area of focus"), button=_("Save the area of focus"), done=_("Area of focus saved"),
    )  # fmt: skip


@login_required
def priority_remove(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Take a priority out."""
    return _change(
        request, slug, Priority, number, services.remove_part, title=_("Take the priority out"), button=_("Take priority out"),
        done=_("Taken out. You can put it back on this page"),
    )  # fmt: skip


@login_required
def priority_restore(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Put a priority back."""
    return _change(
        request, slug, Priority, number, services.restore_part, title=_("Put the priority back"), button=_("Put priority back"),
        done=_("Put back"),
    )  # fmt: skip


@login_required
def focus_remove(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Take an area of focus out."""
    return _change(
        request, slug, FocusArea, number, services.remove_part, title=_("Take the area of focus out"),
        button=_("Take area of focus out"), done=_("Taken out. You can put it back on this page"),
    )  # fmt: skip


@login_required
def focus_restore(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Put an area of focus back."""
    return _change(
        request, slug, FocusArea, number, services.restore_part, title=_("Put the area of focus back"),
        button=_("Put area of focus back"), done=_("Put back"),
    )  # fmt: skip


@login_required
@require_POST
def priority_move(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """One place up or down."""
    return _move(request, slug, Priority, number)


@login_required
@require_POST
def focus_move(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """One place up or down."""
    return _move(request, slug, FocusArea, number)


def _with_row(request: Any, slug: str, model: Any, number: int) -> tuple[Plan, Any]:
    plan = _own(request, slug)
    row = get_object_or_404(model.objects.visible_to(request.user), plan=plan, number=number)
    row.plan = plan
    return plan, row


def _change(request: Any, slug: str, model: Any, number: int, service: Any, **page: Any) -> HttpResponse:
    """The page that asks before a row is taken out or put back."""
    plan, row = _with_row(request, slug, model, number)
    form = ActForm(sent(request), row=row)

    def do() -> None:
        service(row=row, version=form.cleaned_data["version"], actor=request.user)

    return _page(request, plan, form, do, "#priorities", words=[row.title], **page)


def _move(request: Any, slug: str, model: Any, number: int) -> HttpResponse:
    plan, row = _with_row(request, slug, model, number)
    direction = request.POST.get("direction", "")
    if direction not in DIRECTIONS or row.removed_at is not None:
        raise Http404
    services.move_part(row=row, direction=direction, actor=request.user)
    return redirect(f"{plan.get_absolute_url()}#priorities")
