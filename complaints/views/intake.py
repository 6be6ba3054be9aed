"""Staff log a complaint that came in, and see what it is called, by when it is acknowledged and what it may have twins in."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from complaints import permissions
from complaints.due.complaints import KIND
from complaints.forms.intake import IntakeForm
from complaints.models import Complaint
from complaints.services import intake as services
from complaints.services.files import examine_all
from complaints.views.acts import find_complaint
from complaints.views.links import complaint_page, crumbs
from interface import clock
from interface.once import done_once, refused
from panels import rulebook
from panels.choices import DutyStatus
from panels.models import Body, Obligation, OfficeHolder, Rule
from panels.rulebook import RuleMissing, rule_for
from panels.views.due import deadline_words

LOGGED = "complaint_logged"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def intake_create(request: Any, area: str) -> HttpResponse:
    """Log a complaint or conduct matter."""
    if not permissions.can_log(request.user, request.area):
        raise PermissionDenied
    body = Body.objects.visible_to(request.user).for_page().panel_of(request.area, clock.today())
    if body is None:
        raise Http404
    holders = OfficeHolder.objects.visible_to(request.user).filter(area=request.area).order_by("kind", "-started_on")
    form = IntakeForm(*((request.POST, request.FILES) if request.method == "POST" else ()), holders=holders)
    if form.is_valid() and (url := _logged(request, body, form)):
        return redirect(url)
    context = {
        "form": form,
        "law": _law(request),
        "is_closed_to_logger": services.closed_to_logger(request.user, request.area, body),
        "breadcrumbs": crumbs(request),
    }
    return render(request, "complaints/intake_form.html", context)


def _logged(request: Any, body: Body, form: IntakeForm) -> str:
    """Where logging led; empty where something was refused. Files are examined before anything is held."""
    try:
        contents = examine_all(form.cleaned_data["uploads"])
    except ValidationError as error:
        refused(form, error)
        return ""

    def work() -> str:
        made = services.take_in(area=request.area, body=body, files=contents, actor=request.user, **form.facts())
        request.session[LOGGED] = {**request.session.get(LOGGED, {}), request.area.slug: made.reference}
        return reverse("complaints:intake-done", args=[request.area.slug, made.reference])

    return done_once(form, work)


@login_required
@require_safe
def intake_done(request: Any, area: str, reference: str) -> HttpResponse:
    """What was logged is called, what is due first with its counting, and what may be the same matter, by reference alone."""
    seen = Complaint.objects.visible_to(request.user).filter(area=request.area, reference=reference)
    if not seen.exists():
        return _only_reference(request, reference)
    complaint = find_complaint(request, reference)
    now = clock.now()
    rows = Obligation.objects.visible_to(request.user).of(KIND, complaint.pk).filter(status=DutyStatus.OPEN).for_page()
    due = [{"title": one.title, "deadline": deadline_words(one, now)} for one in rows.order_by("due_on", "pk")]
    context = {
        **complaint_page(request, complaint, "intake-done"),
        "due": due,
        "likely": services.likely_same(complaint, request.user),
        "is_new": request.session.get(LOGGED, {}).get(request.area.slug) == reference,
    }
    return render(request, "complaints/intake_done.html", context)


def _only_reference(request: Any, reference: str) -> HttpResponse:
    """For who logged, just now, what is closed to them: its reference. Everybody else finds nothing."""
    if request.session.get(LOGGED, {}).get(request.area.slug) != reference:
        raise Http404
    if not permissions.can_log(request.user, request.area):
        raise Http404
    context = {"reference": reference, "law": _law(request), "breadcrumbs": crumbs(request)}
    return render(request, "complaints/intake_closed.html", context)


def _law(request: Any) -> Rule | None:
    """Under which rule a panel lets others handle complaints; None where the rule book holds none today."""
    try:
        return rule_for(request.area, rulebook.COMPLAINT_DELEGATION, on=clock.today())
    except RuleMissing:
        return None
