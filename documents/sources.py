"""The register of live papers: what other apps can write from their registers, as at a date.

    @source("work-programme", _("Work programme"))
    def work_programme(area, body, on):
        return text, charts

An app above fills it when it is ready; `documents` knows no meeting and no complaint.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from panels.models import Body, PoliceArea

Words = str | Promise
Charts = Mapping[str, Mapping[str, Any]]
Writer = Callable[..., tuple[str, Charts]]


@dataclass(frozen=True)
class Source:
    """A register that a paper can be taken from."""

    key: str
    title: Words
    write: Writer
    of_collection: bool = False


@dataclass(frozen=True)
class Drawn:
    """What a register said: Markdown, and the charts that it names."""

    text: str
    charts: dict[str, Any] = field(default_factory=dict)


_register: dict[str, Source] = {}


def source(key: str, title: Words, *, of_collection: bool = False) -> Callable[[Writer], Writer]:
    """Enter a function into the register. A key names one register for ever: papers keep it.

    One `of_collection` is told for which collection the paper is: `write(area, body, on, collection)`.
    """

    def enter(write: Writer) -> Writer:
        known = _register.get(key)
        if known and (known.write.__module__, known.write.__qualname__) != (write.__module__, write.__qualname__):
            raise ValueError(f"Two live papers are named {key!r}")
        _register[key] = Source(key, title, write, of_collection)
        return write

    return enter


def sources() -> list[Source]:
    """All registers, by their titles."""
    return sorted(_register.values(), key=lambda entry: str(entry.title))


def title_of(key: str) -> str:
    """The title of a register; its key when the app that filled it is gone."""
    entry = _register.get(key)
    return str(entry.title) if entry else key


def draw(key: str, *, area: PoliceArea, body: Body, on: date, collection: str = "") -> Drawn:
    """What a register says of a body on a day, for the papers of a collection.

    Raises ValidationError on the field `source` when there is no such register.
    """
    if key not in _register:
        message = _("There is no register named “%(key)s”. Choose one from the list") % {"key": key}
        raise ValidationError({"source": [ValidationError(message, code="unknown")]})
    entry = _register[key]
    text, charts = entry.write(area, body, on, collection) if entry.of_collection else entry.write(area, body, on)
    return Drawn(text, dict(charts or {}))
