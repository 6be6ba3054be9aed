"""Needs, services, grants, contracts and results."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommissioningConfig(AppConfig):
    name = "commissioning"
    verbose_name = _("Commissioning")

    def ready(self) -> None:
        """Fill the registers of what is due, of what can be linked, of live papers, of the publication scheme, and of work."""
        import_module("commissioning.due")
        import_module("commissioning.links")
        import_module("commissioning.services.at_scheme")
        import_module("commissioning.services.live_papers")
        import_module("commissioning.tasks")
