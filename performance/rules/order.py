"""Things that have an order, one of which goes a place up or down."""

from collections.abc import Sequence

DIRECTIONS = ("up", "down")


def moved(order: Sequence[int], one: int, direction: str) -> list[int] | None:
    """The order after one of it went a place up or down; None where it stands at that end already."""
    place = order.index(one)
    other = place + (-1 if direction == "up" else 1)
    if not 0 <= other < len(order):
        return None
    changed = list(order)
    changed[place], changed[other] = changed[other], changed[place]
    return changed
