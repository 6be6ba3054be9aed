"""What clerks type about what was found in a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.forms import OPEN_AGAIN, GovukForm
from meetings.forms.refusals import RefusalMixin


class DecideForm(RefusalMixin, GovukForm, forms.Form):
    """A decision about the file that was looked at: `version` is the number of that version of the paper."""

    fields: dict[str, Any]

    version = forms.IntegerField(
        min_value=1,
        widget=forms.HiddenInput,
        error_messages={"required": OPEN_AGAIN, "invalid": OPEN_AGAIN, "min_value": OPEN_AGAIN},
    )


class KeepFindingForm(DecideForm):
    """Why something that was found may stay in the file."""

    reason = forms.CharField(
        label=_("Why it may stay"),
        help_text=_("Those who prepare papers will read this. Do not repeat the hidden words"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why it may stay")},
    )
