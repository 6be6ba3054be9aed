"""The case of a call for a Chief Constable to go: the Commissioner's notice, and what was done in the end."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from decisions.choices import CaseKind
from decisions.forms.appointments import RemovalDecisionForm, RemovalNotifyForm, RemovalUpdateForm
from decisions.models import Case
from decisions.services import removals as services
from decisions.services.reading import read_case
from decisions.views.acts import notified_case
from decisions.views.appointments import decided, law_of, page, record_lines, saved, sent, standing_notice
from interface.once import done_once
from panels import rulebook

LAW = (rulebook.RESIGNATION_CALL, rulebook.REMOVAL_PRIVATE)


@login_required
def removal_notify(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """The notice that the Commissioner intends to call on the Chief Constable to go."""
    case = _case(request, kind, slug)
    facts = read_case(case, request.user)
    form = RemovalNotifyForm(sent(request), initial={"received_on": facts.today})
    if form.is_valid() and (url := done_once(form, lambda: _notified(request, case, form))):
        return redirect(url)
    context = {**page(request, case, form), "title": _("Enter the Commissioner’s notice"), "law": law_of(facts, *LAW)}
    if request.method != "POST" and facts.running_notice is not None:
        context["problem"] = _("The panel was notified already. Change that notice, or take it back first")
    return render(request, "decisions/removal_notify.html", context)


def _notified(request: Any, case: Case, form: RemovalNotifyForm) -> str:
    services.receive_removal_notice(case=case, version=case.version, actor=request.user, **form.facts())
    messages.success(request, _("The notice is kept. The panel’s time runs from the day it was received"))
    return case.get_absolute_url()


@login_required
def removal_update(request: Any, area: str, kind: str, slug: str, number: int) -> HttpResponse:
    """Correct the notice of a call to go."""
    case = _case(request, kind, slug)
    notice = standing_notice(request, case, number)
    form = RemovalUpdateForm(sent(request), notice=notice)
    if form.is_valid():
        said = {"version": form.cleaned_data["version"], **form.facts()}
        if saved(form, lambda: services.change_removal_notice(notice=notice, actor=request.user, **said)):
            messages.success(request, _("The notice is saved"))
            return redirect(case)
    law = law_of(read_case(case, request.user), *LAW)
    context = {**page(request, case, form), "title": _("Change the Commissioner’s notice"), "law": law}
    return render(request, "decisions/removal_notify.html", context)


@login_required
def removal_decide(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """What the Commissioner did after the panel's recommendation. It ends the case."""
    case = _case(request, kind, slug)
    form = RemovalDecisionForm(sent(request), versioned=case)
    if form.is_valid() and saved(form, lambda: services.decide_removal(case=case, actor=request.user, **decided(form))):
        messages.success(request, _("What the Commissioner did is recorded, and the case has ended"))
        return redirect(case)
    facts = read_case(case, request.user)
    context = {**page(request, case, form), "title": _("Record what the Commissioner did"), "law": law_of(facts, *LAW)}
    return render(request, "decisions/candidate_decide.html", {**context, "record": record_lines(facts)})


def _case(request: Any, kind: str, slug: str) -> Case:
    """The case of a removal in which the reader acts for the Commissioner; other kinds have no such page."""
    if kind != CaseKind.REMOVAL:
        raise Http404
    return notified_case(request, kind, slug)
