"""Who works on grants, contracts and services for the Commissioner, and who reads what of them is exempt."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from commissioning.models import Award
from documents.choices import Access
from panels.models import PoliceArea
from panels.permissions import READS_RESTRICTED, areas_commissioning, holds

Reader = User | AnonymousUser


def can_commission(user: Reader, area: PoliceArea) -> bool:
    """Whether somebody commissions in the Commissioner's office of an area: reads every draft and commercial term, and writes."""
    return area.pk in areas_commissioning(user)


def can_read_award(user: Reader, award: Award) -> bool:
    """Whether somebody reads the title, the provider and the amount of an award that they may know of. Of an exempt one that is
    the office and, once it is published, the panel's members and officers; its commercial terms are the office's:
    `can_commission`."""
    if award.access == Access.PUBLIC or can_commission(user, award.area):
        return True
    return award.published_at is not None and holds(user, READS_RESTRICTED, area=award.area)
