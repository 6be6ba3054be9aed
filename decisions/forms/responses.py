"""What is typed about the Commissioner's responses: entered, published, taken back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.choices import ASKED
from decisions.models import Report, Response
from decisions.rules.facts import CaseFacts
from interface import clock
from interface.fields import DateField, MarkdownField
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from interface.templatetags.dates import long_date
from meetings.forms.actions import DATE_HINT
from meetings.forms.refusals import RefusalMixin

WORDS = ("report", "responded_on", "text", "signed_by")


class ReportChoice(forms.ModelChoiceField):
    """A report of the case by the day on which it was sent."""

    def label_from_instance(self, obj: Report) -> str:
        said = {"number": obj.number, "day": long_date(obj.issued_on), "what": obj.get_position_display()}
        return _("Report %(number)d of %(day)s: %(what)s") % said


class ResponseForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """What the Commissioner says, to which report, and when. A request of the panel is answered without a report."""

    fields: dict[str, Any]

    report = ReportChoice(
        Report.objects.none(),
        label=_("Which report it answers"),
        to_field_name="number",
        empty_label=None,
        error_messages={"required": _("Choose the report that this answers")},
    )
    responded_on = DateField(
        label=_("Date of the response"), help_text=DATE_HINT, error_messages={"required": _("Enter the date of the response")}
    )
    text = MarkdownField(
        label=_("What the Commissioner says"), error_messages={"required": _("Enter what the Commissioner says")}
    )
    signed_by = forms.CharField(
        label=_("Signed by"),
        help_text=_("Name and office. Leave it empty if the letter names only the office"),
        max_length=160,
        required=False,
    )

    def __init__(self, *args: Any, facts: CaseFacts, **kwargs: Any) -> None:
        sent = facts.issued_reports
        initial = {"responded_on": clock.today(), "report": sent[-1].number if sent else None}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 14
        if facts.case.kind in ASKED:
            del self.fields["report"]
            return
        self.fields["report"].queryset = Report.objects.filter(pk__in=[one.pk for one in sent]).order_by("number")
        if len(sent) == 1:
            self.fields["report"].widget = forms.HiddenInput()

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        return {name: self.cleaned_data.get(name) for name in WORDS}


class PublishForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """That something is published: nothing is typed."""

    fields: dict[str, Any]


class TakeBackForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """Why a response is taken back."""

    why = forms.CharField(
        label=_("Why it is taken back"),
        help_text=_("For example, it was entered in the wrong case"),
        max_length=300,
        error_messages={"required": _("Say why it is taken back")},
    )

    def __init__(self, *args: Any, response: Response, **kwargs: Any) -> None:
        super().__init__(*args, versioned=response, **kwargs)
        self._saved = {}
