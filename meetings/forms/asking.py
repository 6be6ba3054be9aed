"""What a member of the public types at question time, one page each. Texts are cleaned of what cannot be shown."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interface import widgets
from interface.forms import GovukForm, OnceFormMixin
from meetings.choices import QuestionKind, Residence
from meetings.forms.refusals import RefusalMixin
from meetings.rules.questions import (
    NAME_LETTERS,
    QUESTION_LETTERS,
    SIGNATURES_MOST,
    TEXT_LETTERS,
    cap_problem,
    has_words,
    length_problem,
    plain,
    signatures_problem,
    statement_letters,
    unreadable,
)

NEITHER = "neither"
NEXT = "next"
LOOKED_THROUGH = 30  # boxes that are looked through for one question too many
PHONE_LETTERS = 40
EMAIL_LETTERS = 254
CANNOT_BE_SHOWN = _("%(label)s: take out the characters that cannot be shown, then send it again")


class _Cleaned:
    """A text without what hides or turns it; one that holds controls is refused with words that say so."""

    one_line = True
    label: Any

    def to_python(self, value: Any) -> str:
        text = plain(str(value or ""))
        if unreadable(text, one_line=self.one_line):
            raise ValidationError(CANNOT_BE_SHOWN % {"label": self.label}, code="unreadable")
        return " ".join(text.split()) if self.one_line else text


class LineField(_Cleaned, forms.CharField):
    """One line of plain text."""


class TextField(_Cleaned, forms.CharField):
    """Several lines of plain text."""

    one_line = False
    widget = forms.Textarea


class AddressField(_Cleaned, forms.EmailField):
    """An email address on one line."""


class AskStartForm(GovukForm, forms.Form):
    """For which meeting, where more than one is open."""

    fields: dict[str, Any]

    meeting = forms.ChoiceField(
        label=_("Which meeting?"), widget=widgets.Radios, error_messages={"required": _("Choose the meeting")}
    )

    def __init__(self, *args: Any, meetings: list[tuple[str, str]], hints: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(meetings) == 1:
            del self.fields["meeting"]
            return
        self.fields["meeting"].choices = meetings
        self.fields["meeting"].widget.hints = hints


class AskKindForm(GovukForm, forms.Form):
    """Question, statement or petition: those that the panel takes, with when each closes."""

    fields: dict[str, Any]

    kind = forms.ChoiceField(
        label=_("What do you want to send?"),
        widget=widgets.Radios,
        error_messages={"required": _("Choose a question, a statement or a petition")},
    )

    def __init__(self, *args: Any, hints: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, QuestionKind(kind).label) for kind in hints]
        self.fields["kind"].widget.hints = hints


class AskEligibleForm(GovukForm, forms.Form):
    """Whether somebody lives or works in the area."""

    fields: dict[str, Any]

    residence = forms.ChoiceField(choices=[*Residence.choices, (NEITHER, _("Neither"))], widget=widgets.Radios)

    def __init__(self, *args: Any, area: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["residence"]
        field.label = gettext("Do you live or work in %(area)s?") % {"area": area}
        tell = gettext("Tell us whether you live or work in %(area)s") % {"area": area}
        field.error_messages |= {"required": tell, "invalid_choice": tell}

    def clean_residence(self) -> str:
        residence = self.cleaned_data["residence"]
        if residence == NEITHER:
            raise ValidationError(gettext("Only people who live or work in the area can ask. You can still come and listen"))
        return residence


class AskWordsForm(GovukForm, forms.Form):
    """The words: boxes for as many questions as one person may ask, or one for a statement or a petition."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, kind: str, most: int | None, sides: int | None, least: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.most, self.sides, self.least = kind, most, sides, least
        for number in range(1, (most or 1) + 1 if kind == QuestionKind.QUESTION else 2):
            self.fields[f"words_{number}"] = self._box(number)
        if kind == QuestionKind.PETITION:
            self.fields["signatures"] = LineField(
                label=gettext("How many people have signed?"),
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            )

    def _box(self, number: int) -> forms.Field:
        several = self.kind == QuestionKind.QUESTION and (self.most or 1) > 1
        label = {
            QuestionKind.QUESTION: gettext("Question %(number)d") % {"number": number} if several else gettext("Your question"),
            QuestionKind.STATEMENT: gettext("Your statement"),
            QuestionKind.PETITION: gettext("What does the petition ask for?"),
        }[QuestionKind(self.kind)]
        hint = gettext("Leave it empty if you have no more questions") if number > 1 else ""
        field = TextField(label=label, help_text=hint, required=False, widget=forms.Textarea(attrs={"rows": self._rows()}))
        # The browser counts to it; what is too long is refused below, with what to do
        field.max_length = self._letters()
        return field

    def _rows(self) -> int:
        return 20 if self.kind == QuestionKind.STATEMENT else 6

    def _letters(self) -> int:
        if self.kind == QuestionKind.QUESTION:
            return QUESTION_LETTERS
        return statement_letters(self.sides) if self.kind == QuestionKind.STATEMENT else TEXT_LETTERS

    def clean_signatures(self) -> int | None:
        text = self.cleaned_data["signatures"].replace(",", "")
        signatures = None
        if text:
            is_number = text.isascii() and text.isdigit() and len(text) <= len(str(SIGNATURES_MOST))
            signatures = int(text) if is_number else 0
        if problem := signatures_problem(signatures, self.least):
            raise ValidationError(problem)
        return signatures

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        boxes = self._boxes()
        typed = [name for name in boxes if self.cleaned_data.get(name)]
        for name in typed or boxes[:1]:
            if name in self.cleaned_data and (problem := length_problem(self.kind, self.cleaned_data[name], self.sides)):
                self.add_error(name, problem)
        if self.kind == QuestionKind.QUESTION and (problem := cap_problem(most=self.most, had=0, sent=self._sent())):
            self.add_error("words_1", problem)
        return cleaned

    def _boxes(self) -> list[str]:
        return [name for name in self.fields if name.startswith("words_")]

    def _sent(self) -> int:
        """How many questions came, those beyond the boxes too."""
        beyond = range(len(self._boxes()) + 1, LOOKED_THROUGH)
        more = sum(has_words(plain(self.data.get(f"words_{number}", ""))) for number in beyond)
        return more + sum(bool(self.cleaned_data.get(name)) for name in self._boxes())

    @property
    def words(self) -> list[str]:
        """The texts of a valid form, in order, without the empty ones."""
        return [self.cleaned_data[name] for name in self._boxes() if self.cleaned_data[name]]


class AskYouForm(GovukForm, forms.Form):
    """Who sends it, where to reply, and that the name and the words may be published."""

    fields: dict[str, Any]

    name = LineField(
        label=_("Your name"),
        help_text=_("It is printed with your words in the papers and the minutes of the meeting"),
        max_length=NAME_LETTERS,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": False}),
    )
    email = AddressField(
        label=_("Your email address"),
        help_text=_("We send you a receipt and tell you what is decided. It is not published"),
        max_length=EMAIL_LETTERS,
        error_messages={"required": _("Enter your email address, so that we can answer")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": False}),
    )
    phone = LineField(
        label=_("Your telephone number (optional)"),
        help_text=_("Only for the clerk, who may have to ask you something. It is not published"),
        required=False,
        max_length=PHONE_LETTERS,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    will_attend = forms.BooleanField(label=_("I will come to the meeting and read it out"), required=False)
    consented = forms.BooleanField(
        label=_("I agree that my name and my words are published"),
        error_messages={
            "required": _("Tick that your name and your words may be published, or write to the contact officer"),
        },
    )
    website = forms.CharField(
        label=_("Leave this box empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data": {"tabindex": "-1"}}),
    )

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if not has_words(name):
            raise ValidationError(gettext("Enter your name"))
        return name

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"]
        if phone and not (any(one.isdigit() for one in phone) and all(one.isascii() for one in phone)):
            raise ValidationError(gettext("Enter a telephone number, like 01632 960 001"))
        return phone

    def clean_website(self) -> str:
        """Only a machine fills in a box that people do not see."""
        if self.cleaned_data["website"]:
            raise ValidationError(gettext("Empty the last box, which is there to catch machines, then go on"))
        return ""


class AskCheckForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """The act of sending. What is sent stands in the visitor's session; the token ties the page to it."""

    def use_token(self, token: str) -> None:
        """Carry the session's own token, so that sending again is a decision about what is shown now."""
        sent: Any = self.data
        sent = sent.copy()
        sent["token"] = token
        self.data = sent


class AskLateForm(GovukForm, forms.Form):
    """To which meeting something that came too late is carried."""

    fields: dict[str, Any]

    to = forms.ChoiceField(
        label=_("Send it for a later meeting"),
        widget=widgets.Radios,
        error_messages={"required": _("Choose the meeting to which it goes")},
    )

    def __init__(self, *args: Any, meetings: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = meetings


class TakeBackForm(RefusalMixin, GovukForm, forms.Form):
    """The act of taking back has no words. It is `sure` when it comes from the page that asks whether to."""

    fields: dict[str, Any]

    sure = forms.BooleanField(widget=forms.HiddenInput, required=False, initial=True)
