"""Calendars that other programs read (RFC 5545). Pure: the same entries give the same bytes, whenever they are written.

    write(_("Meetings of the panel"), [Entry(uid=…, title=…, starts=…, stamped=…)], refresh=timedelta(hours=6))

What an entry says is the caller's affair; here it is only made safe to carry.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import icalendar

from interface.clock import LONDON

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Panel Portal//Panel Portal//EN"
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
LAST_SUNDAY_IN_MARCH = {"freq": "yearly", "bymonth": 3, "byday": "-1su"}
LAST_SUNDAY_IN_OCTOBER = {"freq": "yearly", "bymonth": 10, "byday": "-1su"}
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True)
class Entry:
    """One line of a calendar.

    A day without a time is a `date`; `ends` is then the last day, and the day itself when it is None. A moment is an aware
    `datetime`, written as London's clock shows it; without `ends` it has no length, as a deadline has none. `stamped` is when
    the thing was last known to be so, and `sequence` counts its changes. `is_tentative`: its date may still change.
    `is_busy`: whoever has it in their calendar is taken for that time.
    """

    uid: str
    title: str
    starts: date | datetime
    stamped: datetime
    ends: date | datetime | None = None
    description: str = ""
    location: str = ""
    url: str = ""
    is_cancelled: bool = False
    is_tentative: bool = False
    is_busy: bool = True
    sequence: int = 0


def write(name: str, entries: Iterable[Entry], *, refresh: timedelta) -> bytes:
    """A whole calendar, by day and then by `uid`. `refresh` is how long a program may wait before it asks again."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", icalendar.vText(_line(name)))
    calendar.add("x-wr-timezone", LONDON.key)
    calendar.add("refresh-interval", refresh, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(refresh))
    calendar.add_component(_london())
    for entry in sorted(entries, key=lambda one: (_day(one.starts), one.uid)):
        calendar.add_component(_event(entry))
    return calendar.to_ical()


def clean(text: str) -> str:
    """A text without what no calendar may carry: control characters and halves of characters. Line ends become one kind."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _event(entry: Entry) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", _line(entry.uid))
    event.add("dtstamp", entry.stamped.astimezone(UTC))
    event.add("sequence", entry.sequence)
    event.add("dtstart", _moment(entry.starts))
    if (ends := _end(entry)) is not None:
        event.add("dtend", ends)
    event.add("summary", _line(entry.title))
    event.add("status", _status(entry))
    event.add("transp", "OPAQUE" if entry.is_busy and not entry.is_cancelled else "TRANSPARENT")
    for key, words in (("description", clean(entry.description)), ("location", _line(entry.location)), ("url", _line(entry.url))):
        if words:
            event.add(key, words)
    return event


def _line(text: str) -> str:
    """A text that must stay on one line."""
    return " ".join(clean(text).split())


def _status(entry: Entry) -> str:
    if entry.is_cancelled:
        return "CANCELLED"
    return "TENTATIVE" if entry.is_tentative else "CONFIRMED"


def _end(entry: Entry) -> date | datetime | None:
    """Where it ends, as the standard says it: of whole days, the day after the last."""
    if isinstance(entry.starts, datetime):
        return _moment(entry.ends) if entry.ends else None
    return min(entry.ends or entry.starts, date.max - DAY) + DAY  # a year may be mistyped


def _moment(when: date | datetime) -> date | datetime:
    """A day as it is; a moment on London's clock. Raises ValueError for one that names no zone."""
    if not isinstance(when, datetime):
        return when
    if when.tzinfo is None:
        raise ValueError(f"{when} does not say in which zone it is")
    return when.astimezone(LONDON)


def _day(when: date | datetime) -> tuple[date, str]:
    """By which entries are put in order: the day, and on it what has no time first."""
    if isinstance(when, datetime):
        local = when.astimezone(LONDON)
        return local.date(), f"{local:%H:%M:%S}"
    return when, ""


def _london() -> icalendar.Timezone:
    """London's clock, as it has been set since 1996."""
    zone = icalendar.Timezone()
    zone.add("tzid", LONDON.key)
    summer, winter = icalendar.TimezoneDaylight(), icalendar.TimezoneStandard()
    _rule(summer, "BST", datetime(1996, 3, 31, 1), timedelta(0), HOUR, LAST_SUNDAY_IN_MARCH)  # noqa: DTZ001  local by nature
    _rule(winter, "GMT", datetime(1996, 10, 27, 2), HOUR, timedelta(0), LAST_SUNDAY_IN_OCTOBER)  # noqa: DTZ001
    zone.add_component(summer)
    zone.add_component(winter)
    return zone


def _rule(part: icalendar.Component, name: str, first: datetime, before: timedelta, after: timedelta, rule: dict) -> None:
    """From when on London keeps another time, and when that comes again each year."""
    part.add("tzname", name)
    part.add("dtstart", first)
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", after)
    part.add("rrule", rule)
