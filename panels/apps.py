"""Police areas, bodies, authorities, people, memberships, appointments to roles, and the rule book."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PanelsConfig(AppConfig):
    name = "panels"
    verbose_name = _("Panels")

    def ready(self) -> None:
        """Fill the registers of what is due and of a member's page."""
        import_module("panels.due.hosts")
        import_module("panels.services.representatives")
