"""The files of open data. Everybody gets the same bytes; what there is nothing of is not found."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commissioning.services.spending import stated_threshold
from exchange.ocds import files as ocds_files
from exchange.ocds.mapping import ocid as ocid_of
from exchange.ocds.reading import processes_of
from exchange.publishing.identity import Source, source_of
from exchange.publishing.writing import MEDIA_TYPES, as_json
from exchange.spending import facts as spending_facts
from exchange.spending import files as spending_files
from exchange.threesixtygiving import files as grant_files
from exchange.threesixtygiving.facts import grants_of


@require_safe
def grants(request: Any, area: str, fmt: str) -> HttpResponse:
    """All grants as 360Giving: json, csv or xlsx."""
    source = _source(request)
    if fmt not in grant_files.FORMATS:
        raise Http404
    rows = grants_of(request.area, source)
    _need(rows)
    return _file(grant_files.grants_file(rows, source, fmt), fmt, f"{area}-grants-360giving")


@require_safe
def releases(request: Any, area: str) -> HttpResponse:
    """The release package of all procurements and contracts."""
    source = _source(request)
    rows = processes_of(request.area, source)
    _need(rows)
    return _file(as_json(ocds_files.releases_file(rows, source)), "json", f"{area}-contracts-ocds-releases")


@require_safe
def records(request: Any, area: str) -> HttpResponse:
    """The record package of all procurements and contracts."""
    source = _source(request)
    rows = processes_of(request.area, source)
    _need(rows)
    return _file(as_json(ocds_files.records_file(rows, source)), "json", f"{area}-contracts-ocds-records")


@require_safe
def process(request: Any, area: str, ocid: str) -> HttpResponse:
    """The release package of one process, by its identifier."""
    source = _source(request)
    reference = ocid.removeprefix(f"{source.contracts_prefix}-")
    rows = processes_of(request.area, source, reference) if reference else []
    _need(rows)
    if ocid_of(rows[0], source) != ocid:
        raise Http404
    return _file(as_json(ocds_files.process_file(rows[0], source)), "json", ocid)


@require_safe
def spending(request: Any, area: str, year: int, month: int, fmt: str) -> HttpResponse:
    """The spending of a month above the threshold: csv or xlsx."""
    source, above = _source(request), stated_threshold(request.area)
    if fmt not in spending_files.FORMATS or above is None:
        raise Http404
    try:
        first = date(year, month, 1)
    except ValueError as error:
        raise Http404 from error
    rows = spending_facts.spent_in(request.area, above, first)
    _need(rows)
    return _file(spending_files.spending_file(rows, source, fmt), fmt, f"{area}-spending-{first:%Y-%m}")


def _source(request: Any) -> Source:
    source = source_of(request.area)
    if source is None:
        raise Http404(_("The Commissioner publishes no open data here yet"))
    return source


def _need(rows: list[Any]) -> None:
    if not rows:
        raise Http404(_("There is nothing of this kind yet"))


def _file(data: bytes, fmt: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=MEDIA_TYPES[fmt])
    response["Content-Disposition"] = f'attachment; filename="{name}.{fmt}"'
    return response
