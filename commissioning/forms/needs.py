"""What is typed of needs assessments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissioning.choices import NeedStatus, Precision
from commissioning.forms.pipeline import LONGEST, PERIOD_HINT, one_of, precision_field
from commissioning.models import Need, Priority
from decisions.forms.cases import ActForm
from decisions.forms.consultations import FactsForm
from interface import clock
from interface.fields import DateField, MarkdownField
from interface.forms import OnceFormMixin, VersionedFormMixin
from interface.widgets import Radios

BEFORE_COMPLETE = [(one.value, one.label) for one in NeedStatus if one != NeedStatus.COMPLETE]
WRONG_ADDRESS = {"invalid": _("Enter a whole web address, like https://www.example.org/needs-assessment.pdf")}


class NeedForm(FactsForm):
    """A needs assessment and its state before it is complete."""

    title = forms.CharField(label=_("Title"), max_length=200)
    about = MarkdownField(label=_("What it looks at (optional)"), required=False, max_length=LONGEST)
    findings = MarkdownField(label=_("What it found (optional)"), required=False, max_length=LONGEST)
    status = forms.ChoiceField(label=_("State"), choices=BEFORE_COMPLETE, widget=Radios, initial=NeedStatus.PLANNED)
    planned_on = DateField(label=_("Due (optional)"), required=False, help_text=PERIOD_HINT)
    planned_as = precision_field(_("How exactly that is known"))
    url = forms.URLField(
        label=_("Where it is published (optional)"), max_length=300, required=False, assume_scheme="https",
        error_messages=WRONG_ADDRESS,
    )  # fmt: skip
    priority = one_of(_("Priority (optional)"))

    def __init__(self, *args: Any, area: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["priority"].queryset = Priority.objects.kept().filter(area=area)

    def clean_planned_as(self) -> str:
        return self.cleaned_data["planned_as"] or Precision.DAY


class NeedCreateForm(OnceFormMixin, NeedForm):
    """A new needs assessment."""


class NeedUpdateForm(VersionedFormMixin, NeedForm):
    """One that is there; a complete one is opened again on its own page."""

    def __init__(self, *args: Any, need: Need, **kwargs: Any) -> None:
        initial = {name: getattr(need, name) for name in NeedForm.base_fields}
        super().__init__(*args, versioned=need, initial=initial, area=need.area, **kwargs)
        if need.status == NeedStatus.COMPLETE:
            del self.fields["status"]
            self._saved.pop("status")


class CompleteNeedForm(ActForm):
    """That a needs assessment is complete, since when, and what it found."""

    completed_on = DateField(
        label=_("Completed on"), help_text=PERIOD_HINT, error_messages={"required": _("Enter the day on which it was completed")}
    )
    completed_as = precision_field(_("How exactly that is known"))
    findings = MarkdownField(label=_("What it found (optional)"), required=False, max_length=LONGEST)

    def __init__(self, *args: Any, row: Need, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.fields["completed_on"].initial = row.completed_on or clock.today()
        self.fields["completed_as"].initial = row.completed_as
        self.fields["findings"].initial = row.findings

    def clean_completed_as(self) -> str:
        return self.cleaned_data["completed_as"] or Precision.DAY
