"""Quarterly reports: the list, one of them as page and file, and what the office begins, writes on top of it and checks."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from documents.services.prints import PDF, preview_sheet
from documents.views import response_for
from interface import clock
from interface.links import url_or_none
from interface.once import done_once
from interface.tables import Column, Table
from interface.templatetags.dates import short_date
from interface.templatetags.govuk import tag
from meetings.models import Meeting
from meetings.views import listing
from meetings.views.programme import sent
from panels.models import Body
from performance import permissions
from performance.forms.quarterly import ReportCreateForm, ReportFactsForm, VersionForm
from performance.models import QuarterlyReport, Term
from performance.papers.report import pieces, report_facts, report_sheet
from performance.rules.glossary import link_terms
from performance.rules.quarters import month_words, next_quarter_end, quarter_before, quarter_end
from performance.services import reports as services
from performance.services.measure_tables import chart_dataset
from performance.services.reports.publishing import printed_report
from performance.services.reports.readiness import (
    ACTIONS,
    COMMENTS,
    DATA,
    OBJECTIVE,
    STATED,
    TRENDS,
    Readiness,
    in_the_way,
    readiness,
)
from performance.services.reports.reading import chart_figures, meeting_on, read_report
from performance.views.office import crumbs, form_page, require_reporting
from performance.views.parts import REPORTS, parts

QUARTERS_BACK = 4  # how many older ones a report can be begun for


# What its pages share --------------------------------------------------------------------------------------------------------


def find_report(request: Any, slug: str) -> QuarterlyReport:
    """A report that the reader may see."""
    seen = QuarterlyReport.objects.visible_to(request.user).select_related("area", "body", "meeting")
    return get_object_or_404(seen, area=request.area, slug=slug)


def own_report(request: Any, slug: str) -> QuarterlyReport:
    """A report of the reader's own office."""
    report = find_report(request, slug)
    require_reporting(request)
    return report


def report_url(report: QuarterlyReport, name: str, *more: Any) -> str:
    """The address of a page of a report."""
    return reverse(f"quarterly:{name}", args=[report.area.slug, report.slug, *more])


def steps(request: Any, report: QuarterlyReport | None = None, *, edits: bool = False) -> list[tuple[str, str]]:
    """The way to a page of quarterly reports, below one of them, or below where it is written: (address, words) of each."""
    found = [(reverse("quarterly:report-list", args=[request.area.slug]), _("Quarterly reports"))]
    if report:
        found.append((report.get_absolute_url(), month_words(report.ended_on)))
    if report and edits:
        found.append((report_url(report, "report-edit"), _("Write")))
    return found


def back_to_writing(report: QuarterlyReport) -> tuple[str, str]:
    """The link back from a form, as `form_page` takes it."""
    return report_url(report, "report-edit"), _("Back to the report")


def stays(request: Any, report: QuarterlyReport) -> HttpResponse | None:
    """Back to a report that is published, which nobody edits; None for a draft."""
    if not report.is_out:
        return None
    messages.error(request, _("The report is published. It stays as it is; what changes comes in the next report"))
    return redirect(report)


# The list --------------------------------------------------------------------------------------------------------------------


@require_safe
def report_list(request: Any, area: str) -> HttpResponse:
    """What did the office report? The newest quarter first; drafts among them for the office."""
    rows = QuarterlyReport.objects.visible_to(request.user).filter(area=request.area).select_related("area", "body", "meeting")
    keeps = permissions.can_report(request.user, request.area)
    empty = _("There is no report yet. Begin that of the last quarter.") if keeps else _("No report is published yet.")
    columns = [
        Column("quarter", _("Quarter ending"), _quarter_cell, "ended_on", heads_row=True),
        Column("title", _("Title"), "title", "title"),
        Column("body", _("Reported to"), "body.name", "body__name"),
        Column("meeting", _("Meeting"), _meeting_cell, "meeting__held_on"),
        Column("published", _("Published"), _published_cell, "published_at"),
    ]
    table = Table(request, rows, columns=columns, caption=_("By quarter"), empty=empty, order="-quarter")
    words = ngettext("%(count)s quarterly report", "%(count)s quarterly reports", table.count) % {"count": f"{table.count:,}"}
    context = {"table": table, "words": words, "keeps": keeps, "parts": parts(request, REPORTS), "breadcrumbs": crumbs(request)}
    return render(request, "performance/report_list.html", context)


def _quarter_cell(report: QuarterlyReport) -> str:
    return format_html('<a class="govuk-link" href="{}">{}</a>', report.get_absolute_url(), month_words(report.ended_on))


def _meeting_cell(report: QuarterlyReport) -> str:
    if report.meeting is None:
        return _("none yet")
    url = reverse("meetings:meeting-detail", args=[report.area.slug, report.meeting.slug])
    words = short_date(report.meeting.held_on)
    return format_html('<a class="govuk-link app-nowrap" href="{}">{}</a>', url, words) if report.is_out else words


def _published_cell(report: QuarterlyReport) -> str:
    return short_date(report.published_at) if report.published_at else tag(_("Draft"))


# One report ------------------------------------------------------------------------------------------------------------------


@require_safe
def report_detail(request: Any, area: str, slug: str) -> HttpResponse:
    """The report section by section; a draft as it stands today, for the office."""
    report = find_report(request, slug)
    read = read_report(report)
    keeps = permissions.can_report(request.user, request.area)
    terms = list(Term.objects.kept().filter(area=request.area))
    url = url_or_none("performance:term-list", request.area.slug) or ""
    context = {
        "report": report,
        "facts": [{"term": term, "value": value} for term, value in report_facts(report, meeting_on(report))],
        "pieces": [(one, _with_links(one.html, terms, url)) for one in pieces(read.text, read.charts)],
        "meeting": _seen_meeting(request, report),
        "has_charts": bool(read.charts),
        "keeps": keeps,
        "parts": parts(request, REPORTS),
        "breadcrumbs": crumbs(request, *steps(request)),
    }
    return render(request, "performance/report_detail.html", context)


def _with_links(html: SafeString, terms: list[Term], url: str) -> SafeString:
    """A section in which the first use of each term leads to the glossary."""
    return link_terms(html, terms, url) if url else html


def _seen_meeting(request: Any, report: QuarterlyReport) -> Meeting | None:
    """The meeting that a report is published to, where the reader may know of it."""
    return Meeting.objects.visible_to(request.user).select_related("area").filter(pk=report.meeting_id).first()


@require_safe
def report_file(request: Any, area: str, slug: str) -> HttpResponseBase:
    """The report as it was printed; a draft as it would be printed now, never kept."""
    report = find_report(request, slug)
    name = f"{report.area.slug}-performance-report-{report.slug}.pdf"
    if printed := printed_report(report):
        return response_for(request, printed, name)
    if report.is_out:
        raise Http404
    read = read_report(report)
    pdf = preview_sheet(report_sheet(report, read.text, read.charts, meeting_on(report)))
    response = HttpResponse(pdf, content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def report_figures(request: Any, area: str, slug: str, fmt: str) -> HttpResponse:
    """The figures of all charts of a report as a file."""
    report = find_report(request, slug)
    heads, rows = chart_figures(read_report(report))
    name = f"{report.area.slug}-performance-report-{report.slug}-figures"
    return listing.dataset_as_file(chart_dataset(heads, rows), fmt=fmt, name=name)


# What the office does --------------------------------------------------------------------------------------------------------


@login_required
def report_create(request: Any, area: str) -> HttpResponse:
    """Begin the report of a quarter; the next one is proposed."""
    require_reporting(request)
    form = ReportCreateForm(sent(request), quarters=_quarters(request))
    if form.is_valid() and (url := done_once(form, lambda: _create(request, form))):
        return redirect(url)
    last = QuarterlyReport.objects.filter(area=request.area).order_by("-ended_on").first()
    context = {"form": form, "last": last, "breadcrumbs": crumbs(request, *steps(request))}
    return render(request, "performance/report_form.html", context)


def _create(request: Any, form: ReportCreateForm) -> str:
    panel = Body.objects.panel_of(request.area, clock.today())
    if panel is None:
        raise ValidationError(_("This area has no panel yet. Ask its clerk to enter it"))
    report = services.create_report(area=request.area, body=panel, actor=request.user, **form.facts())
    messages.success(request, _("Quarterly report begun. Only the Commissioner’s office sees it"))
    return report_url(report, "report-edit")


def _quarters(request: Any) -> list[date]:
    """The ends of quarters that are over or run and have no report yet: that after the last report first. What is sent may name
    one that has: a form that is sent twice finds the report that it made."""
    ends = [quarter_end(clock.today())]
    for _back in range(QUARTERS_BACK):
        ends.append(quarter_before(ends[-1]))
    rows = QuarterlyReport.objects.filter(area=request.area)
    taken = set(rows.values_list("ended_on", flat=True)) if request.method != "POST" else set()
    free = [day for day in ends if day not in taken]
    last = rows.order_by("-ended_on").values_list("ended_on", flat=True).first()
    proposed = next_quarter_end(last) if last else quarter_before(clock.today())
    return sorted(free, key=lambda day: (day != proposed, -day.toordinal()))


@login_required
def report_update(request: Any, area: str, slug: str) -> HttpResponse:
    """Write the title, the introduction and whom to ask."""
    report = own_report(request, slug)
    if back := stays(request, report):
        return back
    form = ReportFactsForm(sent(request), report=report)

    def work() -> str:
        services.change_report(report=report, actor=request.user, **form.facts())
        return report_url(report, "report-edit")

    return form_page(
        request, form, work, title=_("Introduction and contact"), button=_("Save"), done=_("Quarterly report saved"),
        back=back_to_writing(report), steps=steps(request, report, edits=True), caption=report.title,
    )  # fmt: skip


@login_required
def report_edit(request: Any, area: str, slug: str) -> HttpResponse:
    """What is missing before it can be published, objective by objective."""
    report = own_report(request, slug)
    if back := stays(request, report):
        return back
    found = readiness(report, request.user)
    context = {
        "report": report,
        "lines": [_line(one, place, len(found)) for place, one in enumerate(found, start=1)],
        "missing": len(in_the_way(found)),
        "waiting": sum(1 for one in found for counted in one.told.measures if not counted.analysis.trend.is_accepted),
        "has_introduction": bool(report.introduction.strip()),
        "breadcrumbs": crumbs(request, *steps(request, report)),
    }
    return render(request, "performance/report_edit.html", context)


def _line(one: Readiness, place: int, count: int) -> dict[str, Any]:
    return {
        "part": one.told.part, "title": one.told.title, "is_left_out": one.is_left_out, "state": _state(one),
        "tasks": _tasks(one), "is_first": place == 1, "is_last": place == count,
    }  # fmt: skip


def _tasks(one: Readiness) -> list[tuple[str, str]]:
    """What is to be done for an objective, each with what is missing of it or that nothing is: (task, state)."""
    told = one.told
    comments = ngettext("%(count)d written", "%(count)d written", len(told.comments)) % {"count": len(told.comments)}
    done = {
        DATA: (_("Figures"), _("in") if told.measures else _("no measure")),
        TRENDS: (_("Trends"), _("accepted") if told.measures else _("no measure")),
        COMMENTS: (_("Comments"), comments if told.comments else _("nothing to comment on")),
        ACTIONS: (_("Planned actions"), _("updated") if told.promised else _("none")),
        STATED: (_("Stated figures"), ""),
        OBJECTIVE: (_("Objective"), ""),
    }
    found = []
    for task, (label, words) in done.items():
        missing = "; ".join(remark.words for remark in one.of(task))
        if missing or words:
            found.append((label, missing or words))
    return found


def _state(one: Readiness) -> str:
    """How far an objective is: plain words where nothing is to do, else a tag with how much."""
    if one.is_left_out:
        return _("Left out")
    count = len([remark for remark in one.remarks if remark.blocks])
    if count:
        return tag(ngettext("%(count)d to do", "%(count)d to do", count) % {"count": count}, "yellow")
    return _("Complete")


@login_required
def report_delete(request: Any, area: str, slug: str) -> HttpResponse:
    """Remove a draft that was begun in error, after a page that says so."""
    report = own_report(request, slug)
    if back := stays(request, report):
        return back
    form = VersionForm(sent(request), versioned=report)

    def work() -> str:
        services.delete_report(report=report, actor=request.user, **form.facts())
        return reverse("quarterly:report-list", args=[request.area.slug])

    words = _("Its words, its comments and the planned actions first written in it go for good. Figures and trends stay.")
    return form_page(
        request, form, work, title=_("Remove this draft"), button=_("Remove the draft"), done=_("Draft removed"), words=[words],
        back=back_to_writing(report), steps=steps(request, report, edits=True), caption=report.title,
    )  # fmt: skip
