"""A person who has just confirmed that it is they, without the pages that ask for it."""

import time

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client

USER_KEY = "account_authentication_methods_user"


def confirmed(user, *, ago: float = 0) -> Client:
    """A client signed in as somebody who confirmed so many seconds ago."""
    client = Client()
    client.force_login(user)
    confirm(client, user, ago=ago)
    return client


def confirm(client: Client, user, *, ago: float = 0) -> str:
    """Note in a session that its person confirmed who they are; gives its key. Less than no seconds ago, it lasts for longer."""
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time() - ago, "reauthenticated": True}]
    session[USER_KEY] = str(user.pk)
    session.save()
    return str(session.session_key)
