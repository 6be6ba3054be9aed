"""Pure decisions about dated rows and rules: whether two hold at the same time, and how an amount is said."""

from collections.abc import Hashable, Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from panels.choices import RuleUnit

AMOUNTS = {
    RuleUnit.CLEAR_DAYS: ngettext_lazy("%d clear day", "%d clear days"),
    RuleUnit.WORKING_DAYS: ngettext_lazy("%d working day", "%d working days"),
    RuleUnit.DAYS: ngettext_lazy("%d day", "%d days"),
    RuleUnit.WEEKS: ngettext_lazy("%d week", "%d weeks"),
    RuleUnit.MONTHS: ngettext_lazy("%d month", "%d months"),
    RuleUnit.YEARS: ngettext_lazy("%d year", "%d years"),
    RuleUnit.MEMBERS: ngettext_lazy("%d member", "%d members"),
    RuleUnit.QUESTIONS: ngettext_lazy("%d question", "%d questions"),
    RuleUnit.THIRDS: ngettext_lazy("%d third of the members", "%d thirds of the members"),
    RuleUnit.QUARTERS: ngettext_lazy("%d quarter of the members", "%d quarters of the members"),
}

SHARES: dict[str, int] = {RuleUnit.THIRDS: 3, RuleUnit.QUARTERS: 4}

Period = tuple[date, date | None]


def amount_words(number: int, unit: str) -> str:
    """A rule's number with its unit; no clear days at all means the working day before."""
    if unit == RuleUnit.CLEAR_DAYS and number == 0:
        return _("the working day before")
    return AMOUNTS[RuleUnit(unit)] % number


def members_needed(number: int, unit: str, members: int) -> int:
    """How many members a rule asks for, of so many: a number of its own, or a share rounded up to whole persons."""
    share = SHARES.get(unit)
    return number if share is None else -(-members * number // share)


def overlap(first: Period, second: Period) -> bool:
    """Whether two periods share a day. The last day belongs to a period; no last day means it still runs."""
    starts_in_time = first[1] is None or second[0] <= first[1]
    return starts_in_time and (second[1] is None or first[0] <= second[1])


def first_clash(rows: Iterable[tuple[Hashable, Period, str]]) -> tuple[str, str] | None:
    """The first two rows that claim the same thing on the same day, by name; None when none do."""
    seen: dict[Hashable, list[tuple[Period, str]]] = {}
    for claim, period, name in rows:
        for other, other_name in seen.setdefault(claim, []):
            if overlap(period, other):
                return other_name, name
        seen[claim].append((period, name))
    return None
