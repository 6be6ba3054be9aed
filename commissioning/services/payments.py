"""Payments kept one by one, and published month by month."""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from commissioning.models import Payment
from commissioning.rules.payment_rows import vat_is_beyond
from commissioning.services.files_in.payment_table import providers_by_name
from commissioning.services.rows import keep
from documents.choices import Access
from interface import clock
from panels.models import PoliceArea
from panels.services.keeping import hide, hold, hold_area, publish, set_facts

FACTS = (
    "paid_on", "recipient", "department", "purpose", "reason", "category", "amount", "irrecoverable_vat", "spender", "award",
    "is_withheld",
)  # fmt: skip
# Of such an award the public may not learn who was paid and how much: its payments are published one by one, by who decides so
IS_PRIVATE = Q(award__isnull=False) & (~Q(award__access=Access.PUBLIC) | Q(award__published_at__isnull=True))


@transaction.atomic
def create_payment(*, area: PoliceArea, reference: str, actor: User | None, **facts: Any) -> Payment:
    """Enter a payment with any of FACTS; the office's own until it is published. Raises ValidationError by field."""
    held = hold_area(area)
    row = Payment(area=held, reference=reference.strip(), created_at=clock.now())
    _set(row, facts)
    if Payment.objects.filter(area=held, reference=row.reference).exists():
        raise ValidationError({"reference": _("There is a payment with this number already. Check the number")})
    return keep(row, area=held, actor=actor, act="payment_created", is_new=True)


@transaction.atomic
def change_payment(*, payment: Payment, version: int, actor: User | None, **facts: Any) -> Payment:
    """Change any of FACTS; its number stays. Raises ValidationError "stale" and by field."""
    held = hold(payment, version)
    _set(held, facts)
    return keep(held, area=held.area, actor=actor, act="payment_changed")


@transaction.atomic
def publish_payment(*, payment: Payment, version: int, actor: User | None) -> Payment:
    """Let everybody read a payment. Raises ValidationError "stale", "published"."""
    held = hold(payment, version)
    publish(held)
    return keep(held, area=held.area, actor=actor, act="payment_published")


@transaction.atomic
def hide_payment(*, payment: Payment, version: int, actor: User | None) -> Payment:
    """Take a payment from the public. Raises ValidationError "stale", "unpublished"."""
    held = hold(payment, version)
    hide(held)
    return keep(held, area=held.area, actor=actor, act="payment_hidden")


@transaction.atomic
def publish_month(*, area: PoliceArea, month: date, actor: User | None) -> int:
    """Let everybody read the payments of a month, but those of private awards; how many they are. Raises ValidationError where
    none waits."""
    held = hold_area(area)
    rows = waiting_in(held, month).exclude(IS_PRIVATE)
    count = Payment.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(
        published_at=clock.now(), version=F("version") + 1
    )
    if not count:
        raise ValidationError(_("No payment of this month waits to be published"), code="none")
    detail = {"month": f"{month:%Y-%m}", "payments": count}
    record(actor=actor, action="commissioning.payments_published", target=held, area=held, detail=detail)
    return count


@transaction.atomic
def hide_month(*, area: PoliceArea, month: date, actor: User | None) -> int:
    """Take the payments of a month from the public. Raises ValidationError where none is public."""
    held = hold_area(area)
    rows = of_month(Payment.objects.filter(area=held, published_at__isnull=False), month)
    count = rows.update(published_at=None, version=F("version") + 1)
    if not count:
        raise ValidationError(_("No payment of this month is public"), code="none")
    detail = {"month": f"{month:%Y-%m}", "payments": count}
    record(actor=actor, action="commissioning.payments_hidden", target=held, area=held, detail=detail)
    return count


def of_month(rows: QuerySet[Payment], month: date) -> QuerySet[Payment]:
    """Payments of the month that begins on a day."""
    first = month.replace(day=1)
    return rows.filter(paid_on__gte=first, paid_on__lt=first + relativedelta(months=1))


def waiting_in(area: PoliceArea, month: date) -> QuerySet[Payment]:
    """Payments of a month that are not public."""
    return of_month(Payment.objects.filter(area=area, published_at__isnull=True), month)


def _set(row: Payment, facts: dict[str, Any]) -> None:
    before = (row.recipient, row.is_withheld)
    set_facts(row, facts, FACTS)
    if row.award is not None and row.award.area_id != row.area_id:
        raise ValidationError({"award": _("Choose an award of this area")})
    if row.paid_on and row.paid_on > clock.today():
        raise ValidationError({"paid_on": _("This day has not come yet. Enter the day on which it was paid")})
    if row.amount == 0:
        raise ValidationError({"amount": _("Enter what was paid. Money that came back has a minus")})
    if row.amount is not None and vat_is_beyond(row.amount, row.irrecoverable_vat):
        raise ValidationError({"irrecoverable_vat": _("The VAT must not be more than the amount, which holds it")})
    if before != (row.recipient, row.is_withheld):
        known = {} if row.is_withheld else providers_by_name(row.area)
        row.provider_id = known.get(row.recipient.casefold())
