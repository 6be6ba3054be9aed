"""Applications as the office keeps them: entered, changed, judged, taken out, and decided."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissioning.forms.applications import ApplicationCreateForm, ApplicationUpdateForm, DecideForm, JudgeForm
from commissioning.models import Application, Exercise
from commissioning.rules.applications import OPEN, awarded_by, budget_problem
from commissioning.services import applications as services
from commissioning.services import deciding
from commissioning.views import grant_words as words_of
from commissioning.views.applications import application_url, list_steps, list_url, own, own_round, rows_of
from commissioning.views.office import crumbs, form_page
from commissioning.views.parts import parts
from decisions.forms.cases import ActForm
from interface.once import done_once
from meetings.views.programme import sent


def _around(request: Any, row: Application) -> dict[str, Any]:
    url = application_url(row)
    return {
        "caption": row.applicant, "back": (url, _("Back to the application")),
        "steps": [*list_steps(request, row.exercise), (url, row.applicant)],
    }  # fmt: skip


@login_required
def application_create(request: Any, area: str, ref: str) -> HttpResponse:
    """Enter an application."""
    exercise = own_round(request, ref)
    form = ApplicationCreateForm(sent(request), exercise=exercise)

    def work() -> str:
        return application_url(services.add_application(exercise=exercise, actor=request.user, **form.facts()))

    return form_page(
        request, form, work, title=_("Enter an application"), button=_("Enter the application"), done=_("Application entered"),
        words=[_("Only the office reads it, whatever becomes of it.")], caption=exercise.title,
        back=(list_url(exercise), _("Back to the applications")), steps=list_steps(request, exercise),
    )  # fmt: skip


@login_required
def application_update(request: Any, area: str, ref: str, number: int) -> HttpResponse:
    """Change an application."""
    row = own(request, ref, number)
    form = ApplicationUpdateForm(sent(request), row=row, exercise=row.exercise)

    def work() -> str:
        return application_url(services.change_application(application=row, actor=request.user, **form.facts()))

    return form_page(
        request, form, work, title=_("Change the application"), button=_("Save the application"), done=_("Application saved"),
        **_around(request, row),
    )  # fmt: skip


@login_required
def application_judge(request: Any, area: str, ref: str, number: int) -> HttpResponse:
    """Say how an application stands before it is decided."""
    row = own(request, ref, number)
    form = JudgeForm(sent(request), row=row)

    def work() -> str:
        return application_url(services.judge_application(application=row, actor=request.user, **_facts(form)))

    words = [_("It is %(state)s now.") % {"state": row.get_status_display().lower()}]
    return form_page(
        request, form, work, title=_("Say how it stands"), button=_("Save how it stands"), done=_("Saved how it stands"),
        words=words, **_around(request, row),
    )  # fmt: skip


def _facts(form: Any) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "token"}


@login_required
def application_remove(request: Any, area: str, ref: str, number: int) -> HttpResponse:
    """Take an application out."""
    return _act(
        request, ref, number, services.remove_application, title=_("Take the application out"), button=_("Take application out"),
        done=_("Taken out. You can put it back from the list of applications"),
        words=[_("It counts nowhere then. Take out what was entered in error; one that was withdrawn stays and says so.")],
    )  # fmt: skip


@login_required
def application_restore(request: Any, area: str, ref: str, number: int) -> HttpResponse:
    """Put an application back."""
    return _act(
        request, ref, number, services.restore_application, title=_("Put the application back"),
        button=_("Put application back"), done=_("Put back"),
    )  # fmt: skip


def _act(request: Any, ref: str, number: int, service: Callable[..., Any], **page: Any) -> HttpResponse:
    """A page that asks to be sure, and does it."""
    row = own(request, ref, number)
    form = ActForm(sent(request), row=row)

    def work() -> str:
        return application_url(service(application=row, version=form.cleaned_data["version"], actor=request.user))

    return form_page(request, form, work, **page, **_around(request, row))


# The decision ---------------------------------------------------------------------------------------------------------


@login_required
def application_decide(request: Any, area: str, ref: str) -> HttpResponse:
    """Decide on several applications at once, beside what is left of the fund."""
    exercise = own_round(request, ref)
    return _decide(request, exercise, list(rows_of(request, exercise).kept().filter(status__in=OPEN)), list_url(exercise))


@login_required
def application_decide_one(request: Any, area: str, ref: str, number: int) -> HttpResponse:
    """Decide on one application."""
    row = own(request, ref, number)
    is_open = row.removed_at is None and row.status in OPEN
    return _decide(request, row.exercise, [row] if is_open else [], application_url(row))


def _decide(request: Any, exercise: Exercise, rows: Sequence[Application], back: str) -> HttpResponse:
    form = DecideForm(sent(request), row=exercise, applications=rows)
    made: list[Any] = []

    def work() -> str:
        made.extend(deciding.decide(exercise=exercise, choices=form.choices(), actor=request.user, **form.shared()))
        return back

    left, is_check = deciding.left_of(exercise.fund), "check" in request.POST
    if form.is_valid() and not is_check and (url := done_once(form, work)):
        messages.success(request, _done(len(made)))
        return redirect(url)
    checked = is_check and form.is_valid()
    context = {
        "form": form, "exercise": exercise, "back_url": back, "parts": parts(request),
        "title": _("Decide the round") if back == list_url(exercise) else _("Decide on the application"),
        "key_facts": _sums(exercise, rows, left), "sum": _sum_words(form, left) if checked else "",
        "over": budget_problem(awarded_by(form.choices()), left) if checked else "",
        "breadcrumbs": crumbs(request, *list_steps(request, exercise)),
    }  # fmt: skip
    return render(request, "commissioning/application_decide.html", context)


def _done(count: int) -> str:
    if not count:
        return _("Decided. No award was made")
    words = ngettext(
        "Decided. %(count)d award is made. Only the office reads it until you publish it",
        "Decided. %(count)d awards are made. Only the office reads them until you publish them", count,
    )  # fmt: skip
    return words % {"count": count}


def _sums(exercise: Exercise, rows: Sequence[Application], left: Any) -> list[dict[str, Any]]:
    asked = sum((one.amount for one in rows if one.amount), start=0)
    found = [(_("To be decided"), f"{len(rows):,}", _("they ask for %(sum)s") % {"sum": words_of.pounds(asked)})]
    if exercise.fund is not None:
        found += [
            (_("Budget of the fund"), words_of.pounds(exercise.fund.budget), exercise.fund.get_vat_display()),
            (_("Left of it"), words_of.pounds(left), ""),
        ]
    return words_of.fact_list(*found)


def _sum_words(form: DecideForm, left: Any) -> str:
    """What the awards that are chosen make, and what is left of the fund after them."""
    choices = form.choices()
    sum_, count = awarded_by(choices), sum(one.is_award for one in choices)
    words = ngettext("%(count)d award makes %(sum)s", "%(count)d awards make %(sum)s", count)
    said = words % {"count": count, "sum": words_of.pounds(sum_)}
    if left is None:
        return said
    return _("%(awards)s. %(left)s is left of the fund after that") % {"awards": said, "left": words_of.pounds(left - sum_)}
