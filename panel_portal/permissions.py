"""What a person's roles mean for pages that mix apps: which come first, which read, which oversee."""

from typing import Any

from accounts.choices import Role
from accounts.models import User
from meetings.models import PaperRequest
from panels.choices import DECIDES, HANDLES_COMPLAINTS, WRITES_AGENDAS
from panels.models import Appointment, PoliceArea
from panels.permissions import appointments_of, can_administer

# The first of these that a person holds names them in the header and says where they land
ORDER = (
    Role.CLERK, Role.LEAD_OFFICER, Role.CHAIR, Role.PANEL_MEMBER, Role.OFFICE_DECISIONS, Role.OFFICE_COMPLAINTS,
    Role.OFFICE_PERFORMANCE, Role.OFFICE_COMMISSIONING, Role.AUDITOR, Role.ADMINISTRATOR,
)  # fmt: skip
READERS = frozenset({Role.CHAIR, Role.PANEL_MEMBER})
OVERSEERS = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})
OF_THE_WHOLE_PORTAL = frozenset({Role.ADMINISTRATOR})  # held without an area


def appointments_in(user: Any, area: PoliceArea | None) -> list[Appointment]:
    """What a person holds today in an area or in the whole portal (anywhere, without an area), in the order of `ORDER`."""
    held = [one for one in appointments_of(user) if area is None or one.area_id in (None, area.pk)]
    return sorted(held, key=lambda one: ORDER.index(one.role))


def has_desk(held: list[Appointment]) -> bool:
    """Whether the roles held include one that works in the area, beyond overseeing it."""
    return any(one.role not in OVERSEERS for one in held)


def is_asked(user: Any, area: PoliceArea) -> bool:
    """Whether somebody is waited for with a report in the area, whatever their role."""
    return PaperRequest.objects.visible_to(user).filter(asked_of=user, meeting__area=area).outstanding().exists()


def only_administers(user: Any, held: list[Appointment]) -> bool:
    """Whether somebody looks after the portal and does nothing else in it."""
    return can_administer(user) and all(one.role == Role.ADMINISTRATOR for one in held)


def only_reads(held: list[Appointment]) -> bool:
    """Whether all that somebody does in the area is to read papers, as members and the chair do."""
    return {one.role for one in held} - OVERSEERS <= READERS


def leads(held: list[Appointment]) -> bool:
    """Whether somebody works here first of all as the panel's lead officer, on its powers and what comes of them."""
    return bool(held) and held[0].role == Role.LEAD_OFFICER


def reads_papers(held: list[Appointment]) -> bool:
    """Whether somebody is sent papers: a member or the chair."""
    return any(one.role in READERS for one in held)


def works_on_cases(held: list[Appointment]) -> bool:
    """Whether statutory cases are somebody's business here: who prepares and reads the panel's, and who answers for it."""
    roles = {one.role for one in held}
    return bool(roles & (WRITES_AGENDAS | READERS | DECIDES))


def works_on_complaints(held: list[Appointment]) -> bool:
    """Whether complaints are somebody's business here: who prepares and chairs the panel's business, sits on a body that resolves
    them, and who handles them in the Commissioner's office."""
    roles = {one.role for one in held}
    return bool(roles & (WRITES_AGENDAS | READERS | HANDLES_COMPLAINTS))


def handles_complaints_first(held: list[Appointment]) -> bool:
    """Whether somebody works here first of all on complaints: the lead officer, and complaints staff of the office."""
    return bool(held) and held[0].role in HANDLES_COMPLAINTS | {Role.LEAD_OFFICER}


def first_area(held: list[Appointment]) -> PoliceArea | None:
    """The area of the first appointment that names one."""
    return next((one.area for one in held if one.area), None)


def can_close_account(user: Any, person: User) -> bool:
    """Administrators close any open account but their own."""
    return can_administer(user) and person.is_active and person.pk != user.pk
