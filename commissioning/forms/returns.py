"""What is typed of monitoring returns: indicators, the schedule, what a provider reports, reminders."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commissioning.choices import Unit
from commissioning.models import Award, Indicator, MonitoringReturn, Reading
from commissioning.rules.returns import target_words
from commissioning.services.returns.receiving import Said
from decisions.forms.consultations import FactsForm
from decisions.forms.rows import DATE_HINT, LONGEST, OfRowForm
from interface import clock
from interface.fields import DateField, MarkdownField, MoneyField
from interface.forms import OnceFormMixin, VersionedFormMixin
from interface.widgets import Radios

EVERY = [("1", _("Every month")), ("3", _("Every quarter")), ("6", _("Every half-year")), ("12", _("Every year"))]
NUMBER_WORDS = {"invalid": _("Enter a number, like 224 or 67.5")}
SUFFIXES = {Unit.COUNT: "", Unit.PERCENT: _(", in %"), Unit.POUNDS: _(", in £"), Unit.DAYS: _(", in days")}


def _number(label: Any, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_digits=14, decimal_places=2, widget=forms.TextInput,
        error_messages={**NUMBER_WORDS, "min_value": _("Enter 0 or more")}, **more,
    )  # fmt: skip


class IndicatorForm(FactsForm):
    """A thing that the provider counts."""

    title = forms.CharField(label=_("What is counted"), max_length=200, help_text=_("For example, referrals in the quarter"))
    unit = forms.ChoiceField(label=_("Unit"), choices=Unit.choices, widget=Radios, initial=Unit.COUNT)
    target = _number(_("Target of each period (optional)"), help_text=_("With a target it is a key performance indicator"))
    lower_is_better = forms.BooleanField(label=_("Less is better"), required=False)
    is_public = forms.BooleanField(
        label=_("Everybody may read its readings once a return is published"), required=False, initial=True
    )


class IndicatorCreateForm(OnceFormMixin, IndicatorForm):
    """A new indicator."""


class IndicatorUpdateForm(OfRowForm, IndicatorForm):
    """One that is there, and where it stands."""

    position = forms.IntegerField(label=_("Place in the table"), min_value=1, max_value=999)


class PlanForm(OnceFormMixin, FactsForm):
    """A schedule of returns for the whole time of an award."""

    started_on = DateField(label=_("First day to be reported on"), help_text=DATE_HINT)
    ended_on = DateField(label=_("Last day to be reported on"))
    months = forms.TypedChoiceField(label=_("How often"), choices=EVERY, coerce=int, widget=Radios, initial="3")
    due_after = forms.IntegerField(
        label=_("Days after the end of a period in which its return is due"), min_value=0, max_value=366, initial=31
    )

    def __init__(self, *args: Any, award: Award, **kwargs: Any) -> None:
        initial = {"started_on": award.started_on or award.awarded_on, "ended_on": award.ended_on or award.spend_by}
        super().__init__(*args, initial=initial, **kwargs)


class ReturnForm(FactsForm):
    """The period of one return, and when it is due."""

    started_on = DateField(label=_("From"), help_text=DATE_HINT)
    ended_on = DateField(label=_("Until"))
    due_on = DateField(label=_("Due on (optional)"), required=False)
    private_note = forms.CharField(
        label=_("Note for the office (optional)"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nobody else reads it, also once the return is public"),
    )  # fmt: skip


class ReturnCreateForm(OnceFormMixin, ReturnForm):
    """One return more."""


class ReturnUpdateForm(OfRowForm, ReturnForm):
    """One that is there."""


class ReceiveForm(VersionedFormMixin, FactsForm):
    """What a provider reports: a reading of each indicator, what was spent and done."""

    received_on = DateField(
        label=_("Received on"), help_text=DATE_HINT, error_messages={"required": _("Enter the day on which it was received")}
    )  # fmt: skip
    spent = MoneyField(label=_("Spent in the period (optional)"), required=False)
    narrative = MarkdownField(
        label=_("What was done (optional)"), required=False, max_length=LONGEST,
        help_text=_("Everybody reads it once the return is published, so name nobody in private"),
    )  # fmt: skip

    def __init__(
        self, *args: Any, row: MonitoringReturn, indicators: Sequence[Indicator], readings: Iterable[Reading], **kwargs: Any
    ) -> None:  # fmt: skip
        there = {one.indicator_id: one for one in readings}
        initial: dict[str, Any] = {
            "received_on": row.received_on or clock.today(), "spent": row.spent, "narrative": row.narrative,
        }  # fmt: skip
        self._indicators = indicators
        for one in indicators:
            reading = there.get(one.pk)
            initial[f"value_{one.number}"] = _plain(reading)
            initial[f"note_{one.number}"] = reading.note if reading else ""
        super().__init__(*args, versioned=row, initial=initial, **kwargs)
        for one in indicators:
            self._ask(one)
            for name in (f"value_{one.number}", f"note_{one.number}"):
                self._saved[name] = self.get_initial_for_field(self.fields[name], name)

    def _ask(self, one: Indicator) -> None:
        label = f"{one.title}{SUFFIXES[Unit(one.unit)]}"
        target = gettext("Target: %(words)s") % {"words": target_words(one)} if one.target is not None else ""
        self.fields[f"value_{one.number}"] = _number(label, help_text=target)
        note = forms.CharField(
            label=gettext("Note on %(title)s (optional)") % {"title": one.title}, required=False, max_length=200
        )
        self.fields[f"note_{one.number}"] = note

    def rows(self) -> list[dict[str, Any]]:
        """The boxes of each indicator, for a table."""
        return [
            {"words": self[f"value_{one.number}"].label, "value": self[f"value_{one.number}"], "note": self[f"note_{one.number}"]}
            for one in self._indicators
        ]

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        readings = {
            one.number: Said(said[f"value_{one.number}"], said[f"note_{one.number}"]) for one in self._indicators
        }  # fmt: skip
        return {**{name: said[name] for name in ("version", "received_on", "spent", "narrative")}, "readings": readings}


def _plain(reading: Reading | None) -> str:
    """224 and 67.5 as somebody would type them."""
    return f"{reading.value:f}".rstrip("0").removesuffix(".") if reading else ""


class ChaseForm(OnceFormMixin, VersionedFormMixin, FactsForm):
    """How a provider was asked, and when."""

    on = DateField(label=_("Date"), help_text=DATE_HINT, error_messages={"required": _("Enter the day")})
    words = forms.CharField(
        label=_("How, and what was said"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example, by email: the return is due since Monday. Only the office reads it"),
    )  # fmt: skip

    def __init__(self, *args: Any, row: MonitoringReturn, **kwargs: Any) -> None:
        super().__init__(*args, versioned=row, initial={"on": clock.today()}, **kwargs)
