"""What is typed about who must attend a private day."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.forms import GovukForm, VersionedFormMixin
from interface.widgets import Checkboxes, Radios
from meetings.forms.refusals import RefusalMixin
from panels.models import Person

EVERYBODY, NAMED, NOBODY = "everybody", "named", "nobody"
WHO = [
    (EVERYBODY, _("Every member")),
    (NAMED, _("Only the members I choose")),
    (NOBODY, _("Nobody must")),
]


class RequiredForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """Everybody, some by name, or nobody."""

    fields: dict[str, Any]

    who = forms.ChoiceField(
        label=_("Who must attend"), choices=WHO, widget=Radios, error_messages={"required": _("Choose who must attend")}
    )
    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Members"),
        help_text=_("Only where you choose them one by one"),
        to_field_name="slug",
        required=False,
        widget=Checkboxes,
        error_messages={"invalid_choice": _("Choose members from the list")},
    )

    def __init__(self, *args: Any, members: Any, required: Sequence[str], count: int, **kwargs: Any) -> None:
        """`members` are those on the day, `required` the slugs of those who must attend so far, of `count` that are listed."""
        who = NOBODY if not required else EVERYBODY if len(required) == count else NAMED
        super().__init__(*args, initial={"who": who, "people": list(required)}, **kwargs)
        self.fields["people"].queryset = members

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("who") == NAMED and not self.cleaned_data.get("people") and not self.has_error("people"):
            self.add_error("people", _("Choose one member at least"))
        return cleaned

    def chosen(self) -> list[Person] | None:
        """Whom a valid form names; None for everybody."""
        if self.cleaned_data["who"] == EVERYBODY:
            return None
        return list(self.cleaned_data["people"]) if self.cleaned_data["who"] == NAMED else []
