"""Who speaks for a council on policing, and whether two do at a time; and how long ago the advocates met."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any


def council_of(advocate: Any) -> str:
    """The council that an advocate speaks for."""
    return str(advocate.authority.name) if advocate.authority_id else str(advocate.council)


def same_council(one: Any, other: Any) -> bool:
    """Whether two advocates speak for one council, in whatever case it is written."""
    return council_of(one).casefold().strip() == council_of(other).casefold().strip()


def speaks(advocate: Any, on: date) -> bool:
    """Whether an advocate speaks for the council on a day."""
    return advocate.started_on <= on and (advocate.ended_on is None or advocate.ended_on >= on)


def beside(advocate: Any, others: Iterable[Any]) -> Any | None:
    """Another who speaks for the same council on some day of the advocate's time; None where there is nobody."""
    same = (one for one in others if one.pk != advocate.pk and same_council(one, advocate))
    return next((one for one in same if _meet(one, advocate)), None)


def _meet(one: Any, other: Any) -> bool:
    return bool(one.started_on <= (other.ended_on or date.max) and other.started_on <= (one.ended_on or date.max))


def last_met(days: Sequence[date], today: date) -> date | None:
    """The newest meeting until a day."""
    return max((one for one in days if one <= today), default=None)


def next_meets(days: Sequence[date], today: date) -> date | None:
    """The first meeting after a day."""
    return min((one for one in days if one > today), default=None)
