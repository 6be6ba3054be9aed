"""Where a force stands in its most similar group: rank, and position beside the average. Neither says good or bad."""

from collections.abc import Mapping

from performance.choices import Position, RankedFrom
from performance.rules.analysis import Place

SIMILAR_WITHIN = 0.1  # of the average: a force no further from it stands “similar to the average”. The portal's own threshold


def position_of(own: float, average: float) -> Position:
    """Below, similar to or above the average of the group."""
    if abs(own - average) <= SIMILAR_WITHIN * abs(average) + 1e-12:
        return Position.SIMILAR
    return Position.ABOVE if own > average else Position.BELOW


def rank_of(own: float, values: Mapping[int, float], ranked_from: str) -> int:
    """How many stand before it, and one. Forces with the same figure share the better place."""
    if ranked_from == RankedFrom.HIGHEST:
        return 1 + sum(value > own for value in values.values())
    return 1 + sum(value < own for value in values.values())


def reckoned_place(force: int, values: Mapping[int, float | None], ranked_from: str) -> Place:
    """From the figures of every force of the group, itself included; nothing known where one of them is missing."""
    known = {one: value for one, value in values.items() if value is not None}
    if force not in known or len(known) < 2 or len(known) < len(values):
        return Place()
    own, average = known[force], sum(sorted(known.values())) / len(known)
    return Place(
        rank=rank_of(own, known, ranked_from), size=len(known), position=str(position_of(own, average)), own=own,
        average=average, is_reckoned=True,
    )  # fmt: skip


def place_of(reckoned: Place, stated: Place | None) -> Place:
    """What the figures give; what a source states where they give nothing, and beside them where it says something else."""
    if stated is None:
        return reckoned
    if not reckoned.is_reckoned:
        return stated
    differs = _differs(reckoned, stated)
    return Place(
        rank=reckoned.rank, size=reckoned.size, position=reckoned.position, own=reckoned.own, average=reckoned.average,
        is_reckoned=True, words=stated.words, source=stated.source, stated=_in_short(stated) if differs else "",
    )  # fmt: skip


def _differs(reckoned: Place, stated: Place) -> bool:
    ranks = stated.rank is not None and (stated.rank, stated.size) != (reckoned.rank, reckoned.size)
    return ranks or (stated.position != Position.UNKNOWN and stated.position != reckoned.position)


def _in_short(stated: Place) -> str:
    parts = [] if stated.rank is None else [f"{stated.rank} of {stated.size}"]
    return ", ".join(parts + ([] if stated.position == Position.UNKNOWN else [str(stated.position)]))
