"""The pack as somebody reads it: which packs are theirs, what stands on a page, and where words are found."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Min
from django.utils.translation import gettext as _

from documents.choices import Edition, ExemptParagraph, PackStatus
from documents.models import Pack, Paper
from documents.services.texts import pack_texts
from meetings.choices import Publication
from meetings.models import AgendaItem, Meeting
from meetings.permissions import Reader
from meetings.rules import SeenItem, seen_item

AROUND = 70  # letters of a page that are shown on each side of a word that was found
MOST_HITS = 50
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Place:
    """A page of a pack: the piece it belongs to, its sheet in the print file, and its place in the piece, from 1."""

    pack: Pack
    piece: dict[str, Any]
    number: int

    @property
    def sheet(self) -> int:
        return self.number - int(self.pack.manifest["first"])

    @property
    def page(self) -> int:
        return self.number - int(self.piece["first"]) + 1

    @property
    def is_filler(self) -> bool:
        """A blank back of a sheet, which belongs to the piece before it."""
        return self.page > int(self.piece["pages"])

    @property
    def is_private(self) -> bool:
        return bool(self.piece["exempt"])


@dataclass(frozen=True)
class Withheld:
    """Pages that the reader may not have, with what the law lets them know of these."""

    first: int
    last: int
    item: SeenItem
    paragraph_words: str


@dataclass(frozen=True)
class Entry:
    """A line of the contents."""

    title: str
    label: str
    first: int
    last: int
    is_private: bool
    is_withheld: bool = False
    is_withdrawn: bool = False

    def holds(self, number: int) -> bool:
        return self.first <= number <= self.last


@dataclass(frozen=True)
class Hit:
    """A page that holds the words, with a little of what stands around them, in three pieces: before, words, after."""

    place: Place
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Found:
    """What a search in the pack came to; `count` is of all pages, also of those beyond the first hits."""

    words: str
    count: int = 0
    hits: list[Hit] = field(default_factory=list)


@dataclass(frozen=True)
class Reading:
    """A meeting's pack and supplements as one reader has them, in the order of their pages."""

    packs: list[Pack]
    contents: list[Entry]
    withheld: list[Withheld]
    withdrawn: frozenset[str]  # papers, by the key of their piece, of which nothing may be shown any more

    @property
    def last(self) -> int:
        """The last page that the reader may have."""
        return max((pack.manifest["last"] for pack in self.packs), default=0)

    @property
    def end(self) -> int:
        """The last page that there is, be it the reader's or not."""
        return max([self.last, *(entry.last for entry in self.withheld)])

    def at(self, number: int) -> Place | None:
        return locate(self.packs, number)

    def withheld_at(self, number: int) -> Withheld | None:
        return next((one for one in self.withheld if one.first <= number <= one.last), None)


def locate(packs: Iterable[Pack], number: int) -> Place | None:
    """Where a printed page number stands in the first of these packs that has it."""
    for pack in packs:
        for piece in pack.manifest["pieces"]:
            if piece["first"] <= number <= piece["last"]:
                return Place(pack, piece, number)
    return None


def packs_offered(meeting: Meeting, user: Reader) -> list[Pack]:
    """Every edition of the pack and of its supplements that somebody may have: part by part, the members' first.

    Previews only of what is not out: a pack that is made again shows once it is on offer.
    """
    seen = Pack.objects.visible_to(user).filter(area=meeting.area_id, collection=meeting.slug)
    rows = seen.exclude(status=PackStatus.SUPERSEDED).select_related("file", "screen", "area", "body")
    newest: dict[tuple[int, bool], Pack] = {}
    for pack in sorted(rows, key=lambda one: (one.status != PackStatus.PUBLISHED, -one.number)):
        if pack.status == PackStatus.PUBLISHED or pack.part or not meeting.agenda_is_out:
            newest.setdefault((pack.part, pack.edition != Edition.MEMBERS), pack)
    return [newest[key] for key in sorted(newest)]


def widest(packs: Iterable[Pack]) -> list[Pack]:
    """Of each part the first of these packs: of all that somebody may have, the one that holds most."""
    found: dict[int, Pack] = {}
    for pack in packs:
        found.setdefault(pack.part, pack)
    return list(found.values())


def ranges_of(packs: Iterable[Pack]) -> dict[str, list[int]]:
    """First and last page of each paper in these packs, by its key."""
    found: dict[str, list[int]] = {}
    for pack in packs:
        for key, pages in pack.manifest.get("ranges", {}).items():
            found.setdefault(key, pages)
    return found


def reading(meeting: Meeting, user: Reader) -> Reading:
    """The pack as somebody reads it. The number of questions to the database does not depend on what it holds."""
    packs = widest(packs_offered(meeting, user))
    items = _items_by_paper(meeting)
    has_members = any(pack.edition == Edition.MEMBERS for pack in packs)
    withheld = _withheld(meeting, items) if packs and not has_members else []
    withdrawn = frozenset(slug for slug, item in items.items() if _paper(item, slug).withdrawn_at)
    own = [_entry(pack, piece, items, withdrawn) for pack in packs for piece in pack.manifest["pieces"]]
    others = [Entry(one.item.title, one.item.label, one.first, one.last, True, is_withheld=True) for one in withheld]
    return Reading(packs, sorted([*own, *others], key=lambda entry: entry.first), withheld, withdrawn)


def withheld_ranges(meeting: Meeting, packs: Iterable[Pack] | None = None) -> dict[str, list[tuple[int, int]]]:
    """By the slug of a private item: the pages that the public does not get, of members' packs on offer or of these."""
    items = _items_by_paper(meeting)
    found: dict[str, list[tuple[int, int]]] = {}
    for one in _withheld(meeting, items) if packs is None else _withheld_in(packs, items):
        found.setdefault(one.item.slug, []).append((one.first, one.last))
    return found


def withdrawn_papers(meeting: Meeting) -> frozenset[str]:
    """Papers that were taken down, by the key of their piece in a pack."""
    papers = Paper.objects.filter(area=meeting.area_id, collection=meeting.slug, withdrawn_at__isnull=False)
    return frozenset(papers.values_list("slug", flat=True))


def first_published(meeting: Meeting) -> dict[tuple[int, str], datetime]:
    """By part and edition: when it first went out. A pack that is made again after a withdrawal has a later day of its own."""
    out = Pack.objects.filter(area=meeting.area_id, collection=meeting.slug, published_at__isnull=False).order_by()
    rows = out.values_list("part", "edition").annotate(first=Min("published_at"))
    return {(part, edition): first for part, edition, first in rows}


def find(reading: Reading, words: str) -> Found:
    """The pages that hold the words: those in one run if there are any, else all of them in any order.

    Searches what the reader may have, and nothing else.
    """
    words = " ".join(words.split())[:LONGEST_SEARCH]
    if not words:
        return Found("")
    pages = [
        (Place(pack, piece, number), " ".join(texts[sheet].split()))
        for pack in reading.packs
        for texts in [pack_texts(pack)]
        for piece in pack.manifest["pieces"]
        if piece["key"] not in reading.withdrawn
        for number in range(piece["first"], piece["last"] + 1)
        if (sheet := number - pack.manifest["first"]) < len(texts) and number < piece["first"] + piece["pages"]
    ]
    together = _holding(pages, [words])
    hits = together or _holding(pages, words.split())
    return Found(words, len(hits), hits[:MOST_HITS])


def _holding(pages: list[tuple[Place, str]], wanted: list[str]) -> list[Hit]:
    patterns = [re.compile(re.escape(one), re.IGNORECASE) for one in wanted]
    found = []
    for place, text in pages:
        first = patterns[0].search(text)
        if first and all(pattern.search(text) for pattern in patterns[1:]):
            found.append(_hit(place, text, first.start(), first.end()))
    return found


def _hit(place: Place, text: str, start: int, end: int) -> Hit:
    left, right = max(start - AROUND, 0), end + AROUND
    before, after = text[left:start], text[end:right]
    if left:
        before = "…" + before.partition(" ")[2]
    if right < len(text):
        after = after.rpartition(" ")[0] + "…"
    return Hit(place, before, text[start:end], after)


def _items_by_paper(meeting: Meeting) -> dict[str, AgendaItem]:
    items = meeting.agenda_items.for_page()
    return {link.paper.slug: item for item in items for link in item.item_papers.all()}


def _paper(item: AgendaItem, slug: str) -> Paper:
    return next(link.paper for link in item.item_papers.all() if link.paper.slug == slug)


def _entry(pack: Pack, piece: dict[str, Any], items: dict[str, AgendaItem], withdrawn: frozenset[str]) -> Entry:
    """A piece under its item; a sheet of a supplement, such as its front sheet, under the supplement."""
    item = items.get(piece["key"])
    label = seen_item(item, False).label if item and item.number else ""
    if not item and pack.part:
        label = _("Supplement %(number)d") % {"number": pack.part}
    is_withdrawn = piece["key"] in withdrawn
    return Entry(piece["title"], label, piece["first"], piece["last"], bool(piece["exempt"]), is_withdrawn=is_withdrawn)


def _withheld(meeting: Meeting, items: dict[str, AgendaItem]) -> list[Withheld]:
    """The pages that only the members' edition has. Of these the public reads number, neutral title, paragraph and
    reason, as on the agenda (Local Government Act 1972, s.100B(2)), and which pages they are."""
    if meeting.publication != Publication.PUBLIC or not meeting.agenda_is_out:
        return []
    on_offer = Pack.objects.filter(
        area=meeting.area_id, collection=meeting.slug, edition=Edition.MEMBERS, status=PackStatus.PUBLISHED
    )
    return _withheld_in(on_offer.order_by("part"), items)


def _withheld_in(packs: Iterable[Pack], items: dict[str, AgendaItem]) -> list[Withheld]:
    found = []
    for pack in packs:
        for piece in pack.manifest["pieces"]:
            item = items.get(piece["key"])
            if piece["exempt"] and item is not None and item.is_private:
                face = seen_item(item, False)
                words = str(ExemptParagraph(face.paragraph).label) if face.paragraph else ""
                found.append(Withheld(piece["first"], piece["last"], face, words))
    return found
