"""What changed of a measure since the last quarter: its trend word, its place in the group, and its signals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.utils.dateformat import format as in_words
from django.utils.translation import gettext as _

from performance.choices import Position, TrendChoice
from performance.rules import words
from performance.rules.analysis import Analysis

TREND, PLACE, SIGNAL = "trend", "place", "signal"
QUARTER = relativedelta(months=3)


@dataclass(frozen=True)
class Was:
    """What was said of a measure at the end of a period: its trend word, or how it stood in its group."""

    ended_on: date
    word: str = ""
    rank: int | None = None
    size: int | None = None
    position: str = ""


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was, in words that are neither good nor bad."""

    kind: str
    words: str


def changes_of(analysis: Analysis, was: Iterable[Was]) -> list[Change]:
    """What changed since the quarter before the last complete period; nothing where there are no figures.

    Words and places of that quarter are those that were kept then; without any, only signals of the last quarter tell.
    """
    if analysis.last is None:
        return []
    before = last_day(analysis.last.ended_on - QUARTER)
    earlier = sorted((one for one in was if one.ended_on <= before), key=lambda one: one.ended_on)
    found = [_trend_change(analysis, earlier), _place_change(analysis, earlier), _signal(analysis, before)]
    return [one for one in found if one is not None]


def last_day(day: date) -> date:
    """The last day of a day's month: three months before 31 December is 30 September."""
    return day + relativedelta(day=31)


def _trend_change(analysis: Analysis, earlier: Sequence[Was]) -> Change | None:
    kept = [one for one in earlier if one.word and one.word != TrendChoice.UNKNOWN]
    now = analysis.trend.word
    if not kept or now in (TrendChoice.UNKNOWN, kept[-1].word):
        return None
    said = {"before": TrendChoice(kept[-1].word).label.lower(), "day": in_words(kept[-1].ended_on, "M Y")}
    return Change(TREND, _("The trend was %(before)s at the end of %(day)s") % said)


def _place_change(analysis: Analysis, earlier: Sequence[Was]) -> Change | None:
    kept, place = [one for one in earlier if one.rank is not None or one.position], analysis.place
    if not kept or (place.rank is None and place.position == Position.UNKNOWN):
        return None
    last = kept[-1]
    day = in_words(last.ended_on, "M Y")
    if last.rank is not None and place.rank is not None and (last.rank, last.size) != (place.rank, place.size):
        said = {"rank": words.rank_words(last.rank, last.size), "day": day}
        return Change(PLACE, _("It was %(rank)s at the end of %(day)s") % said)
    is_known = Position.UNKNOWN not in (last.position, place.position) and last.position
    if is_known and last.position != place.position:
        said = {"position": _lower(str(Position(last.position).label)), "day": day}
        return Change(PLACE, _("It was %(position)s at the end of %(day)s") % said)
    return None


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _signal(analysis: Analysis, before: date) -> Change | None:
    """The newest signal whose last period lies in the last quarter."""
    lately = [one for one in analysis.signals if one.ended_on > before]
    if not lately:
        return None
    return Change(SIGNAL, words.signal_words(max(lately, key=lambda one: one.ended_on)).rstrip("."))
