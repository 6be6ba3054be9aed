"""Narrowing measures: by objective, by what changed, by trend word, by words in the title."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from panels.filters import FilterForm, ShownMixin
from performance.choices import ObjectiveKind, TrendChoice
from performance.models import Objective
from performance.services.overview import Line

CHANGED = [("yes", _("Only what changed since last quarter")), ("no", _("Only what did not"))]


class MeasureFilterForm(FilterForm):
    """The boxes. A measure's trend is worked out, so it is narrowed after it is read."""

    objective = forms.ChoiceField(label=_("Objective"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind of objective"), required=False, choices=[("", _("Every kind")), *ObjectiveKind.choices]
    )
    changed = forms.ChoiceField(label=_("Changed"), required=False, choices=[("", _("Changed or not")), *CHANGED])
    trend = forms.ChoiceField(label=_("Trend"), required=False, choices=[("", _("Every trend")), *TrendChoice.choices])

    def __init__(self, *args: Any, objectives: Iterable[Objective] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box = cast(forms.ChoiceField, self.fields["objective"])
        box.choices = [("", _("Every objective")), *((one.slug, one.title) for one in objectives)]


class MeasureFilter(ShownMixin):
    """Lines that match the query string; a value that no filter knows matches none."""

    def __init__(self, data: Any, *, objectives: Sequence[Objective]) -> None:
        self.data = data
        self.form = MeasureFilterForm(data, objectives=objectives)
        self._objectives = objectives

    @property
    def boxes(self) -> MeasureFilterForm:
        """The form to draw: what it does not know is left out, and removed among the filters in force."""
        return self.form if self.form.is_valid() else MeasureFilterForm(self.form.cleaned_data, objectives=self._objectives)

    def of(self, lines: Iterable[Line]) -> list[Line]:
        """Those of some lines that match."""
        if not self.form.is_valid():
            return []
        asked = self.form.cleaned_data
        return [one for one in lines if _matches(one, asked)]


def _matches(line: Line, asked: dict[str, str]) -> bool:
    objective = line.measure.objective
    return (
        asked["objective"] in ("", objective.slug)
        and asked["kind"] in ("", objective.kind)
        and asked["trend"] in ("", line.trend)
        and asked["changed"] in ("", "yes" if line.changes else "no")
    )
