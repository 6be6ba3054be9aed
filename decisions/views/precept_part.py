"""What the page of a case shows of a precept: what is proposed, each band, the checks, and the figures behind it."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import CaseStatus, FigureSection, NoticeKind
from decisions.models import Figure
from decisions.rules.bands import BandCheck, check_bands
from decisions.rules.facts import CaseFacts, proposal_of
from decisions.rules.naming import years_words
from decisions.rules.precept_figures import Check, CheckedFigure, cap_check, check_figures, figure_words, percent, total_check
from interface.templatetags.dates import money, short_date
from interface.templatetags.govuk import tag
from panels import rulebook

SECTIONS = list(FigureSection)


@dataclass(frozen=True)
class BandRow:
    """One band in words: what is computed, what the papers state, and whether they agree."""

    band: str
    ninths: str
    charge: str
    increase: str
    stated: str
    check: str
    differs: bool


@dataclass(frozen=True)
class ShownProposal:
    """A proposal as the page draws it: its bands, and the checks of its figures."""

    title: str
    bands: list[BandRow]
    problems: list[str]
    notes: list[str]
    has_increase: bool
    has_stated: bool
    checks: list[Check]


@dataclass(frozen=True)
class ShownFigure:
    label: str
    value: str
    where: str
    is_total: bool
    is_rough: bool
    check: Check | None


def part(request: Any, facts: CaseFacts) -> tuple[str, dict[str, Any]]:
    """The template of the part, and what it needs. Everybody who may read the case reads the same."""
    figures = list(Figure.objects.filter(precept=facts.precept)) if facts.precept is not None else []
    sections = _sections(figures)
    shown = {
        "key_facts": _key_facts(facts),
        "proposals": [_proposal(facts, one) for one in reversed(facts.notices) if proposal_of(one) is not None],
        "sections": sections,
        "count": len(figures),
        "wrong": sum(bool(line.check and line.check.is_wrong) for section in sections for line in section["lines"]),
        "ninths": facts.rule(rulebook.BAND_NINTHS),
    }
    return "decisions/_precept.html", {"precept": shown}


# In a line --------------------------------------------------------------------------------------------------------


def _key_facts(facts: CaseFacts) -> list[dict[str, Any]]:
    """What is proposed, by how much more, and what was issued; nothing of what is not known."""
    row, proposed, found = facts.precept, proposal_of(facts.running_notice), []
    if proposed is not None:
        is_revised = facts.running_notice.kind == NoticeKind.REVISED
        term = _("Band D, revised") if is_revised else _("Band D proposed")
        found.append(_fact(term, money(proposed.band_d, "pence"), _rise(row, proposed.band_d)))
        if proposed.total is not None:
            found.append(_fact(_("Precept proposed"), _large(proposed.total), ""))
    if row is not None and row.band_d_before is not None:
        found.append(_fact(_("Band D the year before"), money(row.band_d_before, "pence"), _before_note(facts)))
    if row is not None and row.tax_base is not None:
        found.append(_fact(_("Tax base"), plain(row.tax_base), _("band D equivalents")))
    if row is not None and row.band_d_issued is not None and facts.case.status == CaseStatus.CLOSED:
        found.append(_fact(_("Band D issued"), money(row.band_d_issued, "pence"), short_date(facts.case.outcome_on)))
    return found


def _fact(term: str, value: str, note: str) -> dict[str, Any]:
    return {"term": term, "value": value, "note": note}


def _rise(row: Any, band_d: Decimal) -> str:
    """“£10.00 more, 4.1%” beside the year before; empty while that is not known."""
    before = row.band_d_before if row is not None else None
    if before is None:
        return ""
    apart = abs(band_d - before)
    said = {"apart": money(apart, "pence"), "share": percent(before, band_d)}
    if band_d == before:
        return _("as in the year before")
    words = _("%(apart)s more, %(share)s") if band_d > before else _("%(apart)s less, %(share)s")
    return words % said if said["share"] else said["apart"]


def _before_note(facts: CaseFacts) -> str:
    return years_words(facts.case.year - 1) if facts.case.year else ""


def _large(amount: Decimal) -> str:
    """£144.8 million where nothing is lost by it, else the whole amount."""
    return money(amount, "millions") if amount >= 1_000_000 and not amount % 100_000 else money(amount)


def plain(number: Decimal) -> str:
    """A number with its commas, without noughts behind the point."""
    return f"{number.normalize():,f}"


# A proposal -------------------------------------------------------------------------------------------------------


def _proposal(facts: CaseFacts, notice: Any) -> ShownProposal:
    proposed, row = proposal_of(notice), facts.precept
    before = row.band_d_before if row is not None else None
    stated = {one.band: (one.amount, one.increase) for one in proposed.bands.all()}
    checks = check_bands(before, proposed.band_d, stated)
    words = _("Revised precept received on %(day)s") if notice.kind == NoticeKind.REVISED else _("Precept proposed on %(day)s")
    return ShownProposal(
        title=words % {"day": short_date(notice.received_on)},
        bands=[band_row(one) for one in checks],
        problems=[one.problem for one in checks if one.problem],
        notes=[_("Band %(band)s: %(note)s") % {"band": one.band, "note": one.note} for one in checks if one.note],
        has_increase=before is not None,
        has_stated=bool(stated),
        checks=_checks(facts, proposed, before),
    )


def _checks(facts: CaseFacts, proposed: Any, before: Decimal | None) -> list[Check]:
    found = [total_check(proposed.band_d, facts.precept.tax_base if facts.precept else None, proposed.total)]
    if facts.case.year:
        rule, year = facts.rule(rulebook.REFERENDUM_CAP), years_words(facts.case.year)
        found.insert(0, cap_check(before, proposed.band_d, rule, nation=facts.case.area.nation, year=year))
    return found


def band_row(one: BandCheck) -> BandRow:
    """A band as a page draws it."""
    stated = [money(amount, "pence") for amount in (one.stated_charge,) if amount is not None]
    if one.stated_increase is not None:
        stated.append(_("increase %(amount)s") % {"amount": money(one.stated_increase, "pence")})
    differs = bool(one.problem)
    check = (tag(_("Differs"), "orange") if differs else _("agrees")) if stated else ""
    return BandRow(
        band=one.band,
        ninths=_("%(ninths)d/9") % {"ninths": one.ninths},
        charge=money(one.charge, "pence"),
        increase=money(one.increase.of_band_d, "pence") if one.increase is not None else "",
        stated=", ".join(stated),
        check=check,
        differs=differs,
    )


# The figures behind it --------------------------------------------------------------------------------------------


def _sections(figures: list[Figure]) -> list[dict[str, Any]]:
    """The figures by part, in the order of the parts, each total with its check."""
    ordered = sorted(figures, key=lambda one: (SECTIONS.index(FigureSection(one.section)), one.number))
    checked = check_figures(ordered)
    found = []
    for section, rows in groupby(checked, key=lambda one: one.row.section):
        lines = [_line(one) for one in rows]
        found.append({"title": FigureSection(section).label, "lines": lines, "has_where": any(one.where for one in lines)})
    return found


def _line(one: CheckedFigure) -> ShownFigure:
    row = one.row
    value = figure_words(row.value, row.unit)
    if row.is_rough:
        value = _("about %(value)s") % {"value": value}
    return ShownFigure(row.label, value, row.where, row.is_total, row.is_rough, one.check)
