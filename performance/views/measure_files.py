"""The figures and charts of a measure as files. Each says in itself where its figures are illustrative."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from interface.charts import chart_rows, draw
from meetings.views import listing
from performance.models import Measure
from performance.rules.analysis import Analysis
from performance.rules.charts import charts_of
from performance.rules.marks import chart_events
from performance.services.events import events_of, marked
from performance.services.measure_reading import counted_of, revisions_of
from performance.services.measure_tables import chart_dataset, figures_dataset, plain_rows
from performance.services.standing import analysis_of
from performance.views.measures import find

WIDE, NARROW = 720, 345
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


@require_safe
def measure_figures(request: Any, area: str, slug: str, fmt: str) -> HttpResponse:
    """Every figure that the reader may see: period, value, 12 months, group, state, what it was before."""
    measure = find(request, slug)
    analysis = analysis_of(measure, request.user)
    revised = revisions_of(measure, request.user)
    dataset = figures_dataset(measure, analysis, counted_of(measure, request.user), revised)
    if fmt == "json":
        return _json(measure, analysis, plain_rows(dataset))
    return listing.dataset_as_file(dataset, fmt=fmt, name=f"{area}-{slug}")


def _json(measure: Measure, analysis: Analysis, rows: list[dict[str, Any]]) -> HttpResponse:
    found = {
        "measure": measure.title, "slug": measure.slug, "objective": measure.objective.title, "source": measure.source,
        "unit": measure.unit, "good_when": measure.direction, "illustrative": analysis.is_illustrative, "figures": rows,
    }  # fmt: skip
    response = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{measure.area.slug}-{measure.slug}.json"'
    return response


@require_safe
def chart_svg(request: Any, area: str, slug: str, key: str) -> HttpResponse:
    """A chart as an image; `?narrow=1` gives the narrow drawing."""
    spec = _chart(request, slug, key)
    drawing = str(draw(spec, NARROW if request.GET.get("narrow") == "1" else WIDE))
    if "xmlns=" not in drawing[: drawing.find(">")]:
        drawing = drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    response = HttpResponse(XML + drawing, content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{area}-{slug}-{key}.svg"'
    return response


@require_safe
def chart_csv(request: Any, area: str, slug: str, key: str) -> HttpResponse:
    """The figures behind a chart."""
    dataset = chart_dataset(*chart_rows(_chart(request, slug, key)))
    return listing.dataset_as_file(dataset, fmt="csv", name=f"{area}-{slug}-{key}")


def _chart(request: Any, slug: str, key: str) -> Mapping[str, Any]:
    """One chart of a measure as its page has it, by its key."""
    measure = find(request, slug)
    analysis = analysis_of(measure, request.user)
    events = chart_events(marked(events_of([measure], request.user)[measure.pk]))
    spec = dict(charts_of(measure, analysis, events)).get(key)
    if spec is None:
        raise Http404(_("There is no such chart"))
    return spec
