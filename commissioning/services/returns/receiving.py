"""What becomes of a return: chased while it is late, received with its readings, asked about, accepted, published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from commissioning.choices import ReturnStatus
from commissioning.models import Award, Chase, Indicator, MonitoringReturn, Reading
from commissioning.rules.returns import MAY_BE_RECEIVED, WAITED_FOR, value_problem
from commissioning.services.rows import keep
from interface import clock
from panels.services.keeping import day, hide, hold_part, next_of, publish


@dataclass(frozen=True)
class Said:
    """What a return says of one indicator; without a value it says nothing."""

    value: Decimal | None
    note: str = ""


@transaction.atomic
def receive_return(
    *, row: MonitoringReturn, version: int, actor: User | None, received_on: date, readings: Mapping[int, Said],
    spent: Decimal | None = None, narrative: str = "",
) -> MonitoringReturn:  # fmt: skip
    """Keep what a provider reports; done again it corrects that. `readings` are by the numbers of the award's indicators, and one
    that is not named stays. Raises ValidationError "stale", "state", and by field: "value_3" of the third indicator."""
    award, held = hold_part(row, "award", version)
    _require(held, MAY_BE_RECEIVED, _("It is %(state)s. Open it again before you correct it"))
    if received_on > clock.today():
        raise ValidationError({"received_on": _("Enter a day that is not in the future")})
    if spent is not None and spent < 0:
        raise ValidationError({"spent": _("Enter £0 or more")})
    _keep_readings(award, held, readings)
    held.received_on, held.spent, held.narrative = received_on, spent, narrative.strip()
    held.status = ReturnStatus.RECEIVED
    told = sum(said.value is not None for said in readings.values())
    return _kept(award, held, actor, "received", received_on=day(received_on), readings=told)


def _keep_readings(award: Award, held: MonitoringReturn, readings: Mapping[int, Said]) -> None:
    """Readings as said. A reading whose value was taken out again goes: it was never a fact of its own."""
    indicators = {one.number: one for one in Indicator.objects.filter(award=award).kept()}
    if unknown := set(readings) - set(indicators):
        raise ValidationError(_("Indicator %(number)d was taken out. Open this page again") % {"number": min(unknown)})
    problems = {
        f"value_{number}": problem
        for number, said in readings.items()
        if said.value is not None and (problem := value_problem(said.value, indicators[number].unit))
    }
    if problems:
        raise ValidationError(problems)
    there = {one.indicator_id: one for one in Reading.objects.filter(monitoring_return=held)}
    for number, said in readings.items():
        _keep_reading(held, indicators[number], there.get(indicators[number].pk), said)


def _keep_reading(held: MonitoringReturn, indicator: Indicator, there: Reading | None, said: Said) -> None:
    if said.value is None:
        if said.note.strip():
            raise ValidationError({f"value_{indicator.number}": _("Enter the value that the note is about")})
        if there is not None:
            there.delete()
        return
    reading = there or Reading(monitoring_return=held, indicator=indicator)
    if there is not None:
        reading.bump()
    reading.value, reading.note = said.value, said.note.strip()
    reading.full_clean()
    reading.save()


@transaction.atomic
def query_return(*, row: MonitoringReturn, version: int, actor: User | None, on: date, words: str) -> MonitoringReturn:
    """Ask the provider about what was received; what was asked is kept with the reminders. Raises ValidationError "stale",
    "state" and by field."""
    award, held = hold_part(row, "award", version)
    _require(held, {ReturnStatus.RECEIVED}, _("It is %(state)s. Only what was received can be asked about"))
    _keep_chase(held, actor, on, words)
    held.status = ReturnStatus.QUERIED
    return _kept(award, held, actor, "queried", on=day(on))


@transaction.atomic
def accept_return(*, row: MonitoringReturn, version: int, actor: User | None) -> MonitoringReturn:
    """Take what was received for good. Raises ValidationError "stale", "state"."""
    award, held = hold_part(row, "award", version)
    accepted_from = {ReturnStatus.RECEIVED, ReturnStatus.QUERIED}
    _require(held, accepted_from, _("It is %(state)s. Only what was received can be accepted"))
    held.status = ReturnStatus.ACCEPTED
    return _kept(award, held, actor, "accepted")


@transaction.atomic
def need_no_return(*, row: MonitoringReturn, version: int, actor: User | None) -> MonitoringReturn:
    """Say that none is asked for that period. Raises ValidationError "stale", "state"."""
    award, held = hold_part(row, "award", version)
    _require(held, {ReturnStatus.EXPECTED}, _("It is %(state)s. Only an expected return can be left out"))
    held.status = ReturnStatus.NOT_NEEDED
    return _kept(award, held, actor, "not_needed")


@transaction.atomic
def reopen_return(*, row: MonitoringReturn, version: int, actor: User | None) -> MonitoringReturn:
    """Take the last step back: an accepted one is received again, one received or not needed is expected again; what it says
    stays. Raises ValidationError "stale", "state", and "published" while everybody reads it."""
    award, held = hold_part(row, "award", version)
    if held.published_at is not None:
        raise ValidationError(_("It is public. Take it from the public first"), code="published")
    back = {
        ReturnStatus.ACCEPTED: ReturnStatus.RECEIVED,
        ReturnStatus.RECEIVED: ReturnStatus.EXPECTED,
        ReturnStatus.NOT_NEEDED: ReturnStatus.EXPECTED,
    }
    _require(held, set(back), _("It is %(state)s. There is no step to take back"))
    held.status = back[ReturnStatus(held.status)]
    return _kept(award, held, actor, "reopened")


@transaction.atomic
def publish_return(*, row: MonitoringReturn, version: int, actor: User | None) -> MonitoringReturn:
    """Let everybody who reads the award read it: readings, money and narrative. Raises ValidationError "stale", "published",
    and where it is not accepted."""
    award, held = hold_part(row, "award", version)
    publish(held)
    return _kept(award, held, actor, "published")


@transaction.atomic
def hide_return(*, row: MonitoringReturn, version: int, actor: User | None) -> MonitoringReturn:
    """Take it from the public. Undone by `publish_return`. Raises ValidationError "stale", "unpublished"."""
    award, held = hold_part(row, "award", version)
    hide(held)
    return _kept(award, held, actor, "hidden")


@transaction.atomic
def chase_return(*, row: MonitoringReturn, actor: User | None, on: date, words: str, version: int | None = None) -> Chase:
    """Keep how a provider was reminded; it is never edited. Without a version it is kept whatever changed since. Raises
    ValidationError "stale", "state" and by field."""
    award, held = hold_part(row, "award", version)
    _require(held, WAITED_FOR, _("It is %(state)s. Nothing is waited for"))
    chase = _keep_chase(held, actor, on, words)
    detail = {"number": held.number, "on": day(on)}
    record(actor=actor, action="commissioning.return_chased", target=award, area=award.area, detail=detail)
    return chase


def _keep_chase(held: MonitoringReturn, actor: User | None, on: date, words: str) -> Chase:
    if on > clock.today():
        raise ValidationError({"on": _("Enter a day that is not in the future")})
    chase = Chase(
        monitoring_return=held, number=next_of(held.chases), on=on, words=words.strip(), made_at=clock.now(), made_by=actor
    )
    chase.full_clean()
    chase.save()
    return chase


def _require(held: MonitoringReturn, states: Any, words: str) -> None:
    if held.status not in states:
        raise ValidationError(words % {"state": held.get_status_display().lower()}, code="state")


def _kept(award: Award, held: MonitoringReturn, actor: User | None, done: str, **detail: Any) -> MonitoringReturn:
    return keep(
        held, area=award.area, actor=actor, act=f"return_{done}", target=award, number=held.number, **detail
    )  # fmt: skip
