"""What a panel keeps registers of: polls, consents to more co-opted members, and powers that others may use."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface import clock
from panels.models import Body, CoOptionConsent, Delegation, Election, PoliceArea
from panels.rules.arrangements import change_problems, election_problems
from panels.rules.hosts import DAY
from panels.services.due import refresh_duties

# Elections --------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_election(
    *,
    area: PoliceArea,
    poll_on: date,
    accepted_on: date | None = None,
    is_by_election: bool = False,
    note: str = "",
    actor: User | None,
) -> Election:
    """Enter a poll for the local policing body. The time for hearings is reckoned anew: the days from the poll to the
    acceptance of office do not count (2011 Act, Schedule 8 paragraph 4(9)-(10)). Refuses by field what cannot be."""
    _lock(area)
    if Election.objects.filter(area=area, poll_on=poll_on).exists():
        raise ValidationError({"poll_on": _("A poll on this day is entered already. Change that one")}, code="there")
    election = Election(area=area, poll_on=poll_on, accepted_on=accepted_on, is_by_election=is_by_election, note=note.strip())
    return _kept_election(election, actor, "panels.election_added")


@transaction.atomic
def change_election(
    *,
    election: Election,
    version: int,
    poll_on: date,
    accepted_on: date | None,
    is_by_election: bool,
    note: str,
    actor: User | None,
) -> Election:
    """Correct a poll, or enter the day on which the office was accepted. Refuses as `add_election`, and a stale save."""
    locked = _locked_election(election, version)
    if Election.objects.filter(area=locked.area_id, poll_on=poll_on).exclude(pk=locked.pk).exists():
        raise ValidationError({"poll_on": _("A poll on this day is entered already. Change that one")}, code="there")
    locked.poll_on, locked.accepted_on = poll_on, accepted_on
    locked.is_by_election, locked.note = is_by_election, note.strip()
    locked.bump()
    return _kept_election(locked, actor, "panels.election_changed")


@transaction.atomic
def remove_election(*, election: Election, version: int, actor: User | None) -> None:
    """Take out a poll that was entered in error; the time for hearings is reckoned without it."""
    locked = _locked_election(election, version)
    detail = {"poll": locked.poll_on.isoformat()}
    record(actor=actor, action="panels.election_removed", target=locked, area=locked.area, detail=detail)
    locked.delete()
    refresh_duties(area=election.area)


def _locked_election(election: Election, version: int) -> Election:
    _lock(election.area)
    locked = Election.objects.select_for_update(of=("self",)).select_related("area").filter(pk=election.pk).first()
    if locked is None:
        raise ValidationError(_("Somebody took this poll out meanwhile"), code="gone")
    locked.still_at(version)
    return locked


def _kept_election(election: Election, actor: User | None, action: str) -> Election:
    _refuse(election_problems(poll_on=election.poll_on, accepted_on=election.accepted_on, today=clock.today()))
    election.full_clean()
    election.save()
    detail = {"poll": election.poll_on.isoformat()}
    record(actor=actor, action=action, target=election, area=election.area, detail=detail)
    refresh_duties(area=election.area)
    return election


# Consents ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_consent(
    *, body: Body, number: int, started_on: date, source: str, ended_on: date | None = None, actor: User | None
) -> CoOptionConsent:
    """Enter a consent of the Secretary of State to more co-opted members; the one before it ends the day before.

    2011 Act, Schedule 6 paragraph 4(4)-(5). Refuses by field a day on or before the first of the last one.
    """
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    before = CoOptionConsent.objects.filter(body=body).order_by("-started_on").first()
    if before is not None and before.started_on >= started_on:
        raise ValidationError({"started_on": _("There is a consent from that day or later. Change that one")}, code="there")
    if before is not None and (before.ended_on is None or before.ended_on >= started_on):
        before.ended_on = started_on - DAY
        before.bump()
        before.save()
    made = CoOptionConsent(body=body, number=number, started_on=started_on, ended_on=ended_on, source=source.strip())
    return _kept_consent(made, actor, "panels.consent_added")


@transaction.atomic
def change_consent(
    *, consent: CoOptionConsent, version: int, number: int, ended_on: date | None, source: str, actor: User | None
) -> CoOptionConsent:
    """Correct a consent or give it its last day. Its first day stays: it is its address. Refuses a stale save."""
    rows = CoOptionConsent.objects.select_for_update(of=("self",)).select_related("body__area")
    locked = rows.get(pk=consent.pk)
    locked.still_at(version)
    after = CoOptionConsent.objects.filter(body=locked.body_id, started_on__gt=locked.started_on).order_by("started_on").first()
    if after is not None and (ended_on is None or ended_on >= after.started_on):
        raise ValidationError({"ended_on": _("Another consent begins after it. Enter a day before that one")})
    locked.number, locked.ended_on, locked.source = number, ended_on, source.strip()
    locked.bump()
    return _kept_consent(locked, actor, "panels.consent_changed")


def _kept_consent(consent: CoOptionConsent, actor: User | None, action: str) -> CoOptionConsent:
    _refuse(_ends_after_start(consent))
    consent.full_clean()
    consent.save()
    detail = {"from": consent.started_on.isoformat(), "members": consent.number}
    record(actor=actor, action=action, target=consent, area=consent.body.area, detail=detail)
    return consent


# Delegations ------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_delegation(*, area: PoliceArea, started_on: date, actor: User | None, **facts: Any) -> Delegation:
    """Enter a power that somebody may use for the Commissioner or the panel; its number is never used again in the area.

    `facts`: delegator, power, to_whom, limits, provision, decided_by. 2011 Act, s.18 for the Commissioner's.
    """
    _lock(area)
    made = Delegation(area=area, number=_next_number(Delegation.objects.filter(area=area)), started_on=started_on, **facts)
    return _kept_delegation(made, actor, "panels.delegation_added")


@transaction.atomic
def change_delegation(
    *,
    delegation: Delegation,
    version: int,
    changed_on: date | None,
    started_on: date,
    ended_on: date | None,
    actor: User | None,
    **facts: Any,
) -> Delegation:
    """Correct a slip; or, with `changed_on`, end what held the day before and enter what holds from then on under a new number.

    Gives the row that holds. Refuses by field a day that cannot be, and a stale save.
    """
    locked = _locked_delegation(delegation, version)
    if changed_on is None:
        _write(locked, {"started_on": started_on, "ended_on": ended_on, **facts})
        locked.bump()
        return _kept_delegation(locked, actor, "panels.delegation_changed")
    _refuse(change_problems(started_on=locked.started_on, changed_on=changed_on, ended_on=locked.ended_on))
    locked.ended_on = changed_on - DAY
    locked.bump()
    _kept_delegation(locked, actor, "panels.delegation_ended")
    number = _next_number(Delegation.objects.filter(area=locked.area_id))
    made = Delegation(area=locked.area, number=number, started_on=changed_on, ended_on=ended_on, **facts)
    return _kept_delegation(made, actor, "panels.delegation_added")


@transaction.atomic
def end_delegation(*, delegation: Delegation, version: int, ended_on: date, actor: User | None) -> Delegation:
    """Give a delegation its last day; it stays in the register. To undo that, change it and empty the day."""
    locked = _locked_delegation(delegation, version)
    locked.ended_on = ended_on
    locked.bump()
    return _kept_delegation(locked, actor, "panels.delegation_ended")


def _locked_delegation(delegation: Delegation, version: int) -> Delegation:
    _lock(delegation.area)
    locked = Delegation.objects.select_for_update(of=("self",)).select_related("area").get(pk=delegation.pk)
    locked.still_at(version)
    return locked


def _kept_delegation(delegation: Delegation, actor: User | None, action: str) -> Delegation:
    _refuse(_ends_after_start(delegation))
    delegation.full_clean()
    delegation.save()
    detail = {"number": delegation.number, "delegator": str(delegation.delegator)}
    record(actor=actor, action=action, target=delegation, area=delegation.area, detail=detail)
    return delegation


def _write(row: Any, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(row, name, value)


def _next_number(rows: Any) -> int:
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def _ends_after_start(row: Any) -> dict[str, str]:
    if row.ended_on is not None and row.ended_on < row.started_on:
        return {"ended_on": _("The last day must not be before the first")}
    return {}


def _lock(area: PoliceArea) -> None:
    """One act at a time in the registers of an area."""
    PoliceArea.objects.select_for_update(no_key=True).get(pk=area.pk)


def _refuse(problems: dict[str, str]) -> None:
    if problems:
        raise ValidationError(dict(problems))
