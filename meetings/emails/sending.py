"""How a mail leaves."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, get_connection


def send(addresses: Sequence[str], subject: str, text: str) -> int:
    """Send one message to each address, so that nobody reads the others' addresses. Gives how many left."""
    messages = [EmailMessage(subject=subject, body=text, to=[address]) for address in addresses]
    return get_connection().send_messages(messages) or 0
