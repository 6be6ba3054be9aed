"""What people are sent about what is due: titles that hold no private word, dates, provisions and links."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from panels.choices import ReminderKind
from panels.models import Obligation

Mention = tuple[str, Obligation]


def things_due(mentions: Sequence[Mention]) -> tuple[str, str]:
    """Subject and text that remind somebody of what is due, the most urgent first. The subject holds no title."""
    count = len(mentions)
    subject = ngettext("%(portal)s: %(count)d thing is due", "%(portal)s: %(count)d things are due", count)
    headings = {
        ReminderKind.MISSED: _("Missed"),
        ReminderKind.TODAY: _("Due today"),
        ReminderKind.SOON: _("Due soon"),
    }
    groups = [(words, [row for kind, row in mentions if kind == wanted]) for wanted, words in headings.items()]
    context = {"groups": [group for group in groups if group[1]], "count": count, "site": settings.SITE_ADDRESS}
    return subject % {"portal": settings.PORTAL_NAME, "count": count}, render_to_string("panels/email/due.txt", context)


def send(address: str, subject: str, text: str) -> int:
    """Send one message to one address. Gives how many left."""
    return EmailMessage(subject=subject, body=text, to=[address]).send()
