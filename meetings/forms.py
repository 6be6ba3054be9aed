"""What clerks type about meetings, agendas and papers."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from documents.choices import Access, ExemptParagraph
from documents.forms import LivePaperForm, RevisePaperForm, UploadPaperForm, WrittenPaperForm
from documents.models import Paper
from interface import clock
from interface.fields import DateField, TimeField
from interface.forms import OPEN_AGAIN, GovukForm, OnceFormMixin, VersionedFormMixin
from interface.templatetags.dates import long_date
from interface.widgets import Radios
from meetings.choices import ItemKind, ItemState, MeetingKind
from meetings.models import AgendaItem, Meeting, TemplateItem, Venue
from meetings.services.reading import date_problems, late_problem

STATE_HINTS: dict[str, Any] = {
    ItemState.EXPECTED.value: _("Its paper goes out with the agenda"),
    ItemState.TO_FOLLOW.value: _("Its paper comes later"),
    ItemState.TABLED.value: _("Its paper is handed out at the meeting"),
    ItemState.WITHDRAWN.value: _("It keeps its line, takes no number, and its papers do not go out"),
}


class RefusalMixin:
    """Shows what a service refused: beside its field where the form has one, else on top."""

    fields: dict[str, Any]

    def show_refusal(self, error: ValidationError) -> None:
        problems = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
        for name, found in problems.items():
            for one in found:
                self.add_error(name if name in self.fields else None, one)


NO_DATE = {"required": _("Enter the date of the meeting")}
NO_START = {"required": _("Enter the time it starts")}


class DayMixin:
    """Asks once about a day that is unusual, or too near for its agenda to go out in time: change it, or confirm."""

    fields: dict[str, Any]
    unusual_day = False

    def ask_about(self, day: Any, nation: str, body: Any, kind: str | None) -> None:
        today = clock.today()
        late = late_problem(body=body, kind=kind, held_on=day, today=today) if body and kind else ""
        problems = [*date_problems(day, nation, today), *([late] if late else [])]
        self.unusual_day = bool(problems)
        words = gettext("Yes, meet on %(day)s. The Chair agrees that it is urgent") if late else gettext("Yes, meet on %(day)s")
        self["confirm_day"].label = words % {"day": long_date(day)}  # type: ignore[index]  # drawn beside the date
        if problems and not self.cleaned_data.get("confirm_day"):
            for problem in problems:
                self.add_error("held_on", problem)


class MeetingForm(DayMixin, RefusalMixin, GovukForm, forms.Form):
    """When, where and what kind. An unusual day comes back once, to be changed or confirmed."""

    kind = forms.ChoiceField(label=_("Type of meeting"), choices=MeetingKind.choices)
    subject = forms.CharField(
        label=_("Subject"),
        max_length=160,
        required=False,
        help_text=_("Only when it has one, such as whose hearing it is"),
    )
    held_on = DateField(label=_("Date"), help_text=_("For example, 17 3 2022"), error_messages=NO_DATE)
    confirm_day = forms.BooleanField(label=_("Yes, meet on this day"), required=False)
    starts_at = TimeField(label=_("Start"), help_text=_("For example, 10:45am"), error_messages=NO_START)
    ends_at = TimeField(label=_("End, if it is known"), required=False)
    venue = forms.ModelChoiceField(Venue.objects.none(), label=_("Place"), required=False, empty_label=_("Not known yet"))
    webcast_url = forms.URLField(
        label=_("Webcast address"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Enter a web address like https://example.com")},
    )

    def __init__(self, *args: Any, area: Any, held: Meeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area, self.held = area, held
        self.fields["venue"].queryset = Venue.objects.filter(area=area)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        day, start, end = (self.cleaned_data.get(name) for name in ("held_on", "starts_at", "ends_at"))
        if start and end and end <= start:
            self.add_error("ends_at", _("The end must be after the start"))
        if day and not (self.held and self.held.held_on == day):
            body = self.held.body if self.held else self.cleaned_data.get("body")
            self.ask_about(day, self.area.nation, body, self.cleaned_data.get("kind"))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """The facts of a valid form, as keywords for a service."""
        names = ("kind", "subject", "held_on", "starts_at", "ends_at", "venue", "webcast_url")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}


class MeetingCreateForm(OnceFormMixin, MeetingForm):
    """The same, with the body that meets."""

    body = forms.ModelChoiceField(Meeting.objects.none(), label=_("Body"), empty_label=None, to_field_name="slug")

    field_order = ["body", "kind"]

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies


class MeetingUpdateForm(VersionedFormMixin, MeetingForm):
    """The same, over a meeting that is still being prepared. The day and type of an announced one stand."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        names = ("kind", "subject", "held_on", "starts_at", "ends_at", "venue", "webcast_url")
        initial = {name: getattr(meeting, name) for name in names}
        super().__init__(*args, area=meeting.area, held=meeting, versioned=meeting, initial=initial, **kwargs)
        self._saved.pop("confirm_day")


class ReasonForm(RefusalMixin, GovukForm, forms.Form):
    """Why a meeting does not take place; the public reads it."""

    reason = forms.CharField(
        label=_("Why the meeting does not take place"),
        help_text=_("This stands on the meeting’s page and in the mail to members"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why the meeting does not take place")},
    )


class PostponeForm(DayMixin, OnceFormMixin, ReasonForm):
    """The same, when the meeting takes place instead, and whether its papers go along."""

    held_on = DateField(label=_("New date"), error_messages={"required": _("Enter the new date of the meeting")})
    confirm_day = forms.BooleanField(label=_("Yes, meet on this day"), required=False)
    starts_at = TimeField(label=_("Start"), help_text=_("For example, 10:45am"), error_messages=NO_START)
    carry_papers = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args: Any, meeting: Meeting, paper_count: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, initial={"starts_at": meeting.starts_at}, **kwargs)
        self.meeting = meeting
        words = ngettext("Carry over the paper", "Carry over the %(count)d papers", paper_count)
        self.fields["carry_papers"].label = words % {"count": paper_count} if paper_count > 1 else words
        self.fields["carry_papers"].help_text = _("They go on the same items of the new meeting, as drafts that you can change")
        if not paper_count:
            del self.fields["carry_papers"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if day := self.cleaned_data.get("held_on"):
            self.ask_about(day, self.meeting.area.nation, self.meeting.body, self.meeting.kind)
        return cleaned


class ItemForm(RefusalMixin, GovukForm, forms.ModelForm):
    """What an item says."""

    class Meta:
        model = AgendaItem
        fields = ["title", "purpose", "lead", "item_type", "needs_paper"]
        labels = {"needs_paper": _("This item needs a paper"), "item_type": _("What the panel does")}
        help_texts = {
            "title": _("As it stands on the agenda"),
            "purpose": _("One sentence, such as “To note the report”"),
            "lead": _("Who presents it: an office, or a member"),
        }
        widgets = {"item_type": Radios()}
        error_messages = {"title": {"required": _("Enter the title")}}

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}

    def validate_constraints(self) -> None:
        """The service checks them over the whole row."""


class ItemCreateForm(OnceFormMixin, ItemForm):
    """A new line: an item, a sub-item of another, a heading, or a standing item of the body's template."""

    kind = forms.ChoiceField(label=_("What to add"), choices=ItemKind.choices, widget=Radios(), initial=ItemKind.ITEM)
    parent = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=_("Under which item"), required=False, to_field_name="slug",
        empty_label=_("None: an item of its own"), help_text=_("Only for a sub-item"),
    )  # fmt: skip

    field_order = ["kind", "title", "purpose", "item_type", "lead", "parent", "needs_paper"]

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tops = meeting.agenda_items.in_order().filter(kind=ItemKind.ITEM, parent__isnull=True)
        self.fields["parent"].queryset = tops
        self.fields["parent"].label_from_instance = lambda item: f"{item.number} {item.title}".strip()

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "kind": self.cleaned_data["kind"], "parent": self.cleaned_data["parent"]}


class ItemUpdateForm(VersionedFormMixin, ItemForm):
    """The same over an item that is there, with its state."""

    class Meta(ItemForm.Meta):
        fields = [*ItemForm.Meta.fields, "state"]
        labels = {**ItemForm.Meta.labels, "state": _("State of the item and its paper")}
        widgets = {**ItemForm.Meta.widgets, "state": Radios(hints=STATE_HINTS)}


class HeadingUpdateForm(VersionedFormMixin, ItemForm):
    """A heading has words and nothing else."""

    class Meta(ItemForm.Meta):
        fields = ["title"]


class PrivacyForm(RefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """Whether an item is private; if so, its three parts. It shows the public line as it will stand."""

    access = forms.ChoiceField(
        label=_("Who may read this item and its papers"),
        choices=[
            (Access.PUBLIC.value, _("Everybody")),
            (Access.EXEMPT.value, _("Members and officers: it is private")),
        ],
        widget=Radios(),
    )
    neutral_title = forms.CharField(
        label=_("Title that the public sees"), max_length=200, required=False,
        help_text=_("It says nothing of what is private, such as “Staffing matter”"),
    )  # fmt: skip
    exempt_paragraph = forms.TypedChoiceField(
        label=_("Paragraph of Schedule 12A"), required=False, coerce=int, empty_value=None,
        choices=[("", _("Choose a paragraph")), *ExemptParagraph.choices],
    )  # fmt: skip
    public_interest_reason = forms.CharField(
        label=_("Why the public interest is in withholding it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The public reads this. Name no person and nothing that is private"),
    )  # fmt: skip

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        names = ("access", "neutral_title", "exempt_paragraph", "public_interest_reason")
        initial = {name: getattr(item, name) for name in names}
        super().__init__(*args, versioned=item, initial=initial, **kwargs)

    def facts(self) -> dict[str, Any]:
        if self.cleaned_data["access"] == Access.PUBLIC:
            return {"access": Access.PUBLIC}
        names = ("access", "neutral_title", "exempt_paragraph", "public_interest_reason")
        return {name: self.cleaned_data[name] for name in names}


class PlaceForm(forms.Form):
    """Where an item goes: one up, one down, or to a place counted from 1."""

    direction = forms.ChoiceField(choices=[("up", ""), ("down", ""), ("to", "")], required=False)
    position = forms.IntegerField(min_value=1, required=False)
    version = forms.IntegerField(error_messages={"required": OPEN_AGAIN, "invalid": OPEN_AGAIN})


class StandingItemForm(GovukForm, forms.Form):
    """One of the body's standing items."""

    fields: dict[str, Any]

    standing = forms.ModelChoiceField(TemplateItem.objects.none(), label=_("Standing item"), empty_label=None)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standing"].queryset = TemplateItem.objects.filter(body=meeting.body, kind=meeting.kind)


class AttachForm(RefusalMixin, GovukForm, forms.Form):
    """The item that a paper goes to. A private paper goes to a public item only with a tick."""

    fields: dict[str, Any]

    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=_("Put it on item"), to_field_name="slug", empty_label=_("No item")
    )
    confirmed = forms.BooleanField(label=_("Everybody may read this paper once its item is public"), required=False)

    def __init__(self, *args: Any, meeting: Meeting, paper: Paper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not paper.is_private:
            del self.fields["confirmed"]
        self.fields["item"].queryset = meeting.agenda_items.in_order().filter(kind=ItemKind.ITEM)
        self.fields["item"].label_from_instance = lambda item: f"{item.number} {item.title}".strip()
        self.fields["item"].required = False


class PublishForm(RefusalMixin, GovukForm, forms.Form):
    """Who agreed that a late agenda is urgent, and why; and that a paper goes out that cannot be read out. Asked only then."""

    late_agreed_by = forms.CharField(label=_("Name of the Chair who agreed"), max_length=120, required=False)
    late_reason = forms.CharField(
        label=_("Why the agenda is urgent"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept with the agenda and shown to the public"),
    )  # fmt: skip

    accept_unreadable = forms.BooleanField(
        label=_("Publish it although it cannot be read out"),
        error_messages={"required": _("Tick that you publish it although it cannot be read out, or put in another file")},
    )

    def __init__(self, *args: Any, is_late: bool, is_unreadable: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_late:
            del self.fields["late_agreed_by"], self.fields["late_reason"]
        if not is_unreadable:
            del self.fields["accept_unreadable"]

    def answers(self) -> dict[str, Any]:
        """What was asked, as keywords for the service."""
        return {name: self.cleaned_data[name] for name in self.fields}


class OwnAccessMixin:
    """A paper on an agenda is as private as its item, so its own form does not ask."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("access", "exempt_paragraph"):
            del self.fields[name]
            getattr(self, "_saved", {}).pop(name, None)


class WriteItemPaperForm(OwnAccessMixin, WrittenPaperForm):
    """A paper written in the portal for an item."""


class UploadItemPaperForm(OwnAccessMixin, UploadPaperForm):
    """A file for an item."""


class LiveItemPaperForm(OwnAccessMixin, LivePaperForm):
    """A paper from a register for an item."""


class ReviseItemPaperForm(OwnAccessMixin, RevisePaperForm):
    """A draft paper of an item."""
