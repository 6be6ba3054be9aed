"""Narrowing the internal register of complaints; the rows come from `listed_for`."""

from datetime import datetime
from typing import Any

import django_filters
from django.db.models import BooleanField, Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from complaints.choices import OVER, CameTo, ComplaintStatus, StepKind
from complaints.due.complaints import KIND
from complaints.models import Complaint, ComplaintStep, HandlingPower
from complaints.rules.register import NEXT_POWER, With, holder_words, with_handler
from interface import clock
from panels.filters import FilterForm, ShownMixin
from panels.models import Obligation, OfficeHolder

UNKNOWN = "unknown"
ASIDE = (StepKind.NOT_RECORD, StepKind.TRANSFER, StepKind.DISAPPLY)  # what ends a complaint without an outcome
LIFE = [("live", _("Live")), ("over", _("Over"))]


class ComplaintFilter(ShownMixin, django_filters.FilterSet):
    """State, whether it lives, about whom, year of receipt, to whom it was made, with whom it is, and what is late."""

    life = django_filters.ChoiceFilter(label=_("Live or over"), method="by_life", choices=LIFE, empty_label=_("Both"))
    status = django_filters.ChoiceFilter(label=_("State"), choices=ComplaintStatus.choices, empty_label=_("Every state"))
    about = django_filters.ChoiceFilter(label=_("About whom"), method="by_holder", empty_label=_("Everybody"))
    year = django_filters.ChoiceFilter(label=_("Year received"), field_name="received_on__year", empty_label=_("Every year"))
    came = django_filters.ChoiceFilter(
        label=_("To whom it was made"), field_name="came_to", choices=CameTo.choices, empty_label=_("Anybody")
    )
    whom = django_filters.ChoiceFilter(
        label=_("With whom it is"), method="by_whom", choices=With.choices, empty_label=_("Anybody")
    )
    late = django_filters.ChoiceFilter(
        label=_("Late"), method="by_late", choices=[("yes", _("Something is missed"))], empty_label=_("Late or not")
    )

    class Meta:
        model = Complaint
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: Any, *, queryset: QuerySet, handlers: dict[tuple[int, str], str]) -> None:
        """`handlers` says who uses a power today, by body and power (`handlers_in`)."""
        super().__init__(data, queryset=queryset)
        self.handlers = handlers
        plain = queryset.order_by()
        years = sorted({day.year for day in plain.dates("received_on", "year")}, reverse=True)
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]
        holders = OfficeHolder.objects.filter(pk__in=plain.values("office_holder")).order_by("kind", "-started_on")
        known = [(str(one.number), holder_words(one)) for one in holders]
        self.filters["about"].extra["choices"] = [*known, (UNKNOWN, _("Not known yet"))]

    def by_life(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(status__in=OVER) if value == "over" else rows.exclude(status__in=OVER)

    def by_holder(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(office_holder=None) if value == UNKNOWN else rows.filter(office_holder__number=value)

    def by_late(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Exists(due_of().missed(clock.now())), erased_at__isnull=True)

    def by_whom(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == With.NOBODY:
            return rows.filter(status__in=OVER)
        wanted = Q(status=ComplaintStatus.WITH_IOPC) if value == With.IOPC else Q(pk__in=[])
        for body in {body for body, _power in self.handlers} | set(rows.order_by().values_list("body", flat=True).distinct()):
            for is_kept in (True, False):
                states = [
                    state for state, power in NEXT_POWER.items()
                    if with_handler(self.handlers.get((body, power), ""), is_kept=is_kept) == value
                ]  # fmt: skip
                wanted |= Q(body=body, is_kept_from_office=is_kept, status__in=states)
        return rows.filter(wanted)


def handlers_in(area: Any) -> dict[tuple[int, str], str]:
    """Who uses a power over complaints today (`Handler`), by body and power, in the panels of an area."""
    held = HandlingPower.objects.on(clock.today()).filter(body__area=area).order_by("started_on", "number")
    return {(body, power): handler for body, power, handler in held.values_list("body", "power", "handler")}


def due_of() -> QuerySet:
    """What is due in the complaint of an outer query."""
    return Obligation.objects.open().filter(subject_kind=KIND, subject_key=Cast(OuterRef("pk"), CharField()))


def for_list(rows: QuerySet, user: Any, now: datetime) -> QuerySet:
    """Complaints of `listed_for` with whether the reader may open their page (`has_page`), whether they live, what ended those
    that had no outcome (`put_aside`), and what is due next in them (`next_on`, `next_key`): those that live first, the one
    received last on top."""
    coming = due_of().filter(is_closing=False).order_by("due_on", "due_at", "reference")
    opened = Complaint.objects.visible_to(user).filter(pk=OuterRef("pk"))
    over = Case(When(status__in=OVER, then=Value(True)), default=Value(False), output_field=BooleanField())
    aside = ComplaintStep.objects.standing().filter(complaint=OuterRef("pk"), kind__in=ASIDE).order_by("-number")
    marked = rows.annotate(
        has_page=Exists(opened), is_ended=over, put_aside=Subquery(aside.values("kind")[:1]),
        next_on=Subquery(coming.values("due_on")[:1]), next_key=Subquery(coming.values("pk")[:1]),
    )  # fmt: skip
    return marked.order_by("is_ended", "-received_on", "-pk")
