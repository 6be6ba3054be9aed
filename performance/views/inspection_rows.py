"""The grades and recommendations of an inspection as the office keeps them."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from decisions.forms.cases import ActForm
from meetings.views.programme import sent
from performance.forms.inspections import (
    AskCreateForm,
    AskNoteForm,
    AskUpdateForm,
    GradeCreateForm,
    GradeUpdateForm,
)
from performance.models import Inspection, InspectionAsk, InspectionGrade
from performance.services import inspections as services
from performance.views.inspection_words import ask_title
from performance.views.inspections import own, page_of
from performance.views.office import form_page


def _row(request: Any, model: Any, inspection: Inspection, number: int) -> Any:
    row = get_object_or_404(model.objects.visible_to(request.user), inspection=inspection, number=number)
    row.inspection = inspection
    return row


@login_required
def grade_create(request: Any, area: str, slug: str) -> HttpResponse:
    """Add a grade."""
    inspection = own(request, slug)
    form = GradeCreateForm(sent(request))

    def work() -> str:
        services.add_grade(inspection=inspection, actor=request.user, **form.facts())
        return f"{inspection.get_absolute_url()}#grades"

    return form_page(
        request, form, work, title=_("Add a grade"), button=_("Add the grade"), done=_("Grade added"),
        **page_of(request, inspection),
    )  # fmt: skip


@login_required
def grade_update(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Change a grade."""
    inspection = own(request, slug)
    grade = _row(request, InspectionGrade, inspection, number)
    form = GradeUpdateForm(sent(request), grade=grade)

    def work() -> str:
        services.change_grade(row=grade, actor=request.user, **form.facts())
        return f"{inspection.get_absolute_url()}#grades"

    return form_page(
        request, form, work, title=_("Change the grade"), button=_("Save the grade"), done=_("Grade saved"),
        **page_of(request, inspection),
    )  # fmt: skip


@login_required
def ask_create(request: Any, area: str, slug: str) -> HttpResponse:
    """Add a recommendation."""
    inspection = own(request, slug)
    form = AskCreateForm(sent(request))

    def work() -> str:
        row = services.add_ask(inspection=inspection, actor=request.user, **form.facts())
        return f"{inspection.get_absolute_url()}#ask-{row.number}"

    return form_page(
        request, form, work, title=_("Add a recommendation"), button=_("Add the recommendation"),
        done=_("Recommendation added"), **page_of(request, inspection),
    )  # fmt: skip


@login_required
def ask_update(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Change a recommendation."""
    inspection = own(request, slug)
    ask = _row(request, InspectionAsk, inspection, number)
    form = AskUpdateForm(sent(request), ask=ask)

    def work() -> str:
        services.change_ask(ask=ask, actor=request.user, **form.facts())
        return f"{inspection.get_absolute_url()}#ask-{number}"

    return form_page(
        request, form, work, title=_("Change the recommendation"), button=_("Save the recommendation"),
        done=_("Recommendation saved"), **page_of(request, inspection),
    )  # fmt: skip


@login_required
def ask_note(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Say how a recommendation stands."""
    inspection = own(request, slug)
    ask = _row(request, InspectionAsk, inspection, number)
    form = AskNoteForm(sent(request), ask=ask)

    def work() -> str:
        services.note_ask(ask=ask, actor=request.user, **form.facts())
        return f"{inspection.get_absolute_url()}#ask-{number}"

    return form_page(
        request, form, work, title=_("Say how it stands"), button=_("Save how it stands"), done=_("Saved how it stands"),
        words=[f"{ask_title(ask)}: {ask.text}"], **page_of(request, inspection),
    )  # fmt: skip


@login_required
def grade_remove(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Take a grade out."""
    return _move(request, slug, InspectionGrade, number, services.remove_row)


@login_required
def grade_restore(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Put a grade back."""
    return _move(request, slug, InspectionGrade, number, services.restore_row)


@login_required
def ask_remove(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Take a recommendation out."""
    return _move(request, slug, InspectionAsk, number, services.remove_row)


@login_required
def ask_restore(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Put a recommendation back."""
    return _move(request, slug, InspectionAsk, number, services.restore_row)


def _move(request: Any, slug: str, model: Any, number: int, service: Callable[..., Any]) -> HttpResponse:
    inspection = own(request, slug)
    row = _row(request, model, inspection, number)
    form = ActForm(sent(request), row=row)

    def work() -> str:
        service(row=row, version=form.cleaned_data["version"], actor=request.user)
        return inspection.get_absolute_url()

    is_removal = service is services.remove_row
    return form_page(
        request, form, work, title=_words(row, is_removal=is_removal),
        button=_("Take out") if is_removal else _("Put back"), done=_("Taken out") if is_removal else _("Put back"),
        words=[row.question if isinstance(row, InspectionGrade) else row.text], **page_of(request, inspection),
    )  # fmt: skip


def _words(row: Any, *, is_removal: bool) -> str:
    if isinstance(row, InspectionGrade):
        return _("Take the grade out") if is_removal else _("Put the grade back")
    return _("Take the recommendation out") if is_removal else _("Put the recommendation back")
