"""Plan priorities, measures and their figures, quarterly reports, inspections and other evidence of scrutiny."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PerformanceConfig(AppConfig):
    name = "performance"
    verbose_name = _("Performance")

    def ready(self) -> None:
        """Fill the registers of what is due, of what can be linked, of live papers, of the publication scheme, and of work."""
        import_module("performance.due")
        import_module("performance.links")
        import_module("performance.papers.estates")
        import_module("performance.papers.inspections")
        import_module("performance.services.at_scheme")
        import_module("performance.services.reports.live_paper")
        import_module("performance.services.standing_items")
        import_module("performance.tasks")
