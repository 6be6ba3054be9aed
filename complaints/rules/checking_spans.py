"""Stretches of a text, and what is blanked in it before it is looked through."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

BLANK = "\ue000"  # a sign of private use, which no text that is looked through holds


class Span(NamedTuple):
    """A stretch of a text of some kind."""

    kind: str
    start: int
    end: int


def spans_of(spans: Iterable[Span], grave: Iterable[str], soft: Sequence[str]) -> list[Span]:
    """The stretches in the order of reading. All of a `grave` kind are kept, but for one inside another of its kind; of a `soft`
    kind those that overlap none that is kept, the kinds first named first, the longest first."""
    ours = list(dict.fromkeys(spans))
    kept: list[Span] = []
    for kind in grave:
        mine = sorted((one for one in ours if one.kind == kind), key=lambda one: (one.start, -one.end))
        for one in mine:
            if not any(other.start <= one.start and one.end <= other.end for other in kept if other.kind == kind):
                kept.append(one)
    rest = [one for one in ours if one.kind in soft]
    for one in sorted(rest, key=lambda span: (soft.index(span.kind), span.start - span.end)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: (one.start, one.end))


def without(text: str, known: Iterable[str]) -> str:
    """The text with blanks of the same length in place of what is known, in whatever letters it is written."""
    for one in sorted(filter(None, known), key=len, reverse=True):
        words = r"\s+".join(re.escape(part).replace("'", "’").replace("’", "['’]") for part in one.split())
        text = re.sub(rf"(?<!\w){words}(?!\w)", lambda match: BLANK * len(match.group()), text, flags=re.IGNORECASE)
    return text
