"""What is typed of complaints that are kept longer or erased."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from interface.forms import OnceFormMixin, VersionedFormMixin
from panels.forms.arrangements import FactsForm


class HoldForm(VersionedFormMixin, FactsForm):
    """Why a complaint may not be erased."""

    FACTS = ("reason",)

    reason = forms.CharField(
        label=gettext_lazy("Why it may not be erased"),
        help_text=gettext_lazy("For example, a court case or an inquiry. Name nobody who complains"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say why it may not be erased")},
    )


class ReleaseForm(VersionedFormMixin, FactsForm):
    """That a complaint is not held any more."""


class EraseForm(OnceFormMixin, FactsForm):
    """That the complaints named are erased."""

    reference = forms.MultipleChoiceField(
        label=gettext_lazy("Complaints"),
        widget=forms.MultipleHiddenInput,
        error_messages={
            "required": gettext_lazy("Choose at least one complaint"),
            "invalid_choice": gettext_lazy("One of these may not be erased. Go back and choose again"),
        },
    )
    is_sure = forms.BooleanField(
        label=gettext_lazy("I know that this cannot be undone"),
        error_messages={"required": gettext_lazy("Tick that you know that this cannot be undone")},
    )

    def __init__(self, *args: Any, references: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reference"].choices = [(one, one) for one in references]
