"""The whole portal: settings, addresses, and the pages that mix apps."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PanelPortalConfig(AppConfig):
    name = "panel_portal"
    verbose_name = _("Panel Portal")
