"""What people type on pages that mix apps."""

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.forms import GovukForm


class AreaSearchForm(GovukForm, forms.Form):
    """Which panel is mine? Asked by place or council; a postcode is not asked, because there is no look-up service."""

    q = forms.CharField(
        label=_("Town, county or council"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Enter a place or the name of a council")},
    )
