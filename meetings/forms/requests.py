"""What is typed about reports: asking for one, sending it in, returning it; and what the Chair types."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from documents.forms import ACCEPTED_FILES, FILE_HINT, TEXT_HINT, FactsForm, not_too_large
from interface.fields import FileField, MarkdownField
from interface.forms import OPEN_AGAIN, GovukForm, OnceFormMixin, VersionedFormMixin
from meetings.forms.papers import OwnAccessMixin, ReviseItemPaperForm
from meetings.forms.refusals import RefusalMixin
from meetings.models import AgendaItem, Meeting, PaperRequest

NOTE = "note-"  # before the slug of an item


class AskReportForm(RefusalMixin, OnceFormMixin, GovukForm, forms.ModelForm):
    """Who is asked, for what. When it is due is worked out."""

    class Meta:
        model = PaperRequest
        fields = ["asked_of", "title", "asks"]
        labels = {"asked_of": _("Who is asked")}
        help_texts = {
            "title": _("The person reads this, also where the item is private"),
            "asks": _("What should it answer? The person reads this too"),
        }
        widgets = {"asks": forms.Textarea(attrs={"rows": 5})}
        error_messages = {
            "asked_of": {"required": _("Choose who is asked")},
            "title": {"required": _("Enter the title of the report")},
        }

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser: Any = self.fields["asked_of"]
        chooser.queryset = people
        chooser.to_field_name = "reference"
        chooser.empty_label = _("Choose a person")
        chooser.label_from_instance = _named

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


def _named(person: User) -> str:
    return person.name or person.email


class SubmitReportForm(OwnAccessMixin, OnceFormMixin, FactsForm):
    """A report as its author first sends it: a file, or a text written here."""

    file = FileField(label=_("File"), help_text=FILE_HINT, required=False)
    text = MarkdownField(label=_("Or write the report here"), help_text=TEXT_HINT, required=False)

    field_order = ["title", "file", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ACCEPTED_FILES
        self.fields["title"].help_text = _("As it should stand on the paper")

    def clean_file(self) -> UploadedFile | None:
        file = self.cleaned_data.get("file")
        return not_too_large(file) if file else None

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        file, text = self.cleaned_data.get("file"), (self.cleaned_data.get("text") or "").strip()
        if "file" not in self.errors and not file and not text:
            self.add_error("file", _("Choose a file, or write the report below"))
        if file and text:
            self.add_error("file", _("Send a file or a text, not both"))
        return cleaned


class ReplaceReportForm(ReviseItemPaperForm):
    """The same over a report that was sent in. `needs_file`: something hidden in the file that came is still undecided."""

    def __init__(self, *args: Any, needs_file: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = needs_file
        self.fields["file"].error_messages["required"] = _("Choose a file without the words that cannot be seen")


class DecideReportForm(RefusalMixin, GovukForm, forms.Form):
    """A decision on a report as it was read."""

    fields: dict[str, Any]

    version = forms.IntegerField(
        min_value=1,
        widget=forms.HiddenInput,
        error_messages={"required": OPEN_AGAIN, "invalid": OPEN_AGAIN, "min_value": OPEN_AGAIN},
    )


class ReturnReportForm(DecideReportForm):
    """Why a report goes back to its author."""

    reason = forms.CharField(
        label=_("What the author should change"),
        help_text=_("The author reads this"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say what the author should change")},
    )


class ApprovalForm(RefusalMixin, GovukForm, forms.Form):
    """The Chair approves what was read, or returns it with remarks. `seen` is the hash of what stood on the page."""

    fields: dict[str, Any]

    remarks = forms.CharField(
        label=_("Remarks"),
        help_text=_("The clerk reads them. Say what should change if you return the agenda"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, error_messages={"required": OPEN_AGAIN})


class ChairNotesForm(RefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """A note for each item of an agenda, under its slug."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, meeting: Meeting, items: Iterable[AgendaItem], **kwargs: Any) -> None:
        rows = list(items)
        fields: dict[str, forms.Field] = {f"{NOTE}{item.slug}": _note_field(item) for item in rows}
        self.base_fields = fields  # type: ignore[misc]  # Django copies them from the form, whichever it finds them on
        initial = {f"{NOTE}{item.slug}": item.chair_note for item in rows}
        super().__init__(*args, versioned=meeting, initial=initial, **kwargs)

    def notes(self) -> dict[str, str]:
        """The notes of a valid form, by slug."""
        notes = ((name, value) for name, value in self.cleaned_data.items() if name.startswith(NOTE))
        return {name.removeprefix(NOTE): value for name, value in notes}


def _note_field(item: AgendaItem) -> forms.CharField:
    label = f"{item.number} {item.title}".strip()
    return forms.CharField(label=label, required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
