"""Planned actions of an objective in a quarterly report: written, said how they stand, moved, taken out and put back."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.views.programme import sent
from performance.forms.quarterly import ActionCreateForm, ActionUpdateForm, StateForm
from performance.models import ActionStanding, PlannedAction, ReportPart
from performance.services import reports as services
from performance.views.quarterly_parts import act, direction_of, own_part, part_form

ANCHOR = "#actions"


@login_required
def action_create(request: Any, area: str, slug: str, objective: str) -> HttpResponse:
    """Write down what is planned."""
    part = own_part(request, slug, objective)
    form = ActionCreateForm(sent(request))

    def work() -> None:
        services.add_planned_action(report=part.report, objective=part.objective, actor=request.user, **form.facts())

    return part_form(
        request, part, form, work, title=_("Add a planned action"), button=_("Add the planned action"),
        done=_("Planned action added"), anchor=ANCHOR,
        words=[_("It is carried from report to report until one says that it is done or dropped.")],
    )  # fmt: skip


@login_required
def action_update(request: Any, area: str, slug: str, objective: str, number: int) -> HttpResponse:
    """Write a planned action anew."""
    part = own_part(request, slug, objective)
    action = _find(request, part, number)
    is_told = services.is_told(action)
    form = ActionUpdateForm(sent(request), action=action, is_told=is_told)

    def work() -> None:
        services.change_planned_action(action=action, report=part.report, actor=request.user, **form.facts())

    words = [action.text, _("A published report tells of it in these words, so they stay.")] if is_told else []
    return part_form(
        request, part, form, work, title=_("Change the planned action"), button=_("Save the planned action"),
        done=_("Planned action saved"), anchor=ANCHOR, words=words,
    )  # fmt: skip


@login_required
def action_state(request: Any, area: str, slug: str, objective: str, number: int) -> HttpResponse:
    """Say how a planned action stands."""
    part = own_part(request, slug, objective)
    action = _find(request, part, number)
    rows = ActionStanding.objects.visible_to(request.user)
    standing = get_object_or_404(rows, report=part.report, action=action)
    form = StateForm(sent(request), standing=standing)

    def work() -> None:
        services.say_how_it_stands(action=action, report=part.report, actor=request.user, **form.facts())

    return part_form(
        request, part, form, work, title=_("How it stands"), button=_("Save"), done=_("Planned action saved"), anchor=ANCHOR,
        words=[action.text, _("One that is done or dropped is told of in this report for the last time.")],
    )  # fmt: skip


@login_required
@require_POST
def action_move(request: Any, area: str, slug: str, objective: str, number: int) -> HttpResponse:
    """One place up or down."""
    part = own_part(request, slug, objective)
    action, direction = _find(request, part, number), direction_of(request)

    def work() -> None:
        services.move_planned_action(action=action, report=part.report, direction=direction, actor=request.user)

    return act(request, part, work, anchor=ANCHOR)


@login_required
@require_POST
def action_remove(request: Any, area: str, slug: str, objective: str, number: int) -> HttpResponse:
    """Take a planned action out that was written in error; the page offers to put it back."""
    part = own_part(request, slug, objective)
    action = _find(request, part, number)
    done = _("Planned action taken out. It is below the others, where you can put it back")

    def work() -> None:
        services.remove_planned_action(action=action, report=part.report, actor=request.user)

    return act(request, part, work, done=done, anchor=ANCHOR)


@login_required
@require_POST
def action_restore(request: Any, area: str, slug: str, objective: str, number: int) -> HttpResponse:
    """Put a planned action back that was taken out."""
    part = own_part(request, slug, objective)
    action = _find(request, part, number, is_removed=True)

    def work() -> None:
        services.restore_planned_action(action=action, report=part.report, actor=request.user)

    return act(request, part, work, done=_("Planned action put back"), anchor=ANCHOR)


def _find(request: Any, part: ReportPart, number: int, *, is_removed: bool = False) -> PlannedAction:
    seen = PlannedAction.objects.visible_to(request.user).filter(standings__report=part.report)
    return get_object_or_404(seen, objective=part.objective, number=number, removed_at__isnull=not is_removed)
