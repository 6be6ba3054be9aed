"""Who read an award that is not for everybody."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.services import record
from commissioning.models import Award
from documents.services.readings import RESTRICTED_READ


def note_reading_of_award(award: Award, reader: User | AnonymousUser) -> None:
    """Keep in the trail that somebody signed in was given a private award; not what it says."""
    if award.is_private and isinstance(reader, User):
        record(actor=reader, action=RESTRICTED_READ, target=award, area=award.area)
