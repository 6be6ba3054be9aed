"""Acts of a file in the order of their days, each done as on its own day."""

from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from interface import clock

Row = dict[str, Any]
AT = time(11, 0)


@dataclass(frozen=True)
class Act:
    """Something that was done on a day; of two on one day the lower `rank` comes first. `name` says what it is in a refusal."""

    on: date
    rank: int
    name: str
    do: Callable[[], Any]


def do_all(acts: Iterable[Act]) -> int:
    """Do every act whose day has come, in order, and give how many. Raises ValidationError naming the day and the act."""
    due = sorted((one for one in acts if one.on <= clock.today()), key=lambda one: (one.on, one.rank))
    for one in due:
        with naming(f"{one.on} {one.name}"), clock.stand_on(datetime.combine(one.on, AT)):
            one.do()
    return len(due)


@contextmanager
def naming(what: str):
    """Says which act of the file a refusal is about."""
    try:
        yield
    except ValidationError as error:
        raise ValidationError(_("%(what)s: %(problems)s") % {"what": what, "problems": "; ".join(error.messages)}) from error


def day(words: str) -> date:
    return date.fromisoformat(words)


def day_or_none(words: str) -> date | None:
    return day(words) if words else None


def clock_time(words: str | None) -> time | None:
    return time.fromisoformat(words) if words else None
