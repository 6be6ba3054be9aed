"""Files about figures: what to correct, tables to fill, and everything that is held."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from decisions.views.files_in import problems_as_file
from meetings.views import listing
from performance.models import FiguresUpload, Force
from performance.resources import ObservationResource, csv_lines, figures_for_export, template_dataset
from performance.services.figures_in.held import last_figures, measures_with_last
from performance.views.office import require_reporting

MOST_IN_A_SHEET = 50_000  # rows of an XLSX or ODS that are made while somebody waits


@login_required
@require_safe
def upload_problems(request: Any, area: str, upload: str) -> HttpResponse:
    """What is wrong with a file, as a file to work through."""
    rows = FiguresUpload.objects.visible_to(request.user).filter(area=request.area)
    found: FiguresUpload = get_object_or_404(rows, reference=upload)
    return problems_as_file(found, f"{area}-figures-to-correct")


@login_required
@require_safe
def figures_template(request: Any, area: str, fmt: str) -> HttpResponse:
    """A row for each measure: its next period to be filled or, with `?filled=1`, its last period as it is held."""
    require_reporting(request)
    measures = measures_with_last(request.user, request.area)
    force = Force.objects.filter(area=request.area).first()
    is_filled = bool(request.GET.get("filled"))
    made = template_dataset(measures, force.name if force else "", last_figures(measures), is_filled=is_filled)
    return listing.dataset_as_file(made, fmt=fmt, name=f"{area}-figures-{'last' if is_filled else 'next'}")


@login_required
@require_safe
def figures_export(request: Any, area: str, fmt: str) -> HttpResponseBase:
    """Every figure of the area as the long table, which an import takes back as it is. Very many come as CSV alone."""
    require_reporting(request)
    rows, name = figures_for_export(request.user, request.area), f"{area}-figures"
    if fmt == "csv":
        response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv")
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return response
    if fmt in listing.FORMATS and rows.count() > MOST_IN_A_SHEET:
        words = _("There are more than %(most)s figures. Download them as CSV")
        messages.error(request, words % {"most": f"{MOST_IN_A_SHEET:,}"})
        return redirect("figures:upload-list", area)
    return listing.as_file(ObservationResource(), rows, fmt=fmt, name=name)
