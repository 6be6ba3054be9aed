"""An agenda: how its lines are numbered and moved, and what a reader sees of each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from string import ascii_lowercase
from typing import Any

from django.utils.translation import gettext as _

from documents.choices import Access
from meetings.choices import ItemKind, ItemState, Publication, StandingContent

NUMBER_IN_NAME = re.compile(r"^(?:agenda[\s_-]*)?(?:item[\s_-]*)?(\d{1,2}(?:\.\d{1,2})?)(?!\d)[\s_.-]*")


@dataclass(frozen=True)
class Line:
    """One line of an agenda, as numbering and moving need it. `parent` is the key of the item it stands under."""

    key: int
    parent: int | None = None
    kind: str = ItemKind.ITEM
    state: str = ItemState.EXPECTED
    number: str = ""


@dataclass(frozen=True)
class SeenPaper:
    """A paper as a reader sees it. `size` is that of its own PDF, if it has one; `part` the supplement it came in, or 0."""

    slug: str
    title: str
    kind: str
    access: str
    is_withdrawn: bool
    has_file: bool
    size: int | None
    part: int = 0
    part_published_at: datetime | None = None


@dataclass(frozen=True)
class SeenItem:
    """An agenda item as a reader sees it: the only face of an item that templates and packs are given."""

    slug: str
    number: str
    is_heading: bool
    is_sub_item: bool
    title: str
    purpose: str
    lead: str
    item_type: str
    state: str
    state_words: str
    is_private: bool
    is_withheld: bool
    neutral_title: str
    paragraph: int | None
    reason: str
    needs_paper: bool
    papers: tuple[SeenPaper, ...]

    @property
    def is_withdrawn(self) -> bool:
        return self.state == ItemState.WITHDRAWN

    @property
    def lacks_paper(self) -> bool:
        return self.needs_paper and not self.papers and self.state == ItemState.EXPECTED

    @property
    def label(self) -> str:
        """How the item is called in a running head or a link."""
        return _("Item %(number)s") % {"number": self.number} if self.number else self.title


def seen_item(item: Any, entitled: bool, *, next_meeting: str = "", part: int | None = None) -> SeenItem:
    """What a reader sees of an item whose papers were fetched with it.

    Somebody not entitled reads of a private item its neutral title, the paragraph and the reason, and nothing else
    (Local Government Act 1972, s.100B(2) and Schedule 12A). `next_meeting` is the calendar's text for an open agenda.
    Its papers are those of the agenda and of the supplements that are out, or those of one `part` alone: what a supplement
    is being prepared with is on nobody's agenda.
    """
    withheld = item.is_private and not entitled
    purpose = next_meeting if next_meeting and item.content == StandingContent.NEXT_MEETING else item.purpose
    return SeenItem(
        slug=item.slug,
        number=item.number,
        is_heading=item.kind == ItemKind.HEADING,
        is_sub_item=item.parent_id is not None,
        title=item.neutral_title if withheld else item.title,
        purpose="" if withheld else purpose,
        lead="" if withheld else item.lead,
        item_type="" if withheld else item.item_type,
        state=item.state,
        state_words="" if item.state == ItemState.EXPECTED or _has_come(item, part) else item.get_state_display(),
        is_private=item.is_private,
        is_withheld=withheld,
        neutral_title=item.neutral_title,
        paragraph=item.exempt_paragraph if item.access == Access.EXEMPT else None,
        reason=item.public_interest_reason,
        needs_paper=item.needs_paper,
        papers=() if withheld else _seen_papers(item, entitled, part),
    )


def _has_come(item: Any, part: int | None) -> bool:
    """Whether the paper that was to follow has followed, in a supplement. What was printed goes on saying "to follow"."""
    came = any(link.supplement and link.supplement.is_out for link in item.item_papers.all())
    return item.state == ItemState.TO_FOLLOW and part is None and came


def _seen_papers(item: Any, entitled: bool, part: int | None) -> tuple[SeenPaper, ...]:
    links = (link for link in item.item_papers.all() if _is_of(link.supplement, part))
    return tuple(_seen_paper(link.paper, link.supplement) for link in links if entitled or link.paper.access == Access.PUBLIC)


def _is_of(supplement: Any, part: int | None) -> bool:
    if part is None:
        return supplement is None or supplement.is_out
    return (supplement.number if supplement else 0) == part


def _seen_paper(paper: Any, supplement: Any) -> SeenPaper:
    file = paper.current.pdf if paper.current else None
    return SeenPaper(
        slug=paper.slug,
        title=paper.title,
        kind=paper.kind,
        access=paper.access,
        is_withdrawn=paper.withdrawn_at is not None,
        has_file=file is not None,
        size=file.size if file else None,
        part=supplement.number if supplement else 0,
        part_published_at=supplement.published_at if supplement else None,
    )


def paper_access(publication: str, item_access: str) -> str:
    """Who may read an item's papers: those of a private item follow it, and those of a private day are for members."""
    if item_access != Access.PUBLIC:
        return item_access
    return Access.PUBLIC if publication == Publication.PUBLIC else Access.MEMBERS


def reading_order(lines: Sequence[Line]) -> list[Line]:
    """Top lines in order, each followed by those under it; a line whose parent is not there stands on its own."""
    present = {line.key for line in lines}
    ordered: list[Line] = []
    for line in lines:
        if line.parent is None or line.parent not in present:
            ordered.append(line)
            ordered += [sub for sub in lines if sub.parent == line.key]
    return ordered


def numbers(lines: Sequence[Line], *, is_out: bool, letters: bool = False) -> dict[int, str]:
    """The number of each line by its key: 1, 2, 12.1; with `letters` the sub-items are 12a and 12b. A heading takes none.

    A withdrawn item is skipped while the agenda is being prepared; once it is out, every number stays as printed.
    """
    if is_out:
        return {line.key: line.number for line in lines}
    given: dict[int, str] = {}
    under: dict[int, int] = {}
    top = 0
    for line in reading_order(lines):
        if line.kind == ItemKind.HEADING or line.state == ItemState.WITHDRAWN:
            given[line.key] = ""
        elif line.parent is None:
            top += 1
            given[line.key] = str(top)
        else:
            under[line.parent] = under.get(line.parent, 0) + 1
            given[line.key] = _under(given.get(line.parent, ""), under[line.parent], letters=letters)
    return given


def _under(parent: str, place: int, *, letters: bool) -> str:
    """The number of the sub-item at a place counted from 1: 12.1, or 12a; none under a line that has none."""
    if not parent:
        return ""
    return f"{parent}{letter(place)}" if letters else f"{parent}.{place}"


def letter(place: int) -> str:
    """The letter of a place counted from 1: a to z, then aa to az, ba and on."""
    found = ""
    while place > 0:
        place, rest = divmod(place - 1, len(ascii_lowercase))
        found = ascii_lowercase[rest] + found
    return found


def moved(lines: Sequence[Line], key: int, position: int) -> list[int]:
    """The keys after a line goes to a place counted from 1 among all lines.

    A top line takes its sub-items with it and never lands among another's; a sub-item stays under its parent.
    """
    ordered = reading_order(lines)
    line = next(line for line in ordered if line.key == key)
    siblings = [other.key for other in ordered if other.parent == line.parent]
    others = [other.key for other in ordered if other.key != key]
    rank = sum(1 for other in others[: max(position - 1, 0)] if other in siblings)
    return _with_rank(ordered, line, siblings, rank)


def moved_by_one(lines: Sequence[Line], key: int, step: int) -> list[int]:
    """The keys after a line changes places with the one above (-1) or below (+1) it of the same level."""
    ordered = reading_order(lines)
    line = next(line for line in ordered if line.key == key)
    siblings = [other.key for other in ordered if other.parent == line.parent]
    rank = min(max(siblings.index(key) + step, 0), len(siblings) - 1)
    return _with_rank(ordered, line, siblings, rank)


def _with_rank(ordered: Sequence[Line], line: Line, siblings: list[int], rank: int) -> list[int]:
    """All keys once the line has a rank among its siblings."""
    siblings = [sibling for sibling in siblings if sibling != line.key]
    siblings.insert(rank, line.key)
    rest = [other for other in ordered if other.parent != line.parent]
    by_key = {other.key: other for other in ordered}
    fresh = [by_key[sibling] for sibling in siblings]
    return [one.key for one in reading_order([*fresh, *rest] if line.parent is None else [*rest, *fresh])]


def title_from_name(filename: str) -> str:
    """A title to begin with, from the name of a file: no number, no ending, no underscores."""
    stem = filename.rsplit(".", 1)[0]
    found = NUMBER_IN_NAME.match(stem.lower())
    rest = stem[found.end() :] if found else stem
    title = " ".join(rest.replace("_", " ").replace("-", " ").split()) or stem
    return (title[:1].upper() + title[1:])[:200]
