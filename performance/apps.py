"""Plan priorities, measures and their figures, quarterly reports, inspections and other evidence of scrutiny."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PerformanceConfig(AppConfig):
    name = "performance"
    verbose_name = _("Performance")
