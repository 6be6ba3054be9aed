"""Meetings, agendas, and the packs they ask for."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        """Fill the registers of what is due, of live papers, of links, of pages of members and bodies, and of work."""
        import_module("meetings.due")
        import_module("meetings.links")
        import_module("meetings.papers")
        import_module("meetings.services.at_bodies")
        import_module("meetings.services.attendance.member")
        import_module("meetings.services.minutes.live_paper")
        import_module("meetings.services.reviews.at_meetings")
        import_module("meetings.tasks")
