"""The offices that attend a board by its terms, and the names of who came for them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from interface import clock
from interface.once import refused
from interface.templatetags.dates import long_date
from meetings.forms.attendees import NamesForm, StandingCreateForm, StandingUpdateForm
from meetings.models import Minutes, StandingAttendee
from meetings.services import attendance
from meetings.services import attendees as services
from meetings.views.acts import own_meeting
from meetings.views.attendance import stopped
from panels.forms.arrangements import EndForm
from panels.models import Body
from panels.permissions import can_write_agendas
from panels.views.keeping import ActPage, act, posted


@login_required
def attendee_names(request: Any, area: str, meeting: str) -> HttpResponse:
    """Say who came for each office, and how the minutes write it."""
    found = own_meeting(request, meeting)
    if closed := stopped(request, found, Minutes.objects.visible_to(request.user).filter(meeting=found).first()):
        return closed
    form = NamesForm(posted(request), rows=attendance.rows_to_name(found))
    if form.is_valid():
        try:
            saved = attendance.name_attendees(meeting=found, rows=form.said(), actor=request.user)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("Names saved") if saved else _("Nothing was changed"))
            return redirect("meetings:attendance-detail", found.area.slug, found.slug)
    return render(request, "meetings/attendee_names.html", {"meeting": found, "form": form, "lines": form.lines()})


# The list of a body -----------------------------------------------------------------------------------------------


@login_required
def attendee_create(request: Any, area: str, body: str) -> HttpResponse:
    """Enter an office that attends."""
    here = _kept_body(request, body)
    form = StandingCreateForm(posted(request), initial={"started_on": clock.today()})
    page = ActPage(_("Add an office that attends"), _("Add the office"), _trail(request, here), words=[_agendas(here)])

    def work() -> str:
        made = services.add_standing_attendee(body=here, actor=request.user, **form.facts())
        return _told(request, here, _("%(office)s is in the list") % {"office": made})

    return act(request, form, page, work)


@login_required
def attendee_update(request: Any, area: str, body: str, number: int) -> HttpResponse:
    """Correct the office, its group or the days."""
    row = _kept_row(request, body, number)
    form = StandingUpdateForm(posted(request), attendee=row)
    title = _("Change: %(office)s") % {"office": row}
    page = ActPage(title, _("Save the office"), _trail(request, row.body), words=[_agendas(row.body)])

    def work() -> str:
        version = form.cleaned_data["version"]
        saved = services.change_standing_attendee(attendee=row, version=version, actor=request.user, **form.facts())
        return _told(request, row.body, _("%(office)s is saved") % {"office": saved})

    return act(request, form, page, work)


@login_required
def attendee_end(request: Any, area: str, body: str, number: int) -> HttpResponse:
    """Give an office its last day."""
    row = _kept_row(request, body, number)
    form = EndForm(posted(request), versioned=row, initial={"ended_on": row.ended_on or clock.today()})
    facts = [{"term": _("Office"), "value": row.office}, {"term": _("From"), "value": long_date(row.started_on)}]
    words = [_("Agendas and minutes up to that day go on naming it. To undo this, change the entry and empty the day.")]
    title = _("End: %(office)s") % {"office": row}
    page = ActPage(title, _("Enter the last day"), _trail(request, row.body), words=words, facts=facts)

    def work() -> str:
        said = form.cleaned_data
        services.end_standing_attendee(attendee=row, version=said["version"], ended_on=said["ended_on"], actor=request.user)
        told = {"office": row, "day": long_date(said["ended_on"])}
        return _told(request, row.body, _("%(office)s attends until %(day)s") % told)

    return act(request, form, page, work)


@login_required
@require_POST
def attendee_move(request: Any, area: str, body: str, number: int, step: int) -> HttpResponse:
    """Let an office change places with the one above or below it."""
    row = _kept_row(request, body, number)
    try:
        services.move_standing_attendee(attendee=row, step=step, actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(_body_url(row.body))


def _kept_body(request: Any, slug: str) -> Body:
    bodies = Body.objects.visible_to(request.user).filter(area=request.area).select_related("area")
    body = get_object_or_404(bodies, slug=slug)
    if not can_write_agendas(request.user, body):
        raise PermissionDenied
    return body


def _kept_row(request: Any, slug: str, number: int) -> StandingAttendee:
    body = _kept_body(request, slug)
    row = get_object_or_404(StandingAttendee.objects.visible_to(request.user).filter(body=body), number=number)
    row.body = body
    return row


def _agendas(body: Body) -> str:
    return _("Agendas of %(body)s name it, and the attendance of each meeting begins with it.") % {"body": body.name}


def _told(request: Any, body: Body, words: str) -> str:
    messages.success(request, words)
    return _body_url(body)


def _body_url(body: Body) -> str:
    return f"{body.get_absolute_url()}#attendees"


def _trail(request: Any, body: Body) -> list[dict[str, str]]:
    return [
        {"url": reverse("area-home", args=[request.area.slug]), "text": request.area.name},
        {"url": reverse("panels:body-list", args=[request.area.slug]), "text": _("Bodies")},
        {"url": body.get_absolute_url(), "text": body.name},
    ]
