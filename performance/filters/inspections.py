"""Narrowing the lists of inspections, of what they ask for, and of super-complaints."""

from typing import Any

import django_filters
from django.db.models import BooleanField, Case, Count, F, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from panels.filters import FilterForm, ShownMixin
from performance.choices import AskKind, AskStatus, InspectionKind, InspectionStatus, SuperComplaintStatus
from performance.models import Inspection, InspectionAsk, SuperComplaint
from performance.rules.inspections import DONE_WITH

WAITING, OUT, NONE_ASKED = "waiting", "published", "none"
LIVE = "live"
WAITS = Q(status=InspectionStatus.PUBLISHED, needs_response=True)


def for_list(rows: QuerySet) -> QuerySet:
    """Inspections of `visible_to` with how many recommendations they have and how many of these are not done with: what waits for
    a response first, then what is to come, then the newest report."""
    standing = Q(asks__removed_at__isnull=True)
    waits = Case(When(WAITS, then=Value(True)), default=Value(False), output_field=BooleanField())
    counted = rows.annotate(
        ask_count=Count("asks", filter=standing), open_count=Count("asks", filter=standing & ~Q(asks__status__in=DONE_WITH)),
        waits=waits,
    )  # fmt: skip
    return counted.order_by("-waits", F("report_on").desc(nulls_first=True), "title", "pk")


class InspectionFilter(ShownMixin, django_filters.FilterSet):
    """Kind, state, and whether the response is waited for."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=InspectionKind.choices, empty_label=_("Every kind"))
    state = django_filters.ChoiceFilter(
        label=_("State"), field_name="status", choices=InspectionStatus.choices, empty_label=_("Every state")
    )
    response = django_filters.ChoiceFilter(
        label=_("Response"), method="by_response", empty_label=_("Any"),
        choices=[(WAITING, _("Waited for")), (OUT, _("Published")), (NONE_ASKED, _("Not needed"))],
    )  # fmt: skip

    class Meta:
        model = Inspection
        fields: list[str] = []
        form = FilterForm

    def by_response(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        asked = {WAITING: WAITS, OUT: Q(responded_on__isnull=False), NONE_ASKED: Q(needs_response=False)}
        return rows.filter(asked[value])


class AskFilter(ShownMixin, django_filters.FilterSet):
    """The inspection, the kind and the state of what is asked for."""

    inspection = django_filters.ChoiceFilter(
        label=_("Inspection"), field_name="inspection__slug", empty_label=_("Every inspection")
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=AskKind.choices, empty_label=_("Every kind"))
    state = django_filters.ChoiceFilter(
        label=_("State"), method="by_state", choices=[(LIVE, _("Not done with")), *AskStatus.choices],
        empty_label=_("Every state"),
    )  # fmt: skip

    class Meta:
        model = InspectionAsk
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: Any, *, queryset: QuerySet) -> None:
        super().__init__(data, queryset=queryset)
        rows = queryset.order_by("inspection__title").values_list("inspection__slug", "inspection__title").distinct()
        self.filters["inspection"].extra["choices"] = list(rows)

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.exclude(status__in=DONE_WITH) if value == LIVE else rows.filter(status=value)


class SuperComplaintFilter(ShownMixin, django_filters.FilterSet):
    """The state of a super-complaint."""

    state = django_filters.ChoiceFilter(
        label=_("State"), field_name="status", choices=SuperComplaintStatus.choices, empty_label=_("Every state")
    )

    class Meta:
        model = SuperComplaint
        fields: list[str] = []
        form = FilterForm
