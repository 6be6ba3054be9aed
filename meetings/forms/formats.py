"""What a reader types who needs a paper in another format."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents.choices import FormatKind
from documents.models import FormatRequest
from interface.forms import GovukForm, OnceFormMixin
from meetings.forms.refusals import RefusalMixin

WHOLE = "pack"


class FormatRequestForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """Which paper, which format, what would help, and where to reply. `papers` are those the reader may have."""

    fields: dict[str, Any]

    what = forms.ChoiceField(label=_("What do you need?"), error_messages={"required": _("Choose a paper, or the whole pack")})
    wanted = forms.ChoiceField(
        label=_("Which format?"),
        choices=FormatKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a format")},
    )
    words = forms.CharField(
        label=_("What would help you?"),
        help_text=_("For example the language, the size of the letters, or the program that reads to you"),
        required=False,
        max_length=FormatRequest._meta.get_field("words").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reply_to = forms.EmailField(
        label=_("Your email address"),
        help_text=_("We use it only to answer, and erase it then"),
        error_messages={"required": _("Enter your email address, so that we can answer")},
    )

    def __init__(self, *args: Any, papers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [(WHOLE, gettext("The whole pack")), *((f"paper:{slug}", title) for slug, title in papers)]

    @property
    def slug(self) -> str:
        """The address of the paper that was chosen; empty for the whole pack."""
        return self.cleaned_data["what"].partition(":")[2]

    def show_refusal(self, error: Any) -> None:
        """The service calls the format by its column."""
        if hasattr(error, "error_dict") and "format" in error.error_dict:
            error.error_dict["wanted"] = error.error_dict.pop("format")
        super().show_refusal(error)
