"""Meetings, their agendas and supplements, the reports asked for them, and the template an agenda starts from."""

from meetings.models.agenda import AgendaItem, AgendaUndo, AgendaVersion, ItemPaper, TemplateItem
from meetings.models.meeting import Meeting, Venue
from meetings.models.requests import AgendaApproval, PaperRequest
from meetings.models.supplements import Supplement

__all__ = [
    "AgendaApproval", "AgendaItem", "AgendaUndo", "AgendaVersion", "ItemPaper", "Meeting", "PaperRequest", "Supplement",
    "TemplateItem", "Venue",
]  # fmt: skip
