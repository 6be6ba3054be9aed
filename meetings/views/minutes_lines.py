"""Items and entries of the minutes, ready for their rows on the page: each with its own acts and what came of it."""

from dataclasses import dataclass
from typing import Any

from meetings.choices import EntryKind
from meetings.services.chain import Outcome, links_of
from meetings.services.minutes.reading import MinutesText, ReadEntry, ReadItem

COPIED = (EntryKind.RESOLUTION, EntryKind.ACTION, EntryKind.RECOMMENDATION)


@dataclass(frozen=True)
class EntryLine:
    """An entry with what came of it. `has_link`: its address is offered to be copied."""

    read: ReadEntry
    outcome: Outcome | None
    has_link: bool


@dataclass(frozen=True)
class ItemLine:
    """An item with its entries."""

    read: ReadItem
    entries: tuple[EntryLine, ...]


def item_lines(text: MinutesText, user: Any) -> list[ItemLine]:
    """Every item in order; what came of all entries is asked for at once."""
    came = links_of("minute", [entry.entry.pk for item in text.items for entry in item.entries], user)
    return [
        ItemLine(item, tuple(EntryLine(entry, came.get(entry.entry.pk), entry.kind in COPIED) for entry in item.entries))
        for item in text.items
    ]
