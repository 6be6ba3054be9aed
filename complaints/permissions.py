"""Who logs complaints, who takes which step, who reads who complains, and who keeps what surrounds them."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from complaints.choices import CameTo, Handler, Power, Resolver
from complaints.models import Complaint, HandlingPower, PublicSummary
from interface import clock
from panels.choices import SERVES_COMMISSIONER
from panels.models import Appointment, Body, PoliceArea
from panels.permissions import (
    CHAIRS,
    LEADS,
    READS_RESTRICTED,
    WRITES_AGENDAS,
    areas_handling_complaints,
    bodies_sat_on,
    can_write_agendas,
    holds,
)

Reader = User | AnonymousUser


def power_in_force(body: Body, power: str, *, on: date | None = None) -> HandlingPower | None:
    """Who uses a power of a panel on a day (today unless given); None where the panel has given it to nobody.

    The Elected Local Policing Bodies (Complaints and Misconduct) Regulations 2012 (SI 2012/62), regulation 7.
    """
    held = HandlingPower.objects.on(on or clock.today()).filter(body=body, power=power)
    return held.select_related("sub_committee").order_by("-started_on", "-number").first()


def is_of_office(user: Reader, complaint: Complaint) -> bool:
    """Whether somebody handles complaints in the Commissioner's office and the complaint is not closed to it: it was made to the
    office, or the panel's first handling is the office's today."""
    return complaint.area_id in areas_handling_complaints(user) and is_open_to_office(complaint)


def is_open_to_office(complaint: Complaint) -> bool:
    """Whether the Commissioner's office may read a complaint: it is not kept from it, and was made to it, or the panel's first
    handling is the office's today."""
    if complaint.is_kept_from_office:
        return False
    if complaint.came_to == CameTo.OFFICE:
        return True
    held = HandlingPower.objects.on(clock.today())
    return held.filter(body=complaint.body_id, power=Power.RECORD, handler=Handler.OFFICE).exists()


def can_log(user: Reader, area: PoliceArea) -> bool:
    """Whether somebody logs complaints that came in: who prepares a panel's business, and complaints staff of the office."""
    return holds(user, WRITES_AGENDAS, area=area) or area.pk in areas_handling_complaints(user)


def can_read_register(user: Reader, area: PoliceArea) -> bool:
    """Whether somebody reads the internal register: the panel's members and officers, and complaints staff of the office."""
    return holds(user, READS_RESTRICTED, area=area) or area.pk in areas_handling_complaints(user)


def can_take(user: Reader, complaint: Complaint, power: str) -> bool:
    """Whether somebody takes the steps of a power in a complaint, under what the panel has delegated today.

    What the office holds, its complaints staff take; of a complaint that is closed to the office, the lead officer. What the lead
    officer holds, or the panel or a sub-committee has kept, the lead officer enters; informal resolution and what follows from it
    also the chair of the body that resolves, and who was appointed to. SI 2012/62, regulation 7 and Part 4.
    """
    held = power_in_force(complaint.body, power)
    if held and held.handler == Handler.OFFICE and is_open_to_office(complaint):
        return complaint.area_id in areas_handling_complaints(user)
    if holds(user, LEADS, body=complaint.body):
        return True
    return power in (Power.RESOLVE, Power.PUBLISH) and resolves(user, complaint)


def resolves(user: Reader, complaint: Complaint) -> bool:
    """Whether somebody resolves a complaint: appointed to, or chairing the body that does and sitting on it."""
    if not isinstance(user, User):
        return False
    if complaint.resolver == Resolver.PERSON:
        return complaint.appointed_id == user.pk
    body = complaint.resolving_body
    return body is not None and holds(user, CHAIRS, body=body) and bodies_sat_on(user).filter(pk=body.pk).exists()


def people_to_appoint(body: Body) -> QuerySet[User]:
    """Whom a panel may appoint to resolve a complaint: its own people, and nobody who serves in the Commissioner's office."""
    held = Appointment.objects.on(clock.today()).filter(area=body.area_id)
    own = held.filter(Q(body__isnull=True) | Q(body=body) | Q(body__parent=body), role__in=READS_RESTRICTED)
    offices = held.filter(role__in=SERVES_COMMISSIONER)
    people = User.objects.filter(pk__in=own.values("user"), is_active=True).exclude(pk__in=offices.values("user"))
    return people.order_by("name", "email")


def can_work_on(user: Reader, complaint: Complaint) -> bool:
    """Whether somebody keeps the facts of a complaint: allegations, people, files, letters, comments."""
    return holds(user, LEADS, body=complaint.body) or is_of_office(user, complaint)


def can_identify(user: Reader, complaint: Complaint) -> bool:
    """Whether somebody reads who complains, after signing in again (`Complaint.objects.identified_to` says of whom)."""
    return Complaint.objects.identified_to(user).filter(pk=complaint.pk).exists()


def can_write_summary(user: Reader, complaint: Complaint) -> bool:
    """Whether somebody writes what the public is told: who works on the complaint, and the panel's clerk."""
    return can_work_on(user, complaint) or can_write_agendas(user, complaint.body)


def can_approve_summary(user: Reader, summary: PublicSummary) -> bool:
    """Whether somebody may approve it: the panel's lead officer or clerk, and never who wrote it."""
    return can_write_agendas(user, summary.complaint.body) and getattr(user, "pk", None) != summary.written_by_id


def can_keep_from_office(user: Reader, complaint: Complaint) -> bool:
    """Whether somebody closes a complaint to the Commissioner's office, or opens it again."""
    return holds(user, LEADS, body=complaint.body)


def can_keep_templates(user: Reader, body: Body) -> bool:
    """Whether somebody changes the wording of a panel's letters."""
    return can_write_agendas(user, body)


def can_read_templates(user: Reader, body: Body) -> bool:
    """Whether somebody reads it: who changes it, and complaints staff of the office."""
    return can_keep_templates(user, body) or body.area_id in areas_handling_complaints(user)


def can_keep_powers(user: Reader, body: Body) -> bool:
    """Whether somebody enters to whom a panel has delegated."""
    return can_write_agendas(user, body)


def can_keep_records(user: Reader, body: Body) -> bool:
    """Whether somebody decides on holds and erasure, under the panel's record retention policy."""
    return holds(user, LEADS, body=body)


def can_import(user: Reader, area: PoliceArea) -> bool:
    """Whether somebody brings in an older register: the lead officer, and complaints staff of the office."""
    return holds(user, LEADS, area=area) or area.pk in areas_handling_complaints(user)
