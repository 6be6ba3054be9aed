"""Registers as files, as tests send them and take them out."""

import csv
import io
from typing import Any

from openpyxl import Workbook

from decisions.filters import for_register
from decisions.models import Decision
from decisions.resources import decision_dataset
from decisions.rules.decision_rows import COLUMNS
from decisions.services.register.importing import read_upload, send_register
from meetings.views.listing import FORMATS

HEADS = [str(words) for words in COLUMNS.values()]
PUBLISHED: dict[str, str] = {
    "reference": "2018/005", "title": "Out of court disposals", "status": "Published", "signed_on": "2018-04-10",
    "signatory": "Robin Vale, Police and Crime Commissioner", "published_on": "2018-04-12", "cost_kind": "Costs at most",
    "cost": "550000.00",
}  # fmt: skip


def as_csv(*rows: dict[str, str], names: list[str] | None = None) -> bytes:
    """Rows by the names of their columns as a CSV with the headings of the register."""
    names = names or sorted({name for row in rows for name in row}, key=list(COLUMNS).index)
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow([str(COLUMNS[name]) for name in names])
    writer.writerows([[row.get(name, "") for name in names] for row in rows])
    return made.getvalue().encode()


def as_xlsx(*rows: list[Any]) -> bytes:
    """Rows of cells as they are, without the headings' being known."""
    book, data = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(data)
    return data.getvalue()


def exported(area: Any, user: Any, kind: str) -> bytes:
    """The register of an area as the office takes it out."""
    rows = for_register(Decision.objects.visible_to(user).filter(area=area), user, area)
    data = FORMATS[kind]().export_data(decision_dataset(rows, is_office=True))
    return data.encode() if isinstance(data, str) else data


def bring_in(area: Any, user: Any, data: bytes, name: str = "register.csv", *, stages: list | None = None) -> Any:
    """Send a file and have it read; gives the upload as it ended."""
    made, _job = send_register(area=area, name=name, data=data, actor=user)

    def progress(stage: str, done: int = 0, total: int = 0) -> None:
        if stages is not None:
            stages.append((stage, done, total))

    return read_upload(upload=made, progress=progress)


def problems(upload: Any) -> list[tuple[int, str, str]]:
    return [(one["row"], one["column"], one["reason"]) for one in upload.problems]
