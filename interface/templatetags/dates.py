"""Dates, times, money, sizes and page numbers in the words of our style. An absent value gives an empty text."""

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from django import template
from django.utils.dateformat import format as in_words
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from interface.clock import LONDON

register = template.Library()

MINUS = "\u2212"
Day = TypeVar("Day", bound=date)


@register.filter
def long_date(day: date | None) -> str:
    """Thursday 17 March 2022."""
    return in_words(_in_london(day), "l j F Y") if day else ""


@register.filter
def short_date(day: date | None) -> str:
    """17 Mar 2022."""
    return in_words(_in_london(day), "j M Y") if day else ""


@register.filter
def day_date(day: date | None) -> str:
    """Wed 9 Mar, for deadlines in tables."""
    return in_words(_in_london(day), "D j M") if day else ""


@register.filter
def clock_time(moment: time | datetime | None) -> str:
    """10:45am, 5pm, noon, midnight."""
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        moment = _in_london(moment).time()
    if (moment.hour, moment.minute) == (0, 0):
        return _("midnight")
    if (moment.hour, moment.minute) == (12, 0):
        return _("noon")
    minutes = f":{moment.minute:02}" if moment.minute else ""
    half = _("am") if moment.hour < 12 else _("pm")
    return f"{moment.hour % 12 or 12}{minutes}{half}"


@register.filter
def money(amount: Decimal | int | None, style: str = "") -> str:
    """£5,000, or £30,797.50 when there are pence; `"pence"` always shows them, `"millions"` gives £144.8 million."""
    if amount is None or amount == "":
        return ""
    amount = Decimal(str(amount))
    sign = MINUS if amount < 0 else ""
    size = abs(amount)
    if style == "millions":
        return _("%(pounds)s million") % {"pounds": f"{sign}£{_figures(size / 1_000_000, 1)}"}
    whole = style != "pence" and size == size.to_integral_value()
    return f"{sign}£{_figures(size, 0 if whole else 2)}"


@register.filter
def file_size(size: int | None) -> str:
    """2.1 MB, 290 kB, 640 bytes."""
    if size is None or size == "":
        return ""
    size = int(size)
    if size < 1000:
        return _("%(size)d bytes") % {"size": size}
    if size < 999_500:
        return _("%(size)d kB") % {"size": round(size / 1000)}
    if size < 999_950_000:
        return _("%(size)s MB") % {"size": _figures(size / 1e6, 1)}
    return _("%(size)s GB") % {"size": _figures(size / 1e9, 1)}


@register.filter
def page_range(first: int | None, last: int | None = None) -> str:
    """Pages 7 to 22, as on screen."""
    if not first:
        return ""
    if last in (None, "", first):
        return _("Page %(first)s") % {"first": first}
    return _("Pages %(first)s to %(last)s") % {"first": first, "last": last}


@register.filter
def print_range(first: int | None, last: int | None = None) -> str:
    """(Pages 7 - 22), as agendas print it."""
    if not first:
        return ""
    if last in (None, "", first):
        return _("(Page %(first)s)") % {"first": first}
    return _("(Pages %(first)s - %(last)s)") % {"first": first, "last": last}


def _in_london(moment: Day) -> Day:
    """An aware moment as London saw it; plain dates stay as they are."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(LONDON)
    return moment


def _figures(number: Decimal | float, places: int) -> str:
    """Grouped figures, rounded half up: `number_format` alone cuts digits off."""
    number = Decimal(str(number)).quantize(Decimal(10) ** -places, ROUND_HALF_UP)
    return number_format(number, decimal_pos=places, use_l10n=True, force_grouping=True)
