"""The figures behind a precept as lines of a plain form: some that stand, and empty ones below, more of them on request."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from decisions.choices import FigureSection, FigureUnit
from decisions.models import Case, Figure
from interface.forms import GovukForm, VersionedFormMixin
from meetings.forms.refusals import RefusalMixin

EMPTY_ROWS = 12
MOST_ROWS = 240
MORE = "more"  # the value of the button that asks for more lines: it saves nothing
TYPED = ("section", "label", "value", "unit", "is_total", "is_rough", "where")


class FigureField(forms.DecimalField):
    """A figure of up to three places behind the point, with or without commas; it may be less than nothing."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Enter a figure, like 144.8 or 6,000"),
        "max_decimal_places": _("Enter a figure with three places behind the point at most, like 99.525"),
        "max_digits": _("Enter a smaller figure, or choose a larger unit"),
        "max_whole_digits": _("Enter a smaller figure, or choose a larger unit"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=16, decimal_places=3, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # Django's stubs inherit from integers
        if isinstance(value, str):
            value = re.sub(r"[£%,\s]", "", value).replace("\u2212", "-")
        return super().to_python(value)


class Line(NamedTuple):
    """One line as a page draws it."""

    heading: str
    fields: list[forms.BoundField]
    ticks: list[forms.BoundField]
    is_empty: bool


class _Lines(forms.Form):
    """The lines that stand, by their number, and empty ones below."""

    def __init__(self, *args: Any, figures: list[Figure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = self._count(len(figures))
        for number in range(1, self.count + 1):
            self._add_line(number)
        for number, figure in enumerate(figures, start=1):
            self.initial.update({f"{name}-{number}": getattr(figure, name) for name in TYPED})
            self.initial[f"value-{number}"] = f"{figure.value.normalize():f}"

    def _count(self, standing: int) -> int:
        """How many lines the form has: those that stand or were sent, and empty ones to go with them."""
        if not self.is_bound:
            return min(standing + EMPTY_ROWS, MOST_ROWS)
        sent = str(self.data.get("lines", ""))
        lines = int(sent) if sent.isdecimal() and len(sent) <= len(str(MOST_ROWS)) else standing
        more = EMPTY_ROWS if self.data.get("preview") == MORE else 0
        return min(max(lines, standing) + more, MOST_ROWS)

    def _add_line(self, number: int) -> None:
        fields = {
            "place": forms.IntegerField(
                label=_("Place"), required=False, min_value=1, max_value=9999, initial=number * 10,
                error_messages={name: _("Enter a whole number, like 25") for name in ("invalid", "min_value", "max_value")},
            ),
            "section": forms.ChoiceField(label=_("Part"), choices=FigureSection.choices, initial=FigureSection.BUDGET),
            "label": forms.CharField(label=_("What it is"), max_length=200, required=False),
            "value": FigureField(label=_("Figure"), required=False),
            "unit": forms.ChoiceField(label=_("Unit"), choices=FigureUnit.choices, initial=FigureUnit.MILLIONS),
            "where": forms.CharField(label=_("Where it was read"), max_length=200, required=False),
            "is_total": forms.BooleanField(label=_("It is the total of the lines above"), required=False),
            "is_rough": forms.BooleanField(label=_("“More than” or “about”"), required=False),
        }  # fmt: skip
        for name, field in fields.items():
            self.fields[f"{name}-{number}"] = field


class FiguresForm(VersionedFormMixin, RefusalMixin, GovukForm, _Lines):
    """All lines at once. One whose words and figure are both taken out is taken out itself; `place` puts a line elsewhere."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, case: Case, figures: list[Figure], **kwargs: Any) -> None:
        super().__init__(*args, versioned=case, figures=figures, **kwargs)

    def lines(self) -> Iterator[Line]:
        """Each line with its heading."""
        for number in range(1, self.count + 1):
            label, value = self[f"label-{number}"].value(), self[f"value-{number}"].value()
            boxes = [self[f"{name}-{number}"] for name in ("label", "value", "unit", "section", "where", "place")]
            ticks = [self[f"{name}-{number}"] for name in ("is_total", "is_rough")]
            heading = gettext("Line %(number)d") % {"number": number}
            yield Line(f"{heading}: {label}" if label else heading, boxes, ticks, not label and value in (None, ""))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for number in range(1, self.count + 1):
            label, value = self.cleaned_data.get(f"label-{number}"), self.cleaned_data.get(f"value-{number}")
            if label and value is None and f"value-{number}" not in self.errors:
                self.add_error(f"value-{number}", gettext("Enter the figure, or take the words out"))
            if value is not None and not label and f"label-{number}" not in self.errors:
                self.add_error(f"label-{number}", gettext("Say what the figure is"))
        return cleaned

    def kept(self) -> list[int]:
        """The numbers of the lines that a valid form keeps, by place; lines with the same place in the order of the form."""
        said = self.cleaned_data
        numbers = [number for number in range(1, self.count + 1) if said[f"label-{number}"]]
        return sorted(numbers, key=lambda number: (said[f"place-{number}"] or number * 10, number))

    def rows(self) -> list[dict[str, Any]]:
        """The lines of a valid form, as the service takes them."""
        return [{name: self.cleaned_data[f"{name}-{number}"] for name in TYPED} for number in self.kept()]

    def show_refusal(self, error: ValidationError) -> None:
        """The service counts the lines that it got; their boxes here may have other numbers."""
        kept = self.kept()
        problems = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
        for name, found in problems.items():
            field, _dash, place = name.rpartition("-")
            box = f"{field}-{kept[int(place) - 1]}" if place.isdecimal() else None
            for one in found:
                self.add_error(box if box in self.fields else None, one)
