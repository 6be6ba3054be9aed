"""How files of open data are written: money exact, moments with their zone, the same facts always as the same bytes."""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import simplejson

from interface.clock import LONDON
from interface.tables import safe_cell

UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
DIGEST_LETTERS = 24
MEDIA_TYPES = {
    "json": "application/json", "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip


def as_json(document: Any) -> bytes:
    """UTF-8 with every amount as it is kept, to the penny."""
    text: str = simplejson.dumps(document, use_decimal=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def digest_of(content: Mapping[str, Any]) -> str:
    """What tells one content from any other."""
    text = simplejson.dumps(content, use_decimal=True, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_LETTERS]


def moment(value: datetime) -> str:
    """A moment to the second, with its zone."""
    return value.astimezone(LONDON).replace(microsecond=0).isoformat()


def day_begins(day: date) -> datetime:
    """The first moment of a day in London."""
    return datetime.combine(day, time(), tzinfo=LONDON)


def day_ends(day: date) -> datetime:
    """The last second of a day in London."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=LONDON)


def plain(text: str) -> str:
    """A text without the blanks around it and without characters that no spreadsheet keeps."""
    return UNSEEN.sub("", text.replace("\r\n", "\n")).strip()


def without_nothing(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that say something; what is not known is left out, not written as empty."""
    return {name: value for name, value in facts.items() if value is not None and value != "" and value != [] and value != {}}


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8 with its mark, so that spreadsheets read it rightly; no text that one could take for a formula."""
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow(headings)
    writer.writerows([_csv_cell(value) for value in row] for row in rows)
    return made.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet; amounts are numbers, all else is text."""
    from openpyxl import Workbook  # takes a while to load, and few ask for it

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.append(list(headings))
    for row in rows:
        sheet.append([value if isinstance(value, Decimal) else _text_cell(value) for value in row])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _csv_cell(value: Any) -> str:
    return str(value) if isinstance(value, Decimal) else _text_cell(value)


def _text_cell(value: Any) -> str:
    return "" if value is None else safe_cell(plain(str(value)))
