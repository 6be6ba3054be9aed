"""A month as a calendar: meetings, events and the deadlines that everybody may know."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateformat import format as in_words
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from interface import clock
from meetings import permissions
from meetings.rules.year import WEEKDAYS, has_page, month_after, weeks_of
from meetings.services.months import entries_of, next_day
from panels.working_days import holiday_name


@require_safe
def month_current(request: Any, area: str) -> HttpResponse:
    """Leads to the month that it is."""
    today = clock.today()
    return redirect(_address(request, today.year, today.month))


@require_safe
def month_detail(request: Any, area: str, year: int, month: int) -> HttpResponse:
    """What is when: a week on a row, on a phone the days under one another."""
    if not has_page(year, month):
        raise Http404
    days = [[day for day in week if day] for week in weeks_of(year, month)]
    first, last = days[0][0], days[-1][-1]
    entries = entries_of(request.area, request.user, first=first, last=last)
    context = {
        "month": first,
        "month_words": in_words(first, "F Y"),
        "weekdays": [words for _number, words in WEEKDAYS],
        "weeks": [_week(request, week, entries) for week in weeks_of(year, month)],
        "count": sum(len(found) for found in entries.values()),
        "next_day": next_day(request.area, request.user, after=last) if not entries else None,
        "can_call": permissions.can_create_meeting(request.user, request.area),
        **_neighbours(request, year, month),
    }
    return render(request, "meetings/month_detail.html", context)


def _week(request: Any, week: list[date | None], entries: dict[date, list]) -> dict[str, Any]:
    days = [day for day in week if day]
    return {"first": days[0], "last": days[-1], "days": [_day(request, day, entries) for day in week]}


def _day(request: Any, day: date | None, entries: dict[date, list]) -> dict[str, Any]:
    if day is None:
        return {"day": None}
    holiday = holiday_name(day, request.area.nation)
    found = entries.get(day, [])
    return {
        "day": day,
        "is_today": day == clock.today(),
        "holiday": holiday,
        "entries": found,
        "is_quiet": not (found or holiday),
    }


def _neighbours(request: Any, year: int, month: int) -> dict[str, Any]:
    """The months before and after that have a page, and the present one unless it is shown."""
    today = clock.today()
    beside = {}
    for name, steps in (("before", -1), ("after", 1)):
        there = month_after(year, month, steps)
        if has_page(*there):
            beside[name] = {"url": _address(request, *there), "text": in_words(date(*there, 1), "F Y")}
    is_now = (today.year, today.month) == (year, month)
    now = {"url": _address(request, today.year, today.month), "text": _("This month")}
    return {**beside, "now": None if is_now else now}


def _address(request: Any, year: int, month: int) -> str:
    return reverse("programme:month-detail", args=[request.area.slug, year, month])
