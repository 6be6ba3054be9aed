"""What is typed about where a case is taken."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.choices import MeetingPart
from decisions.models import CaseMeeting
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from interface.templatetags.dates import short_date
from interface.widgets import Radios
from meetings.forms.actions import MeetingChoice
from meetings.forms.refusals import RefusalMixin
from meetings.models import AgendaItem, Meeting

YES, NO, NOT_SAID = "yes", "no", "unknown"
LEFT = [(YES, _("Yes")), (NO, _("No, they stayed")), (NOT_SAID, _("Not known, or there was no vote"))]
ANSWERS: dict[str, bool | None] = {YES: True, NO: False, NOT_SAID: None}


class ItemChoice(forms.ModelChoiceField):
    """An item by its number and title, under the day of its meeting."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages["invalid_choice"] = _("Choose an item from the list")

    def label_from_instance(self, item: AgendaItem) -> str:
        words = f"{item.number} {item.title}".strip()
        return f"{short_date(item.meeting.held_on)}: {words}"


class PlaceForm(RefusalMixin, GovukForm, forms.Form):
    """The item, what happens there, and who left the room."""

    fields: dict[str, Any]

    item = ItemChoice(
        AgendaItem.objects.none(), label=_("Item of the agenda"), required=False, empty_label=_("No item, or not known yet"),
        help_text=_("The page of the case shows the papers under it"),
    )  # fmt: skip
    part = forms.ChoiceField(label=_("What happens there"), choices=MeetingPart.choices)
    withdrew = forms.ChoiceField(
        label=_("Did the Commissioner and staff leave the room before the vote?"), choices=LEFT, widget=Radios, initial=NOT_SAID
    )
    withdrew_note = forms.CharField(label=_("When they left and came back"), max_length=300, required=False)
    note = forms.CharField(
        label=_("Note"), max_length=300, required=False, help_text=_("Everybody who reads the case reads this")
    )

    def offer(self, items: Any) -> None:
        """Put the items to choose from into the form: none where there are none."""
        self.fields["item"].queryset = items
        if not items:
            del self.fields["item"]

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for a service."""
        said = self.cleaned_data
        found = {name: said[name] for name in ("part", "withdrew_note", "note")} | {"withdrew": ANSWERS[said["withdrew"]]}
        return found | ({"item": said["item"]} if "item" in self.fields else {})


class CaseMeetingCreateForm(OnceFormMixin, PlaceForm):
    """Another meeting of the case. Choosing an item is enough: it names the meeting."""

    meeting = MeetingChoice(
        Meeting.objects.none(), label=_("Meeting"), empty_label=_("Choose a meeting"),
        error_messages={"required": _("Choose the meeting")},
    )  # fmt: skip
    field_order = ["meeting", "item", "part", "withdrew", "withdrew_note", "note"]

    def __init__(self, *args: Any, meetings: Any, items: Any, part: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"part": part}, **kwargs)
        self.fields["meeting"].queryset = meetings
        self.offer(items)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        meeting, item = self.cleaned_data.get("meeting"), self.cleaned_data.get("item")
        if meeting and item and item.meeting_id != meeting.pk:
            self.add_error("item", _("This item is on the agenda of another meeting. Choose one of the meeting above"))
        return cleaned

    def facts(self) -> dict[str, Any]:
        return super().facts() | {"meeting": self.cleaned_data["meeting"]}


class CaseMeetingUpdateForm(VersionedFormMixin, PlaceForm):
    """What is said of a meeting that is in the case."""

    def __init__(self, *args: Any, row: CaseMeeting, items: Any, **kwargs: Any) -> None:
        answer = next(words for words, value in ANSWERS.items() if value is row.withdrew)
        initial = {
            "item": row.item_id, "part": row.part, "withdrew": answer, "withdrew_note": row.withdrew_note, "note": row.note,
        }  # fmt: skip
        super().__init__(*args, versioned=row, initial=initial, **kwargs)
        self.offer(items)
        if "item" not in self.fields:
            self._saved.pop("item", None)
