"""What people say of something that was due: that it was done, does not apply, is open again, or why it was late."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interface import clock
from interface.fields import DateField
from interface.forms import GovukForm, VersionedFormMixin
from panels.forms.interests import RefusalMixin
from panels.models import Obligation

READ_BY = _("Everybody who can see this deadline reads it. Name no private matter")
LONGEST = 500


def _words(label: Any, required: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=READ_BY,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": required},
    )


class DueActForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """One thing said of something due, over what was read of it."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, obligation: Obligation, **kwargs: Any) -> None:
        super().__init__(*args, versioned=obligation, **kwargs)
        self._saved = {}  # nothing here stands in it already

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for a service."""
        return dict(self.cleaned_data)


class MeetForm(DueActForm):
    """That something was done, on which day, and what shows it."""

    met_on = DateField(
        label=_("Day on which it was done"),
        help_text=_("For example, 9 3 2022"),
        error_messages={"required": _("Enter the day on which it was done")},
    )
    how = _words(_("What met it"), _("Say what met it"))
    explanation = _words(_("If it was late, why"), "")

    def __init__(self, *args: Any, obligation: Obligation, **kwargs: Any) -> None:
        initial = {"met_on": clock.today(), "explanation": obligation.explanation}
        super().__init__(*args, obligation=obligation, initial=initial, **kwargs)
        self.fields["explanation"].required = False


class SetAsideForm(DueActForm):
    """Why something does not apply."""

    reason = _words(_("Why it does not apply"), _("Say why it does not apply"))


class ReopenDutyForm(DueActForm):
    """Why something is to do again."""

    reason = _words(_("Why it is opened again"), _("Say why it is opened again"))


class ExplainForm(DueActForm):
    """Why something was missed or late."""

    explanation = _words(_("Why it was late"), _("Say why it was late"))

    def __init__(self, *args: Any, obligation: Obligation, **kwargs: Any) -> None:
        super().__init__(*args, obligation=obligation, initial={"explanation": obligation.explanation}, **kwargs)
        self._saved = {"explanation": obligation.explanation}
