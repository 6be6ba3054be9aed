"""Roles a dated appointment can give a person."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    PANEL_MEMBER = "panel-member", _("Panel member")
    CHAIR = "chair", _("Chair")
    CLERK = "clerk", _("Clerk")
    LEAD_OFFICER = "lead-officer", _("Lead officer")
    OFFICE_DECISIONS = "office-decisions", _("Commissioner’s office: decisions")
    OFFICE_COMPLAINTS = "office-complaints", _("Commissioner’s office: complaints")
    OFFICE_PERFORMANCE = "office-performance", _("Commissioner’s office: performance")
    OFFICE_COMMISSIONING = "office-commissioning", _("Commissioner’s office: commissioning")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")
