"""Giving a person a role between two dates, and ending it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from panels.models import Appointment, Body, Person, PoliceArea
from panels.rules import overlap


@transaction.atomic
def appoint(
    *,
    user: User,
    role: str,
    area: PoliceArea | None = None,
    body: Body | None = None,
    person: Person | None = None,
    started_on: date,
    ended_on: date | None = None,
    approved_by: str,
    actor: User | None,
) -> Appointment:
    """Give a person a role in an area or one body of it, from one day to another, as approved by somebody named.

    Raises ValidationError when the body or the person belongs to another area, when nobody approved it, or when the
    same role is already held there in that time; nothing is changed then.
    """
    User.objects.select_for_update().get(pk=user.pk)  # two appointments of one person wait for each other
    appointment = Appointment(
        user=user, role=role, area=area, body=body, person=person,
        started_on=started_on, ended_on=ended_on, approved_by=approved_by.strip(),
    )  # fmt: skip
    if problems := _problems(appointment):
        raise ValidationError(problems)
    appointment.full_clean()
    appointment.save()
    detail = {
        "role": appointment.role,
        "body": body.slug if body else "",
        "from": started_on.isoformat(),
        "until": ended_on.isoformat() if ended_on else "",
    }
    record(actor=actor, action="panels.appointed", target=appointment, area=area, detail=detail)
    return appointment


@transaction.atomic
def end_appointment(*, appointment: Appointment, ended_on: date, actor: User | None) -> Appointment:
    """Name the last day of an appointment. Raises ValidationError when it would end before it starts."""
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    appointment.ended_on = ended_on
    appointment.full_clean()
    appointment.bump()
    appointment.save(update_fields=["ended_on", "version"])
    detail = {"role": appointment.role, "until": ended_on.isoformat()}
    record(actor=actor, action="panels.appointment_ended", target=appointment, area=appointment.area, detail=detail)
    return appointment


def _problems(appointment: Appointment) -> list[str]:
    """What is wrong with an appointment that no constraint can see."""
    problems = []
    if appointment.body and appointment.body.area_id != appointment.area_id:
        problems.append(_("Choose a body of the same police area"))
    if appointment.person and appointment.person.area_id != appointment.area_id:
        problems.append(_("Choose a person of the same police area"))
    same = Appointment.objects.filter(user=appointment.user, role=appointment.role, area=appointment.area, body=appointment.body)
    wanted = (appointment.started_on, appointment.ended_on)
    if any(overlap(wanted, (held.started_on, held.ended_on)) for held in same):
        problems.append(_("This person already holds that role then. End the earlier appointment first"))
    return problems
