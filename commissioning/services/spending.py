"""Spending as somebody may read it: payments with what they may know of each, what they make together, and by month."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import TruncMonth

from commissioning import permissions
from commissioning.models import Award, Payment, Provider
from commissioning.rules.payment_rows import WITHHELD
from interface import clock
from panels import rulebook
from panels.models import PoliceArea


@dataclass(frozen=True)
class Month:
    """What was spent in a month, as far as a reader may know: how many payments, what they make, and how many are not public."""

    first: date
    count: int
    total: Decimal
    waiting: int = 0


def payments_for(user: Any, area: PoliceArea) -> QuerySet[Payment]:
    """The payments of an area that somebody may read, with what they may know of each: `recipient_told`, `award_told` (the
    reference) and `provider_told` (the name in addresses, of an organisation that they may read of). Pages, sums, searches,
    orders and files use these and never the columns behind them."""
    is_office = permissions.can_commission(user, area)
    awards: Any = Award.objects.all()
    providers: Any = Provider.objects.all()
    payments: Any = Payment.objects.all()
    of_award = awards.wholly_read(user).filter(pk=OuterRef("award")).order_by()
    of_provider = providers.visible_to(user).filter(pk=OuterRef("provider")).order_by()
    name = F("recipient") if is_office else Case(
        When(is_withheld=True, then=Value(str(WITHHELD))), default=F("recipient"), output_field=CharField()
    )  # fmt: skip
    provider = Subquery(of_provider.values("slug")[:1])
    rows: QuerySet[Payment] = payments.visible_to(user).filter(area=area).annotate(
        recipient_told=name, award_told=Subquery(of_award.values("reference")[:1]),
        provider_told=provider if is_office else Case(
            When(is_withheld=True, then=Value(None)), default=provider, output_field=CharField()
        ),
    ).select_related("area").order_by("-paid_on", "reference")  # fmt: skip
    return rows


def stated_threshold(area: PoliceArea, key: str = rulebook.SPENDING) -> Decimal | None:
    """The amount in pounds above which the rule book asks for a row to be published; None where it holds no such rule."""
    try:
        return Decimal(rulebook.rule_for(area, key, on=clock.today()).number or 0)
    except rulebook.RuleMissing:
        return None


def threshold(area: PoliceArea) -> Decimal:
    """The same for spending, nothing where there is no rule."""
    return stated_threshold(area) or Decimal(0)


def over(above: Decimal) -> Q:
    """Payments of more than an amount, and money of more than it that came back."""
    return Q(amount__gt=above) | Q(amount__lt=-above)


def sum_of(rows: QuerySet[Payment]) -> Decimal:
    """What payments make together, exact to the penny."""
    return rows.aggregate(total=Sum("amount"))["total"] or Decimal(0)


def months_of(rows: QuerySet[Payment]) -> list[Month]:
    """Every month from the first payment to the last, the newest first; one without payments is nil."""
    found = (
        rows.order_by().annotate(month=TruncMonth("paid_on")).values("month")
        .annotate(count=Count("pk"), total=Sum("amount"), waiting=Count("pk", filter=Q(published_at__isnull=True)))
    )  # fmt: skip
    known = {one["month"]: Month(one["month"], one["count"], one["total"], one["waiting"]) for one in found}
    if not known:
        return []
    first, turn, months = min(known), max(known), []
    while turn >= first:
        months.append(known.get(turn, Month(turn, 0, Decimal(0))))
        turn -= relativedelta(months=1)
    return months


def by_category(rows: QuerySet[Payment]) -> list[tuple[str, int, Decimal]]:
    """(category, how many payments, what they make), the largest first; an empty category is none."""
    found = rows.order_by().values("category").annotate(count=Count("pk"), total=Sum("amount"))
    return [(one["category"], one["count"], one["total"]) for one in found.order_by("-total", "category")]
