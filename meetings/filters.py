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
from panels.models import Body


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

    def __init__(self, *args, user, area, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        bodies = Body.objects.visible_to(user).filter(area=area).order_by("name")
        self.filters["body"].extra["choices"] = list(bodies.values_list("slug", "name"))
        years = sorted({day.year for day in self.queryset.order_by().dates("held_on", "year")}, reverse=True)
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]

    def by_published(self, rows, name, value):
        read = Meeting.objects.agenda_read_by(self.user)
        if value == "agenda":
            return rows.filter(pk__in=read.values("pk"))
        if value == "nothing":
            return rows.exclude(pk__in=read.values("pk"))
        packs = Pack.objects.visible_to(self.user).filter(
            area=OuterRef("area"), collection=OuterRef("slug"), edition=Edition.PUBLIC
        )
        return rows.filter(Exists(packs))

    @property
    def rows(self):
        """The meetings that match; a value that no filter knows matches none."""
        return self.qs if self.form.is_valid() else self.queryset.none()

    @property
    def boxes(self):
        """The form to draw: what it does not know is left out, and removed among the filters in force."""
        return self.form if self.form.is_valid() else self.get_form_class()(self.form.cleaned_data)

    def in_force(self) -> list[tuple[str, str]]:
        """Each filter in use: its name, and its words, which for a value that is not known are its own."""
        found = []
        for name, box in self.form.fields.items():
            if value := self.data.get(name):
                labels = {str(key): str(label) for key, label in box.choices}
                found.append((name, f"{box.label}: {labels.get(value, value)}"))
        return found
