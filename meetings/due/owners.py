"""Who owes what a named person is to do, and how a duty names its meeting."""

from typing import Any

from interface.templatetags.dates import long_date
from meetings.choices import MeetingStatus, Publication
from meetings.models import Meeting
from panels.choices import SERVES_COMMISSIONER, WRITES_AGENDAS, DutyAccess, DutyOwner
from panels.models import Body
from panels.permissions import CHAIRS, SITS, holds

# In the order in which they are tried: who prepares the business may sit on the body as well
OWNERS = (
    (WRITES_AGENDAS, DutyOwner.CLERK),
    (CHAIRS, DutyOwner.CHAIR),
    (SITS, DutyOwner.MEMBERS),
    (SERVES_COMMISSIONER, DutyOwner.COMMISSIONER),
)


def owner_of(user: Any, body: Body) -> DutyOwner:
    """As whom a person owes something, by what they are appointed to today; the clerk where there is nobody, or no such
    appointment: somebody must look after it. Of a board of the Commissioner that is always the Commissioner's office."""
    if body.is_of_commissioner:
        return DutyOwner.COMMISSIONER
    held = (owner for roles, owner in OWNERS if user is not None and holds(user, roles, body=body))
    return next(held, DutyOwner.CLERK)


def access_over(body: Body) -> DutyAccess:
    """Who sees what is not for everybody: of a board of the Commissioner, those who decide in that office alone."""
    return DutyAccess.DECISIONS if body.is_of_commissioner else DutyAccess.STAFF


def named(meeting: Meeting) -> str:
    """“Ordinary meeting, Thursday 17 March 2022”; with its subject once a meeting open to the public is announced."""
    is_known = meeting.publication == Publication.PUBLIC and meeting.status != MeetingStatus.DRAFT
    called = meeting.called if is_known else str(meeting.get_kind_display())
    return f"{called}, {long_date(meeting.held_on)}"
