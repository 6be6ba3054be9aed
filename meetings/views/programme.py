"""A body's work programmes: the years, one year by meeting, what stands at its end, its file and its paper."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from interface import clock
from interface.once import done_once, refused
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, short_date
from interface.templatetags.govuk import tag
from meetings import permissions
from meetings.forms.programme import (
    ProgrammeCreateForm,
    ProgrammePaperForm,
    ProgrammePublishForm,
    ProgrammeUpdateForm,
    StandingForm,
)
from meetings.models import WorkProgramme
from meetings.resources import ProgrammeResource
from meetings.services import programme as services
from meetings.services.programme.papers import Place, add_programme_paper, is_published, places_for
from meetings.services.programme.reading import Year, list_programmes, read_year
from meetings.views import listing


def find_programme(request: Any, slug: str) -> WorkProgramme:
    """A work programme that the reader may see."""
    seen = WorkProgramme.objects.visible_to(request.user).for_page().filter(area=request.area)
    return get_object_or_404(seen, slug=slug)


def own_programme(request: Any, slug: str) -> WorkProgramme:
    """A work programme that the reader keeps."""
    programme = find_programme(request, slug)
    if not permissions.can_keep_programme(request.user, programme.body):
        raise PermissionDenied
    return programme


def sent(request: Any) -> Any:
    """What was posted; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def kept(form: Any, work: Any) -> bool:
    """Whether a service took what a form says; otherwise its reasons stand on the form."""
    try:
        work()
    except ValidationError as error:
        refused(form, error)
        return False
    return True


@require_safe
def programme_list(request: Any, area: str) -> HttpResponse:
    """Which years are there? The newest first."""
    keeps = permissions.can_create_meeting(request.user, request.area)
    table = _years(request, list_programmes(request.user, request.area))
    table.empty = _("No work programme is published yet.")
    if keeps:
        table.empty = _("There is no work programme yet. Begin one, and add what the panel has to do in the year.")
    words = ngettext("%(count)s work programme", "%(count)s work programmes", table.count) % {"count": f"{table.count:,}"}
    return render(request, "meetings/programme_list.html", {"table": table, "keeps": keeps, "words": words})


def _years(request: Any, rows: Any) -> Table:
    today = clock.today()
    columns = [
        Column("year", _("Year"), lambda one: _year_cell(one, today), "started_on", heads_row=True),
        Column("body", _("Body"), "body.name", "body__name"),
        Column("from", _("From"), lambda one: _nowrap(short_date(one.started_on))),
        Column("to", _("To"), lambda one: _nowrap(short_date(one.ended_on))),
        Column("entries", _("Entries"), "entry_count", "entry_count", numeric=True),
        Column("state", _("State"), _state_cell),
    ]
    return Table(request, rows, columns=columns, caption=_("By year"), empty="")


def _year_cell(programme: WorkProgramme, today: Any) -> str:
    link = format_html('<a class="govuk-link app-nowrap" href="{}">{}</a>', programme.get_absolute_url(), programme.years)
    is_now = programme.started_on <= today <= programme.ended_on
    return format_html('{}<br><span class="app-quiet">{}</span>', link, _("This year")) if is_now else link


def _state_cell(programme: WorkProgramme) -> str:
    return str(_("Published")) if programme.published_at else tag(_("Draft"))


def _nowrap(words: str) -> str:
    return format_html('<span class="app-nowrap">{}</span>', words)


@login_required
def programme_create(request: Any, area: str) -> HttpResponse:
    """Begin the programme of a year, with the standing reports of the year before."""
    bodies = permissions.bodies_to_call(request.user, request.area)
    if not bodies.exists():
        raise PermissionDenied
    form = ProgrammeCreateForm(sent(request), bodies=bodies)
    if form.is_valid():
        url = done_once(form, lambda: _create(request, form))
        if url:
            return redirect(url)
    return render(request, "meetings/programme_form.html", {"form": form})


def _create(request: Any, form: ProgrammeCreateForm) -> str:
    programme = services.create_programme(**form.facts(), actor=request.user)
    messages.success(request, _("Work programme %(years)s begun. Nobody else sees it yet") % {"years": programme.years})
    return programme.get_absolute_url()


@require_safe
def programme_detail(request: Any, area: str, programme: str) -> HttpResponse:
    """What comes when, and is any meeting overloaded?"""
    found = find_programme(request, programme)
    year = read_year(found, request.user)
    count = len(year.rows)
    context = {
        "programme": found,
        "year": year,
        "words": ngettext("%(count)s entry", "%(count)s entries", count) % {"count": f"{count:,}"},
        "exports": _exports(request, found) if count else [],
        "coming": _coming(year),
        "has_day_to_check": any(group.mismatches for group in year.groups),
    }
    return render(request, "meetings/programme_detail.html", context)


def _coming(year: Year) -> dict[str, Any] | None:
    """The first meeting from today on that takes place, by its number on the page."""
    ahead = (
        {"number": number, "day": group.day}
        for number, group in enumerate(year.groups, 1)
        if group.meeting and group.day and group.day >= year.as_at and not group.is_off
    )
    return next(ahead, None)


def _exports(request: Any, programme: WorkProgramme) -> list[dict[str, str]]:
    return [
        {"text": _("Download as %(kind)s") % {"kind": fmt.upper()},
         "url": reverse("programme:programme-export", args=[request.area.slug, programme.slug, fmt])}
        for fmt in listing.FORMATS
    ]  # fmt: skip


@require_safe
def programme_export(request: Any, area: str, programme: str, fmt: str) -> HttpResponse:
    """Exactly what the year shows, in its order."""
    found = find_programme(request, programme)
    year = read_year(found, request.user)
    rows = []
    for group in year.groups:
        for row in group.rows:
            row.entry.group, row.entry.said = group, row
            rows.append(row.entry)
    resource = ProgrammeResource(shows_load=year.shows_load)
    return listing.as_file(resource, rows, fmt=fmt, name=f"{area}-work-programme-{found.slug}")


@login_required
def programme_update(request: Any, area: str, programme: str) -> HttpResponse:
    """Change the words before a programme and its last day."""
    found = own_programme(request, programme)
    form = ProgrammeUpdateForm(sent(request), programme=found)
    if form.is_valid():
        work = partial(services.change_programme, programme=found, actor=request.user, **form.facts())
        if kept(form, work):
            messages.success(request, _("Work programme saved"))
            return redirect(found)
    return render(request, "meetings/programme_form.html", {"form": form, "programme": found})


@login_required
def programme_standing(request: Any, area: str, programme: str) -> HttpResponse:
    """Which reports come to every meeting."""
    found = own_programme(request, programme)
    form = StandingForm(sent(request), programme=found)
    if form.is_valid():
        work = partial(services.set_standing_reports, programme=found, actor=request.user, **form.facts())
        if kept(form, work):
            messages.success(request, _("Standing reports saved"))
            return redirect(f"{found.get_absolute_url()}#standing")
    return render(request, "meetings/programme_standing.html", {"form": form, "programme": found})


@login_required
def programme_publish(request: Any, area: str, programme: str) -> HttpResponse:
    """Make a programme public, after a look at what the public will see of it."""
    found = own_programme(request, programme)
    form = ProgrammePublishForm(sent(request), programme=found)
    if form.is_valid():
        version = form.cleaned_data["version"]
        work = partial(services.publish_programme, programme=found, version=version, actor=request.user)
        if kept(form, work):
            messages.success(request, _("Work programme %(years)s is published") % {"years": found.years})
            return redirect(found)
    rows = read_year(found, request.user).rows
    hidden = sum(one.entry.is_private for one in rows)
    context = {"form": form, "programme": found, "open_count": len(rows) - hidden, "private_count": hidden}
    return render(request, "meetings/programme_publish.html", context)


@login_required
def programme_paper(request: Any, area: str, programme: str) -> HttpResponse:
    """Put the paper of the work programme on the agenda of a coming meeting."""
    found = own_programme(request, programme)
    places = places_for(request.user, found.body, with_it=request.method == "POST")
    form = ProgrammePaperForm(sent(request), places=places)
    if places and form.is_valid():
        place = form.place
        url = done_once(form, lambda: _paper_added(request, place))
        if url:
            return redirect(url)
    context = {"form": form, "programme": found, "places": places, "is_published": is_published(found.body)}
    return render(request, "meetings/programme_paper.html", context)


def _paper_added(request: Any, place: Place) -> str:
    place.item.meeting = place.meeting
    add_programme_paper(item=place.item, actor=request.user)
    words = _("The paper is on item %(number)s of the agenda of %(day)s")
    messages.success(request, words % {"number": place.item.number, "day": long_date(place.meeting.held_on)})
    url = reverse("meetings:agenda-detail", args=[place.meeting.area.slug, place.meeting.slug])
    return f"{url}#item-{place.item.slug}"
