"""Narrowing what the panel has asked: by kind and by how it stands."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.rules.asked import Asked, AskedKind, AskedState, narrowed
from panels.filters import FilterForm, ShownMixin

EVERY_KIND = [("", _("Every kind")), *AskedKind.choices]
EVERY_STATE = [("", _("Every state")), *AskedState.choices]


class AskedForm(FilterForm):
    """The boxes of the filter."""

    kind = forms.ChoiceField(label=_("Kind"), choices=EVERY_KIND, required=False)
    state = forms.ChoiceField(label=_("State"), choices=EVERY_STATE, required=False)


class AskedFilter(ShownMixin):
    """What was asked, narrowed: the rows are a list, since they come from several tables."""

    def __init__(self, data: Any, rows: list[Asked]) -> None:
        self.data, self.every = data, rows
        self.form = AskedForm(data)

    @property
    def rows(self) -> list[Asked]:
        """The rows that match; a value that the filter does not know matches none."""
        if not self.form.is_valid():
            return []
        said = self.form.cleaned_data
        return narrowed(self.every, kind=said["kind"], state=said["state"])

    @property
    def boxes(self) -> AskedForm:
        """The form to draw: what it does not know is left out."""
        return self.form if self.form.is_valid() else AskedForm(self.form.cleaned_data)
