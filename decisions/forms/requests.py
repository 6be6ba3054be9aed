"""What is typed in what the panel asks and does of its own accord: sent, closed, decided, ended."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.choices import CaseKind
from decisions.models import Case
from interface import clock
from interface.fields import DateField
from interface.forms import GovukForm, VersionedFormMixin
from interface.widgets import Radios
from meetings.forms.refusals import RefusalMixin

YES, NO = "yes", "no"
READ_LATER = _("Everybody reads this once the case is public. Leave out what is private")
DATE_HINT = _("For example, 18 3 2022")


class CaseActForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """An act in a case, by whoever read it as it stands."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, versioned=case, **kwargs)
        self.case = case

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service; an answer of yes or no as a truth."""
        return {name: _truth(value) for name, value in self.cleaned_data.items()}


def _truth(value: Any) -> Any:
    return value == YES if value in (YES, NO) else value


class RequestSendForm(CaseActForm):
    """When the request goes out, by when the panel asks for an answer, and who signs."""

    sent_on = DateField(label=_("Sent on"), help_text=DATE_HINT, error_messages={"required": _("Enter the day it is sent")})
    due_on = DateField(
        label=_("Answer asked for by"), required=False,
        help_text=_("A day that the panel considers reasonable. The Act names no number of days"),
    )  # fmt: skip
    is_invitation = forms.ChoiceField(
        label=_("Is it the Chief Constable who is asked?"), choices=[(YES, _("Yes: the letter invites")),
                                                                     (NO, _("No: the letter requires"))],
        widget=Radios, initial=NO,
        help_text=_("The Commissioner and staff can be required to attend. The Chief Constable can be invited"),
        error_messages={"required": _("Say who is asked")},
    )  # fmt: skip
    signed_by = forms.CharField(
        label=_("Signed by"), max_length=160, help_text=_("Name and office, for example “Nicola Clark, Chair”"),
        error_messages={"required": _("Enter who signs the letter")},
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, initial={"sent_on": clock.today(), "due_on": case.due_on}, **kwargs)
        if case.kind == CaseKind.INFORMATION:
            del self.fields["is_invitation"]
            self._saved.pop("is_invitation", None)


class RequestCloseForm(CaseActForm):
    """Whether the request was met, and on which day that was."""

    was_met = forms.ChoiceField(
        label=_("Was it answered?"), widget=Radios, choices=[(YES, _("Yes, the request was answered")), (NO, _("No"))],
        error_messages={"required": _("Say whether the request was met")},
    )  # fmt: skip
    outcome_on = DateField(
        label=_("As at"), help_text=DATE_HINT, error_messages={"required": _("Enter the day")}
    )  # fmt: skip
    note = forms.CharField(
        label=_("What came of it"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=READ_LATER,
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, initial={"outcome_on": clock.today()}, **kwargs)
        if case.kind == CaseKind.ATTENDANCE:
            self.fields["was_met"].label = _("Did whoever was asked attend?")
            self.fields["was_met"].choices = [(YES, _("Yes")), (NO, _("No"))]
            self.fields["outcome_on"].label = _("Day of the meeting, or the day you record it")


class ActDecideForm(CaseActForm):
    """What the panel decided by its vote."""

    goes_ahead = forms.ChoiceField(widget=Radios, error_messages={"required": _("Choose what the panel decided")})
    concerns = forms.CharField(
        label=_("Who is appointed"), required=False, max_length=160,
        help_text=_("A member of the Commissioner’s staff: the office, or the name where that is public"),
    )  # fmt: skip
    from_on = DateField(label=_("From"), required=False, help_text=DATE_HINT)
    until_on = DateField(label=_("Until, or when the panel looks at it again"), required=False, help_text=DATE_HINT)
    note = forms.CharField(
        label=_("What the panel decided, in words"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}), help_text=READ_LATER,
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        initial = {name: getattr(case, name) for name in ("concerns", "from_on", "until_on")}
        super().__init__(*args, case=case, initial=initial, **kwargs)
        is_suspension = case.kind == CaseKind.SUSPENSION
        self.fields["goes_ahead"].label = _("What the panel decided")
        self.fields["goes_ahead"].choices = (
            [(YES, _("The Commissioner is suspended")), (NO, _("The Commissioner is not suspended"))]
            if is_suspension
            else [(YES, _("An acting Commissioner is appointed")), (NO, _("Nobody is appointed"))]
        )
        if is_suspension:
            self.fields["concerns"].label = _("Who is suspended")
            self.fields["concerns"].help_text = _("The office is enough")


class ActEndForm(CaseActForm):
    """The day on which it ended, and why."""

    ended_on = DateField(label=_("Ended on"), help_text=DATE_HINT, error_messages={"required": _("Enter the day it ended")})
    note = forms.CharField(
        label=_("Why it ended"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=READ_LATER,
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, initial={"ended_on": clock.today()}, **kwargs)
