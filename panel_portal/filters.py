"""What administrators narrow the list of people by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import User
from interface import clock
from interface.forms import GovukForm
from panel_portal.forms import WHOLE_PORTAL
from panels.models import Appointment, PoliceArea

STATES = [
    ("in-force", _("Appointment in force")),
    ("ended", _("Appointment ended")),
    ("none", _("No appointment in force")),
    ("closed", _("Account closed")),
]


class FilterForm(GovukForm, forms.Form):
    """The boxes of the filter."""


class PeopleFilter(django_filters.FilterSet):
    """By name, and by one appointment that has the role, the area and the state asked for, all three."""

    name = django_filters.CharFilter(label=_("Name"))
    role = django_filters.ChoiceFilter(label=_("Role"), choices=Role.choices, empty_label=_("Every role"))
    area = django_filters.ChoiceFilter(label=_("Police area"), empty_label=_("Everywhere"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, empty_label=_("Everybody who may sign in"))

    class Meta:
        model = User
        fields: list[str] = []
        form = FilterForm

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = PoliceArea.objects.order_by("name").values_list("slug", "name")
        self.filters["area"].extra["choices"] = [*areas, (WHOLE_PORTAL, _("The whole portal"))]

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        asked, today = self.form.cleaned_data, clock.today()
        state, held = asked["state"], Appointment.objects.filter(user=OuterRef("pk"))
        queryset = queryset.named(asked["name"]).filter(is_active=state != "closed")
        if state == "none":
            queryset = queryset.exclude(Exists(held.on(today)))
        if not (asked["role"] or asked["area"] or state in ("in-force", "ended")):
            return queryset
        return queryset.filter(Exists(self._appointment(held, asked, today)))

    @staticmethod
    def _appointment(held: Any, asked: dict[str, Any], today: Any) -> Any:
        """The appointments of one person that are as asked."""
        if asked["role"]:
            held = held.filter(role=asked["role"])
        if asked["area"]:
            held = held.filter(area=None) if asked["area"] == WHOLE_PORTAL else held.filter(area__slug=asked["area"])
        if asked["state"] == "in-force":
            return held.on(today)
        return held.over(today) if asked["state"] == "ended" else held

    def in_force(self) -> list[tuple[str, str]]:
        """Each filter in use: its name, and its words."""
        if not self.form.is_valid():
            return []
        found = []
        for name, field in self.form.fields.items():
            if value := self.form.cleaned_data.get(name):
                labels = {str(key): str(label) for key, label in getattr(field, "choices", [])}
                found.append((name, f"{field.label}: {labels.get(str(value), value)}"))
        return found
