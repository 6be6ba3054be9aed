"""What is typed of objectives, of the Police and Crime Plan and its parts, and of what contributes to which."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.choices import CaseKind
from decisions.forms.cases import ActForm
from decisions.forms.consultations import FactsForm
from decisions.forms.rows import DATE_HINT, LONGEST, OfRowForm, TitledChoiceField
from decisions.models import Case
from interface.fields import DateField, MarkdownField
from interface.forms import OnceFormMixin
from interface.widgets import Radios
from performance.choices import ObjectiveKind
from performance.models import FocusArea, Objective, Plan, Priority


class ObjectiveForm(FactsForm):
    """What measures are gathered under."""

    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=ObjectiveKind.choices, widget=Radios, initial=ObjectiveKind.NATIONAL)
    about = MarkdownField(label=_("What it is about (optional)"), required=False, max_length=LONGEST)
    benchmark_words = forms.CharField(
        label=_("One comparison that a source gives for all its measures (optional)"), required=False, max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    ended_on = DateField(label=_("Pursued until, where it has ended (optional)"), required=False, called=_("Pursued until"))


class ObjectiveCreateForm(OnceFormMixin, ObjectiveForm):
    """A new objective."""


class ObjectiveUpdateForm(OfRowForm, ObjectiveForm):
    """An objective that is there."""


class PlanForm(FactsForm):
    """A plan, its days, and its review by the panel."""

    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("For example, “Police and Crime Plan 2021 to 2025”"))
    started_on = DateField(label=_("From"), help_text=DATE_HINT, error_messages={"required": _("Enter the first day")})
    ended_on = DateField(label=_("Until (optional)"), required=False, called=_("Until"))
    url = forms.URLField(
        label=_("Where it is published (optional)"), max_length=300, required=False, assume_scheme="https",
        error_messages={"invalid": _("Enter a whole web address, like https://www.example.org/plan.pdf")},
    )  # fmt: skip
    case = TitledChoiceField(
        Case.objects.none(), label=_("The panel’s review of it (optional)"), required=False, empty_label=_("None"),
        to_field_name="slug", named="slug",
    )  # fmt: skip

    def choose_from(self, cases: Any) -> None:
        """Offer the reviews of plans that the writer may know of."""
        self.fields["case"].queryset = cases.filter(kind=CaseKind.PLAN).order_by("-slug")


class PlanCreateForm(OnceFormMixin, PlanForm):
    """A new plan."""

    def __init__(self, *args: Any, cases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from(cases)


class PlanUpdateForm(OfRowForm, PlanForm):
    """A plan that is there."""

    def __init__(self, *args: Any, row: Plan, cases: Any, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.choose_from(cases)


class PriorityForm(FactsForm):
    """A priority of a plan."""

    title = forms.CharField(label=_("Priority"), max_length=200)
    about = MarkdownField(label=_("What it means (optional)"), required=False, max_length=LONGEST)


class PriorityCreateForm(OnceFormMixin, PriorityForm):
    """A new priority."""

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class PriorityUpdateForm(OfRowForm, PriorityForm):
    """A priority that is there."""


class FocusForm(FactsForm):
    """An area of focus of a plan."""

    title = forms.CharField(label=_("Area of focus"), max_length=200)
    priority = TitledChoiceField(
        Priority.objects.none(), label=_("Under the priority (optional)"), required=False, empty_label=_("None"),
        to_field_name="number",
    )  # fmt: skip
    about = MarkdownField(label=_("What it means (optional)"), required=False, max_length=LONGEST)

    def choose_from(self, plan: Plan) -> None:
        """Offer the priorities of the plan."""
        self.fields["priority"].queryset = Priority.objects.filter(plan=plan).kept().order_by("position", "number")


class FocusCreateForm(OnceFormMixin, FocusForm):
    """A new area of focus."""

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from(plan)


class FocusUpdateForm(OfRowForm, FocusForm):
    """An area of focus that is there."""

    def __init__(self, *args: Any, row: FocusArea, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.choose_from(row.plan)


class CrosswalkForm(ActForm):
    """To which area of focus each objective contributes: a box for each objective."""

    def __init__(
        self,
        *args: Any,
        row: Plan,
        objectives: Sequence[Objective],
        focus_areas: Any,
        chosen: dict[int, FocusArea],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.objectives = objectives
        for one in objectives:
            self.fields[f"of-{one.slug}"] = TitledChoiceField(
                focus_areas, label=one.title, required=False, empty_label=_("None"), initial=chosen.get(one.pk),
                to_field_name="number",
            )  # fmt: skip

    def focus_of(self) -> dict[Objective, FocusArea | None]:
        """What a valid form says."""
        return {one: self.cleaned_data[f"of-{one.slug}"] for one in self.objectives}
