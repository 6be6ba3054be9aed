"""What is typed of breaks, targets and benchmarks of a measure."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.forms.consultations import FactsForm
from decisions.forms.rows import DATE_HINT, OfRowForm
from interface.fields import DateField
from interface.forms import OnceFormMixin
from interface.widgets import Radios
from performance.choices import BreakKind, Position

NOT_RANK = _("Enter a whole number, like 4")
NOT_FIGURE = _("Enter a number, like 3291")


class BreakForm(FactsForm):
    """The day from which figures mean something else, or came about under other conditions."""

    on = DateField(label=_("First day"), help_text=DATE_HINT, error_messages={"required": _("Enter the first day")})
    title = forms.CharField(
        label=_("What changed"), max_length=160, help_text=_("It stands on the chart, for example “New counting rules”")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=BreakKind.choices, widget=Radios, initial=BreakKind.RECORDING)
    splits = forms.BooleanField(
        label=_("Work the limits out anew from this day"), required=False, initial=True,
        help_text=_("Without it the break is marked on the chart and changes no figure"),
    )  # fmt: skip


class BreakCreateForm(OnceFormMixin, BreakForm):
    """A new break."""


class BreakUpdateForm(OfRowForm, BreakForm):
    """A break that is there."""


class TargetForm(FactsForm):
    """What is to be reached by a day."""

    by_on = DateField(label=_("By"), help_text=DATE_HINT, error_messages={"required": _("Enter the day")})
    value = forms.DecimalField(
        label=_("Figure"), max_digits=16, decimal_places=4,
        error_messages={"invalid": NOT_FIGURE, "max_digits": NOT_FIGURE, "max_whole_digits": NOT_FIGURE, "required": NOT_FIGURE},
    )  # fmt: skip
    source = forms.CharField(label=_("Who set it (optional)"), required=False, max_length=200)


class TargetCreateForm(OnceFormMixin, TargetForm):
    """A new target."""


class TargetUpdateForm(OfRowForm, TargetForm):
    """A target that is there."""

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial["value"] = f"{row.value.normalize():f}"


class BenchmarkForm(FactsForm):
    """What a source says of the force in its group at the end of a period."""

    ended_on = DateField(
        label=_("At the end of"), help_text=_("The last day of the period, for example 31 12 2021"),
        error_messages={"required": _("Enter the last day of the period")},
    )  # fmt: skip
    rank = forms.IntegerField(
        label=_("Rank (optional)"), required=False, min_value=1, max_value=99,
        help_text=_("4 for “4th of 8”. Neither end of the list is good or bad"),
        error_messages={"invalid": NOT_RANK, "min_value": NOT_RANK, "max_value": NOT_RANK},
    )  # fmt: skip
    size = forms.IntegerField(
        label=_("Of how many forces (optional)"), required=False, min_value=1, max_value=99,
        error_messages={"invalid": NOT_RANK, "min_value": NOT_RANK, "max_value": NOT_RANK},
    )  # fmt: skip
    position = forms.ChoiceField(label=_("Beside the average"), choices=Position.choices, widget=Radios, initial=Position.UNKNOWN)
    words = forms.CharField(label=_("In words, where there is no rank (optional)"), required=False, max_length=300)
    source = forms.CharField(label=_("Where it was read (optional)"), required=False, max_length=200)


class BenchmarkCreateForm(OnceFormMixin, BenchmarkForm):
    """A new benchmark."""


class BenchmarkUpdateForm(OfRowForm, BenchmarkForm):
    """A benchmark that is there."""
