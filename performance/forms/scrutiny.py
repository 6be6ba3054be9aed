"""What is typed of sessions of scrutiny panels, their findings, the force's answer, and of the assurance library."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from decisions.forms.consultations import FactsForm
from decisions.forms.rows import DATE_HINT, LONGEST, OfRowForm, TitledChoiceField
from interface import clock
from interface.fields import DateField, MarkdownField
from interface.forms import OnceFormMixin, VersionedFormMixin
from interface.widgets import Radios
from panels.choices import BodyKind
from panels.models import Body, PoliceArea
from performance.choices import AssuranceKind
from performance.models import CaseFinding, ScrutinySession

MOST_CASES, FEWEST_ROWS, SPARE_ROWS, MOST_ROWS = 1_000_000, 5, 2, 40
NOT_WHOLE = _("Enter a whole number, like 22")
NUMBER_ERRORS = dict.fromkeys(("invalid", "min_value", "max_value"), NOT_WHOLE)
WRONG_ADDRESS = {"invalid": _("Enter a whole web address, like https://www.example.org/report.pdf")}


def address_field(label: Any) -> forms.URLField:
    """Where something stands on the web."""
    return forms.URLField(label=label, max_length=300, required=False, assume_scheme="https", error_messages=WRONG_ADDRESS)


def number_field(label: Any, **more: Any) -> forms.IntegerField:
    """How many; nothing where it is not known."""
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=MOST_CASES, error_messages=NUMBER_ERRORS, **more
    )  # fmt: skip


class SessionForm(FactsForm):
    """When a panel met, or on which time it reports, and what it looked at."""

    held_on = DateField(
        label=_("Held on, or from"), help_text=_("A day to come makes it a planned session. For example, 20 4 2022"),
        called=_("The day"), error_messages={"required": _("Enter the day")},
    )  # fmt: skip
    ended_on = DateField(
        label=_("Until, where it reports on a time (optional)"), required=False, called=_("The last day"), help_text=DATE_HINT
    )
    theme = forms.CharField(label=_("Theme"), max_length=300)
    about = MarkdownField(label=_("What was looked at (optional)"), required=False, max_length=LONGEST)
    cases = number_field(
        _("Cases looked at (optional)"), help_text=_("The findings must add up to it before the session is published")
    )
    report_on = DateField(label=_("Report published on (optional)"), required=False, called=_("The day"), help_text=DATE_HINT)
    report_url = address_field(_("Where the report is (optional)"))


class SessionCreateForm(OnceFormMixin, SessionForm):
    """A new session."""

    body = TitledChoiceField(
        Body.objects.none(), label=_("Panel"), empty_label=_("Choose a panel"), to_field_name="slug", named="name",
        error_messages={"required": _("Choose the panel"), "invalid_choice": _("Choose the panel from the list")},
    )  # fmt: skip
    field_order = ["body"]

    def __init__(self, *args: Any, area: PoliceArea, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        panels = Body.objects.visible_to(user).filter(area=area, kind=BodyKind.SCRUTINY_PANEL)
        self.fields["body"].queryset = panels.select_related("area").order_by("name")


class SessionUpdateForm(OfRowForm, SessionForm):
    """A session that is there."""


class AnswerForm(OfRowForm):
    """When the force was asked whether it learns something from the session, and what it answered."""

    asked_on = DateField(label=_("Force asked on (optional)"), required=False, called=_("The day"), help_text=DATE_HINT)
    learning = MarkdownField(
        label=_("What the force learns as an organisation (optional)"), required=False, max_length=LONGEST,
        help_text=_("In the words of the force. Where it learns nothing, say that it said so"),
    )  # fmt: skip
    force_action = MarkdownField(label=_("What the force does about it (optional)"), required=False, max_length=LONGEST)
    answered_on = DateField(label=_("Force answered on (optional)"), required=False, called=_("The day"), help_text=DATE_HINT)


class FindingsForm(VersionedFormMixin, FactsForm):
    """All findings of a session at once, each with its number of cases: a line that is emptied is taken out."""

    cases = number_field(_("Cases looked at"))

    lines = 0  # how many there are; their fields are declared by `findings_form`

    def __init__(self, data: Any = None, *, session: ScrutinySession, findings: Sequence[CaseFinding]) -> None:
        initial: dict[str, Any] = {"cases": session.cases}
        for number, row in enumerate(findings, start=1):
            initial |= {f"words_{number}": row.words, f"count_{number}": row.count}
        super().__init__(data, versioned=session, initial=initial)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for number in range(1, self.lines + 1):
            words, count = self._line(number)
            if words and count is None and f"count_{number}" not in self.errors:
                self.add_error(f"count_{number}", gettext("Enter how many cases came to this finding"))
            if count is not None and not words:
                self.add_error(f"words_{number}", gettext("Enter the finding, or take its number out"))
        return cleaned

    def _line(self, number: int) -> tuple[str, int | None]:
        return self.cleaned_data.get(f"words_{number}", ""), self.cleaned_data.get(f"count_{number}")

    def facts(self) -> dict[str, Any]:
        lines = (self._line(number) for number in range(1, self.lines + 1))
        return {
            "version": self.cleaned_data["version"], "cases": self.cleaned_data["cases"],
            "findings": [(words, count) for words, count in lines if words],
        }  # fmt: skip


def findings_form(data: Any, *, session: ScrutinySession, findings: Sequence[CaseFinding]) -> FindingsForm:
    """The form with as many lines as the session needs."""
    lines = _lines(findings, data)
    made = type("FindingsForm", (FindingsForm,), {"lines": lines, **_line_fields(lines)})
    return made(data, session=session, findings=findings)


def _line_fields(lines: int) -> dict[str, forms.Field]:
    """A pair of fields for each line."""
    made: dict[str, forms.Field] = {}
    for number in range(1, lines + 1):
        said = {"number": number}
        made[f"words_{number}"] = forms.CharField(
            label=gettext("Finding %(number)s (optional)") % said, required=False, max_length=120
        )
        made[f"count_{number}"] = number_field(gettext("Cases of finding %(number)s (optional)") % said)
    return made


def _lines(findings: Sequence[CaseFinding], data: Any) -> int:
    """How many lines the page has: those of the form that was sent, else some spare ones after those that are there."""
    sent = [int(name[6:]) for name in data or () if name.startswith("words_") and name[6:].isdecimal() and len(name) < 9]
    return min(max([FEWEST_ROWS, len(findings) + SPARE_ROWS, *sent]), MOST_ROWS)


class AssuranceForm(FactsForm):
    """An assurance report, audit or enquiry day."""

    kind = forms.ChoiceField(label=_("Kind"), choices=AssuranceKind.choices, widget=Radios, initial=AssuranceKind.REPORT)
    topic = forms.CharField(label=_("Topic"), max_length=200)
    on = DateField(
        label=_("Date"), help_text=_("Of the report, the audit or the day"), error_messages={"required": _("Enter the date")}
    )
    about = MarkdownField(label=_("What it found (optional)"), required=False, max_length=LONGEST)
    url = address_field(_("Where it is published (optional)"))


class AssuranceCreateForm(OnceFormMixin, AssuranceForm):
    """A new entry."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()


class AssuranceUpdateForm(OfRowForm, AssuranceForm):
    """An entry that is there."""
