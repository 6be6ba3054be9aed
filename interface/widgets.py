"""What a form field looks like: our widgets, and how each widget becomes a design-system component.

`component(widget, field)` gives the component's name and what that component needs beyond label, hint and error.
Widgets of plain Django are known too, so a `ModelForm` needs no widget of its own.
"""

from collections.abc import Mapping
from functools import singledispatch
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy

Component = tuple[str, dict[str, Any]]

DATE_PARTS = (("day", gettext_lazy("Day"), 2), ("month", gettext_lazy("Month"), 2), ("year", gettext_lazy("Year"), 4))
CHARACTERS_WORTH_COUNTING = 200

# What the design system's scripts say, in the reader's language
FILE_WORDS = {
    "chooseFilesButtonText": gettext_lazy("Choose file"),
    "dropInstructionText": gettext_lazy("or drop file"),
    "noFileChosenText": gettext_lazy("No file chosen"),
    "enteredDropZoneText": gettext_lazy("You can drop the file here"),
    "leftDropZoneText": gettext_lazy("You have left the place to drop a file"),
}
PASSWORD_WORDS = {
    "showPasswordText": gettext_lazy("Show"),
    "hidePasswordText": gettext_lazy("Hide"),
    "showPasswordAriaLabelText": gettext_lazy("Show password"),
    "hidePasswordAriaLabelText": gettext_lazy("Hide password"),
    "passwordShownAnnouncementText": gettext_lazy("Your password can be seen"),
    "passwordHiddenAnnouncementText": gettext_lazy("Your password is hidden"),
}


class DateInput(forms.Widget):
    """Day, month and year. A whole date in one value, as imports have it, is left to the field."""

    def value_from_datadict(self, data: Mapping, files: Mapping, name: str) -> tuple[str, ...] | str | None:
        parts = tuple((data.get(f"{name}-{part}") or "").strip() for part, _label, _width in DATE_PARTS)
        return parts if any(parts) else data.get(name)

    def value_omitted_from_data(self, data: Mapping, files: Mapping, name: str) -> bool:
        return name not in data and not any(f"{name}-{part}" in data for part, _label, _width in DATE_PARTS)

    def format_value(self, value: Any) -> tuple[str, ...]:
        if hasattr(value, "year"):
            return (str(value.day), str(value.month), str(value.year))
        if isinstance(value, (tuple, list)):
            return tuple(value)
        return (value or "", "", "")

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}-day" if id_ else id_

    use_fieldset = True


class TimeInput(forms.TextInput):
    """A time as people write it: 10:45am."""


class MoneyInput(forms.TextInput):
    """Pounds, with the sign before the box."""


class MarkdownInput(forms.Textarea):
    """Text with a Preview button; the form shows the preview itself when that button sent it."""


class MultipleFileInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class Radios(forms.RadioSelect):
    """Radio buttons, each with a hint when one is given for its value."""

    def __init__(self, *args: Any, hints: Mapping[Any, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}


class Checkboxes(forms.CheckboxSelectMultiple):
    """Checkboxes, each with a hint when one is given for its value."""

    def __init__(self, *args: Any, hints: Mapping[Any, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}


@singledispatch
def component(widget: forms.Widget, field: forms.BoundField) -> Component:
    """The component for a widget, and its own parameters."""
    raise NotImplementedError(f"No component is known for {type(widget).__name__}")


@component.register
def _(widget: forms.widgets.Input, field: forms.BoundField) -> Component:
    params = {"value": _text(field), "type": widget.input_type, **_typed(widget, field)}
    if widget.input_type == "number":
        params |= {"type": "text", "inputmode": "numeric"}
    return "input", params


@component.register
def _(widget: forms.DateInput, field: forms.BoundField) -> Component:
    return "date-input", _date_params(field, DateInput().format_value(field.value()))


@component.register
def _(widget: DateInput, field: forms.BoundField) -> Component:
    return "date-input", _date_params(field, widget.format_value(field.value()))


@component.register
def _(widget: TimeInput, field: forms.BoundField) -> Component:
    from interface.templatetags.dates import clock_time  # here because tags import widgets

    value = field.value()
    words = clock_time(value) if hasattr(value, "hour") else value or ""
    return "input", {"value": words, "classes": "govuk-input--width-5", **_typed(widget, field)}


@component.register
def _(widget: MoneyInput, field: forms.BoundField) -> Component:
    params = {"value": _text(field), "prefix": {"text": "£"}, "inputmode": "decimal", "spellcheck": False}
    return "input", {"classes": "govuk-input--width-10", **params, **_typed(widget, field)}


@component.register
def _(widget: forms.PasswordInput, field: forms.BoundField) -> Component:
    return "password-input", {**PASSWORD_WORDS, **_typed(widget, field)}


@component.register
def _(widget: forms.Textarea, field: forms.BoundField) -> Component:
    limit = getattr(field.field, "max_length", None)
    params = {"value": _text(field), "rows": widget.attrs.get("rows", 5), **_typed(widget, field)}
    if limit and limit >= CHARACTERS_WORTH_COUNTING:
        return "character-count", params | {"maxlength": limit}
    return "textarea", params


@component.register
def _(widget: MarkdownInput, field: forms.BoundField) -> Component:
    name, params = component.dispatch(forms.Textarea)(widget, field)
    button = format_html(
        '<button type="submit" class="govuk-button govuk-button--secondary app-preview-button" name="preview" '
        'value="{}" formaction="#preview-{}" formnovalidate>{}<span class="govuk-visually-hidden"> {}</span></button>',
        field.html_name,
        field.html_name,
        gettext("Preview"),
        field.label,
    )
    return name, params | {"formGroup": {"afterInput": {"html": button}}, "rows": widget.attrs.get("rows", 12)}


@component.register
def _(widget: forms.FileInput, field: forms.BoundField) -> Component:
    attributes = {"accept": widget.attrs["accept"]} if "accept" in widget.attrs else {}
    several = {"multiple": widget.allow_multiple_selected}
    return "file-upload", {"attributes": attributes, "javascript": True, **several, **FILE_WORDS}


@component.register
def _(widget: forms.CheckboxInput, field: forms.BoundField) -> Component:
    box = {"value": "on", "text": field.label, "checked": bool(field.value())}
    return "checkboxes", {"items": [box], "single": True}


@component.register
def _(widget: forms.Select, field: forms.BoundField) -> Component:
    items = [{"value": o["value"], "text": o["text"], "selected": o["checked"]} for o in _options(widget, field)]
    return "select", {"items": items, **_typed(widget, field)}


@component.register
def _(widget: forms.RadioSelect, field: forms.BoundField) -> Component:
    return "radios", {"items": [option for option in _options(widget, field) if option["value"] != ""]}


@component.register
def _(widget: forms.CheckboxSelectMultiple, field: forms.BoundField) -> Component:
    return "checkboxes", {"items": _options(widget, field)}


def _options(widget: forms.widgets.ChoiceWidget, field: forms.BoundField) -> list[dict[str, Any]]:
    """The choices in order; groups are flattened, with a divider naming nothing."""
    hints = {str(value): hint for value, hint in getattr(widget, "hints", {}).items()}
    options = []
    for _group, choices, _index in widget.optgroups(field.html_name, widget.format_value(field.value())):
        for choice in choices:
            option = {"value": str(choice["value"]), "text": choice["label"], "checked": choice["selected"]}
            if str(choice["value"]) in hints:
                option["hint"] = {"text": hints[str(choice["value"])]}
            options.append(option)
    return options


def _date_params(field: forms.BoundField, values: tuple[str, ...]) -> dict[str, Any]:
    wrong = _wrong_parts(field)
    items = []
    for (part, label, width), value in zip(DATE_PARTS, values, strict=False):
        classes = f"govuk-input--width-{width}" + (" govuk-input--error" if part in wrong else "")
        items.append(
            {
                "name": f"{field.html_name}-{part}",
                "id": f"{field.auto_id}-{part}",
                "label": label,
                "classes": classes,
                "value": value,
            }
        )
    return {"items": items}


def _wrong_parts(field: forms.BoundField) -> list[str]:
    """Which of day, month and year the first error is about; all three when it does not say."""
    if not field.errors:
        return []
    first = field.errors.as_data()[0]
    return (first.params or {}).get("parts") or [part for part, _label, _width in DATE_PARTS]


def _typed(widget: forms.Widget, field: forms.BoundField) -> dict[str, Any]:
    """Attributes of the widget that the component takes under a name of its own."""
    params: dict[str, Any] = {
        name: widget.attrs[name] for name in ("autocomplete", "inputmode", "spellcheck") if name in widget.attrs
    }
    return params | {"attributes": widget.attrs.get("data", {})} if "data" in widget.attrs else params


def _text(field: forms.BoundField) -> str:
    value = field.value()
    prepared = field.field.widget.format_value(value)
    return "" if prepared is None else str(prepared)
