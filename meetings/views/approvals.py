"""The Chair and the agenda: approval, the notes for the Chair, and the annotated edition."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents.choices import FetchKind
from documents.services.fetches import note_fetch
from documents.services.files import FileLost, open_file
from interface.once import refused
from meetings import permissions
from meetings.choices import ApprovalStatus, ItemKind
from meetings.forms import ApprovalForm, ChairNotesForm
from meetings.models import Meeting
from meetings.services import approvals as services
from meetings.services.chair_edition import chair_pdf, members_pack, noted_lines
from meetings.services.publishing import pack_states
from meetings.views.acts import note_reading, own_meeting

PDF = "application/pdf"
PRIVATE = "private, no-store"


def _find(request: Any, slug: str) -> Meeting:
    """A meeting that was put before the reader as its Chair, or that they prepare."""
    meeting = services.put_before(request.user, request.area, slug)
    if meeting is None:
        raise Http404
    return meeting


@login_required
def approval_detail(request: Any, area: str, meeting: str) -> HttpResponse:
    """The agenda with all that is private on it, its pack, and the Chair's decision."""
    found = _find(request, meeting)
    decides = permissions.can_approve_agenda(request.user, found)
    if request.method == "POST" and not decides:
        raise PermissionDenied
    approval = found.approvals.order_by("-number").first()
    is_asked = approval is not None and approval.status == ApprovalStatus.ASKED and not found.agenda_is_out
    seen = services.agenda_hash(found)
    form = ApprovalForm(request.POST if request.method == "POST" else None, initial={"seen": seen})
    if approval and form.is_valid() and _decided(request, approval, form):
        return redirect("meetings:approval-detail", found.area.slug, found.slug)
    pack = members_pack(found)
    context = {
        "meeting": found,
        "form": _with_hash(form, seen),
        "approval": approval,
        "state": services.approval_state(found),
        "can_decide": decides and is_asked,
        "can_ask": permissions.can_edit_agenda(request.user, found) and not found.agenda_is_out,
        "lines": noted_lines(found),
        "pack": pack,
        "pack_is_old": pack is not None and not found.agenda_is_out and not all(one.is_current for one in pack_states(found)),
    }
    return render(request, "meetings/approval_detail.html", context)


def _decided(request: Any, approval: Any, form: ApprovalForm) -> bool:
    answers = form.cleaned_data
    approve = request.POST.get("decision") == "approve"
    try:
        services.decide_approval(approval=approval, approve=approve, actor=request.user, **answers)
    except ValidationError as error:
        refused(form, error)
        return False
    messages.success(request, _("The agenda is approved. The clerk is told") if approve else _("The agenda is returned"))
    return True


def _with_hash(form: ApprovalForm, seen: str) -> ApprovalForm:
    """The page shows the agenda as it is now, so a form that comes back carries what is on the page."""
    if form.is_bound:
        sent: Any = form.data
        sent = sent.copy()
        sent["seen"] = seen
        form.data = sent
    return form


@login_required
@require_POST
def approval_create(request: Any, area: str, meeting: str) -> HttpResponse:
    """The clerk puts the agenda before the Chair."""
    found = own_meeting(request, meeting)
    try:
        services.ask_approval(meeting=found, actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The agenda is with the Chair, who gets a mail"))
    return redirect("meetings:approval-detail", found.area.slug, found.slug)


@login_required
@require_safe
def approval_pack(request: Any, area: str, meeting: str) -> HttpResponseBase:
    """The pack as it was last built, with the private papers, for the Chair to read before it goes out."""
    found = _find(request, meeting)
    pack = members_pack(found)
    if pack is None:
        raise Http404
    try:
        response = FileResponse(open_file(pack.file), content_type=PDF, filename=f"{found.slug}-pack.pdf")
    except FileLost as error:
        raise Http404 from error
    note_reading(request, pack)
    if request.method == "GET":
        note_fetch(request.user, FetchKind.PACK, area=found.area, collection=found.slug, pack=pack)
    response["Cache-Control"] = PRIVATE
    return response


@login_required
def chair_notes(request: Any, area: str, meeting: str) -> HttpResponse:
    """A note for the Chair on each item: written by those who prepare the meeting, read by the Chair."""
    found = _find(request, meeting)
    writes = permissions.can_edit_agenda(request.user, found)
    if request.method == "POST" and not writes:
        raise PermissionDenied
    items = [item for item in services.noted_items(found) if item.kind == ItemKind.ITEM]
    form = ChairNotesForm(request.POST if request.method == "POST" else None, meeting=found, items=items)
    if form.is_valid():
        try:
            services.save_chair_notes(meeting=found, notes=form.notes(), actor=request.user, version=form.cleaned_data["version"])
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("The notes are saved"))
            return redirect("meetings:chair-notes", found.area.slug, found.slug)
    context = {"meeting": found, "form": form, "writes": writes, "lines": [] if writes else noted_lines(found)}
    return render(request, "meetings/chair_notes.html", context)


@login_required
@require_safe
def chair_edition(request: Any, area: str, meeting: str) -> HttpResponse:
    """The annotated agenda as a PDF, for the Chair and those who prepare the meeting."""
    found = _find(request, meeting)
    response = HttpResponse(chair_pdf(found), content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="{found.slug}-chair.pdf"'
    response["Cache-Control"] = PRIVATE
    return response
