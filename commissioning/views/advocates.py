"""The councillor advocate scheme as it is read: who speaks for which council, and when they meet."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commissioning import permissions
from commissioning.filters.bids import AdvocateFilter
from commissioning.models import Advocate, AdvocateMeeting
from commissioning.rules import advocates as rules
from commissioning.views.bid_reading import list_step
from commissioning.views.cells import dataset, row_acts
from commissioning.views.office import crumbs
from commissioning.views.parts import parts
from commissioning.views.schemes import schemes
from interface import clock, markdown
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, short_date
from meetings.views import listing

EVERY = 500  # meetings of advocates, four a year: never cut in pages


def around(request: Any, _area: Any) -> dict[str, Any]:
    """What the pages below the list have around their form."""
    here = reverse("bids:advocate-list", args=[request.area.slug])
    return {"back": (here, _("Back to the advocates")), "steps": [list_step(request), (here, _("Councillor advocates"))]}


@require_safe
def advocate_list(request: Any, area: str) -> HttpResponse:
    """Who speaks for which council on policing, and when do they meet?"""
    narrowed = _narrowed(request)
    works = permissions.can_commission(request.user, request.area)
    table = _table(request, narrowed, works=works)
    words = ngettext("%(count)s advocate", "%(count)s advocates", table.count) % {"count": f"{table.count:,}"}
    table.empty = _empty(narrowed, works=works)
    meetings = list(AdvocateMeeting.objects.visible_to(request.user).filter(area=request.area).order_by("-held_on", "number"))
    standing = [one for one in meetings if one.removed_at is None]
    context = {
        "table": table, "works": works, "parts": parts(request), "schemes": schemes(request),
        "key_facts": _key_facts(request, standing), "meetings": _meetings(request, standing, works=works),
        "removed": _removed(request, meetings) if works else [], "breadcrumbs": crumbs(request, list_step(request)),
        **listing.shown(request, narrowed, words=words, export="bids:advocate-export"),
    }  # fmt: skip
    context["exports"] = context["exports"] if table.count else []
    return render(request, "commissioning/advocate_list.html", context)


@require_safe
def advocate_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filter and its order, on every page of it."""
    rows = _table(request, _narrowed(request), works=False).page.paginator.object_list
    heads = (_("Council"), _("Councillor"), _("Policing area"), _("From"), _("Last day"))
    made = (
        (rules.council_of(one), one.councillor, one.policing_area, one.started_on.isoformat(), _day(one.ended_on))
        for one in rows
    )  # fmt: skip
    return listing.dataset_as_file(dataset(heads, made), fmt=fmt, name=f"{area}-councillor-advocates")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _narrowed(request: Any) -> AdvocateFilter:
    seen = Advocate.objects.visible_to(request.user).kept().filter(area=request.area).select_related("area", "authority")
    ordered = seen.order_by("authority__name", "council", "-started_on", "pk")
    return AdvocateFilter(request.GET, queryset=ordered, today=clock.today())


def _table(request: Any, narrowed: AdvocateFilter, *, works: bool) -> Table:
    columns = [
        Column("council", _("Council"), _council_cell, "authority__name", heads_row=True),
        Column("councillor", _("Councillor"), "councillor", "councillor"),
        Column("area", _("Policing area"), lambda one: one.policing_area or _("not known"), "policing_area"),
        Column("since", _("Since"), _time_cell, "started_on"),
    ]
    if works:
        columns.append(Column("acts", _("For the office"), _advocate_acts))
    return Table(request, narrowed.rows, columns=columns, caption=_("Councillor advocates, by council"), empty="")


def _council_cell(one: Advocate) -> str:
    return rules.council_of(one)


def _time_cell(one: Advocate) -> str:
    if one.ended_on is None:
        return str(short_date(one.started_on))
    return _("%(first)s to %(last)s") % {"first": short_date(one.started_on), "last": short_date(one.ended_on)}


def _advocate_acts(one: Advocate) -> SafeString:
    args = [one.area.slug, one.number]
    return row_acts(
        reverse("bids:advocate-update", args=args), reverse("bids:advocate-remove", args=args), rules.council_of(one)
    )  # fmt: skip


def _key_facts(request: Any, meetings: list[AdvocateMeeting]) -> list[dict[str, Any]]:
    """How many councils have an advocate, and when they met and meet."""
    today, days = clock.today(), [one.held_on for one in meetings]
    seen = Advocate.objects.visible_to(request.user).kept().filter(area=request.area).select_related("authority")
    councils = {rules.council_of(one).casefold() for one in seen if rules.speaks(one, today)}
    return [
        {"term": _("Councils with an advocate"), "value": f"{len(councils):,}" if councils else _("none")},
        {"term": _("Last met"), "value": short_date(rules.last_met(days, today)) or _("not known")},
        {"term": _("Meet next"), "value": short_date(rules.next_meets(days, today)) or _("not known"),
         "note": _("They meet each quarter")},
    ]  # fmt: skip


def _meetings(request: Any, rows: list[AdvocateMeeting], *, works: bool) -> Table:
    columns = [
        Column("date", _("Date"), lambda one: long_date(one.held_on), heads_row=True),
        Column("place", _("Place"), lambda one: one.place or _("not known")),
        Column("subjects", _("Subjects"), lambda one: markdown.render(one.subjects, level=4) or _("not known")),
    ]
    if works:
        columns.append(Column("acts", _("For the office"), lambda one: _meeting_acts(request, one)))
    return Table(
        request, rows, columns=columns, caption=_("Meetings of the advocates, the newest first"), per_page=EVERY,
        empty=_("No meeting is entered yet."),
    )  # fmt: skip


def _meeting_acts(request: Any, one: AdvocateMeeting) -> SafeString:
    args = [request.area.slug, one.number]
    return row_acts(reverse("bids:meeting-update", args=args), reverse("bids:meeting-remove", args=args), long_date(one.held_on))


def _removed(request: Any, meetings: list[AdvocateMeeting]) -> list[dict[str, str]]:
    """What was taken out, for who may put it back."""
    seen = Advocate.objects.visible_to(request.user).filter(area=request.area, removed_at__isnull=False)
    rows: list[tuple[str, str, Any]] = [
        (_("%(name)s, %(council)s") % {"name": one.councillor, "council": rules.council_of(one)}, "advocate", one)
        for one in seen.select_related("authority").order_by("number")
    ]
    rows += [(long_date(one.held_on), "meeting", one) for one in meetings if one.removed_at]
    return [
        {"words": words, "url": reverse(f"bids:{name}-restore", args=[request.area.slug, row.number])}
        for words, name, row in rows
    ]


def _empty(narrowed: AdvocateFilter, *, works: bool) -> str:
    if narrowed.in_force():
        return _("No advocates match. Remove a filter.")
    if works:
        return _("No advocate is entered yet. Enter the councillor of each council that takes part.")
    return _("No councillor advocate is named yet. They appear here with the councils that they speak for.")
