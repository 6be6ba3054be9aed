"""What somebody is sent about an action that they answer for. What it says stays on its page: it may be private."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from meetings.models import Action


def action_is_yours(action: Action) -> tuple[str, str]:
    """Subject and text that tell somebody that an action is theirs to answer."""
    subject = _("%(body)s: action %(reference)s is yours to answer") % {
        "body": action.body.name, "reference": action.reference
    }  # fmt: skip
    address = f"{settings.SITE_ADDRESS}{action.get_absolute_url()}"
    return subject, render_to_string("meetings/email/action_is_yours.txt", {"action": action, "address": address})
