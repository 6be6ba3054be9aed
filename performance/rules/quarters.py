"""Quarters of a year: when each begins and ends, what it is called, and which comes next."""

import calendar
from datetime import date, timedelta

from django.utils.translation import gettext as _

from interface.templatetags.dates import in_words

MONTHS = 3


def quarter_start(day: date) -> date:
    """The first day of the quarter in which a day lies."""
    return date(day.year, (day.month - 1) // MONTHS * MONTHS + 1, 1)


def quarter_end(day: date) -> date:
    """The last day of the quarter in which a day lies."""
    last = quarter_start(day).month + MONTHS - 1
    return date(day.year, last, calendar.monthrange(day.year, last)[1])


def ends_quarter(day: date) -> bool:
    return day == quarter_end(day)


def next_quarter_end(day: date) -> date:
    """The last day of the quarter after the one in which a day lies."""
    return quarter_end(quarter_end(day) + timedelta(days=1))


def quarter_before(day: date) -> date:
    """The last day of the newest quarter that is over on a day."""
    return quarter_start(day) - timedelta(days=1)


def quarter_slug(ended_on: date) -> str:
    """The address of a quarter: `2021-12`."""
    return f"{ended_on:%Y-%m}"


def quarter_words(ended_on: date) -> str:
    """“quarter ending December 2021”."""
    return _("quarter ending %(month)s") % {"month": month_words(ended_on)}


def month_words(day: date) -> str:
    """“December 2021”."""
    return in_words(day, "F Y")
