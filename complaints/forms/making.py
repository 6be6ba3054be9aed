"""What a member of the public types to make a complaint, one page each. Texts are cleaned of what cannot be shown."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints.forms.files import MEGABYTE, files_field
from complaints.forms.intake import TEXT_LETTERS, holder_words
from complaints.forms.people import ADDRESS_LETTERS, NAME_LETTERS
from complaints.services.allegations import AllegationFacts, allegation_problems
from complaints.services.complaints import holder_problem
from interface.fields import DateField
from interface.forms import GovukForm, OnceFormMixin
from interface.widgets import Radios
from meetings.forms.asking import EMAIL_LETTERS, PHONE_LETTERS, AddressField, LineField, TextField
from meetings.forms.refusals import RefusalMixin
from meetings.rules.questions import has_words
from panels.models import OfficeHolder

NOT_KNOWN = "not-known"
BOXES = 3
MOST_FILES = 3


class About(TextChoices):
    """What somebody wants to complain about; all but the first goes elsewhere."""

    COMMISSIONER = "commissioner", _("The Commissioner or the Deputy, now or in the past")
    POLICE = "police", _("The police: an officer, staff, or how they work")
    CHIEF = "chief-constable", _("The Chief Constable")
    STAFF = "office", _("Somebody who works for the Commissioner")
    COUNCIL = "council", _("A council or a councillor")
    CRIME = "crime", _("A crime, or somebody in danger")


class Who(TextChoices):
    """Whether a name is given, and for whom somebody complains."""

    SELF = "self", _("For myself, and I give my name")
    OTHER = "other", _("For somebody else who has asked me to")
    ANONYMOUS = "anonymous", _("I give no name")


class AboutForm(GovukForm, forms.Form):
    """The first question: what has this portal to do with it?"""

    about = forms.ChoiceField(
        label=_("What is your complaint about?"), choices=About.choices, widget=Radios,
        error_messages={
            "required": _("Choose what your complaint is about"), "invalid_choice": _("Choose what your complaint is about"),
        },
    )  # fmt: skip


class WhomForm(GovukForm, forms.Form):
    """About whom it is, and on which days it happened."""

    fields: dict[str, Any]

    whom = forms.ChoiceField(
        label=_("About whom is it?"), widget=Radios, help_text=_("Choose who held the office when it happened"),
        error_messages={"required": _("Choose about whom it is"), "invalid_choice": _("Choose about whom it is")},
    )  # fmt: skip
    from_on = DateField(
        label=_("When did it happen, or begin? (optional)"), called=_("The day it happened"), required=False,
        help_text=_("For example, 17 3 2022. Leave it empty if you do not know the day"),
    )  # fmt: skip
    until_on = DateField(
        label=_("When did it end, if it took several days? (optional)"), called=_("The day it ended"), required=False
    )

    def __init__(self, *args: Any, holders: list[OfficeHolder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holders = {str(one.number): one for one in holders}
        offered = [(number, holder_words(one)) for number, one in self.holders.items()]
        self.fields["whom"].choices = [*offered, (NOT_KNOWN, gettext("I do not know who it was"))]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        said = self.cleaned_data
        days = AllegationFacts("", said.get("from_on"), said.get("until_on"), is_confirmed=False)
        for name, words in allegation_problems(days).items():
            field = {"incident_from": "from_on", "incident_until": "until_on"}.get(name, "from_on")
            if field not in self.errors:
                self.add_error(field, words)
        problem = holder_problem(self.holders.get(said.get("whom", "")), [days.incident_from, days.incident_until])
        if problem and "from_on" not in self.errors:
            self.add_error("from_on", problem)
        return cleaned


class WhatForm(GovukForm, forms.Form):
    """What happened, in boxes: one for each thing."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, BOXES + 1):
            label = gettext("What happened?") if number == 1 else gettext("Something else that happened (optional)")
            field = TextField(
                label=label, required=False,
                widget=forms.Textarea(attrs={"rows": 10 if number == 1 else 4}),
            )  # fmt: skip
            field.max_length = TEXT_LETTERS  # the browser counts to it; what is too long is refused below
            self.fields[f"words_{number}"] = field

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name in self.fields:
            text = self.cleaned_data.get(name, "")
            if len(text) > TEXT_LETTERS:
                said = {"most": f"{TEXT_LETTERS:,}"}
                self.add_error(
                    name, gettext("Shorten it to %(most)s characters, or put the rest into a file or the next box") % said
                )
        if not self.errors and not any(has_words(one) for one in self.words):
            self.add_error("words_1", gettext("Tell us what happened"))
        return cleaned

    @property
    def words(self) -> list[str]:
        """The texts of a valid form, in order, without the empty ones."""
        return [self.cleaned_data[name] for name in self.fields if self.cleaned_data.get(name)]


class WhoForm(GovukForm, forms.Form):
    """With or without a name, for oneself or for somebody else."""

    fields: dict[str, Any]

    who = forms.ChoiceField(
        label=_("For whom do you complain?"), choices=Who.choices, widget=Radios,
        error_messages={"required": _("Choose for whom you complain"), "invalid_choice": _("Choose for whom you complain")},
    )  # fmt: skip

    def __init__(self, *args: Any, nameless: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].widget.hints = {
            Who.ANONYMOUS: nameless,
            Who.OTHER: gettext("Their name goes with yours. We write to you"),
        }


class YouForm(GovukForm, forms.Form):
    """Who somebody is and where an answer reaches them."""

    fields: dict[str, Any]

    other_name = LineField(
        label=_("Full name of the person for whom you complain"), max_length=NAME_LETTERS,
        error_messages={"required": _("Enter the name of the person for whom you complain")},
        widget=forms.TextInput(attrs={"spellcheck": False, "autocomplete": "off"}),
    )  # fmt: skip
    name = LineField(
        label=_("Your full name"), max_length=NAME_LETTERS, error_messages={"required": _("Enter your full name")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": False}),
    )  # fmt: skip
    email = AddressField(
        label=_("Your email address"), required=False, max_length=EMAIL_LETTERS,
        help_text=_("We send you a receipt, and write to you here. Without one, enter a postal address below"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": False}),
    )  # fmt: skip
    address = TextField(
        label=_("Your postal address"), required=False, max_length=ADDRESS_LETTERS,
        help_text=_("If you have no email address, or want letters by post"),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "street-address"}),
    )  # fmt: skip
    phone = LineField(
        label=_("Your telephone number (optional)"), required=False, max_length=PHONE_LETTERS,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip
    contact_note = LineField(
        label=_("How we should reach you (optional)"), required=False, max_length=300,
        help_text=_("For example, in large print, or not by telephone"),
    )  # fmt: skip
    website = forms.CharField(
        label=_("Leave this box empty"), required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data": {"tabindex": "-1"}}),
    )  # fmt: skip

    def __init__(self, *args: Any, for_other: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not for_other:
            del self.fields["other_name"]

    def clean_name(self) -> str:
        if not has_words(self.cleaned_data["name"]):
            raise ValidationError(gettext("Enter your full name"))
        return self.cleaned_data["name"]

    def clean_website(self) -> str:
        """Only a machine fills in a box that people do not see."""
        if self.cleaned_data["website"]:
            raise ValidationError(gettext("Empty the last box, which is there to catch machines, then go on"))
        return ""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        said = self.cleaned_data
        if not self.errors and not said.get("email") and not said.get("address"):
            self.add_error("email", gettext("Enter an email or a postal address, so that we can answer"))
        return cleaned


class MakeCheckForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """The act of sending, with files: nothing of a file is kept before it is sent. The token ties the page to the session."""

    uploads = files_field(
        label=_("Files (optional)"), required=False, most=MOST_FILES, largest=20 * MEGABYTE,
        help_text=_("Up to 3: PDF, DOCX or ODT. Put photographs and emails into a document, or print them to PDF"),
    )  # fmt: skip

    def use_token(self, token: str) -> None:
        """Carry the session's own token, so that sending again is a decision about what is shown now."""
        sent: Any = self.data
        sent = sent.copy()
        sent["token"] = token
        self.data = sent
