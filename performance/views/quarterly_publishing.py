"""A quarterly report made ready and published: all trends accepted at once, and frozen into the agenda of a meeting."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from interface.once import done_once
from interface.templatetags.dates import long_date
from meetings.models import Meeting
from meetings.views.programme import sent
from performance.forms.quarterly import FreezeForm
from performance.models import QuarterlyReport
from performance.services.reports.publishing import freeze_report, meetings_to_come, put_on_agenda
from performance.services.reports.readiness import in_the_way, readiness
from performance.services.reports.reading import measures_of
from performance.services.reports.trends import accept_proposed
from performance.views.office import crumbs
from performance.views.quarterly import own_report, report_url, stays, steps


@login_required
@require_POST
def trends_accept(request: Any, area: str, slug: str) -> HttpResponse:
    """Accept every trend that the figures propose and that nobody has accepted yet."""
    report = own_report(request, slug)
    if back := stays(request, report):
        return back
    count = accept_proposed(report=report, actor=request.user)
    messages.success(request, ngettext("%(count)d trend accepted", "%(count)d trends accepted", count) % {"count": count})
    return redirect(report_url(report, "report-edit"))


@login_required
def report_freeze(request: Any, area: str, slug: str) -> HttpResponse:
    """Publish the report into the agenda of a meeting that is being prepared."""
    report = own_report(request, slug)
    if back := stays(request, report):
        return back
    meetings = list(meetings_to_come(report, request.user))
    form = FreezeForm(sent(request), report=report, meetings=meetings)
    if form.is_valid() and (url := done_once(form, lambda: _freeze(request, report, **form.facts()))):
        return redirect(url)
    found = readiness(report, request.user)
    context = {
        "form": form, "report": report, "in_the_way": in_the_way(found), "meetings": meetings,
        "to_look_at": [f"{one.told.title}: {remark.words}" for one in found for remark in one.remarks if not remark.blocks],
        "button": _button(meetings), "measures": len(measures_of(report)),
        "breadcrumbs": crumbs(request, *steps(request, report, edits=True)),
    }  # fmt: skip
    return render(request, "performance/report_freeze.html", context)


def _button(meetings: list[Meeting]) -> str:
    """“Freeze into the agenda of 17 March 2022” where there is one meeting to choose."""
    if len(meetings) == 1:
        return _("Freeze into the agenda of %(day)s") % {"day": long_date(meetings[0].held_on)}
    return _("Freeze into the agenda")


def _freeze(request: Any, report: QuarterlyReport, *, version: int, meeting: Meeting) -> str:
    frozen = freeze_report(report=report, meeting=meeting, version=version, actor=request.user)
    placed = put_on_agenda(report=frozen, actor=request.user)
    day = {"day": long_date(meeting.held_on)}
    if placed.item is not None:
        words = _("Report published and put on the agenda of %(day)s") % day
    else:
        words = _("Report published. The clerk puts its paper on an item of the agenda of %(day)s") % day
    messages.success(request, words)
    return frozen.get_absolute_url()
