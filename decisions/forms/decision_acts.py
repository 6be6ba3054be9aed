"""What is typed with an act upon a decision: a step and its day, who signs, why a step is taken back."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from decisions.choices import DecisionStepKind
from decisions.forms.cases import ActForm
from decisions.forms.decisions import HolderChoice
from decisions.models import Decision
from decisions.rules.decision_steps import STEPS
from interface import clock
from interface.fields import DateField
from interface.templatetags.dates import long_date
from meetings.forms.actions import DATE_HINT
from meetings.models import Meeting
from panels.models import OfficeHolder

Kind = DecisionStepKind
OFFICE_READS = _("Only the office reads this")
SHORT_NUMBER = re.compile(r"\d{1,6}", re.ASCII)
FACTS = ("version", "taken_on", "reason", "condition")
# What is asked with a step, besides its day
ASKED: dict[DecisionStepKind, tuple[str, ...]] = {
    Kind.AGREE: ("meeting", "reason"),
    Kind.DEFER: ("condition", "meeting", "reason"),
    Kind.REJECT: ("meeting", "reason"),
    Kind.WITHDRAW: ("meeting", "reason"),
    Kind.REOPEN: ("reason",),
    Kind.RESCIND: ("later", "reason"),
}


class StepForm(ActForm):
    """A step of a decision: what its kind asks for, and on which day it was taken."""

    condition = forms.CharField(
        label=_("Until when, or until what?"), max_length=300,
        help_text=_("For example, until the audit of the fund is done. Only the office reads this"),
        error_messages={"required": _("Say until when, or until what, the decision is deferred")},
    )  # fmt: skip
    meeting = forms.ChoiceField(label=_("At which board?"), required=False)
    later = forms.CharField(
        label=_("Reference of the later decision"), max_length=12, help_text=_("For example, 2022/003. It must be signed"),
        error_messages={"required": _("Enter the reference of the later decision")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=OFFICE_READS
    )
    taken_on = DateField(label=_("On which day?"), help_text=DATE_HINT, error_messages={"required": _("Enter the day")})

    def __init__(self, *args: Any, decision: Decision, kind: str, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, row=decision, **kwargs)
        self._decision, self._kind = decision, Kind(kind)
        self._meetings = {one.slug: one for one in meetings}
        asked = {*ASKED.get(self._kind, ()), "taken_on", "version"}
        for name in set(self.fields) - asked:
            del self.fields[name]
        self.fields["taken_on"].initial = clock.today()
        if "reason" in self.fields and STEPS[self._kind].needs_reason:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = _("Say why")
        if "meeting" in self.fields:
            self._offer(meetings)
        if self._kind == Kind.AGREE:
            self.fields["reason"].label = _("Or how it was agreed outside a board")

    def _offer(self, meetings: Sequence[Meeting]) -> None:
        rows = [(one.slug, f"{one.body.name}, {long_date(one.held_on)}") for one in meetings]
        self.fields["meeting"].choices = [("", _("Outside a board")), *rows]
        self.fields["taken_on"].required = False
        self.fields["taken_on"].help_text = _("Left empty, it is the day of the board, or today. For example, 17 3 2022")
        self.fields["taken_on"].initial = None

    def clean_later(self) -> Decision:
        """The later decision of the same area by its reference."""
        year, _mark, number = self.cleaned_data["later"].strip().replace("-", "/").partition("/")
        found = None
        if SHORT_NUMBER.fullmatch(year) and SHORT_NUMBER.fullmatch(number):
            rows = Decision.objects.select_related("area").filter(area=self._decision.area_id)
            found = rows.filter(year=int(year), number=int(number)).first()
        if found is None:
            raise forms.ValidationError(_now("No decision of this area has that reference. Enter one like 2022/003"))
        return found

    def show_refusal(self, error: Any) -> None:
        """Beside the field; what the service says of the later decision or of its day stands where that is typed."""
        if hasattr(error, "error_dict"):
            for asked, shown in (("rescinded_by", "later"), ("implemented_on", "taken_on")):
                if asked in error.error_dict:
                    error.error_dict[shown] = error.error_dict.pop(asked)
        super().show_refusal(error)

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        said: dict[str, Any] = {name: self.cleaned_data[name] for name in FACTS if name in self.fields}
        if "meeting" in self.fields:
            said["meeting"] = self._meetings.get(self.cleaned_data["meeting"])
        if "later" in self.fields:
            said["rescinded_by"] = self.cleaned_data["later"]
        return said


class SignForm(ActForm):
    """Who signed, and on which day."""

    signed_on = DateField(label=_("Signed on"), help_text=DATE_HINT, error_messages={"required": _("Enter the day")})
    signatory_holder = HolderChoice(
        OfficeHolder.objects.none(), label=_("Who signed"), to_field_name="number", required=False,
        empty_label=_("Somebody else, named below"),
    )  # fmt: skip
    signatory = forms.CharField(
        label=_("Name and office, where it is somebody else"), max_length=200, required=False,
        help_text=_("For example, Sam Ash, Chief Executive, under the scheme of consent"),
    )  # fmt: skip

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, row=decision, **kwargs)
        self.fields["signed_on"].initial = clock.today()
        holders = OfficeHolder.objects.filter(area=decision.area_id).order_by("-started_on", "number")
        self.fields["signatory_holder"].queryset = holders
        self.fields["signatory_holder"].initial = decision.maker.number if decision.maker else None

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service; words beside a chosen person are not used."""
        said = self.cleaned_data
        return {name: said[name] for name in ("version", "signed_on", "signatory_holder", "signatory")}


class TakeBackStepForm(ActForm):
    """Why the last step is taken back."""

    reason = forms.CharField(
        label=_("Why it is taken back"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=OFFICE_READS,
        error_messages={"required": _("Say why it is taken back")},
    )  # fmt: skip
