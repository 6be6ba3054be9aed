"""What is typed of files that come with a complaint."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from complaints.models import ComplaintFile
from interface.fields import FilesField
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from interface.widgets import MultipleFileInput
from meetings.forms.asking import LineField
from meetings.forms.refusals import RefusalMixin

MOST_AT_ONCE = 5
NOTE_LETTERS = 200
MEGABYTE = 1024 * 1024
ACCEPTED = ".pdf,.docx,.odt"
WHICH_FILES = _("PDF, DOCX or ODT. Put photographs and emails into a document, or print them to PDF")


class SeveralFilesField(FilesField):
    """Several files, no more than a number and none larger than a number of bytes."""

    def __init__(self, *args: Any, most: int, largest: int, **kwargs: Any) -> None:
        self.most, self.largest = most, largest
        super().__init__(*args, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = super().clean(data, initial)
        if len(files) > self.most:
            words = ngettext("Choose no more than %(most)d file", "Choose no more than %(most)d files", self.most)
            raise ValidationError(words % {"most": self.most}, code="many")
        for file in files:
            if (file.size or 0) > self.largest:
                said = {"name": file.name, "most": self.largest // MEGABYTE}
                raise ValidationError(gettext("%(name)s is larger than %(most)d MB. Save it smaller or split it") % said)
        return files


def files_field(**kwargs: Any) -> SeveralFilesField:
    """The box for files, as staff and the public have it."""
    return SeveralFilesField(widget=MultipleFileInput(attrs={"accept": ACCEPTED}), **kwargs)


class FilesForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """Files that came with a complaint."""

    uploads = files_field(
        label=_("Files"), help_text=WHICH_FILES, most=MOST_AT_ONCE, largest=50 * MEGABYTE,
        error_messages={"required": _("Choose a file")},
    )  # fmt: skip
    note = LineField(
        label=_("What they are (optional)"), required=False, max_length=NOTE_LETTERS,
        help_text=_("In a few words that name nobody: those who resolve the complaint may read them"),
    )  # fmt: skip


class ShareForm(RefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """Somebody has looked, and says that a file names nobody."""

    fields: dict[str, Any]

    is_shared = forms.BooleanField(
        label=_("I have read it all. It names nobody who complains, and those who resolve the complaint may read it"),
        error_messages={"required": _("Tick that you have read it and that it names nobody, or leave it closed")},
    )  # fmt: skip

    def __init__(self, *args: Any, file: ComplaintFile, **kwargs: Any) -> None:
        super().__init__(*args, versioned=file, **kwargs)
