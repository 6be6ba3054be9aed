"""Design-system components, form fields, error summaries and tags, for templates.

`{% govuk "button" text="Save" is_start_button=True %}`: names go from snake to camel case, and two underscores go
one level down (`label__text`, `attributes__aria_label`). One Jinja environment serves every call.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from django import forms, template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override
from jinja2 import Environment, PackageLoader, PrefixLoader

from interface import markdown, widgets

register = template.Library()

# Words of states, by the colour that repeats them. What is not here is plain text.
COLOURS = {
    "grey": ("Draft", "Superseded", "Closed", "Out of date", "Not yet verified", "Deferred"),
    "blue": ("Being written", "In progress", "Recorded", "Proposed", "Draft published", "Open"),
    "green": ("Agenda published", "Confirmed", "Answered", "Signed", "Matched"),
    "yellow": ("Due today", "Due tomorrow", "Closes today", "Closes tomorrow", "No update"),
    "orange": ("Late paper", "Late", "Urgent", "Renumbered", "Swapped"),
    "red": ("Missed", "Refused", "No answer yet", "Check notice", "Missing"),
    "purple": ("Private", "Restricted"),
    "teal": ("Live", "With the IOPC", "With the Chair", "Postponed"),
    "magenta": ("Withdrawn", "Cancelled", "Rescinded"),
}
COLOUR_OF = {word.lower(): colour for colour, words in COLOURS.items() for word in words}
PATTERNS = (
    (re.compile(r"^met \d"), "green"),
    (re.compile(r"^met late \d"), "orange"),
    (re.compile(r"^\d+ late$"), "orange"),
    (re.compile(r"^\d+ to (review|answer|decide|look at)$"), "yellow"),
    (re.compile(r"^with the "), "teal"),
)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    loader = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)


@lru_cache(maxsize=64)
def _macro(name: str) -> Callable[[dict[str, Any]], str]:
    module = _environment().get_template(f"govuk_frontend_jinja/components/{name}/macro.html").module
    return getattr(module, "govuk" + "".join(word.capitalize() for word in name.split("-")))


def component(name: str, params: Mapping[str, Any]) -> SafeString:
    """The HTML of a design-system component; texts are escaped, `html` parameters are trusted."""
    return mark_safe(str(_macro(name)(_plain(params))).strip())  # noqa: S308  made by an escaping template


@register.simple_tag
def govuk(which: str, /, **params: Any) -> SafeString:
    """Any component by its name in the design system; `name` among `params` is that of a button or a field."""
    return component(which, _nested(params))


@register.simple_tag
def govuk_with(name: str, params: Mapping[str, Any]) -> SafeString:
    """A component whose parameters a view made, named as the design system names them."""
    return component(name, params)


@register.simple_tag
def govuk_field(field: forms.BoundField, *, size: str = "s", heading: bool = False, hint: str = "", classes: str = "") -> str:
    """A form field with label, hint, error and, when asked for, preview. `heading` makes the label the page's h1."""
    if field.is_hidden:
        return str(field)
    name, own = widgets.component(field.field.widget, field)
    params = {"name": field.html_name, **_name_of_field(name, field, size, heading), **own}
    if hint := hint or str(field.help_text):
        holder = params["items"][0] if params.pop("single", False) else params
        holder["hint"] = {"text": hint}
    if field.errors:
        params["errorMessage"] = {"text": field.errors[0], "visuallyHiddenText": _("Error")}
    if classes:
        params["classes"] = f"{params.get('classes', '')} {classes}".strip()
    return component(name, params) + _preview(field)


def _name_of_field(name: str, field: forms.BoundField, size: str, heading: bool) -> dict[str, Any]:
    """Label or legend, and id: groups of boxes have a legend, one tick box says its own name."""
    words = {"text": field.label, "isPageHeading": heading}
    legend = {"fieldset": {"legend": {**words, "classes": f"govuk-fieldset__legend--{size}"}}}
    if isinstance(field.field.widget, forms.CheckboxInput):
        return {"idPrefix": field.auto_id}
    if name in ("radios", "checkboxes"):
        return {"idPrefix": field.auto_id, **legend}
    if name == "date-input":
        return {"id": field.auto_id, **legend}
    return {"id": field.auto_id, "label": {**words, "classes": f"govuk-label--{size}"}}


def _preview(field: forms.BoundField) -> str:
    """What the text will look like, when its Preview button was used."""
    if getattr(field.form, "previewed", "") != field.html_name:
        return mark_safe("")
    text = markdown.render(str(field.value() or ""), level=3)
    return format_html(
        '<section class="app-preview" id="preview-{0}" aria-labelledby="preview-{0}-heading">'
        '<h2 class="govuk-heading-s" id="preview-{0}-heading">{1}</h2>{2}</section>',
        field.html_name,
        _("Preview. Nothing is saved yet"),
        text or format_html('<p class="govuk-body">{}</p>', _("There is nothing to show.")),
    )


@register.simple_tag
def govuk_errors(form: Any) -> str:
    """The error summary of a form or formset; nothing when there are no errors."""
    if not has_errors(form):
        return ""
    forms_in = [form.management_form, *form.forms] if hasattr(form, "management_form") else [form]
    errors = [{"text": text} for text in form.non_form_errors()] if hasattr(form, "non_form_errors") else []
    for one in forms_in:
        errors += [{"text": text} for text in one.non_field_errors()]
        for field in one:
            if field.errors:
                errors.append({"text": field.errors[0], **_target(field)})
    return component("error-summary", {"titleText": _("There is a problem"), "errorList": errors})


@register.filter
def has_errors(form: Any) -> bool:
    """Whether a form or a formset came back with something to mend."""
    if hasattr(form, "total_error_count"):
        return form.is_bound and form.total_error_count() > 0
    return bool(getattr(form, "errors", None))


def _target(field: forms.BoundField) -> dict[str, str]:
    """Where the error summary leads: the first wrong box."""
    if field.is_hidden:
        return {}
    name, params = widgets.component(field.field.widget, field)
    if name != "date-input":
        return {"href": f"#{field.auto_id}"}
    wrong = next((item["id"] for item in params["items"] if "--error" in item["classes"]), field.auto_id)
    return {"href": f"#{wrong}"}


@register.simple_tag
def tag(word: Any, colour: str = "") -> str:
    """A state as a coloured word; states that need no colour stay plain text."""
    colour = colour or tag_colour(word)
    if not colour:
        return format_html("{}", word)
    classes = "govuk-tag" if colour == "blue" else f"govuk-tag govuk-tag--{colour}"
    return format_html('<strong class="{}">{}</strong>', classes, word)


def tag_colour(word: Any) -> str:
    """The colour of a state, empty when it has none. A lazy translation is looked up by its English."""
    if isinstance(word, Promise):
        with override("en-gb"):
            word = str(word)
    english = str(word).strip().lower()
    if english in COLOUR_OF:
        return COLOUR_OF[english]
    return next((colour for pattern, colour in PATTERNS if pattern.match(english)), "")


def _nested(params: Mapping[str, Any]) -> dict[str, Any]:
    """`label__text` becomes `{"label": {"text": …}}`; below `attributes` names take hyphens."""
    nested: dict[str, Any] = {}
    for name, value in params.items():
        *path, last = name.split("__")
        level = nested
        for step in path:
            level = level.setdefault(_camel(step), {})
        level[last.replace("_", "-") if path[-1:] == ["attributes"] else _camel(last)] = value
    return nested


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _plain(value: Any) -> Any:
    """Lazy translations as texts, at every depth: Jinja does not know them."""
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
