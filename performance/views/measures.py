"""Measures as they are read: the list, the list as a file, and where a page below a measure begins."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from interface.links import url_or_none
from interface.tables import Column, Table
from interface.templatetags.dates import short_date
from meetings.views import listing
from performance import permissions
from performance.filters.measures import MeasureFilter
from performance.models import Measure
from performance.services.measure_tables import measures_dataset
from performance.services.overview import Line, lines_of
from performance.views.measure_cells import columns, title_cell
from performance.views.office import crumbs
from performance.views.overview import objectives
from performance.views.parts import MEASURES, parts


def find(request: Any, slug: str) -> Measure:
    """A measure that the reader may see."""
    seen = Measure.objects.visible_to(request.user).select_related("area", "objective", "whole__objective")
    return get_object_or_404(seen, area=request.area, slug=slug)


def steps(request: Any, measure: Measure | None = None) -> list[tuple[str, str]]:
    """The way from the area to a page of measures, and to a page below one."""
    found = [(reverse("performance:overview", args=[request.area.slug]), _("Performance"))]
    if measure is not None:
        found += [
            (reverse("performance:measure-list", args=[request.area.slug]), _("Measures")),
            (measure.get_absolute_url(), measure.title),
        ]
    return found


@require_safe
def measure_list(request: Any, area: str) -> HttpResponse:
    """Which measures are there, and how does each stand? Those that are no longer counted too."""
    narrowed = MeasureFilter(request.GET, objectives=objectives(request))
    table = _table(request, narrowed)
    reports = permissions.can_report(request.user, request.area)
    table.empty = _empty(narrowed, reports=reports)
    words = ngettext("%(count)s measure", "%(count)s measures", table.count) % {"count": f"{table.count:,}"}
    context = {
        "table": table,
        "parts": parts(request, MEASURES),
        "breadcrumbs": crumbs(request, *steps(request)),
        "create_url": url_or_none("performance:measure-create", request.area.slug) if reports else None,
        **listing.shown(request, narrowed, words=words, export="performance:measure-export"),
    }
    context["exports"] = context["exports"] if table.count else []
    return render(request, "performance/measure_list.html", context)


@require_safe
def measure_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filter and its order, on every page of it."""
    lines = _table(request, MeasureFilter(request.GET, objectives=objectives(request))).page.paginator.object_list
    return listing.dataset_as_file(measures_dataset(lines), fmt=fmt, name=f"{area}-measures")


def _table(request: Any, narrowed: MeasureFilter) -> Table:
    seen = Measure.objects.visible_to(request.user).filter(area=request.area).select_related("area", "objective")
    rows = seen.order_by("objective__position", "objective__title", "position", "title")
    titled = Column("measure", _("Measure"), _title_cell, "measure.title", heads_row=True)
    return Table(
        request, narrowed.of(lines_of(rows, request.user)), columns=[titled, *columns(sorts=True)[1:]],
        caption=_("Measures, by objective"), empty="",
    )  # fmt: skip


def _title_cell(line: Line) -> SafeString:
    """The measure, its objective, and until when it was counted."""
    measure = line.measure
    quiet = measure.objective.title
    if measure.ended_on is not None:
        ended = _("counted until %(day)s") % {"day": short_date(measure.ended_on)}
        quiet = f"{quiet}; {ended}"
    template = '{}<br><span class="app-quiet govuk-!-font-weight-regular">{}</span>'
    return format_html(template, title_cell(line), quiet)


def _empty(narrowed: MeasureFilter, *, reports: bool) -> str:
    if narrowed.in_force():
        return _("No measures match. Remove a filter.")
    if reports:
        return _("No measure is entered yet. Enter one: say what is counted, and when a change is good.")
    return _("No measure is published yet. What the force is measured by appears here once it is.")
