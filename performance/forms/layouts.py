"""What the columns of a kind of file mean: chosen from the headings of a file that was sent."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from decisions.forms.consultations import FactsForm
from interface.forms import OnceFormMixin, VersionedFormMixin
from interface.spreadsheets.marks import column_letter
from interface.widgets import Radios
from performance.choices import FigureState, Layout
from performance.models import ColumnMapping
from performance.rules.layouts import MEANINGS, OWN, Reading, heading_key
from performance.rules.reading_figures import Known

NOT_THERE = ("", _("Not in the file"))
STATES = [(value, label) for value, label in FigureState.choices if value != FigureState.REVISED]
WORDS_HINT = _("One a line: the word of the file, an equals sign, and the key. For example, “Robbery of the person = robbery”")


class LayoutForm(FactsForm):
    """A layout. Headings are offered as they stand in the file; `known` gives the measures and forces that may be meant."""

    title = forms.CharField(label=_("Name of the layout"), max_length=120, help_text=_("For example, “Home Office, by month”"))
    layout = forms.ChoiceField(label=_("Layout"), choices=Layout.choices, widget=Radios, initial=Layout.LONG)
    sheet = forms.CharField(
        label=_("Name of the sheet (optional)"), max_length=60, required=False, help_text=_("Leave it empty for the first sheet")
    )
    measure_of_all = forms.ChoiceField(label=_("Measure, where the file does not name it"), required=False)
    force_of_all = forms.ChoiceField(
        label=_("Force, where the file does not name it"),
        required=False,
        help_text=_("Without one, the area’s own is meant"),
    )
    measures = forms.CharField(
        label=_("Words that mean a measure (optional)"), required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=WORDS_HINT,
    )  # fmt: skip
    forces = forms.CharField(
        label=_("Words that mean a force (optional)"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, as above. Names of forces are known"),
    )  # fmt: skip
    left_out = forms.CharField(
        label=_("Rows to leave out (optional)"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Measures or forces of the file whose rows are not read, one a line. For example, “England and Wales”"),
    )  # fmt: skip
    only_known = forms.BooleanField(label=_("Leave out every row about a measure or force that is not known"), required=False)
    state_of_all = forms.ChoiceField(
        label=_("Figures of which the file says no more are"), choices=STATES, widget=Radios, initial=FigureState.FINAL
    )
    short_years = forms.BooleanField(label=_("Years of two figures are of this century: Dec-21 is December 2021"), required=False)

    def __init__(
        self, *args: Any, headings: Mapping[int, str], known: Known, reading: Reading | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        kept = dict(reading.columns) if reading else {}
        offered = [NOT_THERE, *((text, f"{column_letter(place)}: {text}") for place, text in headings.items())]
        offered += [(text, text) for texts in kept.values() for text in texts[:1] if text not in headings.values()]
        for meaning, label in MEANINGS.items():
            own = [text for text in headings.values() if heading_key(text) in map(heading_key, OWN[meaning])]
            initial = kept.get(meaning, ("",))[0] if reading else next(iter(own), "")
            self.fields[meaning] = forms.ChoiceField(label=label, choices=offered, required=False, initial=initial)
        self.fields["measure_of_all"].choices = [
            ("", _("The file names it")), *((one.slug, one.title) for one in known.measures.values())
        ]  # fmt: skip
        self.fields["force_of_all"].choices = [("", _("The file names it")), *known.forces.items()]
        self.order_fields(["title", "layout", "sheet", *MEANINGS])

    def clean_measures(self) -> dict[str, str]:
        return _pairs(self.cleaned_data["measures"])

    def clean_forces(self) -> dict[str, str]:
        return _pairs(self.cleaned_data["forces"])

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        reading = Reading(
            layout=said["layout"], sheet=said["sheet"],
            columns={meaning: (said[meaning],) for meaning in MEANINGS if said[meaning]},
            measure=said["measure_of_all"], force=said["force_of_all"], measures=said["measures"], forces=said["forces"],
            left_out=tuple(_lines(said["left_out"])), only_known=said["only_known"], state=said["state_of_all"],
            short_years=said["short_years"],
        )  # fmt: skip
        version = {"version": said["version"]} if "version" in said else {}
        return {"title": said["title"], "reading": reading, **version}


class LayoutCreateForm(OnceFormMixin, LayoutForm):
    """A new layout."""


class LayoutUpdateForm(VersionedFormMixin, LayoutForm):
    """A layout that is there."""

    def __init__(self, *args: Any, mapping: ColumnMapping, **kwargs: Any) -> None:
        reading = Reading.of_json(mapping.reading)
        initial = {
            "title": mapping.title, "layout": reading.layout, "sheet": reading.sheet, "measure_of_all": reading.measure,
            "force_of_all": reading.force, "measures": _written(reading.measures), "forces": _written(reading.forces),
            "left_out": "\n".join(reading.left_out), "only_known": reading.only_known, "state_of_all": reading.state,
            "short_years": reading.short_years,
        }  # fmt: skip
        super().__init__(*args, versioned=mapping, initial=initial, reading=reading, **kwargs)


def _lines(text: str) -> Iterable[str]:
    return (line.strip() for line in text.splitlines() if line.strip())


def _pairs(text: str) -> dict[str, str]:
    pairs = {}
    for line in _lines(text):
        word, found, slug = (part.strip() for part in line.rpartition("="))
        if not (found and word and slug):
            raise ValidationError(_("Write each line as a word, an equals sign and a key: “%(line)s”") % {"line": line[:60]})
        pairs[word] = slug
    return pairs


def _written(pairs: Mapping[str, str]) -> str:
    return "\n".join(f"{word} = {slug}" for word, slug in pairs.items())
