"""The panel's report of a round: written, looked at, sent, published, and its file."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from decisions import permissions
from decisions.choices import CaseKind
from decisions.forms.reports import IssueForm, PublishReportForm, ReportForm
from decisions.models import Case, Report
from decisions.papers import title_of_report
from decisions.rules.facts import CaseFacts
from decisions.rules.reports import last_day, power_rule, recommended, report_problems, reports_on, rounds_of
from decisions.services import reports as services
from decisions.services.reading import facts_of, read_case
from decisions.views.acts import find_case, own_case
from decisions.views.detail import crumbs
from documents.services.prints import PDF, dressed, sheet_html, web_html
from documents.views import response_for
from interface.once import refused
from meetings.models import Recommendation


@require_safe
def report_detail(request: Any, area: str, kind: str, slug: str, number: int) -> HttpResponse:
    """A report as it was printed, for whoever may read it; its draft for who writes it and for the Chair."""
    case = find_case(request, kind, slug)
    report = _find(request, case, number)
    facts = read_case(case, request.user)
    keeps = permissions.can_keep_case(request.user, case)
    problems = report_problems(facts, report) if keeps and not report.is_out else []
    context = {
        **_page(request, facts, number),
        "report": report,
        "html": _html(facts, report),
        "problems": problems,
        "is_held_up": any(one.refuses for one in problems),
        "responses": facts.responses_to(report),
        "recommendations": _recommendations(request, report),
        "can_keep": keeps and not case.is_over,
        "can_publish": keeps and report.is_out and report.published_at is None,
        "can_respond": permissions.can_notify(request.user, case) and report.is_out and not case.is_over,
    }
    return render(request, "decisions/report_detail.html", context)


@login_required
def report_update(request: Any, area: str, kind: str, slug: str, number: int) -> HttpResponse:
    """Write the draft of a report; the first saving makes it."""
    case = own_case(request, kind, slug)
    if not reports_on(case.kind) or number not in rounds_of(case.kind):
        raise Http404
    facts = facts_of(case)
    report = next((one for one in facts.reports if one.number == number), None)
    if report is not None and report.is_out:
        return redirect(_url(report, case, "report-detail"))
    form = ReportForm(_sent(request), facts=facts, number=number, report=report)
    problem = _why_not_written(facts, number)
    if form.is_valid() and not problem:
        try:
            saved = services.write_report(case=case, number=number, actor=request.user, **form.facts())
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("Report saved"))
            return redirect(_url(saved, case, "report-detail"))
    context = {**_page(request, facts, number), "form": form, "report": report, "problem": problem}
    return render(request, "decisions/report_form.html", context)


@login_required
def report_issue(request: Any, area: str, kind: str, slug: str, number: int) -> HttpResponse:
    """Send the report: what keeps it back is listed, and what will happen."""
    case = own_case(request, kind, slug)
    report = _find(request, case, number)
    facts = facts_of(case)
    problems = report_problems(facts, report)
    refusals = [one for one in problems if one.refuses]
    form = IssueForm(_sent(request), report=report)
    if form.is_valid():
        try:
            day, version = form.cleaned_data["issued_on"], form.cleaned_data["version"]
            services.issue_report(report=report, version=version, issued_on=day, actor=request.user)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("Report sent to the Commissioner and printed"))
            return redirect(case)
    context = {
        **_page(request, facts, number),
        "report": report,
        "form": form,
        "refusals": refusals,
        "warnings": [one for one in problems if not one.refuses],
        "count": len(recommended(report)),
    }
    return render(request, "decisions/report_issue.html", context)


@login_required
def report_publish(request: Any, area: str, kind: str, slug: str, number: int) -> HttpResponse:
    """Let everybody read a report that was sent."""
    case = own_case(request, kind, slug)
    report = _find(request, case, number)
    facts = facts_of(case)
    form = PublishReportForm(_sent(request), report=report)
    if form.is_valid():
        try:
            said = form.cleaned_data
            services.publish_report(report=report, version=said["version"], manner=said["manner"], actor=request.user)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("Report published"))
            return redirect(_url(report, case, "report-detail"))
    return render(request, "decisions/report_publish.html", {**_page(request, facts, number), "report": report, "form": form})


@require_safe
def report_file(request: Any, area: str, kind: str, slug: str, number: int) -> HttpResponseBase:
    """The PDF of a report that was sent; of a draft, as it would be printed now."""
    case = find_case(request, kind, slug)
    report = _find(request, case, number)
    name = f"{case.slug}-report-{number}.pdf"
    if report.is_out:
        kept = services.printed(report)
        if kept is None:
            raise Http404
        return response_for(request, kept, name)
    response = HttpResponse(services.draft_pdf(report), content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="draft-{name}"'
    response["Cache-Control"] = "private, no-store"
    services.note_reading_of_draft(report=report, reader=request.user)
    return response


# What the pages share --------------------------------------------------------------------------------------------


def _find(request: Any, case: Case, number: int) -> Report:
    seen = Report.objects.visible_to(request.user).select_related("vote__meeting", "notice")
    report = get_object_or_404(seen, case=case, number=number)
    report.case = case
    return report


def _page(request: Any, facts: CaseFacts, number: int) -> dict[str, Any]:
    """What every page of a report shows: the case, the report's name, by when it is due, under which provision."""
    case = facts.case
    return {
        "case": case,
        "number": number,
        "title": title_of_report(facts, number),
        "last_day": last_day(facts, number) if reports_on(case.kind) else None,
        "power": power_rule(facts, number) if reports_on(case.kind) else None,
        "is_hearing": case.kind == CaseKind.APPOINTMENT,
        "breadcrumbs": crumbs(request, case),
    }


def _html(facts: CaseFacts, report: Report) -> Any:
    """The words of a report: as they were printed, or for a draft as they would be."""
    if report.is_out:
        kept = services.printed(report)
        return web_html(kept) if kept else ""
    return dressed(sheet_html(services.draft_sheet(facts_of(facts.case), report)))


def _recommendations(request: Any, report: Report) -> list[Recommendation]:
    """What a report recommends, as far as the reader may see it in the register."""
    made = services.recommendations_of(report)
    seen = set(
        Recommendation.objects.visible_to(request.user).filter(pk__in=[one.pk for one in made]).values_list("pk", flat=True)
    )
    return [one for one in made if one.pk in seen]


def _why_not_written(facts: CaseFacts, number: int) -> str:
    if facts.is_over:
        return _("This case has ended. Open it again first.")
    if number not in (facts.round, *(one.number for one in facts.reports)):
        return _("There is no second proposal yet, so there is no second report.")
    return ""


def _url(report: Report, case: Case, name: str) -> str:
    return reverse(f"cases:{name}", args=[case.area.slug, case.kind, case.slug, report.number])


def _sent(request: Any) -> Any:
    return request.POST if request.method == "POST" else None
