"""What is typed of a term of the glossary."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.forms.consultations import FactsForm
from decisions.forms.rows import OfRowForm
from interface.fields import MarkdownField
from interface.forms import OnceFormMixin


class LinesField(forms.CharField):
    """Several short texts, one on each line."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]  # the value of this field is a list
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value))


class TermForm(FactsForm):
    """A term, the ways to write it, and what it means."""

    term = forms.CharField(label=_("Term"), max_length=120)
    text = MarkdownField(label=_("What it means"), max_length=4_000, error_messages={"required": _("Say what it means")})
    aliases = LinesField(
        label=_("Also written (optional)"), required=False,
        help_text=_("One on each line, for example the plural and the short form. Texts that use any of them link here"),
    )  # fmt: skip


class TermCreateForm(OnceFormMixin, TermForm):
    """A new term."""


class TermUpdateForm(OfRowForm, TermForm):
    """A term that is there."""
