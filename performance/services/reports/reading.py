"""What a quarterly report tells: its facts read in a constant number of queries, its text, and what it said once published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from interface.charts import chart_rows
from performance.choices import ObjectiveKind
from performance.models import (
    ActionStanding,
    Crosswalk,
    Force,
    Measure,
    Plan,
    QuarterlyReport,
    ReportComment,
    ReportPart,
    SimilarGroup,
    Term,
    TrendWord,
)
from performance.papers.report import Counted, Facts, Promised, Told, write_report
from performance.services.reports.keeping import report_before
from performance.services.standing import analyses_until


@dataclass(frozen=True)
class Read:
    """A report as it reads: its text, and the charts that it names."""

    text: str
    charts: dict[str, Any]


def read_report(report: QuarterlyReport) -> Read:
    """A published report as it was frozen; a draft as its figures and words stand now."""
    if report.is_out:
        return Read(report.frozen_text, report.frozen_charts)
    text, charts = write_report(gather(report))
    return Read(text, charts)


def chart_figures(read: Read) -> tuple[list[str], list[list[Any]]]:
    """Headings and rows of the figures of all charts of a report, for a file: a row for each period of each line."""
    heads = [_("Chart"), _("Line"), _("Period"), _("Figure"), _("Unit"), _("Illustrative")]
    rows = []
    for key, chart in read.charts.items():
        names, figures = chart_rows(chart)
        for place, name in enumerate(names[1:-1], start=1):
            rows += [[key, name, row[0], row[place], chart.get("unit", ""), row[-1]] for row in figures]
    return heads, rows


def gather(report: QuarterlyReport) -> Facts:
    """The facts of a report, from all figures of periods that end by its quarter's end."""
    parts = told_parts(report)
    plan = _plan(report)
    force = Force.objects.filter(area=report.area).first()
    return Facts(
        report=report, parts=parts, terms=list(Term.objects.kept().filter(area=report.area).order_by(Lower("term"))), plan=plan,
        crosswalk=_crosswalk(plan, parts) if plan else [], forces=_others(force, report.ended_on),
        force=force.name if force else report.area.name, meeting_on=meeting_on(report),
    )  # fmt: skip


def meeting_on(report: QuarterlyReport) -> date | None:
    """The day of the meeting that a report is published to."""
    return report.meeting.held_on if report.meeting else None


def told_parts(report: QuarterlyReport, only: ReportPart | None = None) -> list[Told]:
    """The parts of a report, or one of them, with their measures, planned actions and comments."""
    rows = report.parts.select_related("objective").order_by("position", "pk")
    parts = list(rows.filter(pk=only.pk) if only else rows)
    measures = _measures(report, parts)
    promised = _promised(report)
    comments = _comments(report)
    return [
        Told(
            part, measures.get(part.objective_id, []), promised.get(part.objective_id, []),
            [one.text for one in comments.get(part.pk, [])],
        )
        for part in parts
    ]  # fmt: skip


def measures_of(report: QuarterlyReport) -> list[Measure]:
    """The measures that a report tells of: published ones that are reported, of the objectives that are not left out."""
    objectives = report.parts.filter(left_out_why="").values("objective")
    rows = Measure.objects.filter(objective__in=objectives, is_in_reports=True, published_at__isnull=False)
    return list(
        rows.on(report.started_on).select_related("area", "objective", "whole").order_by("objective", "position", "title")
    )


def hold_measures(measures: Iterable[Measure]) -> list[Measure]:
    """Measures held, all of them before anything is written: who brings figures in holds them in the same order."""
    rows = Measure.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in measures])
    return list(rows.order_by("pk"))


def _measures(report: QuarterlyReport, parts: list[ReportPart]) -> dict[int, list[Counted]]:
    told = {one.objective_id for one in parts}
    rows = [one for one in measures_of(report) if one.objective_id in told]
    analyses = analyses_until(rows, report.ended_on)
    before = _trends_before(report, rows)
    found: dict[int, list[Counted]] = {}
    for row in rows:
        found.setdefault(row.objective_id, []).append(Counted(row, analyses[row.pk], before.get(row.pk, "")))
    return found


def _trends_before(report: QuarterlyReport, measures: list[Measure]) -> dict[int, str]:
    """The trend of each measure as the report before had it."""
    last = report_before(report)
    if last is None:
        return {}
    rows = TrendWord.objects.filter(measure__in=measures, ended_on=last.ended_on)
    return dict(rows.values_list("measure", "word"))


def _promised(report: QuarterlyReport) -> dict[int, list[Promised]]:
    rows = ActionStanding.objects.filter(report=report, action__removed_at__isnull=True).select_related("action")
    found: dict[int, list[Promised]] = {}
    for row in rows.order_by("action__position", "action__number"):
        found.setdefault(row.action.objective_id, []).append(Promised(row.action, row))
    return found


def _comments(report: QuarterlyReport) -> dict[int, list[ReportComment]]:
    found: dict[int, list[ReportComment]] = {}
    for row in ReportComment.objects.kept().filter(part__report=report).order_by("position", "number"):
        found.setdefault(row.part_id, []).append(row)
    return found


def _plan(report: QuarterlyReport) -> Plan | None:
    """The newest published plan that had begun when the report goes to its meeting, or when its quarter ended."""
    day = meeting_on(report) or report.ended_on
    rows = Plan.objects.filter(area=report.area, published_at__isnull=False, started_on__lte=day)
    return rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=report.started_on)).order_by("-started_on").first()


def _crosswalk(plan: Plan, parts: list[Told]) -> list[tuple[str, str]]:
    """National objectives of the report in its order, each with its area of focus."""
    rows = Crosswalk.objects.filter(plan=plan, focus__removed_at__isnull=True).select_related("focus")
    focus = {row.objective_id: row.focus.title for row in rows}
    national = [one for one in parts if one.part.objective.kind == ObjectiveKind.NATIONAL]
    return [(one.title, focus[one.part.objective_id]) for one in national if one.part.objective_id in focus]


def _others(force: Force | None, day: date) -> list[str]:
    group = SimilarGroup.objects.on(day).filter(force=force).first() if force else None
    return list(group.forces.exclude(pk=force.pk).order_by("name").values_list("name", flat=True)) if group and force else []
