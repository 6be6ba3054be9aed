"""What forms of registers share: rows chosen by their titles, and forms that open on a row that is there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.forms.consultations import FactsForm
from interface.forms import VersionedFormMixin

DATE_HINT = _("For example, 31 12 2021")
LONGEST = 20_000
NOT_ONE = _("Choose one from the list")


class TitledChoiceField(forms.ModelChoiceField):
    """One row, chosen by its title: what a row is called in logs is not for readers."""

    default_error_messages = {"invalid_choice": NOT_ONE}

    def __init__(self, *args: Any, named: str = "title", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named = named

    def label_from_instance(self, obj: Any) -> str:
        return str(getattr(obj, self.named))


class OfRowForm(VersionedFormMixin, FactsForm):
    """A form on a row that is there, which opens with what it says."""

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        initial = {name: getattr(row, name) for name in self.base_fields if hasattr(row, name)}
        super().__init__(*args, versioned=row, initial=initial, **kwargs)
