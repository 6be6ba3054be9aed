"""What is typed about the panel's reports: the draft, the day it is sent, how it is published."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.choices import CaseKind, Position
from decisions.models import PanelVote, Report
from decisions.rules.facts import CaseFacts
from decisions.rules.reports import positions_for
from decisions.services.reports import NEW
from interface import clock
from interface.fields import DateField, MarkdownField, MoneyField
from interface.forms import GovukForm, VersionedFormMixin
from interface.templatetags.dates import long_date
from interface.widgets import Radios
from meetings.forms.actions import DATE_HINT
from meetings.forms.refusals import RefusalMixin

WORDS = ("position", "vote", "recommended_band_d", "text", "signed_by", "manner", "response_due_on")


class VoteChoice(forms.ModelChoiceField):
    """A vote of the case by its day and its question."""

    def label_from_instance(self, obj: PanelVote) -> str:
        said = {"day": long_date(obj.meeting.held_on), "question": obj.question, "votes": obj.votes_for}
        return _("%(day)s: %(question)s (%(votes)d for)") % said


class ReportForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """The draft of a report. Half of one is saved as well; what is still missing is listed when it is to be sent."""

    fields: dict[str, Any]

    position = forms.ChoiceField(label=_("What the panel reports"), required=False, widget=Radios)
    vote = VoteChoice(
        PanelVote.objects.none(),
        label=_("The vote that it rests on"),
        to_field_name="number",
        required=False,
        empty_label=_("No vote"),
    )
    recommendations = forms.CharField(
        label=_("What the panel recommends"),
        help_text=_("One recommendation on each line. Each gets a reference of its own when the report is sent"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    recommended_band_d = MoneyField(
        label=_("Band D figure that the panel recommends, if it names one"),
        help_text=_("In pounds, for example 249.20"),
        max_digits=8,
        required=False,
    )
    text = MarkdownField(
        label=_("Reasons and remarks"),
        help_text=_("What was proposed, where it was taken, the vote and what happens next are stated from the record"),
        required=False,
    )
    signed_by = forms.CharField(
        label=_("Signed by"), help_text=_("Name and office, for example Anna Ash, Chair"), max_length=160, required=False
    )
    manner = forms.CharField(
        label=_("How report and response are published"),
        help_text=_("The panel decides it. For example, on the panel’s website"),
        max_length=300,
        required=False,
    )
    response_due_on = DateField(
        label=_("Day by which the panel asks for the response, if it names one"), help_text=DATE_HINT, required=False
    )

    def __init__(self, *args: Any, facts: CaseFacts, number: int, report: Report | None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(report, facts), versioned=report or SimpleNamespace(version=NEW), **kwargs)
        labels = {one.value: one.label for one in Position}
        open_ones = [(one.value, labels[one.value]) for one in positions_for(facts, number)]
        kept = [(report.position, labels[report.position])] if report and report.position else []
        self.fields["position"].choices = open_ones + [one for one in kept if one not in open_ones]
        votes = PanelVote.objects.filter(pk__in=[one.pk for one in facts.votes]).select_related("meeting").order_by("number")
        self.fields["vote"].queryset = votes
        self.fields["text"].widget.attrs["rows"] = 14
        if facts.case.kind != CaseKind.PRECEPT:
            del self.fields["recommended_band_d"]
            self._saved.pop("recommended_band_d", None)

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        said = {name: self.cleaned_data[name] for name in WORDS if name in self.fields}
        lines = self.cleaned_data["recommendations"].splitlines()
        return {**said, "version": self.cleaned_data["version"], "recommendations": [one for one in lines if one.strip()]}


def _initial(report: Report | None, facts: CaseFacts) -> dict[str, Any]:
    """What the form opens with: what was saved; of a new report the vote of its round alone."""
    if report is None:
        notice, vote = facts.running_notice, facts.latest_vote
        is_of_round = vote is not None and notice is not None and vote.meeting.held_on >= notice.received_on
        return {"vote": vote.number} if is_of_round else {}
    kept: dict[str, Any] = {name: getattr(report, name) for name in WORDS}
    kept["vote"] = report.vote.number if report.vote else None
    return kept | {"recommendations": "\n".join(report.recommendations)}


class IssueForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """The day on which the report goes to the Commissioner."""

    issued_on = DateField(
        label=_("Sent to the Commissioner on"),
        help_text=DATE_HINT,
        error_messages={"required": _("Enter the day on which it is sent")},
    )

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, initial={"issued_on": clock.today()}, versioned=report, **kwargs)
        self._saved = {}


class PublishReportForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """In which manner the panel publishes its report."""

    manner = forms.CharField(
        label=_("How the report is published"),
        help_text=_("The panel decides it. For example, on the panel’s website"),
        max_length=300,
        error_messages={"required": _("Say how the report is published")},
    )

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, initial={"manner": report.manner}, versioned=report, **kwargs)
