"""The variable words of the addresses of complaints and of what surrounds them."""

from typing import Any

from tests.access.states import Thing

# Whose number the address of a route holds, by the words with which its name begins; a longer beginning counts first
NUMBERED = {
    "person-restore": "person gone", "person": "person", "people": "person", "file-restore": "file gone", "file": "file",
    "risk": "risk", "allegation-restore": "allegation gone", "allegation": "allegation", "comment": "comment",
    "letter-detail": "letter", "letter": "letter", "summary": "summary",
}  # fmt: skip


def words_of_complaints(world: Any, route: str, place: Thing) -> dict[str, Any]:
    """What such an address holds for a complaint in a state; nothing for other routes."""
    namespace, _, name = route.rpartition(":")
    if name.startswith("office-holder-"):
        return {"number": world.year["holder"][place[0], ""].number}
    if namespace != "complaints":
        return {}
    around = {"slug": "my-view", "register": world.year["import"][place[0], ""].reference, "about": "police"}
    if name.startswith("power-"):
        return around | {"number": world.year["power"][place[0], ""].number}
    thing, _, more = place[1].partition(" ")  # "resolving issued" is a thing of the complaint "resolving"
    made = world.year["complaint"].get((place[0], thing)) or world.year["complaint"]["here", "received"]
    words = around | {"reference": made.reference, "number": _number(world, name, (place[0], thing), more)}
    return words | {"kind": _kind(name, more), "fmt": thing}


def _kind(name: str, more: str) -> str:
    """Of a letter's wording, of a file, or of a step."""
    if name.startswith("template"):
        return "closure"
    if name.startswith("file"):
        return more if more == "original" else "copy"
    return more or "record"


def _number(world: Any, name: str, place: Thing, more: str) -> int:
    """Of the thing that is named, or the first of its family; 99 where there is none."""
    family = next((family for start, family in NUMBERED.items() if name.startswith(start)), "")
    found = world.numbers.get((f"complaint {family} {more}".strip(), *place))
    return found or world.numbers.get((f"complaint {family}", *place), 99)
