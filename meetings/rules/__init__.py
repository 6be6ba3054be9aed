"""Decisions about meetings, agendas and their publication: no queries, no request, no clock."""

from meetings.rules.agenda import (
    Line,
    SeenItem,
    SeenPaper,
    moved,
    moved_by_one,
    numbers,
    paper_access,
    reading_order,
    seen_item,
    title_from_name,
)
from meetings.rules.meeting import (
    CHANGEABLE,
    OFF,
    PUBLICATION,
    TRANSITIONS,
    agenda_is_read_by,
    date_problems,
    is_over,
    may_become,
    next_meeting_text,
    publication_for,
    slug_for,
)
from meetings.rules.publication import (
    PROVISION_WITHOUT_NOTICE,
    Check,
    ItemFacts,
    PackState,
    Readiness,
    publication_checks,
    publication_problems,
)

__all__ = [
    "CHANGEABLE", "OFF", "PROVISION_WITHOUT_NOTICE", "PUBLICATION", "TRANSITIONS", "Check", "ItemFacts", "Line", "PackState",
    "Readiness",
    "SeenItem", "SeenPaper", "agenda_is_read_by", "date_problems", "is_over", "may_become", "moved", "moved_by_one",
    "next_meeting_text", "numbers", "paper_access", "publication_checks", "publication_for", "publication_problems",
    "reading_order", "seen_item", "slug_for", "title_from_name",
]  # fmt: skip
