"""Users, sign-in, roles as choices, and the audit trail."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Listen to the second factor: its library tells of its acts by signals alone (see `adapters.py`)."""
        from allauth.mfa import signals  # these need the apps to be loaded

        from accounts import adapters

        signals.authenticator_used.connect(adapters.second_factor_used)
        signals.authenticator_added.connect(adapters.second_factor_added)
        signals.authenticator_removed.connect(adapters.second_factor_removed)
        signals.authenticator_reset.connect(adapters.second_factor_reset)
        signals.authentication_failed.connect(adapters.second_factor_failed)
