"""The variable words of the addresses of statutory cases, reviews, yearly business, annual reports and arrangements."""

from typing import Any

from tests.access.states_cases import KINDS

# Whose number the address of a route holds, by the words with which its name begins
NUMBERED = {
    "notice": "notice", "precept-notice": "notice", "candidate": "notice", "case-meeting": "tie", "case-vote": "vote",
    "report": "report", "response": "response",
}  # fmt: skip


def words_of_cases(world: Any, route: str, place: tuple[str, str]) -> dict[str, Any]:
    """What such an address holds for a thing in a state; nothing for other routes."""
    namespace, _, name = route.rpartition(":")
    if namespace == "cases":
        return {"kind": KINDS.get(place[1], "precept"), "slug": f"the-{place[1]}", "number": _number(world, name, place)}
    if namespace == "annual":
        made = world.year["annual"].get(place) or world.year["annual"]["here", "out"]
        return {"slug": made.slug}
    if namespace == "reviews":
        return _of_a_review(world, name, place)
    if name.startswith("cycle-"):
        made = world.year["cycle"].get(place)
        return {"number": made.number} if made else {}
    return _arranged(world, namespace, name, place)


def _number(world: Any, name: str, place: tuple[str, str]) -> int:
    family = next((family for start, family in NUMBERED.items() if name.startswith(f"{start}-")), "")
    return world.numbers.get((family, *place), 1)


def _of_a_review(world: Any, name: str, place: tuple[str, str]) -> dict[str, Any]:
    """A thing is a review, or with a second word a piece of its evidence or a witness."""
    state, thing = place
    family = "evidence" if "evidence" in name else "witness" if "witness" in name else "review"
    known = (thing, f"{thing} public", thing.partition(" ")[0])
    number = next((world.numbers[family, state, one] for one in known if (family, state, one) in world.numbers), 1)
    review = thing.partition(" ")[0]
    drafts = world.year["draft recommendation"]
    draft = drafts.get((state, review)) or drafts["here", "gathering"]
    return {"review": f"review-{review}", "number": number, "reference": draft.reference}


def _arranged(world: Any, namespace: str, name: str, place: tuple[str, str]) -> dict[str, Any]:
    if namespace != "panels":
        return {}
    if name.startswith("election-"):
        return {"day": "2021-05-06"}
    if name.startswith("consent-"):
        return {"day": "2021-06-24"}
    for family in ("delegation", "representative"):
        if name.startswith(family):
            rows = world.year[family]
            return {"number": (rows.get(place) or next(iter(rows.values()))).number}
    return {}
