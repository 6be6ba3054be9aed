"""What both sides say when they are invited to: read, and entered."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from complaints import permissions
from complaints.choices import CommentPurpose
from complaints.forms.comments import CommentForm
from complaints.models import Complaint, SideComment
from complaints.services.comments import enter_comment
from complaints.services.reading import read_complaint
from complaints.views.acts import find_complaint, worked_complaint
from complaints.views.case_clocks import comment_state
from complaints.views.links import complaint_page
from complaints.views.next_steps import law_of
from interface.once import done_once
from meetings.views.programme import sent
from panels import rulebook

LAWS = {
    CommentPurpose.RESOLUTION: rulebook.COMPLAINT_OUTCOME,
    CommentPurpose.PUBLICATION: rulebook.COMPLAINT_PUBLICATION,
}


@login_required
@require_safe
def comment_list(request: Any, area: str, reference: str) -> HttpResponse:
    """What each side was asked, by when, and what it said."""
    complaint = find_complaint(request, reference)
    facts = read_complaint(complaint, request.user)
    changes = permissions.can_work_on(request.user, complaint) and not complaint.is_over and complaint.erased_at is None
    rows = [
        {
            "one": one, "state": comment_state(one, facts.today),
            "law": law_of(facts.rules, LAWS[CommentPurpose(one.purpose)]),
            "url": reverse("complaints:comment-update", args=[area, reference, one.number]) if changes else "",
        }
        for one in facts.comments
    ]  # fmt: skip
    context = {
        **complaint_page(request, complaint, "comment-list"), "rows": rows,
        "target_law": law_of(facts.rules, rulebook.COMPLAINT_COMMENT),
    }  # fmt: skip
    return render(request, "complaints/comment_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment_update(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """Enter what a side says, or that it does not want to; or give it more time."""
    complaint = worked_complaint(request, reference)
    row = get_object_or_404(SideComment.objects.visible_to(request.user), complaint=complaint, number=number)
    form = CommentForm(sent(request), comment=row)
    if form.is_valid() and (url := done_once(form, lambda: _enter(request, complaint, row, form))):
        return redirect(url)
    context = {**complaint_page(request, complaint, "comment-list"), "form": form, "row": row, "back_url": _back(complaint)}
    return render(request, "complaints/comment_form.html", context)


def _enter(request: Any, complaint: Complaint, row: SideComment, form: CommentForm) -> str:
    enter_comment(complaint=complaint, number=row.number, actor=request.user, **form.facts())
    messages.success(request, _("Comments saved"))
    return _back(complaint)


def _back(complaint: Complaint) -> str:
    return reverse("complaints:comment-list", args=[complaint.area.slug, complaint.reference])
