"""Who reads the files that are sent to the spending pages: each kind of file enters its reader.

@reader(UploadKind.GRANTS_FILE, endings=("json", "csv", "xlsx"))
def look_through(upload, progress) -> Looked:
    ...

A reader says what a file holds, what is wrong with it and what it could not map; it writes nothing. It is called when the file is
looked through, and again when it is brought in, so that what comes in was checked against what the portal then holds. Whatever is
wrong with the file is a problem, not an error: `looked.wrong(row, column, words)`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from interface.spreadsheets import KINDS
from interface.spreadsheets.remarks import Remarks

if TYPE_CHECKING:
    from commissioning.models import Upload
    from commissioning.rules.award_rows import AwardRow

Progress = Callable[[str, int, int], None]


@dataclass
class Looked(Remarks):
    """What a file holds. `unmapped` names what the portal has no place for, with how often it stands there.

    `numbers` are the rows of the spreadsheet that `rows` came from, where they are not counted from 1, and `columns` name the
    column of each field, so that what the register finds wrong with a row is told where it stands in the file.
    """

    rows: "list[AwardRow]" = field(default_factory=list)
    unmapped: dict[str, int] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)


class Reader(Protocol):
    """Reads the file of an upload (`documents.services.files.read_bytes(upload.file)`); into `upload.fund` where it has one."""

    def __call__(self, upload: "Upload", progress: Progress) -> Looked: ...


@dataclass(frozen=True)
class Entry:
    """A reader, and the endings of the names of the files that it takes."""

    read: Reader
    endings: tuple[str, ...]


_register: dict[str, Entry] = {}


def reader(kind: str, *, endings: tuple[str, ...] = KINDS) -> Callable[[Reader], Reader]:
    """Enter a function that reads files of a kind."""

    def enter(read: Reader) -> Reader:
        known = _register.get(kind)
        if known and known.read is not read:
            raise ValueError(f"Two readers want the files of the kind {kind!r}")
        _register[kind] = Entry(read, endings)
        return read

    return enter


def reader_of(kind: str) -> Entry | None:
    """The reader of a kind of file, if an app has entered one."""
    return _register.get(kind)
