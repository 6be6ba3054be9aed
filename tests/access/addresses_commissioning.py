"""The variable words of the addresses of commissioning: the pipeline, funds, awards, returns, money, bids and open data."""

from typing import Any

from tests.access.states import Thing
from tests.access.states_commissioning import EXERCISES

NAMESPACES = ("commissioning", "grants", "awards", "services", "returns", "spending", "bids", "opendata")
# Whose number the address of a route holds, by the words with which its name begins; a longer beginning counts first
NUMBERED = {
    "stage-restore": "stagegone", "stage": "stage", "lot-restore": "lotgone", "lot": "lot",
    "application-restore": "applicationgone", "application": "application", "extension": "extension",
    "indicator-restore": "indicatorgone", "indicator": "indicator", "document-restore": "file gone", "document": "file open",
    "return": "return accepted",
    "partner-restore": "partnergone", "partner": "partner", "advocate": "advocate", "meeting": "advocates",
    "total": "total", "line": "total",
}  # fmt: skip


def words_of_commissioning(world: Any, route: str, place: Thing) -> dict[str, Any]:
    """What such an address holds for a thing in a state; nothing for other routes. A second word of a place is a part of the
    thing, or a format."""
    namespace, _, name = route.rpartition(":")
    if namespace not in NAMESPACES:
        return {}
    state, (thing, _, more) = place[0], place[1].partition(" ")
    upload = world.year["file in"].get((state, thing))
    payment, exercise = world.year["payment"].get((state, thing)), (state, thing) in EXERCISES
    return {
        "slug": f"the-{thing}", "ref": _reference(name, thing, exercise=exercise, upload=upload), "fmt": more or thing,
        "number": _number(world, name, (state, thing), more), "line": _line(world, name, (state, thing)),
        "part": more or "parties", "year": 2022, "month": 2 if name == "spending" else "2022-02", "kind": "payments",
        "ocid": f"ocds-portal-p-{thing}", "code": payment.code if payment else "no-such-code",
    }  # fmt: skip


def _reference(name: str, thing: str, *, exercise: bool, upload: Any) -> str:
    if name.startswith("upload"):
        return upload.reference if upload else "no-such-file"
    return f"p-{thing}" if exercise else f"the-{thing}"


def _number(world: Any, name: str, place: Thing, more: str) -> int:
    """Of the part that is named in the place, else of the first that the route means; 99 where there is none."""
    family = next((family for start, family in NUMBERED.items() if name.startswith(start)), "")
    if name.startswith("part-"):
        family = f"{more}gone" if name == "part-restore" else more
    elif name.startswith(("return-", "document-")) and more:
        family = f"{family.partition(' ')[0]} {more}"
    return int(world.numbers.get((f"commissioned {family}", *place), 99))


def _line(world: Any, name: str, place: Thing) -> int:
    family = "linegone" if name == "line-restore" else "line"
    return int(world.numbers.get((f"commissioned {family}", *place), 99))
