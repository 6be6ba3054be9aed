"""The commissioning paper and its short form for the update report, as Markdown with a chart, from facts alone.

Who asks gives the facts (`services.live_papers`), which are what everybody may read; nothing here reads a row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissioning.choices import Vat
from commissioning.rules import stages as stages_of
from commissioning.rules.overview import Ending, FundLine, Slice, letter, spending_chart, together
from commissioning.rules.stages import slip_words
from commissioning.rules.standing import Standing
from commissioning.rules.totals import Check, add_up, vat_words
from decisions.papers.key_decisions import safe
from interface.templatetags.dates import long_date, money, short_date
from meetings.papers.tables import table
from panels.rules.hosts import years_words

CHART = "spending-by-priority"
MOST_IN_SHORT = 10  # awards that the short form names one by one


@dataclass(frozen=True)
class Facts:
    """All that the paper tells, as at a day: `since` is when the body last met, `year` the financial year of the sums."""

    on: date
    since: date | None
    year: int
    awards: list[Any] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)
    funds: list[FundLine] = field(default_factory=list)
    slices: list[Slice] = field(default_factory=list)
    endings: list[Ending] = field(default_factory=list)
    wrong: list[tuple[Any, Check]] = field(default_factory=list)


def write_report(facts: Facts) -> tuple[str, dict[str, Any]]:
    """The whole paper."""
    parts = [
        _opening(facts), f"## {_('Awards since the last meeting')}", *_awards(facts),
        f"## {_('Procurements and grant rounds by stage')}", *_stages(facts), f"## {_('Grants by fund')}", *_funds(facts),
        f"## {_('Spending by priority')}", *_spending(facts), f"## {_('Exceptions')}", *_exceptions(facts),
    ]  # fmt: skip
    return _joined(parts), _charts(facts)


def write_section(facts: Facts) -> tuple[str, dict[str, Any]]:
    """The section of the update report: the sums, the newest awards, and what does not go as planned."""
    parts = [*_awards(facts, most=MOST_IN_SHORT), _spent(facts), _stages_in_short(facts), *_exceptions(facts)]
    return _joined(parts), {}


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def _opening(facts: Facts) -> str:
    words = _("What the Commissioner awarded, buys and gives, as at %(on)s. Amounts are in pounds, as awarded, with how each "
              "stands to value added tax. What is private is in no list and in no sum.")  # fmt: skip
    return words % {"on": long_date(facts.on)}


def _pounds(amount: Decimal) -> str:
    return money(amount, "pence")


# Awards ---------------------------------------------------------------------------------------------------------------


def _awards(facts: Facts, most: int = 0) -> list[str]:
    rows = facts.awards
    if not rows:
        if facts.since is None:
            return [_("No award is published as at %(on)s.") % {"on": long_date(facts.on)}]
        return [_("Nothing was awarded after the meeting of %(day)s.") % {"day": long_date(facts.since)}]
    count = ngettext("%(count)d award", "%(count)d awards", len(rows)) % {"count": len(rows)}
    total = add_up([one.amount for one in rows])
    said = {"awards": count, "sum": _pounds(total), "vat": _vat(one.vat for one in rows), "day": long_date(facts.since)}
    words = _("%(awards)s made or published since the meeting of %(day)s, together %(sum)s (%(vat)s).") if facts.since else _(
        "%(awards)s in the last year, together %(sum)s (%(vat)s)."
    )  # fmt: skip
    shown = rows[:most] if most else rows
    left = [_("The others are in the register of awards.")] if len(shown) < len(rows) else []
    heads = (_("Award"), _("Provider"), _("Purpose"), _("Amount"), _("VAT"), _("Awarded"))
    caption = _("Awards, the newest first. Amounts in pounds, with the VAT of each")
    return [words % said, table(caption, heads, [_award(one) for one in shown]), *left]


def _award(award: Any) -> tuple[str, ...]:
    title = _("%(title)s, %(reference)s") % {"title": safe(award.title), "reference": award.reference}
    purpose = safe(award.purpose) or _("not known")
    vat = str(award.get_vat_display())
    return title, safe(award.provider.name), purpose, _pounds(award.amount), vat, short_date(award.awarded_on)


def _vat(treatments: Iterable[str]) -> str:
    """How the amounts of a sum stand to VAT, inside a sentence."""
    words = vat_words(sorted(set(treatments))) or str(Vat.NOT_STATED.label)
    return words if words.startswith("VAT") else words[:1].lower() + words[1:]


# Procurements ---------------------------------------------------------------------------------------------------------


def _stages(facts: Facts) -> list[str]:
    if not facts.standings:
        return [_("No procurement and no grant round is in hand.")]
    heads = (_("Procurement or round"), _("Reached"), _("Next"), _("Planned"), _("Now expected"), _("Slip"))
    return [table(_("In hand, what slips most first"), heads, [_standing(one) for one in facts.standings])]


def _standing(one: Standing) -> tuple[str, ...]:
    title = _("%(title)s, %(reference)s") % {"title": safe(one.exercise.title), "reference": one.exercise.reference}
    reached = _("none")
    if one.current:
        day = stages_of.date_words(one.current.actual_on, one.current.actual_as)
        reached = _("%(stage)s, %(day)s") % {"stage": one.current.get_kind_display(), "day": day}
    if one.next is None:
        return title, reached, _("none planned"), _("none"), _("none"), _("none")
    planned = stages_of.date_words(one.next.planned_on, one.next.planned_as) or _("not known")
    expected = stages_of.date_words(one.next.expected_on, one.next.expected_as)
    expected = expected or (_("no new date") if one.slips else _("as planned"))
    return title, reached, str(one.next.get_kind_display()), planned, expected, slip_words(one.slip)


def _stages_in_short(facts: Facts) -> str:
    count = len(facts.standings)
    if not count:
        return _("No procurement and no grant round is in hand.")
    late = sum(one.slips for one in facts.standings)
    words = ngettext(
        "%(count)d procurement or grant round is in hand", "%(count)d procurements and grant rounds are in hand", count
    )
    slips = ngettext("%(late)d of them slips", "%(late)d of them slip", late) if late else _("none of them slips")
    return _("%(words)s; %(slips)s.") % {"words": words % {"count": count}, "slips": slips % {"late": late} if late else slips}


# Grants by fund -------------------------------------------------------------------------------------------------------


def _funds(facts: Facts) -> list[str]:
    if not facts.funds:
        return [_("No fund is published.")]
    heads = (
        _("Fund"),
        _("Budget"),
        _("Awards"),
        _("Awarded"),
        _("VAT of the awards"),
        _("To be spent by"),
        _("Totals as stated"),
    )
    caption = _("Funds with what was awarded of them, beside the totals that papers state")
    return [table(caption, heads, [_fund(one) for one in facts.funds])]


def _fund(line: FundLine) -> tuple[str, ...]:
    fund = line.fund
    title, year = safe(fund.title), years_words(fund.year)
    title = title if year in fund.title else _("%(title)s, %(year)s") % {"title": title, "year": year}
    budget = _("not known")
    if fund.budget is not None:
        budget = _("%(sum)s (%(vat)s)") % {"sum": _pounds(fund.budget), "vat": _vat([fund.vat])}
    checks = "; ".join(one.words for one in line.checks) or _("none stated")
    awarded, vat = (_pounds(line.awarded), line.vat) if line.count else (_("none"), _("none"))
    return title, budget, str(line.count), awarded, vat, short_date(fund.spend_by) or _("not known"), checks


# Spending -------------------------------------------------------------------------------------------------------------


def _spent(facts: Facts) -> str:
    """The sum of the year, and what most of it serves."""
    year = {"year": years_words(facts.year)}
    if not facts.slices:
        return _("Nothing is awarded in %(year)s.") % year
    most = max(facts.slices, key=lambda one: one.total)
    said = {**year, "sum": _pounds(together(facts.slices)), "vat": _vat(vat for one in facts.slices for vat in one.vats)}
    words = _("Awards of %(year)s come to %(sum)s (%(vat)s).") % said
    if most.priority is None:
        return words
    return f"{words} {_('Most of it serves “%(title)s”.') % {'title': safe(most.title)}}"


def _spending(facts: Facts) -> list[str]:
    if not facts.slices:
        return [_spent(facts)]
    heads = (_("Priority"), _("Awards"), _("Grants"), _("Contracts"), _("Together"), _("VAT"))
    rows = [
        (
            f"{letter(at)}. {safe(one.title)}",
            str(one.count),
            _pounds(one.grants),
            _pounds(one.contracts),
            _pounds(one.total),
            one.vat,
        )
        for at, one in enumerate(facts.slices)
    ]
    caption = _("Awards of %(year)s by priority, in pounds as they were made") % {"year": years_words(facts.year)}
    return [_spent(facts), f"Chart: {CHART}", table(caption, heads, rows)]


def _charts(facts: Facts) -> dict[str, Any]:
    return {CHART: spending_chart(facts.slices, facts.year)} if facts.slices else {}


# Exceptions -----------------------------------------------------------------------------------------------------------


def _exceptions(facts: Facts) -> list[str]:
    """What does not go as planned: stages that slip, days that passed, and totals that differ from their lines."""
    lines = [_slips(one) for one in facts.standings if one.slips]
    lines += [_ended(one) for one in facts.endings if one.is_late]
    lines += [_("%(title)s: %(words)s") % {"title": safe(total.title), "words": check.words} for total, check in facts.wrong]
    soon = [_ended(one) for one in facts.endings if not one.is_late]
    found = [_bullets(lines) if lines else _("Nothing slips, nothing is late, and all totals add up.")]
    return [*found, *([_("Ahead:"), _bullets(soon)] if soon else [])]


def _slips(one: Standing) -> str:
    stage = one.next.get_kind_display() if one.next else ""
    said = {"title": safe(one.exercise.title), "stage": stage, "slip": slip_words(one.slip)}
    return _("%(title)s: %(stage)s is %(slip)s") % said


def _ended(one: Ending) -> str:
    said = {"title": safe(ending_title(one.row)), "day": long_date(one.on)}
    return ending_words(one) % said


def ending_title(row: Any) -> str:
    """What ends: the award, that of an option, or the fund."""
    return str(row.award.title if hasattr(row, "decide_by") else row.title)


def ending_words(one: Ending) -> str:
    """The sentence of what ends when, with places for the title and the day."""
    if hasattr(one.row, "decide_by"):
        late, ahead = (
            _("%(title)s: its extension was to be decided by %(day)s"),
            _("%(title)s: extension to be decided by %(day)s"),
        )
    elif hasattr(one.row, "budget"):
        late, ahead = _("%(title)s: was to be spent by %(day)s"), _("%(title)s: to be spent by %(day)s")
    else:
        late, ahead = _("%(title)s: ended on %(day)s and is not closed"), _("%(title)s: ends on %(day)s")
    return late if one.is_late else ahead


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
