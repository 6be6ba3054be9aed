"""Which meetings, minutes, what came of them, public questions and parts of the year's programme a person may see."""

from meetings.querysets.meetings import AWAITED, AgendaItemQuerySet, MeetingQuerySet, PaperRequestQuerySet
from meetings.querysets.minutes import ActionQuerySet, EntryQuerySet, MinutesQuerySet, RecommendationQuerySet
from meetings.querysets.questions import EventQuerySet, ProgrammeEntryQuerySet, QuestionQuerySet, WorkProgrammeQuerySet

__all__ = [
    "AWAITED", "ActionQuerySet", "AgendaItemQuerySet", "EntryQuerySet", "EventQuerySet", "MeetingQuerySet", "MinutesQuerySet",
    "PaperRequestQuerySet", "ProgrammeEntryQuerySet", "QuestionQuerySet", "RecommendationQuerySet", "WorkProgrammeQuerySet",
]  # fmt: skip
