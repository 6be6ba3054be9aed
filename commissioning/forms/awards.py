"""What is typed of an award: what was awarded, where it belongs, what of it is private, its steps and its decision."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commissioning.choices import AwardKind, DecidedBy, Vat
from commissioning.models import Award, Exercise, Fund, Lot, Priority, Provider, Service
from decisions.choices import NEVER_SIGNED
from decisions.forms.cases import ActForm
from decisions.forms.consultations import FactsForm
from decisions.forms.rows import DATE_HINT, LONGEST, NOT_ONE, OfRowForm, TitledChoiceField
from decisions.models import Decision
from documents.choices import Access, ExemptParagraph
from interface import clock
from interface.fields import DateField, MoneyField
from interface.forms import OnceFormMixin, VersionedFormMixin
from interface.widgets import Checkboxes, Radios
from panels.models import PoliceArea

NO_PROVIDER = _("Choose the provider, or enter its name")
WRONG_ADDRESS = {"invalid": _("Enter a whole web address, like https://www.example.org.uk/grants")}
PRIVATE = [
    (Access.PUBLIC, _("Everybody, once it is published")),
    (Access.EXEMPT, _("The office, and the panel once it is published")),
]


def long_text(label: Any, *, rows: int = 4, **more: Any) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), **more)


def day_field(label: Any, **more: Any) -> DateField:
    return DateField(label=label, required=False, help_text=more.pop("help_text", DATE_HINT), **more)


class AwardForm(FactsForm):
    """Who receives how much, what for and why."""

    title = forms.CharField(label=_("Title"), max_length=200)
    provider = TitledChoiceField(
        queryset=Provider.objects.none(), named="name", label=_("Provider"), required=False, empty_label=_("Not in this list")
    )
    provider_name = forms.CharField(
        label=_("Name of a provider that is not in the list"), required=False, max_length=200,
        help_text=_("An organisation, never a person. Its numbers are entered on its own page"),
    )  # fmt: skip
    amount = MoneyField(label=_("Amount in pounds"))
    vat = forms.ChoiceField(label=_("VAT"), choices=Vat.choices, initial=Vat.NOT_STATED)
    purpose = long_text(_("What it is for"), required=False)
    conditions = long_text(_("Conditions (optional)"), required=False)
    reasons = long_text(_("Why it was awarded"), required=False)
    is_crime_and_disorder = forms.BooleanField(
        label=_("It is a crime and disorder reduction grant"), required=False,
        help_text=_("Those are published each month with purpose, conditions and reasons"),
    )  # fmt: skip
    started_on = day_field(_("First day (optional)"))
    ended_on = day_field(_("Last day (optional)"))

    def __init__(self, *args: Any, area: PoliceArea, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].queryset = Provider.objects.filter(area=area).order_by("name", "pk")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        chosen = [name for name in ("provider", "provider_name") if self.cleaned_data.get(name)]
        if not chosen and "provider" not in self.errors:
            self.add_error("provider", NO_PROVIDER)
        if len(chosen) > 1:
            self.add_error("provider_name", gettext("Leave this empty, or choose “Not in this list”"))
        return cleaned


class AwardCreateForm(OnceFormMixin, AwardForm):
    """A new award, with what it comes from."""

    kind = forms.ChoiceField(label=_("Kind"), choices=AwardKind.choices, widget=Radios)
    exercise = TitledChoiceField(
        queryset=Exercise.objects.none(), label=_("Procurement or round (optional)"), required=False, empty_label=_("None")
    )
    fund = TitledChoiceField(
        queryset=Fund.objects.none(), label=_("Fund (optional)"), required=False, empty_label=_("None")
    )  # fmt: skip
    field_order = ("kind", "title", "provider", "provider_name", "amount", "vat", "fund", "exercise")

    def __init__(self, *args: Any, area: PoliceArea, **kwargs: Any) -> None:
        super().__init__(*args, area=area, **kwargs)
        for name in ("exercise", "fund"):
            self.fields[name].queryset = self.fields[name].queryset.model.objects.filter(area=area)


class AwardUpdateForm(OfRowForm, AwardForm):
    """An award that is there."""

    def __init__(self, *args: Any, row: Award, **kwargs: Any) -> None:
        super().__init__(*args, row=row, area=row.area, **kwargs)


class PlaceForm(OfRowForm):
    """Where an award belongs, and what else is known of it."""

    exercise = TitledChoiceField(
        queryset=Exercise.objects.none(), label=_("Procurement or round"), required=False, empty_label=_("None")
    )
    lot = TitledChoiceField(queryset=Lot.objects.none(), label=_("Lot"), required=False, empty_label=_("None"))
    fund = TitledChoiceField(queryset=Fund.objects.none(), label=_("Fund"), required=False, empty_label=_("None"))
    priority = TitledChoiceField(queryset=Priority.objects.none(), label=_("Priority"), required=False, empty_label=_("None"))
    signed_on = day_field(_("Agreement signed on (optional)"))
    spend_by = day_field(_("To be spent by (optional)"))
    term = forms.CharField(
        label=_("For how long (optional)"), required=False, max_length=160, help_text=_("For example, 3 years with 2 more")
    )
    framework = forms.CharField(label=_("Framework agreement (optional)"), required=False, max_length=200)
    decided_by = forms.ChoiceField(label=_("Who decided"), choices=DecidedBy.choices)
    decided_words = forms.CharField(
        label=_("Name of who decided (optional)"),
        required=False,
        max_length=160,
        help_text=_("For example, a community trust"),
    )
    source_url = forms.URLField(
        label=_("Where it was published (optional)"), max_length=300, required=False, assume_scheme="https",
        error_messages=WRONG_ADDRESS,
    )  # fmt: skip

    def __init__(self, *args: Any, row: Award, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        for name in ("exercise", "fund", "priority"):
            self.fields[name].queryset = self.fields[name].queryset.model.objects.filter(area=row.area)
        self._ask_for_services(row)
        lots, field = Lot.objects.kept().filter(exercise__area=row.area).select_related("exercise"), self.fields["lot"]
        field.queryset, field.label_from_instance = lots.order_by("exercise__reference", "number"), _lot_words
        if not lots.exists():
            del self.fields["lot"]
            self._saved.pop("lot")

    def _ask_for_services(self, row: Award) -> None:
        """Which services it pays for, where the directory has any."""
        known = Service.objects.filter(area=row.area).order_by("title", "pk")
        if known.exists():
            self.initial["services"] = self._saved["services"] = list(row.services.all())
            label = _("Services that it pays for")
            self.fields["services"] = forms.ModelMultipleChoiceField(
                queryset=known, label=label, required=False, widget=Checkboxes, error_messages={"invalid_choice": NOT_ONE}
            )


class PrivateForm(OfRowForm):
    """Who may read an award, what the public reads of a private one, and the terms that are the office's alone."""

    access = forms.ChoiceField(label=_("Who may read the award"), choices=PRIVATE, widget=Radios)
    neutral_title = forms.CharField(
        label=_("Title that the public sees"), required=False, max_length=200,
        help_text=_("Of a private award. It says neither who receives it nor how much"),
    )  # fmt: skip
    commercial_terms = long_text(
        _("Commercial terms"), required=False, help_text=_("Prices, rates and scores. Only the office ever reads them"),
    )  # fmt: skip
    exempt_paragraph = forms.TypedChoiceField(
        label=_("Paragraph of Schedule 12A"), required=False, coerce=int, empty_value=None,
        choices=[("", _("Nothing is private")), *ExemptParagraph.choices],
    )  # fmt: skip
    public_interest_reason = long_text(
        _("Why the public interest is in withholding it"), rows=3, required=False,
        help_text=_("Everybody reads this of a private award"),
    )  # fmt: skip


class MakeForm(ActForm):
    """On which day it was awarded."""

    awarded_on = DateField(label=_("Awarded on"), help_text=DATE_HINT, error_messages={"required": _("Enter the day")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["awarded_on"].initial = clock.today()


class BeginForm(ActForm):
    """From which day on it is live."""

    started_on = DateField(label=_("First day"), help_text=DATE_HINT, error_messages={"required": _("Enter the first day")})

    def __init__(self, *args: Any, row: Award, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.fields["started_on"].initial = row.started_on or clock.today()


class EndForm(ActForm):
    """Which was its last day."""

    ended_on = DateField(label=_("Last day"), help_text=DATE_HINT, error_messages={"required": _("Enter the last day")})

    def __init__(self, *args: Any, row: Award, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.fields["ended_on"].initial = row.ended_on or clock.today()


class CancelForm(ActForm):
    """Why it comes to nothing."""

    why = forms.CharField(
        label=_("Why it is cancelled"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever can read the award reads this"), error_messages={"required": _("Say why it is cancelled")},
    )  # fmt: skip


class DecisionForm(VersionedFormMixin, FactsForm):
    """Which decision of the register stands behind the award."""

    decision = TitledChoiceField(
        queryset=Decision.objects.none(), label=_("Decision"), empty_label=_("Choose a decision"),
        error_messages={"required": _("Choose a decision")},
    )  # fmt: skip

    def __init__(self, *args: Any, row: Award, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, versioned=row, **kwargs)
        field: Any = self.fields["decision"]
        field.queryset = decisions_for(row, user)
        field.label_from_instance = decision_words


def decisions_for(award: Award, user: Any) -> Any:
    """Decisions of the area that may stand behind an award, as far as somebody sees them; the newest first."""
    seen = Decision.objects.visible_to(user).filter(area=award.area).exclude(status__in=NEVER_SIGNED)
    return seen.select_related("area").order_by("-year", "-number")


def decision_words(decision: Decision) -> str:
    return f"{decision.reference}: {decision.public_title}"


def _lot_words(lot: Lot) -> str:
    return f"{lot.exercise.reference}, {lot.title}"


def refuse_large(upload: Any, most: int) -> None:
    """Raises ValidationError for a file that is larger than so many megabytes."""
    if (upload.size or 0) > most * 1024 * 1024:
        words = gettext("The file is larger than %(most)d MB. Save it smaller or split it")
        raise ValidationError(words % {"most": most})
