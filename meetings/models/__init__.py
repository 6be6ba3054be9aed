"""Meetings, their agendas and supplements, the reports asked for them, their minutes, and what came of them."""

from meetings.models.actions import Action, ActionUpdate, Recommendation, RecommendationResponse
from meetings.models.agenda import AgendaItem, AgendaUndo, AgendaVersion, ItemPaper, TemplateItem
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
from meetings.models.requests import AgendaApproval, PaperRequest
from meetings.models.supplements import Supplement

__all__ = [
    "Absence", "Action", "ActionUpdate", "AgendaApproval", "AgendaItem", "AgendaUndo", "AgendaVersion", "Attendance",
    "Correction", "Corrigendum", "Declaration", "EntryDraft", "EntryText", "ItemPaper", "Meeting", "MinuteEntry", "MinuteItem",
    "Minutes", "MinutesPrint", "NamedVote", "PaperRequest", "Question", "Recommendation", "RecommendationResponse",
    "Resolution", "Supplement", "TemplateItem", "Venue",
]  # fmt: skip
