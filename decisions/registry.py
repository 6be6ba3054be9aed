"""What the publication scheme shows of registers that the portal keeps itself: each enters its part when it is ready.

@scheme_fact("complaints")
def complaints(area):
    return SchemeFact(words, url)

An item of the scheme names its register; while that says nothing of an area, the item stands as one without a register.
"""

from collections.abc import Callable
from dataclasses import dataclass

from panels.models import PoliceArea


@dataclass(frozen=True)
class SchemeFact:
    """What a public register holds today, in words that everybody may read, and its address."""

    words: str
    url: str


Maker = Callable[[PoliceArea], SchemeFact | None]

_register: dict[str, Maker] = {}


def scheme_fact(key: str) -> Callable[[Maker], Maker]:
    """Enter a function that says what a register holds for everybody, or None where it has no public page in an area."""

    def enter(make: Maker) -> Maker:
        known = _register.get(key)
        if known and (known.__module__, known.__qualname__) != (make.__module__, make.__qualname__):
            raise ValueError(f"Two registers of the publication scheme are named {key!r}")
        _register[key] = make
        return make

    return enter


def scheme_facts(area: PoliceArea, keys: set[str]) -> dict[str, SchemeFact]:
    """What the named registers hold of an area; those that say nothing are left out."""
    made = {key: _register[key](area) for key in sorted(keys) if key in _register}
    return {key: fact for key, fact in made.items() if fact is not None}
