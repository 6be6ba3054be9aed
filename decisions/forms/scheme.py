"""What is typed of the publication scheme: who sees to an item, what was published, a table of rows, why it is withdrawn."""

import base64
import binascii
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from decisions.choices import SchemeHeading
from decisions.models import SchemeDuty, SchemeItem, SchemePublication
from decisions.rules.scheme import WORDS, Period, periods_to_choose
from decisions.services.scheme.publishing import Told
from decisions.services.scheme.reading import Line
from decisions.services.scheme.tables import Sent
from interface import clock
from interface.fields import DateField, FileField
from interface.forms import OPEN_AGAIN, GovukForm, OnceFormMixin, VersionedFormMixin
from meetings.forms.refusals import RefusalMixin, WholeRefusalMixin
from panels.filters import FilterForm

PERIODS = 36  # that are offered: what is older is entered by who takes a register over
LONGEST_TITLE = 200
MINE, NOBODY = "mine", "nobody"


class SchemeFilter:
    """Heading and state; for the office also who sees to an item. Narrows the lines of the checklist, which are few."""

    def __init__(self, data: Any, lines: list[Line], *, user: Any, works: bool) -> None:
        self.data, self.user, self._lines = data, user, lines
        self.form = _filter_form(data, lines, works=works)

    @property
    def boxes(self) -> forms.Form:
        """The form to draw: what it does not know is left out, and removed among the filters in force."""
        return self.form if self.form.is_valid() else type(self.form)(self.form.cleaned_data)

    @property
    def rows(self) -> list[Line]:
        """The lines that match; a value that no filter knows matches none."""
        if not self.form.is_valid():
            return []
        asked = {name: value for name, value in self.form.cleaned_data.items() if value}
        return [line for line in self._lines if all(self._matches(line, name, value) for name, value in asked.items())]

    def in_force(self) -> list[tuple[str, str]]:
        """Each filter in use: its name, and its words, which for a value that is not known are its own."""
        found = []
        for name, box in self.form.fields.items():
            if value := self.data.get(name):
                found.append((name, f"{box.label}: {dict(box.choices).get(value, value)}"))
        return found

    def _matches(self, line: Line, name: str, value: str) -> bool:
        if name == "heading":
            return line.item.heading == value
        if name == "state":
            return line.state.key == value
        if value == NOBODY:
            return not line.owner
        if value == MINE:
            return line.duty is not None and line.duty.owner_user_id == self.user.pk
        return line.duty is not None and line.duty.owner == value


def _filter_form(data: Any, lines: list[Line], *, works: bool) -> forms.Form:
    used = {line.item.heading for line in lines}
    headings = [("", _("Every heading")), *((key, words) for key, words in SchemeHeading.choices if key in used)]
    fields: dict[str, forms.Field] = {
        "heading": forms.ChoiceField(label=_("Heading"), choices=headings, required=False),
        "state": forms.ChoiceField(label=_("State"), choices=[("", _("Every state")), *WORDS.items()], required=False),
    }
    if works:
        owners = sorted({line.duty.owner for line in lines if line.duty and line.duty.owner})
        choices = [("", _("Everybody")), (MINE, _("You")), (NOBODY, _("Nobody yet")), *((one, one) for one in owners)]
        fields["owner"] = forms.ChoiceField(label=_("Who sees to it"), choices=choices, required=False)
    return type("SchemeFilterForm", (FilterForm,), fields)(data)


class SchemeItemForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """Who sees to an item, where it stands, and whether it applies."""

    fields: dict[str, Any]

    owner = forms.CharField(
        label=_("Who sees to it"), max_length=160, required=False, help_text=_("A post, such as Chief Finance Officer")
    )
    owner_user = forms.ModelChoiceField(
        User.objects.none(), label=_("Person in the portal"), required=False, empty_label=_("Nobody in particular"),
        to_field_name="reference", help_text=_("Finds the item under “You”. The public does not see who it is"),
    )  # fmt: skip
    page_url = forms.CharField(
        label=_("Page where it stands"), max_length=300, required=False,
        help_text=_("For example, https://example.org/spending. Everybody is led there"),
    )  # fmt: skip
    note = forms.CharField(label=_("Note for readers"), max_length=300, required=False, help_text=_("Everybody reads it"))
    not_applicable_why = forms.CharField(
        label=_("Why the item does not apply here"), max_length=300, required=False,
        help_text=_("Leave this empty while it applies. Everybody reads it. Nothing is due under it then"),
    )  # fmt: skip

    def __init__(self, *args: Any, duty: SchemeDuty, people: Any, **kwargs: Any) -> None:
        initial = {name: getattr(duty, name) for name in ("owner", "page_url", "note", "not_applicable_why")}
        initial["owner_user"] = duty.owner_user.reference if duty.owner_user else None
        super().__init__(*args, versioned=duty, initial=initial, **kwargs)
        self.fields["owner_user"].queryset = people

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        names = ("version", "owner", "owner_user", "page_url", "note", "not_applicable_why")
        return {name: self.cleaned_data[name] for name in names}


class _ToldForm(OnceFormMixin, GovukForm, forms.Form):
    """What every publication says: its title, the time that it is about, and when it was published."""

    fields: dict[str, Any]

    period = forms.ChoiceField(label=_("For which time"))
    title = forms.CharField(
        label=_("Title"), max_length=LONGEST_TITLE, required=False,
        help_text=_("Left empty, it is the name of the item with the time that it is about"),
    )  # fmt: skip
    published_on = DateField(
        label=_("Published on"), help_text=_("For example, 28 2 2022"),
        error_messages={"required": _("Enter the day on which it was published")},
    )  # fmt: skip

    def __init__(self, *args: Any, item: SchemeItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.periods = {one.key: one for one in periods_to_choose(item, clock.today(), PERIODS)}
        self.fields["published_on"].initial = clock.today()
        if self.periods:
            self.fields["period"].choices = [("", _("Choose a time")), *((one.key, one.words) for one in self.periods.values())]
            self.fields["period"].initial = kwargs.get("initial", {}).get("period")
        else:
            del self.fields["period"]

    @property
    def period_told(self) -> Period | None:
        """The time that a valid form is about."""
        return self.periods.get(self.cleaned_data.get("period", ""))

    @property
    def told(self) -> Told:
        """What a valid form says of the publication."""
        period, said = self.period_told, self.cleaned_data
        own = f"{self.item.title}, {period.words}" if period else self.item.title
        title = said["title"].strip() or own[:LONGEST_TITLE]
        first, last = (period.first, period.last) if period else (None, None)
        return Told(title, said["published_on"], first, last, said.get("url", "").strip())


class SchemePublishForm(RefusalMixin, _ToldForm):
    """Where something was published: the address of a page, or a PDF that the portal publishes."""

    url = forms.CharField(
        label=_("Address of the page"), max_length=300, required=False,
        help_text=_("For example, https://example.org/budget-2022. Leave it empty if you choose a file"),
    )  # fmt: skip
    file = FileField(
        label=_("Or a PDF"), required=False, help_text=_("It is looked through, built anew, and everybody can read it at once")
    )
    seen = forms.BooleanField(label=_("I have looked at this, and the file may be published as it is"), required=False)

    def __init__(self, *args: Any, item: SchemeItem, **kwargs: Any) -> None:
        super().__init__(*args, item=item, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".pdf"
        self.warnings: list[str] = []
        if not self.data.get("asked"):
            del self.fields["seen"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("url", "").strip() and not cleaned.get("file"):
            raise ValidationError({"url": _("Enter the address of the page, or choose a file below")})
        return cleaned

    def warn(self, found: list[str]) -> None:
        """Ask whoever sends the file to look at what was found in it, and to choose it once more."""
        self.warnings = found
        self.fields["seen"] = forms.BooleanField(label=type(self).base_fields["seen"].label, required=False)
        sent: Any = self.data
        self.data = sent = sent.copy()
        sent["asked"] = "yes"
        self.add_error("file", _("Look at what we found in this file, then choose it again"))


class SchemeTableForm(WholeRefusalMixin, _ToldForm):
    """A table to look through."""

    file = FileField(label=_("Spreadsheet"), help_text=_("CSV, XLSX or ODS; at most 10,000 rows and 3 MB"))

    def __init__(self, *args: Any, item: SchemeItem, **kwargs: Any) -> None:
        super().__init__(*args, item=item, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".csv,.xlsx,.ods"
        del self.fields["token"]

    @property
    def sent(self) -> Sent:
        """The table of a valid form."""
        file = self.cleaned_data["file"]
        return Sent(file.name, file.read())


class SchemeTableKeepForm(RefusalMixin, _ToldForm):
    """The table that was looked through, sent back to be published. It is read again as if it were new."""

    source = forms.CharField(widget=forms.HiddenInput, error_messages={"required": OPEN_AGAIN})
    name = forms.CharField(widget=forms.HiddenInput, max_length=200, error_messages={"required": OPEN_AGAIN})

    def __init__(self, *args: Any, item: SchemeItem, **kwargs: Any) -> None:
        super().__init__(*args, item=item, **kwargs)
        for field in self.fields.values():
            field.widget = forms.HiddenInput()

    @classmethod
    def of(cls, form: SchemeTableForm, sent: Sent) -> "SchemeTableKeepForm":
        """A form that carries a table on."""
        said, told = form.cleaned_data, form.told
        initial = {
            "period": said.get("period", ""), "title": told.title, "published_on": told.published_on.isoformat(),
            "source": base64.b64encode(sent.data).decode(), "name": sent.name[-200:],
        }  # fmt: skip
        made = cls(item=form.item, initial=initial)
        for name, value in initial.items():
            if name in made.fields:
                made.fields[name].initial = value
        return made

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        try:
            data = base64.b64decode(cleaned.get("source", ""), validate=True)
        except (binascii.Error, ValueError) as error:
            raise ValidationError(OPEN_AGAIN) from error
        cleaned["read"] = Sent(cleaned.get("name", ""), data)
        return cleaned


class SchemeWithdrawForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """Why a publication is taken back."""

    why = forms.CharField(
        label=_("Why it is withdrawn"), max_length=300,
        help_text=_("Everybody reads this where the publication stood, such as “A row named the wrong supplier”"),
        error_messages={"required": _("Say why it is withdrawn")},
    )  # fmt: skip

    def __init__(self, *args: Any, publication: SchemePublication, **kwargs: Any) -> None:
        super().__init__(*args, versioned=publication, **kwargs)
