"""What the Commissioner says to a report or a request: entered by the office or the clerk, read, published, taken back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from decisions import permissions
from decisions.choices import ASKED, PROPOSED, REVIEWED
from decisions.forms.responses import PublishForm, ResponseForm, TakeBackForm
from decisions.models import Case, Report, Response
from decisions.papers import title_of_response
from decisions.rules.facts import CaseFacts
from decisions.services import responses as services
from decisions.services.reading import facts_of
from decisions.views.acts import ended_words, find_case, notified_case, own_case
from decisions.views.detail import crumbs
from documents.services.prints import web_html
from documents.views import response_for
from interface.once import done_once, refused
from panels import rulebook


@login_required
def response_create(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """Enter what the Commissioner says to a report of the panel, or to its request."""
    case = notified_case(request, kind, slug)
    if case.kind not in PROPOSED | REVIEWED | ASKED:
        raise Http404
    facts = facts_of(case)
    problem = ended_words(request, case) or _why_not(facts)
    form = ResponseForm(_sent(request), facts=facts)
    if form.is_valid() and not problem:
        url = done_once(form, lambda: _create(request, case, form))
        if url:
            return redirect(url)
    rule = facts.rule(rulebook.REPORT_RESPONSE)
    context = {
        "case": case,
        "form": form,
        "problem": problem,
        "sent": facts.issued_reports,
        "rule": rule,
        "is_asked": case.kind in ASKED,
        "breadcrumbs": crumbs(request, case),
    }
    return render(request, "decisions/response_form.html", context)


def _create(request: Any, case: Case, form: ResponseForm) -> str:
    made = services.respond(case=case, version=case.version, actor=request.user, **form.facts())
    messages.success(request, _("Response entered and printed"))
    return _url(made, case, "response-detail")


@require_safe
def response_detail(request: Any, area: str, kind: str, slug: str, number: int) -> HttpResponse:
    """A response as it was printed."""
    case = find_case(request, kind, slug)
    response = _find(request, case, number)
    kept = services.printed(response)
    notifies, keeps = permissions.can_notify(request.user, case), permissions.can_keep_case(request.user, case)
    context = {
        "case": case,
        "response": response,
        "report": response.report,
        "report_seen": _sees_report(request, response),
        "title": title_of_response(facts_of(case), response),
        "html": web_html(kept) if kept else "",
        "can_publish": keeps and response.published_at is None,
        "can_take_back": _may_take_back(response, notifies=notifies, keeps=keeps) and not case.is_over,
        "breadcrumbs": crumbs(request, case),
    }
    return render(request, "decisions/response_detail.html", context)


@login_required
def response_publish(request: Any, area: str, kind: str, slug: str, number: int) -> HttpResponse:
    """Let everybody read a response, in the manner that the panel decided."""
    case = own_case(request, kind, slug)
    response = _find(request, case, number)
    form = PublishForm(_sent(request), versioned=response)
    if form.is_valid():
        try:
            services.publish_response(response=response, version=form.cleaned_data["version"], actor=request.user)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("Response published"))
            return redirect(_url(response, case, "response-detail"))
    manner = response.report.manner if response.report is not None else ""
    context = {
        "case": case,
        "response": response,
        "form": form,
        "manner": manner,
        "rule": facts_of(case).rule(rulebook.PUBLICATION_MANNER),
        "breadcrumbs": crumbs(request, case),
    }
    return render(request, "decisions/response_publish.html", context)


@login_required
def response_take_back(request: Any, area: str, kind: str, slug: str, number: int) -> HttpResponse:
    """Take back a response that was entered in error: the office its own before it is public, the clerk any."""
    case = notified_case(request, kind, slug)
    response = _find(request, case, number)
    if not _may_take_back(response, notifies=True, keeps=permissions.can_keep_case(request.user, case)):
        raise PermissionDenied
    form = TakeBackForm(_sent(request), response=response)
    if form.is_valid():
        try:
            said = form.cleaned_data
            services.take_back_response(response=response, version=said["version"], why=said["why"], actor=request.user)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("Response taken back"))
            return redirect(case)
    context = {"case": case, "response": response, "form": form, "breadcrumbs": crumbs(request, case)}
    return render(request, "decisions/response_take_back.html", context)


@require_safe
def response_file(request: Any, area: str, kind: str, slug: str, number: int) -> HttpResponseBase:
    """The letter as it was printed."""
    case = find_case(request, kind, slug)
    kept = services.printed(_find(request, case, number))
    if kept is None:
        raise Http404
    return response_for(request, kept, f"{case.slug}-response-{number}.pdf")


def _find(request: Any, case: Case, number: int) -> Response:
    seen = Response.objects.visible_to(request.user).select_related("report")
    response = get_object_or_404(seen, case=case, number=number)
    response.case = case
    return response


def _sees_report(request: Any, response: Response) -> bool:
    return response.report_id is not None and Report.objects.visible_to(request.user).filter(pk=response.report_id).exists()


def _may_take_back(response: Response, *, notifies: bool, keeps: bool) -> bool:
    return keeps or (notifies and response.published_at is None)


def _why_not(facts: CaseFacts) -> str:
    """Why no response can be entered now; empty where one can."""
    if facts.case.kind in ASKED:
        return "" if facts.case.shared_at is not None else _("The request has not been sent.")
    return "" if facts.issued_reports else _("The panel has not sent its report. A response can be entered once it has.")


def _url(response: Response, case: Case, name: str) -> str:
    return reverse(f"cases:{name}", args=[case.area.slug, case.kind, case.slug, response.number])


def _sent(request: Any) -> Any:
    return request.POST if request.method == "POST" else None
