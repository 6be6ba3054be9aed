"""What is typed of a fund."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissioning.choices import DecidedBy, FundKind, Vat
from commissioning.models import Priority
from decisions.forms.consultations import FactsForm
from decisions.forms.rows import OfRowForm, TitledChoiceField
from interface.fields import DateField, MarkdownField, MoneyField
from interface.forms import OnceFormMixin

LONGEST = 4_000
DATE_HINT = _("For example, 31 3 2022")
YEAR_WORDS = _("Enter the year in which it starts, like 2021 for 2021/22")
WRONG_ADDRESS = {"invalid": _("Enter a whole web address, like https://commissioner.example/grants")}


class FundForm(FactsForm):
    """A fund, its budget and its rules."""

    title = forms.CharField(label=_("Fund"), max_length=200, help_text=_("For example, Community action fund, quarter 4"))
    kind = forms.ChoiceField(label=_("Kind"), choices=FundKind.choices, initial=FundKind.COMMUNITY_ACTION)
    year = forms.IntegerField(
        label=_("Financial year starting in"), min_value=2000, max_value=2100, help_text=_("2021 for 2021/22"),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), YEAR_WORDS),
    )  # fmt: skip
    about = MarkdownField(label=_("What it is for (optional)"), required=False, max_length=LONGEST)
    funder = forms.CharField(
        label=_("Whose money it is (optional)"), required=False, max_length=200, help_text=_("For example, Ministry of Justice")
    )
    budget = MoneyField(label=_("Budget in pounds (optional)"), required=False)
    vat = forms.ChoiceField(label=_("VAT"), choices=Vat.choices, initial=Vat.OUTSIDE)
    spend_by = DateField(label=_("To be spent by (optional)"), required=False, help_text=DATE_HINT)
    decided_by = forms.ChoiceField(label=_("Who decides"), choices=DecidedBy.choices, initial=DecidedBy.NOT_STATED)
    decided_words = forms.CharField(
        label=_("Name of who decides (optional)"), required=False, max_length=160,
        help_text=_("Of a panel or a trust, never of a person"),
    )  # fmt: skip
    is_crime_and_disorder = forms.BooleanField(
        label=_("Its grants are crime and disorder reduction grants"), required=False, initial=True,
        help_text=_("Each of them is published with its recipient, purpose, conditions and reasons"),
    )  # fmt: skip
    priority = TitledChoiceField(
        Priority.objects.none(), label=_("Priority (optional)"), required=False, empty_label=_("none"), to_field_name="slug"
    )
    url = forms.URLField(
        label=_("How to apply (optional)"), max_length=300, required=False, assume_scheme="https", error_messages=WRONG_ADDRESS
    )

    def __init__(self, *args: Any, area: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["priority"].queryset = Priority.objects.filter(area=area).kept()


class FundCreateForm(OnceFormMixin, FundForm):
    """A new fund."""


class FundUpdateForm(OfRowForm, FundForm):
    """One that is there."""
