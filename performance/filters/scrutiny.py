"""Narrowing the list of sessions of scrutiny panels and the assurance library."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from interface import clock
from panels.filters import FilterForm, ShownMixin
from performance.choices import AssuranceKind
from performance.models import Assurance, ScrutinySession

WAITING, ANSWERED, NOT_ASKED = "waiting", "answered", "not-asked"
HELD, PLANNED = "held", "planned"
WAITS = Q(asked_on__isnull=False, answered_on__isnull=True)


class SessionFilter(ShownMixin, django_filters.FilterSet):
    """The panel, whether the session is to come, and whether the force has answered."""

    panel = django_filters.ChoiceFilter(label=_("Panel"), field_name="body__slug", empty_label=_("Every panel"))
    when = django_filters.ChoiceFilter(
        label=_("Session"), method="by_day", choices=[(HELD, _("Held")), (PLANNED, _("To come"))], empty_label=_("Any")
    )
    answer = django_filters.ChoiceFilter(
        label=_("The force’s answer"), method="by_answer", empty_label=_("Any"),
        choices=[(WAITING, _("Waited for")), (ANSWERED, _("Given")), (NOT_ASKED, _("Not asked"))],
    )  # fmt: skip

    class Meta:
        model = ScrutinySession
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: Any, *, queryset: QuerySet) -> None:
        super().__init__(data, queryset=queryset)
        rows = queryset.order_by("body__name").values_list("body__slug", "body__name").distinct()
        self.filters["panel"].extra["choices"] = list(rows)

    def by_day(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        to_come = Q(held_on__gt=clock.today())
        return rows.filter(to_come if value == PLANNED else ~to_come)

    def by_answer(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        asked = {WAITING: WAITS, ANSWERED: Q(answered_on__isnull=False)}
        return rows.filter(asked.get(value, Q(asked_on__isnull=True, answered_on__isnull=True)))


class AssuranceFilter(ShownMixin, django_filters.FilterSet):
    """The kind of an entry."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=AssuranceKind.choices, empty_label=_("Every kind"))

    class Meta:
        model = Assurance
        fields: list[str] = []
        form = FilterForm
