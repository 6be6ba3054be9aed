"""Where in a year the business that comes round every year belongs: pure decisions, without queries or clock."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dates import MONTHS

from meetings.choices import Publication

MONTHS_OF_YEAR = 12


@dataclass(frozen=True)
class Month:
    """One month of a panel's year with the business that comes in it."""

    number: int
    entries: list[Any]

    @property
    def name(self) -> str:
        return str(MONTHS[self.number])

    @property
    def shows_minutes(self) -> bool:
        """Whether the minutes of any of its business are planned."""
        return any(entry.minutes for entry in self.entries)


def year_order(first: int) -> list[int]:
    """The twelve months from one on: 6 gives June to May."""
    return [(first - 1 + step) % MONTHS_OF_YEAR + 1 for step in range(MONTHS_OF_YEAR)]


def by_month(entries: Iterable[Any], first: int) -> list[Month]:
    """Yearly business by month, from the first month of the body's year on. Months without any are left out."""
    there: dict[int, list[Any]] = {}
    for entry in entries:
        there.setdefault(entry.month, []).append(entry)
    return [Month(number, there[number]) for number in year_order(first) if number in there]


def first_day(month: int, first: date, last: date) -> date | None:
    """The first day of a month that lies in a year of business; of June in one from 24 June, the 24th.

    None where the year does not reach the month.
    """
    for year in range(first.year, last.year + 1):
        begins = date(year, month, 1)
        ends = date(year + month // MONTHS_OF_YEAR, month % MONTHS_OF_YEAR + 1, 1)
        if begins <= last and ends > first:
            return max(begins, first)
    return None


def in_month(meetings: Sequence[Any], month: int, *, first: date, last: date, is_private: bool) -> Any:
    """The meeting of a year at which business of a month belongs: the first of the month that suits it, None without one.

    Private business goes to a meeting that is not open to the public where the month has one, else to a public one; public
    business only to one that the public can attend.
    """
    there = [one for one in meetings if one.held_on.month == month and first <= one.held_on <= last]
    ordered = sorted(there, key=lambda one: (one.held_on, one.slug))
    suits = [one for one in ordered if (one.publication != Publication.PUBLIC) == is_private]
    if is_private:
        suits = suits or ordered
    return suits[0] if suits else None


def same_words(title: str) -> str:
    """A title as it is compared: without case and double spaces."""
    return " ".join(title.casefold().split())


def is_there(title: str, titles: Collection[str]) -> bool:
    """Whether a programme has business of this title already; `titles` are compared words (`same_words`)."""
    return same_words(title) in titles
