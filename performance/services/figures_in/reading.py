"""A file of an upload as figures: read in the layout that was chosen, and set beside what the portal holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from documents.services.files import FileLost, read_bytes
from interface.spreadsheets import Cells, read_cells
from interface.spreadsheets.marks import read_marks
from panels.models import PoliceArea
from performance.choices import Layout
from performance.models import FiguresUpload, Force, Measure
from performance.rules.found_figures import Found
from performance.rules.layouts import Reading, find_heads, guess_heads
from performance.rules.numbers import Kind
from performance.rules.reading_figures import Known, KnownMeasure, read_figures
from performance.services.figures_in.bounds import BOUNDS, MOST_COLUMNS


def known_of(area: PoliceArea) -> Known:
    """What the words of a file may mean in an area: its measures, every force, and its own force."""
    measures = {
        one.slug: KnownMeasure(one.slug, one.title, Kind(one.basis, one.unit), one.frequency)
        for one in Measure.objects.filter(area=area).only("slug", "title", "basis", "unit", "frequency")
    }
    forces = list(Force.objects.only("slug", "name", "area"))
    own = next((one.slug for one in forces if one.area_id == area.pk), "")
    return Known(measures, {one.slug: one.name for one in forces}, own)


def read_upload(upload: FiguresUpload) -> Found:
    """The figures of an upload's file, and all that is wrong or odd about it."""
    readings = [Reading.of_json(upload.reading)] if upload.reading else [Reading(), Reading(layout=Layout.WIDE)]
    known = known_of(upload.area)
    try:
        data = read_bytes(upload.file)
        cells = read_cells(upload.name, data, BOUNDS, readings[0].sheet)
        marks = read_marks(upload.name, data, BOUNDS, readings[0].sheet)
    except (ValidationError, FileLost) as error:
        return _refused(" ".join(error.messages) if isinstance(error, ValidationError) else str(error))
    if any(len(row) > MOST_COLUMNS for _number, row in cells.rows):
        return _refused(_("The file has more than %(most)d columns. Split it") % {"most": MOST_COLUMNS})
    if not known.own_force:
        return _refused(_("The portal knows no police force of this area. Ask the administrator to enter it"))
    return read_figures(cells, marks, _fitting(cells, readings), known)


def _refused(reason: str) -> Found:
    found = Found()
    found.wrong(0, "", reason)
    return found


def _fitting(cells: Cells, readings: Iterable[Reading]) -> Reading:
    """The first of some ways to read whose headings a file has; the first of all where it has none."""
    tried = list(readings)
    return next((one for one in tried if len(tried) > 1 and find_heads(cells.rows, one).row), tried[0])


@dataclass(frozen=True)
class Headings:
    """The row of a file that is taken for that of its headings, what stands in it by column, and the sheets beside."""

    row: int
    texts: dict[int, str]
    others: tuple[str, ...]


def headings_of(upload: FiguresUpload, *, sheet: str = "", row: int = 0) -> Headings:
    """What the columns of a file are called: in the row that is named, else in the one that looks most like it. Raises
    ValidationError for a file that cannot be read."""
    try:
        cells = read_cells(upload.name, read_bytes(upload.file), BOUNDS, sheet)
    except FileLost as error:
        raise ValidationError(str(error)) from error
    number = row or guess_heads(cells.rows)
    texts = next((texts for at, texts in cells.rows if at == number), [])
    return Headings(number, {place: text for place, text in enumerate(texts, start=1) if text}, cells.others)
