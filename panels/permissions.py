"""Which roles a person holds, where and on which day: the one place that other apps' permissions ask."""

from datetime import date

from django.db.models import Q

from accounts.choices import Role
from interface import clock
from panels.choices import (
    COMMISSIONS,
    DECIDES,
    HANDLES_COMPLAINTS,
    OF_COMMISSIONER,
    REPORTS_PERFORMANCE,
    SERVES_COMMISSIONER,
    WRITES_AGENDAS,
    BodyKind,
    Delegator,
    DutyAccess,
    DutyOwner,
)
from panels.models import Appointment, Body, Membership, Obligation, PoliceArea

READS_RESTRICTED = frozenset({Role.PANEL_MEMBER, Role.CHAIR, Role.CLERK, Role.LEAD_OFFICER})
CHAIRS = frozenset({Role.CHAIR})
LEADS = frozenset({Role.LEAD_OFFICER})
SITS = frozenset({Role.PANEL_MEMBER, Role.CHAIR})


def appointments_of(user, on: date | None = None) -> list[Appointment]:
    """The appointments that a person holds on a day (today unless given), read once per user object and day."""
    if not user.is_authenticated or not user.is_active:
        return []
    day = on or clock.today()
    held = user.__dict__.setdefault("_appointments", {})
    if day not in held:
        held[day] = list(Appointment.objects.for_user(user, day))
    return held[day]


def holds(user, roles: frozenset[str], *, area: PoliceArea | None = None, body: Body | None = None) -> bool:
    """Whether a person holds one of the roles today, in the area and over the body.

    A body that the Commissioner's office calls is prepared by who decides there; a role in the panel's business of the whole
    area does not reach it, only one given for that very body.
    """
    area_id = body.area_id if body else (area.pk if area else None)
    here = (one for one in appointments_of(user) if one.area_id in (None, area_id))
    return any(reaches(one, roles, body) for one in here)


def reaches(appointment: Appointment, roles: frozenset[str], body: Body | None) -> bool:
    """Whether an appointment gives one of the roles over a body of its area; without a body, anywhere in the area."""
    if body is None:
        return appointment.role in roles
    if appointment.body_id not in (None, body.pk):
        return False
    if not body.is_of_commissioner or appointment.body_id == body.pk:
        return appointment.role in roles
    return appointment.role in (roles & SERVES_COMMISSIONER) | (DECIDES if roles & WRITES_AGENDAS else frozenset())


def appointed_over(body: Body, roles: frozenset[str]) -> Q:
    """Appointments in a role over a body, as `holds` tells it: for those to whom something is sent."""
    if not body.is_of_commissioner:
        return Q(Q(body__isnull=True) | Q(body=body.pk), area=body.area_id, role__in=roles)
    preparing = Q(role__in=DECIDES, body__isnull=True) if roles & WRITES_AGENDAS else Q(pk__in=[])
    return Q(area=body.area_id) & (Q(role__in=roles, body=body.pk) | preparing)


def areas_of(user) -> set[int]:
    """The areas in which a person holds any appointment today."""
    return {appointment.area_id for appointment in appointments_of(user) if appointment.area_id}


def areas_served(user) -> set[int]:
    """The areas in which a person works in the Commissioner's office today."""
    return {one.area_id for one in appointments_of(user) if one.area_id and one.role in SERVES_COMMISSIONER}


def areas_deciding(user) -> set[int]:
    """The areas in which a person works on decisions in the Commissioner's office today."""
    return {one.area_id for one in appointments_of(user) if one.area_id and one.role in DECIDES}


def areas_handling_complaints(user) -> set[int]:
    """The areas in which a person handles complaints in the Commissioner's office today."""
    return {one.area_id for one in appointments_of(user) if one.area_id and one.role in HANDLES_COMPLAINTS}


def areas_reporting(user) -> set[int]:
    """The areas in which a person reports on performance in the Commissioner's office today."""
    return {one.area_id for one in appointments_of(user) if one.area_id and one.role in REPORTS_PERFORMANCE}


def areas_commissioning(user) -> set[int]:
    """The areas in which a person works on grants, contracts and services in the Commissioner's office today."""
    return {one.area_id for one in appointments_of(user) if one.area_id and one.role in COMMISSIONS}


def bodies_sat_on(user):
    """The bodies on which a person sits today as a member: those named in an appointment, and those of the appointment's area on
    which its person has a seat. A queryset that starts from nothing."""
    rows = [one for one in appointments_of(user) if one.role in SITS]
    if not rows:
        return Body.objects.none()
    found = Q(pk__in={one.body_id for one in rows if one.body_id})
    for area, person in sorted({(one.area_id, one.person_id) for one in rows if one.area_id and one.person_id}):
        seats = Membership.objects.on(clock.today()).filter(person=person, body__area=area)
        found |= Q(pk__in=seats.values("body"))
    return Body.objects.filter(found)


def bodies_open_to(user, roles: frozenset[str] = READS_RESTRICTED):
    """The bodies over which a person holds one of the roles today, as `holds` tells it: a queryset that starts from nothing."""
    rows = [one for one in appointments_of(user) if one.area_id]
    bodies = {one.body_id for one in rows if one.body_id and one.role in roles}
    areas = {one.area_id for one in rows if not one.body_id and one.role in roles}
    offices = {one.area_id for one in rows if not one.body_id and one.role in DECIDES} if roles & WRITES_AGENDAS else set()
    if not bodies and not areas and not offices:
        return Body.objects.none()
    found = Q(pk__in=bodies) | (Q(area__in=areas) & ~Q(kind__in=OF_COMMISSIONER))
    return Body.objects.filter(found | Q(area__in=offices, kind__in=OF_COMMISSIONER))


def can_read_restricted(user, body: Body) -> bool:
    """Panel members, the chair, clerks and the lead officer read what is exempt; nobody else does by default."""
    return holds(user, READS_RESTRICTED, body=body)


def can_write_agendas(user, body: Body) -> bool:
    """Clerks and the lead officer prepare a body's meetings, agendas and papers."""
    return holds(user, WRITES_AGENDAS, body=body)


def can_administer(user) -> bool:
    """Administrators look after areas, people, roles and jobs; the role opens no paper."""
    return holds(user, frozenset({Role.ADMINISTRATOR}))


def can_audit(user, area: PoliceArea) -> bool:
    """Administrators, and auditors of the whole area, read its audit trail. It tells of every body, so one body's does not."""
    return any(
        appointment.area_id in (None, area.pk)
        and (appointment.role == Role.ADMINISTRATOR or (appointment.role == Role.AUDITOR and appointment.body_id is None))
        for appointment in appointments_of(user)
    )


def can_keep_interests(user, body: Body) -> bool:
    """Clerks and the lead officer keep the register of interests for the monitoring officer, and read what is sensitive in it."""
    return can_write_agendas(user, body)


def can_keep_rules(user, body: Body) -> bool:
    """Clerks and the lead officer write down the rules that a body has made for itself."""
    return can_write_agendas(user, body)


def can_see_due(user, area: PoliceArea) -> bool:
    """Whether somebody works with what is due in an area: those who prepare its business, and the Commissioner's office."""
    return holds(user, WRITES_AGENDAS | SERVES_COMMISSIONER, area=area)


def can_settle(user, obligation: Obligation) -> bool:
    """Whether somebody records that something due was done, or does not apply: those who prepare the body's business, and
    for what the Commissioner's office owes, that office."""
    if obligation.body is not None and can_write_agendas(user, obligation.body):
        return True
    known_to = {
        DutyAccess.DECISIONS: areas_deciding, DutyAccess.COMPLAINTS: areas_handling_complaints,
        DutyAccess.PERFORMANCE: areas_reporting, DutyAccess.COMMISSIONING: areas_commissioning,
    }  # fmt: skip
    areas = known_to.get(DutyAccess(obligation.access), areas_served)(user)
    return obligation.owner == DutyOwner.COMMISSIONER and obligation.area_id in areas


def can_keep_office_holders(user, area: PoliceArea) -> bool:
    """Clerks, the lead officer and the Commissioner's office enter who held which office from when to when."""
    return holds(user, WRITES_AGENDAS | DECIDES, area=area)


def can_keep_arrangements(user, body: Body) -> bool:
    """Clerks and the lead officer keep who hosts the panel, what the authorities give, consents, and who represents it."""
    return can_write_agendas(user, body)


def kinds_of_body_to_add(user, area: PoliceArea) -> frozenset[str]:
    """The kinds of body that somebody may enter in an area: the panel's own for who prepares its business, and those that the
    Commissioner calls for who decides in that office."""
    own = frozenset(BodyKind) - OF_COMMISSIONER if holds(user, WRITES_AGENDAS, area=area) else frozenset()
    return own | (OF_COMMISSIONER if holds(user, DECIDES, area=area) else frozenset())


def can_keep_body(user, body: Body) -> bool:
    """Whether somebody keeps what the directory says of a body, and which offices attend it: those who prepare its business."""
    return can_write_agendas(user, body)


def can_keep_elections(user, area: PoliceArea) -> bool:
    """Clerks and the lead officer of the area enter its polls, which move the time for hearings."""
    return holds(user, WRITES_AGENDAS, area=area)


def can_keep_delegations(user, area: PoliceArea, delegator: str) -> bool:
    """Clerks and the lead officer keep the register of delegated powers; the Commissioner's office its own."""
    if holds(user, WRITES_AGENDAS, area=area):
        return True
    return delegator == Delegator.COMMISSIONER and holds(user, DECIDES, area=area)
