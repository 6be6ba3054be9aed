"""Rows of an older register, or of one that was written out here, read back: what each says, and all that is wrong with it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from decisions.choices import SIGNED, CostKind, DecisionStatus
from decisions.rules.decision_rows import COLUMNS, DAYS, LONGEST, NEEDED, TEXTS, WITH_AMOUNT, one_line, plain
from documents.choices import Access, ExemptParagraph
from interface.fields import parse_date
from interface.templatetags.dates import long_date

REFERENCE = re.compile(r"\s*(\d{4})\s*[/-]\s*(\d{1,5})\s*", re.ASCII)
AMOUNT = re.compile(r"£?\s*((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?)", re.ASCII)
FIRST_YEAR = 2000  # before which no office of this kind was
MOST_DIGITS = 12  # of the pounds, as the register keeps them
SHOWN = 60  # letters of a cell that a problem quotes
YES, NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})
PRIVATE_WORDS = {"exempt": Access.EXEMPT, "private": Access.EXEMPT, "members": Access.MEMBERS, "open": Access.PUBLIC}


@dataclass(frozen=True)
class Problem:
    """What is wrong in a row (0 for the whole file), in which column (empty for the whole row), and what to do."""

    row: int
    column: str
    reason: str


@dataclass
class RegisterRow:
    """A row as it was read: its number in the file, its reference, the values of the columns that the file has, and what is
    wrong. `rescinded_by` is a year and a number."""

    place: int
    key: tuple[int, int] = (0, 0)
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def reference(self) -> str:
        return f"{self.key[0]}/{self.key[1]:03d}"

    def wrong(self, column: str, reason: str) -> None:
        """Note what is wrong in a column, under its heading."""
        self.problems.append(Problem(self.place, str(COLUMNS.get(column, column)), reason))


def as_read(row: RegisterRow) -> Any:
    """What a row says, as something that `decision_rows.cells_of` writes: columns that the file does not have are as new."""
    by = row.values.get("rescinded_by")
    rescinder = SimpleNamespace(reference=f"{by[0]}/{by[1]:03d}") if by else None
    return SimpleNamespace(**{**BLANK, **row.values, "reference": row.reference, "maker": None, "rescinded_by": rescinder})


BLANK: dict[str, Any] = {
    **dict.fromkeys((*TEXTS, *LONGEST), ""), **dict.fromkeys(DAYS), "status": DecisionStatus.PROPOSED,
    "cost_kind": CostKind.NOT_KNOWN, "cost": None, "is_significant": True, "access": Access.PUBLIC, "exempt_paragraph": None,
    "rescinded_by": None,
}  # fmt: skip


def columns_of(headings: Sequence[str]) -> tuple[list[str], list[Problem]]:
    """The column that each heading means, and what is wrong with the headings: one that is not known, twice there, or missing."""
    known = {_folded(str(words)): name for name, words in COLUMNS.items()}
    names = [known.get(_folded(heading), "") for heading in headings]
    problems = [
        Problem(1, heading or _("no heading"), _("We do not know this column. Take it out, or give it a heading from the list"))
        for heading, name in zip(headings, names, strict=True)
        if not name
    ]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    problems += [Problem(1, str(COLUMNS[name]), _("This column is there twice")) for name in twice]
    missing = [name for name in NEEDED if name not in names]
    return names, problems + [Problem(1, str(COLUMNS[name]), _("This column is missing")) for name in missing]


def read_row(place: int, cells: Mapping[str, str], today: date) -> RegisterRow:
    """One row of the file: every cell is read before anything is refused, so that all that is wrong is named at once."""
    row = RegisterRow(place)
    for name, cell in cells.items():
        try:
            row.values[name] = READERS[name](name, plain(cell))
        except ValueError as error:
            row.wrong(name, str(error))
    row.key = row.values.pop("reference", (0, 0))
    _amount_fits(row)
    for check in (_state_has_days, _days_in_order, _private_is_explained, _public_has_none):
        if not row.problems:
            check(row, today)
    return row


# One cell --------------------------------------------------------------------------------------------------------


def read_reference(text: str) -> tuple[int, int] | None:
    """The year and the number of a reference, `2018/005` or `2018-005`; None for anything else."""
    found = REFERENCE.fullmatch(text)
    if not found or int(found[1]) < FIRST_YEAR or not int(found[2]):
        return None
    return int(found[1]), int(found[2])


def _reference(name: str, cell: str) -> tuple[int, int]:
    key = read_reference(cell)
    if key is None:
        raise ValueError(_("“%(cell)s” is not a reference. Write it as 2018/005") % {"cell": cell[:SHOWN]})
    return key


def _other_reference(name: str, cell: str) -> tuple[int, int] | None:
    return _reference(name, cell) if cell else None


def _line(name: str, cell: str) -> str:
    if len(cell) > LONGEST[name]:
        words = _("It must be %(limit)s letters or fewer, and has %(has)s")
        raise ValueError(words % {"limit": LONGEST[name], "has": f"{len(cell):,}"})
    return one_line(cell)


def _title(name: str, cell: str) -> str:
    if not cell:
        raise ValueError(_("Enter a title"))
    return _line(name, cell)


def _address(name: str, cell: str) -> str:
    try:
        if cell:
            URLValidator(["http", "https"])(cell)
    except ValidationError:
        raise ValueError(_("Enter an address like https://example.com/notice.pdf")) from None
    return _line(name, cell)


def _text(name: str, cell: str) -> str:
    return cell


def _day(name: str, cell: str) -> date | None:
    day = parse_date(cell) if cell else None
    if cell and day is None:
        raise ValueError(_("“%(cell)s” is not a date. Write it as 17/3/2022") % {"cell": cell[:SHOWN]})
    return day


def _amount(name: str, cell: str) -> Decimal | None:
    if not cell:
        return None
    found = AMOUNT.fullmatch(cell)
    whole = found[1].replace(",", "") if found else ""
    if not found or len(whole.partition(".")[0]) > MOST_DIGITS:
        words = _("“%(cell)s” is not an amount in pounds. Write it as 1204.50 or 1,204.50")
        raise ValueError(words % {"cell": cell[:SHOWN]})
    return Decimal(whole)


def _yes(name: str, cell: str) -> bool:
    word = cell.casefold()
    if word in YES | {_("Yes").casefold()} or not cell:
        return True
    if word in NO | {_("No").casefold()}:
        return False
    raise ValueError(_("“%(cell)s” is neither Yes nor No") % {"cell": cell[:SHOWN]})


def _chosen(choices: Any, cell: str, others: Mapping[str, str] | None = None) -> str:
    """The value of a word, which is its label or its key; ValueError with the words that there are."""
    known = {**(others or {}), **{value.casefold(): value for value in choices.values}}
    known |= {str(label).casefold(): value for value, label in choices.choices}
    if found := known.get(cell.casefold()):
        return str(found)
    words = _("“%(cell)s” is not among: %(words)s")
    raise ValueError(words % {"cell": cell[:SHOWN], "words": ", ".join(str(label) for label in choices.labels)})


def _status(name: str, cell: str) -> str:
    if not cell:
        raise ValueError(_("Enter the state, such as Published"))
    return _chosen(DecisionStatus, cell)


def _cost_kind(name: str, cell: str) -> str:
    return _chosen(CostKind, cell) if cell else ""


def _access(name: str, cell: str) -> str:
    return _chosen(Access, cell, PRIVATE_WORDS) if cell else Access.PUBLIC


def _paragraph(name: str, cell: str) -> int | None:
    if cell and (not cell.isdecimal() or int(cell) not in ExemptParagraph.values):
        words = _("“%(cell)s” is not a paragraph of Schedule 12A. Enter a number from %(first)s to %(last)s")
        numbers = {"first": min(ExemptParagraph.values), "last": max(ExemptParagraph.values)}
        raise ValueError(words % {"cell": cell[:SHOWN], **numbers})
    return int(cell) if cell else None


READERS: dict[str, Any] = {
    **dict.fromkeys(LONGEST, _line), **dict.fromkeys(TEXTS, _text), **dict.fromkeys(DAYS, _day), "reference": _reference,
    "title": _title, "source_url": _address, "cost": _amount, "is_significant": _yes, "status": _status,
    "cost_kind": _cost_kind, "access": _access, "exempt_paragraph": _paragraph, "rescinded_by": _other_reference,
}  # fmt: skip


# Cells together --------------------------------------------------------------------------------------------------


def _amount_fits(row: RegisterRow) -> None:
    """An amount alone is what it costs; a kind that has no amount must have none, and the other way about."""
    values = row.values
    if "cost_kind" not in values and "cost" not in values:
        return
    kind, cost = values.get("cost_kind", ""), values.get("cost")
    values["cost_kind"] = kind or (CostKind.EXACT if cost is not None else CostKind.NOT_KNOWN)
    values["cost"] = cost
    if not kind:
        return
    if kind in WITH_AMOUNT and cost is None and not any(one.column == str(COLUMNS["cost"]) for one in row.problems):
        row.wrong("cost", _("Enter the amount in pounds"))
    if kind not in WITH_AMOUNT and cost is not None:
        row.wrong("cost", _("Take the amount out, or say what it means under “%(cost)s”") % {"cost": COLUMNS["cost_kind"]})


def _state_has_days(row: RegisterRow, today: date) -> None:
    """Each state has the days and names that it needs, and none of a state that was not reached."""
    value, status = row.values.get, row.values["status"]
    needs: dict[str, tuple[str, ...]] = {
        DecisionStatus.DEFERRED: ("condition",),
        DecisionStatus.SIGNED: (),
        DecisionStatus.PUBLISHED: ("published_on",),
        DecisionStatus.IMPLEMENTED: ("published_on", "implemented_on"),
        DecisionStatus.RESCINDED: ("rescinded_by", "rescinded_on"),
    }
    wanted = (*(("signed_on", "signatory") if status in SIGNED else ()), *needs.get(status, ()))
    state = str(DecisionStatus(status).label)
    for name in wanted:
        if not value(name):
            row.wrong(name, _("Fill this in: the state is “%(state)s”") % {"state": state})
    kept = {*wanted, "proposed_on"} | ({"published_on", "implemented_on"} if status == DecisionStatus.RESCINDED else set())
    kept |= {"source_url"} if status in SIGNED else set()
    for name in ("condition", *DAYS, "signatory", "rescinded_by", "source_url"):
        if value(name) and name not in kept:
            row.wrong(name, _("Take this out: the state is “%(state)s”") % {"state": state})
    if not value("proposed_on") and status not in SIGNED:
        row.wrong("proposed_on", _("Enter the day on which it was proposed"))


def _days_in_order(row: RegisterRow, today: date) -> None:
    """No day lies in the future or before the day of an earlier step; what is missing of the proposal is the signature's."""
    values = row.values
    if not values.get("proposed_on"):
        values["proposed_on"] = values["signed_on"]
    order = [(name, values[name]) for name in DAYS if values.get(name)]
    for name, day in order:
        if day > today:
            row.wrong(name, _("This day must not be after today"))
    for (before, earlier), (name, day) in pairwise(order):
        if day < earlier:
            said = {"column": COLUMNS[before], "day": long_date(earlier)}
            row.wrong(name, _("This day must not be before “%(column)s”, %(day)s") % said)


def _private_is_explained(row: RegisterRow, today: date) -> None:
    """What is private has its paragraph and reason, and a title for the public where all of it is."""
    value = row.values.get
    is_private = value("access", Access.PUBLIC) != Access.PUBLIC
    if is_private and not value("neutral_title"):
        row.wrong("neutral_title", _("Enter the title that the public sees: the decision is private"))
    for name in ("exempt_paragraph", "public_interest_reason"):
        if (is_private or value("exempt_text")) and not value(name):
            row.wrong(name, _("Fill this in: something of the decision is private"))
    if value("rescinded_by") and value("rescinded_by") == row.key:
        row.wrong("rescinded_by", _("A decision cannot rescind itself"))


def _public_has_none(row: RegisterRow, today: date) -> None:
    """Of what is wholly public nothing is kept of a reason for withholding it."""
    values = row.values
    if values.get("access", Access.PUBLIC) != Access.PUBLIC:
        return
    values |= {"neutral_title": ""} if "neutral_title" in values else {}
    if not values.get("exempt_text"):
        values |= {name: BLANK[name] for name in ("exempt_paragraph", "public_interest_reason") if name in values}


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
