"""What whoever makes a complaint on the website is mailed. The subject holds the reference alone, the text no word of theirs."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from complaints.models import Complaint


def complaint_received(complaint: Complaint) -> tuple[str, str]:
    """Subject and text of the receipt: the reference, what happens next, and to whom to turn."""
    subject = _("%(reference)s: we have what you sent") % {"reference": complaint.reference}
    address = f"{settings.SITE_ADDRESS}/{complaint.area.slug}/"
    return subject, render_to_string("complaints/email/received.txt", {"complaint": complaint, "address": address})
