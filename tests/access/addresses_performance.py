"""The variable words of the addresses of performance: measures, reports, inspections, scrutiny and files of figures."""

from typing import Any

from tests.access.states import Thing

NAMESPACES = ("performance", "quarterly", "inspections", "scrutiny", "figures")
# Whose number the address of a route holds, by the words with which its name begins; a longer beginning counts first
NUMBERED = {
    "break-restore": "breakgone", "break": "break", "target-restore": "targetgone", "target": "target",
    "priority-restore": "prioritygone", "priority": "priority", "focus-restore": "focusgone", "focus": "focus",
    "comment-restore": "commentgone", "comment": "comment", "action-restore": "actiongone", "action": "action",
    "grade-restore": "gradegone", "grade": "grade", "ask-restore": "askgone", "ask": "ask",
    "stated-restore": "stated gone", "stated": "stated title",
}  # fmt: skip
LINKS = {"link-restore": "removed", "link-remove": "public"}


def words_of_performance(world: Any, route: str, place: Thing) -> dict[str, Any]:
    """What such an address holds for a thing in a state; nothing for other routes. A second word of a place is a format."""
    namespace, _, name = route.rpartition(":")
    if namespace not in NAMESPACES:
        return {}
    state, (thing, _, more) = place[0], place[1].partition(" ")
    area = "southshire" if state == "elsewhere" else "northshire"
    upload = world.year["figures upload"].get((state, thing))
    return {
        "slug": f"the-{thing}", "number": _number(world, name, (state, thing)), "fmt": more or thing, "key": more or "limits",
        "objective": "the-public", "measure": "the-released", "force": f"{area}-police", "day": _day(name), "group": "everybody",
        "kind": "population", "upload": upload.reference if upload else "no-such-file",
    }  # fmt: skip


def _number(world: Any, name: str, place: Thing) -> int:
    """Of the thing that is named; 99 where there is none."""
    if name in LINKS:
        return int(world.numbers["measure link", "here", LINKS[name]])
    family = next((family for start, family in NUMBERED.items() if name.startswith(start)), "")
    return int(world.numbers.get((family, *place), 99))


def _day(name: str) -> str:
    """The first day of a period or of a group, the last of a benchmark's, the day of a number of people."""
    days = {"benchmark": "2021-12-31", "group": "2019-01-01", "population": "2011-06-30"}
    return next((day for start, day in days.items() if name.startswith(start)), "2021-12-01")
