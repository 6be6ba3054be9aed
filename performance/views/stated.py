"""Figures that a source states, as the office keeps them."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from decisions.forms.cases import ActForm
from meetings.views.programme import sent
from performance.forms.stated import StatedCreateForm, StatedUpdateForm
from performance.models import Objective, StatedFigure
from performance.services import stated_keeping as services
from performance.views.casework import casework_steps, casework_url, find
from performance.views.office import form_page, require_reporting

CHECKED = "#stated"


def _own(request: Any, slug: str) -> Objective:
    objective = find(request, slug)
    require_reporting(request)
    return objective


def _row(request: Any, slug: str, number: int) -> StatedFigure:
    objective = _own(request, slug)
    row = get_object_or_404(StatedFigure.objects.visible_to(request.user), objective=objective, number=number)
    row.objective = objective
    return row


def _around(request: Any, objective: Objective) -> dict[str, Any]:
    url = casework_url(objective)
    return {
        "caption": objective.title, "back": (url, _("Back to the figures")),
        "steps": [*casework_steps(request), (url, objective.title)],
    }  # fmt: skip


@login_required
def stated_create(request: Any, area: str, slug: str) -> HttpResponse:
    """Enter a stated figure."""
    objective = _own(request, slug)
    form = StatedCreateForm(sent(request), objective=objective, user=request.user)

    def work() -> str:
        services.add_stated(objective=objective, actor=request.user, **form.facts())
        return f"{casework_url(objective)}{CHECKED}"

    return form_page(
        request, form, work, title=_("Enter a stated figure"), button=_("Enter the figure"), done=_("Stated figure entered"),
        words=_words(), **_around(request, objective),
    )  # fmt: skip


@login_required
def stated_update(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Change a stated figure."""
    row = _row(request, slug, number)
    form = StatedUpdateForm(sent(request), row=row, user=request.user)

    def work() -> str:
        services.change_stated(row=row, actor=request.user, **form.facts())
        return f"{casework_url(row.objective)}{CHECKED}"

    return form_page(
        request, form, work, title=_("Change the stated figure"), button=_("Save the figure"), done=_("Stated figure saved"),
        words=_words(), **_around(request, row.objective),
    )  # fmt: skip


def _words() -> list[str]:
    return [
        _("The page says whether it agrees with the figures that the portal holds for exactly these days."),
        _("Everybody reads it once the figures of these days are released."),
    ]


@login_required
def stated_remove(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Take a stated figure out."""
    return _act(
        request, slug, number, services.remove_stated, title=_("Take the stated figure out"), button=_("Take out"),
        done=_("Taken out. You can put it back on this page"),
    )  # fmt: skip


@login_required
def stated_restore(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Put a stated figure back."""
    return _act(
        request, slug, number, services.restore_stated, title=_("Put the stated figure back"), button=_("Put back"),
        done=_("Put back"),
    )  # fmt: skip


def _act(request: Any, slug: str, number: int, service: Callable[..., Any], **page: Any) -> HttpResponse:
    row = _row(request, slug, number)
    form = ActForm(sent(request), row=row)

    def work() -> str:
        service(row=row, version=form.cleaned_data["version"], actor=request.user)
        return f"{casework_url(row.objective)}{CHECKED}"

    return form_page(request, form, work, words=[row.title], **page, **_around(request, row.objective))
