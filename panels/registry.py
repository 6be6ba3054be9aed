"""What a member's page shows from apps above: each enters its part when it is ready; `panels` knows no meeting.

@member_part("attendance", order=10)
def attendance(person, user):
    return Part(heading, caption, columns, rows, empty, words)
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from interface.tables import Column
from panels.models import Person


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
