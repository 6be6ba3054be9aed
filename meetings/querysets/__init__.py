"""Which meetings, minutes, what came of them, public questions parts of the year's programme and reviews a person may see."""

from meetings.querysets.meetings import AWAITED, AgendaItemQuerySet, MeetingQuerySet, PaperRequestQuerySet, ReleaseQuerySet
from meetings.querysets.minutes import ActionQuerySet, EntryQuerySet, MinutesQuerySet, RecommendationQuerySet
from meetings.querysets.questions import EventQuerySet, ProgrammeEntryQuerySet, QuestionQuerySet, WorkProgrammeQuerySet
from meetings.querysets.reviews import CycleQuerySet, EvidenceQuerySet, ReviewQuerySet

__all__ = [
    "AWAITED",
    "ActionQuerySet",
    "AgendaItemQuerySet",
    "CycleQuerySet",
    "EntryQuerySet",
    "EventQuerySet",
    "EvidenceQuerySet",
    "MeetingQuerySet",
    "MinutesQuerySet",
    "PaperRequestQuerySet",
    "ProgrammeEntryQuerySet",
    "QuestionQuerySet",
    "RecommendationQuerySet",
    "ReleaseQuerySet",
    "ReviewQuerySet",
    "WorkProgrammeQuerySet",
]  # fmt: skip
