"""A grant of another publisher as a line of awards; what the portal has no place for stays behind in its values."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from commissioning.choices import CURRENCY, AwardKind, Vat
from commissioning.registry import Looked
from commissioning.rules.award_rows import LONGEST, MOST, PENNY, AwardRow, row_problems
from commissioning.rules.numbers import tidy_charity_number, tidy_company_number, tidy_identifier
from decisions.rules.scheme_tables import read_pounds
from exchange.publishing.identity import Source
from exchange.threesixtygiving.mapping import TITLES, amount_of, unplaced
from exchange.threesixtygiving.reading import Line
from interface.clock import LONDON

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TO_A_PERSON = ("recipientIndividual", "toIndividualsDetails", "Recipient Ind", "To Individuals Details")
IS_WEB = URLValidator(schemes=["http", "https"])
# Where the portal's own fields stand in the file, for what `row_problems` says of them
COLUMNS = {
    "title": "title", "provider_name": "recipientOrganization/name", "amount": "amountAwarded", "awarded_on": "awardDate",
    "ended_on": "plannedDates/endDate", "their_identifier": "id", "source_url": "url", "funder": "fundingOrganization/name",
}  # fmt: skip
REGISTERS = (
    ("GB-CHC-", "charity_number"),
    ("GB-SC-", "charity_number"),
    ("GB-NIC-", "charity_number"),
    ("GB-COH-", "company_number"),
)


@dataclass(frozen=True)
class Into:
    """Where the grants are brought: the fund, where one was chosen, and as whom the area publishes."""

    fund: str
    is_crime_and_disorder: bool
    source: Source | None


def is_to_a_person(line: Line) -> bool:
    """Whether a grant went to a person, of whom the portal holds nothing."""
    return any(path.startswith(TO_A_PERSON) for path in line.values)


def award_row(line: Line, into: Into, looked: Looked) -> AwardRow | None:
    """The grant as a line of awards; None where it is wrong, which is told in `looked`."""
    before = len(looked.problems)
    their_identifier = _identifier(line, into, looked)
    awarded_on = _day(line, "awardDate", looked, is_needed=True)
    amount = _amount(line, looked)
    if len(looked.problems) > before or amount is None:
        return None
    first, last = _dates(line, looked)
    _tell_of_several(line, looked)
    row = AwardRow(
        kind=AwardKind.GRANT, title=line.text("title"), purpose=line.text("description"),
        provider_name=line.text("recipientOrganization/0/name"), **_numbers(line, looked), amount=amount, vat=Vat.NOT_STATED,
        awarded_on=awarded_on, started_on=first, ended_on=last, their_identifier=their_identifier, source_url=_address(line),
        fund=into.fund, funder=_funder(line, into), is_crime_and_disorder=into.is_crime_and_disorder, publish=True,
    )  # fmt: skip
    for name, words in row_problems(row).items():
        looked.wrong(line.number, column_of(line, COLUMNS.get(name, name)), words)
    return row if len(looked.problems) == before else None


def column_of(line: Line, path: str) -> str:
    """What the file calls a field."""
    return TITLES.get(path, path) if line.columns else path


def _identifier(line: Line, into: Into, looked: Looked) -> str:
    found = line.text("id")
    if not found:
        looked.wrong(line.number, column_of(line, "id"), _("Every grant needs its identifier"))
    elif into.source and found.casefold().startswith(f"{into.source.grants_prefix}-".casefold()):
        words = _("This grant is your own: its identifier begins with your prefix. Take it out of the file")
        looked.wrong(line.number, column_of(line, "id"), words)
    return found


def _amount(line: Line, looked: Looked) -> Decimal | None:
    """What was awarded, in pounds and exact."""
    currency, value = line.text("currency"), line.take("amountAwarded")
    if currency.upper() != CURRENCY:
        words = (
            _("The amount is in %(currency)s. Only pounds (GBP) can be brought in") if currency else _("Enter the currency, GBP")
        )
        looked.wrong(line.number, column_of(line, "currency"), words % {"currency": currency[:10]} if currency else words)
    try:
        exact = read_pounds(str(value or "")) if line.columns else amount_of(value)
    except ValueError as error:
        looked.wrong(line.number, column_of(line, "amountAwarded"), error)
        return None
    if exact is None:
        looked.wrong(line.number, column_of(line, "amountAwarded"), _("Write the amount as a number, like 1204.50"))
        return None
    return exact.quantize(PENNY) if abs(exact) < MOST and exact == exact.quantize(PENNY) else exact


# Days --------------------------------------------------------------------------------------------------------------


def _day(line: Line, path: str, looked: Looked, *, is_needed: bool = False) -> date | None:
    """A day, or the day on which a moment is in London."""
    text = line.text(path)
    if not text and not is_needed:
        return None
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
        found = datetime.fromisoformat(text)
        return found.astimezone(LONDON).date() if found.tzinfo else found.date()
    except ValueError:
        looked.wrong(line.number, column_of(line, unplaced(path)), _("Write the day as year, month and day, like 2022-01-31"))
        return None


def _dates(line: Line, looked: Looked) -> tuple[date | None, date | None]:
    """From when until when it runs: as it was, else as it was planned. A month or a year without a day is not mapped."""
    of = "actualDates/0" if any(path.startswith("actualDates/0/") for path in line.values) else "plannedDates/0"
    paths = (f"{of}/startDate", f"{of}/endDate")
    known = [len(str(line.values.get(path, ""))) >= len("2022-01-31") for path in paths]
    first, last = (_day(line, path, looked) if is_day else None for path, is_day in zip(paths, known, strict=True))
    return first, last


# Organisations -----------------------------------------------------------------------------------------------------


def _numbers(line: Line, looked: Looked) -> dict[str, Any]:
    """What the recipient is known by. A number whose form is wrong is not taken, and told."""
    recipient = "recipientOrganization/0"
    whole = line.text(f"{recipient}/id")
    said = {"charity_number": line.text(f"{recipient}/charityNumber"), "company_number": line.text(f"{recipient}/companyNumber")}
    is_of_register = False
    for start, name in REGISTERS:
        if whole.startswith(start):
            is_of_register = True
            said[name] = said[name] or whole.removeprefix(start)
    said["provider_identifier"] = "" if is_of_register else whole
    return {name: _tidy(line, name, text, looked) for name, text in said.items()}


TIDY = {
    "charity_number": (tidy_charity_number, "recipientOrganization/charityNumber"),
    "company_number": (tidy_company_number, "recipientOrganization/companyNumber"),
    "provider_identifier": (tidy_identifier, "recipientOrganization/id"),
}  # fmt: skip
LONGEST_IDENTIFIER = 80


def _tidy(line: Line, name: str, text: str, looked: Looked) -> str:
    tidy, path = TIDY[name]
    if text.startswith("360G-") or len(text) > LONGEST_IDENTIFIER:
        line.values[path] = text  # an identifier that only its publisher knows
        return ""
    try:
        return tidy(text)
    except ValidationError:
        line.values[path] = text
        looked.odd(line.number, column_of(line, path), _("The form of this number is not right. It is left out"))
        return ""


def _tell_of_several(line: Line, looked: Looked) -> None:
    """A grant has one recipient and one funder here; the others are counted as not mapped."""
    for path, words in (
        ("recipientOrganization", _("The grant went to several organisations. Only the first is brought in")),
        ("fundingOrganization", _("The grant has several funders. Only the first is brought in")),
    ):
        if any(one.startswith(f"{path}/1/") for one in line.values):
            looked.odd(line.number, column_of(line, f"{path}/name"), words)


def _funder(line: Line, into: Into) -> str:
    """Whose money it is: empty for the Commissioner's own. A second funder is not mapped."""
    identifier, name = line.text("fundingOrganization/0/id"), line.text("fundingOrganization/0/name")
    if into.source and identifier.casefold() == into.source.organisation.casefold():
        return ""
    return name[: LONGEST["funder"]]


def _address(line: Line) -> str:
    """Where the grant was published: its own page, else the file that it came from."""
    for path in ("url", "dataSource"):
        text = str(line.values.get(path, ""))
        if text and len(text) <= LONGEST["source_url"] and _is_web(text):
            return line.text(path)
    return ""


def _is_web(text: str) -> bool:
    try:
        IS_WEB(text)
    except ValidationError:
        return False
    return True
