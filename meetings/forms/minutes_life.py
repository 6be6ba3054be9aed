"""What is typed while minutes come of age: the Chair's agreement or remarks, and who signs them at which meeting."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from interface.forms import OPEN_AGAIN, GovukForm
from interface.templatetags.dates import long_date
from meetings.forms.refusals import RefusalMixin
from meetings.models import Meeting, Minutes

CHANGED = _("The minutes changed since you opened this page. Read them again, then go on")


class ReadMinutesForm(RefusalMixin, GovukForm, forms.Form):
    """An act on minutes as they were read. After a change it is refused once: then the form stands on the newer text."""

    fields: dict[str, Any]

    version = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": OPEN_AGAIN, "invalid": OPEN_AGAIN}
    )  # fmt: skip

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._minutes = minutes
        self.fields["version"].initial = minutes.version

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        version = self.cleaned_data.get("version")
        if version is not None and version != self._minutes.version:
            sent: Any = self.data
            sent = sent.copy()
            sent["version"] = str(self._minutes.version)
            self.data = sent
            raise ValidationError(CHANGED, code="stale")
        return cleaned


class CheckMinutesForm(ReadMinutesForm):
    """The Chair agrees; whoever records it for the Chair says how."""

    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, is_chair: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        note = self.fields["note"]
        if is_chair:
            note.label, note.help_text = _("A note with your agreement, if you wish"), _("The clerk reads it")
        else:
            note.label, note.help_text = _("How the Chair agreed"), _("For instance: by email on 8 March")


class ReturnMinutesForm(ReadMinutesForm):
    """What the Chair asks to be changed."""

    remarks = forms.CharField(
        label=_("What should change"),
        help_text=_("Whoever writes the minutes reads this. Name the item"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Say what should change")},
    )


class MeetingChoiceField(forms.ModelChoiceField):
    """Meetings by their day."""

    def label_from_instance(self, obj: Any) -> str:
        meeting: Meeting = obj
        return f"{long_date(meeting.held_on)}, {meeting.called}"


class ConfirmMinutesForm(ReadMinutesForm):
    """At which meeting the minutes were confirmed, and who signs them."""

    meeting = MeetingChoiceField(
        label=_("Meeting that confirmed the minutes"),
        queryset=Meeting.objects.none(),
        to_field_name="slug",
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the meeting that confirmed the minutes"),
            "invalid_choice": _("Choose a later meeting of the body that has begun or is over"),
        },
    )
    signed_by = forms.CharField(
        label=_("Who signs the minutes"),
        help_text=_("The person who chaired the meeting that confirmed them. The name is printed on the signature line"),
        max_length=120,
        error_messages={"required": _("Enter who signs the minutes")},
    )

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings
        self.fields["meeting"].empty_label = None
