"""What the panel asks and does of its own accord: its part of the case page, and each of its acts."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from decisions.choices import ASKED, OWN_ACTS, CaseKind
from decisions.forms.requests import ActDecideForm, ActEndForm, CaseActForm, RequestCloseForm, RequestSendForm
from decisions.models import Case
from decisions.rules import request_steps
from decisions.rules.common_steps import power_of
from decisions.rules.facts import CaseFacts
from decisions.rules.votes import result_of
from decisions.services import requests as services
from decisions.services.reading import facts_of
from decisions.services.request_letters import letter_of
from decisions.views.acts import find_case, own_case
from decisions.views.detail import crumbs
from decisions.views.parts import case_url
from documents.services.prints import web_html
from documents.views import response_for
from interface import markdown
from interface.once import refused
from meetings.views.programme import sent


def part(request: Any, facts: CaseFacts) -> tuple[str, dict[str, Any]]:
    """What was asked or decided, by when, under which provision, and the letter that went out."""
    is_request = request_steps.is_request(facts)
    letter = letter_of(facts.case) if is_request else None
    context = {
        "is_request": is_request,
        "power": power_of(facts),
        "sent_on": request_steps.sent_on(facts) if is_request else None,
        "last_day": request_steps.last_day(facts) if is_request else None,
        "is_decided": not is_request and request_steps.is_decided(facts),
        "decided_on": None if is_request else request_steps.decided_on(facts),
        "asked_meeting": request_steps.meeting_of(facts) if facts.case.kind == CaseKind.ATTENDANCE else None,
        "letter": web_html(letter) if letter else "",
        "letter_url": case_url(facts.case, "cases:request-file") if letter else "",
        "outcome_note": markdown.render(facts.case.outcome_note, level=4),
    }
    return "decisions/_request.html", context


@require_safe
def request_file(request: Any, area: str, kind: str, slug: str) -> HttpResponseBase:
    """The letter of a request as it was printed, for whoever may know of the case."""
    if kind not in ASKED:
        raise Http404
    case = find_case(request, kind, slug)
    letter = letter_of(case)
    if letter is None:
        raise Http404
    return response_for(request, letter, f"{case.area.slug}-{case.kind}-{case.slug}.pdf")


@login_required
def request_send(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """Send the panel's request."""
    case = _own(request, kind, slug, ASKED)
    done = _("Request sent and printed. The Commissioner’s office sees it from now on")
    return _act(request, case, RequestSendForm, services.send_request, "request_send", done)


@login_required
def request_close(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """Say whether the request was met."""
    case = _own(request, kind, slug, ASKED)
    return _act(request, case, RequestCloseForm, services.close_request, "request_close", _("Recorded. The case has ended"))


@login_required
def act_decide(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """Record what the panel decided by its vote."""
    case = _own(request, kind, slug, OWN_ACTS)
    return _act(request, case, ActDecideForm, services.decide_act, "request_decide", _("Decision recorded"))


@login_required
def act_end(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """Record the day on which it ended."""
    case = _own(request, kind, slug, OWN_ACTS)
    return _act(request, case, ActEndForm, services.end_act, "request_end", _("End recorded. The case has ended"))


def _own(request: Any, kind: str, slug: str, kinds: frozenset[CaseKind]) -> Case:
    """A case of one of some kinds that the reader keeps."""
    if kind not in kinds:
        raise Http404
    return own_case(request, kind, slug)


def _act(
    request: Any, case: Case, form_class: type[CaseActForm], service: Callable[..., Case], name: str, done: str
) -> HttpResponse:
    """The page of one act: its form, and what the law says of it."""
    facts = facts_of(case)
    form = form_class(sent(request), case=case)
    if form.is_valid():
        try:
            service(case=case, actor=request.user, **form.facts())
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, done)
            return redirect(case)
    context = {
        "case": case,
        "breadcrumbs": crumbs(request, case),
        "form": form,
        "rule": power_of(facts),
        "meeting": request_steps.meeting_of(facts),
        "last_day": request_steps.last_day(facts),
        "vote": facts.latest_vote,
        "vote_words": result_of(facts.latest_vote, facts).words if facts.latest_vote else "",
        "about": markdown.render(case.about, level=3),
        "warnings": request_steps.warnings(facts),
        "is_suspension": case.kind == CaseKind.SUSPENSION,
        "problem": _why_not(name, facts),
    }
    return render(request, f"decisions/{name}.html", context)


def _why_not(name: str, facts: CaseFacts) -> str:
    """Why an act is not open, so that nobody fills in a form for nothing; empty where it is."""
    steps = {
        "request_send": request_steps.send, "request_close": request_steps.close,
        "request_decide": request_steps.decide, "request_end": request_steps.end,
    }  # fmt: skip
    return steps[name](facts).why_not
