"""What an award is worth now, and when it ends now: its amount with what was changed since, and the extensions invoked."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from commissioning.choices import ExtensionStatus


def current_value(amount: Decimal, variations: Iterable[Any], extensions: Iterable[Any]) -> Decimal:
    """The amount, the changes of its variations and what its invoked extensions add; rows taken out do not count."""
    changes = sum((one.change for one in variations if one.removed_at is None), Decimal("0.00"))
    invoked = (one.amount for one in extensions if is_invoked(one) and one.amount is not None)
    return amount + changes + sum(invoked, Decimal("0.00"))


def last_day_set(variations: Iterable[Any], extensions: Iterable[Any]) -> date | None:
    """The last day as the newest variation or invoked extension sets it; None where none of them does."""
    told = [(one.on, one.number, one.ended_on) for one in variations if one.removed_at is None and one.ended_on]
    told += [(one.decided_on, one.number, one.until_on) for one in extensions if is_invoked(one)]
    return max(told)[2] if told else None


def is_invoked(extension: Any) -> bool:
    return extension.removed_at is None and extension.status == ExtensionStatus.INVOKED
