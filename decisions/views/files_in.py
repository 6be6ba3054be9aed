"""What the pages of a file of rows share in every app that takes some: how far the work is, what is told of the file."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from tablib import Dataset

from documents.services.files_in import ACCEPTED, SENT
from interface import clock
from interface.tables import Column, Table, safe_cell
from interface.templatetags.dates import short_date
from jobs.choices import JobState
from jobs.models import Job
from meetings.views import listing

STATE_COLOURS = {"sent": "blue", "read": "yellow", "refused": "red", "accepted": "blue", "done": "green", "dropped": "grey"}
AT_WORK = (SENT, ACCEPTED)


def standing(upload: Any, job: Job | None, *, url: str, cancel_url: str) -> dict[str, Any]:
    """For a page: `is_alive` while a job works on a file, with its `progress`; `is_broken` where the work broke off."""
    is_alive = job is not None and job.is_alive and upload.status in AT_WORK
    is_broken = job is not None and job.state in (JobState.FAILED, JobState.DEAD) and upload.status in AT_WORK
    progress = _progress(job, url, cancel_url) if job is not None and is_alive else None
    return {"is_alive": is_alive, "is_broken": is_broken, "progress": progress}


def _progress(job: Job, url: str, cancel_url: str) -> dict[str, Any]:
    seconds = int((clock.now() - (job.started_at or job.created_at)).total_seconds())
    return {
        "url": url, "cancel_url": cancel_url, "stage": job.stage or job.get_state_display(), "done": job.done_count,
        "total": job.total_count, "time": _("%(seconds)d seconds so far") % {"seconds": max(seconds, 0)},
    }  # fmt: skip


def remarks(request: Any, rows: list[dict[str, Any]], caption: str) -> Table | None:
    """What is told of rows, columns and the whole file, as a table."""
    columns = [
        Column("row", _("Row"), lambda one: one["row"] or _("the whole file"), heads_row=True),
        Column("column", _("Column"), lambda one: one["column"] or (_("the whole row") if one["row"] else _("all of it"))),
        Column("reason", caption, "reason"),
    ]
    return Table(request, rows, columns=columns, caption=caption, empty="") if rows else None


def sent_cell(upload: Any) -> SafeString:
    """The day, and under it who sent the file: a column for each would leave none wide enough for the name of a file."""
    words = '<span class="app-nowrap">{}</span><br><span class="app-quiet">{}</span>'
    return format_html(words, short_date(clock.as_local(upload.sent_at)), upload.sent_by)


def problems_as_file(upload: Any, name: str) -> HttpResponse:
    """What is wrong with a file, as a file to work through; not found without any."""
    if not upload.problems:
        raise Http404
    made = Dataset(headers=[str(words) for words in (_("Row"), _("Column"), _("What to correct"))])
    for one in upload.problems:
        made.append([one["row"], safe_cell(one["column"]), safe_cell(one["reason"])])
    return listing.dataset_as_file(made, fmt="csv", name=name)


def cancel(request: Any, stop: Callable[[], Any], url: str) -> HttpResponse:
    """Stop the work on a file, and lead back to its page."""
    try:
        stop()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The work is being stopped. Nothing of what it did is kept"))
    return redirect(url)
