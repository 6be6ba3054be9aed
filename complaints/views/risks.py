"""What may go wrong in dealing with a complaint: for those who read who complains, after they confirmed that it is they."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from complaints import permissions
from complaints.forms.risks import RiskForm
from complaints.models import Complaint, RiskAssessment
from complaints.services.risks import assess_risk
from complaints.views.acts import allowed, find_complaint, worked_complaint
from complaints.views.identity import confirmed_lately
from complaints.views.links import complaint_page
from interface.once import done_once
from meetings.views.programme import sent


@confirmed_lately
@require_safe
def risk_list(request: Any, area: str, reference: str) -> HttpResponse:
    """The assessments of risk, the newest first; earlier ones stay as they were written."""
    complaint = allowed(find_complaint(request, reference), permissions.can_identify, request)
    rows = RiskAssessment.objects.visible_to(request.user).filter(complaint=complaint).select_related("made_by")
    writes = permissions.can_work_on(request.user, complaint) and complaint.erased_at is None
    context = {
        **complaint_page(request, complaint, "risk-list"), "risks": list(rows.order_by("-number")),
        "create_url": reverse("complaints:risk-create", args=[area, reference]) if writes else "",
    }  # fmt: skip
    return render(request, "complaints/risk_list.html", context)


@confirmed_lately
@require_http_methods(["GET", "HEAD", "POST"])
def risk_create(request: Any, area: str, reference: str) -> HttpResponse:
    """Assess the risk anew."""
    complaint = allowed(worked_complaint(request, reference), permissions.can_identify, request)
    form = RiskForm(sent(request))
    if form.is_valid() and (url := done_once(form, lambda: _assess(request, complaint, form))):
        return redirect(url)
    context = {**complaint_page(request, complaint, "risk-list"), "form": form, "back_url": _back(complaint)}
    return render(request, "complaints/risk_form.html", context)


def _assess(request: Any, complaint: Complaint, form: RiskForm) -> str:
    assess_risk(complaint=complaint, actor=request.user, **form.facts())
    messages.success(request, _("Assessment saved"))
    return _back(complaint)


def _back(complaint: Complaint) -> str:
    return reverse("complaints:risk-list", args=[complaint.area.slug, complaint.reference])
