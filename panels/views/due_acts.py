"""What is recorded by hand of something due: each act on a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interface import clock
from panels import permissions
from panels.choices import DutyStatus
from panels.due import MET_LATE, MISSED
from panels.forms.due import DueActForm, ExplainForm, MeetForm, ReopenDutyForm, SetAsideForm
from panels.models import Obligation
from panels.resources import state_of
from panels.services import due
from panels.views.due import crumbs, deadline_words, find_obligation


@dataclass(frozen=True)
class Act:
    """One thing that can be recorded: its form, who does the work, and what the page and the notice say."""

    form: type[DueActForm]
    work: Callable[..., Obligation]
    heading: str | Promise
    button: str | Promise
    done: str | Promise


MEET = Act(MeetForm, due.meet, gettext_lazy("Mark as met"), gettext_lazy("Mark as met"), gettext_lazy("It is marked as met"))
SET_ASIDE = Act(
    SetAsideForm, due.set_aside, gettext_lazy("It does not apply"), gettext_lazy("Set it aside"),
    gettext_lazy("It is set aside, with the reason"),
)  # fmt: skip
REOPEN = Act(
    ReopenDutyForm, due.reopen, gettext_lazy("Open it again"), gettext_lazy("Open it again"), gettext_lazy("It is open again")
)
EXPLAIN = Act(
    ExplainForm, due.explain, gettext_lazy("Say why it was late"), gettext_lazy("Save the reason"),
    gettext_lazy("The reason is kept with it"),
)  # fmt: skip


@login_required
def obligation_meet(request: Any, area: str, reference: str) -> HttpResponse:
    """That it was done, on which day, and what shows it."""
    return _act(request, reference, MEET)


@login_required
def obligation_set_aside(request: Any, area: str, reference: str) -> HttpResponse:
    """Why it does not apply."""
    return _act(request, reference, SET_ASIDE)


@login_required
def obligation_reopen(request: Any, area: str, reference: str) -> HttpResponse:
    """Undo what was recorded by hand."""
    return _act(request, reference, REOPEN)


@login_required
def obligation_explain(request: Any, area: str, reference: str) -> HttpResponse:
    """Why it was missed or late."""
    return _act(request, reference, EXPLAIN)


def _act(request: Any, reference: str, act: Act) -> HttpResponse:
    one = find_obligation(request, reference)
    if not permissions.can_settle(request.user, one):
        raise PermissionDenied
    form = act.form(request.POST if request.method == "POST" else None, obligation=one)
    if form.is_valid():
        try:
            act.work(obligation=one, actor=request.user, **form.facts())
        except ValidationError as error:
            form.show_refusal(error)
        else:
            messages.success(request, act.done)
            return redirect(one)
    context = {
        "one": one,
        "form": form,
        "act": act,
        "problem": "" if form.is_bound else _problem(one, act),
        "deadline": deadline_words(one, clock.now()),
        "breadcrumbs": crumbs(request, one),
    }
    return render(request, "panels/obligation_act.html", context)


def _problem(one: Obligation, act: Act) -> str:
    """Why the act is not open now; empty when it is."""
    state = state_of(one, clock.now()).key
    if act is EXPLAIN:
        return "" if state in (MISSED, MET_LATE) else _("This is neither missed nor late. There is nothing to explain.")
    if act is REOPEN:
        return _reopen_problem(one)
    if one.status != DutyStatus.OPEN:
        return _("This is settled already. Open it again to change that.")
    if act is MEET and one.is_closing:
        return _("Nobody owes this: it says until when something may be sent in.")
    return ""


def _reopen_problem(one: Obligation) -> str:
    if one.status == DutyStatus.OPEN:
        return _("This is open already.")
    return "" if one.met_by_id else _("The portal recorded this from what happened. It changes when that changes.")
