"""What clerks type about a meeting: when, where, what kind, and why it does not take place."""

from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from interface import clock
from interface.fields import DateField, TimeField
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from interface.templatetags.dates import long_date
from meetings.choices import MeetingKind
from meetings.forms.refusals import RefusalMixin
from meetings.models import Meeting, Venue
from meetings.services.reading import date_problems, late_problem

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
        words = gettext("Yes, meet on %(day)s, at shorter notice") if late else gettext("Yes, meet on %(day)s")
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
