"""To whom a panel has delegated its powers over complaints, between dates: entered, changed and ended.

The Elected Local Policing Bodies (Complaints and Misconduct) Regulations 2012 (SI 2012/62), regulation 7.
"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from complaints.choices import Handler, Power
from complaints.models import HandlingPower
from interface import clock
from interface.templatetags.dates import long_date
from panels import rulebook
from panels.models import Body
from panels.rules import overlap
from panels.services.due import refresh_duties


@transaction.atomic
def add_power(
    *,
    body: Body,
    power: str,
    handler: str,
    to_title: str,
    decided_by: str,
    started_on: date,
    ended_on: date | None = None,
    sub_committee: Body | None = None,
    aliases: str = "",
    actor: User | None,
) -> HandlingPower:
    """Enter who uses a power from a day on; who may take its steps changes with that day.

    Refuses by field: informal resolution for the Commissioner's office, naming the regulation (`handler`); a power that somebody
    else holds on one of the days (`started_on`); a sub-committee that is not named; a last day before the first.
    """
    _lock(body)
    last = HandlingPower.objects.filter(body=body).aggregate(last=Max("number"))["last"] or 0
    made = HandlingPower(
        body=body, number=last + 1, power=power, handler=handler, to_title=to_title.strip(), decided_by=decided_by.strip(),
        started_on=started_on, ended_on=ended_on, sub_committee=sub_committee, aliases=aliases.strip(),
    )  # fmt: skip
    return _kept(made, actor, "complaints.power_added")


@transaction.atomic
def change_power(*, held: HandlingPower, version: int, actor: User | None, **facts: Any) -> HandlingPower:
    """Correct what is entered, or give it another last day or none. `facts` as of `add_power`, all but `power`, which is what the
    row is about. Refuses as that does, and a stale save."""
    locked = _locked(held, version)
    for name, value in facts.items():
        setattr(locked, name, value.strip() if isinstance(value, str) else value)
    locked.bump()
    return _kept(locked, actor, "complaints.power_changed")


@transaction.atomic
def end_power(*, held: HandlingPower, version: int, ended_on: date, actor: User | None) -> HandlingPower:
    """Give a delegation its last day; from the day after, the panel decides itself. To undo that, change it and empty the day."""
    locked = _locked(held, version)
    locked.ended_on = ended_on
    locked.bump()
    return _kept(locked, actor, "complaints.power_ended")


def _locked(held: HandlingPower, version: int) -> HandlingPower:
    _lock(held.body)
    rows = HandlingPower.objects.select_for_update(of=("self",)).select_related("body__area", "sub_committee")
    locked = rows.get(pk=held.pk)
    locked.still_at(version)
    return locked


def _kept(row: HandlingPower, actor: User | None, action: str) -> HandlingPower:
    if row.handler != Handler.SUB_COMMITTEE:
        row.sub_committee = None
    if problems := {**_of_days(row), **_of_handler(row)}:
        raise ValidationError(dict(problems))
    row.full_clean()
    row.save()
    detail = {"number": row.number, "power": str(row.power), "handler": str(row.handler)}
    record(actor=actor, action=action, target=row, area=row.body.area, detail=detail)
    refresh_duties(area=row.body.area)  # who owes what in a complaint follows who holds the power
    return row


def _of_handler(row: HandlingPower) -> dict[str, str]:
    if row.power == Power.RESOLVE and row.handler == Handler.OFFICE:
        words = _("Informal resolution is for the panel, not the office (%(provision)s)")
        return {"handler": words % {"provision": _provision(row)}}
    if row.handler == Handler.SUB_COMMITTEE:
        if row.sub_committee is None:
            return {"sub_committee": _("Choose the sub-committee")}
        if row.sub_committee.area_id != row.body.area_id or row.sub_committee_id == row.body_id:
            return {"sub_committee": _("Choose a sub-committee of this area")}
    return {}


def _provision(row: HandlingPower) -> str:
    """The provision as the rule book has it, with its mark while nobody has read it."""
    try:
        rule = rulebook.rule_for(row.body.area, rulebook.COMPLAINT_DELEGATION, on=clock.today())
    except rulebook.RuleMissing:
        return _("SI 2012/62, regulation 7")
    return rule.provision if rule.is_verified else _("%(provision)s. Not yet verified") % {"provision": rule.provision}


def _of_days(row: HandlingPower) -> dict[str, str]:
    if row.ended_on is not None and row.ended_on < row.started_on:
        return {"ended_on": _("The last day must not be before the first")}
    others = HandlingPower.objects.filter(body=row.body_id, power=row.power).exclude(pk=row.pk).order_by("started_on")
    for other in others:
        if overlap((row.started_on, row.ended_on), (other.started_on, other.ended_on)):
            said = {"title": other.to_title, "since": long_date(other.started_on), "until": long_date(other.ended_on)}
            if other.ended_on:
                problem = _("%(title)s has this power from %(since)s to %(until)s. End that first, or choose other days")
            else:
                problem = _("%(title)s has this power since %(since)s. End that first, or choose other days")
            return {"started_on": problem % said}
    return {}


def _lock(body: Body) -> None:
    """One act at a time among the powers of a panel."""
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
