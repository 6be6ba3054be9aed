"""Narrowing the public register of complaints."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from complaints.choices import OVER, ComplaintStatus
from complaints.models import Complaint
from complaints.rules.register import holder_words
from panels.filters import FilterForm, ShownMixin
from panels.models import OfficeHolder, PoliceArea

LIVE, CLOSED, WITHDRAWN = "live", "closed", "withdrawn"


class PublicFilter(ShownMixin, django_filters.FilterSet):
    """Year of receipt, about whom, and whether it lives. Every year of the area can be asked for: that there was nothing is an
    answer."""

    year = django_filters.ChoiceFilter(label=_("Year received"), field_name="received_on__year", empty_label=_("Every year"))
    about = django_filters.ChoiceFilter(label=_("About whom"), field_name="office_holder__number", empty_label=_("Everybody"))
    state = django_filters.ChoiceFilter(
        label=_("State"), method="by_state", empty_label=_("Every state"),
        choices=[(LIVE, _("Live")), (CLOSED, _("Closed")), (WITHDRAWN, _("Withdrawn"))],
    )  # fmt: skip

    class Meta:
        model = Complaint
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: Any, *, queryset: QuerySet, area: PoliceArea, this_year: int) -> None:
        super().__init__(data, queryset=queryset)
        oldest = queryset.order_by("received_on").values_list("received_on", flat=True).first()
        first = min(area.started_on.year, oldest.year if oldest else this_year)
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in range(this_year, first - 1, -1)]
        holders = OfficeHolder.objects.filter(area=area).order_by("kind", "-started_on")
        self.filters["about"].extra["choices"] = [(str(one.number), holder_words(one)) for one in holders]

    @property
    def asked_year(self) -> int | None:
        """The year asked for, where it is one and nothing else is asked."""
        asked = self.form.cleaned_data if self.form.is_valid() else {}
        only = bool(asked.get("year")) and not asked.get("about") and not asked.get("state")
        return int(asked["year"]) if only else None

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == LIVE:
            return rows.exclude(status__in=OVER)
        return rows.filter(status=ComplaintStatus.WITHDRAWN if value == WITHDRAWN else ComplaintStatus.CLOSED)
