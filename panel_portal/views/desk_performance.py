"""The part of a desk about performance: the quarterly report that is being written, and files of figures to look through."""

from datetime import date
from typing import Any

from panels.models import PoliceArea
from panels.permissions import areas_reporting
from performance.choices import ReportStatus, UploadStatus
from performance.models import FiguresUpload, QuarterlyReport
from performance.rules.quarters import quarter_before, quarter_words
from performance.services.reports.readiness import in_the_way, readiness

MOST_MISSING = 6


def performance_desk(user: Any, area: PoliceArea, today: date) -> dict[str, Any]:
    """For who reports on performance in the Commissioner's office: what is missing in the report that is being written, or which
    quarter's can be begun, and the files of figures that wait. Empty for everybody else."""
    if area.pk not in areas_reporting(user):
        return {}
    drafts = QuarterlyReport.objects.visible_to(user).filter(area=area, status=ReportStatus.DRAFT)
    report = drafts.select_related("area", "body", "meeting").order_by("ended_on").first()
    missing = in_the_way(readiness(report, user)) if report else []
    uploads = FiguresUpload.objects.visible_to(user).filter(area=area, status=UploadStatus.READ)
    quarter = quarter_before(today)
    is_told = report is None and QuarterlyReport.objects.visible_to(user).filter(area=area, ended_on=quarter).exists()
    return {
        "reports": True,
        "report": report,
        "missing": missing[:MOST_MISSING],
        "missing_more": max(0, len(missing) - MOST_MISSING),
        "quarter": "" if report or is_told else quarter_words(quarter),
        "uploads": list(uploads.select_related("area")[:MOST_MISSING]),
    }
