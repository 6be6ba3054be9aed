"""A panel's own annual reports: the list, one of them, writing and publishing it, and its file."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from decisions import permissions
from decisions.choices import AnnualStatus
from decisions.forms.annual import AnnualCreateForm, AnnualPublishForm, AnnualUpdateForm
from decisions.models import PanelAnnualReport
from decisions.papers.annual import title_of_annual
from decisions.rules.annual import publish_problems, years_of
from decisions.services import annual as services
from documents.services.prints import PDF, dressed, preview_sheet, sheet_html, web_html
from documents.views import response_for
from interface import clock
from interface.once import done_once, refused
from interface.tables import Column, Table
from interface.templatetags.dates import short_date
from interface.templatetags.govuk import tag
from meetings.permissions import panels_to_call
from meetings.views.programme import sent


def _find(request: Any, slug: str) -> PanelAnnualReport:
    """A report that the reader may see."""
    seen = PanelAnnualReport.objects.visible_to(request.user).select_related("area", "body")
    return get_object_or_404(seen.order_by("pk"), area=request.area, slug=slug)


def _own_draft(request: Any, slug: str) -> PanelAnnualReport:
    """A report that the reader writes."""
    report = _find(request, slug)
    if not permissions.can_keep_annual_report(request.user, report.body):
        raise PermissionDenied
    return report


def _crumbs(request: Any, report: PanelAnnualReport | None = None, *, is_top: bool = False) -> list[dict[str, str]]:
    found = [{"url": reverse("area-home", args=[request.area.slug]), "text": request.area.name}]
    if not is_top:
        found.append({"url": reverse("annual:annual-list", args=[request.area.slug]), "text": _("Annual reports")})
    return [*found, {"url": report.get_absolute_url(), "text": title_of_annual(report)}] if report else found


@require_safe
def annual_list(request: Any, area: str) -> HttpResponse:
    """What did the panel do in a year? The newest first."""
    rows = PanelAnnualReport.objects.visible_to(request.user).filter(area=request.area).select_related("area", "body")
    keeps = permissions.can_open_case(request.user, request.area)
    table = _table(request, rows.order_by("-started_on", "pk"))
    table.empty = _("No annual report of the panel is published yet. Its work programme and minutes say what it does.")
    if keeps:
        table.empty = _("There is no annual report yet. Begin one: its figures come from the panel’s public records.")
    words = ngettext("%(count)s annual report", "%(count)s annual reports", table.count) % {"count": f"{table.count:,}"}
    context = {"table": table, "words": words, "keeps": keeps, "breadcrumbs": _crumbs(request, is_top=True)}
    return render(request, "decisions/annual_list.html", context)


def _table(request: Any, rows: Any) -> Table:
    columns = [
        Column("year", _("Year"), _year_cell, "started_on", heads_row=True),
        Column("body", _("Body"), "body.name", "body__name"),
        Column("from", _("From"), lambda one: short_date(one.started_on)),
        Column("to", _("To"), lambda one: short_date(one.ended_on)),
        Column("published", _("Published"), _published_cell, "published_at"),
    ]
    return Table(request, rows, columns=columns, caption=_("By year"), empty="")


def _year_cell(report: PanelAnnualReport) -> str:
    words = years_of(report.started_on, report.ended_on)
    return format_html('<a class="govuk-link app-nowrap" href="{}">{}</a>', report.get_absolute_url(), words)


def _published_cell(report: PanelAnnualReport) -> str:
    return short_date(report.published_at) if report.published_at else tag(_("Draft"))


@login_required
def annual_create(request: Any, area: str) -> HttpResponse:
    """Begin the report of a year."""
    bodies = panels_to_call(request.user, request.area)
    if not bodies.exists():
        raise PermissionDenied
    form = AnnualCreateForm(sent(request), bodies=bodies)
    if form.is_valid():
        url = done_once(form, lambda: _create(request, form))
        if url:
            return redirect(url)
    return render(request, "decisions/annual_form.html", {"form": form, "breadcrumbs": _crumbs(request)})


def _create(request: Any, form: AnnualCreateForm) -> str:
    report = services.create_annual_report(actor=request.user, **form.facts())
    messages.success(request, _("Annual report begun. Only those who prepare it and the Chair see it"))
    return reverse("annual:annual-update", args=[report.area.slug, report.slug])


@require_safe
def annual_detail(request: Any, area: str, slug: str) -> HttpResponse:
    """The report as it was published; the draft, with the figures of today, for who writes it and for the Chair."""
    report = _find(request, slug)
    kept = services.printed(report)
    keeps = permissions.can_keep_annual_report(request.user, report.body)
    context = {
        "report": report,
        "title": title_of_annual(report),
        "html": web_html(kept) if kept else dressed(sheet_html(services.sheet_of(report))),
        "has_file": kept is not None or not report.published_at,
        "is_draft": report.status == AnnualStatus.DRAFT,
        "keeps": keeps,
        "problems": publish_problems(report, clock.today()) if keeps else [],
        "breadcrumbs": _crumbs(request),
    }
    return render(request, "decisions/annual_detail.html", context)


@login_required
def annual_update(request: Any, area: str, slug: str) -> HttpResponse:
    """Write what the panel says of its year."""
    report = _own_draft(request, slug)
    if report.published_at:
        messages.error(request, _("The report is published. It stays as it is"))
        return redirect(report)
    form = AnnualUpdateForm(sent(request), report=report)
    if form.is_valid():
        try:
            services.change_annual_report(report=report, actor=request.user, **form.facts())
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("Annual report saved"))
            return redirect(report)
    context = {"form": form, "report": report, "title": title_of_annual(report), "breadcrumbs": _crumbs(request, report)}
    return render(request, "decisions/annual_form.html", context)


@login_required
def annual_publish(request: Any, area: str, slug: str) -> HttpResponse:
    """Publish the report: its figures stay as they are, and it is printed."""
    report = _own_draft(request, slug)
    form = AnnualPublishForm(sent(request), report=report)
    if form.is_valid():
        try:
            services.publish_annual_report(report=report, version=form.cleaned_data["version"], actor=request.user)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("Annual report published and printed"))
            return redirect(report)
    context = {
        "form": form,
        "report": report,
        "title": title_of_annual(report),
        "problems": publish_problems(report, clock.today()),
        "breadcrumbs": _crumbs(request, report),
    }
    return render(request, "decisions/annual_publish.html", context)


@require_safe
def annual_file(request: Any, area: str, slug: str) -> HttpResponseBase:
    """The report as it was printed; a draft as it would be printed now, never kept."""
    report = _find(request, slug)
    name = f"{report.area.slug}-annual-report-{report.slug}.pdf"
    if kept := services.printed(report):
        return response_for(request, kept, name)
    if report.published_at:
        raise Http404
    response = HttpResponse(preview_sheet(services.sheet_of(report)), content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
