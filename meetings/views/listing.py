"""What pages of records share: the filters in force, the files on offer, and where they lead."""

import io
import re
import zipfile
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from import_export.formats.base_formats import CSV, ODS, XLSX

LINES = re.compile(rb"(<text:p[^>]*>)([^<]*\n[^<]*)(</text:p>)")  # a text of several lines, as the library writes it


class LinedODS(ODS):
    """ODS whose cells keep their line breaks: a newline in the midst of a paragraph is only a space there."""

    def export_data(self, dataset: Any, **kwargs: Any) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(super().export_data(dataset, **kwargs))) as whole, zipfile.ZipFile(made, "w") as parted:
            for entry in whole.infolist():
                data = whole.read(entry)
                parted.writestr(entry, LINES.sub(_parted, data) if entry.filename == "content.xml" else data)
        return made.getvalue()


def _parted(found: re.Match[bytes]) -> bytes:
    """Each line as a paragraph of its own."""
    return b"".join(b"<text:p>%b</text:p>" % line for line in found[2].split(b"\n"))


FORMATS = {"csv": CSV, "xlsx": XLSX, "ods": LinedODS}


def shown(request: Any, narrowed: Any, *, words: str, export: str) -> dict[str, Any]:
    """The parts of a filtered list that are the same for all: boxes, filters to remove, files of exactly these rows."""
    return {"words": words, "exports": _exports(request, export), **shown_filters(request, narrowed)}


def shown_filters(request: Any, narrowed: Any) -> dict[str, Any]:
    """The boxes of a list's filter, and the filters in force, each with the address that removes it."""
    return {
        "filter_form": narrowed.boxes,
        "filters": [{"text": text, "url": _without(request, name)} for name, text in narrowed.in_force()],
        "any_filter": bool(narrowed.in_force()),
    }


def as_file(resource: Any, rows: Any, *, fmt: str, name: str) -> HttpResponse:
    """Rows as a file of one of the formats; a format that is none is not found."""
    return dataset_as_file(resource.export(rows), fmt=fmt, name=name)


def dataset_as_file(dataset: Any, *, fmt: str, name: str) -> HttpResponse:
    """A made table as a file of one of the formats; a format that is none is not found."""
    if fmt not in FORMATS:
        raise Http404
    made = FORMATS[fmt]()
    response = HttpResponse(made.export_data(dataset), content_type=made.get_content_type())
    response["Content-Disposition"] = f'attachment; filename="{name}.{fmt}"'
    return response


def address(request: Any, **changes: str) -> str:
    """The present query string with changes, from the first page again."""
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}"


def _without(request: Any, name: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    query.pop(name, None)
    return f"?{query.urlencode()}"


def _exports(request: Any, name: str) -> list[dict[str, str]]:
    query = address(request)
    return [
        {"text": _("Download as %(kind)s") % {"kind": fmt.upper()},
         "url": reverse(name, args=[request.area.slug, fmt]) + (query if query != "?" else "")}
        for fmt in FORMATS
    ]  # fmt: skip
