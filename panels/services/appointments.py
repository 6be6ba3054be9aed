"""Giving a person a role between two dates, ending it, and seeing to it that somebody can always administer."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import services as accounts
from accounts.choices import Role
from accounts.models import User
from accounts.services import record
from interface import clock
from panels.models import Appointment, Body, Person, PoliceArea
from panels.rules import overlap

SITS_ON_A_PANEL = frozenset({Role.PANEL_MEMBER, Role.CHAIR})
LAST_ADMINISTRATOR = gettext_lazy("Nobody else could administer the portal then. Appoint another administrator first")


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

    Raises ValidationError, by field, when the account is closed, when the body or the person belongs to another area or
    the role is not one of a panel's people, when nobody approved it, or when the same role is already held there in
    that time; nothing is changed then.
    """
    user = User.objects.select_for_update().get(pk=user.pk)  # two appointments of one person wait for each other
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
def end_appointment(*, appointment: Appointment, ended_on: date, actor: User | None, version: int | None = None) -> Appointment:
    """Name the last day of an appointment; naming the same day again changes nothing.

    Raises ValidationError when it would end before it starts, when it is over or would run longer than was approved, when
    nobody could administer the portal afterwards, or when it was saved since `version` was read; nothing is changed then.
    """
    held_by_all = _lock_administrators()
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if appointment.ended_on == ended_on:
        return appointment
    if version is not None:
        appointment.still_at(version)
    if problem := _ending_problem(appointment, ended_on):
        raise ValidationError({"ended_on": problem})
    if appointment in held_by_all:
        _refuse_without_administrator(Appointment.objects.exclude(pk=appointment.pk), ended_on + timedelta(days=1))
    appointment.ended_on = ended_on
    appointment.full_clean()
    appointment.bump()
    appointment.save(update_fields=["ended_on", "version"])
    detail = {"role": appointment.role, "until": ended_on.isoformat()}
    record(actor=actor, action="panels.appointment_ended", target=appointment, area=appointment.area, detail=detail)
    return appointment


@transaction.atomic
def close_account(*, user: User, actor: User | None) -> User:
    """Close an account (`accounts.services.close_account`), unless nobody could administer the portal afterwards."""
    held_by_all = _lock_administrators()
    user = accounts.close_account(user=user, actor=actor)
    if any(held.user_id == user.pk for held in held_by_all):
        _refuse_without_administrator(Appointment.objects.all(), clock.today())
    return user


def _problems(appointment: Appointment) -> dict[str, str]:
    """What is wrong with an appointment, by field, beyond what its own fields and constraints say."""
    problems = {}
    if not appointment.user.is_active:
        problems["role"] = _("This account is closed. Nobody can be appointed to it")
    if appointment.area is None and appointment.role != Role.ADMINISTRATOR:
        problems["area"] = _("Choose the police area")
    if appointment.body and appointment.body.area_id != appointment.area_id:
        problems["body"] = _("Choose a body of the same police area")
    if problem := _person_problem(appointment):
        problems["person"] = problem
    if appointment.ended_on and appointment.ended_on < appointment.started_on:
        problems["ended_on"] = _("The end date must not be before the start date")
    same = Appointment.objects.filter(user=appointment.user, role=appointment.role, area=appointment.area, body=appointment.body)
    wanted = (appointment.started_on, appointment.ended_on)
    if any(overlap(wanted, (held.started_on, held.ended_on)) for held in same):
        problems["started_on"] = _("This person already holds that role then. End the earlier appointment first")
    return problems


def _person_problem(appointment: Appointment) -> str:
    if appointment.person is None:
        return ""
    if appointment.person.area_id != appointment.area_id:
        return _("Choose a person of the same police area")
    if appointment.role not in SITS_ON_A_PANEL:
        return _("Only a panel member or the chair is one of the panel’s people. Choose nobody")
    return ""


def _ending_problem(appointment: Appointment, ended_on: date) -> str:
    if ended_on < appointment.started_on:
        return _("The end date must not be before the start date")
    if appointment.ended_on and appointment.ended_on < clock.today():
        return _("This appointment is over. Its last day stays as it is")
    if appointment.ended_on and appointment.ended_on < ended_on:
        return _("This is later than was approved. Make a new appointment from the day after the last one")
    return ""


def _lock_administrators() -> list[Appointment]:
    """Whoever takes an administrator away waits here, so that two cannot take each other away at once."""
    return list(Appointment.objects.of_administrators().select_for_update().order_by("pk"))


def _refuse_without_administrator(appointments, day: date) -> None:
    """Refuse when none of the appointments gives an open account the care of the portal on a day, today at the earliest."""
    if not appointments.of_administrators().on(max(day, clock.today())).filter(user__is_active=True).exists():
        raise ValidationError(LAST_ADMINISTRATOR)
