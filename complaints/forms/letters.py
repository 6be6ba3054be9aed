"""What is typed of letters: a new one, its words, its issue, that it is not needed; and the wording that a panel gives them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.choices import LetterKind, PartyKind, Recipient
from complaints.models import Letter, Party
from complaints.papers.dates import ANSWERED_UNDER
from complaints.services.letter_texts import party_words
from complaints.services.templates import Words
from interface import clock, widgets
from interface.fields import DateField
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from meetings.forms.actions import DATE_HINT
from meetings.forms.refusals import RefusalMixin, WholeRefusalMixin

PERSON = "person-"
OFFICES = (Recipient.OFFICE_HOLDER, Recipient.IOPC)
TEXT_ROWS = 20
TEXT_LETTERS = 20_000
FIELDS_HINT = _("Fields such as {{reference}} are filled when the letter is sent")
POST, EMAIL = "post", "email"
WAYS = ((POST, _("By post or by hand")), (EMAIL, _("By email")))


def people_choices(people: list[Party]) -> list[tuple[str, str]]:
    """The people of a complaint by kind and number; nobody is named."""
    return [(f"{PERSON}{one.number}", party_words(one)) for one in people]


class LetterCreateForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """Which letter, and to whom."""

    fields: dict[str, Any]

    kind = forms.ChoiceField(
        label=_("Which letter"), choices=LetterKind.choices, error_messages={"required": _("Choose which letter")}
    )
    to = forms.ChoiceField(
        label=_("To whom"), widget=widgets.Radios,
        error_messages={"required": _("Choose to whom it goes"), "invalid_choice": _("Choose to whom it goes")},
    )  # fmt: skip

    def __init__(self, *args: Any, people: list[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = people
        self.fields["to"].choices = people_choices(people) + [(one.value, one.label) for one in OFFICES]

    def recipient(self) -> tuple[str, Party | None]:
        """To what kind of recipient a valid form sends it, and to which person."""
        return recipient_of(self.cleaned_data["to"], self._people)


def recipient_of(to: str, people: list[Party]) -> tuple[str, Party | None]:
    """What a chosen recipient means: the office holder, the IOPC, or a person of the complaint."""
    if not to.startswith(PERSON):
        return to, None
    party = next(one for one in people if f"{PERSON}{one.number}" == to)
    return (Recipient.OTHER if party.kind == PartyKind.INTERESTED else Recipient.COMPLAINANT), party


class LetterUpdateForm(WholeRefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """The words of a draft, to whom it goes, and until when it asks for an answer."""

    fields: dict[str, Any]

    party = forms.ChoiceField(label=_("To whom"), required=False)
    subject = forms.CharField(label=_("Subject"), max_length=200, error_messages={"required": _("Enter the subject")})
    answer_by = DateField(
        label=_("Answer asked for by"), help_text=DATE_HINT, error_messages={"required": _("Enter the last day for an answer")}
    )
    text = forms.CharField(
        label=_("Text"), help_text=FIELDS_HINT, max_length=TEXT_LETTERS, error_messages={"required": _("Enter the text")},
        widget=forms.Textarea(attrs={"rows": TEXT_ROWS}),
    )  # fmt: skip

    def __init__(self, *args: Any, letter: Letter, people: list[Party], **kwargs: Any) -> None:
        there = f"{PERSON}{letter.party.number}" if letter.party else ""
        initial = {"subject": letter.subject, "text": letter.text, "answer_by": letter.answer_by, "party": there}
        super().__init__(*args, initial=initial, versioned=letter, **kwargs)
        self._people = people
        self.fields["party"].choices = [("", _("Nobody yet")), *people_choices(people)]
        if letter.recipient in OFFICES:
            self._drop("party")
        if letter.kind not in ANSWERED_UNDER:
            self._drop("answer_by")

    def _drop(self, name: str) -> None:
        del self.fields[name]
        del self._saved[name]

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        said = self.cleaned_data
        return {
            "subject": said["subject"], "text": said["text"], "answer_by": said.get("answer_by"),
            "party": recipient_of(said["party"], self._people)[1] if said.get("party") else None,
        }  # fmt: skip


class IssueForm(RefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """On which day a letter goes out, and how. `seen` says which words were read before."""

    fields: dict[str, Any]

    issued_on = DateField(
        label=_("Sent on"), help_text=DATE_HINT, error_messages={"required": _("Enter the day on which it is sent")}
    )
    by_email = forms.ChoiceField(
        label=_("How it is sent"), choices=WAYS, widget=widgets.Radios, error_messages={"required": _("Choose how it is sent")}
    )

    def __init__(self, *args: Any, letter: Letter, seen: str, **kwargs: Any) -> None:
        party = letter.party
        way = POST if party is not None and party.address and not party.email else EMAIL
        super().__init__(*args, initial={"issued_on": clock.today(), "by_email": way}, versioned=letter, **kwargs)
        self.fields["seen"] = forms.CharField(initial=seen, widget=forms.HiddenInput, required=False)

    def read_again(self, seen: str) -> None:
        """The words below the form are what is read now: sending it again is a decision on these."""
        sent: Any = self.data.copy()
        sent[self.add_prefix("seen")] = seen
        self.data = sent


class NotNeededForm(RefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """Why a letter is not sent."""

    fields: dict[str, Any]

    why = forms.CharField(
        label=_("Why it is not needed"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Name nobody. Those who work on the complaint read this"),
        error_messages={"required": _("Say why it is not needed")},
    )  # fmt: skip


class TemplateForm(WholeRefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """What a panel writes in a letter. Its version is the number of the wording that was read; 0 is the portal's own.

    `start` is an older wording with which the form begins, to bring it back.
    """

    fields: dict[str, Any]

    subject = forms.CharField(label=_("Subject"), max_length=200, error_messages={"required": _("Enter the subject")})
    text = forms.CharField(
        label=_("Text"), help_text=FIELDS_HINT, max_length=TEXT_LETTERS, error_messages={"required": _("Enter the text")},
        widget=forms.Textarea(attrs={"rows": TEXT_ROWS}),
    )  # fmt: skip

    def __init__(self, *args: Any, words: Words, start: Words | None = None, **kwargs: Any) -> None:
        first = start or words
        super().__init__(*args, initial={"subject": first.subject, "text": first.text}, versioned=words, **kwargs)
