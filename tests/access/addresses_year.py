"""The variable words of the addresses of what the public asked, what is due, the year's work, events and calendars."""

from typing import Any

from tests.access.states import word
from tests.access.world_year import KEYS

WRONG = "no-such-key-as-this-one-is-long-enough-0000"


def words_of_year(world: Any, route: str, place: tuple[str, str]) -> dict[str, Any]:
    """What such an address holds for a thing in a state; nothing for other routes."""
    namespace, _, name = route.rpartition(":")
    if name.startswith("obligation-"):
        return {"reference": _reference(world, "due", place)}
    if name.startswith(("local-rule-", "rule-")):
        return {"key": "question-clear-days"}
    if name.startswith("calendar-"):
        return {"reference": _reference(world, "calendar", place), "key": KEYS.get(place[1], WRONG)}
    if namespace == "questions":
        key = WRONG if name == "question-follow" and place[1] == "rejected" else word(place[0], f"question {place[1]}", "key")
        return {"reference": _reference(world, "question", place), "key": key}
    return _of_the_year(world, namespace, place)


def _of_the_year(world: Any, namespace: str, place: tuple[str, str]) -> dict[str, Any]:
    if namespace == "events":
        rows = world.year["event"]
        slug = getattr(rows.get(place) or rows["here", "public"], "slug", "")
        return {"event": slug, "slug": slug}
    if namespace != "programme":
        return {}
    entry = world.year["entry"].get(place)
    programme = entry.programme if entry else world.year["programme"].get(place) or world.year["programme"]["here", "published"]
    return {"programme": programme.slug, "number": str(entry.number if entry else 1), "year": 2022, "month": "03"}


def _reference(world: Any, family: str, place: tuple[str, str]) -> str:
    """Of the thing, or of the first of its kind where it is not the thing that is asked for."""
    rows = world.year[family]
    return (rows.get(place) or next(iter(rows.values()))).reference
