"""Meetings, their agendas, and the template an agenda starts from."""

from meetings.models.agenda import AgendaItem, AgendaUndo, AgendaVersion, ItemPaper, TemplateItem
from meetings.models.meeting import Meeting, Venue

__all__ = ["AgendaItem", "AgendaUndo", "AgendaVersion", "ItemPaper", "Meeting", "TemplateItem", "Venue"]
