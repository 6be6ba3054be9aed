"""The calendar of commissioning by month: what ends, what is to be decided, spent and returned, and which stages are expected."""

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.dateformat import format as in_words
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commissioning import permissions
from commissioning.rules.stages import first_day, last_day
from commissioning.services import dated
from commissioning.services.dated import Dated
from commissioning.views.cells import dataset
from commissioning.views.office import crumbs
from commissioning.views.parts import parts
from commissioning.views.pipeline import list_step
from interface import clock
from interface.calendars import CONTENT_TYPE, Entry, write
from meetings.views import listing

MONTHS = 12
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
REFRESH, MAY_BE_KEPT = timedelta(hours=6), timedelta(minutes=15)
MONTHS_BACK, MONTHS_AHEAD = 12, 24


def kinds(*, works: bool) -> list[tuple[str, str]]:
    """What the calendar can be narrowed to; returns are waited for by the office alone."""
    found = [
        (dated.ENDS, _("Grants and contracts that end")), (dated.EXTENSIONS, _("Extensions to be decided")),
        (dated.SPEND_BY, _("Money to be spent")), (dated.STAGES, _("Stages and other days expected")),
    ]  # fmt: skip
    return [*found, (dated.RETURNS, _("Monitoring returns due"))] if works else found


@require_safe
def calendar(request: Any, area: str) -> HttpResponse:
    """What ends, and what must be decided, by when? Twelve months, beginning with this one or the one asked for."""
    first, found = _found(request)
    works = permissions.can_commission(request.user, request.area)
    asked, today = request.GET.get("kind", ""), clock.today()
    known = dict(kinds(works=works))
    words = ngettext("%(count)s date", "%(count)s dates", len(found)) % {"count": f"{len(found):,}"}
    context = {
        "months": _by_month(found, today),
        "span": _("%(first)s to %(last)s") % {"first": _month(first), "last": _month(first + relativedelta(months=MONTHS - 1))},
        "words": words, "exports": _exports(request) if found else [],
        "filters": [{"text": known.get(asked, asked), "url": _address(request, kind="")}] if asked else [],
        "kinds": [{"text": text, "url": _address(request, kind=key)} for key, text in known.items() if key != asked],
        "earlier": _address(request, start=f"{first - relativedelta(months=MONTHS):%Y-%m}"),
        "later": _address(request, start=f"{first + relativedelta(months=MONTHS):%Y-%m}"),
        "empty": _("Nothing matches. Remove the filter.") if asked else _("No date is known in these months."),
        "parts": parts(request), "breadcrumbs": crumbs(request, list_step(request)),
    }  # fmt: skip
    return render(request, "commissioning/calendar.html", context)


@require_safe
def calendar_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the calendar shows."""
    heads = (_("Date"), _("As it is known"), _("What"), _("About"), _("Public"), _("Address"))
    made = (
        (one.day.isoformat(), one.when, one.what, one.about, _("No") if one.is_private else _("Yes"), one.address)
        for one in _found(request)[1]
    )
    return listing.dataset_as_file(dataset(heads, made), fmt=fmt, name=f"{area}-commissioning-dates")


@require_safe
def calendar_feed(request: Any, area: str) -> HttpResponseBase:
    """What everybody may know, whoever asks: a calendar leaves the portal for other people's servers."""
    today = clock.today()
    first, last = today - relativedelta(months=MONTHS_BACK), today + relativedelta(months=MONTHS_AHEAD)
    found = dated.dated(request.area, AnonymousUser(), first=first, last=last)
    name = _("%(area)s: grants, contracts and procurements") % {"area": request.area.name}
    made = write(name, [_entry(request, one) for one in found], refresh=REFRESH)
    response = HttpResponse(made, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'inline; filename="{area}-commissioning.ics"'
    response["ETag"] = etag = f'"{hashlib.sha256(made).hexdigest()}"'
    patch_cache_control(response, public=True, max_age=int(MAY_BE_KEPT.total_seconds()))
    return get_conditional_response(request, etag=etag, response=response) or response


def _entry(request: Any, one: Dated) -> Entry:
    return Entry(
        uid=f"commissioning-{request.area.slug}-{one.key}@panel-portal",
        title=_("%(what)s: %(about)s") % {"what": one.what, "about": one.about},
        starts=first_day(one.day, one.precision), ends=last_day(one.day, one.precision), stamped=one.stamped,
        url=request.build_absolute_uri(one.address), is_tentative=one.kind == dated.STAGES, is_busy=False, sequence=one.sequence,
    )  # fmt: skip


def _found(request: Any) -> tuple[date, list[Dated]]:
    """The first month that is shown, and what lies in the twelve from it on, as narrowed."""
    first = _start(request.GET.get("start", ""))
    last = first + relativedelta(months=MONTHS) - timedelta(days=1)
    found = dated.dated(request.area, request.user, first=first, last=last)
    asked = request.GET.get("kind", "")
    return first, [one for one in found if not asked or one.kind == asked]


def _start(text: str) -> date:
    """The month asked for, as 2022-03; else the present one."""
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        return clock.today().replace(day=1)
    return asked if EARLIEST <= asked < LATEST else clock.today().replace(day=1)


def _by_month(found: Iterable[Dated], today: date) -> list[dict[str, Any]]:
    months: dict[date, list[dict[str, Any]]] = {}
    for one in found:
        is_over = last_day(one.day, one.precision) < today
        months.setdefault(one.day.replace(day=1), []).append({"line": one, "is_over": is_over})
    return [{"key": f"{month:%Y-%m}", "title": _month(month), "lines": lines} for month, lines in months.items()]


def _month(day: date) -> str:
    return in_words(day, "F Y")


def _address(request: Any, **changes: str) -> str:
    """The present query string with changes; an empty value takes a filter away."""
    query = request.GET.copy()
    for name, value in changes.items():
        query[name] = value
        if not value:
            del query[name]
    return f"?{query.urlencode()}"


def _exports(request: Any) -> list[dict[str, str]]:
    args = [request.area.slug]
    return [
        {"text": _("Download as %(kind)s") % {"kind": fmt.upper()},
         "url": reverse("commissioning:calendar-export", args=[*args, fmt]) + _address(request)}
        for fmt in listing.FORMATS
    ]  # fmt: skip
