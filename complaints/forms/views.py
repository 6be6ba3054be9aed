"""What is typed to keep a view of the register: its name."""

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.forms import GovukForm, OnceFormMixin
from meetings.forms.refusals import RefusalMixin


class SavedViewForm(OnceFormMixin, RefusalMixin, GovukForm, forms.Form):
    """The name under which the filters in force are kept."""

    name = forms.CharField(
        label=_("Name of the view"), max_length=60, help_text=_("You alone see it. Leave out names of people"),
        error_messages={"required": _("Enter a name for the view")},
    )  # fmt: skip
