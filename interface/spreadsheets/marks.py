"""What a spreadsheet says of its cells beside their texts: which are numbers kept as text, formulas, merged or hidden.

`spreadsheets.read_cells` gives the texts and has bounded the file before this reads it again. Rows and columns count from 1, as
the spreadsheet does. A CSV file says nothing of its cells: `is_typed` is False, and every set is empty.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from defusedxml.ElementTree import fromstring, iterparse
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from interface.spreadsheets import OFFICE, TABLE, TEXT, UNREADABLE, Bounds, ods_row_elements, place_of, repeated

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ADDRESS = re.compile(r"([A-Z]{1,3})(\d+)")
OWN_PERCENT = (9, 10)  # the formats of per cent that every XLSX knows without saying
UNSEEN_STATES = ("collapse", "filter")  # of rows and columns of an ODS

MOST_MARKS = 2_000_000  # cells of which an ODS says something

Place = tuple[int, int]


@dataclass
class Marks:
    """Of one sheet, by (row, column). `exact` are numbers that the file shows otherwise than it keeps them, `percents` those
    shown as per cent: 0.037 is shown as 3.7%. `unsaved` are formulas without a value."""

    is_typed: bool = False
    texts: set[Place] = field(default_factory=set)
    formulas: set[Place] = field(default_factory=set)
    unsaved: set[Place] = field(default_factory=set)
    percents: set[Place] = field(default_factory=set)
    merged: list[tuple[Place, Place]] = field(default_factory=list)  # first and last cell
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    exact: dict[Place, str] = field(default_factory=dict)


def read_marks(name: str, data: bytes, bounds: Bounds, sheet: str = "") -> Marks:
    """The marks of a sheet that `read_cells` could read. Raises ValidationError as that does."""
    kind = name.rpartition(".")[2].lower()
    readers = {"xlsx": _xlsx_marks, "ods": _ods_marks}
    try:
        return readers[kind](data, bounds, sheet) if kind in readers else Marks()
    except UNREADABLE as error:
        raise ValidationError(_("We could not read the file. Save it again as %(kind)s") % {"kind": kind.upper()}) from error


def exactly(rows: Iterable[tuple[int, list[str]]], marks: Marks) -> list[tuple[int, list[str]]]:
    """The rows with the numbers that the file keeps, not as it shows them; an ODS may show none."""
    kept: dict[int, dict[int, str]] = {}
    for (at_row, at_column), text in marks.exact.items():
        kept.setdefault(at_row, {})[at_column] = text
    whole = []
    for number, row in rows:
        exact = kept.get(number, {})
        width = max([len(row), *exact])
        whole.append((number, [exact.get(at, row[at - 1] if at <= len(row) else "") for at in range(1, width + 1)]))
    return whole


def column_letter(number: int) -> str:
    """A for 1, Z for 26, AA for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


# XLSX ---------------------------------------------------------------------------------------------------------------


def _xlsx_marks(data: bytes, bounds: Bounds, sheet: str) -> Marks:
    archive, marks = zipfile.ZipFile(io.BytesIO(data)), Marks(is_typed=True)
    percent_styles = _percent_styles(archive)
    with archive.open(_part_of(archive, sheet)) as part:
        for _event, element in iterparse(part, events=("end",), forbid_dtd=True):
            if element.tag == f"{MAIN}c":
                _mark_xlsx_cell(marks, element, percent_styles)
            elif element.tag == f"{MAIN}row":
                if element.get("hidden") in ("1", "true"):
                    marks.hidden_rows.add(int(element.get("r", "0")))
                element.clear()
                _refuse_swollen(marks)
            elif element.tag == f"{MAIN}col" and element.get("hidden") in ("1", "true"):
                last = min(int(element.get("max", "0")), bounds.columns)
                marks.hidden_columns.update(range(max(int(element.get("min", "1")), 1), last + 1))
            elif element.tag == f"{MAIN}mergeCell":
                first, _colon, last_cell = element.get("ref", "").partition(":")
                marks.merged.append((_place(first), _place(last_cell or first)))
    return marks


def _mark_xlsx_cell(marks: Marks, cell: Any, percent_styles: set[str]) -> None:
    place, kind = _place(cell.get("r", "")), cell.get("t", "n")
    value = cell.findtext(f"{MAIN}v")
    if cell.find(f"{MAIN}f") is not None:
        marks.formulas.add(place)
        if not value:
            marks.unsaved.add(place)
    if kind in ("s", "inlineStr", "str"):
        marks.texts.add(place)
    elif kind == "n" and value and cell.get("s", "") in percent_styles:
        marks.percents.add(place)


def _place(address: str) -> Place:
    found = ADDRESS.match(address.replace("$", ""))
    return (int(found[2]), column_number(found[1])) if found else (0, 0)


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The file of the archive that holds a sheet."""
    linked = {one.get("Id"): one.get("Target", "") for one in fromstring(archive.read("xl/_rels/workbook.xml.rels"))}
    book = fromstring(archive.read("xl/workbook.xml"))
    sheets = [one for one in book.iter(f"{MAIN}sheet") if "worksheets/" in linked.get(one.get(LINKED), "")]
    chosen = sheets[place_of(sheet, [one.get("name", "") for one in sheets])]
    return posixpath.normpath(posixpath.join("/xl", linked[chosen.get(LINKED)])).lstrip("/")


def _percent_styles(archive: zipfile.ZipFile) -> set[str]:
    """The styles of cells that show a number as per cent."""
    if "xl/styles.xml" not in archive.namelist():
        return set()
    styles = fromstring(archive.read("xl/styles.xml"))
    own = {int(one.get("numFmtId", "0")) for one in styles.iter(f"{MAIN}numFmt") if "%" in one.get("formatCode", "")}
    worn = styles.find(f"{MAIN}cellXfs")
    cells = [] if worn is None else list(worn)
    return {str(place) for place, one in enumerate(cells) if int(one.get("numFmtId", "0")) in {*OWN_PERCENT, *own}}


# ODS ----------------------------------------------------------------------------------------------------------------


def _ods_marks(data: bytes, bounds: Bounds, sheet: str) -> Marks:
    marks, row = Marks(is_typed=True), 0
    marks.hidden_columns = _hidden_ods_columns(data, bounds, sheet)
    for element in ods_row_elements(data, sheet):
        times = min(repeated(element, "rows"), bounds.looked_at)
        if row >= bounds.looked_at:
            break
        cells = list(_ods_cells(element, bounds))
        is_hidden = element.get(f"{TABLE}visibility") in UNSEEN_STATES
        for turn in range(row + 1, row + times + 1):
            if is_hidden and cells:
                marks.hidden_rows.add(turn)
            for column, cell in cells:
                _mark_ods_cell(marks, (turn, column), cell)
            _refuse_swollen(marks)
        row += times
    return marks


def _refuse_swollen(marks: Marks) -> None:
    """Repeated rows may stand for far more cells than the file has bytes, and rows beyond the last that is read for many."""
    if max(len(marks.exact) + len(marks.texts), len(marks.formulas), len(marks.percents)) > MOST_MARKS:
        raise ValidationError(_("The file has more than %(most)s cells. Split it") % {"most": f"{MOST_MARKS:,}"}, code="size")


def _ods_cells(row: Any, bounds: Bounds) -> Iterator[tuple[int, Any]]:
    """The cells of a row that hold or span something, each with the number of its column."""
    column = 0
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        times = min(repeated(cell, "columns"), bounds.columns)
        if cell.get(f"{OFFICE}value-type") or cell.get(f"{TABLE}formula") or _spans(cell) != (1, 1):
            yield from ((column + turn, cell) for turn in range(1, times + 1))
        column += times


def _mark_ods_cell(marks: Marks, place: Place, cell: Any) -> None:
    kind = cell.get(f"{OFFICE}value-type")
    value = cell.get(f"{OFFICE}value")
    shown = cell.find(f"{TEXT}p")
    if cell.get(f"{TABLE}formula"):
        marks.formulas.add(place)
        if kind in (None, "void") or (not value and (shown is None or not "".join(shown.itertext()))):
            marks.unsaved.add(place)
    if kind == "string":
        marks.texts.add(place)
    elif value is not None:
        marks.exact[place] = _plain(value)
        if kind == "percentage":
            marks.percents.add(place)
    rows, columns = _spans(cell)
    if (rows, columns) != (1, 1):
        marks.merged.append((place, (place[0] + rows - 1, place[1] + columns - 1)))


def _spans(cell: Any) -> tuple[int, int]:
    counts = [cell.get(f"{TABLE}number-{what}-spanned", "1") for what in ("rows", "columns")]
    rows, columns = (int(one) if one.isdecimal() else 1 for one in counts)
    return rows, columns


def _plain(value: str) -> str:
    """A number without the point of a whole one and without an exponent."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    return f"{number.to_integral_value() if number == number.to_integral_value() else number:f}"


def _hidden_ods_columns(data: bytes, bounds: Bounds, sheet: str) -> set[int]:
    wanted, column, is_in = sheet.strip().casefold(), 0, False
    hidden: set[int] = set()
    with zipfile.ZipFile(io.BytesIO(data)).open("content.xml") as content:
        for event, element in iterparse(content, events=("start", "end"), forbid_dtd=True):
            if element.tag == f"{TABLE}table":
                if is_in:
                    break
                is_in = event == "start" and (not wanted or element.get(f"{TABLE}name", "").strip().casefold() == wanted)
            elif is_in and event == "end" and element.tag == f"{TABLE}table-row":
                break  # the columns stand before the rows
            elif is_in and event == "start" and element.tag == f"{TABLE}table-column":
                times = min(repeated(element, "columns"), bounds.columns)
                if element.get(f"{TABLE}visibility") in UNSEEN_STATES:
                    hidden.update(range(column + 1, column + times + 1))
                column += times
    return hidden
