"""Narrowing funds, grants, applications and stated totals."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.dateformat import format as in_words
from django.utils.translation import gettext_lazy as _

from commissioning.choices import ApplicationStatus, FundKind, TotalUnit
from commissioning.models import Application, Award, Fund, StatedTotal
from panels.filters import FilterForm, ShownMixin
from panels.rules.hosts import years_words

CRIME, OTHER = "crime", "other"


class FundFilter(ShownMixin, django_filters.FilterSet):
    """Kind and financial year."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=FundKind.choices, empty_label=_("Every kind"))
    year = django_filters.ChoiceFilter(label=_("Financial year"), empty_label=_("Every year"))

    class Meta:
        model = Fund
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: Any, *, queryset: QuerySet) -> None:
        super().__init__(data, queryset=queryset)
        years = queryset.order_by("-year").values_list("year", flat=True).distinct()
        self.filters["year"].extra["choices"] = [(str(one), years_words(one)) for one in years]


class GrantFilter(ShownMixin, django_filters.FilterSet):
    """The month of the award, the fund, and whether it is a grant that the Order has published."""

    month = django_filters.ChoiceFilter(label=_("Month"), method="by_month", empty_label=_("Every month"))
    fund = django_filters.ChoiceFilter(label=_("Fund"), method="by_fund", empty_label=_("Every fund"))
    purpose = django_filters.ChoiceFilter(
        label=_("Kind"), method="by_purpose", empty_label=_("Every grant"),
        choices=[(CRIME, _("Crime and disorder reduction grants")), (OTHER, _("Other grants"))],
    )  # fmt: skip

    class Meta:
        model = Award
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: Any, *, queryset: QuerySet, months: Sequence[date], funds: QuerySet) -> None:
        super().__init__(data, queryset=queryset)
        self.funds = funds
        self.filters["month"].extra["choices"] = [(month_key(one), month_words(one)) for one in months]
        self.filters["fund"].extra["choices"] = list(funds.values_list("slug", "title"))

    @property
    def month_shown(self) -> str:
        """The month asked for in words; empty where none is, or none that there is."""
        if not self.form.is_valid() or not (asked := self.form.cleaned_data.get("month")):
            return ""
        return month_words(date.fromisoformat(f"{asked}-01"))

    @property
    def is_by_month_alone(self) -> bool:
        """Whether what is shown is all of a month, or all of its crime and disorder grants."""
        return bool(self.month_shown) and {name for name, _words in self.in_force()} <= {"month", "purpose"}

    def by_month(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        first = date.fromisoformat(f"{value}-01")
        return rows.filter(awarded_on__year=first.year, awarded_on__month=first.month)

    def by_fund(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(fund__in=self.funds.filter(slug=value))

    def by_purpose(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(is_crime_and_disorder=value == CRIME)


class ApplicationFilter(ShownMixin, django_filters.FilterSet):
    """The state of an application."""

    state = django_filters.ChoiceFilter(
        label=_("State"), field_name="status", choices=ApplicationStatus.choices, empty_label=_("Every state")
    )

    class Meta:
        model = Application
        fields: list[str] = []
        form = FilterForm


class TotalFilter(ShownMixin, django_filters.FilterSet):
    """The unit, and whether it adds up: that is reckoned, not asked of the database."""

    unit = django_filters.ChoiceFilter(label=_("Unit"), choices=TotalUnit.choices, empty_label=_("Every unit"))
    result = django_filters.ChoiceFilter(
        label=_("Adds up"), method="as_they_are", empty_label=_("Yes or no"),
        choices=[("yes", _("It adds up")), ("no", _("It does not add up"))],
    )  # fmt: skip

    class Meta:
        model = StatedTotal
        fields: list[str] = []
        form = FilterForm

    @property
    def agrees(self) -> bool | None:
        """Whether only those that add up are asked for, or only those that do not; None for both."""
        asked = self.form.cleaned_data.get("result") if self.form.is_valid() else ""
        return {"yes": True, "no": False}.get(asked or "")

    def as_they_are(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows


def month_key(day: date) -> str:
    """2022-02, as it stands in an address."""
    return f"{day:%Y-%m}"


def month_words(day: date) -> str:
    """February 2022."""
    return in_words(day, "F Y")
