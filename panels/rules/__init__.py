"""Pure decisions about dated rows, rules and registered interests: whether two hold at the same time, how each is said."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from interface.templatetags.dates import money, short_date
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
    RuleUnit.MINUTES: ngettext_lazy("%d minute", "%d minutes"),
    RuleUnit.SIDES: ngettext_lazy("%d side of A4", "%d sides of A4"),
    RuleUnit.SIGNATURES: ngettext_lazy("%d signature", "%d signatures"),
}

# How much a panel's own rule may ask for: more than this is a slip of the hand
MOST: dict[str, int] = {
    RuleUnit.CLEAR_DAYS: 60,
    RuleUnit.WORKING_DAYS: 60,
    RuleUnit.WEEKS: 520,
    RuleUnit.MONTHS: 120,
    RuleUnit.YEARS: 50,
    RuleUnit.MEMBERS: 50,
    RuleUnit.QUESTIONS: 50,
    RuleUnit.THIRDS: 3,
    RuleUnit.QUARTERS: 4,
    RuleUnit.MINUTES: 1440,
    RuleUnit.SIDES: 20,
    RuleUnit.SIGNATURES: 30_000,
    RuleUnit.YES_NO: 1,
}
MAY_BE_NOTHING = frozenset({RuleUnit.CLEAR_DAYS, RuleUnit.WORKING_DAYS, RuleUnit.YES_NO})

SHARES: dict[str, int] = {RuleUnit.THIRDS: 3, RuleUnit.QUARTERS: 4}

Period = tuple[date, date | None]


def amount_words(number: int | None, unit: str, month: int | None = None) -> str:
    """A rule's number with its unit; no clear days at all means the working day before, a day of the year has its month."""
    if number is None or unit == RuleUnit.NONE:
        return _("no number")
    if unit == RuleUnit.YES_NO:
        return _("yes") if number else _("no")
    if unit == RuleUnit.DATE and month:
        return f"{number} {MONTHS[month]}"
    if unit == RuleUnit.POUNDS:
        return money(number)
    if unit == RuleUnit.CLEAR_DAYS and number == 0:
        return _("the working day before")
    return AMOUNTS[RuleUnit(unit)] % number


def number_problem(number: int, unit: str) -> str:
    """What cannot be of the number of a panel's own rule; empty when it can."""
    least = 0 if unit in MAY_BE_NOTHING else 1
    if least <= number <= MOST[unit]:
        return ""
    return _("Enter a number from %(least)s to %(most)s") % {"least": least, "most": f"{MOST[unit]:,}"}


def members_needed(number: int, unit: str, members: int) -> int:
    """How many members a rule asks for, of so many: a number of its own, or a share rounded up to whole persons."""
    share = SHARES.get(unit)
    return number if share is None else -(-members * number // share)


def interest_problems(*, declared: date, started: date | None, ended: date | None, today: date) -> dict[str, str]:
    """What cannot be of the dates of a registered interest, by field: declared_on, started_on, ended_on."""
    found = {}
    if declared > today:
        found["declared_on"] = _("The day it was registered must be today or earlier")
    if started and ended and ended < started:
        found["ended_on"] = _("The end date must not be before the start date")
    return found


@dataclass(frozen=True)
class InterestWords:
    """A registered interest in the words that a reader may have."""

    kind: str
    text: str
    registered: str
    held: str


def interest_words(interest: Any, *, is_open: bool) -> InterestWords:
    """What the register says of an interest; where it is not open, that it is registered and nothing else.

    Localism Act 2011, s.32(2): copies of the register may state that there is an interest whose details are withheld.
    """
    if not is_open:
        withheld = _("Withheld")
        words = _("Registered. Its details are withheld (Localism Act 2011, section 32)")
        return InterestWords(withheld, words, withheld, withheld)
    kind, registered = interest.get_category_display(), short_date(interest.declared_on)
    return InterestWords(kind, interest.text, registered, _held(short_date(interest.started_on), short_date(interest.ended_on)))


def _held(since: str, until: str) -> str:
    """“2 May 2019 to 3 May 2021”; what is not known is said."""
    if since and until:
        return _("%(since)s to %(until)s") % {"since": since, "until": until}
    if since or until:
        return _("since %(day)s") % {"day": since} if since else _("until %(day)s") % {"day": until}
    return _("not known")


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
