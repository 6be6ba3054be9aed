"""What is typed of a bid for somebody else's money: what for, when it was submitted, and what came of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissioning.choices import BidStatus
from commissioning.models import FundingBid, Priority
from commissioning.rules.bids import OUTCOMES
from decisions.forms.consultations import FactsForm
from decisions.forms.rows import DATE_HINT, LONGEST, OfRowForm, TitledChoiceField
from interface import clock
from interface.fields import DateField, MarkdownField, MoneyField
from interface.forms import OnceFormMixin
from interface.widgets import Radios

OUTCOME_CHOICES = [one for one in BidStatus.choices if one[0] in OUTCOMES]


class BidForm(FactsForm):
    """The fund, who leads, what is asked for, and for how long."""

    title = forms.CharField(label=_("What the bid is for"), max_length=200)
    fund = forms.CharField(label=_("Name of the fund"), max_length=200)
    funder = forms.CharField(
        label=_("Whose fund it is (optional)"), max_length=200, required=False, help_text=_("For example, the Home Office")
    )
    lead = forms.CharField(
        label=_("Who leads the bid (optional)"), max_length=200, required=False, help_text=_("Partners are added afterwards")
    )
    about = MarkdownField(label=_("What the money is for (optional)"), required=False, max_length=LONGEST)
    asked = MoneyField(label=_("Asked for, in pounds (optional)"), required=False, help_text=_("For all years together"))
    term = forms.CharField(
        label=_("For how long (optional)"), max_length=120, required=False, help_text=_("For example, over three years")
    )
    started_on = DateField(label=_("From (optional)"), required=False, help_text=DATE_HINT)
    ended_on = DateField(label=_("Until (optional)"), required=False)
    outcome_due_on = DateField(label=_("Outcome expected on (optional)"), required=False)
    priority = TitledChoiceField(
        Priority.objects.none(), label=_("Priority (optional)"), required=False, to_field_name="slug",
        empty_label=_("No priority"),
    )  # fmt: skip

    def __init__(self, *args: Any, priorities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["priority"].queryset = priorities


class BidCreateForm(OnceFormMixin, BidForm):
    """A new bid."""


class BidUpdateForm(OfRowForm, BidForm):
    """A bid that is there."""


class SubmitForm(OfRowForm, FactsForm):
    """When it was submitted."""

    submitted_on = DateField(
        label=_("Submitted on"), help_text=DATE_HINT, error_messages={"required": _("Enter the day it was submitted")}
    )
    outcome_due_on = DateField(label=_("Outcome expected on (optional)"), required=False)

    def __init__(self, *args: Any, row: FundingBid, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial["submitted_on"] = row.submitted_on or clock.today()


class OutcomeForm(OfRowForm, FactsForm):
    """What came of it."""

    status = forms.ChoiceField(
        label=_("What came of the bid"), choices=OUTCOME_CHOICES, widget=Radios,
        error_messages={"required": _("Choose what came of the bid")},
    )  # fmt: skip
    outcome_on = DateField(
        label=_("Outcome known on"), help_text=DATE_HINT, error_messages={"required": _("Enter the day the outcome was known")}
    )
    won = MoneyField(
        label=_("Received, in pounds"), required=False,
        help_text=_("For all years together. Leave it empty where the bid failed"),
    )  # fmt: skip
    outcome = MarkdownField(label=_("In words (optional)"), required=False, max_length=LONGEST)

    def __init__(self, *args: Any, row: FundingBid, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial["status"] = row.status if row.status in OUTCOMES else ""
        self.initial["outcome_on"] = row.outcome_on or clock.today()
