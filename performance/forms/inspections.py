"""What is typed of inspections: the inspection, its report, what is said to it, its grades and recommendations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.forms.cases import ActForm
from decisions.forms.consultations import FactsForm
from interface import clock
from interface.fields import DateField, MarkdownField
from interface.forms import OnceFormMixin, VersionedFormMixin
from interface.widgets import Radios
from performance.choices import AskKind, AskStatus, GradeWord, InspectionKind, InspectionStatus
from performance.models import Inspection, InspectionAsk, InspectionGrade
from performance.rules.inspections import NOT_OUT

LONGEST = 40_000
LONGEST_NOTE = 4_000
DATE_HINT = _("For example, 25 2 2022")
WRONG_ADDRESS = {"invalid": _("Enter a whole web address, like https://hmicfrs.justiceinspectorates.gov.uk")}
BEFORE_REPORT = [(one.value, one.label) for one in InspectionStatus if one in NOT_OUT]


def address_field(label: Any, **more: Any) -> forms.URLField:
    """Where something stands on the web."""
    return forms.URLField(
        label=label, max_length=300, required=False, assume_scheme="https", error_messages=WRONG_ADDRESS, **more
    )  # fmt: skip


class InspectionForm(FactsForm):
    """An inspection and its state before its report is out."""

    title = forms.CharField(label=_("Title"), max_length=300)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=InspectionKind.choices, widget=Radios, initial=InspectionKind.THEMATIC
    )  # fmt: skip
    inspectorate = forms.CharField(
        label=_("By whom (optional)"), required=False, max_length=200, help_text=_("For example, HMICFRS and HM CPS Inspectorate")
    )
    is_of_force = forms.BooleanField(label=_("The force itself is inspected"), required=False)
    status = forms.ChoiceField(label=_("State"), choices=BEFORE_REPORT, widget=Radios, initial=InspectionStatus.PLANNED)
    planned_words = forms.CharField(
        label=_("When it is planned (optional)"), required=False, max_length=120, help_text=_("For example, April 2022")
    )
    note = MarkdownField(
        label=_("What is known of it (optional)"), required=False, max_length=LONGEST_NOTE,
        help_text=_("Everybody who can read the inspection reads this"),
    )  # fmt: skip


class InspectionCreateForm(OnceFormMixin, InspectionForm):
    """A new inspection."""


class InspectionUpdateForm(VersionedFormMixin, InspectionForm):
    """One that is there; once its report is out its state has pages of its own."""

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        initial = initial_of(inspection, InspectionForm)
        super().__init__(*args, versioned=inspection, initial=initial, **kwargs)
        if inspection.status not in NOT_OUT:
            del self.fields["status"]
            self._saved.pop("status")


class ReportForm(VersionedFormMixin, FactsForm):
    """That the report is out, and since when."""

    report_on = DateField(
        label=_("Report published on"), help_text=_("The time for the response begins with this day"),
        error_messages={"required": _("Enter the day on which the report was published")},
    )  # fmt: skip
    report_url = address_field(_("Where the report is (optional)"))
    needs_response = forms.BooleanField(
        label=_("The Commissioner must respond"), required=False, initial=True,
        help_text=_("Take the tick out only where the report does not relate to the force"),
    )  # fmt: skip

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, versioned=inspection, initial=initial_of(inspection, ReportForm), **kwargs)


class CommentsForm(VersionedFormMixin, FactsForm):
    """What the chief officer says to the report."""

    text = MarkdownField(label=_("What the chief officer says"), required=False, max_length=LONGEST)
    received_on = DateField(label=_("Received on (optional)"), required=False, help_text=DATE_HINT)

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        initial = {"text": inspection.force_comments, "received_on": inspection.force_comments_on}
        super().__init__(*args, versioned=inspection, initial=initial, **kwargs)


class ResponseForm(VersionedFormMixin, FactsForm):
    """The draft of the response."""

    text = MarkdownField(
        label=_("The Commissioner’s response"), max_length=LONGEST,
        help_text=_("Only the office reads it until you publish it"), error_messages={"required": _("Enter the response")},
    )  # fmt: skip

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, versioned=inspection, initial={"text": inspection.response}, **kwargs)


class ResponsePublishForm(VersionedFormMixin, FactsForm):
    """As of which day the response is published."""

    responded_on = DateField(
        label=_("Published on"), help_text=DATE_HINT, error_messages={"required": _("Enter the day on which it is published")}
    )  # fmt: skip
    response_url = address_field(
        _("Where it is published too (optional)"), help_text=_("For example, on the Commissioner’s own website")
    )

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        initial = {"responded_on": clock.today(), "response_url": inspection.response_url}
        super().__init__(*args, versioned=inspection, initial=initial, **kwargs)


class CloseForm(ActForm):
    """As of which day nobody works on the inspection any more."""

    closed_on = DateField(label=_("Closed on"), help_text=DATE_HINT, error_messages={"required": _("Enter the day")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closed_on"].initial = clock.today()


# Grades -------------------------------------------------------------------------------------------------------------


class GradeForm(FactsForm):
    """The grade of one question."""

    question = forms.CharField(
        label=_("Question"), max_length=160,
        help_text=_("Write it as in earlier inspections: the same question makes a history"),
    )  # fmt: skip
    grade = forms.ChoiceField(label=_("Grade"), choices=GradeWord.choices, widget=Radios)


class GradeCreateForm(OnceFormMixin, GradeForm):
    """A new grade."""


class GradeUpdateForm(VersionedFormMixin, GradeForm):
    """A grade that is there."""

    position = forms.IntegerField(
        label=_("Place in the list"), min_value=1, max_value=999,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Enter a whole number from 1 to 999")),
    )  # fmt: skip

    def __init__(self, *args: Any, grade: InspectionGrade, **kwargs: Any) -> None:
        super().__init__(*args, versioned=grade, initial=initial_of(grade, GradeUpdateForm), **kwargs)


# Recommendations ----------------------------------------------------------------------------------------------------


class AskForm(FactsForm):
    """What the report asks for."""

    label = forms.CharField(label=_("Number in the report (optional)"), required=False, max_length=20)
    kind = forms.ChoiceField(label=_("Kind"), choices=AskKind.choices, widget=Radios, initial=AskKind.RECOMMENDATION)
    text = forms.CharField(
        label=_("What it asks"), max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Enter what it asks")},
    )  # fmt: skip
    addressed_to = forms.CharField(
        label=_("To whom (optional)"), required=False, max_length=160, help_text=_("For example, chief constables")
    )
    due_on = DateField(label=_("By when (optional)"), required=False, help_text=DATE_HINT)
    answer = forms.CharField(
        label=_("What is done about it, or why nothing is (optional)"), required=False, max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The response must say it of each recommendation. Everybody who can read the inspection reads it"),
    )  # fmt: skip


class AskCreateForm(OnceFormMixin, AskForm):
    """A new recommendation."""


class AskUpdateForm(VersionedFormMixin, AskForm):
    """A recommendation that is there."""

    def __init__(self, *args: Any, ask: InspectionAsk, **kwargs: Any) -> None:
        super().__init__(*args, versioned=ask, initial=initial_of(ask, AskForm), **kwargs)


class AskNoteForm(VersionedFormMixin, FactsForm):
    """How a recommendation stands on a day."""

    on = DateField(label=_("As at"), help_text=DATE_HINT, error_messages={"required": _("Enter the day")})
    status = forms.ChoiceField(label=_("State"), choices=AskStatus.choices, widget=Radios)
    text = forms.CharField(
        label=_("How it stands"), max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Where nothing is done about it, say why. What you save here stays as it is"),
        error_messages={"required": _("Say how it stands")},
    )  # fmt: skip

    def __init__(self, *args: Any, ask: InspectionAsk, **kwargs: Any) -> None:
        super().__init__(*args, versioned=ask, initial={"on": clock.today(), "status": ask.status}, **kwargs)


def initial_of(row: Any, form: type[forms.Form]) -> dict[str, Any]:
    """What a row holds of the fields of a form."""
    return {name: getattr(row, name) for name in form.base_fields}
