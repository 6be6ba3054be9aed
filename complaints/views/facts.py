"""How a complaint came and about whom it is: changed; and closed to the Commissioner's office, or opened again."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from complaints import permissions
from complaints.forms.facts import ComplaintFactsForm, KeepForm
from complaints.models import Complaint
from complaints.services import complaints as services
from complaints.views.acts import allowed, find_complaint, worked_complaint
from complaints.views.links import complaint_page
from interface.once import done_once
from meetings.views.programme import sent


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def complaint_update(request: Any, area: str, reference: str) -> HttpResponse:
    """Change how and when it came, about whom it is, its neutral line or its printed number."""
    complaint = worked_complaint(request, reference)
    moves = permissions.can_keep_from_office(request.user, complaint)
    form = ComplaintFactsForm(sent(request), complaint=complaint, moves=moves)
    if form.is_valid() and (url := done_once(form, lambda: _change(request, complaint, form))):
        return redirect(url)
    context = {**complaint_page(request, complaint), "form": form}
    return render(request, "complaints/complaint_form.html", context)


def _change(request: Any, complaint: Complaint, form: ComplaintFactsForm) -> str:
    services.change_facts(complaint=complaint, actor=request.user, **form.facts())
    messages.success(request, _("Facts saved"))
    return complaint.get_absolute_url()


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def complaint_keep(request: Any, area: str, reference: str) -> HttpResponse:
    """Close a complaint to the Commissioner's office because it concerns the office itself, or open it again."""
    complaint = allowed(find_complaint(request, reference), permissions.can_keep_from_office, request)
    form = KeepForm(sent(request), complaint=complaint)
    if form.is_valid() and (url := done_once(form, lambda: _keep(request, complaint, form))):
        return redirect(url)
    context = {**complaint_page(request, complaint), "form": form, "is_kept": complaint.is_kept_from_office}
    return render(request, "complaints/complaint_keep.html", context)


def _keep(request: Any, complaint: Complaint, form: KeepForm) -> str:
    said, here = form.cleaned_data, {"complaint": complaint, "actor": request.user}
    if complaint.is_kept_from_office:
        services.open_to_office(version=said["version"], **here)
        messages.success(request, _("The Commissioner’s office may read it again, as far as it handles it"))
    else:
        services.keep_from_office(version=said["version"], why=said["why"], **here)
        messages.success(request, _("Kept from the Commissioner’s office"))
    return complaint.get_absolute_url()
