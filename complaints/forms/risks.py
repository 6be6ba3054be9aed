"""What is typed of what may go wrong in dealing with a complaint."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.choices import RiskLevel
from interface.fields import DateField
from interface.forms import GovukForm, OnceFormMixin
from interface.widgets import Radios
from meetings.forms.refusals import RefusalMixin


class RiskForm(OnceFormMixin, RefusalMixin, GovukForm, forms.Form):
    """How high the risk is, what it is, and what is done about it."""

    fields: dict[str, Any]

    level = forms.ChoiceField(
        label=_("Level"), choices=RiskLevel.choices, widget=Radios, error_messages={"required": _("Choose how high the risk is")}
    )
    text = forms.CharField(
        label=_("What the risk is"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("To the complainant, to staff, or to how the complaint is dealt with"),
        error_messages={"required": _("Say what the risk is, or that there is none")},
    )  # fmt: skip
    measures = forms.CharField(
        label=_("What is done about it (optional)"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    review_on = DateField(
        label=_("To be looked at again on (optional)"), called=_("The day to look at it again"), required=False,
        help_text=_("For example, 30 6 2022"),
    )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        return {name: self.cleaned_data[name] for name in ("level", "text", "measures", "review_on")}
