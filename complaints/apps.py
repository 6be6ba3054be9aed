"""Complaints about the Commissioner."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComplaintsConfig(AppConfig):
    name = "complaints"
    verbose_name = _("Complaints")

    def ready(self) -> None:
        """Fill the registers of what is due, of live papers, of the publication scheme, and of work."""
        import_module("complaints.due")
        import_module("complaints.papers")
        import_module("complaints.services.at_scheme")
        import_module("complaints.tasks")
