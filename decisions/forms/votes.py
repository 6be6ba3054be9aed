"""What is typed about a vote of the panel in a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from decisions.rules.votes import sum_words
from decisions.services.voting import counts_of
from interface.forms import GovukForm, OnceFormMixin
from interface.templatetags.dates import short_date
from meetings.forms.actions import MeetingChoice
from meetings.forms.refusals import RefusalMixin
from meetings.models import Meeting, Resolution

COUNT = {"min_value": 0, "max_value": 999, "required": False}
WHOLE = _("Enter a whole number, 0 or more")
MESSAGES = {"invalid": WHOLE, "min_value": WHOLE, "max_value": WHOLE}


class ResolutionChoice(forms.ModelChoiceField):
    """A resolution of the minutes by its day, its words and its counts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages["invalid_choice"] = _("Choose a resolution from the list")

    def label_from_instance(self, resolution: Resolution) -> str:
        entry = resolution.entry
        counts = {name: count or 0 for name, count in counts_of(resolution).items()}
        said = {
            "day": short_date(entry.minutes.meeting.held_on), "words": entry.text[:120],
            "votes": sum_words(counts, counts["in_room"]),
        }  # fmt: skip
        return gettext("%(day)s: %(words)s (%(votes)s)") % said


class VoteForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """A resolution of the minutes, or the counts; what was put to the vote, and whether it was on a veto."""

    fields: dict[str, Any]

    resolution = ResolutionChoice(
        Resolution.objects.none(), label=_("Resolution in the minutes"), required=False, empty_label=_("None: I type the counts"),
        help_text=_("The counts, who was in the room and the members of the day come from the minutes"),
    )  # fmt: skip
    meeting = MeetingChoice(
        Meeting.objects.none(), label=_("Meeting"), required=False, empty_label=_("That of the resolution"),
    )  # fmt: skip
    question = forms.CharField(
        label=_("What was put to the vote"), max_length=300,
        help_text=_("The report repeats it, and everybody reads that. Name nobody in private"),
        error_messages={"required": _("Say what was put to the vote")},
    )  # fmt: skip
    is_veto = forms.BooleanField(
        label=_("It was on a veto"), required=False, help_text=_("Tick it whether or not the veto was carried")
    )
    votes_for = forms.IntegerField(label=_("For"), error_messages=MESSAGES, **COUNT)
    votes_against = forms.IntegerField(label=_("Against"), error_messages=MESSAGES, **COUNT)
    abstained = forms.IntegerField(label=_("Abstained"), error_messages=MESSAGES, **COUNT)
    not_voting = forms.IntegerField(label=_("In the room and not voting"), error_messages=MESSAGES, **COUNT)
    in_room = forms.IntegerField(
        label=_("Members in the room"), error_messages=MESSAGES, help_text=_("Leave empty for the sum of the counts"), **COUNT
    )
    members = forms.IntegerField(label=_("Members of the panel on the day"), error_messages=MESSAGES, **COUNT)

    def __init__(self, *args: Any, meetings: Any, resolutions: Any, members: int, veto: str, **kwargs: Any) -> None:
        """`members` are those of the day as the portal knows them; `veto` says why a veto is not open, empty where it is."""
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings
        self.fields["resolution"].queryset = resolutions
        hint = gettext("Leave empty for %(count)d, as the portal knows them") % {"count": members}
        self.fields["members"].help_text = hint if members else ""
        rows = list(meetings)
        if len(rows) == 1:
            self.fields["meeting"].widget, self.fields["meeting"].initial = forms.HiddenInput(), rows[0].slug
        if not resolutions:
            del self.fields["resolution"]
            self.fields["meeting"].empty_label = _("Choose a meeting")
        if veto:
            del self.fields["is_veto"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        said = self.cleaned_data
        resolution = said.get("resolution")
        if resolution is not None:
            said["meeting"] = resolution.entry.minutes.meeting
        elif not said.get("meeting") and "meeting" not in self.errors:
            self.add_error("meeting", _("Choose the meeting"))
        if resolution is None and said.get("votes_for") is None and "votes_for" not in self.errors:
            self.add_error("votes_for", _("Enter how many voted for it, 0 if nobody did"))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for a service."""
        names = set(self.base_fields) & set(self.fields)
        return {name: self.cleaned_data[name] for name in names}
