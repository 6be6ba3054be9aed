"""The parts of a review: its meetings, its evidence and its witnesses, added, changed, taken out and put back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from documents.choices import Access
from interface.once import done_once
from interface.templatetags.dates import long_date
from meetings.forms.reviews import (
    EvidenceCreateForm,
    EvidenceUpdateForm,
    PartActForm,
    ReviewMeetingForm,
    WitnessCreateForm,
    WitnessUpdateForm,
)
from meetings.models import Meeting, Review, ReviewEvidence, ReviewMeeting, ReviewWitness
from meetings.services.reviews import parts
from meetings.services.reviews.reading import items_to_choose, meetings_to_choose, papers_to_choose
from meetings.views.programme import kept, sent
from meetings.views.reviews import form_page, own_review

# Meetings ----------------------------------------------------------------------------------------------------------


@login_required
def meeting_create(request: Any, area: str, review: str) -> HttpResponse:
    """First which meeting, then which item of its agenda and what happens there."""
    found = own_review(request, review)
    offered = meetings_to_choose(found, request.user)
    if not (slug := request.GET.get("meeting")):
        return render(request, "meetings/review_meeting_choose.html", {"review": found, "meetings": offered})
    meeting = get_object_or_404(offered, slug=slug)
    form = ReviewMeetingForm(sent(request), items=items_to_choose(meeting))
    if form.is_valid():
        url = done_once(form, lambda: _meeting_added(request, found, meeting, form))
        if url:
            return redirect(url)
    words = f"{meeting.called}, {long_date(meeting.held_on)}"
    return form_page(request, form, heading=_("Add a meeting"), button=_("Add the meeting"), review=found, words=words)


def _meeting_added(request: Any, review: Review, meeting: Meeting, form: ReviewMeetingForm) -> str:
    parts.add_meeting(review=review, meeting=meeting, actor=request.user, **form.facts())
    messages.success(request, _("Meeting of %(day)s added") % {"day": long_date(meeting.held_on)})
    return f"{review.get_absolute_url()}#meetings"


@login_required
def meeting_remove(request: Any, area: str, review: str, number: int) -> HttpResponse:
    """Asks once, then takes the meeting out of the review. The meeting itself stays."""
    found = own_review(request, review)
    seen = Meeting.objects.visible_to(request.user)
    row = get_object_or_404(ReviewMeeting.objects.select_related("meeting"), review=found, number=number, meeting__in=seen)
    form = PartActForm(sent(request))
    if form.is_valid() and kept(form, lambda: parts.remove_meeting(review=found, number=number, actor=request.user)):
        messages.success(request, _("Meeting taken out of the review. You can add it again"))
        return redirect(found)
    words = _("%(meeting)s, %(day)s. The meeting itself and its minutes stay as they are.") % {
        "meeting": row.meeting.called, "day": long_date(row.meeting.held_on)
    }  # fmt: skip
    heading = _("Take the meeting out of the review")
    return form_page(request, form, heading=heading, button=_("Take it out"), review=found, words=words, warns=True)


# Evidence ----------------------------------------------------------------------------------------------------------


@login_required
def evidence_create(request: Any, area: str, review: str) -> HttpResponse:
    """Enter something that was taken into account."""
    found = own_review(request, review)
    form = EvidenceCreateForm(sent(request), papers=papers_to_choose(found, request.user))
    if form.is_valid():
        url = done_once(form, lambda: _evidence_added(request, found, form))
        if url:
            return redirect(url)
    return form_page(request, form, heading=_("Add evidence"), button=_("Add the evidence"), review=found)


def _evidence_added(request: Any, review: Review, form: EvidenceCreateForm) -> str:
    row = parts.add_evidence(review=review, actor=request.user, **form.facts())
    private = _("Evidence added. Only members and officers see it")
    messages.success(request, _("Evidence added") if row.access == Access.PUBLIC else private)
    return f"{review.get_absolute_url()}#evidence"


@login_required
def evidence_update(request: Any, area: str, review: str, number: int) -> HttpResponse:
    """Change evidence; of a review that is reported, who may read it."""
    found = own_review(request, review)
    row = _evidence(found, number)
    papers = papers_to_choose(found, request.user)
    form = EvidenceUpdateForm(sent(request), evidence=row, papers=_with_own(request, papers, row))
    if form.is_valid():
        facts = {"version": form.cleaned_data["version"], "actor": request.user, **form.facts()}
        if kept(form, lambda: parts.change_evidence(evidence=row, **facts)):
            messages.success(request, _("Evidence saved"))
            return redirect(f"{found.get_absolute_url()}#evidence")
    words = _("The report is out. Who may read this can still change: the report is then printed anew.")
    context = {"review": found, "words": words if found.is_reported else ""}
    return form_page(request, form, heading=_("Edit the evidence"), button=_("Save the evidence"), **context)


def _with_own(request: Any, papers: list[Any], row: ReviewEvidence) -> list[Any]:
    """The paper of now stays on offer, though its meeting was taken out of the review."""
    if row.paper is None or row.paper in [paper for paper, _meeting in papers]:
        return papers
    known = Meeting.objects.visible_to(request.user)
    meeting = known.filter(area=row.paper.area_id, slug=row.paper.collection).first()
    return [*papers, (row.paper, meeting)] if meeting else papers


@login_required
@require_POST
def evidence_remove(request: Any, area: str, review: str, number: int) -> HttpResponse:
    """Take evidence out; it can be put back from the page."""
    words = _("Evidence taken out. You can put it back below")
    return _at_once(request, review, parts.remove_part, lambda found: _evidence(found, number), words)


@login_required
@require_POST
def evidence_restore(request: Any, area: str, review: str, number: int) -> HttpResponse:
    """Put evidence back."""
    return _at_once(request, review, parts.restore_part, lambda found: _evidence(found, number), _("Evidence put back"))


def _evidence(review: Review, number: int) -> ReviewEvidence:
    row = get_object_or_404(ReviewEvidence.objects.select_related("paper"), review=review, number=number)
    row.review = review
    return row


# Witnesses ---------------------------------------------------------------------------------------------------------


@login_required
def witness_create(request: Any, area: str, review: str) -> HttpResponse:
    """Enter who is asked to speak."""
    found = own_review(request, review)
    form = WitnessCreateForm(sent(request), meetings=meetings_to_choose(found, request.user))
    if form.is_valid():
        url = done_once(form, lambda: _witness_added(request, found, form))
        if url:
            return redirect(url)
    return form_page(request, form, heading=_("Add a witness"), button=_("Add the witness"), review=found)


def _witness_added(request: Any, review: Review, form: WitnessCreateForm) -> str:
    parts.add_witness(review=review, actor=request.user, **form.facts())
    messages.success(request, _("Witness added"))
    return f"{review.get_absolute_url()}#witnesses"


@login_required
def witness_update(request: Any, area: str, review: str, number: int) -> HttpResponse:
    """Say when a witness was heard, and what they said."""
    found = own_review(request, review)
    row = _witness(found, number)
    form = WitnessUpdateForm(sent(request), witness=row, meetings=meetings_to_choose(found, request.user))
    if form.is_valid():
        facts = {"version": form.cleaned_data["version"], "actor": request.user, **form.facts()}
        if kept(form, lambda: parts.change_witness(witness=row, **facts)):
            messages.success(request, _("Witness saved"))
            return redirect(f"{found.get_absolute_url()}#witnesses")
    return form_page(request, form, heading=_("Edit the witness"), button=_("Save the witness"), review=found)


@login_required
@require_POST
def witness_remove(request: Any, area: str, review: str, number: int) -> HttpResponse:
    """Take a witness out; they can be put back from the page."""
    words = _("Witness taken out. You can put them back below")
    return _at_once(request, review, parts.remove_part, lambda found: _witness(found, number), words)


@login_required
@require_POST
def witness_restore(request: Any, area: str, review: str, number: int) -> HttpResponse:
    """Put a witness back."""
    return _at_once(request, review, parts.restore_part, lambda found: _witness(found, number), _("Witness put back"))


def _witness(review: Review, number: int) -> ReviewWitness:
    row = get_object_or_404(ReviewWitness.objects.select_related("meeting"), review=review, number=number)
    row.review = review
    return row


def _at_once(request: Any, slug: str, service: Callable[..., Any], find: Callable[[Review], Any], words: str) -> HttpResponse:
    """An act that needs nothing typed and does no harm twice: done, or the reason why not above the review."""
    found = own_review(request, slug)
    form = PartActForm(request.POST)
    if form.is_valid() and kept(form, lambda: service(part=find(found), actor=request.user)):
        messages.success(request, words)
    else:
        messages.error(request, " ".join(form.non_field_errors()))
    return redirect(found)
