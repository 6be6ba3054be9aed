"""What is typed of how a complaint came and about whom it is, and that it is kept from the Commissioner's office."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.choices import CameTo, Means
from complaints.models import Complaint
from complaints.rules.register import holder_words
from complaints.services.complaints import CHANGEABLE
from interface.fields import DateField
from interface.forms import GovukForm, VersionedFormMixin
from interface.widgets import Radios
from meetings.forms.refusals import RefusalMixin
from panels.models import OfficeHolder


class HolderField(forms.ModelChoiceField):
    """Who held which office from when to when."""

    def label_from_instance(self, obj: Any) -> str:
        return holder_words(obj)


class ComplaintFactsForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """The facts of a complaint that say nothing of who complains."""

    fields: dict[str, Any]

    line = forms.CharField(
        label=_("In one line"), required=False, max_length=200,
        help_text=_("What it is about, in a few neutral words that name nobody. Members of the panel read it in the register"),
    )  # fmt: skip
    office_holder = HolderField(
        label=_("About whom"), queryset=OfficeHolder.objects.none(), required=False, empty_label=_("Not known yet"),
        help_text=_("As the person held the office on the days of the events"),
    )  # fmt: skip
    received_on = DateField(label=_("Day it was received"), error_messages={"required": _("Enter the day it was received")})
    made_on = DateField(
        label=_("Day it was made"), required=False, help_text=_("The date of the letter or email. Leave empty if not known")
    )
    means = forms.ChoiceField(label=_("How it came"), choices=Means.choices, widget=Radios)
    came_to = forms.ChoiceField(
        label=_("To whom it was made"), choices=CameTo.choices, widget=Radios,
        help_text=_("The Commissioner’s office reads what was made to the panel only where it handles complaints for it"),
    )  # fmt: skip
    is_anonymous = forms.BooleanField(label=_("The complainant gives no name"), required=False)
    iopc_reference = forms.CharField(label=_("Reference of the IOPC"), required=False, max_length=60)
    printed_label = forms.CharField(
        label=_("Printed number"), required=False, max_length=20, help_text=_("Its number in an older register")
    )

    def __init__(self, *args: Any, complaint: Complaint, moves: bool, **kwargs: Any) -> None:
        """`moves`: whether who fills it in may say to whom the complaint was made, on which rests whether the office reads it."""
        initial = {name: getattr(complaint, name) for name in CHANGEABLE}
        super().__init__(*args, versioned=complaint, initial=initial, **kwargs)
        if not moves:
            del self.fields["came_to"]
            self._saved.pop("came_to", None)
        self.fields["office_holder"].queryset = OfficeHolder.objects.filter(area=complaint.area).order_by("kind", "-started_on")

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        return {name: self.cleaned_data[name] for name in (*CHANGEABLE, "version") if name in self.cleaned_data}


class KeepForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """Why a complaint is closed to the Commissioner's office; nothing where it is opened again."""

    fields: dict[str, Any]

    why = forms.CharField(
        label=_("Why it is kept from the office"), required=False, max_length=300,
        help_text=_("For example, that it is about a member of the office. Name nobody"),
    )  # fmt: skip

    def __init__(self, *args: Any, complaint: Complaint, **kwargs: Any) -> None:
        super().__init__(*args, versioned=complaint, initial={"why": complaint.kept_from_office_why}, **kwargs)
        if complaint.is_kept_from_office:
            del self.fields["why"]
            self._saved.pop("why", None)
