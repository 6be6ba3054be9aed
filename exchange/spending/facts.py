"""Which payments everybody may read and re-use, as plain facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMonth

from commissioning.models import Payment
from commissioning.rules.payment_rows import WITHHELD
from commissioning.services.spending import over
from panels.models import PoliceArea


@dataclass(frozen=True)
class Spent:
    """One payment. `amount` holds the VAT that cannot be recovered."""

    reference: str
    on: date
    body: str
    department: str
    beneficiary: str
    purpose: str
    category: str
    amount: Decimal
    irrecoverable_vat: Decimal


@dataclass(frozen=True)
class Month:
    """A month in which there was such a payment: how many, and what they make."""

    first: date
    count: int
    total: Decimal


def open_payments(area: PoliceArea, above: Decimal) -> QuerySet[Payment]:
    """Published payments above an amount, and what came back of such."""
    rows: Any = Payment.objects.all()
    found: QuerySet[Payment] = rows.published().filter(area=area)
    return found.filter(over(above))


def months_of(area: PoliceArea, above: Decimal) -> list[Month]:
    """The months that have such payments, the newest first."""
    rows = open_payments(area, above).order_by().annotate(month=TruncMonth("paid_on")).values("month")
    counted = rows.annotate(count=Count("pk"), total=Sum("amount")).order_by("-month")
    return [Month(one["month"], one["count"], one["total"]) for one in counted]


def spent_in(area: PoliceArea, above: Decimal, first: date) -> list[Spent]:
    """The payments of the month that begins on a day, in the order of their days."""
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    rows = open_payments(area, above).filter(paid_on__gte=first, paid_on__lt=after)
    return [_spent(row) for row in rows.order_by("paid_on", "reference")]


def all_spent(area: PoliceArea, above: Decimal) -> Iterable[Spent]:
    """Every such payment."""
    return [_spent(row) for row in open_payments(area, above).order_by("paid_on", "reference")]


def _spent(row: Payment) -> Spent:
    return Spent(
        reference=row.reference, on=row.paid_on, body=str(row.get_spender_display()), department=row.department,
        beneficiary=str(WITHHELD) if row.is_withheld else row.recipient, purpose=row.purpose,
        category=row.category, amount=row.amount, irrecoverable_vat=row.irrecoverable_vat,
    )  # fmt: skip
