"""What is typed of the comments of a side."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.models import SideComment
from interface.fields import DateField
from interface.forms import GovukForm, VersionedFormMixin
from meetings.forms.refusals import RefusalMixin

NAMES = ("received_on", "text", "declined", "until_on")


class CommentForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """What a side says and when it came, that it does not want to comment, or that it has until another day."""

    fields: dict[str, Any]

    received_on = DateField(label=_("Received on"), required=False, help_text=_("For example, 21 2 2022"))
    text = forms.CharField(
        label=_("What they say"), required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Those who resolve the complaint read this. Leave out the name of the complainant and of others"),
    )  # fmt: skip
    declined = forms.BooleanField(label=_("They do not want to comment"), required=False)
    until_on = DateField(label=_("Asked for by"), required=False, help_text=_("Change it to give them more time"))

    def __init__(self, *args: Any, comment: SideComment, **kwargs: Any) -> None:
        initial = {name: getattr(comment, name) for name in NAMES}
        super().__init__(*args, versioned=comment, initial=initial, **kwargs)

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        return {name: self.cleaned_data[name] for name in (*NAMES, "version")}
