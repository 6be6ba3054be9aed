"""What is typed about recommendations: one entered by hand, and what was said to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.choices import Access
from interface import clock
from interface.fields import DateField, MarkdownField
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from interface.widgets import Radios
from meetings.choices import RecommendationStatus
from meetings.forms.actions import ACCESS, DATE_HINT, MeetingChoice
from meetings.forms.refusals import RefusalMixin
from meetings.models import Meeting, Recommendation
from meetings.rules.actions import RESPONSES
from panels.models import Body


class RecommendationForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """What a body recommended, to whom and when."""

    fields: dict[str, Any]

    body = forms.ModelChoiceField(Body.objects.none(), label=_("Body"), empty_label=None, to_field_name="slug")
    raised_meeting = MeetingChoice(
        Meeting.objects.none(), label=_("Made at the meeting of"), required=False, empty_label=_("No meeting in this list")
    )
    made_on = DateField(label=_("Or the day on which it was made"), help_text=DATE_HINT, required=False)
    text = MarkdownField(
        label=_("What is recommended"),
        error_messages={"required": _("Enter what is recommended")},
    )
    made_to = forms.CharField(
        label=_("To whom"), max_length=160, error_messages={"required": _("Enter to whom it is recommended")}
    )
    access = forms.ChoiceField(label=_("Who may read it"), choices=ACCESS, widget=Radios, initial=Access.PUBLIC)
    response_due_on = DateField(
        label=_("Response asked for by"), required=False,
        help_text=_("The law names no day. Leave it empty where the panel sets none"),
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies
        self.fields["raised_meeting"].queryset = meetings
        self.fields["text"].widget.attrs["rows"] = 5
        rows = list(bodies)
        if len(rows) == 1:
            self.fields["body"].widget, self.fields["body"].initial = forms.HiddenInput(), rows[0].slug

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        said = self.cleaned_data
        meeting, day = said.get("raised_meeting"), said.get("made_on")
        if meeting and day and meeting.held_on != day:
            self.add_error("made_on", _("Choose the meeting or a day, not both"))
        elif not (meeting or day) and not {"made_on", "raised_meeting"} & set(self.errors):
            self.add_error("made_on", _("Choose the meeting, or enter the day on which it was made"))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        said = self.cleaned_data
        names = ("body", "raised_meeting", "text", "made_to", "access", "response_due_on")
        facts = {name: said[name] for name in names}
        return facts | {"made_on": said["raised_meeting"].held_on if said["raised_meeting"] else said["made_on"]}


class RespondForm(RefusalMixin, OnceFormMixin, VersionedFormMixin, GovukForm, forms.Form):
    """What was said to a recommendation, and when."""

    fields: dict[str, Any]

    position = forms.ChoiceField(
        label=_("What was said to it"),
        choices=[(one.value, one.label) for one in RecommendationStatus if one in RESPONSES],
        widget=Radios,
        error_messages={"required": _("Choose what was said to the recommendation")},
    )
    responded_on = DateField(
        label=_("Date of the response"), help_text=DATE_HINT, error_messages={"required": _("Enter the date of the response")}
    )
    text = MarkdownField(label=_("The response"), error_messages={"required": _("Enter what was said")})

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, versioned=recommendation, initial={"responded_on": clock.today()}, **kwargs)
        self._saved = {}
        self.fields["text"].widget.attrs["rows"] = 8

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("version", "position", "responded_on", "text")}


class ResponseDueForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """By when the panel asks for a response."""

    fields: dict[str, Any]

    response_due_on = DateField(
        label=_("Response asked for by"), required=False,
        help_text=_("For example, 17 3 2022. Leave it empty to ask for none by a day"),
    )  # fmt: skip

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        initial = {"response_due_on": recommendation.response_due_on}
        super().__init__(*args, versioned=recommendation, initial=initial, **kwargs)

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        return {"version": self.cleaned_data["version"], "due_on": self.cleaned_data["response_due_on"]}
