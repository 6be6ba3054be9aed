"""Pure decisions about the host of a panel: how long its notice is, who takes over, and what the authorities give in a year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from interface.templatetags.dates import long_date
from panels.choices import ContributionStatus, Reckoning
from panels.working_days import reckon

DAY = timedelta(days=1)
APRIL = 4
PROMISED = frozenset({ContributionStatus.AGREED, ContributionStatus.PAID})


@dataclass(frozen=True)
class NoticeTest:
    """When a notice runs out at the earliest, and whether the day on which another host takes over leaves it that time.

    `earliest` is None where the panel has laid down no length; `is_long_enough` is None where that cannot be said.
    """

    earliest: date | None
    is_long_enough: bool | None


def notice_test(given_on: date, transfer_on: date | None, months: int | None, nation: str) -> NoticeTest:
    """A notice against the panel's own rule, in months from the day on which it was given. A notice of 17 March of six months
    runs out on 17 September: another host may take over on that day or later (the panel's own arrangements)."""
    if months is None:
        return NoticeTest(None, None)
    earliest = reckon(Reckoning.MONTHS_AFTER, given_on, months, nation)
    return NoticeTest(earliest, None if transfer_on is None else transfer_on >= earliest)


def notice_problems(*, given_on: date, transfer_on: date | None, started: date, ended: date | None) -> dict[str, str]:
    """What cannot be of the days of a host's notice, by field: `given_on`, `transfer_on`."""
    found = {}
    if given_on < started or (ended is not None and given_on > ended):
        found["given_on"] = _("The council does not host the panel on that day")
    if transfer_on is not None and transfer_on <= given_on:
        found["transfer_on"] = _("Another host takes over after notice was given. Enter a later day")
    return found


def next_host_problems(
    *, started_on: date, is_same: bool, authority_from: date, authority_until: date | None, before: date | None
) -> dict[str, str]:
    """What cannot be of the host that comes next, by field. `before` is the first day of the host that it takes over from."""
    found = {}
    if is_same:
        found["authority"] = _("This council is the host already. Choose another")
    elif authority_from > started_on or (authority_until is not None and authority_until < started_on):
        found["authority"] = _("There is no such council on %(day)s. Choose another") % {"day": long_date(started_on)}
    if before is not None and started_on <= before:
        found["started_on"] = _("The host before began on %(day)s. Enter a later day") % {"day": long_date(before)}
    return found


def first_day(year: int) -> date:
    """The day on which the financial year that starts in a calendar year begins: authorities count from April to March."""
    return date(year, APRIL, 1)


def financial_year(day: date) -> int:
    """The calendar year in which the financial year of a day started: 31 March 2022 lies in 2021/22, so 2021."""
    return day.year if day >= first_day(day.year) else day.year - 1


def years_words(year: int) -> str:
    """A financial year by the calendar year in which it starts: 2022 is “2022/23”."""
    return f"{year}/{(year + 1) % 100:02d}"


def share_problems(*, amount: Decimal | None, status: str, agreed_on: date | None, is_kept: bool, today: date) -> dict[str, str]:
    """What cannot be of one authority's share, by field: `amount`, `agreed_on`. An empty amount is an authority not asked."""
    found = {}
    if amount is None and (is_kept or agreed_on is not None or status != ContributionStatus.PENDING):
        found["amount"] = _("Enter an amount. It is 0 where nothing is asked for")
    if agreed_on is not None and status not in PROMISED:
        found["agreed_on"] = _("Take out the day, or choose “Agreed”")
    elif agreed_on is not None and agreed_on > today:
        found["agreed_on"] = _("The day of the agreement must be today or earlier")
    return found


@dataclass(frozen=True)
class Sum:
    """How many authorities, and how many pounds in all."""

    count: int
    pounds: Decimal


@dataclass(frozen=True)
class Shares:
    """The contributions of a year: those agreed or paid, those asked for, those declined, and all but the declined."""

    promised: Sum
    pending: Sum
    declined: Sum
    in_all: Sum


def shares_of(rows: Iterable[Any]) -> Shares:
    """Totals of contributions (each with `status` and `amount` in pounds)."""
    kept = list(rows)
    promised = [row for row in kept if row.status in PROMISED]
    pending = [row for row in kept if row.status == ContributionStatus.PENDING]
    declined = [row for row in kept if row.status == ContributionStatus.DECLINED]
    return Shares(_sum(promised), _sum(pending), _sum(declined), _sum([*promised, *pending]))


def _sum(rows: list[Any]) -> Sum:
    return Sum(len(rows), sum((row.amount for row in rows), Decimal(0)))
