"""The list of meetings, and the same as a file."""

from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from import_export.formats.base_formats import CSV, ODS, XLSX

from documents.choices import Edition
from documents.models import Pack
from interface import clock
from interface.tables import PAGE_SIZE, pagination
from meetings import permissions, rules
from meetings.choices import Publication
from meetings.filters import MeetingFilter
from meetings.models import Meeting
from meetings.resources import MeetingResource

FORMATS = {"csv": CSV, "xlsx": XLSX, "ods": ODS}


@require_safe
def meeting_list(request: Any, area: str) -> HttpResponse:
    """Coming meetings, then those that are over by year."""
    narrowed = _narrowed(request)
    page = Paginator(narrowed.rows, PAGE_SIZE).get_page(request.GET.get("page"))
    meetings = list(page.object_list)
    context = {
        "groups": _grouped(request, meetings),
        "filter_form": narrowed.boxes,
        "words": _count_words(page),
        "filters": [{"text": text, "url": _without(request, name)} for name, text in narrowed.in_force()],
        "exports": _exports(request) if meetings else [],
        "pagination": pagination(page, lambda number: _address(request, page=str(number))),
        "can_create": permissions.can_create_meeting(request.user, request.area),
        "any_filter": bool(narrowed.in_force()),
        "names_bodies": len({meeting.body_id for meeting in meetings}) > 1,
    }
    return render(request, "meetings/meeting_list.html", context)


@require_safe
def meeting_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters, on every page of it."""
    if fmt not in FORMATS:
        raise Http404
    made = FORMATS[fmt]()
    data = made.export_data(MeetingResource().export(_narrowed(request).rows))
    response = HttpResponse(data, content_type=made.get_content_type())
    response["Content-Disposition"] = f'attachment; filename="{area}-meetings.{fmt}"'
    return response


def _narrowed(request: Any) -> MeetingFilter:
    seen = Meeting.objects.visible_to(request.user).filter(area=request.area)
    return MeetingFilter(request.GET, queryset=seen.for_list(clock.today()), user=request.user, area=request.area)


def _grouped(request: Any, meetings: list[Meeting]) -> list[dict[str, Any]]:
    """Upcoming, then each year, with the links that each meeting has."""
    collections = [meeting.slug for meeting in meetings]
    seen = Pack.objects.visible_to(request.user).filter(area=request.area, collection__in=collections, part=0)
    packs = {pack.collection: pack for pack in seen.filter(edition=Edition.PUBLIC).order_by("number")}
    rows = [_row(request, meeting, packs.get(meeting.slug)) for meeting in meetings]
    heading = groupby(rows, key=lambda row: row["group"])
    return [{"heading": str(name), "key": f"group-{place}", "rows": list(found)} for place, (name, found) in enumerate(heading)]


def _row(request: Any, meeting: Meeting, pack: Pack | None) -> dict[str, Any]:
    reads = rules.agenda_is_read_by(
        meeting.agenda_publication,
        is_out=meeting.agenda_is_out,
        reads_restricted=permissions.can_read_private(request.user, meeting),
    )
    return {
        "meeting": meeting,
        "group": meeting.held_on.year if meeting.held_on < clock.today() else _("Upcoming"),
        "has_agenda": reads,
        "pack": pack,
        **_minutes(request.user, meeting),
        "nothing": "" if reads else _nothing_to_read(meeting),
    }


def _minutes(user: Any, meeting: Meeting) -> dict[str, bool]:
    """Whether a row leads to minutes, or to the sheet of decisions that came before them."""
    reads = permissions.can_read_minutes(user, meeting)
    return {"has_minutes": reads, "has_decisions": not reads and permissions.can_read_decisions(user, meeting)}


def _nothing_to_read(meeting: Meeting) -> str:
    """Why a row leads to no agenda."""
    if meeting.publication != Publication.PUBLIC:
        return _("not open to the public")
    if meeting.status in rules.OFF:
        return _("none")
    return _("not on this site") if rules.is_over(meeting.status, meeting.held_on, clock.today()) else _("nothing yet")


def _count_words(page: Any) -> str:
    count = page.paginator.count
    words = ngettext("%(count)s meeting", "%(count)s meetings", count) % {"count": f"{count:,}"}
    if page.paginator.num_pages < 2:
        return words
    span = {"first": page.start_index(), "last": page.end_index(), "words": words}
    return _("%(words)s, showing %(first)s to %(last)s") % span


def _exports(request: Any) -> list[dict[str, str]]:
    query = _address(request)
    return [
        {"text": _("Download as %(kind)s") % {"kind": fmt.upper()},
         "url": reverse("meetings:meeting-export", args=[request.area.slug, fmt]) + (query if query != "?" else "")}
        for fmt in FORMATS
    ]  # fmt: skip


def _address(request: Any, **changes: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}"


def _without(request: Any, name: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    query.pop(name, None)
    return f"?{query.urlencode()}"
