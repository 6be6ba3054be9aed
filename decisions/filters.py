"""Narrowing the list of statutory cases; the rows come from `visible_to`."""

from typing import Any

import django_filters
from django.db.models import BooleanField, CharField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models import Case as Choose
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from decisions.choices import CaseKind, CaseStatus
from decisions.due.cases import KIND
from decisions.models import Case
from decisions.rules.status import WAITS_FOR, states_waiting_for
from panels.choices import DutyStatus
from panels.filters import FilterForm, ShownMixin
from panels.models import Body, Obligation

LIVE = "live"


class CaseFilter(ShownMixin, django_filters.FilterSet):
    """Body, kind, year opened, state, and for whom a case waits."""

    body = django_filters.ChoiceFilter(field_name="body__slug", label=_("Body"), empty_label=_("Every body"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=CaseKind.choices, empty_label=_("Every kind"))
    year = django_filters.ChoiceFilter(field_name="opened_on__year", label=_("Year opened"), empty_label=_("Every year"))
    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="by_state",
        choices=[(LIVE, _("Not ended")), *CaseStatus.choices],
        empty_label=_("Every state"),
    )
    waits = django_filters.ChoiceFilter(
        label=_("Waits for"), method="by_waits", choices=list(WAITS_FOR.items()), empty_label=_("Anybody or nobody")
    )

    class Meta:
        model = Case
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: Any, *, queryset: QuerySet, user: Any, area: Any) -> None:
        super().__init__(data, queryset=queryset)
        bodies = Body.objects.visible_to(user).filter(area=area).order_by("name")
        self.filters["body"].extra["choices"] = list(bodies.values_list("slug", "name"))
        if len(self.filters["body"].extra["choices"]) < 2:
            del self.filters["body"]
        years = sorted({day.year for day in queryset.order_by().dates("opened_on", "year")}, reverse=True)
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == LIVE:
            return rows.exclude(status__in=[CaseStatus.CLOSED, CaseStatus.WITHDRAWN])
        return rows.filter(status=value)

    def by_waits(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        wanted = Q(pk__in=[])
        for kind, state in states_waiting_for(value):
            wanted |= Q(kind=kind, status=state)
        return rows.filter(wanted)


def for_list(rows: QuerySet, user: Any) -> QuerySet:
    """Cases of `visible_to` with the day that is due next (`next_on`) and its row (`next_key`): those that have not ended first,
    then by that day. Whoever reads a case that is not public reads what is due in it, as on its page (`due.cases.due_for`)."""
    of_case = Q(subject_kind=KIND, subject_key=Cast(OuterRef("pk"), CharField()), status=DutyStatus.OPEN)
    every = Obligation.objects.filter(of_case).order_by("due_on", "due_at", "reference")
    known = Obligation.objects.visible_to(user).filter(of_case).order_by("due_on", "due_at", "reference")

    def first(name: str) -> Choose:
        private = When(published_at__isnull=True, then=Subquery(every.values(name)[:1]))
        return Choose(private, default=Subquery(known.values(name)[:1]))

    ended = Choose(
        When(status__in=[CaseStatus.CLOSED, CaseStatus.WITHDRAWN], then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    marked = rows.annotate(has_ended=ended, next_on=first("due_on"), next_key=first("pk"))
    return marked.order_by("has_ended", "next_on", "-opened_on", "kind", "slug")
