"""What the Commissioner decides and the panel reviews."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DecisionsConfig(AppConfig):
    name = "decisions"
    verbose_name = _("Decisions")

    def ready(self) -> None:
        """Fill the registers of what is due, of what can be linked, and of a meeting's page."""
        import_module("decisions.due")
        import_module("decisions.links")
        import_module("decisions.papers.board_decisions")
        import_module("decisions.papers.key_decisions")
        import_module("decisions.services.at_meetings")
        import_module("decisions.services.at_scheme")
        import_module("decisions.papers.updates")
