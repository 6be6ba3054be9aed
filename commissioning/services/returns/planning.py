"""Which returns are expected of an award: a schedule for its whole time in one act, one by one, and their days."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from commissioning.choices import ReturnStatus
from commissioning.models import Award, MonitoringReturn
from commissioning.rules.returns import LONGEST_SCHEDULE, Period, periods
from commissioning.services.duties import keep_due
from commissioning.services.rows import keep
from panels.services.keeping import day, hold, hold_part, next_of, set_facts

CHANGEABLE = ("started_on", "ended_on", "due_on", "private_note")


@transaction.atomic
def plan_returns(
    *, award: Award, actor: User | None, started_on: date, ended_on: date, months: int = 3, due_after: int = 31
) -> list[MonitoringReturn]:  # fmt: skip
    """Expect a return for every period of some months, each due so many days after its period ended. A period that touches a
    return which is there already is left out, so that the schedule can be asked for again. Gives the new ones. Raises
    ValidationError by field, and "nothing" where none is new."""
    held = hold(award)
    wanted = _wanted(started_on, ended_on, months)
    there = list(MonitoringReturn.objects.filter(award=held).values_list("started_on", "ended_on"))
    number = next_of(MonitoringReturn.objects.filter(award=held))
    made: list[MonitoringReturn] = []
    for started, ended in wanted:
        if any(started <= last and ended >= first for first, last in there):
            continue
        due_on = ended + timedelta(days=due_after)
        row = MonitoringReturn(award=held, number=number + len(made), started_on=started, ended_on=ended, due_on=due_on)
        row.full_clean()
        made.append(row)
    if not made:
        raise ValidationError(_("Every period of that time has a return already"), code="nothing")
    MonitoringReturn.objects.bulk_create(made)
    detail = {"returns": len(made), "from": day(started_on), "until": day(ended_on), "months": months}
    record(actor=actor, action="commissioning.returns_planned", target=held, area=held.area, detail=detail)
    for row in made:
        keep_due(row, actor=actor)
    return made


def _wanted(started_on: date, ended_on: date, months: int) -> list[Period]:
    if months not in (1, 3, 6, 12):
        raise ValidationError({"months": _("Choose how often returns are due")})
    if ended_on < started_on:
        raise ValidationError({"ended_on": _("The last day must not be before the first")})
    if (ended_on - started_on).days > LONGEST_SCHEDULE * 31:
        raise ValidationError({"ended_on": _("Enter a last day within 20 years of the first")})
    return periods(started_on, ended_on, months)


@transaction.atomic
def add_return(
    *, award: Award, actor: User | None, started_on: date, ended_on: date, due_on: date | None = None, private_note: str = ""
) -> MonitoringReturn:  # fmt: skip
    """Expect one return more. Raises ValidationError by field."""
    held = hold(award)
    row = MonitoringReturn(award=held, number=next_of(MonitoringReturn.objects.filter(award=held)))
    facts = {"started_on": started_on, "ended_on": ended_on, "due_on": due_on, "private_note": private_note}
    set_facts(row, facts, CHANGEABLE)
    return keep(row, area=held.area, actor=actor, act="return_added", is_new=True, target=held, number=row.number)


@transaction.atomic
def change_return(*, row: MonitoringReturn, version: int, actor: User | None, **facts: Any) -> MonitoringReturn:
    """Change any of CHANGEABLE: its period, when it is due, the office's note. The period of an accepted one stays. Raises
    ValidationError "stale", "accepted" and by field."""
    award, held = hold_part(row, "award", version)
    period = (held.started_on, held.ended_on)
    set_facts(held, facts, CHANGEABLE)
    if held.status == ReturnStatus.ACCEPTED and (held.started_on, held.ended_on) != period:
        raise ValidationError(_("It is accepted. Open it again before its period is changed"), code="accepted")
    return keep(held, area=award.area, actor=actor, act="return_changed", target=award, number=held.number)
