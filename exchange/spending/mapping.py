"""Payments as rows with the columns that the Local Government Transparency Code 2015 names."""

from collections.abc import Iterable
from decimal import Decimal

from exchange.publishing.identity import Source
from exchange.spending.facts import Spent

# The code asks for the date, the department, the beneficiary, the purpose, the amount, VAT that cannot be recovered and the
# merchant category; body and transaction number are those of its guidance
HEADINGS = (
    "Body", "Department", "Beneficiary", "Date", "Purpose", "Amount in pounds, with VAT that cannot be recovered",
    "VAT that cannot be recovered, in pounds", "Merchant category", "Transaction number",
)  # fmt: skip


def table(payments: Iterable[Spent], source: Source) -> list[list[str | Decimal]]:
    """A row for each payment."""
    return [_row(one, source) for one in payments]


def _row(one: Spent, source: Source) -> list[str | Decimal]:
    return [
        f"{source.name} ({one.body})", one.department, one.beneficiary, one.on.isoformat(), one.purpose, one.amount,
        one.irrecoverable_vat, one.category, one.reference,
    ]  # fmt: skip
