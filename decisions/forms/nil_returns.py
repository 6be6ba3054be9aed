"""What is typed of a nil return: its days, a note, and why it is taken back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.fields import DateField
from interface.forms import GovukForm, OnceFormMixin
from meetings.forms.refusals import RefusalMixin


class NilReturnForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """From when to when nothing was decided."""

    fields: dict[str, Any]

    started_on = DateField(label=_("First day"), called=_("The first day"))
    ended_on = DateField(label=_("Last day"), called=_("The last day"), help_text=_("Today or earlier. Both days are counted"))
    note = forms.CharField(
        label=_("Note (optional)"), max_length=300, required=False,
        help_text=_("Everybody reads it. For instance why there was nothing to decide"),
    )  # fmt: skip


class TakeBackForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """Why a nil return was wrong."""

    fields: dict[str, Any]

    why = forms.CharField(
        label=_("Why it is taken back"), max_length=300,
        help_text=_("Everybody reads it. Do not name what is private"),
        error_messages={"required": _("Say why it is taken back")},
    )  # fmt: skip
