"""Narrowing the office's list of returns that are waited for."""

from datetime import timedelta

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commissioning.choices import ReturnStatus
from commissioning.models import MonitoringReturn
from interface import clock
from panels.filters import FilterForm, ShownMixin

SOON = timedelta(days=30)
WAITED, TO_ACCEPT, NEXT = "waited-for", "to-accept", "next"


class LateReturnFilter(ShownMixin, django_filters.FilterSet):
    """Without a state: what is late."""

    state = django_filters.ChoiceFilter(
        label=_("State"), method="by_state", empty_label=_("Late"),
        choices=[(WAITED, _("All that are waited for")), (NEXT, _("Due in the next 30 days")), (TO_ACCEPT, _("To be accepted"))],
    )  # fmt: skip
    provider = django_filters.ChoiceFilter(label=_("Provider"), field_name="award__provider__slug", empty_label=_("Every one"))

    class Meta:
        model = MonitoringReturn
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: object, *, queryset: QuerySet) -> None:
        super().__init__(data, queryset=queryset)
        rows = queryset.order_by("award__provider__name").values_list("award__provider__slug", "award__provider__name")
        self.filters["provider"].extra["choices"] = list(rows.distinct())

    @property
    def rows(self) -> QuerySet:
        """The rows that match; without a state those that are late."""
        found = super().rows
        asked = self.form.cleaned_data.get("state") if self.form.is_valid() else ""
        return found if asked else found.filter(_waited(), due_on__lt=clock.today())

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        today = clock.today()
        states = {
            WAITED: _waited(),
            NEXT: _waited() & Q(due_on__gte=today, due_on__lte=today + SOON),
            TO_ACCEPT: Q(status=ReturnStatus.RECEIVED),
        }
        return rows.filter(states[value])


def _waited() -> Q:
    return Q(status__in=[ReturnStatus.EXPECTED, ReturnStatus.QUERIED])
