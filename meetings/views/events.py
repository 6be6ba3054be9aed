"""Events beside the meetings: the list, the page of one, and what its keepers do with it."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from interface import clock
from interface.once import done_once, refused
from interface.tables import PAGE_SIZE, pagination
from interface.templatetags.dates import clock_time, day_date, long_date
from meetings import permissions
from meetings.choices import EventStatus
from meetings.filters import EventFilter
from meetings.forms.events import (
    EventCancelForm,
    EventConfirmForm,
    EventCreateForm,
    EventHeldForm,
    EventReopenForm,
    EventUpdateForm,
)
from meetings.models import Event
from meetings.services import events
from meetings.views.listing import address, shown_filters


@require_safe
def event_list(request: Any, area: str) -> HttpResponse:
    """What happens beside the meetings: coming, with and without a date, then what is over by year."""
    seen = Event.objects.visible_to(request.user).filter(area=request.area).for_page()
    narrowed = EventFilter(request.GET, queryset=events.for_list(seen, clock.today()))
    page = Paginator(narrowed.rows, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [_row(event) for event in page.object_list]
    heading = groupby(rows, key=lambda row: row["group"])
    context = {
        "groups": [{"heading": str(name), "rows": list(found)} for name, found in heading],
        "words": _count_words(page),
        "pagination": pagination(page, lambda number: address(request, page=str(number))),
        "can_create": permissions.can_create_meeting(request.user, request.area),
        "names_bodies": len({row["event"].body_id for row in rows}) > 1,
        **shown_filters(request, narrowed),
    }
    return render(request, "meetings/event_list.html", context)


@require_safe
def event_detail(request: Any, area: str, event: str) -> HttpResponse:
    """What it is, when and where, and how sure that is."""
    found = _find(request, event)
    context = {
        "event": found,
        "when": _when(found, long_date),
        "place": _place(found),
        "keeps": permissions.can_keep_programme(request.user, found.body),
        "is_planned": found.status == EventStatus.PLANNED,
        "may_be_held": not found.held_on or found.held_on <= clock.today(),
    }
    return render(request, "meetings/event_detail.html", context)


@login_required
def event_create(request: Any, area: str) -> HttpResponse:
    """One page: what, when, where, as far as it is known."""
    if not permissions.can_create_meeting(request.user, request.area):
        raise PermissionDenied
    bodies = permissions.bodies_to_call(request.user, request.area)
    form = EventCreateForm(request.POST if request.method == "POST" else None, area=request.area, bodies=bodies)
    if form.is_valid():
        url = done_once(form, lambda: _created(request, form))
        if url:
            return redirect(url)
    return render(request, "meetings/event_form.html", {"form": form, "event": None})


def _created(request: Any, form: EventCreateForm) -> str:
    event = events.create_event(body=form.cleaned_data["body"], actor=request.user, **form.facts())
    messages.success(request, _("Event entered. Everybody sees it") if event.is_public else _("Event entered"))
    return event.get_absolute_url()


@login_required
def event_update(request: Any, area: str, event: str) -> HttpResponse:
    """The same page over an event that is there."""
    found = _own(request, event)
    form = EventUpdateForm(request.POST if request.method == "POST" else None, event=found)
    if form.is_valid() and (changed := _done(form, events.update_event, event=found, actor=request.user, **form.facts())):
        messages.success(request, _("Event saved"))
        return redirect(changed)
    return render(request, "meetings/event_form.html", {"form": form, "event": found})


@login_required
def event_confirm(request: Any, area: str, event: str) -> HttpResponse:
    """Says that the date is certain."""
    found = _own(request, event)
    form = EventConfirmForm(request.POST if request.method == "POST" else None, event=found)
    if form.is_valid() and (changed := _done(form, events.confirm_event, event=found, actor=request.user, **form.facts())):
        messages.success(request, _("Date confirmed: %(day)s") % {"day": long_date(changed.held_on)})
        return redirect(changed)
    return _act_page(request, found, form, heading=_("Confirm the date"), button=_("Confirm the date"))


@login_required
def event_cancel(request: Any, area: str, event: str) -> HttpResponse:
    """Asks why, then calls the event off."""
    found = _own(request, event)
    form = EventCancelForm(request.POST if request.method == "POST" else None, versioned=found)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if changed := _done(form, events.cancel_event, event=found, actor=request.user, reason=reason):
            messages.success(request, _("Event cancelled. Its page says why"))
            return redirect(changed)
    return _act_page(request, found, form, heading=_("Cancel the event"), button=_("Cancel the event"), warns=True)


@login_required
def event_held(request: Any, area: str, event: str) -> HttpResponse:
    """Records on which day it was held."""
    found = _own(request, event)
    sent = request.POST if request.method == "POST" else None
    form = EventHeldForm(sent, versioned=found, initial={"held_on": found.held_on})
    if form.is_valid():
        day = form.cleaned_data["held_on"]
        if changed := _done(form, events.hold_event, event=found, actor=request.user, held_on=day):
            messages.success(request, _("Recorded: the event was held on %(day)s") % {"day": long_date(changed.held_on)})
            return redirect(changed)
    return _act_page(request, found, form, heading=_("Record that it was held"), button=_("Record that it was held"))


@login_required
def event_reopen(request: Any, area: str, event: str) -> HttpResponse:
    """Puts back as planned what was marked in error."""
    found = _own(request, event)
    form = EventReopenForm(request.POST if request.method == "POST" else None, versioned=found)
    if form.is_valid() and (changed := _done(form, events.reopen_event, event=found, actor=request.user)):
        messages.success(request, _("The event is planned again"))
        return redirect(changed)
    return _act_page(request, found, form, heading=_("Put the event back as planned"), button=_("Put it back"))


def _find(request: Any, slug: str) -> Event:
    seen = Event.objects.visible_to(request.user).for_page()
    return get_object_or_404(seen, area=request.area, slug=slug)


def _own(request: Any, slug: str) -> Event:
    event = _find(request, slug)
    if not permissions.can_keep_programme(request.user, event.body):
        raise PermissionDenied
    return event


def _done(form: Any, act: Callable[..., Event], **said: Any) -> Event | None:
    """The event after an act; None when it was refused, with the reasons on the form."""
    try:
        return act(version=form.cleaned_data["version"], **said)
    except ValidationError as error:
        refused(form, error)
        return None


def _act_page(request: Any, event: Event, form: Any, *, heading: str, button: str, warns: bool = False) -> HttpResponse:
    context = {"event": event, "form": form, "heading": heading, "button": button, "warns": warns}
    return render(request, "meetings/event_act.html", context)


def _row(event: Any) -> dict[str, Any]:
    group = _("Coming")
    if event.is_over:
        group = str(event.held_on.year) if event.held_on else _("No date")
    return {"event": event, "group": group, "when": _when(event, _short_day), "place": _place(event)}


def _short_day(day: Any) -> str:
    return f"{day_date(day)} {day.year}"


def _when(event: Event, in_words: Callable[[Any], str]) -> dict[str, Any]:
    """The day or what is known of it, the time or the part of the day, and whether it is still to be confirmed."""
    day = in_words(event.held_on) if event.held_on else event.expected
    time = clock_time(event.starts_at)
    if event.starts_at and event.ends_at:
        time = _("%(start)s to %(end)s") % {"start": time, "end": clock_time(event.ends_at)}
    if not time and event.part_of_day:
        time = str(event.get_part_of_day_display()).lower()
    return {"day": day, "time": time, "unsure": not event.is_confirmed and event.status == EventStatus.PLANNED}


def _place(event: Event) -> str:
    return str(event.venue) if event.venue else event.place


def _count_words(page: Any) -> str:
    count = page.paginator.count
    return ngettext("%(count)s event", "%(count)s events", count) % {"count": f"{count:,}"}
