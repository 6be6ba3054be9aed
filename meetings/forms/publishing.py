"""What clerks answer before an agenda goes out."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.forms import GovukForm, VersionedFormMixin
from interface.widgets import Radios
from meetings.choices import LateGround
from meetings.forms.refusals import RefusalMixin
from meetings.models import Meeting

# What the form asks for each check that it answers
ANSWERS = {
    "reports": ("reports_follow",),
    "findings": ("answered_for", "findings_reason"),
    "readable": ("accept_unreadable",),
}


class LatenessForm(RefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """Why an agenda opens after the last day for full notice; the provision of each ground is its hint."""

    late_ground = forms.ChoiceField(label=_("Why it may open late"), choices=LateGround.choices, required=False, widget=Radios())
    late_reason = forms.CharField(
        label=_("The reason"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is printed on the front sheet of the pack and in the minutes. Name nobody but the Chair"),
    )  # fmt: skip
    late_agreed_by = forms.CharField(
        label=_("Name of the Chair"),
        max_length=120,
        required=False,
        help_text=_("Needed where the Chair certifies that it is urgent"),
    )

    def __init__(self, *args: Any, meeting: Meeting, provisions: Mapping[str, str], **kwargs: Any) -> None:
        initial = {name: getattr(meeting, name) for name in self.base_fields}
        super().__init__(*args, versioned=meeting, initial=initial, **kwargs)
        self.fields["late_ground"].widget.hints = dict(provisions)

    def answers(self) -> dict[str, Any]:
        """Version, ground, reason and name, as keywords for the service."""
        said = {name.removeprefix("late_"): self.cleaned_data[name] for name in self.base_fields}
        return {"version": self.cleaned_data["version"], **said}


class PublishForm(RefusalMixin, GovukForm, forms.Form):
    """That a report is to follow; who answers for findings that nobody
    decided, and why; and that a paper goes out that cannot be read out. Each is asked only then."""

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
