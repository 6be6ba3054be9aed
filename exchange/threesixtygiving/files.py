"""Grants as files: JSON, and spreadsheets with the headings of the standard."""

from typing import Any

from django.urls import reverse

from exchange.publishing.identity import Source
from exchange.publishing.writing import as_csv, as_json, as_xlsx
from exchange.threesixtygiving import mapping
from exchange.threesixtygiving.facts import Grant

FORMATS = ("json", "csv", "xlsx")


def grants_package(grants: list[Grant], source: Source) -> dict[str, Any]:
    """The package of all grants of an area."""
    here = source.url(reverse("opendata:grants", args=[source.area, "json"]))
    page = source.url(reverse("opendata:index", args=[source.area]))
    about = (
        "Grants that the publisher awarded, in pounds sterling. The end of a description says how the amount stands to VAT. "
        "Grants that are exempt from publication are not in this file."
    )
    return mapping.package(grants, source, title=f"Grants of {source.name}", description=about, here=here, page=page)


def grants_file(grants: list[Grant], source: Source, fmt: str) -> bytes:
    """All grants of an area in one of FORMATS; there must be one at least, as the standard has it."""
    package = grants_package(grants, source)
    if fmt == "json":
        return as_json(package)
    headings, rows = mapping.table(package["grants"])
    return as_csv(headings, rows) if fmt == "csv" else as_xlsx("grants", headings, rows)
