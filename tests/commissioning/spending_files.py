"""Files of payments and awards for tests, and what the portal makes of them."""

import csv
import io
from typing import Any

from openpyxl import Workbook
from tablib import Dataset

from commissioning.choices import UploadKind
from commissioning.models import Upload
from commissioning.services import files_in
from jobs.services import run_all

HEADS = ("Number", "Date", "Recipient", "Purpose", "Amount")
GOOD = (
    ("P-1", "17/02/2022", "Avon Repairs", "Two vans", "1,204.50"),
    ("P-2", "18 Feb 2022", "Harbour Trust", "Sessions", "£600"),
)
AWARD_HEADS = (
    "Reference", "Kind", "Title", "Provider", "Charity number", "Company number", "Amount in pounds", "VAT", "Purpose",
    "Conditions", "Reasons", "Awarded on", "From", "Last day", "Crime and disorder grant", "Publish",
)  # fmt: skip
AWARD = (
    "", "Grant", "Sessions", "Harbour Trust", "1012345", "", "12,500.00", "Outside the scope of VAT", "After school", "Returns",
    "It helps", "31/01/2022", "01/02/2022", "31/07/2022", "Yes", "No",
)  # fmt: skip


def as_csv(*rows: Any, heads: Any = HEADS) -> bytes:
    """Rows under headings as CSV."""
    made = io.StringIO()
    csv.writer(made).writerows([heads, *rows] if heads else rows)
    return made.getvalue().encode()


def as_xlsx(*rows: Any, heads: Any = HEADS, change: Any = None) -> bytes:
    """Rows under headings as XLSX, whose cells keep their kinds; `change` may do more to the workbook."""
    book, data = Workbook(), io.BytesIO()
    for row in [heads, *rows]:
        book.active.append(list(row))
    if change:
        change(book)
    book.save(data)
    return data.getvalue()


def as_ods(*rows: Any, heads: Any = HEADS) -> bytes:
    """Rows under headings as ODS."""
    return Dataset(*rows, headers=list(heads)).export("ods")


def sent(area: Any, actor: Any, data: bytes, name: str = "file.csv", kind: str = UploadKind.PAYMENTS, **facts: Any) -> Upload:
    """A file that was sent and read by its job."""
    return worked(files_in.send_file(area=area, kind=kind, name=name, data=data, actor=actor, **facts))


def worked(upload: Upload) -> Upload:
    """The upload once every job has run."""
    assert [job.error for job in run_all() if job.error] == []
    upload.refresh_from_db()
    return upload


def accepted(upload: Upload, actor: Any) -> Upload:
    """The upload, accepted and brought in."""
    assert upload.problems == []
    if upload.status == "read":
        files_in.accept_file(upload=upload, version=upload.version, actor=actor)
    return worked(upload)


def brought_in(area: Any, actor: Any, data: bytes, **facts: Any) -> Upload:
    """A file that was sent, looked through and accepted."""
    return accepted(sent(area, actor, data, **facts), actor)


def told(rows: list[dict[str, Any]]) -> list[tuple[int, str, str]]:
    """Problems or notices as (row, column, reason)."""
    return [(one["row"], one["column"], one["reason"]) for one in rows]
