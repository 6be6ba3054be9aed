"""What is typed of a major project: what it is for, its milestones, and how it stands."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.choices import ProjectStatus
from decisions.forms.consultations import FactsForm
from decisions.models import Milestone, Project, ProjectUpdate
from decisions.rules.projects import HIGHEST_RISK
from interface import clock
from interface.fields import DateField, MarkdownField
from interface.forms import OnceFormMixin, VersionedFormMixin
from interface.widgets import Radios

LONGEST = 20_000
MOST_WEEKS = 999
DATE_HINT = _("For example, 4 4 2018")
NOT_A_SCORE = _("Enter a whole number from 1 to %(highest)d") % {"highest": HIGHEST_RISK}
NOT_WEEKS = _("Enter a whole number of weeks, like 6")


class ProjectForm(FactsForm):
    """A project and its state."""

    title = forms.CharField(label=_("Project"), max_length=160)
    about = MarkdownField(label=_("What it is for (optional)"), required=False, max_length=LONGEST)
    lead = forms.CharField(label=_("Who leads it (optional)"), required=False, max_length=160, help_text=_("An office is enough"))
    status = forms.ChoiceField(label=_("State"), choices=ProjectStatus.choices, widget=Radios, initial=ProjectStatus.ACTIVE)
    started_on = DateField(label=_("Since, if it is known"), required=False, help_text=DATE_HINT)
    ended_on = DateField(label=_("Finished or stopped on"), required=False, help_text=_("Only where it has ended"))


class ProjectCreateForm(OnceFormMixin, ProjectForm):
    """A new project."""


class ProjectUpdateForm(VersionedFormMixin, ProjectForm):
    """A project that is there."""

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, versioned=project, initial=_initial(project, ProjectForm), **kwargs)


class MilestoneForm(FactsForm):
    """What is to be reached by when."""

    title = forms.CharField(label=_("Milestone"), max_length=200)
    planned_on = DateField(
        label=_("Planned for"), help_text=_("As it was planned first. Slippage is reckoned from this day"),
        error_messages={"required": _("Enter the day it was planned for")},
    )  # fmt: skip
    expected_on = DateField(label=_("Expected on, if that has changed"), required=False, help_text=DATE_HINT)
    reached_on = DateField(label=_("Reached on"), required=False, help_text=_("Only once it is reached"))
    note = forms.CharField(label=_("Note (optional)"), required=False, max_length=300)


class MilestoneCreateForm(OnceFormMixin, MilestoneForm):
    """A new milestone."""


class MilestoneUpdateForm(VersionedFormMixin, MilestoneForm):
    """A milestone that is there."""

    def __init__(self, *args: Any, milestone: Milestone, **kwargs: Any) -> None:
        super().__init__(*args, versioned=milestone, initial=_initial(milestone, MilestoneForm), **kwargs)


class StandingForm(FactsForm):
    """How a project stands on a day."""

    as_at = DateField(label=_("As at"), help_text=DATE_HINT, error_messages={"required": _("Enter the day")})
    text = MarkdownField(label=_("How it stands"), max_length=LONGEST, error_messages={"required": _("Say how it stands")})
    risk = forms.IntegerField(
        label=_("Risk score, from 1 to 25 (optional)"), required=False, min_value=1, max_value=HIGHEST_RISK,
        help_text=_("Likelihood from 1 to 5, times impact from 1 to 5"),
        error_messages={"invalid": NOT_A_SCORE, "min_value": NOT_A_SCORE, "max_value": NOT_A_SCORE},
    )  # fmt: skip
    weeks_behind_least = forms.IntegerField(
        label=_("Weeks behind that its own report states (optional)"), required=False, min_value=0, max_value=MOST_WEEKS,
        help_text=_("“6 to 7 weeks” is 6 here and 7 below. The portal reckons its own figure from the milestones"),
        error_messages={"invalid": NOT_WEEKS, "min_value": NOT_WEEKS, "max_value": NOT_WEEKS},
    )  # fmt: skip
    weeks_behind_most = forms.IntegerField(
        label=_("Weeks behind, at most (optional)"), required=False, min_value=0, max_value=MOST_WEEKS,
        error_messages={"invalid": NOT_WEEKS, "min_value": NOT_WEEKS, "max_value": NOT_WEEKS},
    )  # fmt: skip
    source = forms.CharField(
        label=_("Where it was read (optional)"), required=False, max_length=200,
        help_text=_("For example, “Board of 4 April 2018, item 8”"),
    )  # fmt: skip


class StandingCreateForm(OnceFormMixin, StandingForm):
    """A new update."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"as_at": clock.today()}, **kwargs)


class StandingUpdateForm(VersionedFormMixin, StandingForm):
    """An update that is there."""

    def __init__(self, *args: Any, update: ProjectUpdate, **kwargs: Any) -> None:
        super().__init__(*args, versioned=update, initial=_initial(update, StandingForm), **kwargs)


def _initial(row: Any, form: type[forms.Form]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in form.base_fields}
