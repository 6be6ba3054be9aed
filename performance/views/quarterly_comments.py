"""Comments on an objective in a quarterly report: written, moved, taken out and put back."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.views.programme import sent
from performance.forms.quarterly import CommentCreateForm, CommentUpdateForm
from performance.models import ReportComment, ReportPart
from performance.services import reports as services
from performance.views.quarterly_parts import act, direction_of, own_part, part_form

ANCHOR = "#comments"


@login_required
def comment_create(request: Any, area: str, slug: str, objective: str) -> HttpResponse:
    """Write a comment."""
    part = own_part(request, slug, objective)
    form = CommentCreateForm(sent(request))
    return part_form(
        request, part, form, lambda: services.add_comment(part=part, actor=request.user, **form.facts()),
        title=_("Add a comment"), button=_("Add the comment"), done=_("Comment added"), anchor=ANCHOR,
        words=[_("Everybody reads it once the report is published. Leave out what is private.")],
    )  # fmt: skip


@login_required
def comment_update(request: Any, area: str, slug: str, objective: str, number: int) -> HttpResponse:
    """Write a comment anew."""
    part = own_part(request, slug, objective)
    comment = _find(request, part, number)
    form = CommentUpdateForm(sent(request), comment=comment)
    return part_form(
        request, part, form, lambda: services.change_comment(comment=comment, actor=request.user, **form.facts()),
        title=_("Change the comment"), button=_("Save the comment"), done=_("Comment saved"), anchor=ANCHOR,
    )  # fmt: skip


@login_required
@require_POST
def comment_move(request: Any, area: str, slug: str, objective: str, number: int) -> HttpResponse:
    """One place up or down."""
    part = own_part(request, slug, objective)
    comment, direction = _find(request, part, number), direction_of(request)
    work = lambda: services.move_comment(comment=comment, direction=direction, actor=request.user)  # noqa: E731
    return act(request, part, work, anchor=ANCHOR)


@login_required
@require_POST
def comment_remove(request: Any, area: str, slug: str, objective: str, number: int) -> HttpResponse:
    """Take a comment out; the page offers to put it back."""
    part = own_part(request, slug, objective)
    comment = _find(request, part, number)
    done = _("Comment taken out. It is below the comments, where you can put it back")
    return act(request, part, lambda: services.remove_comment(comment=comment, actor=request.user), done=done, anchor=ANCHOR)


@login_required
@require_POST
def comment_restore(request: Any, area: str, slug: str, objective: str, number: int) -> HttpResponse:
    """Put a comment back that was taken out."""
    part = own_part(request, slug, objective)
    comment = _find(request, part, number, is_removed=True)
    work = lambda: services.restore_comment(comment=comment, actor=request.user)  # noqa: E731
    return act(request, part, work, done=_("Comment put back"), anchor=ANCHOR)


def _find(request: Any, part: ReportPart, number: int, *, is_removed: bool = False) -> ReportComment:
    seen = ReportComment.objects.visible_to(request.user).select_related("part__report", "part__objective")
    return get_object_or_404(seen, part=part, number=number, removed_at__isnull=not is_removed)
