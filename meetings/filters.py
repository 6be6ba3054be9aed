"""Narrowing a list of meetings; the rows come from `visible_to`."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from documents.choices import Edition
from documents.models import Pack
from interface.forms import GovukForm
from meetings.choices import MeetingKind
from meetings.models import Meeting


class FilterForm(GovukForm, forms.Form):
    """The boxes of the filter."""


class MeetingFilter(django_filters.FilterSet):
    """Body, year, type, and what is published."""

    body = django_filters.ChoiceFilter(field_name="body__slug", label=_("Body"), empty_label=_("Every body"))
    year = django_filters.ChoiceFilter(field_name="held_on__year", label=_("Year"), empty_label=_("Every year"))
    kind = django_filters.ChoiceFilter(label=_("Type"), choices=MeetingKind.choices, empty_label=_("Every type"))
    published = django_filters.ChoiceFilter(
        label=_("Published"),
        method="by_published",
        choices=[("agenda", _("Agenda")), ("pack", _("Agenda pack")), ("nothing", _("Nothing yet"))],
        empty_label=_("Anything"),
    )

    class Meta:
        model = Meeting
        fields: list[str] = []
        form = FilterForm

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        rows = self.queryset.order_by()
        self.filters["body"].extra["choices"] = sorted(set(rows.values_list("body__slug", "body__name")))
        years = sorted({day.year for day in rows.dates("held_on", "year")}, reverse=True)
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]

    def by_published(self, rows, name, value):
        if value == "agenda":
            return rows.filter(published_at__isnull=False)
        if value == "nothing":
            return rows.filter(published_at__isnull=True)
        packs = Pack.objects.visible_to(self.user).filter(
            area=OuterRef("area"), collection=OuterRef("slug"), edition=Edition.PUBLIC
        )
        return rows.filter(Exists(packs))

    def in_force(self) -> list[tuple[str, str]]:
        """Each filter in use: its name, and its words."""
        if not self.form.is_valid():
            return []
        found = []
        for name in self.form.fields:
            if value := self.form.cleaned_data.get(name):
                labels = {str(key): str(label) for key, label in self.form.fields[name].choices}
                found.append((name, f"{self.form.fields[name].label}: {labels.get(str(value), value)}"))
        return found
