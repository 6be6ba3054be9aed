"""Files of figures for tests, and what the portal makes of them."""

import csv
import io
from typing import Any

from openpyxl import Workbook

from jobs.services import run_all
from performance.models import FiguresUpload
from performance.services import figures_in

HEADS = ("Measure", "Period", "Figure")


def as_csv(*rows: Any, heads: Any = HEADS) -> bytes:
    """Rows under headings as CSV."""
    made = io.StringIO()
    csv.writer(made).writerows([heads, *rows] if heads else rows)
    return made.getvalue().encode()


def as_xlsx(*rows: Any, heads: Any = HEADS, change: Any = None) -> bytes:
    """Rows under headings as XLSX, whose cells keep their kinds; `change` may do more to the workbook."""
    book, data = Workbook(), io.BytesIO()
    for row in [heads, *rows] if heads else rows:
        book.active.append(list(row))
    if change:
        change(book)
    book.save(data)
    return data.getvalue()


def sent(area: Any, actor: Any, data: bytes, name: str = "figures.csv", mapping: Any = None) -> FiguresUpload:
    """A file that was sent and read by its job."""
    upload = figures_in.send_figures(area=area, name=name, data=data, mapping=mapping, actor=actor)
    return worked(upload)


def worked(upload: FiguresUpload) -> FiguresUpload:
    """The upload once every job has run."""
    jobs = run_all()
    assert [job.error for job in jobs if job.error] == []
    upload.refresh_from_db()
    return upload


def brought_in(area: Any, actor: Any, data: bytes, name: str = "figures.csv", mapping: Any = None, why: str = "Late returns"):
    """A file that was sent, looked through and accepted."""
    upload = sent(area, actor, data, name, mapping)
    assert upload.problems == []
    if upload.status == "read":
        figures_in.accept_figures(upload=upload, version=upload.version, why=why, actor=actor)
    return worked(upload)


def told(rows: list[dict[str, Any]]) -> list[tuple[int, str, str]]:
    """Problems or notices as (row, column, reason)."""
    return [(one["row"], one["column"], one["reason"]) for one in rows]
