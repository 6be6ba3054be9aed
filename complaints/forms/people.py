"""What is typed of who complains, who speaks for them and who else is concerned, and the words as they came."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.choices import PartyKind
from complaints.models import Party
from complaints.services.complaints import PartyFacts
from interface import widgets
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from meetings.forms.asking import EMAIL_LETTERS, PHONE_LETTERS, AddressField, LineField, TextField
from meetings.forms.refusals import RefusalMixin

NAME_LETTERS = 160
ADDRESS_LETTERS = 500
NOTE_LETTERS = 300
WORDS_LETTERS = 100_000
TYPED = ("name", "email", "phone", "address", "contact_note")


def person_fields() -> dict[str, forms.Field]:
    """The boxes of one person, fresh ones, none of which must be filled in."""
    return {
        "name": LineField(
            label=_("Full name"), required=False, max_length=NAME_LETTERS,
            widget=forms.TextInput(attrs={"spellcheck": False, "autocomplete": "off"}),
        ),
        "email": AddressField(
            label=_("Email address"), required=False, max_length=EMAIL_LETTERS,
            widget=forms.EmailInput(attrs={"spellcheck": False, "autocomplete": "off"}),
        ),
        "phone": LineField(
            label=_("Telephone"), required=False, max_length=PHONE_LETTERS, widget=forms.TextInput(attrs={"autocomplete": "off"})
        ),
        "address": TextField(
            label=_("Postal address"), required=False, max_length=ADDRESS_LETTERS,
            widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        ),
        "contact_note": LineField(
            label=_("How they ask to be reached"), required=False, max_length=NOTE_LETTERS,
            help_text=_("For example, not by telephone, or in large print"),
        ),
    }  # fmt: skip


class _Person(forms.Form):
    """Who somebody is, and the boxes of a person."""

    fields: dict[str, Any]

    kind = forms.ChoiceField(
        label=_("Who this is"), choices=PartyKind.choices, widget=widgets.Radios,
        error_messages={"required": _("Choose who this is"), "invalid_choice": _("Choose who this is")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= person_fields()


class PersonCreateForm(RefusalMixin, OnceFormMixin, GovukForm, _Person):
    """One more person of a complaint."""

    def facts(self) -> PartyFacts:
        """What a valid form says."""
        return facts_of(self.cleaned_data)


class PersonUpdateForm(RefusalMixin, VersionedFormMixin, GovukForm, _Person):
    """Who somebody is and how they are reached, as entered."""

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        initial = {name: getattr(party, name) for name in ("kind", *TYPED)}
        super().__init__(*args, initial=initial, versioned=party, **kwargs)

    def facts(self) -> PartyFacts:
        """What a valid form says."""
        return facts_of(self.cleaned_data)


def facts_of(said: dict[str, Any]) -> PartyFacts:
    """A person, from the cleaned boxes of a form."""
    return PartyFacts(kind=said["kind"], **{name: said[name] for name in TYPED})


class WordsForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """The words of a complaint as they came."""

    text = TextField(
        label=_("The words as they came"), max_length=WORDS_LETTERS, widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("Copy the letter or email, or write down what was said. It is kept as it is, and read like a name"),
        error_messages={"required": _("Enter the words as they came")},
    )  # fmt: skip


class ActForm(RefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """An act upon a row, without words, at the version that was read."""

    fields: dict[str, Any]
