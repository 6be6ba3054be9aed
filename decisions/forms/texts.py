"""What is typed in the case of a plan or an annual report: a text that came, and that the final one was issued."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from decisions.choices import CaseKind, NoticeKind
from decisions.models import Case
from interface import clock
from interface.fields import DateField
from interface.forms import OPEN_AGAIN, GovukForm, OnceFormMixin, VersionedFormMixin
from interface.widgets import Radios
from meetings.forms.refusals import RefusalMixin

YES, NO = "yes", "no"


class TextReceiveForm(OnceFormMixin, RefusalMixin, GovukForm, forms.Form):
    """A draft or a final text, and the day on which it came.

    Sent twice it is answered once, so that it is the service that looks at the version of the case.
    """

    fields: dict[str, Any]
    data: Any

    kind = forms.ChoiceField(label=_("What came"), widget=Radios, error_messages={"required": _("Choose what came")})
    received_on = DateField(
        label=_("Received by the panel on"), help_text=_("For example, 18 10 2021"),
        error_messages={"required": _("Enter the day the panel received it")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("What it is, and where it can be read"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Everybody reads this once the case is public. Papers of a meeting are shown with the meeting"),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": OPEN_AGAIN, "invalid": OPEN_AGAIN})

    def __init__(self, *args: Any, case: Case, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        is_plan = case.kind == CaseKind.PLAN
        draft = _("The draft") if is_plan else _("The annual report")
        again = _("A new draft") if is_plan else _("The annual report, changed")
        final = _("The final text") if is_plan else _("The annual report as it was published")
        self.fields["kind"].choices = [(NoticeKind.PROPOSAL, draft if is_first else again), (NoticeKind.FINAL, final)]
        self.fields["kind"].initial = NoticeKind.PROPOSAL if is_first else NoticeKind.FINAL
        self.fields["received_on"].initial = clock.today()
        self.fields["version"].initial = case.version

    def show_refusal(self, error: ValidationError) -> None:
        """After a refusal the form carries the present version, so that sending it again is a decision."""
        super().show_refusal(error)
        self.data = self.data.copy()
        self.data["version"] = str(self.case.version)

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        return {name: self.cleaned_data[name] for name in ("kind", "received_on", "text", "version")}


class TextIssueForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """That the final text was issued. How it went ahead is told from the record."""

    fields: dict[str, Any]

    issued_on = DateField(
        label=_("Issued on"), help_text=_("For example, 9 12 2021"),
        error_messages={"required": _("Enter the day it was issued")},
    )  # fmt: skip
    was_changed = forms.ChoiceField(
        label=_("Did the Commissioner change it after the panel’s report?"), choices=[(YES, _("Yes")), (NO, _("No"))],
        widget=Radios, error_messages={"required": _("Say whether it was changed after the panel’s report")},
    )  # fmt: skip
    note = forms.CharField(
        label=_("What was issued, and where it can be read"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=_("Everybody reads this once the case is public"),
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, has_report: bool, **kwargs: Any) -> None:
        super().__init__(*args, versioned=case, **kwargs)
        if not has_report:
            del self.fields["was_changed"]
            self._saved.pop("was_changed", None)

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        said = self.cleaned_data
        was_changed = said.get("was_changed") == YES
        return {"version": said["version"], "issued_on": said["issued_on"], "was_changed": was_changed, "note": said["note"]}
