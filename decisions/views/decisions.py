"""A decision is logged, and its words are changed until it is signed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from decisions.choices import UNSIGNED
from decisions.forms.decisions import DecisionCreateForm, DecisionUpdateForm
from decisions.services.register.logging import change_decision, log_decision
from decisions.views.cases import done, sent
from decisions.views.decision_acts import closed_page
from decisions.views.decision_parts import decision_page, office_decision, register_crumbs, require_office
from interface.once import done_once


@login_required
def decision_create(request: Any, area: str) -> HttpResponse:
    """Log a decision: it is private to the office until it is shared or published."""
    require_office(request)
    form = DecisionCreateForm(sent(request), area=request.area)
    if form.is_valid() and (url := done_once(form, lambda: _log(request, form))):
        return redirect(url)
    context = {"form": form, "breadcrumbs": register_crumbs(request, pipeline=True)}
    return render(request, "decisions/decision_form.html", context)


def _log(request: Any, form: DecisionCreateForm) -> str:
    decision = log_decision(area=request.area, actor=request.user, **form.facts())
    messages.success(request, _("%(reference)s logged") % {"reference": decision.reference})
    return decision.get_absolute_url()


@login_required
def decision_update(request: Any, area: str, reference: str) -> HttpResponse:
    """Change the words of a decision that nobody has signed yet."""
    decision = office_decision(request, reference)
    if decision.status not in UNSIGNED:
        words = _("The notice is signed. Its words cannot change")
        return closed_page(request, decision, _("Change the words"), words if decision.is_signed else _over())
    form = DecisionUpdateForm(sent(request), decision=decision)
    if form.is_valid():
        facts = {"version": form.cleaned_data["version"], **form.facts()}
        if done(form, lambda: change_decision(decision=decision, actor=request.user, **facts)):
            messages.success(request, _("%(reference)s saved") % {"reference": decision.reference})
            return redirect(decision)
    return render(request, "decisions/decision_form.html", {**decision_page(request, decision), "form": form})


def _over() -> str:
    return _("This decision is over. Propose it again first")
