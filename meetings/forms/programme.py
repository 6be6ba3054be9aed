"""What clerks type about a work programme: its year, its entries, what became of them, and the reports of every meeting."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interface.fields import DateField
from interface.forms import OPEN_AGAIN, GovukForm, OnceFormMixin, VersionedFormMixin
from interface.templatetags.dates import long_date, short_date
from meetings.forms.actions import DATE_HINT
from meetings.forms.refusals import RefusalMixin
from meetings.models import AgendaItem, Meeting, ProgrammeEntry, WorkProgramme
from meetings.services.programme.papers import Place
from panels.models import Body

FIRST_DAY = {"required": _("Enter the first day of the year")}
LAST_DAY = {"required": _("Enter the last day of the year")}
READ_BY_ALL = _("Everybody who sees the entry reads this. Leave out what is private")
EMPTY_REPORTS = 3  # lines for new reports
MOST_REPORTS = 20
LONGEST_DAY = 1440  # minutes


class ProgrammeMeetingChoice(forms.ModelChoiceField):
    """A meeting by its day and kind, named in the form by its address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(Meeting.objects.none(), *args, to_field_name="slug", **kwargs)
        self.error_messages["invalid_choice"] = _("Choose a meeting from the list")

    def label_from_instance(self, meeting: Meeting) -> str:
        words = gettext("%(day)s, %(kind)s")
        return words % {"day": short_date(meeting.held_on), "kind": meeting.called[:1].lower() + meeting.called[1:]}


class ProgrammeCreateForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """The year, and whether what was left undone comes along."""

    fields: dict[str, Any]

    body = forms.ModelChoiceField(Body.objects.none(), label=_("Body"), empty_label=None, to_field_name="slug")
    started_on = DateField(
        label=_("First day of the year"), help_text=_("The day of the annual meeting, for example 24 6 2021"),
        error_messages=FIRST_DAY,
    )  # fmt: skip
    ended_on = DateField(label=_("Last day of the year"), help_text=DATE_HINT, error_messages=LAST_DAY)
    introduction = forms.CharField(
        label=_("What stands before the programme"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    carry_undone = forms.BooleanField(
        label=_("Carry over what the year before left undone"), required=False,
        help_text=_("It stands without a meeting until you choose one, and in the year before as deferred"),
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies
        rows = list(bodies)
        if len(rows) == 1:
            self.fields["body"].widget, self.fields["body"].initial = forms.HiddenInput(), rows[0].slug

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        return {name: self.cleaned_data[name] for name in ("body", "started_on", "ended_on", "introduction", "carry_undone")}


class ProgrammeUpdateForm(RefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """The words before a programme, and its last day."""

    introduction = forms.CharField(
        label=_("What stands before the programme"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    ended_on = DateField(label=_("Last day of the year"), help_text=DATE_HINT, error_messages=LAST_DAY)

    def __init__(self, *args: Any, programme: WorkProgramme, **kwargs: Any) -> None:
        initial = {"introduction": programme.introduction, "ended_on": programme.ended_on}
        super().__init__(*args, versioned=programme, initial=initial, **kwargs)

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("version", "introduction", "ended_on")}


class ProgrammePublishForm(RefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """Only the version that was read."""

    def __init__(self, *args: Any, programme: WorkProgramme, **kwargs: Any) -> None:
        super().__init__(*args, versioned=programme, **kwargs)


class StandingForm(RefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """The reports that come to every meeting: a title and a line for each. One without a title goes."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, programme: WorkProgramme, **kwargs: Any) -> None:
        reports = list(programme.standing_reports.all())
        self.count = min(len(reports) + EMPTY_REPORTS, max(MOST_REPORTS, len(reports)))
        initial: dict[str, str] = {}
        for number, report in enumerate(reports, start=1):
            initial |= {f"title_{number}": report.title, f"note_{number}": report.note}
        lines = {name: field for number in range(1, self.count + 1) for name, field in _report_fields(number)}
        self.base_fields = {**self.base_fields, **lines}  # type: ignore[misc]  # of this form alone: it has as many as there are
        super().__init__(*args, versioned=programme, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for number in range(1, self.count + 1):
            said = self.cleaned_data
            if said.get(f"note_{number}", "").strip() and not said.get(f"title_{number}", "").strip():
                self.add_error(f"title_{number}", _("Enter the title of the report, or take out what it tells"))
        return cleaned

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        reports = [(said[f"title_{number}"], said[f"note_{number}"]) for number in range(1, self.count + 1)]
        return {"version": said["version"], "reports": reports}


def _report_fields(number: int) -> list[tuple[str, forms.Field]]:
    said = {"number": number}
    title = forms.CharField(label=gettext("Report %(number)s: title") % said, max_length=200, required=False)
    note = forms.CharField(label=gettext("Report %(number)s: what it tells") % said, max_length=300, required=False)
    return [(f"title_{number}", title), (f"note_{number}", note)]


class EntryWordsForm(RefusalMixin, GovukForm, forms.Form):
    """What an entry says."""

    fields: dict[str, Any]

    title = forms.CharField(label=_("Business"), max_length=300, error_messages={"required": _("Enter the business")})
    notes = forms.CharField(
        label=_("Notes"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), help_text=READ_BY_ALL
    )
    lead = forms.CharField(label=_("Who leads on it"), max_length=120, required=False)
    minutes_planned = forms.IntegerField(
        label=_("Minutes planned"), required=False, min_value=1, max_value=LONGEST_DAY,
        error_messages={
            "invalid": _("Enter the minutes as a whole number, like 20"),
            "min_value": _("Enter the minutes as a whole number, like 20"),
            "max_value": _("A meeting has fewer minutes than that. Check the number"),
        },
    )  # fmt: skip
    is_private = forms.BooleanField(
        label=_("Private: only members and officers know of it"), required=False,
        help_text=_("So is every entry of a meeting that only members know of"),
    )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        return {name: self.cleaned_data[name] for name in ("title", "notes", "lead", "minutes_planned", "is_private")}


class PlaceMixin(forms.Form):
    """The meeting or the day of an entry."""

    fields: dict[str, Any]

    meeting = ProgrammeMeetingChoice(label=_("Meeting"), required=False, empty_label=_("No meeting yet"))
    planned_for = DateField(
        label=_("Day, where it is not that of the meeting"), required=False,
        help_text=_("For example, 3 2 2022. The page warns where no meeting is held on it"),
    )  # fmt: skip

    def place(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("meeting", "planned_for")}


class EntryCreateForm(OnceFormMixin, EntryWordsForm, PlaceMixin):
    """A new entry, and where it stands."""

    field_order = ["title", "meeting", "planned_for"]

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings


class EntryUpdateForm(VersionedFormMixin, EntryWordsForm):
    """The words of an entry that is there."""

    def __init__(self, *args: Any, entry: ProgrammeEntry, **kwargs: Any) -> None:
        names = ("title", "notes", "lead", "minutes_planned", "is_private")
        super().__init__(*args, versioned=entry, initial={name: getattr(entry, name) for name in names}, **kwargs)

    def facts(self) -> dict[str, Any]:
        return super().facts() | {"version": self.cleaned_data["version"]}


class EntryActForm(RefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """An act upon an entry, by whoever read it as it stands."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, entry: ProgrammeEntry, **kwargs: Any) -> None:
        super().__init__(*args, versioned=entry, **kwargs)
        self._saved = {}

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        return dict(self.cleaned_data)


class ReasonedForm(EntryActForm):
    """The same, with why."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=READ_BY_ALL, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why")},
    )  # fmt: skip


class MoveForm(PlaceMixin, ReasonedForm):
    """The meeting or day that an entry moves to, and why."""

    field_order = ["meeting", "planned_for", "reason"]

    def __init__(self, *args: Any, entry: ProgrammeEntry, meetings: Any, **kwargs: Any) -> None:
        initial = {"meeting": entry.meeting.slug if entry.meeting else None, "planned_for": entry.planned_for}
        super().__init__(*args, entry=entry, initial=initial, **kwargs)
        self.fields["meeting"].queryset = meetings
        self.fields["reason"].error_messages["required"] = _("Say why it is moved")


class DeferForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """The later meeting at which an entry comes up instead, and why.

    Sent twice it is answered once, so that it is the service that looks at the version.
    """

    fields: dict[str, Any]
    data: Any

    meeting = ProgrammeMeetingChoice(
        label=_("Deferred to the meeting of"), empty_label=_("Choose a meeting"),
        error_messages={"required": _("Choose the meeting it is deferred to")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=READ_BY_ALL, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why it is deferred")},
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": OPEN_AGAIN, "invalid": OPEN_AGAIN})

    def __init__(self, *args: Any, entry: ProgrammeEntry, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry = entry
        self.fields["meeting"].queryset = meetings
        self.fields["version"].initial = entry.version

    def show_refusal(self, error: ValidationError) -> None:
        """After a refusal the form carries the present version, so that sending it again is a decision."""
        super().show_refusal(error)
        self.data = self.data.copy()
        self.data["version"] = str(self.entry.version)

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        return {name: self.cleaned_data[name] for name in ("meeting", "reason", "version")}


class DoneForm(EntryActForm):
    """Under which item of its meeting the panel came to an entry, where it is known."""

    item = forms.ChoiceField(
        label=_("Under which item?"), required=False,
        error_messages={"invalid_choice": _("Choose an item from the list")},
    )  # fmt: skip

    def __init__(self, *args: Any, items: Sequence[AgendaItem], chosen: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {item.slug: item for item in items}
        named = [(slug, f"{item.number} {item.title}".strip()) for slug, item in self.items.items()]
        self.fields["item"].choices = [("", _("No item, or not known")), *named]
        self.fields["item"].initial = chosen
        if not items:
            del self.fields["item"]

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"version": said["version"], "item": self.items.get(said.get("item", ""))}


class ProgrammePaperForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """The item of a coming meeting that takes the paper."""

    fields: dict[str, Any]

    item = forms.ChoiceField(
        label=_("On which item of which meeting?"),
        error_messages={"required": _("Choose the item"), "invalid_choice": _("Choose an item from the list")},
    )  # fmt: skip

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.key: place for place in places}
        words = gettext("%(day)s: item %(number)s, %(title)s")
        self.fields["item"].choices = [("", _("Choose an item"))] + [
            (key, words % {"day": long_date(one.meeting.held_on), "number": one.item.number, "title": one.item.title})
            for key, one in self.places.items()
        ]
        self.fields["item"].initial = next((key for key, one in self.places.items() if one.is_for_it), "")

    @property
    def place(self) -> Place:
        """The place that a valid form names."""
        return self.places[self.cleaned_data["item"]]
