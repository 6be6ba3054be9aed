"""What is found in a file, as the confined process says it and the portal reads it. Knows nothing of Django."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

BOX, WHITE, INVISIBLE, CROPPED, REDACTION = "box", "white", "invisible", "cropped", "redaction"
UNSEEN, REPAIRED, COMMENT, NO_TEXT, ODD_SIZE, PERSONAL = "unseen", "repaired", "comment", "no-text", "odd-size", "personal"
HIDDEN = (BOX, WHITE, INVISIBLE, CROPPED)
BLOCKING = (*HIDDEN, REDACTION, UNSEEN, REPAIRED)
KINDS = (*BLOCKING, COMMENT, NO_TEXT, ODD_SIZE, PERSONAL)
LONGEST_QUOTE = 2000
MOST_MARKS = 200  # of one finding
MOST_FOUND = 1000  # of one file; beyond that what was found is put together, a finding for each page and kind
RUN = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")
Mark = list[float]


@dataclass(frozen=True)
class Found:
    """One thing found: its kind, page (from 1, None for the whole file), the words, and where they stand.

    `marks` are [left, top, right, bottom] in fractions of the visible page, from its top left corner.
    """

    kind: str
    page: int | None
    quote: str
    marks: list[Mark]


def as_plain(findings: Iterable[Found]) -> list[dict[str, Any]]:
    """The findings as JSON can carry them, in the order of the pages."""
    ordered = sorted(findings, key=lambda found: (found.page or 0, KINDS.index(found.kind)))
    ordered = _put_together(ordered) if len(ordered) > MOST_FOUND else ordered
    return [vars(found) for found in ordered]


def _put_together(findings: list[Found]) -> list[Found]:
    held: dict[tuple[int | None, str], Found] = {}
    for found in findings:
        above = held.get((found.page, found.kind))
        if above is None:
            held[found.page, found.kind] = found
        else:
            quote = f"{above.quote}\n{found.quote}"[:LONGEST_QUOTE]
            held[found.page, found.kind] = Found(found.kind, found.page, quote, (above.marks + found.marks)[:MOST_MARKS])
    return list(held.values())


def read(said: Any, pages: int) -> tuple[Found, ...]:
    """The findings that a confined process tells of, as far as they make sense: it is not believed."""
    if not isinstance(said, list):
        return ()
    return tuple(found for entry in said[: 20 * MOST_FOUND] if (found := _read_one(entry, pages)) is not None)


def _read_one(entry: Any, pages: int) -> Found | None:
    if not isinstance(entry, dict) or entry.get("kind") not in KINDS:
        return None
    page, marks = entry.get("page"), entry.get("marks")
    if page is not None and (not isinstance(page, int) or not 1 <= page <= pages):
        return None
    sound = [[float(edge) for edge in mark] for mark in marks if is_mark(mark)] if isinstance(marks, list) else []
    return Found(entry["kind"], page, str(entry.get("quote", ""))[:LONGEST_QUOTE], sound[:MOST_MARKS])


def numbers(pages: Sequence[int]) -> str:
    """Page numbers, in order, with runs drawn together: 1, 4-9."""
    parts: list[str] = []
    start = before = pages[0]
    for page in [*pages[1:], 0]:
        if page == before + 1:
            before = page
            continue
        parts.append(str(start) if start == before else f"{start}-{before}")
        start = before = page
    return ", ".join(parts)[:LONGEST_QUOTE]


def pages_named(page: int | None, quote: str, pages: int) -> list[int]:
    """The pages of a file of so many that a finding is about: its own, or those that its words name as `numbers` does."""
    named = {page} if page else set()
    for start, end in RUN.findall("" if page else quote):
        named.update(range(int(start), min(int(end or start), pages) + 1))
    return sorted(number for number in named if 1 <= number <= pages)


def is_mark(mark: Any) -> bool:
    """Whether this is [left, top, right, bottom] within a page."""
    if not isinstance(mark, list | tuple) or len(mark) != 4:
        return False
    if not all(isinstance(edge, int | float) and isfinite(edge) and 0 <= edge <= 1 for edge in mark):
        return False
    return bool(mark[0] <= mark[2] and mark[1] <= mark[3])
