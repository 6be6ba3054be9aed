"""Who hosts a panel: notice given and taken back, the host that comes next, and what the authorities give in a year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface import clock
from interface.models import STALE
from interface.templatetags.dates import long_date
from panels.choices import ContributionStatus
from panels.due.hosts import KIND, living
from panels.models import Authority, Body, Contribution, Host, HostNotice
from panels.rules.hosts import DAY, next_host_problems, notice_problems, share_problems
from panels.services.due import keep_duties

# Notice -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def give_notice(
    *, host: Host, given_on: date, transfer_on: date | None = None, reason: str = "", actor: User | None
) -> HostNotice:
    """Record that a host gives notice, or is to give it on a day to come; what is due follows by the panel's own rule.

    Refuses by field a day on which it is not the host and a transfer before the notice; a second notice that stands, and one of
    the same day ("there").
    """
    _lock(host.body)
    if HostNotice.objects.filter(host=host, taken_back_on__isnull=True).exists():
        raise ValidationError(_("This host has given notice already. Change that notice"), code="there")
    if HostNotice.objects.filter(host=host, given_on=given_on).exists():
        raise ValidationError({"given_on": _("A notice of this day was taken back. Put it back instead")}, code="there")
    notice = HostNotice(host=host, given_on=given_on, transfer_on=transfer_on, reason=reason.strip())
    return _kept_notice(notice, actor, "panels.host_notice_given")


@transaction.atomic
def change_notice(
    *, notice: HostNotice, version: int, given_on: date, transfer_on: date | None, reason: str, actor: User | None
) -> HostNotice:
    """Correct a notice that stands, or enter the day on which another host takes over. Refuses as `give_notice`, and a stale
    save."""
    locked = _locked_notice(notice, version)
    if locked.taken_back_on is not None:
        raise ValidationError(_("This notice was taken back. Put it back first"), code="gone")
    locked.given_on, locked.transfer_on, locked.reason = given_on, transfer_on, reason.strip()
    locked.bump()
    return _kept_notice(locked, actor, "panels.host_notice_changed")


@transaction.atomic
def take_back_notice(*, notice: HostNotice, version: int, taken_back_on: date, actor: User | None) -> HostNotice:
    """The host stays after all: the notice is kept with the day, and what was due by it does not apply any more.

    Refuses by field a day to come or before the notice; a stale save; and one that was taken back.
    """
    locked = _locked_notice(notice, version)
    if locked.taken_back_on is not None:
        raise ValidationError(_("This notice was taken back already"), code="gone")
    if taken_back_on > clock.today():
        raise ValidationError({"taken_back_on": _("The day must be today or earlier")})
    if taken_back_on < min(locked.given_on, clock.today()):
        raise ValidationError(
            {"taken_back_on": _("It was given on %(day)s. Enter a later day") % {"day": long_date(locked.given_on)}}
        )
    locked.taken_back_on = taken_back_on
    locked.bump()
    return _kept_notice(locked, actor, "panels.host_notice_taken_back")


@transaction.atomic
def put_back_notice(*, notice: HostNotice, version: int, actor: User | None) -> HostNotice:
    """Undo that a notice was taken back. Refuses a stale save, one that stands, and one beside another that stands."""
    locked = _locked_notice(notice, version)
    if locked.taken_back_on is None:
        raise ValidationError(_("This notice stands already"), code="there")
    if HostNotice.objects.filter(host=locked.host_id, taken_back_on__isnull=True).exists():
        raise ValidationError(_("This host has given another notice. Take that back first"), code="there")
    locked.taken_back_on = None
    locked.bump()
    return _kept_notice(locked, actor, "panels.host_notice_put_back")


def _locked_notice(notice: HostNotice, version: int) -> HostNotice:
    _lock(notice.host.body)
    rows = HostNotice.objects.select_for_update(of=("self",)).select_related("host__body__area", "host__authority")
    locked = rows.get(pk=notice.pk)
    locked.still_at(version)
    return locked


def _kept_notice(notice: HostNotice, actor: User | None, action: str) -> HostNotice:
    host = notice.host
    if notice.taken_back_on is None:
        problems = notice_problems(
            given_on=notice.given_on, transfer_on=notice.transfer_on, started=host.started_on, ended=host.ended_on
        )
        if problems:
            raise ValidationError(problems)
    notice.full_clean()
    notice.save()
    detail = {"given": notice.given_on.isoformat(), "host": host.authority.slug}
    record(actor=actor, action=action, target=notice, area=host.body.area, detail=detail)
    keep_duties(KIND, notice, actor=actor)
    return notice


# The host that comes next -----------------------------------------------------------------------------------------


@transaction.atomic
def begin_host(
    *, body: Body, authority: Authority, started_on: date, address: str = "", date_note: str = "", actor: User | None
) -> Host:
    """Another council hosts the panel from a day, which may be to come; the host before it ends the day before, and what was
    due for the transfer is met once the day is there.

    Refuses by field a council that does not exist on the day or is the host already, and a day before the last host began.
    """
    _lock(body)
    before = Host.objects.filter(body=body).order_by("-started_on").first()
    _refuse(_host_problems(authority, started_on, before))
    if before is not None and (before.ended_on is None or before.ended_on >= started_on):
        _end(before, started_on - DAY)
    host = Host(body=body, authority=authority, started_on=started_on, address=address.strip(), date_note=date_note.strip())
    return _kept_host(host, actor, "panels.host_began")


@transaction.atomic
def change_host(*, host: Host, version: int, started_on: date, address: str, date_note: str, actor: User | None) -> Host:
    """Correct the newest host's first day, address or note; the host before it ends the day before. Refuses as `begin_host`, and
    a stale save."""
    locked = _locked_host(host, version)
    before = _before(locked)
    _refuse(_host_problems(locked.authority, started_on, before))
    if before is not None and started_on != locked.started_on:
        _end(before, started_on - DAY)
    locked.started_on, locked.address, locked.date_note = started_on, address.strip(), date_note.strip()
    locked.bump()
    return _kept_host(locked, actor, "panels.host_changed")


@transaction.atomic
def withdraw_host(*, host: Host, version: int, actor: User | None) -> None:
    """Take back a host that has not begun. The host before it goes on, unless its notice still says when it stops."""
    locked = _locked_host(host, version)
    if locked.started_on <= clock.today():
        raise ValidationError(_("This council hosts the panel already. Enter the host that comes next instead"), code="begun")
    before = _before(locked)
    detail = {"authority": locked.authority.slug, "from": locked.started_on.isoformat()}
    record(actor=actor, action="panels.host_withdrawn", target=locked, area=locked.body.area, detail=detail)
    first_day = locked.started_on
    locked.delete()
    if before is not None and before.ended_on == first_day - DAY:
        says_so = HostNotice.objects.filter(host=before, taken_back_on__isnull=True, transfer_on=first_day).exists()
        if not says_so:
            _end(before, None)
    _follow_notices(host.body, actor)


def _host_problems(authority: Authority, started_on: date, before: Host | None) -> dict[str, str]:
    return next_host_problems(
        started_on=started_on,
        is_same=before is not None and before.authority_id == authority.pk,
        authority_from=authority.started_on,
        authority_until=authority.ended_on,
        before=before.started_on if before else None,
    )


def _before(host: Host) -> Host | None:
    return Host.objects.filter(body=host.body_id, started_on__lt=host.started_on).order_by("-started_on").first()


def _locked_host(host: Host, version: int) -> Host:
    """The newest host of its panel, held; refuses an earlier one, whose days are history."""
    _lock(host.body)
    locked = Host.objects.select_for_update(of=("self",)).select_related("body__area", "authority").filter(pk=host.pk).first()
    if locked is None:
        raise ValidationError(_("Somebody took this host back meanwhile"), code="gone")
    locked.still_at(version)
    if Host.objects.filter(body=locked.body_id, started_on__gt=locked.started_on).exists():
        raise ValidationError(_("Another host has come after this one. Its days stay as they are"), code="over")
    return locked


def _end(host: Host, ended_on: date | None) -> None:
    host.ended_on = ended_on
    host.bump()
    host.full_clean()
    host.save()


def _kept_host(host: Host, actor: User | None, action: str) -> Host:
    host.full_clean()
    host.save()
    detail = {"authority": host.authority.slug, "from": host.started_on.isoformat()}
    record(actor=actor, action=action, target=host, area=host.body.area, detail=detail)
    _follow_notices(host.body, actor)
    return host


def _follow_notices(body: Body, actor: User | None) -> None:
    """Bring what is due by the notices of a panel's hosts in line with its hosts."""
    for notice in living().filter(host__body=body):
        keep_duties(KIND, notice, actor=actor)


# What the authorities give ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Share:
    """What one authority gives in a year, in pounds, as it is typed; no amount where it was not asked."""

    authority: Authority
    amount: Decimal | None
    status: str = ContributionStatus.PENDING
    agreed_on: date | None = None
    note: str = ""


def sheet_version(body: Body, year: int) -> int:
    """The version of a year's contributions together: rows are added and saved, never deleted, so that it only grows."""
    return 1 + sum(Contribution.objects.filter(body=body, year=year).values_list("version", flat=True))


@transaction.atomic
def keep_contributions(*, body: Body, year: int, version: int, shares: Sequence[Share], actor: User | None) -> list[Contribution]:
    """Write down what each authority gives in the financial year that starts in `year`; gives the rows that changed.

    Refuses a stale save, and by `amount_<slug>` and `agreed_on_<slug>` what cannot be. An authority without an amount and
    without a row was not asked. 2011 Act, Schedule 6 paragraph 11(1).
    """
    _lock(body)
    if sheet_version(body, year) != version:
        raise ValidationError(STALE, code="stale")
    rows = {row.authority_id: row for row in Contribution.objects.filter(body=body, year=year)}
    _refuse(_share_problems(shares, rows))
    changed = [row for share in shares if (row := _written(share, rows.get(share.authority.pk), body, year)) is not None]
    if changed:
        detail = {"year": year, "rows": len(changed)}
        record(actor=actor, action="panels.contributions_kept", target=body, area=body.area, detail=detail)
    return changed


def _share_problems(shares: Iterable[Share], rows: dict[int, Contribution]) -> dict[str, str]:
    found: dict[str, str] = {}
    for share in shares:
        problems = share_problems(
            amount=share.amount, status=share.status, agreed_on=share.agreed_on,
            is_kept=share.authority.pk in rows, today=clock.today(),
        )  # fmt: skip
        found |= {f"{name}_{share.authority.slug}": words for name, words in problems.items()}
    return found


def _written(share: Share, row: Contribution | None, body: Body, year: int) -> Contribution | None:
    """The row of a share where it is new or says something else than before."""
    if share.amount is None:
        return None
    facts: dict[str, Any] = {
        "amount": share.amount, "status": share.status, "agreed_on": share.agreed_on, "note": share.note.strip(),
    }  # fmt: skip
    if row is not None and all(getattr(row, name) == value for name, value in facts.items()):
        return None
    if row is None:
        row = Contribution(body=body, authority=share.authority, year=year)
    else:
        row.bump()
    for name, value in facts.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    return row


def _lock(body: Body) -> None:
    """One act at a time about the host of a body."""
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)


def _refuse(problems: dict[str, str]) -> None:
    if problems:
        raise ValidationError(dict(problems))
