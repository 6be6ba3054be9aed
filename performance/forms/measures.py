"""What is typed of a measure: what is counted and how, until when everybody reads its figures, and one figure put right."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.forms.consultations import FactsForm
from decisions.forms.rows import DATE_HINT, LONGEST, OfRowForm, TitledChoiceField
from interface.fields import DateField, MarkdownField
from interface.forms import OPEN_AGAIN, OnceFormMixin
from interface.widgets import Radios
from panels.models import PoliceArea
from performance.choices import Basis, Denominator, Direction, Frequency, RankedFrom, TrendChoice, Unit
from performance.models import Measure, Objective, Observation
from performance.rules.measures import MOST_PLACES

NOT_PLACES = _("Enter a whole number from 0 to %(most)d") % {"most": MOST_PLACES}
NOT_ORDER = _("Enter a whole number, like 1")
NOT_FIGURE = _("Enter a number, like 1204 or 3.7")
NOT_GROUP = _("Use small letters, numbers and hyphens, like asian-or-asian-british")


class MeasureForm(FactsForm):
    """What is counted, from where, divided by what, and when a change is good."""

    objective = TitledChoiceField(Objective.objects.none(), label=_("Objective"), empty_label=None, to_field_name="slug")
    position = forms.IntegerField(
        label=_("Its place under the objective"), min_value=1, max_value=999, initial=1,
        error_messages={"invalid": NOT_ORDER, "min_value": NOT_ORDER, "max_value": NOT_ORDER},
    )  # fmt: skip
    title = forms.CharField(label=_("Measure"), max_length=160, help_text=_("For example, “Knife crime”"))
    definition = MarkdownField(label=_("What is counted (optional)"), required=False, max_length=LONGEST)
    source = forms.CharField(label=_("Where the figures come from (optional)"), required=False, max_length=200)
    owner = forms.CharField(label=_("Who answers for it (optional)"), required=False, max_length=160)
    basis = forms.ChoiceField(label=_("How its figures come about"), choices=Basis.choices, widget=Radios, initial=Basis.COUNT)
    whole = TitledChoiceField(
        Measure.objects.none(), label=_("Set beside (only for a share or a ratio)"), required=False, empty_label=_("None"),
        to_field_name="slug",
    )  # fmt: skip
    unit = forms.ChoiceField(label=_("Unit"), choices=Unit.choices, widget=Radios, initial=Unit.NUMBER)
    counted = forms.CharField(label=_("What one is called, as “offences” (optional)"), required=False, max_length=60)
    denominator = forms.ChoiceField(
        label=_("Divided by"), choices=Denominator.choices, widget=Radios, initial=Denominator.NONE,
        help_text=_("The portal works the rate out from the count and the number of people. No rate is typed"),
    )  # fmt: skip
    group = forms.SlugField(
        label=_("Group of residents (only where divided by a group)"), required=False, max_length=40,
        help_text=_("As its numbers are entered, for example asian"), error_messages={"invalid": NOT_GROUP},
    )  # fmt: skip
    direction = forms.ChoiceField(
        label=_("Good when"), choices=Direction.choices, widget=Radios, initial=Direction.CONTEXT,
        help_text=_("Only this makes a trend better or worse. A rank never does"),
    )  # fmt: skip
    ranked_from = forms.ChoiceField(label=_("Rank"), choices=RankedFrom.choices, widget=Radios, initial=RankedFrom.LOWEST)
    frequency = forms.ChoiceField(label=_("Reported"), choices=Frequency.choices, widget=Radios, initial=Frequency.MONTH)
    places = forms.IntegerField(
        label=_("Decimal places"), min_value=0, max_value=MOST_PLACES, initial=0,
        error_messages={"invalid": NOT_PLACES, "min_value": NOT_PLACES, "max_value": NOT_PLACES},
    )  # fmt: skip
    is_illustrative = forms.BooleanField(label=_("Its figures are illustrative"), required=False)
    is_in_reports = forms.BooleanField(label=_("It stands in the quarterly report"), required=False, initial=True)

    def choose_from(self, area: PoliceArea, measure: Measure | None = None) -> None:
        """Offer the objectives and counts of the area."""
        self.fields["objective"].queryset = Objective.objects.filter(area=area).order_by("position", "title")
        counts = Measure.objects.filter(area=area, basis=Basis.COUNT).order_by("title", "slug")
        self.fields["whole"].queryset = counts.exclude(pk=measure.pk) if measure else counts


class MeasureCreateForm(OnceFormMixin, MeasureForm):
    """A new measure."""

    def __init__(self, *args: Any, area: PoliceArea, objective: Objective | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"objective": objective}, **kwargs)
        self.choose_from(area)


class MeasureUpdateForm(OfRowForm, MeasureForm):
    """A measure that is there."""

    def __init__(self, *args: Any, row: Measure, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.choose_from(row.area, row)


class RetireForm(OfRowForm):
    """The last day that a measure is counted for."""

    ended_on = DateField(label=_("Counted until"), help_text=DATE_HINT, error_messages={"required": _("Enter the last day")})


class ReleaseForm(OfRowForm):
    """Until when everybody reads the figures of a measure."""

    until = DateField(
        label=_("Release figures until"), help_text=_("Everybody reads the periods that end by this day"),
        error_messages={"required": _("Enter the day until which figures are released")},
    )  # fmt: skip


class TakeBackFiguresForm(OfRowForm):
    """After which day figures are no longer public."""

    until = DateField(
        label=_("Keep public until (optional)"), required=False, called=_("The day"),
        help_text=_("Leave it empty to take all figures of the measure from the public"),
    )  # fmt: skip


class ReleaseManyForm(OnceFormMixin, FactsForm):
    """Until when everybody reads the figures of all measures."""

    until = DateField(
        label=_("Release figures until"), help_text=_("Everybody reads the periods that end by this day"),
        error_messages={"required": _("Enter the day until which figures are released")},
    )  # fmt: skip


class TrendForm(OnceFormMixin, FactsForm):
    """The trend as the analyst sees it: what the figures give, or another word with a reason. It carries the version of the word
    that was read, 0 where none was set."""

    word = forms.ChoiceField(label=_("Trend"), choices=TrendChoice.choices, widget=Radios)
    reason = forms.CharField(
        label=_("Why another word, where you set one"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who can read the measure reads this"),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": OPEN_AGAIN, "invalid": OPEN_AGAIN})


class ReviseForm(OnceFormMixin, FactsForm):
    """One figure put right. It carries the figure that was read, so that nobody's newer one is written over."""

    value = forms.DecimalField(
        label=_("Figure"), max_digits=16, decimal_places=MOST_PLACES,
        error_messages={"invalid": NOT_FIGURE, "max_digits": NOT_FIGURE, "max_whole_digits": NOT_FIGURE, "required": NOT_FIGURE},
    )  # fmt: skip
    counted_until = DateField(
        label=_("Counted until, only where the period was not over (optional)"), required=False, called=_("Counted until"),
        help_text=_("A period that was not over is compared with nothing"),
    )  # fmt: skip
    is_provisional = forms.BooleanField(label=_("It is provisional"), required=False)
    why = forms.CharField(
        label=_("Why it is revised"), max_length=300, error_messages={"required": _("Say why the figure is revised")},
        help_text=_("Kept with the old figure. Everybody who can read the figure reads this"),
    )  # fmt: skip
    was = forms.DecimalField(widget=forms.HiddenInput, error_messages={"required": OPEN_AGAIN, "invalid": OPEN_AGAIN})

    def __init__(self, *args: Any, observation: Observation, **kwargs: Any) -> None:
        initial = {
            "value": plain(observation.value), "was": plain(observation.value),
            "counted_until": observation.ended_on if observation.is_partial else None,
            "is_provisional": observation.state == "provisional",
        }  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)


def plain(value: Decimal) -> str:
    """A figure without the noughts that the database keeps."""
    return f"{value.normalize():f}"
