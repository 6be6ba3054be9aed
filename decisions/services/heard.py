"""Where a case was heard, for one reader: each meeting with the item and its papers, as far as they may read the agenda."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from decisions.permissions import Reader
from decisions.rules.facts import OFF, CaseFacts
from documents.choices import Edition, PackStatus
from documents.models import Pack
from meetings.models import AgendaItem
from meetings.permissions import can_edit_agenda, can_read_private
from meetings.rules import agenda_is_read_by, seen_item


@dataclass(frozen=True)
class Heard:
    """A meeting of a case: the row that ties it, the item as the reader sees it (None where it is not theirs to read), and
    the editions of its pack that they may have."""

    row: Any
    item: Any
    packs: Sequence[Pack]
    is_off: bool


def heard_of(facts: CaseFacts, user: Reader) -> list[Heard]:
    """The meetings of a case by day, in a number of queries that does not depend on how many there are."""
    keys = [row.item_id for row in facts.meetings if row.item_id]
    items = {item.pk: item for item in AgendaItem.objects.for_page().filter(pk__in=keys)} if keys else {}
    packs = _packs(facts, user) if items else {}
    return [_heard(row, items.get(row.item_id), packs.get(row.meeting.slug, []), user) for row in facts.meetings]


def _heard(row: Any, item: Any, packs: list[Pack], user: Reader) -> Heard:
    meeting = row.meeting
    entitled = can_read_private(user, meeting)
    reads = agenda_is_read_by(meeting.agenda_publication, is_out=meeting.agenda_is_out, reads_restricted=entitled)
    seen = seen_item(item, entitled) if item is not None and (reads or can_edit_agenda(user, meeting)) else None
    return Heard(row, seen, packs, meeting.status in OFF)


def _packs(facts: CaseFacts, user: Reader) -> dict[str, list[Pack]]:
    """By the meeting's slug the packs that are out and that somebody may have, the members' edition first."""
    slugs = {row.meeting.slug for row in facts.meetings}
    seen = Pack.objects.visible_to(user).filter(area=facts.case.area_id, collection__in=slugs, status=PackStatus.PUBLISHED)
    found: dict[str, list[Pack]] = {}
    for pack in sorted(seen, key=lambda one: (one.part, one.edition != Edition.MEMBERS, -one.number)):
        found.setdefault(pack.collection, []).append(pack)
    return found
