"""Narrowing the lists of awards and contracts. The rows are those that the reader reads in whole."""

from typing import Any

import django_filters
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commissioning.choices import AwardKind, AwardStatus
from commissioning.models import Award
from panels.filters import FilterForm, ShownMixin
from panels.rules.hosts import financial_year, first_day, years_words

OVER = "over"


def for_list(rows: QuerySet) -> QuerySet:
    """Awards with what a line of a list says of them: what is being prepared first, then the newest."""
    ordered = rows.order_by(F("awarded_on").desc(nulls_first=True), "-reference", "pk")
    return ordered.select_related("area", "provider", "fund")


class AwardFilter(ShownMixin, django_filters.FilterSet):
    """Words, kind, state, fund, priority and the financial year of the award."""

    q = django_filters.CharFilter(label=_("Title or provider"), method="by_words")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=AwardKind.choices, empty_label=_("Grants and contracts"))
    state = django_filters.ChoiceFilter(
        label=_("State"), field_name="status", choices=AwardStatus.choices, empty_label=_("Every state")
    )
    fund = django_filters.ChoiceFilter(label=_("Fund"), field_name="fund__slug", empty_label=_("Every fund"))
    priority = django_filters.ChoiceFilter(label=_("Priority"), field_name="priority__slug", empty_label=_("Every priority"))
    year = django_filters.ChoiceFilter(label=_("Financial year"), method="by_year", empty_label=_("Every year"))

    class Meta:
        model = Award
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: Any, *, queryset: QuerySet, works: bool = False) -> None:
        super().__init__(data, queryset=queryset)
        plain = queryset.select_related(None).order_by()
        funds = plain.exclude(fund=None) if works else plain.filter(fund__published_at__isnull=False)
        self._offer("fund", funds.order_by("fund__title").values_list("fund__slug", "fund__title").distinct())
        named = plain.exclude(priority=None) if works else plain.filter(priority__removed_at__isnull=True)
        priorities = named.exclude(priority=None).order_by("priority__title")
        self._offer("priority", priorities.values_list("priority__slug", "priority__title").distinct())
        years = {financial_year(day) for day in plain.exclude(awarded_on=None).values_list("awarded_on", flat=True).distinct()}
        self._offer("year", [(str(year), years_words(year)) for year in sorted(years, reverse=True)])

    def _offer(self, name: str, choices: Any) -> None:
        if name in self.filters:
            self.filters[name].extra["choices"] = list(choices)

    def by_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(title__icontains=value) | Q(provider__name__icontains=value) | Q(reference__iexact=value))

    def by_year(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(awarded_on__gte=first_day(int(value)), awarded_on__lt=first_day(int(value) + 1))


class ContractFilter(AwardFilter):
    """The same for contracts, and whether they are of a value that must be published."""

    value = django_filters.ChoiceFilter(label=_("Value"), method="by_value", empty_label=_("Every value"))
    kind = None
    fund = None

    def __init__(self, data: Any, *, queryset: QuerySet, works: bool, threshold: Any, words: str) -> None:
        self.threshold = threshold
        super().__init__(data, queryset=queryset, works=works)
        self._offer("value", [(OVER, words)] if threshold is not None else [])

    def by_value(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(amount__gt=self.threshold) if self.threshold is not None else rows
