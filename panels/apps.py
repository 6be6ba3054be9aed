"""Police areas, bodies, authorities, people, memberships, appointments to roles, and the rule book."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PanelsConfig(AppConfig):
    name = "panels"
    verbose_name = _("Panels")
