"""What pages of members and bodies show from apps above: each enters its part when it is ready; `panels` knows no meeting.

@member_part("attendance", order=10)
def attendance(person, user):
    return Part(heading, caption, columns, rows, empty, words)

@body_part("meetings", order=20)
def meetings_of(body, user):
    return BodyPart("meetings/_body_meetings.html", {…})

@body_cells("meetings", order=10)
def next_meetings(bodies, user):
    return BodyCells(label, {body.pk: cell})
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from interface.tables import Column
from panels.models import Body, Person


@dataclass(frozen=True)
class Part:
    """A table of a member's page under a heading, and a sentence before it that sums it up (which may be empty).

    `rows` holds only what the reader may see: whoever makes the part has asked.
    """

    heading: str
    caption: str
    columns: Sequence[Column]
    rows: QuerySet | Iterable[Any]
    empty: str
    words: str = ""


Maker = Callable[[Person, Any], Part | None]

_register: dict[str, tuple[int, Maker]] = {}


def member_part(key: str, *, order: int) -> Callable[[Maker], Maker]:
    """Enter a function that makes a part of a member's page for a reader, or None where it has nothing to say."""

    def enter(make: Maker) -> Maker:
        known = _register.get(key)
        if known and (known[1].__module__, known[1].__qualname__) != (make.__module__, make.__qualname__):
            raise ValueError(f"Two parts of a member's page are named {key!r}")
        _register[key] = (order, make)
        return make

    return enter


def member_parts(person: Person, user: Any) -> list[Part]:
    """The parts of a member's page for a reader, in order."""
    made = (make(person, user) for _order, make in sorted(_register.values(), key=lambda entry: entry[0]))
    return [part for part in made if part]


@dataclass(frozen=True)
class BodyPart:
    """A part of a body's page: a template of the app that makes it, which draws `part`. It holds only what the reader may see."""

    template: str
    context: Mapping[str, Any]


@dataclass(frozen=True)
class BodyCells:
    """A column of the directory: its heading, and a cell for each body, by key, that has something to say."""

    label: str
    cells: Mapping[int, Any]


BodyMaker = Callable[[Body, Any], BodyPart | None]
CellsMaker = Callable[[Sequence[Body], Any], BodyCells]

_body_parts: dict[str, tuple[int, BodyMaker]] = {}
_body_cells: dict[str, tuple[int, CellsMaker]] = {}


def body_part(key: str, *, order: int) -> Callable[[BodyMaker], BodyMaker]:
    """Enter a function that makes a part of a body's page for a reader, or None where it has nothing to say."""

    def enter(make: BodyMaker) -> BodyMaker:
        _refuse_second(_body_parts, key, make)
        _body_parts[key] = (order, make)
        return make

    return enter


def body_cells(key: str, *, order: int) -> Callable[[CellsMaker], CellsMaker]:
    """Enter a function that makes a column of the directory for a reader, in a fixed number of queries."""

    def enter(make: CellsMaker) -> CellsMaker:
        _refuse_second(_body_cells, key, make)
        _body_cells[key] = (order, make)
        return make

    return enter


def body_parts(body: Body, user: Any) -> list[BodyPart]:
    """The parts of a body's page for a reader, in order."""
    made = (make(body, user) for _order, make in sorted(_body_parts.values(), key=lambda entry: entry[0]))
    return [part for part in made if part]


def body_columns(bodies: Sequence[Body], user: Any) -> list[BodyCells]:
    """The columns of the directory that other apps fill, in order."""
    return [make(bodies, user) for _order, make in sorted(_body_cells.values(), key=lambda entry: entry[0])]


def _refuse_second(register: Mapping[str, tuple[int, Any]], key: str, make: Any) -> None:
    known = register.get(key)
    if known and (known[1].__module__, known[1].__qualname__) != (make.__module__, make.__qualname__):
        raise ValueError(f"Two parts of a body's page are named {key!r}")
