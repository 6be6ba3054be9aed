"""What is typed of a response to a consultation: what is asked, the answers, files, and when it was sent."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from decisions.choices import Agree
from decisions.models import Consultation, ConsultationAnswer
from decisions.rules.consultations import COLUMNS, LONGEST_QUESTION, LONGEST_TEXT
from interface import clock
from interface.fields import DateField, FileField, MarkdownField
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from interface.widgets import Radios
from meetings.forms.refusals import RefusalMixin, WholeRefusalMixin

DATE_HINT = _("For example, 21 4 2022")
LONGEST, LONGEST_PASTED = 40_000, 400_000
MEGABYTE = 1024 * 1024
LARGEST = 50 * MEGABYTE


class FactsForm(RefusalMixin, GovukForm, forms.Form):
    """Gives what was typed as keywords for a service."""

    fields: dict[str, Any]

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service, with the version where it carries one."""
        return {name: value for name, value in self.cleaned_data.items() if name != "token"}


class ConsultationForm(FactsForm):
    """What is asked, by whom, until when, and what the Commissioner says to the whole of it."""

    title = forms.CharField(label=_("Title of the consultation"), max_length=200)
    asked_by = forms.CharField(label=_("Who asks"), max_length=160, help_text=_("For example, the Home Office"))
    url = forms.URLField(
        label=_("Where it is published (optional)"), max_length=300, required=False, assume_scheme="https",
        error_messages={"invalid": _("Enter a whole web address, like https://www.gov.uk/government/consultations")},
    )  # fmt: skip
    closes_on = DateField(label=_("Closes on, if it is known"), required=False, help_text=DATE_HINT)
    text = MarkdownField(
        label=_("What the Commissioner says to all of it (optional)"), required=False, max_length=LONGEST,
        help_text=_("Answers to single questions are entered one by one, or pasted as a table"),
    )  # fmt: skip


class ConsultationCreateForm(OnceFormMixin, ConsultationForm):
    """A consultation that is to be answered."""


class ConsultationUpdateForm(VersionedFormMixin, ConsultationForm):
    """The same while it is being answered."""

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        initial = {name: getattr(consultation, name) for name in ConsultationForm.base_fields}
        super().__init__(*args, versioned=consultation, initial=initial, **kwargs)


class AnswerForm(FactsForm):
    """The answer to one question."""

    question = forms.CharField(
        label=_("Number of the question"), max_length=LONGEST_QUESTION, help_text=_("As it is printed, for example C1")
    )
    asked = forms.CharField(
        label=_("What is asked (optional)"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )
    agrees = forms.ChoiceField(
        label=_("Answer on the scale"),
        required=False,
        widget=Radios,
        choices=[("", _("The question has no scale")), *Agree.choices],
    )
    text = forms.CharField(
        label=_("In words (optional)"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 5})
    )


class AnswerCreateForm(OnceFormMixin, AnswerForm):
    """A new answer."""


class AnswerUpdateForm(VersionedFormMixin, AnswerForm):
    """An answer that is there."""

    def __init__(self, *args: Any, answer: ConsultationAnswer, **kwargs: Any) -> None:
        initial = {name: getattr(answer, name) for name in AnswerForm.base_fields}
        super().__init__(*args, versioned=answer, initial=initial, **kwargs)


class PasteForm(WholeRefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """A table of answers, copied from a spreadsheet."""

    pasted = forms.CharField(
        label=_("The table"), max_length=LONGEST_PASTED, strip=False, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Copy the rows from a spreadsheet: number of the question, what is asked, answer on the scale, in words"),
        error_messages={"required": _("Paste the table")},
    )  # fmt: skip
    columns = COLUMNS


class SendForm(VersionedFormMixin, FactsForm):
    """When the response was sent."""

    responded_on = DateField(
        label=_("Sent on"), help_text=DATE_HINT, error_messages={"required": _("Enter the day it was sent")}
    )  # fmt: skip

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, versioned=consultation, initial={"responded_on": clock.today()}, **kwargs)


class FileCreateForm(OnceFormMixin, RefusalMixin, GovukForm, forms.Form):
    """A file of the response. What is in it is looked at by the portal's own intake."""

    upload = FileField(
        label=_("File"), widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.odt"}),
        help_text=_("PDF, DOCX or ODT, up to 50 MB. It is rebuilt, and what it hides is shown to you"),
    )  # fmt: skip
    title = forms.CharField(
        label=_("What it is"), max_length=200, help_text=_("For example, “The response as it was sent”. Readers see this name")
    )

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        if (upload.size or 0) > LARGEST:
            words = gettext("The file is larger than %(most)d MB. Save it smaller or split it")
            raise ValidationError(words % {"most": LARGEST // MEGABYTE})
        return upload


class KeepForm(VersionedFormMixin, FactsForm):
    """Why a file may go out with what was found in it."""

    why = forms.CharField(
        label=_("Why it may go out with what was found in it"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example, “The hidden layer repeats the words on the page”. Only the office reads this"),
        error_messages={"required": _("Say why it may go out with what was found in it")},
    )  # fmt: skip

    def __init__(self, *args: Any, file: Any, **kwargs: Any) -> None:
        super().__init__(*args, versioned=file, initial={"why": file.kept_why}, **kwargs)
