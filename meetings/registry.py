"""What a meeting's page says it takes up from apps above, such as statutory cases: each enters its part when it is ready.

@taken_up("cases", order=10)
def cases(meeting, user):
    return [TakenUp(words, url, what)]
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from meetings.models import Meeting


@dataclass(frozen=True)
class TakenUp:
    """Something that a meeting takes up: what it is called, where it is read, and what happens with it there."""

    words: str
    url: str
    what: str = ""


Maker = Callable[[Meeting, Any], Iterable[TakenUp]]

_register: dict[str, tuple[int, Maker]] = {}


def taken_up(key: str, *, order: int) -> Callable[[Maker], Maker]:
    """Enter a function that says what a meeting takes up, as far as a reader may see it: whoever makes the lines has asked."""

    def enter(make: Maker) -> Maker:
        known = _register.get(key)
        if known and (known[1].__module__, known[1].__qualname__) != (make.__module__, make.__qualname__):
            raise ValueError(f"Two parts of a meeting's page are named {key!r}")
        _register[key] = (order, make)
        return make

    return enter


def taken_up_at(meeting: Meeting, user: Any) -> list[TakenUp]:
    """Everything that a meeting takes up, in the order of its kinds."""
    makers = sorted(_register.values(), key=lambda entry: entry[0])
    return [line for _order, make in makers for line in make(meeting, user)]
