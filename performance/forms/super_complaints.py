"""What is typed of police super-complaints and of the response to them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.forms.consultations import FactsForm
from interface import clock
from interface.fields import DateField, MarkdownField
from interface.forms import OnceFormMixin, VersionedFormMixin
from interface.widgets import Radios
from performance.choices import SuperComplaintStatus
from performance.forms.inspections import DATE_HINT, LONGEST, LONGEST_NOTE, address_field, initial_of
from performance.models import SuperComplaint

NOT_ANSWERED = [(one.value, one.label) for one in SuperComplaintStatus if one != SuperComplaintStatus.RESPONDED]


class SuperComplaintForm(FactsForm):
    """A super-complaint and where it is."""

    title = forms.CharField(label=_("Title"), max_length=300)
    made_by = forms.CharField(
        label=_("Made by (optional)"), required=False, max_length=200, help_text=_("A body that may make super-complaints")
    )
    status = forms.ChoiceField(
        label=_("State"), choices=NOT_ANSWERED, widget=Radios, initial=SuperComplaintStatus.RECEIVED
    )  # fmt: skip
    report_on = DateField(label=_("Report published on (optional)"), required=False, help_text=DATE_HINT)
    url = address_field(_("Where it is published (optional)"))
    note = MarkdownField(
        label=_("What is known of it (optional)"), required=False, max_length=LONGEST_NOTE,
        help_text=_("Everybody who can read the super-complaint reads this"),
    )  # fmt: skip


class SuperComplaintCreateForm(OnceFormMixin, SuperComplaintForm):
    """A new super-complaint."""


class SuperComplaintUpdateForm(VersionedFormMixin, SuperComplaintForm):
    """One that is there; once it is answered its state has a page of its own."""

    def __init__(self, *args: Any, complaint: SuperComplaint, **kwargs: Any) -> None:
        super().__init__(*args, versioned=complaint, initial=initial_of(complaint, SuperComplaintForm), **kwargs)
        if complaint.status == SuperComplaintStatus.RESPONDED:
            del self.fields["status"]
            self._saved.pop("status")


class ComplaintResponseForm(VersionedFormMixin, FactsForm):
    """The response that was submitted."""

    text = MarkdownField(
        label=_("The Commissioner’s response"), max_length=LONGEST,
        help_text=_("Whoever can read the super-complaint reads it as soon as you save it"),
        error_messages={"required": _("Enter the response")},
    )  # fmt: skip
    responded_on = DateField(
        label=_("Submitted on"), help_text=DATE_HINT, error_messages={"required": _("Enter the day on which it was submitted")}
    )  # fmt: skip

    def __init__(self, *args: Any, complaint: SuperComplaint, **kwargs: Any) -> None:
        initial = {"text": complaint.response, "responded_on": complaint.responded_on or clock.today()}
        super().__init__(*args, versioned=complaint, initial=initial, **kwargs)
