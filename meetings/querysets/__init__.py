"""Which rows of meetings, their minutes and what came of them a person may see."""

from meetings.querysets.meetings import AWAITED, AgendaItemQuerySet, MeetingQuerySet, PaperRequestQuerySet
from meetings.querysets.minutes import ActionQuerySet, EntryQuerySet, MinutesQuerySet, RecommendationQuerySet

__all__ = [
    "AWAITED", "ActionQuerySet", "AgendaItemQuerySet", "EntryQuerySet", "MeetingQuerySet", "MinutesQuerySet",
    "PaperRequestQuerySet", "RecommendationQuerySet",
]  # fmt: skip
