"""Other systems: what comes in from them and what is handed out."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "exchange"
    verbose_name = _("Exchange")

    def ready(self) -> None:
        """Enter the reader of other publishers' files with the pages that take them."""
        import_module("exchange.services.grants_in")
