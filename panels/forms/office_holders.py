"""What is typed of who held the office of Commissioner or Deputy."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from interface.fields import DateField
from interface.forms import OnceFormMixin, VersionedFormMixin
from panels.choices import OfficeKind
from panels.forms.arrangements import A_DAY, LAST_DAY, FactsForm
from panels.models import OfficeHolder


class OfficeHolderForm(FactsForm):
    """A person in an office, from when to when."""

    FACTS = ("kind", "name", "started_on", "ended_on", "date_note")

    kind = forms.ChoiceField(
        label=gettext_lazy("Office"),
        choices=OfficeKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the office")},
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        error_messages={"required": gettext_lazy("Enter the name of who holds or held the office")},
    )
    started_on = DateField(
        label=gettext_lazy("From"),
        help_text=A_DAY,
        error_messages={"required": gettext_lazy("Enter the first day in office")},
    )
    ended_on = DateField(label=gettext_lazy("Last day"), help_text=LAST_DAY, required=False)
    date_note = forms.CharField(
        label=gettext_lazy("What is not known of the dates"),
        help_text=gettext_lazy("Everybody reads it. Leave it empty where both are certain"),
        max_length=200,
        required=False,
    )


class OfficeHolderCreateForm(OnceFormMixin, OfficeHolderForm):
    """The same, for somebody who is not in the list yet."""


class OfficeHolderUpdateForm(VersionedFormMixin, OfficeHolderForm):
    """The same, over somebody of the list."""

    def __init__(self, *args: Any, holder: OfficeHolder, **kwargs: Any) -> None:
        super().__init__(*args, versioned=holder, initial=self.of(holder), **kwargs)
