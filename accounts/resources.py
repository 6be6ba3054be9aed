"""The audit trail as a table for other programs."""

import csv
from collections.abc import Iterable
from typing import Protocol

from accounts.models import AuditEntry
from interface.clock import LONDON
from interface.tables import safe_cell

COLUMNS = (
    "Number", "When", "Person", "Act", "Kind of thing", "Thing", "Details", "Request", "Previous hash", "Hash",
)  # fmt: skip


class Written(Protocol):
    """A file or a response: whatever takes text."""

    def write(self, text: str, /) -> object: ...


def write_csv(entries: Iterable[AuditEntry], file: Written) -> None:
    """Write the entries in the order given. No cell becomes a formula when a spreadsheet opens the file."""
    table = csv.writer(file)
    table.writerow(COLUMNS)
    for entry in entries:
        table.writerow([safe_cell(value) for value in _row(entry)])


def _row(entry: AuditEntry) -> tuple:
    return (
        entry.sequence, entry.at.astimezone(LONDON).isoformat(timespec="seconds"), entry.actor or "", entry.action,
        entry.target_type, entry.target_reference, entry.detail or "", entry.request_id, entry.previous_hash, entry.hash,
    )  # fmt: skip
