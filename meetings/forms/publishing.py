"""What clerks answer before an agenda goes out."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.forms import GovukForm
from meetings.forms.refusals import RefusalMixin

# What the form asks for each check that it answers
ANSWERS = {
    "notice": ("late_agreed_by", "late_reason"),
    "reports": ("reports_follow",),
    "findings": ("answered_for", "findings_reason"),
    "readable": ("accept_unreadable",),
}


class PublishForm(RefusalMixin, GovukForm, forms.Form):
    """Who agreed that a late agenda is urgent, and why; that a report is to follow; who answers for findings that nobody
    decided, and why; and that a paper goes out that cannot be read out. Each is asked only then."""

    late_agreed_by = forms.CharField(label=_("Name of the Chair who agreed"), max_length=120, required=False)
    late_reason = forms.CharField(
        label=_("Why the agenda is urgent"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept with the agenda and shown to the public"),
    )  # fmt: skip
    reports_follow = forms.BooleanField(
        label=_("Publish without the reports that are outstanding. “To follow” is printed until they come"),
        error_messages={"required": _("Tick that the reports are to follow, or wait until they are on the agenda")},
    )
    answered_for = forms.CharField(
        label=_("Who decided to publish what was found in the papers"), max_length=120,
        help_text=_("The name is kept with every finding and in the audit trail"),
        error_messages={"required": _("Enter the name of the person who decided, or decide every finding")},
    )  # fmt: skip
    findings_reason = forms.CharField(
        label=_("Why the papers go out nonetheless"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only those who prepare the papers read this"),
        error_messages={"required": _("Say why the papers go out nonetheless")},
    )  # fmt: skip
    accept_unreadable = forms.BooleanField(
        label=_("Publish it although it cannot be read out"),
        error_messages={"required": _("Tick that you publish it although it cannot be read out, or put in another file")},
    )

    def __init__(self, *args: Any, asked: Collection[str], **kwargs: Any) -> None:
        """`asked` names the checks that wait for an answer here."""
        super().__init__(*args, **kwargs)
        for check, names in ANSWERS.items():
            for name in names if check not in asked else ():
                del self.fields[name]

    def answers(self) -> dict[str, Any]:
        """What was asked, as keywords for the service."""
        return {name: self.cleaned_data[name] for name in self.fields}
