"""Narrowing the list of bids and that of councillor advocates."""

from datetime import date
from typing import Any

import django_filters
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commissioning.choices import BID_WON, BidStatus
from commissioning.models import Advocate, FundingBid
from panels.filters import FilterForm, ShownMixin

WAITING, GOT = "waiting", "successful"
NOW, BEFORE = "now", "before"


def for_list(rows: QuerySet) -> QuerySet:
    """Bids of `visible_to`, those that are being prepared first, then the newest."""
    return rows.order_by(F("submitted_on").desc(nulls_first=True), "title", "pk")


class BidFilter(ShownMixin, django_filters.FilterSet):
    """State and priority."""

    state = django_filters.ChoiceFilter(
        label=_("State"), method="by_state", empty_label=_("Every state"),
        choices=[(GOT, _("Successful, in whole or in part")), (WAITING, _("Without an outcome")), *BidStatus.choices],
    )  # fmt: skip
    priority = django_filters.ChoiceFilter(label=_("Priority"), field_name="priority__slug", empty_label=_("Every priority"))

    class Meta:
        model = FundingBid
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: Any, *, queryset: QuerySet, priorities: list[tuple[str, str]]) -> None:
        super().__init__(data, queryset=queryset)
        self.filters["priority"].extra["choices"] = priorities

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        asked = {GOT: Q(status__in=BID_WON), WAITING: Q(status__in=[BidStatus.PREPARING, BidStatus.SUBMITTED])}
        return rows.filter(asked.get(value, Q(status=value)))


class AdvocateFilter(ShownMixin, django_filters.FilterSet):
    """Who speaks now, and who did before."""

    when = django_filters.ChoiceFilter(
        label=_("When"), method="by_time", empty_label=_("Now and before"), choices=[(NOW, _("Now")), (BEFORE, _("Before"))]
    )

    class Meta:
        model = Advocate
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: Any, *, queryset: QuerySet, today: date) -> None:
        super().__init__(data, queryset=queryset)
        self.today = today

    def by_time(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        over = Q(ended_on__isnull=False, ended_on__lt=self.today)
        return rows.filter(over) if value == BEFORE else rows.exclude(over)
