"""A register brought in from a file: sent, read in the background, and what became of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from tablib import Dataset

from decisions import permissions
from decisions.forms.decision_import import RegisterFileForm
from decisions.models import DecisionUpload
from decisions.rules.decision_rows import COLUMNS, NEEDED, hint_of
from decisions.services.register import importing as services
from decisions.views.nil_returns import crumbs
from interface import clock
from interface.once import done_once
from interface.tables import Column, Table, safe_cell
from interface.templatetags.dates import long_date
from interface.templatetags.govuk import tag
from jobs.choices import JobState
from jobs.models import Job
from jobs.services import request_cancel
from meetings.views import listing

STATE_COLOURS = {"sent": "blue", "refused": "red", "done": "green"}
EARLIER = 20


@login_required
def register_import(request: Any, area: str) -> HttpResponse:
    """Send a file of the register; a job reads it and takes in all of it or nothing."""
    _allowed(request)
    is_sent = request.method == "POST"
    form = RegisterFileForm(request.POST if is_sent else None, request.FILES if is_sent else None)

    def work() -> str:
        file = form.cleaned_data["file"]
        made, _job = services.send_register(area=request.area, name=file.name, data=file.read(), actor=request.user)
        return _url(made, "register-upload")

    if form.is_valid() and (url := done_once(form, work)):
        return redirect(url)
    columns = [
        {"name": words, "hint": hint_of(name), "is_needed": name in NEEDED} for name, words in COLUMNS.items()
    ]  # fmt: skip
    context = {
        "form": form, "columns": columns, "earlier": _earlier(request), "breadcrumbs": crumbs(request),
        "is_multipart": True, "export_url": reverse("decisions:decision-export", args=[area, "csv"]),
    }  # fmt: skip
    return render(request, "decisions/decision_import_form.html", context)


@login_required
@require_safe
def register_upload(request: Any, area: str, upload: str) -> HttpResponse:
    """How far the reading of a file is; once it is over, what came of it: counts, or every problem by row and column."""
    found, job = _upload(request, upload)
    is_alive = job is not None and job.is_alive and found.status == services.SENT  # a file that is read is done at once
    columns = [
        Column("row", _("Row"), lambda one: one["row"] or _("the whole file"), heads_row=True),
        Column("column", _("Column"), lambda one: one["column"] or _("the whole row")),
        Column("reason", _("What to correct"), "reason"),
    ]
    table = Table(request, found.problems, columns=columns, caption=_("What to correct"), empty="")
    context = {
        "upload": found, "job": job, "state": tag(found.get_status_display(), STATE_COLOURS[found.status]),
        "progress": _progress(found, job) if job else None, "facts": _facts(found), "words": _words(found),
        "table": table if found.problems else None, "is_stopped": job is not None and job.state == JobState.CANCELLED,
        "is_broken": job is not None and job.state in (JobState.FAILED, JobState.DEAD), "is_alive": is_alive,
        "problems_url": _url(found, "register-upload-problems") if found.problems else None,
        "breadcrumbs": [*crumbs(request), _listed(request)],
    }  # fmt: skip
    return render(request, "decisions/decision_import_detail.html", context)


@login_required
@require_POST
def register_upload_cancel(request: Any, area: str, upload: str) -> HttpResponse:
    """Stop the reading at its next step. Nothing of the file is kept."""
    found, job = _upload(request, upload)
    if job is None:
        raise Http404
    try:
        request_cancel(job, actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The reading is being stopped. Nothing of the file is kept"))
    return redirect(_url(found, "register-upload"))


@login_required
@require_safe
def register_upload_problems(request: Any, area: str, upload: str) -> HttpResponse:
    """What is wrong with a file, as a file to work through."""
    found, _job = _upload(request, upload)
    if not found.problems:
        raise Http404
    made = Dataset(headers=[str(words) for words in (_("Row"), _("Column"), _("What to correct"))])
    for one in found.problems:
        made.append([one["row"], safe_cell(one["column"]), safe_cell(one["reason"])])
    return listing.dataset_as_file(made, fmt="csv", name=f"{area}-decisions-to-correct")


def _upload(request: Any, reference: str) -> tuple[DecisionUpload, Job | None]:
    """A file of the register and the job that reads it, for who keeps the register; for others it is not there."""
    if not permissions.can_work_on_decisions(request.user, request.area):
        raise Http404
    rows = DecisionUpload.objects.filter(area=request.area).select_related("area", "sent_by")
    found = get_object_or_404(rows, reference=reference)
    jobs = Job.objects.for_work(services.IMPORT_JOB, upload=found.reference)
    return found, jobs.order_by("-pk").first()


def _progress(upload: DecisionUpload, job: Job) -> dict[str, Any]:
    seconds = int(((job.finished_at or clock.now()) - (job.started_at or job.created_at)).total_seconds())
    return {
        "url": _url(upload, "register-upload") if job.is_alive else "",
        "cancel_url": _url(upload, "register-upload-cancel") if job.is_alive else "",
        "stage": job.stage or job.get_state_display(),
        "done": job.done_count,
        "total": job.total_count,
        "time": _("%(seconds)d seconds so far") % {"seconds": max(seconds, 0)},
    }


def _facts(upload: DecisionUpload) -> list[dict[str, Any]]:
    return [
        {"term": _("File"), "value": upload.name},
        {"term": _("Sent"), "value": long_date(clock.as_local(upload.sent_at))},
        {"term": _("By"), "value": str(upload.sent_by)},
    ]


def _words(upload: DecisionUpload) -> str:
    """What became of a file, in a sentence; empty while it is being read."""
    if upload.status == services.REFUSED:
        rows = len({one["row"] for one in upload.problems})
        count = {"count": f"{rows:,}"}
        return ngettext(
            "Nothing was brought in. %(count)s row is wrong. Correct it in your file and send it again.",
            "Nothing was brought in. %(count)s rows are wrong. Correct them in your file and send it again.", rows,
        ) % count  # fmt: skip
    if upload.status != services.DONE:
        return ""
    if not upload.made and not upload.changed:
        return _("The register holds every decision of the file already, in the same words. Nothing was changed.")
    made = ngettext("%(count)s decision was entered", "%(count)s decisions were entered", upload.made)
    changed = ngettext("%(count)s was changed", "%(count)s were changed", upload.changed)
    return _("%(made)s, %(changed)s.") % {
        "made": made % {"count": f"{upload.made:,}"}, "changed": changed % {"count": f"{upload.changed:,}"},
    }  # fmt: skip


def _earlier(request: Any) -> list[dict[str, Any]]:
    """The files that were sent before, the newest first."""
    rows = DecisionUpload.objects.filter(area=request.area).select_related("area").order_by("-sent_at", "-pk")[:EARLIER]
    return [
        {
            "url": _url(one, "register-upload"), "day": clock.as_local(one.sent_at), "name": one.name,
            "state": tag(one.get_status_display(), STATE_COLOURS[one.status]),
        }
        for one in rows
    ]  # fmt: skip


def _url(upload: DecisionUpload, name: str) -> str:
    return reverse(f"decisions:{name}", args=[upload.area.slug, upload.reference])


def _listed(request: Any) -> dict[str, str]:
    return {"url": reverse("decisions:register-import", args=[request.area.slug]), "text": _("Bring in a register")}


def _allowed(request: Any) -> None:
    if not permissions.can_work_on_decisions(request.user, request.area):
        raise PermissionDenied
