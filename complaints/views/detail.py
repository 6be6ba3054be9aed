"""The page of a complaint: what may lawfully happen next, by when, and all that happened; and its history."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints import permissions
from complaints.models import ComplaintStep
from complaints.rules.stages import stages_of
from complaints.rules.story import story_of
from complaints.services.complaints import holder_problem
from complaints.services.reading import read_complaint
from complaints.views.acts import find_complaint
from complaints.views.case_clocks import clocks, comment_rows, letter_rows
from complaints.views.case_facts import fact_rows
from complaints.views.links import case_url, complaint_page
from complaints.views.next_steps import next_steps
from interface import clock
from interface.templatetags.dates import clock_time


@login_required
@require_safe
def complaint_detail(request: Any, area: str, reference: str) -> HttpResponse:
    """What may lawfully happen next, and by when? Every opening of this page is logged, and says so."""
    complaint = find_complaint(request, reference)
    facts = read_complaint(complaint, request.user)
    works = permissions.can_work_on(request.user, complaint)
    identified = permissions.can_identify(request.user, complaint)
    context = {
        **complaint_page(request, complaint, "complaint-detail"),
        "logged_at": clock_time(clock.now()),
        "people_url": case_url(complaint, "people-list") if identified else None,
        "stages": [{"name": one.title, "note": one.small, "state": one.state} for one in stages_of(facts)],
        **next_steps(request, facts),
        "rows": fact_rows(request, facts, works=works, identified=identified),
        **clocks(request, facts),
        "letters": letter_rows(facts),
        "comments": comment_rows(facts),
        "comments_url": case_url(complaint, "comment-list"),
        "story": story_of(facts),
        "warning": holder_problem(complaint.office_holder, [day for one in facts.allegations for day in _events(one)]),
    }
    return render(request, "complaints/complaint_detail.html", context)


def _events(allegation: Any) -> list[Any]:
    return [day for day in (allegation.incident_from, allegation.incident_until) if day]


@login_required
@require_safe
def complaint_history(request: Any, area: str, reference: str) -> HttpResponse:
    """All that happened in a complaint, with the steps that were taken back and why."""
    complaint = find_complaint(request, reference)
    facts = read_complaint(complaint, request.user)
    steps = ComplaintStep.objects.visible_to(request.user).filter(complaint=complaint, taken_back_at__isnull=False)
    back = list(steps.select_related("taken_back_by", "meeting__area", "meeting__body").order_by("number"))
    context = {**complaint_page(request, complaint, "complaint-history"), "story": story_of(facts, back)}
    return render(request, "complaints/complaint_history.html", context)
