"""What the public is told of a complaint: written beside what is private, checked, approved by a second person, withdrawn."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from complaints import permissions
from complaints.choices import SummaryStatus
from complaints.forms.summaries import (
    SummaryActForm,
    SummaryApproveForm,
    SummaryChangeForm,
    SummaryWithdrawForm,
    SummaryWriteForm,
)
from complaints.models import Allegation, Complaint, PublicSummary
from complaints.rules.checking import Found
from complaints.services import summaries as services
from complaints.views.acts import allowed, find_complaint
from complaints.views.links import case_url, complaint_page
from interface.links import url_or_none
from interface.once import done_once
from meetings.views.programme import sent


@login_required
@require_safe
def summary_detail(request: Any, area: str, reference: str) -> HttpResponse:
    """What does the public read of this complaint, and what has to be done before it does?"""
    complaint = find_complaint(request, reference)
    rows = list(_summaries(request, complaint))
    draft, out = _of(rows, SummaryStatus.DRAFT), _of(rows, SummaryStatus.PUBLISHED)
    writes = permissions.can_write_summary(request.user, complaint) and complaint.erased_at is None
    context = {
        **_page(request, complaint),
        "draft": draft,
        "published": out,
        "withdrawn": [one for one in rows if one.status == SummaryStatus.WITHDRAWN],
        "found": _found(complaint, draft) if draft and writes else [],
        "can_write": writes,
        "can_approve": bool(draft) and writes and permissions.can_approve_summary(request.user, draft),
        "register_url": url_or_none("complaints:public-register", area),
    }
    return render(request, "complaints/summary_detail.html", context)


@login_required
def summary_write(request: Any, area: str, reference: str) -> HttpResponse:
    """Write the summary afresh, or go on with the draft."""
    complaint = allowed(find_complaint(request, reference), permissions.can_write_summary, request)
    draft = _of(list(_summaries(request, complaint)), SummaryStatus.DRAFT)
    form: Any
    if draft is None or "token" in request.POST:  # a page that began a new one, perhaps sent twice
        draft, form = None, SummaryWriteForm(sent(request), complaint=complaint)
    else:
        form = SummaryChangeForm(sent(request), summary=draft)
    if form.is_valid() and (url := done_once(form, lambda: _written(request, complaint, draft, form))):
        return redirect(url)
    context = {**_page(request, complaint), "form": form, "draft": draft}
    return render(request, "complaints/summary_write.html", context)


def _written(request: Any, complaint: Complaint, draft: PublicSummary | None, form: Any) -> str:
    if draft is None:
        services.write_summary(complaint=complaint, actor=request.user, **form.facts())
    else:
        services.change_summary(summary=draft, version=form.cleaned_data["version"], actor=request.user, **form.facts())
    messages.success(request, _("Summary saved. A second person must approve it before the public reads it"))
    return _home(complaint)


@login_required
def summary_approve(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """A second person reads every word and publishes it."""
    complaint, summary = _one(request, reference, number)
    if not permissions.can_approve_summary(request.user, summary):
        raise PermissionDenied
    form = SummaryApproveForm(sent(request), summary=summary)

    def work() -> None:
        services.approve_and_publish(summary=summary, version=form.cleaned_data["version"], actor=request.user)

    if url := _acted(request, complaint, form, work, _("Published. The public reads it now")):
        return redirect(url)
    context = {**_page(request, complaint), "form": form, "summary": summary, "found": _found(complaint, summary)}
    return render(request, "complaints/summary_approve.html", context)


@login_required
def summary_withdraw(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """Take a summary back: the public register is without it at once."""
    complaint, summary = _one(request, reference, number)
    allowed(complaint, permissions.can_write_summary, request)
    form = SummaryWithdrawForm(sent(request), summary=summary)

    def work() -> None:
        typed = form.cleaned_data
        services.withdraw_summary(summary=summary, version=typed["version"], why=typed["why"], actor=request.user)

    if url := _acted(request, complaint, form, work, _("Withdrawn. You can undo this on this page")):
        return redirect(url)
    context = {**_page(request, complaint), "form": form, "summary": summary}
    return render(request, "complaints/summary_withdraw.html", context)


@login_required
def summary_restore(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """Undo a withdrawal: what was out is published again by a second person, a draft is a draft again."""
    complaint, summary = _one(request, reference, number)
    approves = permissions.can_approve_summary(request.user, summary)
    if not (approves if summary.published_at else permissions.can_write_summary(request.user, complaint)):
        raise PermissionDenied
    form = SummaryActForm(sent(request), summary=summary)

    def work() -> None:
        services.restore_summary(summary=summary, version=form.cleaned_data["version"], actor=request.user)

    words = _("Published again. The public reads it now") if summary.published_at else _("It is a draft again")
    if url := _acted(request, complaint, form, work, words):
        return redirect(url)
    context = {**_page(request, complaint), "form": form, "summary": summary}
    return render(request, "complaints/summary_restore.html", context)


def _acted(request: Any, complaint: Complaint, form: Any, work: Callable[[], None], words: str) -> str:
    """Where a valid form leads once its work is done; empty while it is only looked at, or refused."""
    if not form.is_valid():
        return ""

    def done() -> str:
        work()
        messages.success(request, words)
        return _home(complaint)

    return done_once(form, done)


def _one(request: Any, reference: str, number: int) -> tuple[Complaint, PublicSummary]:
    complaint = find_complaint(request, reference)
    summary = _summaries(request, complaint).filter(number=number).first()
    if summary is None:
        raise Http404
    return complaint, summary


def _summaries(request: Any, complaint: Complaint) -> Any:
    seen = PublicSummary.objects.visible_to(request.user).filter(complaint=complaint)
    return seen.select_related("written_by", "approved_by", "complaint__body", "complaint__area").order_by("-number")


def _of(rows: list[PublicSummary], status: str) -> PublicSummary | None:
    return next((one for one in rows if one.status == status), None)


def _found(complaint: Complaint, summary: PublicSummary) -> list[Found]:
    return [one for ones in services.check(complaint, summary.text, summary.outcome_text) for one in ones]


def _page(request: Any, complaint: Complaint) -> dict[str, Any]:
    alleged = Allegation.objects.visible_to(request.user).standing().filter(complaint=complaint).order_by("number")
    return {
        **complaint_page(request, complaint, "summary-detail"),
        "allegations": list(alleged),
        "outcome_refusal": "" if complaint.publishes_outcome else services.outcome_refusal(complaint),
        "people_url": case_url(complaint, "people-list") if permissions.can_identify(request.user, complaint) else None,
        "home_url": _home(complaint),
    }


def _home(complaint: Complaint) -> str:
    return reverse("complaints:summary-detail", args=[complaint.area.slug, complaint.reference])
