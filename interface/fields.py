"""Form fields that read what people write: dates, times, money, formatted text and files, with our words for errors."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interface import widgets

PARTS = ("day", "month", "year")
PART_WORDS = {"day": gettext_lazy("day"), "month": gettext_lazy("month"), "year": gettext_lazy("year")}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WHOLE_DATE = re.compile(r"^(?:[a-z]+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s/.-]+(\d{1,2}|[a-z]+)\.?,?[\s/.-]+(\d{4}|\d{2})$")
ISO_DATE = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
GROUPED_POUNDS = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
CLOCK = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?$")


def parse_date(text: str) -> date | None:
    """A whole date as people write it: 17/3/22, 17 Mar 2022, Thursday 17 March 2022, 2022-03-17. None if it is none."""
    text = " ".join(text.lower().split())
    if iso := ISO_DATE.match(text):
        year, month, day = iso.groups()
    elif whole := WHOLE_DATE.match(text):
        day, month, year = whole.groups()
    else:
        return None
    return real_date(day, month, year)


def real_date(day: str, month: str, year: str) -> date | None:
    """The date three texts make; a month may be a name, a year of two figures is in this century."""
    number = month_number(month)
    if not (day.isdecimal() and len(day) <= 2 and number and year.isdecimal() and len(year) in (2, 4)):
        return None
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
    except ValueError:
        return None


def month_number(text: str) -> int | None:
    """3 for 3, 03, Mar or March; None for anything else."""
    word = text.lower().strip(".")
    if word.isdecimal():
        return int(word) if len(word) <= 2 else None
    if word in MONTH_NAMES:
        return MONTH_NAMES.index(word) + 1
    return MONTHS.index(word[:3]) + 1 if word[:3] in MONTHS and word in (word[:3], "sept") else None


def parse_time(text: str) -> time | None:
    """A time as people write it: 10:45am, 10.45, 14:00, 5pm, noon, midnight. A bare hour is not enough."""
    text = " ".join(text.lower().split())
    if text in ("noon", "12 noon", "midday"):
        return time(12)
    if text in ("midnight", "12 midnight"):
        return time(0)
    found = CLOCK.match(text)
    if not found or not (found[2] or found[3]):
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


class DateField(forms.Field):
    """A day, month and year, or a whole date in one text. `called`: how an error names it where its label is a question."""

    widget = widgets.DateInput
    default_error_messages = {
        "incomplete": gettext_lazy("%(label)s must include a %(missing)s"),
        "invalid": gettext_lazy("%(label)s must be a real date"),
        "short_year": gettext_lazy("%(label)s must have a year of 4 numbers"),
    }

    def __init__(self, *, called: Any = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.called = called

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, datetime):
            return value.date()
        if value in self.empty_values or isinstance(value, date):
            return value or None
        if isinstance(value, str):
            return self._whole(value)
        return self._from_parts(tuple(part.strip() for part in value))

    def _whole(self, text: str) -> date:
        return parse_date(text) or self._refuse("invalid", PARTS)

    def _from_parts(self, parts: tuple[str, ...]) -> date:
        if parts[0] and not any(parts[1:]) and not parts[0].isdecimal():
            return self._whole(parts[0])
        missing = [name for name, text in zip(PARTS, parts, strict=True) if not text]
        if missing:
            words = get_text_list([str(PART_WORDS[name]) for name in missing], _("and"))
            self._refuse("incomplete", missing, missing=words)
        if len(parts[2]) != 4:
            self._refuse("short_year", ["year"])
        return real_date(*parts) or self._refuse("invalid", PARTS)

    def _refuse(self, code: str, parts: Any, **words: str) -> Any:
        params = {"label": self.called or self.label or _("The date"), "parts": list(parts), **words}
        raise ValidationError(self.error_messages[code], code=code, params=params)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class TimeField(forms.Field):
    """A time of day."""

    widget = widgets.TimeInput
    default_error_messages = {"invalid": gettext_lazy("Enter a time like 10:45am, 5pm or noon")}

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return value if isinstance(value, time) else None
        found = parse_time(str(value))
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class MoneyField(forms.DecimalField):
    """Pounds and pence, with or without the sign and commas. A comma for the pence is never guessed at."""

    widget = widgets.MoneyInput
    default_error_messages = {
        "invalid": gettext_lazy("Enter an amount in pounds, like 30,797 or 30,797.50"),
        "max_decimal_places": gettext_lazy("Enter an amount with two figures for the pence, like 30,797.50"),
        "min_value": gettext_lazy("Enter an amount of £%(limit_value)s or more"),
    }

    def __init__(self, *, min_value: Decimal | int | None = 0, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 14)
        super().__init__(min_value=min_value, decimal_places=2, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # Django's stubs inherit from integers
        if isinstance(value, str):
            value = re.sub(r"[£\s]", "", value).replace("\u2212", "-")
            if "," in value and not GROUPED_POUNDS.fullmatch(value):
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            value = value.replace(",", "")
        return super().to_python(value)


class MarkdownField(forms.CharField):
    """Formatted text, with a preview. `interface.markdown.render` shows it."""

    widget = widgets.MarkdownInput


class FileField(forms.FileField):
    """One uploaded file. What is in it is looked at by `documents`, never here."""

    widget = forms.FileInput
    default_error_messages = {
        "empty": gettext_lazy("The file is empty. Choose another"),
        "missing": gettext_lazy("Choose a file"),
        "invalid": gettext_lazy("The file did not arrive. Choose it again"),
    }


class FilesField(FileField):
    """Several uploaded files; the value is a list."""

    widget = widgets.MultipleFileInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, (list, tuple)) else [data]
        if not files:
            return super().clean(None, initial) or []
        return [file for file in (super(FilesField, self).clean(one, initial) for one in files) if file]
