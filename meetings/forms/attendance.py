"""What is typed about who comes to a meeting, who came, and when."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interface.fields import TimeField
from interface.forms import OPEN_AGAIN, GovukForm, OnceFormMixin, StaleText, VersionedFormMixin
from interface.templatetags.dates import clock_time
from meetings.choices import AttendanceGroup, AttendanceStatus
from meetings.forms.refusals import RefusalMixin
from meetings.models import Attendance, MinuteItem, Minutes
from meetings.rules.attendance import FORESEEN, Came, attendance_line, movement_words
from meetings.rules.naming import group_label
from panels.models import Person

SHORT = {
    AttendanceStatus.PRESENT: _("Present"),
    AttendanceStatus.APOLOGIES: _("Apologies"),
    AttendanceStatus.ABSENT: _("Absent"),
    AttendanceStatus.EXPECTED: _("Not said yet"),
}
TIMES = ("arrived_at", "arrived_item", "left_at", "left_item")


class AttendanceForm(RefusalMixin, GovukForm, forms.Form):
    """Everybody in the list, each with what is said of them; fields are named `status-3` for the third.

    Each row carries its version and what stood in it when the page was opened. A row that was left as it was is not saved,
    so that two people at work keep what each of them said; one that both changed comes back with both.
    """

    fields: dict[str, Any]

    def __init__(self, *args: Any, rows: Sequence[Attendance], items: Sequence[MinuteItem], is_over: bool, **kwargs: Any) -> None:
        self.rows, self.items = list(rows), {item.slug: item for item in items}
        self.stale: list[StaleText] = []
        self.sets_times = bool(items)
        super().__init__(*args, **kwargs)
        statuses = [(value, words) for value, words in SHORT.items() if is_over or value in FORESEEN]
        for row in self.rows:
            self._add(row, statuses)

    def _add(self, row: Attendance, statuses: list) -> None:
        number, name = row.number, str(row)
        wrong = gettext("Choose whether %(name)s came") % {"name": name}
        messages = {"required": wrong, "invalid_choice": wrong}
        named = attendance_line(row)
        if row.status not in dict(statuses):
            statuses = [*statuses, (row.status, SHORT[AttendanceStatus(row.status)])]
        self.fields[f"status-{number}"] = forms.ChoiceField(
            label=named, choices=statuses, widget=forms.RadioSelect, initial=row.status, error_messages=messages
        )
        hidden = {"widget": forms.HiddenInput, "error_messages": {"required": OPEN_AGAIN, "invalid": OPEN_AGAIN}}
        self.fields[f"version-{number}"] = forms.IntegerField(initial=row.version, **hidden)
        self.fields[f"was-{number}"] = forms.CharField(initial=_kept(row), required=False, widget=forms.HiddenInput)
        if self.sets_times:
            self._add_times(row)

    def _add_times(self, row: Attendance) -> None:
        items = [(item.slug, f"{item.number} {item.title}".strip()) for item in self.items.values()]
        first, last = [("", gettext("There from the start")), *items], [("", gettext("Stayed to the end")), *items]
        wrong = {"invalid_choice": gettext("Choose an item of this meeting")}
        number = row.number
        labels = (_("Arrived at"), _("First item they were in the room for"), _("Left at"), _("First item they missed"))
        for name, label in zip(TIMES, labels, strict=True):
            start = getattr(row, name)
            if name.endswith("_at"):
                messages = {"invalid": gettext("Enter a time for %(name)s like 11:05am") % {"name": row}}
                field: Any = TimeField(label=label, required=False, initial=start, error_messages=messages)
            else:
                choices = first if name == "arrived_item" else last
                start = start.slug if start else ""
                field = forms.ChoiceField(label=label, choices=choices, required=False, initial=start, error_messages=wrong)
            self.fields[f"{name}-{number}"] = field

    @property
    def everybody_came(self) -> bool:
        """Whether it was sent by the button that marks as present all of whom nothing was said."""
        return "everybody" in self.data

    def changed_rows(self) -> list[Came]:
        """What a valid form says of those whose row it changes."""
        said = [self._came(row) for row in self.rows]
        return [came for came in said if _kept(came) != self.cleaned_data[f"was-{came.number}"]]

    def _came(self, row: Attendance) -> Came:
        answers = {name: self.cleaned_data.get(f"{name}-{row.number}") for name in ("status", "version", *TIMES)}
        if self.everybody_came and answers["status"] == AttendanceStatus.EXPECTED:
            answers["status"] = AttendanceStatus.PRESENT
        for name in ("arrived_item", "left_item"):
            answers[name] = self.items.get(answers[name] or "")
        return Came(attendance=row, **answers)

    def show_refusal(self, error: ValidationError) -> None:
        """A row that somebody else saved comes back with both; what it says now is the newer one, so saving is a decision."""
        moved = {name for name, found in getattr(error, "error_dict", {}).items() if any(one.code == "stale" for one in found)}
        sent: Any = self.data
        sent = sent.copy()
        for row in self.rows:
            if f"status-{row.number}" in moved:
                self.stale.append(StaleText(attendance_line(row), _said(row), _said(self._came(row))))
                sent[f"version-{row.number}"], sent[f"was-{row.number}"] = str(row.version), _kept(row)
        self.data = sent
        super().show_refusal(error)

    def groups(self) -> list[dict[str, Any]]:
        """The rows by group, in order, each with its fields, ready to be drawn."""
        found: list[dict[str, Any]] = []
        for row in self.rows:
            if not found or found[-1]["group"] != row.group:
                found.append({"group": row.group, "label": group_label(row.group, row.meeting.body), "rows": []})
            found[-1]["rows"].append(self._drawn(row))
        return found

    def _drawn(self, row: Attendance) -> dict[str, Any]:
        times = [self[f"{name}-{row.number}"] for name in TIMES] if self.sets_times else []
        is_open = any(field.errors or field.value() for field in times)
        is_member = row.group == AttendanceGroup.MEMBERS and row.person_id
        return {
            "row": row,
            "status": self[f"status-{row.number}"],
            "hidden": [self[f"version-{row.number}"], self[f"was-{row.number}"]],
            "times": times,
            "is_open": is_open,
            "removable": not is_member,
        }


class AttendeeForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """Somebody else who is expected or came."""

    fields: dict[str, Any]

    group = forms.ChoiceField(label=_("Group"), choices=AttendanceGroup.choices, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Name"), max_length=120, required=False, help_text=_("Leave empty where the minutes name the office alone")
    )
    office = forms.CharField(
        label=_("Office"), max_length=160, required=False, help_text=_("For example, interim Chief Finance Officer")
    )
    organisation = forms.CharField(label=_("Council or organisation"), max_length=160, required=False)
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Or somebody the portal knows"),
        help_text=_("Their own page then shows that they came"),
        empty_label=_("Nobody: the name is entered above"),
        to_field_name="slug",
        required=False,
    )
    substitute_for = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("In whose place, for a substitute"),
        empty_label=_("Not a substitute"),
        to_field_name="slug",
        required=False,
    )
    status = forms.ChoiceField(label=_("Did they come?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: Any, members: Any, is_over: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        self.fields["substitute_for"].queryset = members
        statuses = [(value, words) for value, words in SHORT.items() if is_over or value in FORESEEN]
        self.fields["status"].choices = statuses
        self.fields["status"].initial = AttendanceStatus.PRESENT if is_over else AttendanceStatus.EXPECTED
        if not is_over:
            self.fields["status"].label = gettext("Will they come?")

    def facts(self) -> dict[str, Any]:
        """The facts of a valid form, as keywords for a service."""
        names = ("group", "name", "office", "organisation", "person", "substitute_for", "status")
        return {name: self.cleaned_data[name] for name in names}


class TimesForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """When the meeting began and ended, and who chaired it."""

    fields: dict[str, Any]

    started_at = TimeField(label=_("When the meeting started"), required=False, help_text=_("For example, 10:35am"))
    ended_at = TimeField(
        label=_("When the meeting ended"),
        required=False,
        help_text=_("The minutes end with it: “(The meeting ended at 1:50pm.)”"),
    )
    chair = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who chaired it"), empty_label=_("Not said yet"), to_field_name="slug", required=False
    )

    def __init__(self, *args: Any, minutes: Minutes, members: Any, **kwargs: Any) -> None:
        initial = {"started_at": minutes.started_at, "ended_at": minutes.ended_at, "chair": minutes.chair}
        super().__init__(*args, versioned=minutes, initial=initial, **kwargs)
        self.fields["chair"].queryset = members


class ApologiesForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """Who cannot come and who comes instead; a member says it for themselves and is not asked who they are."""

    fields: dict[str, Any]

    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who cannot come"),
        empty_label=_("Choose a member"),
        to_field_name="slug",
        error_messages={"required": _("Choose a member"), "invalid_choice": _("Choose a member from the list")},
    )
    substitute_named = forms.CharField(
        label=_("Who comes instead, if anybody"),
        help_text=_("Their name as the minutes should have it. They are listed as a substitute"),
        max_length=120,
        required=False,
    )

    def __init__(self, *args: Any, members: Any, own: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        if own:
            del self.fields["person"]
        else:
            self.fields["person"].queryset = members

    @property
    def who(self) -> Person:
        """The member of a valid form."""
        return self.own or self.cleaned_data["person"]


def _kept(row: Any) -> str:
    """What a row says, as a text that can be compared: `row` is one that is kept, or one that was sent."""
    moments = [str(getattr(row, name) or "") for name in ("arrived_at", "left_at")]
    items = [item.slug if item else "" for item in (row.arrived_item, row.left_item)]
    return json.dumps([row.status, *moments, *items])


def _said(row: Any) -> str:
    """The same in words, for whoever must choose between two."""
    return ". ".join(filter(None, [str(SHORT[AttendanceStatus(row.status)]), movement_words(row)]))


def times_words(minutes: Minutes) -> str:
    """“10:35am to 1:50pm”; what is not said yet is left out."""
    start, end = clock_time(minutes.started_at), clock_time(minutes.ended_at)
    if start and end:
        return gettext("%(start)s to %(end)s") % {"start": start, "end": end}
    return gettext("from %(time)s") % {"time": start} if start else end
