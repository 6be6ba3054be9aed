"""Events on the charts of a measure: what is given to them, and which letter each then has."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _


def chart_events(events: Iterable[tuple[date, str]]) -> list[dict[str, Any]]:
    """Dated words as `rules.charts` takes them, the oldest first, each once."""
    return [{"on": on, "text": words} for on, words in sorted(set(events))]


def letters_of(charts: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """By the words of an event, its letter. Where charts begin with other periods its letters differ: then each is named.

    What lies before or after the periods of every chart has no letter.
    """
    found: dict[str, dict[int, str]] = {}
    for number, spec in enumerate(charts, start=1):
        for event in spec.get("events", ()):
            found.setdefault(str(event["text"]), {}).setdefault(number, str(event["label"]))
    return {words: _told(letters, len(charts)) for words, letters in found.items()}


def _told(letters: Mapping[int, str], charts: int) -> str:
    """“C”, or “B on chart 1, C on chart 2”."""
    if len(letters) == charts and len(set(letters.values())) == 1:
        return next(iter(letters.values()))
    said = _("%(letter)s on chart %(number)s")
    return ", ".join(said % {"letter": letter, "number": number} for number, letter in letters.items())
