"""What those who keep the register of members' interests type, and how readers narrow it."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from interface.fields import DateField
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from panels.choices import InterestCategory
from panels.models import Interest, Person

LONGEST = 2000
FACTS = ("category", "text", "is_sensitive", "declared_on", "started_on", "ended_on")


class RefusalMixin:
    """Shows what a service refused: beside its field where the form has one, else on top."""

    fields: dict[str, Any]

    def show_refusal(self, error: ValidationError) -> None:
        problems = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
        for name, found in problems.items():
            for one in found:
                self.add_error(name if name in self.fields else None, one)


class InterestForm(RefusalMixin, GovukForm, forms.Form):
    """An interest as a member has registered it."""

    category = forms.ChoiceField(label=_("Kind of interest"), choices=InterestCategory.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("The interest"),
        help_text=_("As the member registered it. Leave out home addresses and the names of others"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Enter the interest")},
    )
    is_sensitive = forms.BooleanField(
        label=_("Sensitive: its details are withheld from the public"),
        help_text=_("Only where the monitoring officer agrees that the member or somebody else could be harmed"),
        required=False,
    )
    declared_on = DateField(
        label=_("Day it was registered"),
        help_text=_("For example, 24 6 2021"),
        error_messages={"required": _("Enter the day it was registered")},
    )
    started_on = DateField(label=_("Held since, if it is known"), required=False)
    ended_on = DateField(label=_("Held until, once it is over"), required=False)

    def facts(self) -> dict[str, Any]:
        """The facts of a valid form, as keywords for a service."""
        return {name: self.cleaned_data[name] for name in FACTS}


class InterestCreateForm(OnceFormMixin, InterestForm):
    """The same, with whose it is."""

    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Member"),
        empty_label=_("Choose a member"),
        to_field_name="slug",
        error_messages={"required": _("Choose a member"), "invalid_choice": _("Choose a member from the list")},
    )

    field_order = ["person"]

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class InterestUpdateForm(VersionedFormMixin, InterestForm):
    """The same, over one that stands in the register."""

    def __init__(self, *args: Any, interest: Interest, **kwargs: Any) -> None:
        initial = {name: getattr(interest, name) for name in FACTS}
        super().__init__(*args, versioned=interest, initial=initial, **kwargs)


class InterestRemoveForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """Why an interest is taken out; kept with it."""

    reason = forms.CharField(
        label=_("Why it is taken out"),
        help_text=_("For example, that it was entered for the wrong member"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why it is taken out")},
    )


class InterestFilterForm(GovukForm, forms.Form):
    """Whose interests are shown; everybody's when nobody is chosen."""

    member = forms.ModelChoiceField(
        Person.objects.none(), label=_("Member"), empty_label=_("All members"), to_field_name="slug", required=False
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = people

    @property
    def person(self) -> Person | None:
        """The member chosen; nobody where the address names somebody else."""
        return self.cleaned_data.get("member") if self.is_valid() else None
