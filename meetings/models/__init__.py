"""Meetings, their agendas, supplements, reports and minutes, what came of them, public questions and the year's work."""

from meetings.models.actions import Action, ActionUpdate, Recommendation, RecommendationResponse
from meetings.models.agenda import AgendaItem, AgendaUndo, AgendaVersion, ItemPaper, TemplateItem
from meetings.models.boards import Release, StandingAttendee
from meetings.models.entries import (
    Correction,
    Corrigendum,
    Declaration,
    EntryDraft,
    EntryText,
    MinuteEntry,
    NamedVote,
    Question,
    Resolution,
)
from meetings.models.meeting import Meeting, Venue
from meetings.models.minutes import Absence, Attendance, MinuteItem, Minutes, MinutesPrint
from meetings.models.programme import Event, ProgrammeEntry, ProgrammeMove, StandingReport, WorkProgramme
from meetings.models.questions import PublicQuestion, QuestionMove, QuestionSender
from meetings.models.requests import AgendaApproval, PaperRequest
from meetings.models.reviews import CycleEntry, Review, ReviewEvidence, ReviewMeeting, ReviewWitness
from meetings.models.supplements import Supplement

__all__ = [
    "Absence",
    "Action",
    "ActionUpdate",
    "AgendaApproval",
    "AgendaItem",
    "AgendaUndo",
    "AgendaVersion",
    "Attendance",
    "Correction",
    "Corrigendum",
    "CycleEntry",
    "Declaration",
    "EntryDraft",
    "EntryText",
    "Event",
    "ItemPaper",
    "Meeting",
    "MinuteEntry",
    "MinuteItem",
    "Minutes",
    "MinutesPrint",
    "NamedVote",
    "PaperRequest",
    "ProgrammeEntry",
    "ProgrammeMove",
    "PublicQuestion",
    "Question",
    "QuestionMove",
    "QuestionSender",
    "Recommendation",
    "RecommendationResponse",
    "Release",
    "Resolution",
    "Review",
    "ReviewEvidence",
    "ReviewMeeting",
    "ReviewWitness",
    "StandingAttendee",
    "StandingReport",
    "Supplement",
    "TemplateItem",
    "Venue",
    "WorkProgramme",
]  # fmt: skip
