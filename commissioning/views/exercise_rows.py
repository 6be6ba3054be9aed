"""Stages and lots of an exercise: one set of pages adds, changes, takes out and puts back rows of either kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissioning.forms.pipeline import LotCreateForm, LotUpdateForm, ReachForm, StageCreateForm, StageUpdateForm
from commissioning.models import Exercise, Lot, Stage
from commissioning.services import pipeline_rows as services
from commissioning.views.exercises import own, page_of
from commissioning.views.office import form_page
from decisions.forms.cases import ActForm
from meetings.views.programme import sent


@dataclass(frozen=True)
class Kind:
    """A kind of row, with its forms and the words of its pages."""

    model: Any
    create: Any
    update: Any
    named: Callable[[Any], str]
    add: Promise
    change: Promise
    remove: Promise
    restore: Promise


KINDS = {
    "stages": Kind(
        Stage, StageCreateForm, StageUpdateForm, lambda one: one.get_kind_display(), gettext_lazy("Add a stage"),
        gettext_lazy("Change the stage"), gettext_lazy("Take the stage out"), gettext_lazy("Put the stage back"),
    ),
    "lots": Kind(
        Lot, LotCreateForm, LotUpdateForm, lambda one: one.title, gettext_lazy("Add a lot"), gettext_lazy("Change the lot"),
        gettext_lazy("Take the lot out"), gettext_lazy("Put the lot back"),
    ),
}  # fmt: skip


@login_required
def row_create(request: Any, area: str, ref: str, rows: str) -> HttpResponse:
    """Add a row."""
    exercise, kind = own(request, ref), KINDS[rows]
    form = kind.create(sent(request))
    return _page(
        request, exercise, rows, form, kind.add, _("Added"),
        lambda: services.add_row(model=kind.model, exercise=exercise, actor=request.user, **form.facts()),
    )  # fmt: skip


@login_required
def row_update(request: Any, area: str, ref: str, number: int, rows: str) -> HttpResponse:
    """Change a row."""
    exercise, row, kind = _row(request, ref, number, rows)
    form = kind.update(sent(request), row=row)
    return _page(
        request, exercise, rows, form, kind.change, _("Saved"),
        lambda: services.change_row(row=row, actor=request.user, **form.facts()), button=_("Save changes"),
    )  # fmt: skip


@login_required
def row_remove(request: Any, area: str, ref: str, number: int, rows: str) -> HttpResponse:
    """Take a row out."""
    exercise, row, kind = _row(request, ref, number, rows)
    form = ActForm(sent(request), row=row)
    return _page(
        request, exercise, rows, form, kind.remove, _("Taken out. You can put it back on this page"),
        lambda: services.remove_row(row=row, version=form.cleaned_data["version"], actor=request.user), words=[kind.named(row)],
    )  # fmt: skip


@login_required
def row_restore(request: Any, area: str, ref: str, number: int, rows: str) -> HttpResponse:
    """Put a row back."""
    exercise, row, kind = _row(request, ref, number, rows)
    form = ActForm(sent(request), row=row)
    return _page(
        request, exercise, rows, form, kind.restore, _("Put back"),
        lambda: services.restore_row(row=row, version=form.cleaned_data["version"], actor=request.user), words=[kind.named(row)],
    )  # fmt: skip


@login_required
def stage_reach(request: Any, area: str, ref: str, number: int) -> HttpResponse:
    """Say that a stage was reached."""
    exercise, row, _kind = _row(request, ref, number, "stages")
    form = ReachForm(sent(request), row=row)
    title = _("Say that a stage was reached: %(stage)s") % {"stage": row.get_kind_display()}
    return _page(
        request, exercise, "stages", form, title, _("Stage reached"),
        lambda: services.reach_stage(row=row, actor=request.user, **form.cleaned_data), button=_("Save the day"),
    )  # fmt: skip


def _row(request: Any, ref: str, number: int, rows: str) -> tuple[Exercise, Any, Kind]:
    exercise, kind = own(request, ref), KINDS[rows]
    row = get_object_or_404(kind.model.objects.visible_to(request.user), exercise=exercise, number=number)
    row.exercise = exercise
    return exercise, row, kind


def _page(
    request: Any, exercise: Exercise, rows: str, form: Any, title: Any, done: str, do: Callable[[], Any], *, button: Any = "",
    **page: Any,
) -> HttpResponse:  # fmt: skip
    def work() -> str:
        do()
        return f"{exercise.get_absolute_url()}#{rows}"

    return form_page(
        request, form, work, title=title, button=button or title, done=done, **page, **page_of(request, exercise)
    )  # fmt: skip
