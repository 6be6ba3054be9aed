"""What people search the audit trail by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEntry, User
from interface import fields
from interface.forms import GovukForm


class FilterForm(GovukForm, forms.Form):
    """The look of our forms, for a form that only asks."""


class DayFilter(django_filters.Filter):
    """A date in three boxes."""

    field_class = fields.DateField


class AuditFilter(django_filters.FilterSet):
    """By act, person and day. What may be chosen is what the chain holds."""

    action = django_filters.ChoiceFilter(label=_("Act"), empty_label=_("Every act"))
    person = django_filters.ModelChoiceFilter(
        field_name="actor", label=_("Person"), empty_label=_("Everyone"), queryset=User.objects.none()
    )
    since = DayFilter(field_name="at", lookup_expr="date__gte", label=_("From"))
    until = DayFilter(field_name="at", lookup_expr="date__lte", label=_("Until"))

    class Meta:
        model = AuditEntry
        form = FilterForm
        fields: list[str] = []

    def __init__(self, data: Any, queryset: QuerySet) -> None:
        super().__init__(data, queryset)
        acts = queryset.order_by("action").values_list("action", flat=True).distinct()
        self.filters["action"].extra["choices"] = [(act, act) for act in acts]
        self.filters["person"].queryset = User.objects.filter(pk__in=queryset.order_by().values("actor").distinct()).order_by(
            "name"
        )
