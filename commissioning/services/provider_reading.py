"""What a reader may know of a provider: its awards with what they come to, what it provides, what it reported."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from commissioning.choices import Vat
from commissioning.models import Award, MonitoringReturn, Party, Provider, Service

NEWEST = 8  # returns on the page of a provider


@dataclass(frozen=True)
class Awarded:
    """What made awards of one VAT treatment come to."""

    vat: str
    count: int
    amount: Decimal


def awards_of(provider: Provider, user: Any) -> QuerySet[Award]:
    """Awards to a provider that `user` reads in whole, the newest first."""
    rows = Award.objects.wholly_read(user).filter(area=provider.area_id, provider=provider)
    return rows.select_related("area", "fund").order_by("-awarded_on", "-reference")


def awarded(awards: Any) -> list[Awarded]:
    """What the made ones among them come to, amounts as awarded, each VAT treatment by itself: unlike is not added up."""
    rows = awards.made().order_by().values("vat").annotate(count=Count("pk"), total=Sum("amount")).order_by("vat")
    return [Awarded(str(Vat(one["vat"]).label), one["count"], one["total"]) for one in rows]


def with_awarded(providers: QuerySet[Provider], user: Any) -> QuerySet[Provider]:
    """Providers with `award_count` and `award_sum` of the made awards that `user` reads in whole."""
    made = Award.objects.wholly_read(user).made().filter(provider=OuterRef("pk")).order_by().values("provider")
    nothing = Decimal("0.00")
    return providers.annotate(
        award_count=Coalesce(Subquery(made.annotate(found=Count("pk")).values("found")), 0),
        award_sum=Coalesce(
            Subquery(made.annotate(found=Sum("amount")).values("found")), nothing,
            output_field=DecimalField(max_digits=16, decimal_places=2),
        ),
    )  # fmt: skip


def parts_of(provider: Provider, user: Any) -> list[Party]:
    """Awards to others in which a provider has a part."""
    rows = Party.objects.visible_to(user).kept().filter(provider=provider, award__area=provider.area_id)
    return list(rows.select_related("award__area", "award__provider").order_by("-award__awarded_on", "award__reference"))


def services_of(provider: Provider, user: Any) -> list[Service]:
    """What it provides, as the directory has it."""
    rows = Service.objects.visible_to(user).filter(providers=provider, area=provider.area_id)
    return list(rows.select_related("area").order_by("title"))


def newest_returns(provider: Provider, user: Any) -> list[MonitoringReturn]:
    """The newest returns of its awards that `user` may read."""
    rows = MonitoringReturn.objects.visible_to(user).filter(award__provider=provider, award__area=provider.area_id)
    return list(rows.select_related("award__area").order_by("-ended_on", "award__reference")[:NEWEST])
