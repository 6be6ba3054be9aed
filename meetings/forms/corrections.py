"""What is typed about minutes that are out: a correction, what becomes of it, and a corrigendum."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from interface.forms import OPEN_AGAIN, GovukForm, OnceFormMixin
from meetings.forms.refusals import RefusalMixin
from meetings.models import Correction

DECIDED_MEANWHILE = _("Somebody changed this correction since you opened the page. Read it again, then decide")
ENTRY_GONE = _("Choose an entry of these minutes")
Choices = Sequence[tuple[str, Any]]


class OfEntryForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """Something said of an entry of the minutes, named by its number; or of none of them."""

    fields: dict[str, Any]

    entry = forms.ChoiceField(
        label=_("Where in the minutes"), required=False, error_messages={"invalid_choice": ENTRY_GONE}
    )  # fmt: skip

    def __init__(self, *args: Any, entries: Choices, **kwargs: Any) -> None:
        """`entries` are numbers with words, grouped by item; the empty one stands for what is in no entry."""
        super().__init__(*args, **kwargs)
        self.fields["entry"].choices = entries


class CorrectionForm(OfEntryForm):
    """Other words for some of a draft."""

    quoted = forms.CharField(
        label=_("Words in the draft"),
        help_text=_("Copy them as they stand, with their punctuation"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Copy the words that should change")},
    )
    proposed = forms.CharField(
        label=_("Words that should stand there"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Enter the words that should stand there")},
    )
    why = forms.CharField(
        label=_("Why"),
        help_text=_("The clerk and the members read this. The public does not"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why the words should change")},
    )


class DecideCorrectionForm(RefusalMixin, GovukForm, forms.Form):
    """The clerk's reason, over the correction as it was read."""

    fields: dict[str, Any]

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The members read this. The public does not"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": OPEN_AGAIN, "invalid": OPEN_AGAIN}
    )  # fmt: skip

    def __init__(self, *args: Any, correction: Correction, accept: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._correction = correction
        self.fields["version"].initial = correction.version
        words = _("Say why you accept it") if accept else _("Say why you decline it")
        self.fields["reason"].error_messages["required"] = words

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        version = self.cleaned_data.get("version")
        if version is not None and version != self._correction.version:
            sent: Any = self.data
            sent = sent.copy()
            sent["version"] = str(self._correction.version)
            self.data = sent
            raise ValidationError(DECIDED_MEANWHILE, code="stale")
        return cleaned


class CorrigendumForm(OfEntryForm):
    """What confirmed minutes should say, and why."""

    text = forms.CharField(
        label=_("What it should say"),
        help_text=_("It stands beside the words that it corrects, and all who read those read it"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Enter what it should say")},
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("It is printed with the corrigendum"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say how the error came about or was found")},
    )
