"""The table in the file of an upload: its rows read, with whatever kept them from being read as a problem."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from commissioning.models import Upload
from commissioning.rules.sheets import FileTable, SheetColumn, read_table
from commissioning.services.files_in.bounds import BOUNDS
from documents.services.files import FileLost, read_bytes
from interface.spreadsheets import read_cells
from interface.spreadsheets.marks import read_marks


def read_upload(upload: Upload, columns: Sequence[SheetColumn]) -> FileTable:
    """The rows of an upload's file, and all that is wrong or odd about it."""
    try:
        data = read_bytes(upload.file)
        cells, marks = read_cells(upload.name, data, BOUNDS), read_marks(upload.name, data, BOUNDS)
    except (ValidationError, FileLost) as error:
        found = FileTable()
        found.wrong(0, "", " ".join(error.messages) if isinstance(error, ValidationError) else error)
        return found
    return read_table(cells, marks, columns)
