"""The list of statutory cases, the same as a file, and the acts upon a case itself: open, change, publish, withdraw, reopen."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from decisions import permissions
from decisions.choices import CaseKind
from decisions.forms.cases import ActForm, CaseCreateForm, CaseUpdateForm, KindForm, WithdrawForm
from decisions.models import Case, Decision
from decisions.rules.common_steps import POWERS
from decisions.rules.decision_reading import read_reference
from decisions.services import cases as services
from decisions.views.acts import own_case
from decisions.views.detail import crumbs
from interface import clock
from interface.once import done_once, refused
from meetings.permissions import panels_to_call
from panels.rulebook import RuleMissing, rule_for


@require_safe
def case_kind_list(request: Any, area: str, kind: str) -> HttpResponse:
    """The cases of one kind: the list, narrowed."""
    return redirect(f"{reverse('cases:case-list', args=[area])}?kind={kind}")


@login_required
def case_create(request: Any, area: str) -> HttpResponse:
    """Open a case: first of which kind, then what that kind asks for."""
    if not permissions.can_open_case(request.user, request.area):
        raise PermissionDenied
    kind = request.GET.get("kind", "")
    if kind not in CaseKind.values:
        choice = KindForm(request.POST if request.method == "POST" else request.GET if "kind" in request.GET else None)
        if choice.is_valid():
            return redirect(f"{request.path}?kind={choice.cleaned_data['kind']}")
        return render(request, "decisions/case_kind.html", {"form": choice, "breadcrumbs": crumbs(request)})
    form = CaseCreateForm(
        sent(request), kind=kind, bodies=panels_to_call(request.user, request.area),
        decisions=Decision.objects.visible_to(request.user).filter(area=request.area), decision=_asked_for(request),
    )  # fmt: skip
    if form.is_valid():
        url = done_once(form, lambda: _open(request, kind, form))
        if url:
            return redirect(url)
    context = {"form": form, "kind": CaseKind(kind), "rule": _power(request, kind), "breadcrumbs": crumbs(request)}
    return render(request, "decisions/case_form.html", context)


def _asked_for(request: Any) -> str:
    """The reference of a decision from whose page the reader comes; empty where it is none."""
    meant = read_reference(request.GET.get("decision", ""))
    return f"{meant[0]}/{meant[1]:03d}" if meant else ""


def _open(request: Any, kind: str, form: CaseCreateForm) -> str:
    case = services.open_case(kind=kind, actor=request.user, **form.facts())
    messages.success(request, _("%(title)s opened") % {"title": case.title})
    return case.get_absolute_url()


def _power(request: Any, kind: str) -> Any:
    """The rule under which the panel takes the kind of case; None where the rule book holds none today."""
    try:
        return rule_for(request.area, POWERS[CaseKind(kind)], on=clock.today())
    except RuleMissing:
        return None


@login_required
def case_update(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """Change what a case is about."""
    case = own_case(request, kind, slug)
    form = CaseUpdateForm(sent(request), case=case)
    if form.is_valid():
        facts = {"version": form.cleaned_data["version"], **form.facts()}
        if done(form, lambda: services.change_case(case=case, actor=request.user, **facts)):
            messages.success(request, _("Case saved"))
            return redirect(case)
    context = {"form": form, "case": case, "kind": CaseKind(kind), "breadcrumbs": crumbs(request, case)}
    return render(request, "decisions/case_form.html", context)


@login_required
def case_publish(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """Let everybody know of a case."""
    case = own_case(request, kind, slug)
    return _act(request, case, ActForm, "publish", services.publish_case, _("Case published"))


@login_required
def case_withdraw(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """End a case without a result, with a reason."""
    case = own_case(request, kind, slug)
    return _act(request, case, WithdrawForm, "withdraw", services.withdraw_case, _("Case withdrawn"))


@login_required
def case_reopen(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """Open a case again that was closed or withdrawn in error."""
    case = own_case(request, kind, slug)
    return _act(request, case, ActForm, "reopen", services.reopen_case, _("Case opened again"))


def _act(request: Any, case: Case, form_class: Any, name: str, work: Callable[..., Any], words: str) -> HttpResponse:
    """A page that asks once more before an act upon a case; what the service refuses stands on its form."""
    form = form_class(sent(request), row=case)
    if form.is_valid() and done(form, lambda: work(case=case, actor=request.user, **form.cleaned_data)):
        messages.success(request, words)
        return redirect(case)
    context = {"form": form, "case": case, "breadcrumbs": crumbs(request, case)}
    return render(request, f"decisions/case_{name}.html", context)


def done(form: Any, work: Callable[[], Any]) -> bool:
    """Whether the work was done; what the service refused stands on the form."""
    try:
        work()
    except ValidationError as error:
        refused(form, error)
        return False
    return True


def sent(request: Any) -> Any:
    """What was sent to be done; None while the page is only looked at."""
    return request.POST if request.method == "POST" else None
