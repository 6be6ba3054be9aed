"""What is typed of the offices that attend a board by its terms, and of who came for each of them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interface.fields import DateField
from interface.forms import OPEN_AGAIN, GovukForm, OnceFormMixin, StaleText, VersionedFormMixin
from interface.widgets import Radios
from meetings.choices import AttendanceGroup, AttendanceStatus
from meetings.forms.refusals import RefusalMixin
from meetings.models import Attendance, StandingAttendee
from meetings.rules.attendance import attendance_line
from meetings.services.attendance import Named

GROUPS = [(value, label) for value, label in AttendanceGroup.choices if value != AttendanceGroup.MEMBERS]

BOXES = ("name", "office", "stands")


class NamesForm(RefusalMixin, GovukForm, forms.Form):
    """Everybody in the list who is no member, with who came and how the minutes write the office; `name-3` is of the third.

    Each row carries its version. One that was left as it was is not saved; one that two people changed comes back with both.
    """

    fields: dict[str, Any]

    def __init__(self, *args: Any, rows: Sequence[Attendance], **kwargs: Any) -> None:
        self.rows = {row.number: row for row in rows}
        self.stale: list[StaleText] = []
        super().__init__(*args, **kwargs)
        self.waiting = [row for row in rows if row.standing and not row.name and row.status == AttendanceStatus.EXPECTED]
        for row in rows:
            self._add(row)

    def _add(self, row: Attendance) -> None:
        number = row.number
        self.fields[f"name-{number}"] = forms.CharField(label=_("Name"), max_length=120, required=False, initial=row.name)
        self.fields[f"office-{number}"] = forms.CharField(
            label=_("Office, as the minutes have it"), max_length=160, required=False, initial=row.office
        )
        if row.standing is None and self.waiting:
            choices = [("", gettext("Nobody: they came besides")), *((str(one.number), one.office) for one in self.waiting)]
            self.fields[f"stands-{number}"] = forms.ChoiceField(
                label=_("Which office of the agenda they came for"), choices=choices, required=False
            )
        self.fields[f"version-{number}"] = forms.IntegerField(
            initial=row.version, widget=forms.HiddenInput, error_messages={"required": OPEN_AGAIN, "invalid": OPEN_AGAIN}
        )

    def said(self) -> list[Named]:
        """What a valid form says of each row."""
        return [self._said(row) for row in self.rows.values()]

    def _said(self, row: Attendance) -> Named:
        answers, number = self.cleaned_data, row.number
        stands = answers.get(f"stands-{number}") or ""
        return Named(
            attendance=row,
            version=answers.get(f"version-{number}") or 0,
            name=answers.get(f"name-{number}", ""),
            office=answers.get(f"office-{number}", ""),
            organisation=row.organisation,
            stands_for=self.rows.get(int(stands)) if stands else None,
        )

    def show_refusal(self, error: ValidationError) -> None:
        """A row that somebody else saved comes back with both; what it says now is the newer one, so saving is a decision."""
        moved = {name for name, found in getattr(error, "error_dict", {}).items() if any(one.code == "stale" for one in found)}
        sent: Any = self.data
        sent = sent.copy()
        for number, row in self.rows.items():
            if f"name-{number}" in moved:
                yours = self._said(row)
                typed = ", ".join(part for part in (yours.name, yours.office) if part)
                self.stale.append(StaleText(_called(row), attendance_line(row), typed))
                sent[f"version-{number}"] = str(row.version)
        self.data = sent
        super().show_refusal(error)

    def lines(self) -> list[dict[str, Any]]:
        """The rows ready to be drawn."""
        return [
            {
                "row": row,
                "called": _called(row),
                "fields": [self[f"{name}-{number}"] for name in BOXES if f"{name}-{number}" in self.fields],
                "hidden": self[f"version-{number}"],
            }
            for number, row in self.rows.items()
        ]


def _called(row: Attendance) -> str:
    """What a row is called above its boxes: the office of the agenda, else who or what was entered."""
    return str(row.standing) if row.standing else attendance_line(row)


class StandingForm(RefusalMixin, GovukForm, forms.Form):
    """An office that attends, from when to when."""

    FACTS = ("office", "organisation", "group", "started_on", "ended_on")

    office = forms.CharField(
        label=_("Office"),
        help_text=_("As the agenda should name it, for example Chief Constable"),
        max_length=160,
        error_messages={"required": _("Enter the office")},
    )
    organisation = forms.CharField(
        label=_("Organisation"), help_text=_("Only where the office alone does not say it"), max_length=160, required=False
    )
    group = forms.ChoiceField(
        label=_("Under which heading of the minutes"),
        choices=GROUPS,
        widget=Radios,
        error_messages={"required": _("Choose the heading")},
    )
    started_on = DateField(
        label=_("From"), help_text=_("For example, 17 3 2022"), error_messages={"required": _("Enter the first day")}
    )
    ended_on = DateField(label=_("Last day"), help_text=_("Leave it empty while it goes on"), required=False)

    def facts(self) -> dict[str, Any]:
        """The facts of a valid form, as keywords for a service."""
        return {name: self.cleaned_data[name] for name in self.FACTS}


class StandingCreateForm(OnceFormMixin, StandingForm):
    """The same, for an office that is not in the list yet."""


class StandingUpdateForm(VersionedFormMixin, StandingForm):
    """The same, over one of the list."""

    def __init__(self, *args: Any, attendee: StandingAttendee, **kwargs: Any) -> None:
        initial = {name: getattr(attendee, name) for name in self.FACTS}
        super().__init__(*args, versioned=attendee, initial=initial, **kwargs)
