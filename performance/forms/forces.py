"""What is typed of forces, of the group most similar to one, and of how many people live there."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from decisions.forms.consultations import FactsForm
from decisions.forms.rows import DATE_HINT, NOT_ONE, TitledChoiceField
from interface.fields import DateField
from interface.forms import OnceFormMixin
from interface.widgets import Checkboxes, Radios
from panels.models import PoliceArea
from performance.choices import Denominator
from performance.models import Force, SimilarGroup

PEOPLE = [one for one in Denominator.choices if one[0] != Denominator.NONE]
NOT_PEOPLE = _("Enter a whole number, like 1194300")


class SureForm(OnceFormMixin, FactsForm):
    """An act that asks nothing but to be sure, upon a row that has no version."""


class ForceForm(OnceFormMixin, FactsForm):
    """The name of a force."""

    name = forms.CharField(label=_("Name of the force"), max_length=120)


class GroupForm(OnceFormMixin, FactsForm):
    """The forces most similar to the area's own, between two days."""

    started_on = DateField(label=_("From"), help_text=DATE_HINT, error_messages={"required": _("Enter the first day")})
    ended_on = DateField(label=_("Until (optional)"), required=False, called=_("Until"))
    forces = forms.ModelMultipleChoiceField(
        Force.objects.none(), label=_("Forces in the group"), widget=Checkboxes, to_field_name="slug",
        error_messages={"required": _("Choose at least one other force"), "invalid_choice": NOT_ONE, "invalid_pk_value": NOT_ONE},
    )  # fmt: skip
    source = forms.CharField(label=_("Who named them (optional)"), required=False, max_length=200)

    def __init__(
        self, *args: Any, force: Force, group: SimilarGroup | None = None, like: SimilarGroup | None = None, **kwargs: Any
    ) -> None:
        """`group` is the one that is changed; a new one begins with the forces of the one that it is `like`."""
        initial = {name: getattr(group, name) for name in ("started_on", "ended_on", "source")} if group else {}
        if begins := group or like:
            initial["forces"] = list(begins.forces.exclude(pk=force.pk))
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["forces"].queryset = Force.objects.exclude(pk=force.pk).order_by("name")


class PopulationForm(OnceFormMixin, FactsForm):
    """How many people a force's area has on a day."""

    force = TitledChoiceField(Force.objects.none(), label=_("Force"), empty_label=None, to_field_name="slug", named="name")
    kind = forms.ChoiceField(label=_("Of whom"), choices=PEOPLE, widget=Radios, initial=Denominator.POPULATION)
    group = forms.SlugField(
        label=_("Group of residents (only for a group)"), required=False, max_length=40, help_text=_("For example, asian"),
        error_messages={"invalid": _("Use small letters, numbers and hyphens, like asian-or-asian-british")},
    )  # fmt: skip
    on = DateField(label=_("As at"), help_text=_("For example, 30 6 2020"), error_messages={"required": _("Enter the day")})
    value = forms.IntegerField(
        label=_("Number"), min_value=1, max_value=2_000_000_000,
        error_messages={"invalid": NOT_PEOPLE, "min_value": NOT_PEOPLE, "max_value": NOT_PEOPLE, "required": NOT_PEOPLE},
    )  # fmt: skip
    source = forms.CharField(label=_("Source"), max_length=200, error_messages={"required": _("Say where the number is from")})
    is_illustrative = forms.BooleanField(label=_("The number is illustrative"), required=False)

    def __init__(self, *args: Any, area: PoliceArea, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = Force.objects.filter(Q(area=area) | Q(area__isnull=True)).order_by("name")
        self.fields["force"].queryset = kept
        self.fields["force"].initial = next((one.slug for one in kept if one.area_id == area.pk), None)
