"""Exercises as the office keeps them: opened, changed, published, completed, cancelled."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _

from commissioning.forms.pipeline import CancelForm, CompleteForm, ExerciseCreateForm, ExerciseUpdateForm
from commissioning.models import Exercise
from commissioning.services import pipeline as services
from commissioning.views.exercise_reading import find
from commissioning.views.office import form_page, require_commissioning
from commissioning.views.pipeline import list_step
from decisions.forms.cases import ActForm
from meetings.views.programme import sent


def own(request: Any, ref: str) -> Exercise:
    """An exercise that the reader keeps."""
    exercise = find(request, ref)
    require_commissioning(request)
    return exercise


def page_of(request: Any, exercise: Exercise) -> dict[str, Any]:
    """What the pages below an exercise have around their form."""
    return {
        "caption": exercise.title,
        "back": (exercise.get_absolute_url(), _("Back to %(title)s") % {"title": exercise.title}),
        "steps": [list_step(request), (exercise.get_absolute_url(), exercise.title)],
    }


def _act(
    request: Any, exercise: Exercise, form: Any, service: Callable[..., Exercise], **page: Any
) -> HttpResponse:  # fmt: skip
    """A page that asks to be sure, or for what an act needs, and does it."""

    def work() -> str:
        service(exercise=exercise, actor=request.user, **_facts(form))
        return exercise.get_absolute_url()

    return form_page(request, form, work, **page, **page_of(request, exercise))


def _facts(form: Any) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "token"}


@login_required
def exercise_create(request: Any, area: str) -> HttpResponse:
    """Open an exercise."""
    require_commissioning(request)
    form = ExerciseCreateForm(sent(request), area=request.area)

    def work() -> str:
        return services.open_exercise(area=request.area, actor=request.user, **form.facts()).get_absolute_url()

    return form_page(
        request, form, work, title=_("Open a procurement or a round"), button=_("Open it"),
        done=_("Opened. Plan its stages next"),
        words=[_("Only the office reads it until you publish it. Its reference is given when you open it.")],
        back=(list_step(request)[0], _("Back to the pipeline")), steps=[list_step(request)],
    )  # fmt: skip


@login_required
def exercise_update(request: Any, area: str, ref: str) -> HttpResponse:
    """Change an exercise."""
    exercise = own(request, ref)
    form = ExerciseUpdateForm(sent(request), exercise=exercise)
    return _act(
        request, exercise, form, services.change_exercise, title=_("Change it"), button=_("Save changes"), done=_("Saved")
    )  # fmt: skip


@login_required
def exercise_publish(request: Any, area: str, ref: str) -> HttpResponse:
    """Let everybody read an exercise."""
    exercise = own(request, ref)
    words = [
        _("Everybody can then read it with its stages, lots, funders and public documents."),
        _("Who applied, what they offered, commercial terms and scores stay with the office."),
    ]
    if exercise.estimate is not None:
        told = _("Everybody can then read the estimate as well.") if exercise.is_estimate_public else ""
        words.append(told or _("The estimate stays with the office as well."))
    return _act(
        request, exercise, ActForm(sent(request), row=exercise), services.publish_exercise, title=_("Publish it"),
        button=_("Publish %(reference)s") % {"reference": exercise.reference}, done=_("Published"), words=words,
    )  # fmt: skip


@login_required
def exercise_hide(request: Any, area: str, ref: str) -> HttpResponse:
    """Take an exercise from the public."""
    exercise = own(request, ref)
    words = [_("Only the office reads it then. Awards that are published stay public. It can be published again.")]
    return _act(
        request, exercise, ActForm(sent(request), row=exercise), services.hide_exercise, title=_("Take it from the public"),
        button=_("Take from the public"), done=_("It is no longer public"), words=words,
    )  # fmt: skip


@login_required
def exercise_complete(request: Any, area: str, ref: str) -> HttpResponse:
    """Complete an exercise."""
    exercise = own(request, ref)
    return _act(
        request, exercise, CompleteForm(sent(request), row=exercise), services.complete_exercise, title=_("Complete it"),
        button=_("Complete %(reference)s") % {"reference": exercise.reference}, done=_("Complete. You can open it again"),
        words=[_("Nothing more is awarded in it, and it leaves the board. Its awards go on.")],
    )  # fmt: skip


@login_required
def exercise_cancel(request: Any, area: str, ref: str) -> HttpResponse:
    """Cancel an exercise."""
    exercise = own(request, ref)
    return _act(
        request, exercise, CancelForm(sent(request), row=exercise), services.cancel_exercise, title=_("Cancel it"),
        button=_("Cancel %(reference)s") % {"reference": exercise.reference}, done=_("Cancelled. You can open it again"),
        words=[_("It ends without an award.")],
    )  # fmt: skip


@login_required
def exercise_reopen(request: Any, area: str, ref: str) -> HttpResponse:
    """Take an exercise up again."""
    exercise = own(request, ref)
    return _act(
        request, exercise, ActForm(sent(request), row=exercise), services.reopen_exercise, title=_("Open it again"),
        button=_("Open again"), done=_("In hand again"),
    )  # fmt: skip
