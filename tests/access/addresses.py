"""The variable words of an address, for a route and the thing at which it is asked."""

from typing import Any

from tests.access.addresses_cases import words_of_cases
from tests.access.addresses_commissioning import words_of_commissioning
from tests.access.addresses_complaints import words_of_complaints
from tests.access.addresses_performance import words_of_performance
from tests.access.addresses_register import words_of_register
from tests.access.addresses_year import words_of_year
from tests.access.world import AREA, OTHER, World

# Whose number an address holds, where it is not the first of its kind
NUMBERED = {"entry-restore": "removed", "minutes-print": "print"}


def words_of(world: World, route: str, place: tuple[str, str]) -> dict[str, Any]:
    """All words that the address of a route may hold, for a thing in a state."""
    state, thing = place
    known: dict[str, Any] = {"area": OTHER if "elsewhere" in state else AREA, "fmt": thing, "edition": thing, "how": "write"}
    known["reference"] = world.references.get(route, world.references.get("person", ""))
    if state in world.meetings:
        known |= {"meeting": world.meetings[state].slug, "reference": world.builds.get(state, "")}
        known |= {"item": world.items.get(place, ""), "paper": world.papers.get(place, "")}
    if thing.startswith("how:"):
        known |= {"how": thing[4:], "item": world.items[state, "public"]}
    if thing.startswith("act:"):
        known |= {"act": thing[4:], "paper": world.papers.get((state, "sent"), world.papers.get((state, "public"), ""))}
    known |= {"number": _number(world, route, place), "position": "1", "page": "1", "part": "1", "kind": "narrative"}
    if route.startswith("meetings:format-request"):
        known["reference"] = world.formats.get(state, "")
    if route.startswith(("actions:", "recommendations:")):
        known["reference"] = _reference(world, route, place)
    known |= {"person": world.person, "body": "panel", "ref": world.portal_job, "uidb36": "1", "key": "set-password"}
    known |= words_of_year(world, route, place) | words_of_cases(world, route, place)
    known |= words_of_complaints(world, route, place) | words_of_register(world, route, place)
    known |= words_of_performance(world, route, place) | words_of_commissioning(world, route, place)
    if state == "here" and thing == "board":
        known |= {"body": thing, "number": 1}
    return known | ({"person": f"member-of-{OTHER}"} if state == "elsewhere" and "interest" in route else {})


def _number(world: World, route: str, place: tuple[str, str]) -> str:
    """The number of the thing, of the public one in that state, or 1."""
    name, (state, thing) = route.rpartition(":")[2], place
    family = NUMBERED.get(name, name.partition("-")[0])
    found = (world.numbers.get((family, state, one)) for one in (thing, "public", ""))
    return str(next((number for number in found if number), 1))


def _reference(world: World, route: str, place: tuple[str, str]) -> str:
    """Of an action or a recommendation; of the public one in that area where an act or a format is asked for."""
    rows: dict[tuple[str, str], Any] = world.actions if route.startswith("actions:") else world.recommendations
    return (rows.get(place) or rows.get((place[0], "public")) or rows["here", "public"]).reference
