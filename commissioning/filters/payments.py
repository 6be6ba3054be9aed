"""Narrowing the list of payments, by what its reader may know of each."""

from datetime import date
from decimal import Decimal
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissioning.choices import Spender
from commissioning.filters.grants import month_key, month_words
from commissioning.models import Payment
from commissioning.services.payments import of_month
from commissioning.services.spending import over
from panels.filters import FilterForm, ShownMixin

OVER, UNDER = "over", "under"
PUBLIC, WAITING = "public", "waiting"
NO_CATEGORY = "none"


class PaymentFilter(ShownMixin, django_filters.FilterSet):
    """Words, month, category, who spent it, how large it is, to which organisation and under which award."""

    q = django_filters.CharFilter(label=gettext_lazy("Words"), method="by_words", help_text=gettext_lazy("Recipient or purpose"))
    month = django_filters.ChoiceFilter(label=gettext_lazy("Month"), method="by_month", empty_label=gettext_lazy("Every month"))
    category = django_filters.ChoiceFilter(
        label=gettext_lazy("Category"), method="by_category", empty_label=gettext_lazy("Every category")
    )
    spender = django_filters.ChoiceFilter(
        label=gettext_lazy("Spent by"), choices=Spender.choices, empty_label=gettext_lazy("Both")
    )
    size = django_filters.ChoiceFilter(label=gettext_lazy("Amount"), method="by_size", empty_label=gettext_lazy("Every amount"))
    provider = django_filters.ChoiceFilter(
        label=gettext_lazy("Organisation"), field_name="provider_told", empty_label=gettext_lazy("Every organisation")
    )
    award = django_filters.CharFilter(
        label=gettext_lazy("Award"), field_name="award_told", lookup_expr="iexact", help_text=gettext_lazy("Its reference")
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), method="by_state", empty_label=gettext_lazy("Every payment"),
        choices=[(PUBLIC, gettext_lazy("Public")), (WAITING, gettext_lazy("Not published"))],
    )  # fmt: skip

    class Meta:
        model = Payment
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: Any, *, queryset: QuerySet, above: Decimal, works: bool) -> None:
        super().__init__(data, queryset=queryset)
        self.above = above
        plain = queryset.order_by()
        months = plain.dates("paid_on", "month", order="DESC")
        categories = plain.order_by("category").values_list("category", flat=True).distinct()
        self.choose("month", [(month_key(one), month_words(one)) for one in months])
        self.choose("category", [(one or NO_CATEGORY, one or _("none")) for one in categories])
        self.choose("size", [(OVER, _("Over £%(above)s") % {"above": f"{above:,.0f}"}), (UNDER, _("Up to that"))])
        providers = plain.filter(provider_told__isnull=False).order_by("provider__name")
        self.choose("provider", list(providers.values_list("provider_told", "provider__name").distinct()))
        if not works:
            del self.filters["state"]

    def choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Say among which values a box chooses."""
        self.filters[name].extra["choices"] = choices

    @property
    def month_asked(self) -> date | None:
        """The month asked for, where there is one."""
        asked = self.form.cleaned_data.get("month") if self.form.is_valid() else ""
        return date.fromisoformat(f"{asked}-01") if asked else None

    def by_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(recipient_told__icontains=value) | Q(purpose__icontains=value))

    def by_month(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return of_month(rows, date.fromisoformat(f"{value}-01"))

    def by_category(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(category="" if value == NO_CATEGORY else value)

    def by_size(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        large = over(self.above)
        return rows.filter(large if value == OVER else ~large)

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(published_at__isnull=value == WAITING)
