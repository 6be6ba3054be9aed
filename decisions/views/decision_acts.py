"""The steps of a decision as pages: each asks what it needs, says what it does, and is refused with why where it is not open."""

from http import HTTPStatus
from typing import Any

import structlog
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from decisions import permissions
from decisions.choices import DecisionStatus, DecisionStepKind
from decisions.forms.cases import ActForm
from decisions.forms.decision_acts import StepForm, TakeBackStepForm
from decisions.models import BoardDecision, Decision, DecisionStep
from decisions.papers.decision_notice import notice_sheet
from decisions.rules.decision_facts import is_wholly_public
from decisions.rules.decision_steps import BOARD_OUTCOMES, STEPS, act_words, standing_steps, step_refusal, take_back_problem
from decisions.rules.decision_story import effect_words
from decisions.services.register import printing
from decisions.services.register.publishing import publish_decision
from decisions.services.register.steps import take_back_step, take_step
from decisions.views.cases import done, sent
from decisions.views.decision_parts import decision_page, find_decision, office_decision
from documents.services.files import FileLost
from documents.services.prints import PDF, dressed, newest_print, sheet_html, web_html
from documents.views import response_for
from interface import clock
from interface.links import url_or_none
from meetings.models import Meeting
from panels.choices import OF_COMMISSIONER

Kind = DecisionStepKind
# These have a page of their own, or belong to a board's agenda
ELSEWHERE = frozenset({Kind.SIGN, Kind.PUBLISH, Kind.PUT_ON_BOARD, Kind.TAKE_OFF_BOARD})
MOST_MEETINGS = 50  # in the list to choose from, the newest first
log = structlog.get_logger(__name__)


@login_required
def decision_step(request: Any, area: str, reference: str, kind: str) -> HttpResponse:
    """Take a step of a decision, after reading what it does."""
    decision = office_decision(request, reference)
    if kind not in STEPS or kind in ELSEWHERE:
        raise Http404
    if why := step_refusal(decision, kind):
        return closed_page(request, decision, act_words(kind), why)
    meetings = _meetings(request, kind)
    form = StepForm(sent(request), decision=decision, kind=kind, meetings=meetings, **_begin(decision, kind))
    if form.is_valid() and done(form, lambda: take_step(decision=decision, kind=kind, actor=request.user, **form.facts())):
        messages.success(request, _("%(reference)s: %(step)s") % {"reference": decision.reference, "step": _label(kind)})
        return redirect(decision)
    context = {**decision_page(request, decision), "form": form, "act": act_words(kind), "effect": effect_words(kind)}
    return render(request, "decisions/decision_step.html", context)


def _label(kind: str) -> str:
    words = str(Kind(kind).label)
    return words[:1].lower() + words[1:]


def _meetings(request: Any, kind: str) -> list[Meeting]:
    """The meetings of the Commissioner's boards at which a step may have been decided, the newest first."""
    if kind not in BOARD_OUTCOMES:
        return []
    seen = Meeting.objects.visible_to(request.user).filter(area=request.area, body__kind__in=OF_COMMISSIONER)
    held = seen.filter(held_on__lte=clock.today()).select_related("area", "body")
    return list(held.order_by("-held_on", "slug")[:MOST_MEETINGS])


def _begin(decision: Decision, kind: str) -> dict[str, Any]:
    """What the form opens with: of one that is on a board's agenda, that board."""
    if kind not in BOARD_OUTCOMES or decision.status != DecisionStatus.ON_BOARD:
        return {}
    row = BoardDecision.objects.standing().filter(decision=decision).select_related("meeting").order_by("-number").first()
    return {"initial": {"meeting": row.meeting.slug}} if row else {}


@login_required
def decision_take_back(request: Any, area: str, reference: str) -> HttpResponse:
    """Take the last step back, with why."""
    decision = office_decision(request, reference)
    steps = standing_steps(DecisionStep.objects.filter(decision=decision))
    if why := take_back_problem(steps):
        return closed_page(request, decision, _("Take the last step back"), why)
    form = TakeBackStepForm(sent(request), row=decision)
    if form.is_valid() and done(form, lambda: take_back_step(decision=decision, actor=request.user, **form.cleaned_data)):
        messages.success(request, _("%(reference)s: the step was taken back") % {"reference": decision.reference})
        return redirect(decision)
    context = {**decision_page(request, decision), "form": form, "last": steps[-1], "before": _before(steps[-1])}
    return render(request, "decisions/decision_take_back.html", context)


def _before(step: DecisionStep) -> str:
    return str(DecisionStatus(step.before).label) if step.before else ""


@login_required
def decision_publish(request: Any, area: str, reference: str) -> HttpResponse:
    """Publish a signed decision, after reading what the public will read."""
    decision = office_decision(request, reference)
    if why := step_refusal(decision, Kind.PUBLISH):
        return closed_page(request, decision, _("Publish"), why)
    form = ActForm(sent(request), row=decision)
    if form.is_valid() and done(form, lambda: publish_decision(decision=decision, actor=request.user, **form.cleaned_data)):
        messages.success(request, _("%(reference)s is published") % {"reference": decision.reference})
        return redirect(decision)
    context = {
        **decision_page(request, decision), "form": form, "html": _public_html(decision), "public_title": decision.public_title,
        "has_private": not is_wholly_public(decision),
    }  # fmt: skip
    return render(request, "decisions/decision_publish.html", context)


def _public_html(decision: Decision) -> Any:
    """What the public will read: as it was printed, or of one from an older register as the page will show it."""
    kept = newest_print(printing.WHOLE if is_wholly_public(decision) else printing.FOR_ALL, decision.pk)
    return web_html(kept) if kept else dressed(sheet_html(notice_sheet(decision, is_whole=False)))


@require_safe
def decision_notice(request: Any, area: str, reference: str) -> HttpResponseBase:
    """The notice as a file: whole for who may read that, else as the public reads it. A file that is not the one that was signed
    is refused. Of a draft, as it would be printed now."""
    decision = find_decision(request, reference)
    kept = printing.notice_for(decision, request.user)
    name = f"{decision.area.slug}-decision-{decision.slug}.pdf"
    try:
        printing.check_notice(decision, kept)
    except (FileLost, printing.NoticeChanged):
        log.error("decisions.notice_refused", reference=decision.reference, area=decision.area.slug, print=str(kept))
        words = printing.changed_words(decision)
        context = {**decision_page(request, decision), "act": _("Notice (PDF)"), "why": words, "is_sent": False}
        return render(request, "decisions/decision_closed.html", context, status=HTTPStatus.CONFLICT)
    return response_for(request, kept, name) if kept is not None else _draft(request, decision, f"draft-{name}")


def _draft(request: Any, decision: Decision, name: str) -> HttpResponse:
    if decision.is_signed or not permissions.can_read_decision(request.user, decision):
        raise Http404
    response = HttpResponse(printing.draft_pdf(decision, request.user), content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def closed_page(request: Any, decision: Decision, act: str, why: str) -> HttpResponse:
    """Why a step is not open. What was sent to take it was not done."""
    is_sent = request.method == "POST"
    url = url_or_none("decisions:decision-detail", request.area.slug, decision.slug)
    context = {**decision_page(request, decision), "act": act, "why": why, "is_sent": is_sent, "url": url}
    return render(request, "decisions/decision_closed.html", context, status=HTTPStatus.CONFLICT if is_sent else HTTPStatus.OK)
