"""Narrowing the directory of services and the list of providers."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commissioning.choices import ProviderKind, ServiceFor
from commissioning.models import Provider, Service
from interface import clock
from panels.filters import FilterForm, ShownMixin

ENDED, ALL = "ended", "all"


class ServiceFilter(ShownMixin, django_filters.FilterSet):
    """Whom a service helps, words in it, and whether it is still there. Without a state: what is there today."""

    helps = django_filters.ChoiceFilter(label=_("Whom it helps"), choices=ServiceFor.choices, empty_label=_("Everybody"))
    words = django_filters.CharFilter(label=_("Words in it, or a place"), method="by_words", max_length=80)
    state = django_filters.ChoiceFilter(
        label=_("State"), method="by_state", choices=[(ENDED, _("Ended")), (ALL, _("Ended ones too"))],
        empty_label=_("There today"),
    )  # fmt: skip

    class Meta:
        model = Service
        fields: list[str] = []
        form = FilterForm

    @property
    def rows(self) -> QuerySet:
        """The rows that match; without a state those that have not ended."""
        found = super().rows
        asked = self.form.cleaned_data.get("state") if self.form.is_valid() else ""
        return found if asked else found.exclude(ended_on__lt=clock.today())

    def by_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        for word in value.split():
            found = Q()
            for field in ("title", "about", "who_for", "where", "how_to_reach"):
                found |= Q(**{f"{field}__icontains": word})
            rows = rows.filter(found)
        return rows

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(ended_on__lt=clock.today()) if value == ENDED else rows


class ProviderFilter(ShownMixin, django_filters.FilterSet):
    """The kind of an organisation, and words in its name or its whole number."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=ProviderKind.choices, empty_label=_("Every kind"))
    words = django_filters.CharFilter(label=_("Name or number"), method="by_words", max_length=80)

    class Meta:
        model = Provider
        fields: list[str] = []
        form = FilterForm

    def by_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        number = "".join(value.split()).upper()
        return rows.filter(Q(name__icontains=value) | Q(charity_number=number) | Q(company_number=number) | Q(identifier=number))
