"""The report of a review: written with its recommendations, looked at, sent and published, and served as a file."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from documents.services.prints import PDF, dressed, sheet_html
from documents.views import response_for
from interface import clock, markdown
from interface.once import done_once
from meetings.forms.reviews import DraftCreateForm, DraftUpdateForm, IssueForm, PartActForm, ReportForm
from meetings.models import Recommendation, Review
from meetings.papers.reviews import report_sheet
from meetings.services.reviews import reporting
from meetings.views.programme import kept, sent
from meetings.views.responding import law_of
from meetings.views.reviews import find_review, form_page, own_review
from panels import rulebook


@login_required
def report_update(request: Any, area: str, review: str) -> HttpResponse:
    """What was found and what follows, with the recommendations beside it. Nobody else reads it before it goes out."""
    found = own_review(request, review)
    form = ReportForm(sent(request), review=found)
    if form.is_valid():
        facts = form.facts()
        if kept(form, lambda: reporting.write_report(review=found, actor=request.user, **facts)):
            messages.success(request, _("Report saved. Only those who keep the review read it"))
            return redirect(_report_url(found))
    made = list(found.recommendations.filter(published_at__isnull=True).order_by("reference"))
    context = {
        "review": found,
        "form": form,
        "drafts": [(one, markdown.render(one.text, level=4)) for one in made if not one.withdrawn_at],
        "removed": [one for one in made if one.withdrawn_at],
        "law": law_of(request.area, rulebook.REPORT_RESPONSE, clock.today()),
    }
    return render(request, "meetings/review_report.html", context)


@login_required
def draft_create(request: Any, area: str, review: str) -> HttpResponse:
    """Put a recommendation into the draft."""
    found = own_review(request, review)
    form = DraftCreateForm(sent(request))
    if form.is_valid():
        url = done_once(form, lambda: _drafted(request, found, form))
        if url:
            return redirect(url)
    heading = _("Add a recommendation")
    return form_page(request, form, heading=heading, button=_("Add the recommendation"), review=found)


def _drafted(request: Any, review: Review, form: DraftCreateForm) -> str:
    made = reporting.draft_recommendation(review=review, actor=request.user, **form.facts())
    messages.success(request, _("Recommendation %(reference)s added to the draft") % {"reference": made.reference})
    return f"{_report_url(review)}#recommendations"


@login_required
def draft_update(request: Any, area: str, review: str, reference: str) -> HttpResponse:
    """Change a recommendation of the draft."""
    found = own_review(request, review)
    made = _draft(found, reference)
    form = DraftUpdateForm(sent(request), recommendation=made)
    if form.is_valid():
        facts = {"version": form.cleaned_data["version"], "actor": request.user, **form.facts()}
        if kept(form, lambda: reporting.change_draft(recommendation=made, **facts)):
            messages.success(request, _("Recommendation %(reference)s saved") % {"reference": made.reference})
            return redirect(f"{_report_url(found)}#recommendations")
    heading = _("Edit %(reference)s") % {"reference": made.reference}
    return form_page(request, form, heading=heading, button=_("Save the recommendation"), review=found)


@login_required
@require_POST
def draft_remove(request: Any, area: str, review: str, reference: str) -> HttpResponse:
    """Take a recommendation out of the draft; it can be put back from the page."""
    words = _("Recommendation %(reference)s taken out. You can put it back below")
    return _at_once(request, review, reference, reporting.take_out, words)


@login_required
@require_POST
def draft_restore(request: Any, area: str, review: str, reference: str) -> HttpResponse:
    """Put a recommendation back into the draft."""
    return _at_once(request, review, reference, reporting.put_back, _("Recommendation %(reference)s put back"))


def _at_once(request: Any, slug: str, reference: str, service: Any, words: str) -> HttpResponse:
    found = own_review(request, slug)
    made = _draft(found, reference)
    form = PartActForm(request.POST)
    if form.is_valid() and kept(form, lambda: service(recommendation=made, actor=request.user)):
        messages.success(request, words % {"reference": made.reference})
    else:
        messages.error(request, " ".join(form.non_field_errors()))
    return redirect(f"{_report_url(found)}#recommendations")


def _draft(review: Review, reference: str) -> Recommendation:
    rows = Recommendation.objects.for_page().filter(review=review, published_at__isnull=True)
    made = get_object_or_404(rows, reference=reference)
    made.review = review
    return made


@login_required
def report_issue(request: Any, area: str, review: str) -> HttpResponse:
    """Look at the report as it will stand, then send and publish it."""
    found = own_review(request, review)
    form = IssueForm(sent(request), review=found)
    if form.is_valid():
        facts = form.facts()
        if kept(form, lambda: reporting.issue_report(review=found, actor=request.user, **facts)):
            messages.success(request, _("Report published. Its recommendations wait for the Commissioner’s response"))
            return redirect(found)
    standing = found.recommendations.filter(withdrawn_at__isnull=True).count()
    sheet = report_sheet(found, on=clock.today(), response_due_on=found.response_due_on)
    words = ngettext(
        "Send and publish the report with %(count)d recommendation",
        "Send and publish the report with %(count)d recommendations",
        standing,
    )
    context = {
        "review": found,
        "form": form,
        "problems": {} if found.is_reported else reporting.problems_of(found, clock.today()),
        "html": dressed(sheet_html(sheet)),
        "law": law_of(request.area, rulebook.PUBLISH_REPORTS, clock.today()),
        "button": words % {"count": standing} if standing else _("Send and publish the report"),
    }
    return render(request, "meetings/review_issue.html", context)


@login_required
@require_safe
def report_preview(request: Any, area: str, review: str) -> HttpResponse:
    """The report as it would be printed today, for those who keep the review."""
    found = own_review(request, review)
    if found.is_reported:
        raise Http404
    response = HttpResponse(reporting.preview_report(found), content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="{found.slug}-report-draft.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def report_file(request: Any, area: str, review: str) -> HttpResponseBase:
    """The report as it went out."""
    found = find_review(request, review)
    kept_print = reporting.printed_report(found)
    if kept_print is None:
        raise Http404
    return response_for(request, kept_print, f"{found.slug}-report.pdf")


def _report_url(review: Review) -> str:
    return reverse("reviews:report-update", args=[review.area.slug, review.slug])
