"""An award as a table or another publisher's file has it, and what is wrong with such a line."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from commissioning.choices import AwardKind, AwardStatus, Vat

SERIES = {AwardKind.GRANT: "G", AwardKind.CONTRACT: "C"}
REFERENCE = re.compile(r"([GC])-(\d{4})-(\d{3,6})")
LONGEST = {"title": 200, "provider_name": 200, "funder": 200, "their_identifier": 200, "source_url": 300}
MOST = Decimal("999999999999.99")
PENNY = Decimal("0.01")


@dataclass(frozen=True)
class AwardRow:
    """One line. An empty `reference` is a new award; an empty `funder` the Commissioner's own money, else whose all of it is."""

    kind: str
    title: str
    provider_name: str
    amount: Decimal
    purpose: str = ""
    conditions: str = ""
    reasons: str = ""
    charity_number: str = ""
    company_number: str = ""
    provider_identifier: str = ""
    vat: str = Vat.NOT_STATED
    awarded_on: date | None = None
    started_on: date | None = None
    ended_on: date | None = None
    reference: str = ""
    their_identifier: str = ""
    source_url: str = ""
    fund: str = ""
    funder: str = ""
    is_crime_and_disorder: bool = False
    publish: bool = False


@dataclass(frozen=True)
class Brought:
    """How many awards a file made, how many it changed, and how many it found as they are."""

    made: int
    changed: int
    same: int


def row_problems(row: AwardRow) -> dict[str, str]:
    """What is wrong with a line, by its field; what hangs on other rows or on the register is asked elsewhere."""
    return _word_problems(row) | _amount_problems(row) | _day_problems(row) | _reference_problems(row)


def series_of(reference: str) -> tuple[str, int, int] | None:
    """Series, year and number of a reference like G-2022-001; None for anything else."""
    found = REFERENCE.fullmatch(reference)
    return (found[1], int(found[2]), int(found[3])) if found else None


def status_on(day: date, row: AwardRow) -> str:
    """The state in which an award of such dates is on a day."""
    if row.awarded_on is None:
        return AwardStatus.DRAFT
    if row.ended_on and row.ended_on < day:
        return AwardStatus.ENDED
    return AwardStatus.LIVE if row.started_on and row.started_on <= day else AwardStatus.AWARDED


def _word_problems(row: AwardRow) -> dict[str, str]:
    problems = {}
    if row.kind not in AwardKind.values:
        problems["kind"] = _("Write grant or contract")
    if row.vat not in Vat.values:
        problems["vat"] = _("Write how the amount stands to VAT")
    if not row.title.strip():
        problems["title"] = _("Enter the title")
    if not row.provider_name.strip():
        problems["provider_name"] = _("Enter the name of the provider")
    for name, most in LONGEST.items():
        if len(getattr(row, name)) > most:
            problems[name] = _("Write %(most)d characters or fewer") % {"most": most}
    return problems


def _amount_problems(row: AwardRow) -> dict[str, str]:
    if not isinstance(row.amount, Decimal) or not row.amount.is_finite():
        return {"amount": _("Enter an amount in pounds, like 1204.50")}
    if row.amount < 0:
        return {"amount": _("The amount must not be less than nothing")}
    if row.amount > MOST or row.amount != row.amount.quantize(PENNY):
        return {"amount": _("Enter an amount in pounds and whole pence, like 1204.50")}
    return {}


def _day_problems(row: AwardRow) -> dict[str, str]:
    problems = {}
    if row.started_on and row.ended_on and row.ended_on < row.started_on:
        problems["ended_on"] = _("The last day must not be before the first")
    if row.publish and row.awarded_on is None:
        problems["awarded_on"] = _("Enter the day on which it was awarded")
    return problems


def _reference_problems(row: AwardRow) -> dict[str, str]:
    if not row.reference:
        return {}
    found = series_of(row.reference)
    # A row's kind may still be any text, which no key of the series equals
    if found is None or found[0] != SERIES.get(row.kind):  # type: ignore[call-overload]
        return {"reference": _("Write a reference like G-2022-001 for a grant or C-2022-001 for a contract, or leave it empty")}
    return {}
