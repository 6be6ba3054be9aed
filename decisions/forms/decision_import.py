"""A file of the register that is sent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.services.register.importing import BOUNDS
from interface.fields import FileField
from interface.forms import GovukForm, OnceFormMixin
from meetings.forms.refusals import RefusalMixin


class RegisterFileForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """One spreadsheet."""

    fields: dict[str, Any]

    file = FileField(label=_("Spreadsheet"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bounds = {"rows": f"{BOUNDS.rows:,}", "size": BOUNDS.size // 1_000_000}
        self.fields["file"].help_text = _("CSV, XLSX or ODS; at most %(rows)s rows and %(size)s MB") % bounds
        self.fields["file"].widget.attrs["accept"] = ".csv,.xlsx,.ods"
