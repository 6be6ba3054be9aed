"""Reading one row of a data file: what it must hold, in the right kind, and nothing that we do not know."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _


class Row:
    """A row and its name, such as `members 3 (Asher Craig)`. Every problem is told under that name.

    A `note` may stand in any row: it is for the people who keep the file.
    """

    def __init__(self, section: str, number: int, data: Any):
        self.name = f"{section} {number}" if number else section
        if not isinstance(data, Mapping):
            self.refuse(_("it is not a row"))
        self.data = dict(data)
        self.data.pop("note", None)
        called = self.data.get("name") or self.data.get("key") or self.data.get("title") or self.data.get("person")
        if number and called:
            self.name += f" ({called})"

    def refuse(self, problem: str) -> Any:
        raise ValidationError(f"{self.name}: {problem}")

    def _take(self, field: str, kind: type | tuple[type, ...], default: Any) -> Any:
        value = self.data.pop(field, default)
        if value is ...:
            self.refuse(_("“%(field)s” is missing") % {"field": field})
        if value is not default and (not isinstance(value, kind) or (kind is not bool and isinstance(value, bool))):
            self.refuse(_("“%(field)s” holds %(value)s") % {"field": field, "value": repr(value)})
        return value

    def text(self, field: str, default: Any = ...) -> str:
        return self._take(field, str, default)

    def number(self, field: str, default: Any = ...) -> int:
        return self._take(field, int, default)

    def flag(self, field: str, default: Any = False) -> bool:
        return self._take(field, bool, default)

    def pounds(self, field: str) -> Decimal:
        """An amount, as a text such as “5000.00” or a whole number."""
        value = self._take(field, (str, int), ...)
        try:
            return Decimal(value)
        except InvalidOperation:
            return self.refuse(_("“%(field)s” holds %(value)s") % {"field": field, "value": repr(value)})

    def texts(self, field: str) -> list[str]:
        return self._take(field, list, [])

    def day(self, field: str, default: Any = ...) -> date | None:
        return self._moment(field, default, date.fromisoformat)

    def time(self, field: str) -> time | None:
        return self._moment(field, None, time.fromisoformat)

    def _moment(self, field: str, default: Any, read) -> Any:
        value = self._take(field, str, default)
        try:
            return read(value) if isinstance(value, str) else value
        except ValueError:
            return self.refuse(_("“%(field)s” holds %(value)s") % {"field": field, "value": repr(value)})

    def rows(self, section: str) -> Iterator["Row"]:
        for number, data in enumerate(self._take(section, list, []), start=1):
            yield Row(section, number, data)

    def find(self, known: Mapping[str, Any], field: str, default: Any = ...) -> Any:
        """The thing that a field names, among those the file has defined so far."""
        value = self.text(field, default)
        if not value:
            return None
        if value not in known:
            self.refuse(_("“%(field)s” names %(value)s, which this file does not hold") % {"field": field, "value": value})
        return known[value]

    def done(self) -> None:
        """Refuse what nobody asked for: most often a misspelt field."""
        if self.data:
            self.refuse(_("it holds unknown fields: %(fields)s") % {"fields": ", ".join(sorted(self.data))})

    @contextmanager
    def named(self) -> Iterator[None]:
        """Tell a model's own refusal under the name of this row."""
        try:
            yield
        except ValidationError as error:
            raise ValidationError([f"{self.name}: {message}" for message in error.messages]) from error


def put(row: Row, model: type[Model], key: dict, fields: dict) -> tuple[Any, bool]:
    """Make or bring up to date the record that a row tells of. Says also whether anything was written."""
    row.done()
    record: Any = model._default_manager.filter(**key).first() or model(**key)
    absent = object()  # a new record has nobody yet at the other end of a relation
    changed = {name: value for name, value in fields.items() if getattr(record, name, absent) != value}
    if record.pk and not changed:
        return record, False
    for name, value in changed.items():
        setattr(record, name, value)
    if record.pk and hasattr(record, "bump"):
        record.bump()
    with row.named():
        record.full_clean()
    record.save()
    return record, True
