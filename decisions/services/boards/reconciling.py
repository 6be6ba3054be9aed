"""A board's agenda, minutes and register laid side by side, from what stands there today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from decisions import permissions
from decisions.models import BoardCorrection, BoardDecision, Decision
from decisions.rules.mentions import BEGINS, NUMBER
from decisions.rules.reconciliation import Correction, Mention, RegisterLine, Row, agreed, read_mentions, reconcile
from decisions.services.boards.agenda import item_of_decisions
from documents.services.files import FileLost
from documents.services.texts import pack_texts
from interface import clock
from meetings.choices import EntryKind, ItemKind, ItemOutcome, ItemState
from meetings.models import AgendaItem, Meeting, Minutes
from meetings.permissions import Reader, can_read_private
from meetings.services.minutes.naming import item_name
from meetings.services.minutes.reading import ReadEntry, ReadItem, read_minutes
from meetings.services.reader import packs_offered, widest

PIECE = "agenda"  # the kind of the piece of a pack that is the agenda itself


@dataclass(frozen=True)
class Place:
    """Where a board's paper names a decision: the words for it, its anchor on the page of the minutes, the page of the pack (0
    where none is known), and the row of the minutes that says it."""

    words: str
    anchor: str = ""
    page: int = 0
    entry: Any = None
    item: Any = None


@dataclass(frozen=True)
class Laid:
    """The three sides of a board's decisions, row by row; `has_agenda` and `has_minutes` say which of them is there."""

    rows: tuple[Row, ...]
    has_agenda: bool
    has_minutes: bool
    agree: int
    count: int

    def row(self, key: str) -> Row | None:
        return next((row for row in self.rows if row.key == key), None)


def lay_side_by_side(meeting: Meeting, user: Reader) -> Laid:
    """How agenda, minutes and register of a board agree, as far as a reader may read each.

    `meeting` comes with area, body and minutes. The number of questions to the database does not depend on how many decisions
    there are.
    """
    agenda, minutes = agenda_side(meeting, user), minutes_side(meeting, user)
    corrections = standing_corrections(meeting)
    lines = register_side(meeting, user, [*(agenda or ()), *(minutes or ())], corrections)
    rows = reconcile(agenda, minutes, lines, [_correction(one) for one in corrections])
    return Laid(tuple(rows), agenda is not None, minutes is not None, *agreed(rows))


def standing_corrections(meeting: Meeting) -> list[BoardCorrection]:
    """What was put right of a meeting's papers, by number, without what was undone."""
    rows = BoardCorrection.objects.filter(meeting=meeting, undone_at__isnull=True)
    return list(rows.select_related("decision__area", "minutes_correction", "corrigendum", "made_by").order_by("number"))


def _correction(one: BoardCorrection) -> Correction:
    return Correction(one.side, one.printed, one.printed_title, one.decision.reference, key=one.pk)


# The agenda ----------------------------------------------------------------------------------------------------------


def agenda_side(meeting: Meeting, user: Reader) -> list[Mention] | None:
    """The decisions that an agenda names; None while there is none: it is out, or the meeting is over and it has lines.

    Nothing of an agenda that is out changes, so its lines are what was printed.
    """
    items = list(meeting.agenda_items.in_order().exclude(state=ItemState.WITHDRAWN).exclude(kind=ItemKind.HEADING))
    if not items or (not meeting.agenda_is_out and meeting.held_on > clock.today()):
        return None
    private = can_read_private(user, meeting)
    taken = item_of_decisions(meeting)
    of_decisions = {taken.pk} if taken else set()
    pages = _pages_of(meeting, user)
    return [one for item in items for one in _on_agenda(item, of_decisions, private=private, pages=pages)]


def _on_agenda(item: AgendaItem, of_decisions: set[int], *, private: bool, pages: Sequence[tuple[int, str]]) -> list[Mention]:
    is_seen = private or not item.is_private
    title = item.title if is_seen else item.neutral_title
    is_theirs = item.pk in of_decisions or item.parent_id in of_decisions
    if not is_theirs and not is_named(title):
        return []
    text = f"{title}\n\n{item.purpose}" if is_theirs and is_seen else title
    words = _("Item %(number)s") % {"number": item.number} if item.number else _("A line without a number")
    return [_placed(one, Place(words, page=_page(one, pages))) for one in read_mentions(text)]


def is_named(title: str) -> bool:
    """Whether a title begins with the number of a decision."""
    hit = NUMBER.search(title)
    return hit is not None and BEGINS.match(title[: hit.start()]) is not None


def _pages_of(meeting: Meeting, user: Reader) -> list[tuple[int, str]]:
    """The pages of the agenda in the pack that a reader may have, each with its words; none where it is not known."""
    found = []
    for pack in widest(packs_offered(meeting, user)):
        pieces = [piece for piece in pack.manifest.get("pieces", []) if piece["kind"] == PIECE]
        try:
            texts = pack_texts(pack) if pieces else []
        except FileLost:
            continue
        for piece in pieces:
            first = piece["first"] - pack.manifest["first"]
            sheets = texts[first : first + piece["pages"]]
            found += [(piece["first"] + at, words) for at, words in enumerate(sheets)]
    return found


def _page(mention: Mention, pages: Sequence[tuple[int, str]]) -> int:
    return next((number for number, words in pages if mention.literal and mention.literal in words), 0)


# The minutes ---------------------------------------------------------------------------------------------------------


def minutes_side(meeting: Meeting, user: Reader) -> list[Mention] | None:
    """The decisions that the minutes tell of; None while nothing is written of them.

    Headings that were copied from the agenda say nothing of their own, unless something is written under them that names no
    number, or nobody wrote of any decision and the item was taken.
    """
    minutes = Minutes.objects.visible_to(user).for_page().filter(meeting=meeting).first()
    if minutes is None:
        return None
    minutes.meeting = meeting
    items = _items_of_decisions(meeting, read_minutes(minutes, private=can_read_private(user, meeting)).items)
    written = [one for item in items for one in _in_entries(item)]
    found = [one for item in items for one in (_in_entries(item) or _in_heading(item, relied_on=not written))]
    if not found and not minutes.is_out and not any(item.entries for item in items):
        return None
    return found


def _items_of_decisions(meeting: Meeting, items: Iterable[ReadItem]) -> list[ReadItem]:
    """The items of the minutes that are about decisions: that of the agenda, its lines, those named by a number, and those where
    somebody recorded what the board did."""
    taken = item_of_decisions(meeting)
    recorded = set(
        BoardDecision.objects.standing()
        .filter(meeting=meeting, minute_item__isnull=False)
        .values_list("minute_item", flat=True)
    )  # fmt: skip
    begins = _("Decisions").casefold()

    def is_theirs(read: ReadItem) -> bool:
        line = read.item.agenda_item
        if taken is not None and line is not None and taken.pk in (line.pk, line.parent_id):
            return True
        return read.item.pk in recorded or is_named(read.title) or (line is None and read.title.casefold().startswith(begins))

    return [item for item in items if item.item.outcome != ItemOutcome.WITHDRAWN and is_theirs(item)]


def _in_entries(item: ReadItem) -> list[Mention]:
    return [one for entry in item.entries for one in _in_entry(entry, item)]


def _in_entry(entry: ReadEntry, item: ReadItem) -> list[Mention]:
    place = Place(item_name(item), anchor=entry.anchor, entry=entry.entry, item=item.item)
    text = entry.entry.text
    if entry.kind == EntryKind.QUESTION and hasattr(entry.entry, "question"):
        text = f"{text}\n\n{entry.entry.question.answer}"
    return read_mentions(text, place=place)


def _in_heading(item: ReadItem, *, relied_on: bool) -> list[Mention]:
    """What the heading of an item says, where nothing under it names a decision."""
    is_copied = item.item.agenda_item_id is not None
    is_taken = relied_on and item.item.outcome == ItemOutcome.TAKEN
    if not is_named(item.title) or (is_copied and not item.entries and not is_taken):
        return []
    return read_mentions(item.title, place=Place(item_name(item), anchor=item.anchor, item=item.item))


def _placed(mention: Mention, place: Place) -> Mention:
    return Mention(mention.printed, mention.title, mention.quote, mention.literal, place)


# The register --------------------------------------------------------------------------------------------------------


def register_side(
    meeting: Meeting, user: Reader, mentions: Iterable[Mention], corrections: Iterable[BoardCorrection]
) -> list[RegisterLine]:
    """The decisions that may be meant: those that the register has on this board, those that were said to be, and all others of
    the years that the papers name, to be found by their very number or title."""
    expected = set(BoardDecision.objects.standing().filter(meeting=meeting).values_list("decision", flat=True))
    years = {int(one.printed.partition("/")[0]) for one in mentions} | {meeting.held_on.year}
    rows = Decision.objects.filter(area=meeting.area_id)
    near = rows.filter(year__in=years) | rows.filter(pk__in=expected | {one.decision_id for one in corrections})
    found = list(near.only("pk", "year", "number", "title", "neutral_title", "access").order_by("year", "number"))
    titles = _titles(meeting, user, found)
    return [RegisterLine(one.reference, titles.get(one.pk, ""), one.pk in expected, key=one.pk) for one in found]


def _titles(meeting: Meeting, user: Reader, decisions: Iterable[Decision]) -> dict[int, str]:
    """The titles of decisions: all of them for the office; for who keeps this board alone the public one of those that they may
    know of, and the number of any other."""
    if permissions.can_work_on_decisions(user, meeting.area):
        return {one.pk: one.title for one in decisions}
    seen = set(Decision.objects.visible_to(user).filter(area=meeting.area_id).values_list("pk", flat=True))
    return {one.pk: one.public_title for one in decisions if one.pk in seen}
