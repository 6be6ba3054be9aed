"""Spending as files."""

from collections.abc import Iterable

from exchange.publishing.identity import Source
from exchange.publishing.writing import as_csv, as_xlsx
from exchange.spending import mapping
from exchange.spending.facts import Spent

FORMATS = ("csv", "xlsx")


def spending_file(payments: Iterable[Spent], source: Source, fmt: str) -> bytes:
    """Payments in one of FORMATS."""
    rows = mapping.table(payments, source)
    return as_csv(mapping.HEADINGS, rows) if fmt == "csv" else as_xlsx("spending", mapping.HEADINGS, rows)
