"""What clerks fill in to write, send or take a paper. What a file holds is judged by the service, not here."""

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from documents import sources
from documents.choices import Access, Orientation, PaperKind
from documents.intake.refusals import MAX_BYTES
from documents.models import Paper
from interface.fields import FileField, FilesField, MarkdownField
from interface.forms import GovukForm, OnceFormMixin, StaleText, VersionedFormMixin
from interface.widgets import Radios

ACCEPTED_FILES = (
    ".pdf,.docx,.odt,application/pdf,application/vnd.oasis.opendocument.text,"
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)
FACT_FIELDS = [
    "report_of", "recommendation", "financial_implications", "legal_implications", "equality_implications",
    "background_papers", "orientation", "access", "exempt_paragraph",
]  # fmt: skip
TEXT_HINT = _(
    "Begin a heading with ## and a list line with a hyphen. Number paragraphs 1.1, 1.2. Put “Table: its caption” on "
    "the line before a table"
)
FILE_HINT = _("PDF, DOCX or ODT, 100 MB at most")
ORIENTATION_HINTS: dict[str, Any] = {Orientation.LANDSCAPE: _("For wide tables")}
ACCESS_HINTS: dict[str, Any] = {
    Access.EXEMPT: _("The public sees a neutral title, the paragraph and the reason"),
}
NO_TEXT, NO_FILE, NO_REGISTER = _("Enter the text of the paper"), _("Choose a file"), _("Choose a register from the list")
TOO_LARGE = _("“%(name)s” is larger than 100 MB. Save it smaller or split it")


class FactsForm(GovukForm, forms.ModelForm):
    """The facts that every paper names. `facts()` is what the services take."""

    class Meta:
        model = Paper
        fields = ["title", *FACT_FIELDS]
        labels = {
            "recommendation": _("What the panel is asked to do"),
            "orientation": _("Pages in the pack"),
            "access": _("Who may read it once it is published"),
            "exempt_paragraph": _("Paragraph of Schedule 12A"),
        }
        help_texts = {
            "title": _("As it should stand on the agenda. A private paper’s title is shown to members only"),
            "report_of": _("An office, such as “Monitoring Officer, Somerset County Council”"),
            "recommendation": _("It follows the words “The panel is asked to”. One act on each line"),
            "background_papers": _("One on each line"),
            "exempt_paragraph": _("Only when the paper is private because it is exempt"),
        }
        error_messages = {
            "title": {"required": _("Enter the title of the paper")},
            "orientation": {"required": _("Choose how the pages lie")},
            "access": {"required": _("Choose who may read it")},
        }
        widgets = {
            "recommendation": forms.Textarea(attrs={"rows": 3}),
            "financial_implications": forms.Textarea(attrs={"rows": 3}),
            "legal_implications": forms.Textarea(attrs={"rows": 3}),
            "equality_implications": forms.Textarea(attrs={"rows": 3}),
            "background_papers": forms.Textarea(attrs={"rows": 3}),
            "orientation": Radios(hints=ORIENTATION_HINTS),
            "access": Radios(hints=ACCESS_HINTS),
        }

    def facts(self) -> dict[str, Any]:
        """The facts of a valid form, title included, as keywords for a service."""
        return {name: self.cleaned_data[name] for name in ("title", *FACT_FIELDS) if name in self.fields}

    def show_problems(self, error: ValidationError) -> None:
        """Put what a service refused beside its fields; what has no field here stands on top."""
        for name, problem in _by_field(error):
            self.add_error(name if name in self.fields else None, problem)


class WrittenPaperForm(OnceFormMixin, FactsForm):
    """A paper written in the portal, in Markdown with a preview."""

    text = MarkdownField(label=_("Text of the paper"), help_text=TEXT_HINT, error_messages={"required": NO_TEXT})

    field_order = ["title", "text", *FACT_FIELDS]


class UploadPaperForm(OnceFormMixin, FactsForm):
    """A paper that its author sent as a file."""

    file = FileField(label=_("File"), help_text=FILE_HINT, error_messages={"required": NO_FILE})

    field_order = ["title", "file", *FACT_FIELDS]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ACCEPTED_FILES

    def clean_file(self) -> UploadedFile:
        return not_too_large(self.cleaned_data["file"])


class LivePaperForm(OnceFormMixin, FactsForm):
    """A paper taken from a register as at today."""

    source = forms.ChoiceField(
        label=_("Register"),
        help_text=_("The paper says on which day it was taken"),
        error_messages={"required": NO_REGISTER, "invalid_choice": NO_REGISTER},
    )

    field_order = ["title", "source", *FACT_FIELDS]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(entry.key, str(entry.title)) for entry in sources.sources()]
        several = [("", _("Choose a register")), *choices]
        cast(forms.ChoiceField, self.fields["source"]).choices = choices if len(choices) == 1 else several


class UploadPapersForm(OnceFormMixin, GovukForm, forms.Form):
    """Several files at once: each becomes a paper of its own, named after its file until somebody names it better."""

    uploads = FilesField(
        label=_("Files"),
        help_text=_("PDF, DOCX or ODT, 100 MB at most each. You can choose several"),
        error_messages={"required": NO_FILE},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["uploads"].widget.attrs["accept"] = ACCEPTED_FILES

    def clean_uploads(self) -> list[UploadedFile]:
        return [not_too_large(file) for file in self.cleaned_data["uploads"]]

    def refuse(self, filename: str, error: ValidationError) -> None:
        """Say which of the files was refused, and why."""
        for reason in error.messages:
            words = _("“%(name)s” was refused. %(reason)s") % {"name": filename, "reason": reason}
            self.add_error("uploads", ValidationError(words, code="refused"))


class RevisePaperForm(VersionedFormMixin, FactsForm):
    """A draft's facts, its text if it was written here, and a file to put in its place."""

    text = MarkdownField(label=_("Text of the paper"), help_text=TEXT_HINT, error_messages={"required": NO_TEXT})
    file = FileField(label=_("Put a file in its place"), help_text=FILE_HINT, required=False)

    field_order = ["title", "text", "file", *FACT_FIELDS]

    def __init__(self, *args: Any, instance: Paper, **kwargs: Any) -> None:
        current = instance.current
        kwargs["initial"] = {"text": current.text if current else "", **(kwargs.get("initial") or {})}
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ACCEPTED_FILES
        if instance.kind != PaperKind.WRITTEN:
            del self.fields["text"]
            self._saved.pop("text", None)

    def clean_file(self) -> UploadedFile | None:
        file = self.cleaned_data.get("file")
        return not_too_large(file) if file else None

    def change(self) -> dict[str, Any]:
        """What `services.papers.revise_paper` takes: facts, the version that was read, and the new text or file."""
        change = {**self.facts(), "version": self.cleaned_data["version"]}
        if file := self.cleaned_data.get("file"):
            return {**change, "data": file.read(), "filename": file.name}
        return {**change, "text": self.cleaned_data["text"]} if "text" in self.fields else change

    def show_problems(self, error: ValidationError) -> None:
        """A save that lost a race shows both texts, as a stale form does."""
        params = getattr(error, "params", None) or {}
        if getattr(error, "code", "") == "stale" and "text" in self.fields:
            self.stale.append(StaleText(str(self["text"].label), params["theirs"], params["yours"]))
        super().show_problems(error)


class WithdrawPaperForm(GovukForm, forms.Form):
    """Why a published paper goes."""

    reason = forms.CharField(
        label=_("Why the paper is withdrawn"),
        help_text=_("The public will read this in place of the paper. Name no person"),
        max_length=300,
        error_messages={"required": _("Say why the paper is withdrawn. The public will read it")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def not_too_large(file: UploadedFile) -> UploadedFile:
    """A file of a size that intake takes; refuses a larger one by its name."""
    if (file.size or 0) > MAX_BYTES:
        raise ValidationError(TOO_LARGE, code="too_large", params={"name": file.name})
    return file


def _by_field(error: ValidationError) -> Iterator[tuple[str | None, ValidationError]]:
    if not hasattr(error, "error_dict"):
        yield None, error
        return
    for name, errors in error.error_dict.items():
        yield (None if name == NON_FIELD_ERRORS else name), ValidationError(errors)
