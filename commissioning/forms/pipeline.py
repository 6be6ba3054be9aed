"""What is typed of exercises and of their stages and lots."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissioning.choices import DecidedBy, ExerciseKind, Precision, Route, StageKind, Vat
from commissioning.models import Exercise, Fund, Need, Priority, Service
from decisions.forms.cases import ActForm
from decisions.forms.consultations import FactsForm
from decisions.forms.rows import DATE_HINT, OfRowForm, TitledChoiceField
from documents.choices import ExemptParagraph
from interface import clock
from interface.fields import DateField, MarkdownField, MoneyField
from interface.forms import OnceFormMixin, VersionedFormMixin
from interface.widgets import Checkboxes, Radios

LONGEST, LONGEST_NOTE = 20_000, 4_000
PERIOD_HINT = _("Where only the month, quarter or year is known, enter any day of it and choose so below")
NO_CHOICE = _("None")


class TitledChoicesField(forms.ModelMultipleChoiceField):
    """Some rows, chosen by their titles."""

    widget = Checkboxes

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title)


def precision_field(label: Any) -> forms.ChoiceField:
    """How exactly a date is known."""
    return forms.ChoiceField(label=label, choices=Precision.choices, initial=Precision.DAY, required=False)


def one_of(label: Any, **more: Any) -> TitledChoiceField:
    """A row of the area, or none."""
    return TitledChoiceField(label=label, queryset=None, required=False, empty_label=NO_CHOICE, **more)


class ExerciseForm(FactsForm):
    """A procurement, a grant round or a call for expressions of interest."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ExerciseKind.choices, widget=Radios, initial=ExerciseKind.PROCUREMENT)
    title = forms.CharField(label=_("Title"), max_length=200)
    about = MarkdownField(label=_("What is sought (optional)"), required=False, max_length=LONGEST)
    specification = MarkdownField(label=_("Specification in brief (optional)"), required=False, max_length=LONGEST)
    need = one_of(_("Needs assessment (optional)"))
    fund = one_of(_("Fund"), help_text=_("A grant round gives grants from a fund"))
    priority = one_of(_("Priority (optional)"))
    services = TitledChoicesField(label=_("Services that it is for (optional)"), queryset=None, required=False)
    route = forms.ChoiceField(label=_("How bids are asked for"), choices=Route.choices, initial=Route.NOT_STATED)
    framework = forms.CharField(label=_("Framework agreement (optional)"), required=False, max_length=200)
    led_by = forms.CharField(
        label=_("Led by (optional)"),
        required=False,
        max_length=160,
        help_text=_("For example, the council that leads a joint one"),
    )
    estimate = MoneyField(label=_("Estimated value in pounds (optional)"), required=False)
    vat = forms.ChoiceField(label=_("VAT"), choices=Vat.choices, initial=Vat.NOT_STATED)
    is_estimate_public = forms.BooleanField(
        label=_("Everybody may read the estimate"), required=False,
        help_text=_("Without it only the office reads the estimate, of lots as well"),
    )  # fmt: skip
    term = forms.CharField(
        label=_("For how long (optional)"), required=False, max_length=160, help_text=_("For example, three years and one more")
    )
    opens_on = DateField(label=_("Opens on (optional)"), required=False, help_text=DATE_HINT)
    closes_on = DateField(label=_("Closes on (optional)"), required=False, help_text=DATE_HINT)
    decided_by = forms.ChoiceField(label=_("Who decides"), choices=DecidedBy.choices, initial=DecidedBy.NOT_STATED)
    decided_words = forms.CharField(label=_("Name of who decides (optional)"), required=False, max_length=160)
    decided_on = DateField(label=_("Decided on (optional)"), required=False, help_text=DATE_HINT)
    private_note = MarkdownField(
        label=_("Commercial terms and scores (optional)"), required=False, max_length=LONGEST,
        help_text=_("Only the office ever reads this"),
    )  # fmt: skip
    exempt_paragraph = forms.TypedChoiceField(
        label=_("Paragraph of Schedule 12A under which that is private"), choices=ExemptParagraph.choices, coerce=int,
        initial=ExemptParagraph.AFFAIRS,
    )  # fmt: skip

    def __init__(self, *args: Any, area: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].queryset = Need.objects.filter(area=area)
        self.fields["fund"].queryset = Fund.objects.filter(area=area)
        self.fields["priority"].queryset = Priority.objects.kept().filter(area=area)
        self.fields["services"].queryset = Service.objects.filter(area=area)
        if not self.fields["services"].queryset.exists():
            del self.fields["services"]


class ExerciseCreateForm(OnceFormMixin, ExerciseForm):
    """A new exercise."""


class ExerciseUpdateForm(VersionedFormMixin, ExerciseForm):
    """An exercise that is there."""

    def __init__(self, *args: Any, exercise: Exercise, **kwargs: Any) -> None:
        initial = {name: getattr(exercise, name) for name in ExerciseForm.base_fields if name != "services"}
        initial["services"] = list(exercise.services.all())
        super().__init__(*args, versioned=exercise, initial=initial, area=exercise.area, **kwargs)


class CompleteForm(ActForm):
    """That nothing more is done in an exercise."""

    decided_on = DateField(label=_("Decided on, where that is known"), required=False, help_text=DATE_HINT)

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.fields["decided_on"].initial = row.decided_on


class CancelForm(ActForm):
    """Why an exercise ends without an award."""

    why = forms.CharField(
        label=_("Why it is cancelled"), max_length=300, help_text=_("Everybody who can read the exercise reads this"),
        error_messages={"required": _("Say why it is cancelled")},
    )  # fmt: skip


# What stands under one ----------------------------------------------------------------------------------------------


class StageForm(FactsForm):
    """A stage: planned, expected now, reached."""

    kind = forms.ChoiceField(label=_("Stage"), choices=StageKind.choices)
    planned_on = DateField(label=_("Planned (optional)"), required=False, help_text=PERIOD_HINT)
    planned_as = precision_field(_("How exactly the planned date is known"))
    expected_on = DateField(label=_("Now expected, where another date than planned (optional)"), required=False)
    expected_as = precision_field(_("How exactly the expected date is known"))
    actual_on = DateField(label=_("Reached (optional)"), required=False)
    actual_as = precision_field(_("How exactly the date reached is known"))
    note = forms.CharField(label=_("Note (optional)"), required=False, max_length=300)

    def facts(self) -> dict[str, Any]:
        """What was typed; a date of which nothing more was said is a day."""
        said = super().facts()
        return said | {name: said[name] or Precision.DAY for name in ("planned_as", "expected_as", "actual_as")}


class StageCreateForm(OnceFormMixin, StageForm):
    """A new stage."""


class StageUpdateForm(OfRowForm, StageForm):
    """A stage that is there."""


class ReachForm(ActForm):
    """On which day a stage was reached."""

    actual_on = DateField(label=_("Reached on"), help_text=PERIOD_HINT, error_messages={"required": _("Enter the day")})
    actual_as = precision_field(_("How exactly the date reached is known"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actual_on"].initial = clock.today()

    def clean_actual_as(self) -> str:
        return self.cleaned_data["actual_as"] or Precision.DAY


class LotForm(FactsForm):
    """A part of a procurement that is awarded on its own."""

    title = forms.CharField(label=_("Lot"), max_length=200)
    about = forms.CharField(
        label=_("What it covers (optional)"), required=False, max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 4})
    )
    estimate = MoneyField(label=_("Estimated value in pounds (optional)"), required=False)


class LotCreateForm(OnceFormMixin, LotForm):
    """A new lot."""


class LotUpdateForm(OfRowForm, LotForm):
    """A lot that is there."""
