"""The offices that attend a body by its terms of reference: entered, changed, ended, put in order. The agenda names them."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface.templatetags.dates import long_date
from meetings.choices import AttendanceGroup
from meetings.models import StandingAttendee
from panels.models import Body
from panels.rules import overlap


@transaction.atomic
def add_standing_attendee(
    *,
    body: Body,
    office: str,
    group: str,
    started_on: date,
    actor: User | None,
    organisation: str = "",
    ended_on: date | None = None,
) -> StandingAttendee:
    """Enter an office that attends from a day on, at the end of the list.

    Refuses by field an office that attends on one of the days already, and a last day before the first.
    """
    _lock(body)
    rows = StandingAttendee.objects.filter(body=body)
    last = rows.aggregate(number=Max("number"), position=Max("position"))
    made = StandingAttendee(
        body=body, number=(last["number"] or 0) + 1, position=(last["position"] or 0) + 1, office=office.strip(),
        organisation=organisation.strip(), group=group, started_on=started_on, ended_on=ended_on,
    )  # fmt: skip
    return _kept(made, actor, "meetings.standing_attendee_added")


@transaction.atomic
def change_standing_attendee(*, attendee: StandingAttendee, version: int, actor: User | None, **facts: Any) -> StandingAttendee:
    """Correct what is entered. `facts` as of `add_standing_attendee`. What minutes say of who came stays as it is."""
    locked = _locked(attendee, version)
    for name, value in facts.items():
        setattr(locked, name, value.strip() if isinstance(value, str) else value)
    locked.bump()
    return _kept(locked, actor, "meetings.standing_attendee_changed")


@transaction.atomic
def end_standing_attendee(*, attendee: StandingAttendee, version: int, ended_on: date, actor: User | None) -> StandingAttendee:
    """Give an office its last day. Agendas and minutes up to it go on naming it. To undo that, change it and empty the day."""
    locked = _locked(attendee, version)
    locked.ended_on = ended_on
    locked.bump()
    return _kept(locked, actor, "meetings.standing_attendee_ended")


@transaction.atomic
def move_standing_attendee(*, attendee: StandingAttendee, step: int, actor: User | None) -> StandingAttendee:
    """Let an office change places with the one above (-1) or below (+1) it. At the end of the list nothing moves."""
    _lock(attendee.body)
    held = StandingAttendee.objects.select_for_update(of=("self",)).filter(body=attendee.body)
    rows = list(held.order_by("position", "number"))
    keys = [row.pk for row in rows]
    if attendee.pk not in keys:
        raise ValidationError(_("Somebody else took this office off the list already"), code="gone")
    place = keys.index(attendee.pk)
    other = min(max(place + step, 0), len(rows) - 1)
    rows[place], rows[other] = rows[other], rows[place]
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            StandingAttendee.objects.filter(pk=row.pk).update(position=position)
    moved = StandingAttendee.objects.select_related("body__area").get(pk=attendee.pk)
    _record(moved, actor, "meetings.standing_attendee_moved")
    return moved


def _lock(body: Body) -> None:
    """One act at a time in the list of a body."""
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)


def _locked(attendee: StandingAttendee, version: int) -> StandingAttendee:
    _lock(attendee.body)
    locked = StandingAttendee.objects.select_for_update(of=("self",)).select_related("body__area").get(pk=attendee.pk)
    locked.still_at(version)
    return locked


def _kept(attendee: StandingAttendee, actor: User | None, action: str) -> StandingAttendee:
    _refuse_what_cannot_be(attendee)
    attendee.full_clean()
    attendee.save()
    _record(attendee, actor, action)
    return attendee


def _refuse_what_cannot_be(attendee: StandingAttendee) -> None:
    if attendee.ended_on is not None and attendee.ended_on < attendee.started_on:
        raise ValidationError({"ended_on": _("The last day must not be before the first")})
    if attendee.group == AttendanceGroup.MEMBERS:
        raise ValidationError({"group": _("Members are known by their seats. Choose another group")})
    same = StandingAttendee.objects.filter(body=attendee.body_id, office__iexact=attendee.office)
    for other in same.filter(organisation__iexact=attendee.organisation).exclude(pk=attendee.pk):
        if overlap((attendee.started_on, attendee.ended_on), (other.started_on, other.ended_on)):
            words = _("%(office)s attends since %(day)s already")
            raise ValidationError({"office": words % {"office": other.office, "day": long_date(other.started_on)}})


def _record(attendee: StandingAttendee, actor: User | None, action: str) -> None:
    detail = {"number": attendee.number}
    record(actor=actor, action=action, target=attendee.body, area=attendee.body.area, detail=detail)
