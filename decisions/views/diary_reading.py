"""Whom the Commissioner meets, as it is read: the diary, one entry, and both as files and as a calendar."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from decisions import permissions
from decisions.filters import DiaryFilter
from decisions.models import DiaryEntry
from decisions.resources import diary_dataset
from decisions.views.office import crumbs
from interface import clock
from interface.calendars import CONTENT_TYPE, Entry, write
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, short_date
from interface.templatetags.govuk import tag
from meetings.views import listing
from panels.working_days import add_months

NOBODY = AnonymousUser()
MONTHS_BACK, MONTHS_AHEAD = 12, 24
REFRESH = timedelta(hours=6)
MAY_BE_KEPT = timedelta(minutes=15)
QUIET = '{}<br><span class="app-quiet govuk-!-font-weight-regular">{}</span>'


def find(request: Any, number: int) -> DiaryEntry:
    """An entry that the reader may see."""
    seen = DiaryEntry.objects.visible_to(request.user).select_related("area")
    return get_object_or_404(seen, area=request.area, number=number)


def entry_url(entry: DiaryEntry) -> str:
    """The page of an entry."""
    return reverse("diary:diary-detail", args=[entry.area.slug, entry.number])


def list_step(request: Any) -> tuple[str, str]:
    """The diary, as a step on the way to a page below it."""
    return reverse("diary:diary-list", args=[request.area.slug]), _("Engagement diary")


def day_words(entry: DiaryEntry, *, is_long: bool = False) -> str:
    """When it is: the day, the words in its place, or that it is still to be agreed."""
    if entry.on is not None:
        return str(long_date(entry.on) if is_long else short_date(entry.on))
    return entry.date_words or _("date to be agreed")


@require_safe
def diary_list(request: Any, area: str) -> HttpResponse:
    """Whom does the Commissioner meet, and about what?"""
    narrowed = _narrowed(request)
    table = _table(request, narrowed)
    works = permissions.can_work_on_decisions(request.user, request.area)
    words = ngettext("%(count)s engagement", "%(count)s engagements", table.count) % {"count": f"{table.count:,}"}
    table.empty = _empty(narrowed, works=works)
    context = {
        "table": table, "works": works, "breadcrumbs": crumbs(request), "spans": _spans(request),
        **listing.shown(request, narrowed, words=words, export="diary:diary-export"),
    }  # fmt: skip
    context["exports"] = context["exports"] if table.count else []
    return render(request, "decisions/diary_list.html", context)


@require_safe
def diary_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters and its order, on every page of it."""
    rows = _table(request, _narrowed(request)).page.paginator.object_list
    return listing.dataset_as_file(diary_dataset(rows), fmt=fmt, name=f"{area}-diary")


def _narrowed(request: Any) -> DiaryFilter:
    seen = DiaryEntry.objects.visible_to(request.user).filter(area=request.area).select_related("area")
    return DiaryFilter(request.GET, queryset=seen, today=clock.today())


def _spans(request: Any) -> list[dict[str, Any]]:
    """Links to what is to come and to what was."""
    asked = request.GET.get("when", "")
    spans = [("", _("All")), ("upcoming", _("To come")), ("past", _("Past"))]
    found = []
    for value, words in spans:
        query = listing.address(request, when=value) if value else _without_when(request)
        found.append({"text": words, "url": query, "current": asked == value})
    return found


def _without_when(request: Any) -> str:
    query = request.GET.copy()
    for name in ("when", "page"):
        query.pop(name, None)
    return f"?{query.urlencode()}"


def _table(request: Any, narrowed: DiaryFilter) -> Table:
    columns = [
        Column("date", _("Date"), _day_cell, "on", heads_row=True),
        Column("with_whom", _("With whom"), _whom_cell, "with_whom"),
        Column("subject", _("About what"), _subject_cell, "subject"),
        Column("place", _("Where"), lambda one: one.place or _("not said"), "place"),
    ]
    return Table(request, narrowed.rows, columns=columns, caption=_("Engagements of the Commissioner"), empty="")


def _day_cell(one: DiaryEntry) -> SafeString:
    link = format_html('<a class="govuk-link app-nowrap" href="{}">{}</a>', entry_url(one), day_words(one))
    return format_html(QUIET, link, one.get_part_of_day_display()) if one.part_of_day else link


def _whom_cell(one: DiaryEntry) -> SafeString:
    return format_html(QUIET, one.with_whom, one.get_kind_display())


def _subject_cell(one: DiaryEntry) -> SafeString:
    """What it is about, with what the reader must know: that it is called off, not agreed or private."""
    tags = [
        tag(_("Cancelled")) if one.cancelled_why else "",
        tag(_("To be agreed"), "yellow") if one.on is None and not one.cancelled_why else "",
        "" if one.published_at else tag(_("Private")),
    ]
    made = format_html("{}", one.subject)
    for mark in tags:
        made = format_html("{} {}", made, mark) if mark else made
    return format_html(QUIET, made, one.cancelled_why) if one.cancelled_why else made


def _empty(narrowed: DiaryFilter, *, works: bool) -> str:
    """Why no row is shown, and what to do next."""
    if narrowed.in_force():
        return _("No engagements match. Remove a filter.")
    if works:
        return _("The diary is empty. Enter whom the Commissioner meets, then publish what everybody may read.")
    return _("No engagement is published yet. Those that the Commissioner makes public appear here.")


@require_safe
def diary_detail(request: Any, area: str, number: int) -> HttpResponse:
    """One engagement: when, where, with whom and about what."""
    entry = find(request, number)
    rows = [
        (_("When"), day_words(entry, is_long=True)),
        (_("Time of day"), entry.get_part_of_day_display()),
        (_("With whom"), entry.with_whom),
        (_("Kind"), entry.get_kind_display()),
        (_("Where"), entry.place),
        (_("Why it was called off"), entry.cancelled_why),
    ]
    context = {
        "entry": entry,
        "is_undated": entry.on is None and not entry.cancelled_why,
        "facts": [{"term": term, "value": value} for term, value in rows if value],
        "works": permissions.can_work_on_decisions(request.user, request.area),
        "breadcrumbs": crumbs(request, list_step(request)),
    }
    return render(request, "decisions/diary_detail.html", context)


# The calendar ---------------------------------------------------------------------------------------------------------


@require_safe
def diary_feed(request: Any, area: str) -> HttpResponseBase:
    """What the public may know of the diary, a year back and two ahead, as a calendar: the same whoever asks for it."""
    name = _("%(area)s: engagements of the Commissioner") % {"area": request.area.name}
    made = write(name, _entries(request.area), refresh=REFRESH)
    response = HttpResponse(made, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'inline; filename="{area}-diary.ics"'
    response["ETag"] = etag = f'"{hashlib.sha256(made).hexdigest()}"'
    patch_cache_control(response, public=True, max_age=int(MAY_BE_KEPT.total_seconds()))
    return get_conditional_response(request, etag=etag, response=response) or response


def _entries(area: Any) -> Iterator[Entry]:
    """The lines of the calendar; what has no day yet is in none, and what was called off stays in it, cancelled."""
    today = clock.today()
    between = add_months(today, -MONTHS_BACK), add_months(today, MONTHS_AHEAD)
    rows = DiaryEntry.objects.visible_to(NOBODY).filter(area=area, on__range=between).select_related("area")
    for one in rows.order_by("on", "number"):
        said = [one.subject, one.get_part_of_day_display(), one.cancelled_why]
        yield Entry(
            uid=f"diary-{area.slug}-{one.number}@{settings.SITE_ADDRESS.split('://')[-1]}",
            title=_("Commissioner: %(whom)s") % {"whom": one.with_whom},
            starts=one.on,
            stamped=one.published_at,
            description="\n".join(line for line in said if line),
            location=one.place,
            url=f"{settings.SITE_ADDRESS}{entry_url(one)}",
            is_cancelled=bool(one.cancelled_why),
            is_busy=False,
            sequence=one.version,
        )
