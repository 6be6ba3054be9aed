"""Proactive scrutiny reviews: the list, the page of one, and what its keepers do with it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from interface import clock, markdown
from interface.once import done_once
from interface.tables import Column, Table
from interface.templatetags.dates import short_date
from interface.templatetags.govuk import tag
from meetings import permissions
from meetings.choices import RecommendationStatus, ReviewStatus
from meetings.filters import ReviewFilter
from meetings.forms.reviews import CloseReviewForm, ReviewActForm, ReviewCreateForm, ReviewUpdateForm
from meetings.models import Review
from meetings.resources import ReviewResource
from meetings.rules.review_steps import Standing, steps_of
from meetings.rules.reviews import stages_of
from meetings.services.actions.reading import members_of
from meetings.services.reviews import keeping
from meetings.services.reviews.reading import ReadReview, for_review_list, read_review, story_of
from meetings.services.reviews.reporting import printed_report
from meetings.views import listing
from meetings.views.programme import kept, sent
from meetings.views.responding import deadline_of, law_of
from panels import rulebook

COLOURS = {
    ReviewStatus.PLANNED: "grey",
    ReviewStatus.GATHERING: "blue",
    ReviewStatus.REPORTED: "yellow",
    ReviewStatus.ANSWERED: "green",
    ReviewStatus.CLOSED: "grey",
}
POSITIONS = {
    RecommendationStatus.MADE: "yellow",
    RecommendationStatus.ACCEPTED: "green",
    RecommendationStatus.PARTLY: "blue",
    RecommendationStatus.REJECTED: "grey",
}


def find_review(request: Any, slug: str) -> Review:
    """A review that the reader may know of."""
    seen = Review.objects.visible_to(request.user).for_page().filter(area=request.area)
    return get_object_or_404(seen, slug=slug)


def own_review(request: Any, slug: str) -> Review:
    """A review that the reader keeps."""
    review = find_review(request, slug)
    if not permissions.can_keep_reviews(request.user, review.body):
        raise PermissionDenied
    return review


# The list ----------------------------------------------------------------------------------------------------------


@require_safe
def review_list(request: Any, area: str) -> HttpResponse:
    """What does the panel look into of its own accord? Those in hand first, the latest on top."""
    narrowed = _narrowed(request)
    table = _table(request, narrowed)
    keeps = permissions.can_call_panel(request.user, request.area)
    table.empty = _("No review is published yet. A panel may look into a topic of its own choosing.")
    if keeps:
        table.empty = _("There is no review yet. Begin one, and add its scope.")
    if narrowed.in_force():
        table.empty = _("No reviews match. Remove a filter.")
    words = ngettext("%(count)s review", "%(count)s reviews", table.count) % {"count": f"{table.count:,}"}
    context = {
        "table": table,
        "keeps": keeps,
        "law": law_of(request.area, rulebook.PUBLISH_REPORTS, clock.today()),
        **listing.shown(request, narrowed, words=words, export="reviews:review-export"),
    }
    context["exports"] = context["exports"] if table.count else []
    return render(request, "meetings/review_list.html", context)


@require_safe
def review_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters and its order, on every page of it."""
    rows = list(_table(request, _narrowed(request)).page.paginator.object_list)
    return listing.as_file(ReviewResource(), rows, fmt=fmt, name=f"{area}-reviews")


def _narrowed(request: Any) -> ReviewFilter:
    seen = Review.objects.visible_to(request.user).for_page().filter(area=request.area)
    return ReviewFilter(request.GET, queryset=for_review_list(seen, request.user), user=request.user, area=request.area)


def _table(request: Any, narrowed: ReviewFilter) -> Table:
    columns = [
        Column("title", _("Topic"), lambda one: _topic_cell(one, narrowed.several), "title", heads_row=True),
        Column("started", _("Begun"), lambda one: _day(one.started_on), "started_on"),
        Column("status", _("State"), lambda one: tag(one.get_status_display(), COLOURS[ReviewStatus(one.status)])),
        Column("reported", _("Reported"), lambda one: _day(one.reported_on) or _("not yet"), "reported_on"),
        Column("made", _("Recommendations"), _made_cell, "made"),
        Column("lead", _("Lead member"), lambda one: one.lead.name if one.lead else _("nobody yet")),
    ]
    return Table(request, narrowed.rows, columns=columns, caption=_("Reviews"), empty="")


def _topic_cell(review: Review, several: bool) -> str:
    where = format_html('<br><span class="app-quiet">{}</span>', review.body.name) if several else ""
    waits = "" if review.published_at else format_html(" {}", tag(_("Draft")))
    link = format_html('<a class="govuk-link" href="{}">{}</a>', review.get_absolute_url(), review.title)
    return format_html("{}{}{}", link, waits, where)


def _day(day: Any) -> str:
    return format_html('<span class="app-nowrap">{}</span>', short_date(day)) if day else ""


def _made_cell(review: Any) -> str:
    if not review.made:
        return _("none") if review.is_reported else _("not yet")
    words = ngettext("%(made)d, %(answered)d with a response", "%(made)d, %(answered)d with a response", review.made)
    return words % {"made": review.made, "answered": review.answered}


# One review --------------------------------------------------------------------------------------------------------


@require_safe
def review_detail(request: Any, area: str, review: str) -> HttpResponse:
    """What is looked into, on what evidence, what was found, what is recommended, and what was said to it?"""
    found = find_review(request, review)
    read = read_review(found, request.user)
    shows_report = found.is_reported or read.keeps
    response = law_of(request.area, rulebook.REPORT_RESPONSE, found.reported_on or clock.today())
    stages = stages_of(found.status, reported_on=found.reported_on, closed_on=found.closed_on, started_on=found.started_on)
    context = {
        "review": found,
        "read": read,
        "colour": COLOURS[ReviewStatus(found.status)],
        "stages": stages,
        "texts": _texts(found, shows_report=shows_report),
        "evidence": [_evidence(one, read) for one in read.evidence],
        "witnesses": [(one, markdown.render(one.text, level=4)) for one in read.witnesses],
        "recommendations": [_recommendation(request, one) for one in read.recommendations],
        "deadline": _deadline(found, read, response),
        "response": response,
        "printed": printed_report(found),
        "story": story_of(read),
        **(_steps(found, read, response) if read.keeps else {}),
    }
    return render(request, "meetings/review_detail.html", context)


def _texts(review: Review, *, shows_report: bool) -> dict[str, Any]:
    """The typed texts as HTML; what was found only where it is the reader's to know."""
    names = ("why", "scope", *(("findings", "conclusions") if shows_report else ()))
    return {name: markdown.render(getattr(review, name), level=3) for name in names}


def _evidence(one: Any, read: ReadReview) -> dict[str, Any]:
    return {"row": one, "html": markdown.render(one.text, level=4), "paper": read.papers.get(one.paper_id)}


def _recommendation(request: Any, made: Any) -> dict[str, Any]:
    """A recommendation with what was said to it; with the way to respond, for whoever may."""
    is_open = made.withdrawn_at is None
    may = is_open and permissions.can_respond(request.user, made)
    status = RecommendationStatus(made.status)
    return {
        "made": made,
        "html": markdown.render(made.text, level=4),
        "state": tag(_("Withdrawn")) if made.withdrawn_at else tag(made.get_status_display(), POSITIONS[status]),
        "said": [(one, markdown.render(one.text, level=4)) for one in made.said],
        "respond": reverse("recommendations:recommendation-respond", args=[request.area.slug, made.reference]) if may else "",
    }


def _deadline(review: Review, read: ReadReview, response: Any) -> dict[str, Any] | None:
    """By when the panel asks for the responses. Every one of them has come once none of its recommendations waits."""
    if not review.is_reported:
        return None
    standing = [one for one in read.recommendations if not one.withdrawn_at]
    first = [one.said[0].responded_on for one in standing if one.said]
    return deadline_of(review.response_due_on, response, first, still_waits=len(first) < len(standing))


def _steps(review: Review, read: ReadReview, response: Any) -> dict[str, Any]:
    standing = Standing(
        status=review.status,
        is_public=review.published_at is not None,
        is_reported=review.is_reported,
        has_findings=bool(review.findings),
        recommended=read.standing,
        answered=read.answered,
    )
    reports = law_of(review.area, rulebook.PUBLISH_REPORTS, clock.today())
    steps = steps_of(standing, reports=reports, response=response)
    where = [review.area.slug, review.slug]
    shown: list[dict[str, Any]] = [
        {"step": one, "url": reverse(f"reviews:{_route(one.route)}", args=where) if one.route else ""} for one in steps
    ]
    is_open = [one for one in shown if not one["step"].why_not]
    return {
        "steps": is_open,
        "primary": next((one for one in is_open if one["step"].is_main), None),
        "not_open": [one["step"] for one in shown if one["step"].why_not],
    }


def _route(name: str) -> str:
    return name if name.startswith(("report-", "evidence-", "witness-", "meeting-")) else f"review-{name}"


# What its keepers do -------------------------------------------------------------------------------------------------


@login_required
def review_create(request: Any, area: str) -> HttpResponse:
    """Begin a review. The public does not see it before it is published."""
    bodies = permissions.panels_to_call(request.user, request.area)
    if not bodies.exists():
        raise PermissionDenied
    form = ReviewCreateForm(sent(request), bodies=bodies, members=members_of(bodies, clock.today()))
    if form.is_valid():
        url = done_once(form, lambda: _created(request, form))
        if url:
            return redirect(url)
    return form_page(request, form, heading=_("Begin a review"), button=_("Begin the review"))


def _created(request: Any, form: ReviewCreateForm) -> str:
    review = keeping.open_review(body=form.cleaned_data["body"], actor=request.user, **form.facts())
    messages.success(request, _("Review begun. Members and officers see it; the public does once you publish it"))
    return review.get_absolute_url()


@login_required
def review_update(request: Any, area: str, review: str) -> HttpResponse:
    """Change what the review says of itself."""
    found = own_review(request, review)
    form = ReviewUpdateForm(sent(request), review=found, members=_members(found))
    if form.is_valid():
        version = form.cleaned_data["version"]
        facts = {"version": version, "actor": request.user, **form.facts()}
        if kept(form, lambda: keeping.change_review(review=found, **facts)):
            messages.success(request, _("Review saved"))
            return redirect(found)
    return form_page(request, form, heading=_("Edit the review"), button=_("Save the review"), review=found)


def _members(review: Review) -> QuerySet:
    """The members of today; the lead member of now stays on offer after leaving."""
    people: Any = Review._meta.get_field("lead").related_model
    now = members_of([review.body], clock.today())
    return now | people._default_manager.filter(pk=review.lead_id)


@login_required
def review_publish(request: Any, area: str, review: str) -> HttpResponse:
    """Let the public know of it."""
    words = _("Everybody will read its topic, scope, meetings, public evidence and witnesses. Private evidence stays private.")
    done = _("Review published. Everybody sees it")
    return _act(request, review, keeping.publish_review, heading=_("Publish the review"), words=words, done=done)


@login_required
def review_hide(request: Any, area: str, review: str) -> HttpResponse:
    """Undo publishing it, as long as the report is not out."""
    words = _("Only members and officers will see the review. Whoever read it already still knows of it.")
    done = _("The public does not see the review any more")
    return _act(request, review, keeping.hide_review, heading=_("Take the review from the public"), words=words, done=done)


@login_required
def review_reopen(request: Any, area: str, review: str) -> HttpResponse:
    """Undo closing it."""
    words = _("The review stands again where it stood before it was closed.")
    done = _("The review is open again")
    return _act(request, review, keeping.reopen_review, heading=_("Open the review again"), words=words, done=done)


@login_required
def review_close(request: Any, area: str, review: str) -> HttpResponse:
    """Say how the review ended."""
    found = own_review(request, review)
    form = CloseReviewForm(sent(request), review=found)
    if form.is_valid():
        facts = form.facts()
        if kept(form, lambda: keeping.close_review(review=found, actor=request.user, **facts)):
            messages.success(request, _("Review closed. You can open it again on this page"))
            return redirect(found)
    return form_page(request, form, heading=_("Close the review"), button=_("Close the review"), review=found)


def _act(request: Any, slug: str, service: Any, *, heading: str, words: str, done: str) -> HttpResponse:
    """An act that is confirmed on a page of its own and needs nothing typed."""
    found = own_review(request, slug)
    form = ReviewActForm(sent(request), versioned=found)
    if form.is_valid():
        facts = form.facts()
        if kept(form, lambda: service(review=found, actor=request.user, **facts)):
            messages.success(request, done)
            return redirect(found)
    return form_page(request, form, heading=heading, button=heading, review=found, words=words)


def form_page(request: Any, form: Any, **context: Any) -> HttpResponse:
    """A page of one form: `heading`, `button`, and where there are: `review`, `words` before the form, `warns`."""
    return render(request, "meetings/review_form.html", {"form": form, **context})
