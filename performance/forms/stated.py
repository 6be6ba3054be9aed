"""What is typed of a figure that a source states."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.forms.consultations import FactsForm
from decisions.forms.rows import DATE_HINT
from interface.fields import DateField
from interface.forms import OnceFormMixin, VersionedFormMixin
from interface.widgets import Checkboxes, Radios
from performance.choices import Basis, StatedKind
from performance.models import Measure, Objective
from performance.rules.stated_figures import MOST_PLACES

OF_MEASURES = ("measures", "of_measures")
NOT_FIGURE = _("Enter a number, like 400 or 27")
NOT_PLACES = _("Enter a whole number from 0 to 4")


class TitledChoicesField(forms.ModelMultipleChoiceField):
    """Measures, chosen by their titles."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title)


def measures_field(label: Any, **more: Any) -> TitledChoicesField:
    return TitledChoicesField(Measure.objects.none(), label=label, widget=Checkboxes, to_field_name="slug", **more)


class StatedForm(FactsForm):
    """What is stated, of which measures, over which days, and where."""

    title = forms.CharField(label=_("What is stated"), max_length=200, help_text=_("For example, “Share graded high”"))
    kind = forms.ChoiceField(label=_("Kind"), choices=StatedKind.choices, widget=Radios, initial=StatedKind.SUM)
    measures = measures_field(
        _("Measures that are added up"), error_messages={"required": _("Choose at least one measure")}
    )  # fmt: skip
    of_measures = measures_field(_("Of which it is a share (for a share alone)"), required=False)
    started_on = DateField(label=_("From"), help_text=DATE_HINT, error_messages={"required": _("Enter the first day")})
    ended_on = DateField(label=_("Until"), help_text=DATE_HINT, error_messages={"required": _("Enter the last day")})
    value = forms.DecimalField(
        label=_("Stated figure"), max_digits=16, decimal_places=4, help_text=_("Write 27 for 27%"),
        error_messages=dict.fromkeys(("invalid", "max_digits", "max_whole_digits", "max_decimal_places", "required"), NOT_FIGURE),
    )  # fmt: skip
    places = forms.IntegerField(
        label=_("Decimal places it is stated with"), min_value=0, max_value=MOST_PLACES, initial=0,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value", "required"), NOT_PLACES),
    )  # fmt: skip
    source = forms.CharField(label=_("Where it is stated (optional)"), required=False, max_length=200)

    def choose_from(self, objective: Objective, user: Any) -> None:
        """Offer the measures of the objective that add up."""
        rows = Measure.objects.visible_to(user).filter(objective=objective).exclude(basis=Basis.LEVEL)
        for name in OF_MEASURES:
            self.fields[name].queryset = rows.select_related("area").order_by("position", "title")


class StatedCreateForm(OnceFormMixin, StatedForm):
    """A new stated figure."""

    def __init__(self, *args: Any, objective: Objective, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from(objective, user)


class StatedUpdateForm(VersionedFormMixin, StatedForm):
    """A stated figure that is there."""

    def __init__(self, *args: Any, row: Any, user: Any, **kwargs: Any) -> None:
        initial = {name: getattr(row, name) for name in StatedForm.base_fields if name not in OF_MEASURES}
        initial |= {name: [one.slug for one in getattr(row, name).all()] for name in OF_MEASURES}
        initial["value"] = f"{row.value.normalize():f}"
        super().__init__(*args, versioned=row, initial=initial, **kwargs)
        self.choose_from(row.objective, user)
