"""Background work, for administrators: what waits, runs, failed or was given up."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from interface.tables import Column, Table
from interface.templatetags.dates import clock_time, short_date
from interface.templatetags.govuk import tag
from jobs import services
from jobs.choices import JobState
from jobs.models import Job
from panels.permissions import can_administer

COLOURS = {JobState.RUNNING: "blue", JobState.FAILED: "red", JobState.DEAD: "red", JobState.CANCELLED: "magenta"}
WORK = {
    "meetings.build_pack": gettext_lazy("Build the pack of a meeting"),
    "meetings.send_notice": gettext_lazy("Send a member a letter about a meeting"),
}
CAN_BE_TRIED_AGAIN = (JobState.FAILED, JobState.DEAD, JobState.CANCELLED)


@login_required
@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    """The queue, newest first, by state."""
    _administrators_only(request)
    state = request.GET.get("state", "")
    jobs = Job.objects.visible_to(request.user).for_page()
    if state in JobState.values:
        jobs = jobs.filter(state=state)
    context = {"table": _table(request, jobs), "states": _states(state), "dead": Job.objects.dead_letters().count()}
    return render(request, "jobs/job_list.html", context)


@login_required
@require_POST
def job_retry(request: HttpRequest, ref: str) -> HttpResponse:
    return _act(request, ref, services.retry, _("The work waits to be done again"))


@login_required
@require_POST
def job_cancel(request: HttpRequest, ref: str) -> HttpResponse:
    return _act(request, ref, services.request_cancel, _("The work is cancelled, or will be at its next step"))


def _act(request: HttpRequest, ref: str, service: Any, done: str) -> HttpResponse:
    _administrators_only(request)
    job = get_object_or_404(Job.objects.visible_to(request.user), reference=ref)
    try:
        service(job, request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, done)
    return redirect("job-list")


def _administrators_only(request: HttpRequest) -> None:
    if not can_administer(request.user):
        raise PermissionDenied


def _table(request: HttpRequest, jobs) -> Table:
    token = get_token(request)
    columns = [
        Column("work", _("Work"), _work, sort="name", heads_row=True),
        Column("state", _("State"), lambda job: tag(job.get_state_display(), COLOURS.get(job.state, "")), sort="state"),
        Column("asked", _("Asked"), _asked, sort="created_at"),
        Column("progress", _("Progress"), _progress),
        Column("tries", _("Tries"), _tries, sort="attempts", numeric=True),
        Column("what", _("What happened"), _happened),
        Column("acts", _("Acts"), lambda job: _acts(job, token)),
    ]
    empty = _("No work is in this state. Choose another.") if request.GET.get("state") else _("No work has been asked for yet.")
    return Table(request, jobs, columns=columns, caption=_("Work"), empty=empty)


def _work(job: Job) -> str:
    words = str(WORK.get(job.name, job.name))
    return f"{words}, {job.area_slug}" if job.area_slug else words


def _tries(job: Job) -> str:
    return _("%(done)d of %(most)d") % {"done": job.attempts, "most": job.max_attempts}


def _asked(job: Job) -> str:
    when = f"{short_date(job.created_at)}, {clock_time(job.created_at)}"
    return f"{when}, {job.requested_by}" if job.requested_by else when


def _progress(job: Job) -> str:
    """How far it is; what is done is complete, whatever it was last at."""
    if job.state == JobState.DONE:
        return _("Complete")
    if job.total_count:
        return _("%(stage)s, %(done)s of %(total)s") % {
            "stage": job.stage, "done": job.done_count, "total": job.total_count,
        }  # fmt: skip
    return job.stage or _("Not started")


def _happened(job: Job) -> str:
    """What ended the job. The reason of a failed one may quote a private paper: it is for whoever asked for the work."""
    if job.state == JobState.FAILED:
        return _("The clerk sees the reason on the build page")
    return job.error or _("nothing")


def _acts(job: Job, token: str) -> SafeString:
    """A button for what can be done with the job now."""
    if job.is_alive and not job.cancel_requested:
        act, words = "job-cancel", _("Cancel")
    elif job.state in CAN_BE_TRIED_AGAIN:
        act, words = "job-retry", _("Try again")
    else:
        return SafeString(_("Will be cancelled") if job.is_alive else "")
    return format_html(
        '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<button class="govuk-button govuk-button--secondary" type="submit">{}'
        '<span class="govuk-visually-hidden"> {} {}</span></button></form>',
        reverse(act, args=[job.reference]), token, words, _work(job), job.reference,
    )  # fmt: skip


def _states(chosen: str) -> list[dict[str, Any]]:
    """Links that narrow the list to one state."""
    choices = [("", _("All")), *JobState.choices]
    return [{"text": label, "url": f"?state={value}" if value else "?", "current": value == chosen} for value, label in choices]
