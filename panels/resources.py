"""The registers of a panel and the list of what is due as files, with what the lists show and nothing more."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from tablib import Dataset

from interface import clock
from interface.tables import safe_cell
from interface.templatetags.dates import clock_time
from panels.due import DueState, due_state
from panels.models import Contribution, Delegation, Interest, Obligation, Representative
from panels.rules import interest_words
from panels.rules.hosts import years_words


def register_of_interests(rows: Iterable[Interest], *, keeps: bool) -> Dataset:
    """A line for each interest; of a sensitive one only that it is registered, unless the reader keeps the register."""
    table = Dataset(headers=[_("Member"), _("Kind of interest"), _("Interest"), _("Registered"), _("Held")])
    for row in rows:
        words = interest_words(row, is_open=keeps or not row.is_sensitive)
        cells = (row.person.name, words.kind, words.text, words.registered, words.held)
        table.append([safe_cell(cell) for cell in cells])
    return table


def list_of_due(rows: Iterable[Obligation], *, now: datetime) -> Dataset:
    """A line for each deadline, with its provision and whether that was verified."""
    headings = (
        _("Due"), _("Time"), _("What is due"), _("For what"), _("Who owes it"), _("State"), _("Rule"), _("Provision"),
        _("Verified"), _("Done on"), _("What met it"), _("Why it was late, or does not apply"), _("Reference"),
    )  # fmt: skip
    table = Dataset(headers=list(headings))
    for row in rows:
        done = clock.as_local(row.met_at).date().isoformat() if row.met_at else ""
        cells = (
            row.due_on.isoformat(), clock_time(row.due_at), row.title, row.about, owner_words(row), state_of(row, now).words,
            row.rule_title, row.provision, _("Yes") if row.is_verified else _("Not yet verified"), done, row.met_how,
            row.explanation, row.reference,
        )  # fmt: skip
        table.append([safe_cell(cell) for cell in cells])
    return table


def state_of(row: Obligation, now: datetime) -> DueState:
    """How far a deadline is at a moment."""
    return due_state(row.status, row.due_on, row.due_at, row.is_closing, row.met_at, row.was_late, now)


def owner_words(row: Obligation) -> str:
    """Who owes it: the office, and the person where one is named."""
    office = str(row.get_owner_display())
    return f"{office}, {row.owner_user}" if row.owner_user else office


def list_of_contributions(rows: Iterable[Contribution]) -> Dataset:
    """A line for each council that was asked in a year, with the amount in pounds."""
    headings = (_("Council"), _("Year"), _("Amount in pounds"), _("State"), _("Agreed on"), _("Note"))
    table = Dataset(headers=list(headings))
    for row in rows:
        day = row.agreed_on.isoformat() if row.agreed_on else ""
        cells = (row.authority.name, years_words(row.year), row.amount, row.get_status_display(), day, row.note)
        table.append([safe_cell(cell) for cell in cells])
    return table


def list_of_delegations(rows: Iterable[Delegation]) -> Dataset:
    """A line for each delegated power."""
    headings = (
        _("Number"), _("Whose power"), _("What may be done"), _("By whom"), _("Limits and conditions"), _("Provision"),
        _("Decided by"), _("From"), _("Last day"),
    )  # fmt: skip
    table = Dataset(headers=list(headings))
    for row in rows:
        until = row.ended_on.isoformat() if row.ended_on else ""
        cells = (
            row.number, row.get_delegator_display(), row.power, row.to_whom, row.limits, row.provision, row.decided_by,
            row.started_on.isoformat(), until,
        )  # fmt: skip
        table.append([safe_cell(cell) for cell in cells])
    return table


def list_of_representatives(rows: Iterable[Representative]) -> Dataset:
    """A line for each link member, representative and observer."""
    headings = (_("Member"), _("As what"), _("Subject"), _("Body"), _("From"), _("Last day"), _("Note"))
    table = Dataset(headers=list(headings))
    for row in rows:
        until = row.ended_on.isoformat() if row.ended_on else ""
        cells = (
            row.person.name, row.get_kind_display(), row.subject, row.where, row.started_on.isoformat(), until, row.note,
        )  # fmt: skip
        table.append([safe_cell(cell) for cell in cells])
    return table
