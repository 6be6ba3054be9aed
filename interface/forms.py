"""How our forms behave: errors in our words, preview without saving, stale saves shown, one record per form."""

from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, MaxLengthValidator
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interface.models import STALE

if TYPE_CHECKING:
    FormPart = forms.BaseForm
else:
    FormPart = object

TICKED = (forms.CheckboxInput,)
CHOSEN = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.FileInput)
NAMED_EMAIL = EmailValidator(message=gettext_lazy("Enter an email address like name@example.com"))
OPEN_AGAIN = gettext_lazy("Open this page again, then send the form")
TOO_LONG = gettext_lazy("%(label)s must be %(limit)s characters or fewer")


class GovukForm(FormPart):
    """Mixed in before `forms.Form` or `forms.ModelForm`; drawn with `{% govuk_field %}` and `{% govuk_errors %}`.

    A form sent by a Preview button is never valid and has no errors: the page comes back with the text and its preview.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _use_our_words(field)

    @property
    def previewed(self) -> str:
        """The name of the field whose Preview button sent the form; empty when it was sent to be saved."""
        return self.data.get("preview", "") if self.is_bound else ""

    def full_clean(self) -> None:
        if self.previewed:
            self._errors = ErrorDict(renderer=self.renderer)
            self.cleaned_data = {}
        else:
            super().full_clean()

    def is_valid(self) -> bool:
        return not self.previewed and super().is_valid()


class StaleText(NamedTuple):
    """One field as the other person saved it and as it was sent now."""

    label: str
    theirs: str
    yours: str


class VersionedFormMixin(FormPart):
    """Carries the version the form was opened at; a save over a newer one is refused once, with both texts.

    A save without a version is refused: it could be over anything.

    The row comes as `instance`, as model forms have it, or as `versioned`. After the refusal the form carries the
    newer version, so that saving again is a decision.
    """

    def __init__(self, *args: Any, versioned: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stale: list[StaleText] = []
        self._versioned = versioned or getattr(self, "instance", None)
        self._current = getattr(self._versioned, "version", 1)
        self._saved = {name: self.get_initial_for_field(field, name) for name, field in self.fields.items()}
        self.fields["version"] = forms.IntegerField(
            initial=self._current,
            widget=forms.HiddenInput,
            error_messages={"required": OPEN_AGAIN, "invalid": OPEN_AGAIN},
        )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        opened_at = self.cleaned_data.get("version")
        if opened_at is not None and opened_at != self._current:
            self._show_both()
        return cleaned

    def _show_both(self) -> None:
        for name, saved in self._saved.items():
            field = self.fields[name]
            theirs, yours = _as_read(field, saved), _as_read(field, self.cleaned_data.get(name))
            if theirs != yours:
                self.stale.append(StaleText(str(self[name].label), theirs, yours))
        sent: Any = self.data
        sent = sent.copy()
        sent[self.add_prefix("version")] = str(self._current)
        self.data = sent
        self.add_error(None, ValidationError(STALE, code="stale"))


class OnceFormMixin(FormPart):
    """Carries a token that is used once, so that a form sent twice makes one record. See `interface.once`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"] = forms.UUIDField(
            initial=uuid4,
            widget=forms.HiddenInput,
            error_messages={"required": OPEN_AGAIN, "invalid": OPEN_AGAIN},
        )

    @property
    def token(self) -> UUID:
        """The token of a valid form."""
        return self.cleaned_data["token"]


def _use_our_words(field: forms.Field) -> None:
    """Replace Django's own messages; a message given to the field by its writer stays."""
    label = _inside_a_sentence(str(field.label or _("an answer")))
    if _is_djangos(field, "required"):
        field.error_messages["required"] = _required(field, label)
    if _is_djangos(field, "invalid_choice") and not hasattr(field, "queryset"):
        field.error_messages["invalid_choice"] = _("Choose %(label)s from the list") % {"label": label}
    limit = getattr(field, "max_length", None) or 0
    too_long = TOO_LONG % {"label": field.label or _("The answer"), "limit": f"{limit:,}"}
    field.validators = [MaxLengthValidator(limit, too_long) if isinstance(v, MaxLengthValidator) else v for v in field.validators]
    if isinstance(field, forms.EmailField):
        field.validators = [NAMED_EMAIL if isinstance(v, EmailValidator) else v for v in field.validators]


def _required(field: forms.Field, label: str) -> str:
    if isinstance(field.widget, TICKED):
        return _("Tick “%(label)s” to go on") % {"label": field.label}
    if isinstance(field.widget, CHOSEN):
        return _("Choose %(label)s") % {"label": label}
    return _("Enter %(label)s") % {"label": label}


def _is_djangos(field: forms.Field, code: str) -> bool:
    """Whether a message is the one Django gives when nobody chose another."""
    own: dict[str, Any] = {}
    for kind in type(field).__mro__:
        own = {**vars(kind).get("default_error_messages", {}), **own}
    return code in field.error_messages and field.error_messages[code] == own.get(code)


def _inside_a_sentence(label: str) -> str:
    """The label without its capital, unless it begins with initials or ends as a question."""
    if label[:1].isupper() and not label[1:2].isupper():
        label = label[0].lower() + label[1:]
    return label.rstrip("?:")


def _as_read(field: forms.Field, value: Any) -> str:
    """A value in the words a reader would see."""
    if value is None or value == "" or value == []:
        return _("none")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(field, forms.ModelChoiceField):
        value = field.prepare_value(value)
    labels = {str(key): str(label) for key, label in getattr(field, "choices", [])}
    if hasattr(value, "__iter__") and not isinstance(value, str):
        return ", ".join(labels.get(str(getattr(one, "pk", one)), str(one)) for one in value) or _("none")
    return labels.get(str(value), str(value))
