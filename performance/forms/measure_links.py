"""What is typed to link a measure with what concerned it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents.links import Key
from interface import clock
from interface.forms import GovukForm, OnceFormMixin
from interface.templatetags.dates import long_date
from interface.widgets import Radios
from meetings.forms.refusals import RefusalMixin
from meetings.links import short
from meetings.models import Meeting, MinuteEntry
from meetings.services.evidence import OfferedPaper
from panels.models import PoliceArea
from performance.services.links import record_to_link

RECORD, MINUTE, PAPER, MEETING = "record", "minute", "paper", "meeting"
AT_A_MEETING = (MINUTE, PAPER, MEETING)
KINDS = (
    (RECORD, _("An action, a recommendation or a decision")),
    (MINUTE, _("The minutes of a meeting")),
    (PAPER, _("A paper of a meeting")),
    (MEETING, _("A meeting itself")),
)
HINTS: dict[str, Any] = {RECORD: _("You type its reference on the next page")}


class WhereForm(GovukForm, forms.Form):
    """What concerned the measure. It is sent by GET, so the next page has an address."""

    what = forms.ChoiceField(
        label=_("What concerned this measure?"), choices=KINDS, widget=Radios(hints=HINTS),
        error_messages={"required": _("Choose what concerned it"), "invalid_choice": _("Choose what concerned it")},
    )  # fmt: skip
    meeting = forms.ChoiceField(
        label=_("Which meeting?"), help_text=_("For minutes, a paper or a meeting"), required=False,
        error_messages={"invalid_choice": _("Choose a meeting from the list")},
    )  # fmt: skip

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.slug, f"{long_date(one.held_on)}: {one.body.name}") for one in meetings]
        self.fields["meeting"].choices = [("", gettext("Choose a meeting")), *named]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        needs = self.cleaned_data.get("what") in AT_A_MEETING
        if needs and not self.cleaned_data.get("meeting") and "meeting" not in self.errors:
            self.add_error("meeting", _("Choose the meeting"))
        return cleaned


class LinkForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """What was said there. The forms below add what is linked."""

    fields: dict[str, Any]

    text = forms.CharField(
        label=_("What it says of the measure, in a sentence"),
        help_text=_("Everybody who sees both reads this. Leave out what is private"),
        max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter what it says, in a sentence")},
    )  # fmt: skip

    def chosen(self) -> tuple[Key, date]:
        """What was chosen and its day, of a valid form."""
        raise NotImplementedError


class RecordForm(LinkForm):
    """An action, a recommendation or a decision, by its reference."""

    reference = forms.CharField(
        label=_("Its reference"), help_text=_("For example A-2022-014, R-2022-002 or 2018/005"), max_length=20,
        error_messages={"required": _("Enter the reference")},
    )  # fmt: skip

    field_order = ["reference", "text"]

    def __init__(self, *args: Any, area: PoliceArea, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area, self.user = area, user
        self.found: Key | None = None

    def clean_reference(self) -> str:
        reference = self.cleaned_data["reference"]
        self.found = record_to_link(reference, self.area, self.user)
        if self.found is None:
            words = gettext("There is no action, recommendation or decision with the reference %(reference)s")
            raise forms.ValidationError(words % {"reference": reference})
        return reference

    def chosen(self) -> tuple[Key, date]:
        if self.found is None:
            raise ValueError("The form is not valid")
        return self.found, clock.today()


class EntryForm(LinkForm):
    """A paragraph of the minutes."""

    entry = forms.ChoiceField(
        label=_("Paragraph of the minutes"),
        error_messages={"required": _("Choose the paragraph"), "invalid_choice": _("Choose a paragraph from the list")},
    )

    field_order = ["entry", "text"]

    def __init__(self, *args: Any, entries: Iterable[MinuteEntry], meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries, self.day = {str(one.number): one for one in entries}, meeting.held_on
        named = [(number, _entry_label(one)) for number, one in self.entries.items()]
        self.fields["entry"].choices = [("", gettext("Choose a paragraph")), *named]

    def chosen(self) -> tuple[Key, date]:
        return ("minute", self.entries[self.cleaned_data["entry"]].pk), self.day


def _entry_label(entry: MinuteEntry) -> str:
    words = short(entry.text, 70) or entry.item.title
    return f"{entry.item.number} {entry.get_kind_display()}: {words}".strip()


class PaperForm(LinkForm):
    """A paper of a meeting."""

    paper = forms.ChoiceField(
        label=_("Paper"), widget=Radios,
        error_messages={"required": _("Choose the paper"), "invalid_choice": _("Choose a paper from the list")},
    )  # fmt: skip

    field_order = ["paper", "text"]

    def __init__(self, *args: Any, papers: Iterable[OfferedPaper], meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.papers, self.day = {one.paper.slug: one for one in papers}, meeting.held_on
        self.fields["paper"].choices = [(slug, one.paper.title) for slug, one in self.papers.items()]

    def chosen(self) -> tuple[Key, date]:
        return ("paper", self.papers[self.cleaned_data["paper"]].paper.pk), self.day


class MeetingForm(LinkForm):
    """A meeting as a whole."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting

    def chosen(self) -> tuple[Key, date]:
        return ("meeting", self.meeting.pk), self.meeting.held_on
