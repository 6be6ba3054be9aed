"""The variable words of the addresses of decisions, boards, update reports and the office's other registers."""

from typing import Any

from tests.access.states import Thing

# Whose number the address of a route holds, by the words with which its name begins; a longer beginning counts first
NUMBERED = {"section-restore": "update section removed", "section": "update section", "addendum": "addendum"}
OF_PROJECTS = {
    "milestone-restore": "milestone removed", "milestone": "milestone", "update-restore": "project update removed",
    "update": "project update",
}  # fmt: skip
OF_CONSULTATIONS = {"file-restore": "consultation file removed", "file": "consultation file", "answer": "consultation answer"}


def words_of_register(world: Any, route: str, place: Thing) -> dict[str, Any]:
    """What such an address holds for a thing in a state; nothing for other routes."""
    namespace, _, name = route.rpartition(":")
    thing, _, more = place[1].partition(" ")  # "proposed agree" is a step of the decision "proposed"
    if name.startswith("release-"):
        return {"number": world.numbers.get(("release", place[0], place[1]), 99)}
    if namespace == "boards":
        return _board(world, name, place, place[1])
    own = OWN.get(namespace)
    return own(world, name, (place[0], thing), more) if own else {}


def _row(world: Any, family: str, place: Thing) -> Any:
    """The thing of a family, or the first of its state, or the first there is."""
    rows = world.year[family]
    return rows.get(place) or next((row for key, row in rows.items() if key[0] == place[0]), None) or next(iter(rows.values()))


def _number(world: Any, name: str, place: Thing, numbered: dict[str, str] = NUMBERED) -> int:
    """Of the thing that is named; 99 where there is none."""
    family = next((family for start, family in numbered.items() if name.startswith(start)), "")
    return world.numbers.get((family, *place), 99)


def _decision(world: Any, name: str, place: Thing, more: str) -> dict[str, Any]:
    if "upload" in name:
        return {"upload": _row(world, "decision upload", place).reference}
    number = _row(world, "nil", place).number if "nil" in name else 1
    return {"reference": _row(world, "decision", place).slug, "kind": more, "fmt": place[1], "number": number}


def _update(world: Any, name: str, place: Thing, more: str) -> dict[str, Any]:
    family = "standing" if name.startswith("standing") else "update"
    kind = {"kind": more or "written"}
    return {"slug": _row(world, family, place).slug, "number": _number(world, name, place), **kind}


def _consultation(world: Any, name: str, place: Thing, more: str) -> dict[str, Any]:
    number = _number(world, name, place, OF_CONSULTATIONS)
    return {"reference": _row(world, "consultation", place).reference, "number": number, "kind": more or "copy", "fmt": "csv"}


def _project(world: Any, name: str, place: Thing, more: str) -> dict[str, Any]:
    return {"slug": _row(world, "project", place).slug, "number": _number(world, name, place, OF_PROJECTS)}


def _diary(world: Any, name: str, place: Thing, more: str) -> dict[str, Any]:
    return {"number": _row(world, "diary", place).number}


def _board(world: Any, name: str, place: Thing, more: str) -> dict[str, Any]:
    """A decision before a board: a place is a meeting, and with a second word a decision."""
    slug = world.year["decision"]["here", more or "onboard"].slug
    return {"reference": slug, "key": "no-such-row", "number": 99}


def _scheme(world: Any, name: str, place: Thing, more: str) -> dict[str, Any]:
    number = _row(world, "publication", place).number
    key = world.year["scheme"]["here", ""].key
    return {"item": key, "key": key, "slug": key, "number": number}


OWN = {
    "decisions": _decision, "updates": _update, "consultations": _consultation, "projects": _project, "diary": _diary,
    "scheme": _scheme,
}  # fmt: skip
