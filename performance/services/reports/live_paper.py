"""The published report as a live paper of the agenda that it was published into."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.sources import source
from panels.models import Body, PoliceArea
from performance.choices import ReportStatus
from performance.models import QuarterlyReport
from performance.services.reports.publishing import REPORT


@source(REPORT, gettext_lazy("Performance report"), of_collection=True)
def performance_report(area: PoliceArea, body: Body, on: date, collection: str) -> tuple[str, dict[str, Any]]:
    """What the report to the meeting at the address `collection`, or to one that was moved there, said when it was published;
    without a meeting, the newest to the body. A draft is the office's own: until it is published the paper says so."""
    out = QuarterlyReport.objects.filter(area=area, body=body, status=ReportStatus.FROZEN).order_by("-ended_on")
    if collection:
        out = out.filter(Q(meeting__slug=collection) | Q(meeting__moved_to__slug=collection))
    report = out.filter(ended_on__lt=on).first()
    if report is None:
        return _("The Commissioner’s office has not published a performance report to this meeting yet.") + "\n", {}
    return report.frozen_text, report.frozen_charts
