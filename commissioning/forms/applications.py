"""What is typed of applications of a round: who applies for what, how it is judged, and what is decided."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commissioning.choices import ApplicationStatus, DecidedBy, ExerciseKind, Vat
from commissioning.forms.funds import DATE_HINT
from commissioning.models import Application, Exercise, Lot, Provider
from commissioning.rules.applications import JUDGED, MAY_BECOME, Choice
from decisions.forms.cases import ActForm
from decisions.forms.consultations import FactsForm
from decisions.forms.rows import OfRowForm, TitledChoiceField
from interface import clock
from interface.fields import DateField, MoneyField
from interface.forms import OPEN_AGAIN, OnceFormMixin
from interface.widgets import Radios

LONGEST = 4_000
LEAVE = "open"
OUTCOMES = (
    (LEAVE, _("Leave it open")), (ApplicationStatus.AWARDED, _("Award it")), (ApplicationStatus.REFUSED, _("Refuse it")),
)  # fmt: skip


class ApplicationForm(FactsForm):
    """Who applies, what for, for how much."""

    applicant = forms.CharField(label=_("Who applies"), max_length=200, help_text=_("The name of the organisation"))
    applicant_kind = forms.CharField(
        label=_("Kind of applicant (optional)"), required=False, max_length=80, help_text=_("For example, town council")
    )
    provider = TitledChoiceField(
        Provider.objects.none(), named="name", label=_("The organisation among the providers (optional)"), required=False,
        empty_label=_("none of them yet"), to_field_name="slug",
        help_text=_("Leave it where it is not there: it is found by its name, or entered, when something is awarded"),
    )  # fmt: skip
    lot = TitledChoiceField(
        Lot.objects.none(), label=_("Lot (optional)"), required=False, empty_label=_("none"), to_field_name="number"
    )
    summary = forms.CharField(
        label=_("What for (optional)"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )
    amount = MoneyField(label=_("Amount in pounds (optional)"), required=False)
    score = forms.CharField(label=_("Score (optional)"), required=False, max_length=80)
    received_on = DateField(
        label=_("Received on"), help_text=DATE_HINT, error_messages={"required": _("Enter the day on which it was received")}
    )

    def __init__(self, *args: Any, exercise: Exercise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].queryset = Provider.objects.filter(area=exercise.area_id)
        lots = Lot.objects.kept().filter(exercise=exercise)
        self.fields["lot"].queryset = lots
        if not lots:
            del self.fields["lot"]


class ApplicationCreateForm(OnceFormMixin, ApplicationForm):
    """A new one."""


class ApplicationUpdateForm(OfRowForm, ApplicationForm):
    """One that is there."""


class JudgeForm(ActForm):
    """How an application stands before it is decided."""

    status = forms.ChoiceField(
        label=_("It is"), widget=Radios, error_messages={"required": _("Choose how it stands")}
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why (optional)"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only the office reads it. One that is not eligible needs a reason"),
    )  # fmt: skip

    def __init__(self, *args: Any, row: Application, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        may = JUDGED & MAY_BECOME[ApplicationStatus(row.status)]
        self.fields["status"].choices = [(one.value, one.label) for one in ApplicationStatus if one in may]


class DecideForm(OnceFormMixin, ActForm):
    """The decision on several applications: what becomes of each, by whom and on which day."""

    decided_on = DateField(label=_("Decided on"), help_text=DATE_HINT, error_messages={"required": _("Enter the day")})
    decided_by = forms.ChoiceField(label=_("Who decided"), choices=DecidedBy.choices)
    decided_words = forms.CharField(
        label=_("Name of who decided (optional)"), required=False, max_length=160,
        help_text=_("Of a panel or a trust, never of a person"),
    )  # fmt: skip
    vat = forms.ChoiceField(label=_("VAT of the amounts"), choices=Vat.choices)

    def __init__(self, *args: Any, row: Exercise, applications: Sequence[Application], **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.applications = applications
        fund = row.fund
        named = row if row.decided_by != DecidedBy.NOT_STATED or fund is None else fund
        vat = row.vat if row.vat != Vat.NOT_STATED or fund is None else fund.vat
        self.initial = {
            **self.initial, "decided_on": clock.today(), "decided_by": named.decided_by, "decided_words": named.decided_words,
            "vat": vat,
        }  # fmt: skip
        for one in applications:
            self.fields |= _fields_of(one)

    @property
    def common(self) -> list[Any]:
        """The boxes that stand for all of them, and the hidden ones."""
        return [self[name] for name in ("decided_on", "decided_by", "decided_words", "vat", "version", "token")]

    @property
    def groups(self) -> list[dict[str, Any]]:
        """Each application with its own boxes."""
        return [{"row": one, "boxes": [self[name] for name in _fields_of(one)]} for one in self.applications]

    def choices(self) -> list[Choice]:
        """What is decided; those that are left open are not there."""
        data = self.cleaned_data
        return [_choice(one.number, data) for one in self.applications if data[f"outcome_{one.number}"] not in ("", LEAVE)]

    def shared(self) -> dict[str, Any]:
        """What is said of all of them, for the service."""
        return {name: self.cleaned_data[name] for name in ("decided_on", "decided_by", "decided_words", "vat", "version")}


def _choice(number: int, data: dict[str, Any]) -> Choice:
    names = ("version", "outcome", "amount", "reason", "purpose", "conditions")
    return Choice(number=number, **{name: data[f"{name}_{number}"] for name in names})


def _fields_of(one: Application) -> dict[str, forms.Field]:
    """The boxes of one application, under names that carry its number."""
    amount = _now("Amount awarded to %(organisation)s, in pounds") % {"organisation": one.applicant}
    summary = one.summary if one.exercise.kind == ExerciseKind.GRANT_ROUND else ""
    made: dict[str, forms.Field] = {
        "outcome": forms.ChoiceField(
            label=_now("What becomes of it"), choices=OUTCOMES, widget=Radios, required=False, initial=LEAVE
        ),
        "amount": MoneyField(label=amount, required=False, initial=one.amount),
        "purpose": _text(_now("What it is for, as everybody will read it"), summary),
        "conditions": _text(_now("Conditions, as everybody will read them (optional)"), ""),
        "reason": _text(_now("Why it is awarded, as everybody will read it, or refused, which the office alone reads"), ""),
        "version": forms.IntegerField(
            widget=forms.HiddenInput, initial=one.version, error_messages={"required": OPEN_AGAIN, "invalid": OPEN_AGAIN}
        ),
    }  # fmt: skip
    return {f"{name}_{one.number}": field for name, field in made.items()}


def _text(label: str, initial: str) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, required=False, max_length=LONGEST, widget=area, initial=initial)
