"""The days of a year of meetings, and a month as a calendar shows it. No queries, no clock."""

import calendar
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from meetings.choices import AttendanceStatus

WEEKDAYS = tuple(enumerate(
    (
        gettext_lazy("Monday"), gettext_lazy("Tuesday"), gettext_lazy("Wednesday"), gettext_lazy("Thursday"),
        gettext_lazy("Friday"), gettext_lazy("Saturday"), gettext_lazy("Sunday"),
    )
))  # fmt: skip
LAST = 5
WEEKS = (
    (1, gettext_lazy("First")),
    (2, gettext_lazy("Second")),
    (3, gettext_lazy("Third")),
    (4, gettext_lazy("Fourth")),
    (LAST, gettext_lazy("Last")),
)
MONTHS = tuple(enumerate(
    (
        gettext_lazy("January"), gettext_lazy("February"), gettext_lazy("March"), gettext_lazy("April"),
        gettext_lazy("May"), gettext_lazy("June"), gettext_lazy("July"), gettext_lazy("August"),
        gettext_lazy("September"), gettext_lazy("October"), gettext_lazy("November"), gettext_lazy("December"),
    ),
    start=1,
))  # fmt: skip
WEEK, DAY = timedelta(weeks=1), timedelta(days=1)
MONTHS_IN_A_YEAR = len(MONTHS)
# The years whose months have a page, and whose days a year of meetings may hold: no panel is older than 2012
FIRST_YEAR, LAST_YEAR = 2010, 2099
MOST_MEETINGS = 60


def nth_weekday(year: int, month: int, weekday: int, week: int) -> date:
    """The first to fourth Thursday of a month, or the last with `LAST`; Monday is 0."""
    if week == LAST:
        day = date(year, month, calendar.monthrange(year, month)[1])
        return day - DAY * ((day.weekday() - weekday) % len(WEEKDAYS))
    first = date(year, month, 1)
    return first + DAY * ((weekday - first.weekday()) % len(WEEKDAYS)) + WEEK * (week - 1)


def days_by_pattern(*, first: date, months: Collection[int], weekday: int, week: int) -> list[date]:
    """The days that follow a pattern in the twelve months that begin with a day."""
    found = []
    for step in range(MONTHS_IN_A_YEAR + 1):
        year, month = month_after(first.year, first.month, step)
        if month in months:
            found.append(nth_weekday(year, month, weekday, week))
    year, month = first.year + 1, first.month
    over = date(year, month, min(first.day, calendar.monthrange(year, month)[1]))
    return [day for day in found if first <= day < over]


def month_after(year: int, month: int, steps: int) -> tuple[int, int]:
    """The month so many months later (or earlier, below nought)."""
    years, place = divmod(month - 1 + steps, MONTHS_IN_A_YEAR)
    return year + years, place + 1


def weeks_of(year: int, month: int) -> list[list[date | None]]:
    """The days of a month in weeks from Monday to Sunday; None stands for a day of another month."""
    weeks = calendar.Calendar().monthdayscalendar(year, month)
    return [[date(year, month, day) if day else None for day in week] for week in weeks]


def has_page(year: int, month: int) -> bool:
    """Whether a month has a page of its own."""
    return FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= MONTHS_IN_A_YEAR


def range_problem(day: date) -> str:
    """Why no meeting can be called for a day so far away; empty when one can."""
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return ""
    return _("Enter a day between %(first)s and %(last)s") % {"first": FIRST_YEAR, "last": LAST_YEAR}


def year_problems(days: Mapping[int, date], taken: Collection[date]) -> dict[int, str]:
    """What stands against the rows of a year, by the number of the row: a day that has such a meeting already (`taken`), or
    that stands in an earlier row."""
    found: dict[int, str] = {}
    seen: set[date] = set()
    for number, day in days.items():
        if day in seen:
            found[number] = _("This day stands in an earlier row. Leave one of the two out")
        elif day in taken:
            found[number] = _("A meeting of this type on that date exists. Choose another day or leave it out")
        seen.add(day)
    return found


def required_words(statuses: Iterable[str], *, has_come: bool) -> str:
    """“3 of 14 who must attend were absent”, before the day how many must; empty where nobody must.

    `statuses` are those of the people who must attend. Whoever sent apologies did not come either.
    """
    said = list(statuses)
    apologies = said.count(AttendanceStatus.APOLOGIES)
    counts = {"all": len(said), "absent": said.count(AttendanceStatus.ABSENT) + apologies, "apologies": apologies}
    if not said:
        return ""
    if not has_come:
        words = ngettext("%(all)s person must attend", "%(all)s people must attend", counts["all"])
        sent = ngettext("%(apologies)s has sent apologies", "%(apologies)s have sent apologies", apologies)
    else:
        words = ngettext(
            "%(absent)s of %(all)s who must attend was absent",
            "%(absent)s of %(all)s who must attend were absent",
            counts["absent"],
        )
        sent = ngettext("%(apologies)s sent apologies", "%(apologies)s sent apologies", apologies)
    return f"{words % counts}. {sent % counts}" if apologies else words % counts
