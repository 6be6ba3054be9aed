"""Who reports on performance: measures, figures, the quarterly report, inspections and the other evidence of scrutiny."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from panels.models import PoliceArea
from panels.permissions import areas_reporting

Reader = User | AnonymousUser


def can_report(user: Reader, area: PoliceArea) -> bool:
    """Whether somebody works on performance in the Commissioner's office of an area: reads every figure and draft, and writes."""
    return area.pk in areas_reporting(user)
