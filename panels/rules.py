"""Pure decisions about dated rows: whether two of them hold at the same time."""

from collections.abc import Hashable, Iterable
from datetime import date

Period = tuple[date, date | None]


def overlap(first: Period, second: Period) -> bool:
    """Whether two periods share a day. The last day belongs to a period; no last day means it still runs."""
    starts_in_time = first[1] is None or second[0] <= first[1]
    return starts_in_time and (second[1] is None or first[0] <= second[1])


def first_clash(rows: Iterable[tuple[Hashable, Period, str]]) -> tuple[str, str] | None:
    """The first two rows that claim the same thing on the same day, by name; None when none do."""
    seen: dict[Hashable, list[tuple[Period, str]]] = {}
    for claim, period, name in rows:
        for other, other_name in seen.setdefault(claim, []):
            if overlap(period, other):
                return other_name, name
        seen[claim].append((period, name))
    return None
