"""What is sent of an older register: a file or a pasted table, and about whom it is where it does not say."""

import base64
import binascii
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.services.importing import PASTED, Source
from interface.fields import FileField
from interface.forms import OPEN_AGAIN, GovukForm, OnceFormMixin, VersionedFormMixin
from panels.models import OfficeHolder

MOST_PASTED = 1_000_000  # letters


class HolderField(forms.ModelChoiceField):
    """Who held which office when, to choose from."""

    def label_from_instance(self, obj: Any) -> str:
        return _("%(who)s, from %(since)s") % {"who": obj, "since": obj.started_on.year}


class RegisterForm(GovukForm, forms.Form):
    """A table to look through."""

    file = FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=gettext_lazy("CSV, XLSX or ODS; at most 10,000 rows and 3 MB"),
        required=False,
    )
    table = forms.CharField(
        label=gettext_lazy("Or paste the table"),
        help_text=gettext_lazy("With its line of headings. Cells parted by tabs, by bars or by commas"),
        max_length=MOST_PASTED,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": False}),
    )
    holder = HolderField(
        OfficeHolder.objects.none(),
        label=gettext_lazy("About whom it is, where the table does not say"),
        empty_label=gettext_lazy("The table says it"),
        to_field_name="number",
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose an office holder from the list")},
    )

    def __init__(self, *args: Any, holders: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].queryset = holders
        self.fields["file"].widget.attrs["accept"] = ".csv,.xlsx,.ods"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        file, table = cleaned.get("file"), cleaned.get("table", "")
        if file and table.strip():
            raise ValidationError({"table": _("Send a file or paste a table, not both")})
        if not file and not table.strip():
            raise ValidationError({"file": _("Choose a file, or paste a table below")})
        return cleaned

    @property
    def source(self) -> Source:
        """The table of a valid form."""
        file = self.cleaned_data["file"]
        if file:
            return Source(file.name, file.read())
        return Source(PASTED, self.cleaned_data["table"].encode())

    def show_refusal(self, error: ValidationError) -> None:
        """Say what is wrong with the table beside where it came from."""
        self.add_error("file" if self.cleaned_data.get("file") else "table", error)


class RegisterKeepForm(OnceFormMixin, GovukForm, forms.Form):
    """The table that was looked through, sent back to be brought in. It is read again as if it were new."""

    source = forms.CharField(widget=forms.HiddenInput, error_messages={"required": OPEN_AGAIN})
    name = forms.CharField(widget=forms.HiddenInput, max_length=200, error_messages={"required": OPEN_AGAIN})
    holder = forms.ModelChoiceField(
        OfficeHolder.objects.none(), required=False, to_field_name="number", widget=forms.HiddenInput,
        error_messages={"invalid_choice": OPEN_AGAIN},
    )  # fmt: skip

    def __init__(self, *args: Any, holders: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].queryset = holders

    @classmethod
    def of(cls, source: Source, holder: OfficeHolder | None, holders: Any) -> "RegisterKeepForm":
        """A form that carries a table on."""
        data = base64.b64encode(source.data).decode()
        initial = {"source": data, "name": source.name[-200:], "holder": holder.number if holder else ""}
        return cls(holders=holders, initial=initial)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        try:
            cleaned["read"] = Source(cleaned.get("name", ""), base64.b64decode(cleaned.get("source", ""), validate=True))
        except (binascii.Error, ValueError) as error:
            raise ValidationError(OPEN_AGAIN) from error
        return cleaned

    def show_refusal(self, error: ValidationError) -> None:
        """The page lists what is wrong by row; the form has nothing beside which to say it."""
        self.add_error(None, error)


class UndoForm(VersionedFormMixin, GovukForm, forms.Form):
    """That an import is taken back."""

    def show_refusal(self, error: ValidationError) -> None:
        """Nothing is typed, so what was refused stands above."""
        self.add_error(None, error)
