"""The columns of the register as a file: how a decision is written into them, and its cost in words.

What `cells_of` writes, `rules.decision_reading` reads back to the same values: a file that goes out and comes in changes nothing.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.dateformat import format as in_words
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.choices import CostKind, DecisionStatus
from documents.choices import Access

# Every column that is taken in, in the order in which it is written
COLUMNS: dict[str, Promise] = {
    "reference": gettext_lazy("Reference"),
    "printed_label": gettext_lazy("Other number in print"),
    "title": gettext_lazy("Title"),
    "status": gettext_lazy("State"),
    "summary": gettext_lazy("What is decided"),
    "reasons": gettext_lazy("Reasons"),
    "options": gettext_lazy("Options considered"),
    "legal_implications": gettext_lazy("Legal implications"),
    "financial_implications": gettext_lazy("Financial implications"),
    "equality_implications": gettext_lazy("Equality implications"),
    "cost_kind": gettext_lazy("Cost"),
    "cost": gettext_lazy("Amount in pounds"),
    "term": gettext_lazy("For how long"),
    "maker_words": gettext_lazy("Decided by"),
    "officer": gettext_lazy("Officer to ask"),
    "is_significant": gettext_lazy("Of significant public interest"),
    "background_papers": gettext_lazy("Background papers"),
    "access": gettext_lazy("Public or private"),
    "neutral_title": gettext_lazy("Title that the public sees"),
    "exempt_text": gettext_lazy("Private part"),
    "exempt_paragraph": gettext_lazy("Paragraph of Schedule 12A"),
    "public_interest_reason": gettext_lazy("Why the public interest is in withholding it"),
    "condition": gettext_lazy("Deferred until"),
    "proposed_on": gettext_lazy("Proposed on"),
    "signed_on": gettext_lazy("Signed on"),
    "signatory": gettext_lazy("Signed by"),
    "published_on": gettext_lazy("Published on"),
    "implemented_on": gettext_lazy("Implemented on"),
    "rescinded_by": gettext_lazy("Rescinded by"),
    "rescinded_on": gettext_lazy("Rescinded on"),
    "source_url": gettext_lazy("Where the notice was published"),
}
# What a cell of each column may hold, where the heading does not say it all
HINTS: dict[str, Promise] = {
    "reference": gettext_lazy("2018/005. It stays as it is: the portal goes on counting after the highest of the year"),
    "cost": gettext_lazy("1204.50 or £1,204.50"),
    "maker_words": gettext_lazy("A name that stands among the office holders is linked to them"),
    "is_significant": gettext_lazy("Yes or No; empty means Yes"),
    "background_papers": gettext_lazy("One on each line"),
    "exempt_paragraph": gettext_lazy("Its number alone"),
    "proposed_on": gettext_lazy("17/3/2022, 17 March 2022 or 2022-03-17; empty means the day of the signature"),
    "signed_on": gettext_lazy("Needed where the state is Signed or a later one, with “Signed by”"),
    "published_on": gettext_lazy("Needed where the state is Published or Implemented"),
    "rescinded_by": gettext_lazy("The reference of the later decision"),
}
CHOICES: dict[str, Any] = {"status": DecisionStatus, "cost_kind": CostKind, "access": Access}
NEEDED = ("reference", "title", "status")
TEXTS = (
    "summary", "reasons", "options", "legal_implications", "financial_implications", "equality_implications",
    "background_papers", "exempt_text", "public_interest_reason",
)  # fmt: skip
LONGEST = {
    "printed_label": 40, "title": 200, "term": 120, "maker_words": 160, "officer": 160, "neutral_title": 200, "condition": 300,
    "signatory": 200, "source_url": 300,
}  # fmt: skip
DAYS = ("proposed_on", "signed_on", "published_on", "implemented_on", "rescinded_on")
# What steps of its life set: a decision that the portal holds gets them on its own pages, never from a file
OF_STEPS = ("status", "condition", *DAYS, "signatory", "rescinded_by")
WITH_AMOUNT = frozenset({CostKind.EXACT, CostKind.CEILING, CostKind.INCOME})

UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # what no cell of a spreadsheet keeps


def hint_of(name: str) -> str:
    """What a cell of a column may hold: the words to choose from, or how to write it; empty where the heading says it all."""
    return "; ".join(str(label) for label in CHOICES[name].labels) if name in CHOICES else str(HINTS.get(name, ""))


def cells_of(decision: Any) -> dict[str, str]:
    """What stands in each of COLUMNS for a decision (or for what was read of one), private words among it."""
    return {
        **{name: plain(getattr(decision, name)) for name in TEXTS},
        **{name: one_line(getattr(decision, name)) for name in LONGEST},
        "reference": decision.reference,
        "status": str(DecisionStatus(decision.status).label),
        "cost_kind": str(CostKind(decision.cost_kind).label),
        "cost": amount_cell(decision.cost),
        "maker_words": one_line(decision.maker_words or str(getattr(decision.maker, "name", "") or "")),
        "condition": one_line(decision.condition) if decision.status == DecisionStatus.DEFERRED else "",
        "is_significant": yes_or_no(decision.is_significant),
        "access": str(Access(decision.access).label),
        "exempt_paragraph": str(decision.exempt_paragraph or ""),
        "rescinded_by": decision.rescinded_by.reference if decision.rescinded_by else "",
        **{name: day_cell(getattr(decision, name)) for name in DAYS},
    }


def plain(text: str) -> str:
    """A text as a cell keeps it: one kind of line break, and no space around it."""
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def one_line(text: str) -> str:
    """A short text as a cell keeps it: no line break, and one space between words."""
    return " ".join(plain(text).split())


def amount_cell(amount: Decimal | None) -> str:
    """1204.00; empty without an amount. No sign and no comma, so that every spreadsheet takes it for a number."""
    return "" if amount is None else f"{amount:.2f}"


def day_cell(day: date | None) -> str:
    """2022-03-17; empty without a day."""
    return day.isoformat() if day else ""


def yes_or_no(is_so: bool) -> str:
    """The word of a cell that says whether something is so."""
    return _("Yes") if is_so else _("No")


def cost_words(kind: str, cost: Decimal | None) -> str:
    """“£20,000”, “at most £20,000”, “brings in £20,000.50”, “no cost”, “not known”. Pounds; pence only where there are any."""
    if kind not in WITH_AMOUNT or cost is None:
        return _("no cost") if kind == CostKind.NONE else _("not known")
    pounds = f"£{cost:,.2f}".removesuffix(".00")
    words = {CostKind.CEILING: _("at most %(pounds)s"), CostKind.INCOME: _("brings in %(pounds)s")}
    return words.get(CostKind(kind), "%(pounds)s") % {"pounds": pounds}


def nil_sentence(nil: Any) -> str:
    """“No formal decisions between 2 February and 8 March 2022.” The year of the first day stands where it is another."""
    first, last = in_words(nil.started_on, "j F Y"), in_words(nil.ended_on, "j F Y")
    if nil.started_on == nil.ended_on:
        return _("No formal decisions on %(last)s.") % {"last": last}
    if nil.started_on.year == nil.ended_on.year:
        first = in_words(nil.started_on, "j F")
    return _("No formal decisions between %(first)s and %(last)s.") % {"first": first, "last": last}


def gaps_of(numbers: Iterable[int], highest: int) -> list[tuple[int, int]]:
    """The runs of numbers from 1 to `highest` that are not among `numbers`, each with its first and last number."""
    known, found, first = {*numbers, highest + 1}, [], 1
    for number in sorted(one for one in known if one <= highest + 1):
        if number > first:
            found.append((first, number - 1))
        first = number + 1
    return found


def gap_words(year: int, gaps: Sequence[tuple[int, int]]) -> str:
    """“2018/001 to 2018/004 and 2018/008 are not in this register.” Empty without a gap."""
    runs = [
        f"{year}/{first:03d}" if first == last else _("%(first)s to %(last)s") % {
            "first": f"{year}/{first:03d}", "last": f"{year}/{last:03d}",
        }
        for first, last in gaps
    ]  # fmt: skip
    if not runs:
        return ""
    if len(gaps) == 1 and gaps[0][0] == gaps[0][1]:
        return _("%(number)s is not in this register.") % {"number": runs[0]}
    listed = runs[0] if len(runs) == 1 else _("%(some)s and %(last)s") % {"some": ", ".join(runs[:-1]), "last": runs[-1]}
    return _("%(numbers)s are not in this register.") % {"numbers": listed}
