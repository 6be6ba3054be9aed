"""What is typed to call a year of meetings: the plan, then its rows one by one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interface import clock
from interface.fields import DateField, TimeField, parse_date
from interface.forms import OPEN_AGAIN, GovukForm, OnceFormMixin
from interface.templatetags.dates import long_date
from interface.widgets import Checkboxes, Radios
from meetings.choices import MeetingKind
from meetings.forms.refusals import RefusalMixin
from meetings.models import Meeting, Venue
from meetings.rules.year import MONTHS, MOST_MEETINGS, WEEKDAYS, WEEKS, days_by_pattern, range_problem, year_problems
from meetings.services.reading import date_problems, late_problem
from meetings.services.year import YearRow, days_taken

PATTERN, TYPED = "pattern", "dates"
HOW = [(PATTERN, _("By a pattern, such as the third Thursday of March and June")), (TYPED, _("From dates that I type"))]
DRAFT, ANNOUNCE = "drafts", "announce"
AT_ONCE = [
    (DRAFT, _("As drafts, which only those who prepare them see")),
    (ANNOUNCE, _("Announced at once: date and place are known to everybody who may know of such a meeting")),
]
LONGEST_LIST = 4000
THURSDAY, THIRD = 3, 3


class SharedForm(RefusalMixin, GovukForm, forms.Form):
    """What all meetings of the year have in common."""

    fields: dict[str, Any]

    body = forms.ModelChoiceField(Meeting.objects.none(), label=_("Body"), empty_label=None, to_field_name="slug")
    kind = forms.ChoiceField(label=_("Type of meeting"), choices=MeetingKind.choices)

    def __init__(self, *args: Any, bodies: Any, area: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area, self.venues = area, Venue.objects.filter(area=area)
        self.fields["body"].queryset = bodies


class YearPlanForm(SharedForm):
    """Which days, at what time and where. `days` of a valid form are those days in order."""

    how = forms.ChoiceField(label=_("How to choose the days"), choices=HOW, widget=Radios, initial=PATTERN)
    week = forms.TypedChoiceField(label=_("Which week of the month"), choices=WEEKS, coerce=int, initial=THIRD, required=False)
    weekday = forms.TypedChoiceField(
        label=_("Day of the week"), choices=WEEKDAYS, coerce=int, initial=THURSDAY, required=False, empty_value=None
    )
    months = forms.TypedMultipleChoiceField(
        label=_("Months"), choices=MONTHS, coerce=int, required=False, widget=Checkboxes,
    )  # fmt: skip
    first_day = DateField(
        label=_("First day of the year of meetings"),
        required=False,
        help_text=_("The days of the 12 months from then on are taken"),
    )
    dates = forms.CharField(
        label=_("Dates"),
        help_text=_("One on each line, such as 17 March 2022 or 17/3/22"),
        required=False,
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    starts_at = TimeField(
        label=_("Start"), help_text=_("For example, 10:45am"), error_messages={"required": _("Enter the time they start")}
    )
    ends_at = TimeField(label=_("End, if it is known"), required=False)
    venue = forms.ModelChoiceField(Venue.objects.none(), label=_("Place"), required=False, empty_label=_("Not known yet"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["venue"].queryset = self.venues
        self.fields["first_day"].initial = clock.today()
        self.days: list[date] = []

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        said = self.cleaned_data
        if said.get("ends_at") and said.get("starts_at") and said["ends_at"] <= said["starts_at"]:
            self.add_error("ends_at", _("The end must be after the start"))
        if said.get("how") == PATTERN:
            self._by_pattern(said)
        elif said.get("how") == TYPED and "dates" in said:
            self._typed(said["dates"])
        return cleaned

    def _by_pattern(self, said: Mapping[str, Any]) -> None:
        missing = {
            "week": _("Choose which week of the month"),
            "weekday": _("Choose the day of the week"),
            "months": _("Choose one month at least"),
            "first_day": _("Enter the first day of the year of meetings"),
        }
        wrong = {name: words for name, words in missing.items() if said.get(name) in (None, "", []) and name not in self.errors}
        for name, words in wrong.items():
            self.add_error(name, words)
        first = said.get("first_day")
        if first and (problem := range_problem(first)):
            self.add_error("first_day", problem)
        elif not wrong and all(name in said for name in missing):
            self.days = days_by_pattern(
                first=said["first_day"], months=said["months"], weekday=said["weekday"], week=said["week"]
            )

    def _typed(self, text: str) -> None:
        found: list[date] = []
        for number, line in enumerate(text.splitlines(), start=1):
            if not line.strip():
                continue
            day = parse_date(line)
            said = {"line": number, "words": line.strip()[:40]}
            if day is None:
                self.add_error("dates", gettext("Line %(line)s, “%(words)s”, is not a date. Enter it like 17 March 2022") % said)
            elif problem := range_problem(day):
                self.add_error("dates", gettext("Line %(line)s: %(problem)s") % {**said, "problem": problem})
            elif day in found:
                self.add_error("dates", gettext("Line %(line)s, “%(words)s”, is in the list already. Take it out") % said)
            else:
                found.append(day)
        if not found and not self.has_error("dates"):
            self.add_error("dates", _("Enter one date at least"))
        if len(found) > MOST_MEETINGS:
            self.add_error("dates", gettext("Enter %(most)s dates or fewer") % {"most": MOST_MEETINGS})
        self.days = sorted(found)

    def rows(self) -> dict[str, Any]:
        """The first answers of the form of rows, as somebody would send them who changes nothing; a day that is taken is left
        out."""
        said = self.cleaned_data
        taken = days_taken(said["body"], said["kind"], self.days)
        start: dict[str, Any] = {"body": said["body"].slug, "kind": said["kind"], "count": len(self.days)}
        for number, day in enumerate(self.days, start=1):
            times = {"held_on": day, "starts_at": said["starts_at"], "ends_at": said["ends_at"], "venue": said["venue"]}
            start |= {f"{name}-{number}": value for name, value in times.items()}
            start[f"keep-{number}"] = day not in taken
        return start


class YearRowsForm(OnceFormMixin, SharedForm):
    """Every meeting of the year on a row of its own: fields are named `held_on-3` for the third.

    An unusual day comes back once, to be changed, left out or confirmed. `unusual` are the numbers of such rows.
    """

    announce = forms.ChoiceField(label=_("How to create them"), choices=AT_ONCE, widget=Radios, initial=DRAFT)
    count = forms.IntegerField(min_value=1, max_value=MOST_MEETINGS, widget=forms.HiddenInput)

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("body", "kind"):
            self.fields[name].widget = forms.HiddenInput()
        self.fields["count"].error_messages.update(dict.fromkeys(("required", "invalid", "min_value", "max_value"), OPEN_AGAIN))
        self.numbers = range(1, count + 1)
        self.unusual: dict[int, list[str]] = {}
        for number in self.numbers:
            self._add(number)

    def _add(self, number: int) -> None:
        keep = forms.BooleanField(label=gettext("Create this meeting"), required=False)
        said = {"number": number}
        no_day = {"required": gettext("Enter the date of meeting %(number)s, or leave it out") % said}
        no_start = {"required": gettext("Enter the time at which meeting %(number)s starts") % said}
        day, start = (
            DateField(label=gettext("Date"), error_messages=no_day),
            TimeField(label=gettext("Start"), error_messages=no_start),
        )
        venue = forms.ModelChoiceField(self.venues, label=gettext("Place"), required=False, empty_label=gettext("Not known yet"))
        self.fields |= {
            f"keep-{number}": keep,
            f"held_on-{number}": day,
            f"starts_at-{number}": start,
            f"ends_at-{number}": TimeField(label=gettext("End, if it is known"), required=False),
            f"venue-{number}": venue,
            f"confirm-{number}": forms.BooleanField(label=gettext("Yes, meet on this day"), required=False),
        }

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        said = self.cleaned_data
        kept = [number for number in self.numbers if said.get(f"keep-{number}")]
        for number in set(self.numbers) - set(kept):
            self._forget(number)
        if not kept:
            self.add_error(None, _("Keep one meeting at least"))
        for number in kept:
            self._look_at_row(number)
        self._look_at_days({number: said[f"held_on-{number}"] for number in kept if said.get(f"held_on-{number}")})
        return cleaned

    def _forget(self, number: int) -> None:
        """Of a row that is left out nothing is asked."""
        for name in ("held_on", "starts_at", "ends_at", "venue"):
            self.errors.pop(f"{name}-{number}", None)

    def _look_at_row(self, number: int) -> None:
        said = self.cleaned_data
        start, end = said.get(f"starts_at-{number}"), said.get(f"ends_at-{number}")
        if start and end and end <= start:
            self.add_error(f"ends_at-{number}", _("The end must be after the start"))
        day = said.get(f"held_on-{number}")
        if day is None:
            return
        if problem := range_problem(day):
            self.add_error(f"held_on-{number}", problem)
        elif said.get("body") and said.get("kind"):
            self._ask_about(number, day)

    def foresee(self) -> None:
        """Ask about the unusual days of a form that nobody has sent yet, without an error."""
        body = self.fields["body"].queryset.filter(slug=self.initial.get("body")).first()
        for number in self.numbers:
            if body and self.initial.get(f"keep-{number}"):
                self._problems(number, self.initial[f"held_on-{number}"], body, self.initial["kind"])

    def _ask_about(self, number: int, day: date) -> None:
        said = self.cleaned_data
        problems = self._problems(number, day, said["body"], said["kind"])
        if not said.get(f"confirm-{number}"):
            for problem in problems:
                self.add_error(f"held_on-{number}", problem)

    def _problems(self, number: int, day: date, body: Any, kind: str) -> list[str]:
        """What speaks against a day; where anything does, its row asks whether it is meant."""
        today = clock.today()
        late = late_problem(body=body, kind=kind, held_on=day, today=today)
        problems = [*date_problems(day, self.area.nation, today), *([late] if late else [])]
        if problems:
            words = gettext("Yes, meet on %(day)s, at shorter notice") if late else gettext("Yes, meet on %(day)s")
            self[f"confirm-{number}"].label = words % {"day": long_date(day)}
            self.unusual[number] = problems
        return problems

    @property
    def only_looks(self) -> bool:
        """Whether it was sent by the button that works the days out again. Otherwise the service asks which days are taken:
        a form that is sent twice finds its own meetings there."""
        return "look" in self.data

    def _look_at_days(self, days: dict[int, date]) -> None:
        said = self.cleaned_data
        if not (said.get("body") and said.get("kind")):
            return
        taken = days_taken(said["body"], said["kind"], list(days.values())) if self.only_looks else set()
        for number, problem in year_problems(days, taken).items():
            self.add_error(f"held_on-{number}", problem)

    @property
    def announces(self) -> bool:
        """Whether a valid form asks for the meetings to be announced."""
        return self.cleaned_data["announce"] == ANNOUNCE

    def kept_rows(self) -> list[YearRow]:
        """The meetings that a valid form asks for."""
        said = self.cleaned_data
        return [
            YearRow(
                number=number, held_on=said[f"held_on-{number}"], starts_at=said[f"starts_at-{number}"],
                ends_at=said[f"ends_at-{number}"], venue=said[f"venue-{number}"], kind=said["kind"],
            )
            for number in self.numbers if said[f"keep-{number}"]
        ]  # fmt: skip

    def day_of(self, number: int) -> date | None:
        """The day that a row names, whether or not it can be taken; None where it is no date."""
        name = f"held_on-{number}"
        if not self.is_bound:
            return self.initial.get(name)
        field = self.fields[name]
        try:
            return field.clean(field.widget.value_from_datadict(self.data, self.files, name))
        except ValidationError:
            return None

    def fields_of(self, number: int) -> dict[str, Any]:
        """The boxes of a row, with the one that confirms an unusual day where it is asked."""
        boxes = [self[f"{name}-{number}"] for name in ("held_on", "starts_at", "ends_at", "venue")]
        confirm = self[f"confirm-{number}"] if number in self.unusual else None
        return {"keep": self[f"keep-{number}"], "boxes": boxes, "confirm": confirm}


class DraftsForm(RefusalMixin, GovukForm, forms.Form):
    """Which drafts are announced, or taken back."""

    fields: dict[str, Any]

    meetings = forms.ModelMultipleChoiceField(
        Meeting.objects.none(),
        label=_("Meetings that only you and others who prepare them know of"),
        to_field_name="slug",
        widget=Checkboxes,
        error_messages={"required": _("Choose one meeting at least"), "invalid_choice": _("Choose drafts from the list")},
    )

    def __init__(self, *args: Any, drafts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meetings"].queryset = drafts
        self.fields["meetings"].label_from_instance = _draft_words


class TakeBackForm(RefusalMixin, GovukForm, forms.Form):
    """Why drafts are taken back."""

    fields: dict[str, Any]

    reason = forms.CharField(
        label=_("Why they are taken back"),
        max_length=300,
        help_text=_("Only those who prepare the meetings read it"),
        error_messages={"required": _("Say why they are taken back")},
    )


def _draft_words(meeting: Meeting) -> str:
    return f"{long_date(meeting.held_on)}: {meeting.body.name}, {meeting.called}"
