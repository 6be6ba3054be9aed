"""Who held the office of Commissioner or Deputy from when to when: entered, changed, ended. A complaint is about one of them."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface.templatetags.dates import long_date
from panels.models import OfficeHolder, PoliceArea
from panels.rules import overlap


def next_number(area: PoliceArea) -> int:
    """The next free number of an area's office holders."""
    return (OfficeHolder.objects.filter(area=area).aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def add_office_holder(
    *,
    area: PoliceArea,
    kind: str,
    name: str,
    started_on: date,
    ended_on: date | None = None,
    date_note: str = "",
    actor: User | None,
) -> OfficeHolder:
    """Enter who held an office from when to when.

    Refuses by field a last day before the first, and an office that another held on one of the days: there is one Commissioner
    and one Deputy at a time (Police Reform and Social Responsibility Act 2011, sections 1 and 18(1)).
    """
    _lock(area)
    made = OfficeHolder(
        area=area, number=next_number(area), kind=kind, name=name.strip(), started_on=started_on, ended_on=ended_on,
        date_note=date_note.strip(),
    )  # fmt: skip
    return _kept(made, actor, "panels.office_holder_added")


@transaction.atomic
def change_office_holder(*, holder: OfficeHolder, version: int, actor: User | None, **facts: Any) -> OfficeHolder:
    """Correct what is entered. `facts` as of `add_office_holder`. Refuses as that does, and a stale save."""
    locked = _locked(holder, version)
    for name, value in facts.items():
        setattr(locked, name, value.strip() if isinstance(value, str) else value)
    locked.bump()
    return _kept(locked, actor, "panels.office_holder_changed")


@transaction.atomic
def end_office_holder(*, holder: OfficeHolder, version: int, ended_on: date, actor: User | None) -> OfficeHolder:
    """Give somebody's time in office its last day. They stay in the list: complaints about former ones are normal. To undo that,
    change it and empty the day."""
    locked = _locked(holder, version)
    locked.ended_on = ended_on
    locked.bump()
    return _kept(locked, actor, "panels.office_holder_ended")


def _locked(holder: OfficeHolder, version: int) -> OfficeHolder:
    _lock(holder.area)
    locked = OfficeHolder.objects.select_for_update(of=("self",)).select_related("area").get(pk=holder.pk)
    locked.still_at(version)
    return locked


def _kept(holder: OfficeHolder, actor: User | None, action: str) -> OfficeHolder:
    _refuse_what_cannot_be(holder)
    holder.full_clean()
    holder.save()
    detail = {"number": holder.number, "office": str(holder.kind)}
    record(actor=actor, action=action, target=holder, area=holder.area, detail=detail)
    return holder


def _refuse_what_cannot_be(holder: OfficeHolder) -> None:
    if holder.ended_on is not None and holder.ended_on < holder.started_on:
        raise ValidationError({"ended_on": _("The last day must not be before the first")})
    period = (holder.started_on, holder.ended_on)
    others = OfficeHolder.objects.filter(area=holder.area_id, kind=holder.kind).exclude(pk=holder.pk).order_by("started_on")
    for other in others:
        if overlap(period, (other.started_on, other.ended_on)):
            until = long_date(other.ended_on) if other.ended_on else _("today")
            said = {"name": other.name, "from": long_date(other.started_on), "until": until}
            problem = _("%(name)s held this office from %(from)s to %(until)s. Change those dates first, or these")
            raise ValidationError({"started_on": problem % said}, code="held")


def _lock(area: PoliceArea) -> None:
    """One act at a time in the list of an area."""
    PoliceArea.objects.select_for_update(no_key=True).get(pk=area.pk)
