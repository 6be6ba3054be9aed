"""How sign-in differs from the library's: nobody signs themselves up."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by an administrator, with a dated appointment; there is no public sign-up."""

    def is_open_for_signup(self, request) -> bool:
        return False
