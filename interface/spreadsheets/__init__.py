"""Reading a spreadsheet that somebody sends: CSV, XLSX or ODS, as rows of plain texts; `read_sheet` parts them from headings.
`marks` tells what plain texts do not: which cells hold formulas, are merged, hidden, or numbers kept as text.

The library's own readers are passed by: that of ODS drops repeated empty cells, so that what follows them slides into
another column, and none of them stops at a size. Formulas are never worked out; a cell holds the value it was saved with.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from html import unescape
from itertools import islice
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_BYTES = 1_000_000
MOST_ROWS = 500
MOST_COLUMNS = 40
MOST_LETTERS = 10_000  # in one cell
MOST_UNPACKED = 20_000_000  # bytes of an XLSX or ODS once it is unpacked
LOOKED_AT = 5_000  # rows of a sheet, empty ones included
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # what no text has, and no database keeps
RULED = re.compile(r"[\s|:+=-]*")  # the line under the headings of a table that was drawn with bars
UNSEEN_STYLE = (  # of an ODS: what a hidden sheet wears
    rb'<style:style style:name="([^"]+)"[^>]*style:family="table"[^>]*>\s*<style:table-properties[^>]*table:display="false"'
)
KINDS = ("csv", "xlsx", "ods")


@dataclass(frozen=True)
class Bounds:
    """How much a file may hold: bytes, which its texts together may not pass either, rows that are not empty, letters in a cell,
    bytes of an XLSX or ODS once it is unpacked, and columns: what stands beyond the last is not read."""

    size: int = MOST_BYTES
    rows: int = MOST_ROWS
    looked_at: int = LOOKED_AT
    letters: int = MOST_LETTERS
    unpacked: int = MOST_UNPACKED
    columns: int = MOST_COLUMNS


OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


@dataclass(frozen=True)
class Sheet:
    """The headings and the rows under them, each with the number that the spreadsheet gives it; empty rows are left out."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]


@dataclass(frozen=True)
class Cells:
    """The rows of one sheet that are not empty, each with its number. `hidden` names sheets that nobody sees, `others` those
    beside the one that is read, and `has_formulas` says that some cells hold formulas, of which the saved value is taken."""

    rows: list[tuple[int, list[str]]]
    hidden: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    has_formulas: bool = False


def read_sheet(name: str, data: bytes) -> Sheet:
    """The first sheet of a file, told by the ending of its name, its first row being the headings.

    Raises ValidationError, which says what to do: another kind, a file too large, too many rows, one that cannot be read.
    """
    numbered = read_cells(name, data).rows
    (_first, headings), rows = numbered[0], numbered[1:]
    if not rows:
        raise ValidationError(_("The file has headings and no row under them"), code="empty")
    width = len(headings)
    if wide := [number for number, row in rows if len(row) > width]:
        words = _("Row %(row)s has more cells than there are headings. Check its commas and quotation marks")
        raise ValidationError(words % {"row": wide[0]}, code="cells")
    return Sheet(headings, [(number, [*row, *[""] * (width - len(row))]) for number, row in rows])


def read_cells(name: str, data: bytes, bounds: Bounds = Bounds(), sheet: str = "") -> Cells:
    """A sheet of a file as it stands, whatever its rows mean: the first, or the one of a name, which a CSV file does not have.

    Raises ValidationError as `read_sheet`, and "sheet" for a name that the file does not have.
    """
    kind = name.rpartition(".")[2].lower()
    if kind not in KINDS:
        raise ValidationError(_("Choose a CSV, XLSX or ODS file"), code="kind")
    if len(data) > bounds.size:
        words = _("The file must be %(size)s MB or smaller. Split the list into several files")
        raise ValidationError(words % {"size": _megabytes(bounds)}, code="size")
    readers = {"csv": _csv_rows, "xlsx": _xlsx_rows, "ods": _ods_rows}
    try:
        if kind != "csv":
            _refuse_swollen(data, bounds)
        seen = {"xlsx": _xlsx_facts, "ods": _ods_facts}.get(kind, lambda data, sheet: {})(data, sheet)
        cells = list(islice(readers[kind](data, bounds.columns, sheet), bounds.looked_at))
    except UNREADABLE as error:
        raise ValidationError(_("We could not read the file. Save it again as %(kind)s") % {"kind": kind.upper()}) from error
    return Cells(_bounded([(number, row) for number, row in enumerate(cells, start=1) if any(row)], bounds), **seen)


def read_pasted(text: str, bounds: Bounds = Bounds()) -> Cells:
    """A table that was pasted: its cells parted by tabs, by bars, or by commas. Raises ValidationError as `read_sheet`."""
    if len(text.encode()) > bounds.size:
        words = _("The table must be %(size)s MB or smaller. Split it into several")
        raise ValidationError(words % {"size": _megabytes(bounds)}, code="size")
    try:
        cells = list(_pasted_rows(text))
    except csv.Error as error:
        words = _("We could not read the table. Check its quotation marks: each that opens must close")
        raise ValidationError(words, code="unreadable") from error
    return Cells(_bounded([(number, row) for number, row in enumerate(cells, start=1) if any(row)], bounds))


def _pasted_rows(text: str) -> Iterator[list[str]]:
    lines = [line for line in text.splitlines() if line.strip()]
    if sum(line.count("\t") for line in lines) >= len(lines):
        return (_row(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    if sum("|" in line for line in lines) > len(lines) // 2:
        return (_row(_barred(line)) for line in text.splitlines() if not RULED.fullmatch(line))
    return _csv_rows(text.encode())


def _barred(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]


def _bounded(numbered: list[tuple[int, list[str]]], bounds: Bounds) -> list[tuple[int, list[str]]]:
    if not numbered:
        raise ValidationError(_("The file is empty. Choose another"), code="empty")
    if len(numbered) - 1 > bounds.rows:
        words = _("The file has more than %(most)s rows. Split the list into several files")
        raise ValidationError(words % {"most": f"{bounds.rows:,}"}, code="rows")
    if any(len(cell) > bounds.letters for _number, row in numbered for cell in row):
        words = _("A cell holds more than %(most)s letters. Shorten it")
        raise ValidationError(words % {"most": f"{bounds.letters:,}"}, code="cell")
    if sum(len(cell) for _number, row in numbered for cell in row) > bounds.size:
        words = _("The file holds more than %(size)s MB of text. Split the list into several files")
        raise ValidationError(words % {"size": _megabytes(bounds)}, code="size")
    return numbered


def _megabytes(bounds: Bounds) -> str:
    return str(bounds.size // 1_000_000)


def _text(value: Any) -> str:
    """A cell as text: a date as 2022-03-17, a whole number without its point. What an export put before a formula goes."""
    if isinstance(value, datetime):
        value = value.date() if value.time() == time() else value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = "" if value is None else UNSEEN.sub("", str(value).replace("\r\n", "\n")).strip()
    return text[1:] if text[:1] == "'" and len(text) > 1 else text


def _row(values: Iterable[Any], most: int = MOST_COLUMNS) -> list[str]:
    row = [_text(value) for value in islice(values, most)]
    while row and not row[-1]:
        row.pop()
    return row


def _csv_rows(data: bytes, most: int = MOST_COLUMNS, sheet: str = "") -> Iterator[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")  # as older spreadsheets save it
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(",;\t", key=first.count)
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
        yield _row(row, most)


def _xlsx_rows(data: bytes, most: int, sheet: str) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # takes a while to load, and few ask for it

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    titles = [one.title for one in book.worksheets]
    page = book.worksheets[place_of(sheet, titles)]
    page.reset_dimensions()  # what the file says of its size need not be so
    for row in page.iter_rows(values_only=True):
        yield _row(row, most)


def place_of(sheet: str, titles: list[str]) -> int:
    """Where the sheet of a name stands among those of a file; the first where no name is given."""
    if not sheet:
        return 0
    known = [title.strip().casefold() for title in titles]
    if sheet.strip().casefold() not in known:
        words = _("The file has no sheet “%(sheet)s”. It has: %(titles)s")
        raise ValidationError(words % {"sheet": sheet, "titles": ", ".join(titles)}, code="sheet")
    return known.index(sheet.strip().casefold())


def _besides(sheet: str, titles: list[str]) -> tuple[str, ...]:
    place = place_of(sheet, titles)
    return (*titles[:place], *titles[place + 1 :])


def _xlsx_facts(data: bytes, sheet: str) -> dict[str, Any]:
    from openpyxl import load_workbook  # takes a while to load, and few ask for it

    archive = zipfile.ZipFile(io.BytesIO(data))
    sheets = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets
    parts = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    return {
        "hidden": tuple(one.title for one in sheets if one.sheet_state != "visible"),
        "others": _besides(sheet, [one.title for one in sheets]),
        "has_formulas": any(re.search(rb"<f[ >]", archive.read(name)) for name in parts),
    }


def _ods_facts(data: bytes, sheet: str) -> dict[str, Any]:
    content = zipfile.ZipFile(io.BytesIO(data)).read("content.xml")
    named = re.findall(rb'<table:table [^>]*table:name="([^"]*)"', content)
    names = [unescape(name.decode("utf-8", "replace")) for name in named]
    styles = {name.decode("utf-8", "replace") for name in re.findall(UNSEEN_STYLE, content)}
    used = re.findall(rb"<table:table ([^>]*)>", content)
    worn = [re.search(r'table:style-name="([^"]*)"', one.decode("utf-8", "replace")) for one in used]
    hidden = tuple(name for name, style in zip(names, worn, strict=False) if style and style.group(1) in styles)
    return {"hidden": hidden, "others": _besides(sheet, names), "has_formulas": b"table:formula=" in content}


def _ods_rows(data: bytes, most: int, sheet: str) -> Iterator[list[str]]:
    for element in ods_row_elements(data, sheet):
        row = _row(_ods_cells(element, most), most)
        for _turn in range(min(repeated(element, "rows"), LOOKED_AT)):
            yield row


def ods_row_elements(data: bytes, sheet: str = "") -> Iterator[Any]:
    """The rows of a sheet of an ODS file as elements, each to be read before the next is asked for."""
    wanted, is_in = sheet.strip().casefold(), False
    with zipfile.ZipFile(io.BytesIO(data)).open("content.xml") as content:
        for event, element in iterparse(content, events=("start", "end"), forbid_dtd=True):
            if element.tag == f"{TABLE}table" and event == "start":
                is_in = not wanted or element.get(f"{TABLE}name", "").strip().casefold() == wanted
            elif element.tag == f"{TABLE}table" and is_in:
                return  # the sheet ends here
            elif element.tag == f"{TABLE}table-row" and event == "end":
                if is_in:
                    yield element
                element.clear()


def _ods_cells(row: Any, most: int) -> Iterator[Any]:
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        value = cell.get(f"{OFFICE}date-value") or "\n".join("".join(part.itertext()) for part in cell.iter(f"{TEXT}p"))
        for _turn in range(min(repeated(cell, "columns"), most)):
            yield value.removesuffix("T00:00:00")


def repeated(element: Any, what: str) -> int:
    """How often a row or a cell of an ODS file stands there."""
    text = element.get(f"{TABLE}number-{what}-repeated", "1")
    return int(text) if text.isdecimal() else 1


def _refuse_swollen(data: bytes, bounds: Bounds) -> None:
    """Refuse an archive that would unpack to far more than the list that is meant."""
    if sum(entry.file_size for entry in zipfile.ZipFile(io.BytesIO(data)).infolist()) > bounds.unpacked:
        words = _("The file unpacks to more than %(size)s MB. Keep the list alone in it, without pictures")
        raise ValidationError(words % {"size": str(bounds.unpacked // 1_000_000)}, code="size")


# What the readers raise over a file that is not what its name says
UNREADABLE = (
    csv.Error, UnicodeDecodeError, zipfile.BadZipFile, KeyError, IndexError, ValueError, TypeError, AttributeError, OSError,
    EOFError, ParseError, DefusedXmlException, RuntimeError, zlib.error,
)  # fmt: skip
