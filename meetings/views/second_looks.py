"""More work on a paper's file: looking at the pages that nobody had time for, and recognising the text of pictures."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from documents import permissions as paper_permissions
from documents.models import Paper
from documents.services.second_looks import JOBS, LOOK, RECOGNISE, ask_for, newest_jobs
from interface import clock
from jobs.models import Job
from jobs.services import request_cancel
from meetings.forms import DecideForm
from meetings.models import Meeting
from meetings.views.findings import findings_url, found_paper

TITLES = {LOOK: gettext_lazy("Looking at the other pages"), RECOGNISE: gettext_lazy("Recognising the text of the pictures")}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def finding_work(request: Any, area: str, meeting: str, paper: str, act: str) -> HttpResponse:
    """How far the work is; the findings when there is none or it has ended. Sent, it asks for the work."""
    found, seen = _found(request, meeting, paper, act)
    if request.method == "POST":
        return _ask(request, seen, act)
    job = _job(seen, act)
    if job is None or not job.is_alive:
        return redirect(findings_url(seen))
    context = {"meeting": found, "paper": seen, "title": TITLES[act], "job": job, "progress": _progress(seen, act, job)}
    return render(request, "meetings/finding_work.html", context)


@login_required
@require_POST
def finding_work_cancel(request: Any, area: str, meeting: str, paper: str, act: str) -> HttpResponse:
    """Stop the work at its next step. The file and what was found in it stay as they are."""
    _meeting, seen = _found(request, meeting, paper, act)
    try:
        if (job := _job(seen, act)) is None:
            raise ValidationError(_("This work has ended. There is nothing to cancel"))
        request_cancel(job, actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The work is being stopped"))
    return redirect(findings_url(seen))


def _found(request: Any, meeting: str, slug: str, act: str) -> tuple[Meeting, Paper]:
    if act not in JOBS:
        raise Http404
    found, paper = found_paper(request, meeting, slug)
    if not paper_permissions.can_revise_paper(request.user, paper):
        raise PermissionDenied
    return found, paper


def _ask(request: Any, paper: Paper, act: str) -> HttpResponse:
    form = DecideForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        ask_for(act=act, paper=paper, number=form.cleaned_data["version"], actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(findings_url(paper))
    return redirect("meetings:finding-work", paper.area.slug, paper.collection, paper.slug, act)


def _job(paper: Paper, act: str) -> Job | None:
    return newest_jobs(paper.current).get(act) if paper.current else None


def _progress(paper: Paper, act: str, job: Job) -> dict[str, Any]:
    seconds = int((clock.now() - (job.started_at or job.created_at)).total_seconds())
    arguments = [paper.area.slug, paper.collection, paper.slug, act]
    return {
        "url": reverse("meetings:finding-work", args=arguments),
        "cancel_url": reverse("meetings:finding-work-cancel", args=arguments),
        "stage": job.stage or job.get_state_display(),
        "done": job.done_count,
        "total": job.total_count,
        "time": _("%(seconds)d seconds so far") % {"seconds": max(seconds, 0)},
    }
