"""Narrowing the pipeline, on the board and in the list: kind, state, priority, and whether it slips."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commissioning.choices import ExerciseKind, ExerciseStatus, NeedStatus
from commissioning.models import Exercise, Need, Priority
from panels.filters import FilterForm, ShownMixin

EVERY = "all"
STATES = [*ExerciseStatus.choices, (EVERY, _("Every state"))]


class ExerciseFilter(ShownMixin, django_filters.FilterSet):
    """Kind, state, priority, slipping. Without a state: what is in hand. `only_slipping` says whether what slips is asked
    for: that is reckoned from the stages, not by the database."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=ExerciseKind.choices, empty_label=_("Every kind"))
    state = django_filters.ChoiceFilter(label=_("State"), method="by_state", choices=STATES, empty_label=_("In hand"))
    priority = django_filters.ChoiceFilter(label=_("Priority"), method="by_priority", empty_label=_("Every priority"))
    slip = django_filters.ChoiceFilter(
        label=_("Dates"), method="as_it_is", choices=[("late", _("Only what slips"))], empty_label=_("On time or not")
    )

    class Meta:
        model = Exercise
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: Any, *, queryset: QuerySet, priorities: QuerySet[Priority]) -> None:
        super().__init__(data, queryset=queryset)
        self.priorities = priorities
        self.filters["priority"].extra["choices"] = list(priorities.values_list("slug", "title"))

    @property
    def rows(self) -> QuerySet:
        """The rows that match; a value that no filter knows matches none."""
        if not self.form.is_valid():
            return self.queryset.none()
        asked = self.form.cleaned_data.get("state")
        return self.qs if asked else self.by_state(self.qs, "state", ExerciseStatus.IN_HAND)

    @property
    def only_slipping(self) -> bool:
        return self.form.is_valid() and bool(self.form.cleaned_data.get("slip"))

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows if value == EVERY else rows.filter(status=value)

    def by_priority(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(priority__in=self.priorities.filter(slug=value))

    def as_it_is(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows


class NeedFilter(ShownMixin, django_filters.FilterSet):
    """State and priority of needs assessments."""

    state = django_filters.ChoiceFilter(
        label=_("State"), field_name="status", choices=NeedStatus.choices, empty_label=_("Every state")
    )
    priority = django_filters.ChoiceFilter(label=_("Priority"), method="by_priority", empty_label=_("Every priority"))

    class Meta:
        model = Need
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: Any, *, queryset: QuerySet, priorities: QuerySet[Priority]) -> None:
        super().__init__(data, queryset=queryset)
        self.priorities = priorities
        self.filters["priority"].extra["choices"] = list(priorities.values_list("slug", "title"))

    def by_priority(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(priority__in=self.priorities.filter(slug=value))
