"""What is typed of a total that a paper states, and of its lines."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissioning.choices import TotalUnit
from commissioning.models import Exercise, Fund
from decisions.forms.consultations import FactsForm
from decisions.forms.rows import OfRowForm, TitledChoiceField
from interface.fields import MoneyField
from interface.forms import OnceFormMixin
from interface.widgets import Radios

NOT_FIGURE = _("Enter a number, like 50 or 30,797.00")


def figure_field(label: Any) -> MoneyField:
    """A figure that is pounds or a number: with two places at most, and less than nothing where a table has such a line."""
    wrong = dict.fromkeys(("invalid", "max_digits", "max_whole_digits", "max_decimal_places", "required"), NOT_FIGURE)
    return MoneyField(label=label, min_value=None, widget=forms.TextInput, error_messages=wrong)


class TotalForm(FactsForm):
    """What is stated, where, and what stands under it."""

    title = forms.CharField(label=_("What it is the total of"), max_length=200)
    source = forms.CharField(
        label=_("Where it is stated (optional)"), required=False, max_length=200,
        help_text=_("The paper and its page, for example “Update report, March 2022, page 12”"),
    )  # fmt: skip
    unit = forms.ChoiceField(label=_("Unit"), choices=TotalUnit.choices, widget=Radios, initial=TotalUnit.POUNDS)
    stated = figure_field(_("Total as stated"))
    fund = TitledChoiceField(
        Fund.objects.none(), label=_("Fund (optional)"), required=False, empty_label=_("none"), to_field_name="slug",
        help_text=_("Without lines of its own, the awards of the fund or round are added up"),
    )  # fmt: skip
    exercise = TitledChoiceField(
        Exercise.objects.none(), label=_("Round or procurement (optional)"), required=False, empty_label=_("none"),
        to_field_name="reference",
    )  # fmt: skip

    def __init__(self, *args: Any, area: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fund"].queryset = Fund.objects.filter(area=area)
        self.fields["exercise"].queryset = Exercise.objects.filter(area=area)


class TotalCreateForm(OnceFormMixin, TotalForm):
    """A new total."""

    def __init__(self, *args: Any, fund: Fund | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["fund"] = fund


class TotalUpdateForm(OfRowForm, TotalForm):
    """One that is there."""

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial["stated"] = plain(row.stated)


class LineForm(FactsForm):
    """A line of the table."""

    label = forms.CharField(label=_("Line"), max_length=200)
    value = figure_field(_("Figure"))


class LineCreateForm(OnceFormMixin, LineForm):
    """A new line."""


class LineUpdateForm(OfRowForm, LineForm):
    """One that is there."""

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial["value"] = plain(row.value)


def plain(value: Decimal) -> str:
    """A figure as somebody types it: 24, or 30797.50."""
    return f"{value:.0f}" if value == value.to_integral_value() else f"{value:f}"
