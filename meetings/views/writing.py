"""Minuting a meeting, item by item: begin, go to the next item, say what became of one, say who is in the room."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from interface.once import done_once, refused
from meetings import permissions
from meetings.forms.minute_items import BeginForm, OutcomeForm, RaisedItemForm
from meetings.forms.minutes import FORMS
from meetings.models import Meeting, MinuteItem, Minutes
from meetings.services.attendance import rooms, set_room
from meetings.services.minutes.exclusion import open_item, papers_to_open, publish_opened_papers
from meetings.services.minutes.items import raise_item, settle_item
from meetings.services.minutes.starting import start_minutes
from meetings.views.acts import find_meeting
from meetings.views.writing_page import (
    address,
    is_heading,
    item_page,
    item_url,
    items_of,
    outcome_form,
    own_minute_item,
    own_minutes,
    seats_of,
    steps,
)

ADD = "add:"  # what a button that adds an entry is called, before the kind


def _write_url(meeting: Meeting) -> str:
    return reverse("meetings:minutes-write", args=[meeting.area.slug, meeting.slug])


@login_required
def minutes_start(request: Any, area: str, meeting: str) -> HttpResponse:
    """Begins the minutes with the items of the agenda; leads to them where they are begun."""
    found = find_meeting(request, meeting)
    if not permissions.can_write_minutes(request.user, found):
        raise PermissionDenied
    if Minutes.objects.visible_to(request.user).filter(meeting=found).exists():
        return redirect(_write_url(found))
    form = BeginForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        url = done_once(form, lambda: _begin(request, found))
        if url:
            return redirect(url)
    context = {"meeting": found, "form": form, "item_count": found.agenda_items.count()}
    return render(request, "meetings/minute_start.html", context)


def _begin(request: Any, meeting: Meeting) -> str:
    start_minutes(meeting=meeting, actor=request.user)
    return _write_url(meeting)


@login_required
@require_safe
def minutes_write(request: Any, area: str, meeting: str) -> HttpResponse:
    """Goes to the first item that is not done; the overview when all are."""
    minutes = own_minutes(request, meeting)
    items = items_of(minutes)
    waiting = next((one for one in items if not one.is_done and not is_heading(one)), None)
    if waiting and not minutes.is_out:
        return redirect(item_url(waiting))
    lines = [{"item": one, "url": item_url(one), "is_heading": is_heading(one)} for one in items]
    context = {"meeting": minutes.meeting, "minutes": minutes, "lines": lines}
    return render(request, "meetings/minute_overview.html", context)


@login_required
def minute_item(request: Any, area: str, meeting: str, item: str) -> HttpResponse:
    """One item as it is minuted. Sent, it keeps what became of the item and goes on to the next."""
    found = own_minute_item(request, meeting, item)
    if request.method != "POST":
        return item_page(request, found)
    outcome = outcome_form(found, request.POST)
    then = request.POST.get("then", "")
    is_done = found.is_done if then.startswith(ADD) else then != "later"
    if outcome.is_valid() and settled(request, found, outcome, is_done=is_done):
        return redirect(after_item(request, found))
    return item_page(request, found, outcome=outcome)


def settled(request: Any, item: MinuteItem, outcome: OutcomeForm, *, is_done: bool) -> bool:
    """Keep what became of an item; a refusal stands on the form."""
    facts, version = outcome.facts(), outcome.cleaned_data["version"]
    try:
        settle_item(item=item, version=version, actor=request.user, is_done=is_done, **facts)
    except ValidationError as error:
        refused(outcome, error)
        return False
    return True


def after_item(request: Any, item: MinuteItem) -> str:
    """Where saving an item leads: the next one, the overview after the last, a new entry, or back where it is not done yet."""
    then = request.POST.get("then", "")
    if then == "later":
        return item_url(item)
    if then.startswith(ADD):
        return address("entry-create", item, then[len(ADD) :]) if then[len(ADD) :] in FORMS else item_url(item, "add")
    _before, after = steps(items_of(item.minutes), item)
    return item_url(after) if after else _write_url(item.minutes.meeting)


@login_required
@require_POST
def minute_room(request: Any, area: str, meeting: str, item: str) -> HttpResponse:
    """Who is in the room for one item."""
    found = own_minute_item(request, meeting, item)
    keep_room(request, found)
    return redirect(item_url(found, "room"))


def keep_room(request: Any, item: MinuteItem) -> None:
    """Keep who of those at the meeting was out of the room. Only what the page's reader changed is changed."""
    seats = {str(row.number): row.pk for row, _inside, why in seats_of(item, rooms(item.minutes)[item.pk]) if not why}
    shown = request.POST.getlist("seat") or list(seats)
    present, was_out = set(request.POST.getlist("present")), set(request.POST.getlist("was_out"))
    absent = [seats[number] for number in shown if number in seats and number not in present]
    before = [seats[number] for number in was_out if number in seats] if "seat" in request.POST else None
    try:
        set_room(item=item, absent=absent, before=before, actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Who is in the room is saved"))


@login_required
def minute_item_open(request: Any, area: str, meeting: str, item: str) -> HttpResponse:
    """Makes an item public whose exclusion of the public was not carried, and its papers with it. Asks first."""
    found = own_minute_item(request, meeting, item)
    if not found.is_private:
        return redirect(item_url(found))
    form = BeginForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        url = done_once(form, lambda: _open(request, found))
        if url:
            return redirect(url)
    context = {"meeting": found.minutes.meeting, "item": found, "form": form, "papers": papers_to_open(found)}
    return render(request, "meetings/minute_item_open.html", context)


def _open(request: Any, item: MinuteItem) -> str:
    papers = papers_to_open(item)
    opened = open_item(item=item, actor=request.user)
    publish_opened_papers(item=opened, actor=request.user)
    messages.success(request, _("The item and its papers are public") if papers else _("The item is public"))
    return item_url(item)


@login_required
def minute_item_create(request: Any, area: str, meeting: str) -> HttpResponse:
    """An item that was raised at the meeting, outside the agenda."""
    minutes = own_minutes(request, meeting)
    form = RaisedItemForm(request.POST if request.method == "POST" else None, items=items_of(minutes))
    if form.is_valid():
        url = done_once(form, lambda: item_url(raise_item(minutes=minutes, actor=request.user, **form.facts())))
        if url:
            return redirect(url)
    return render(request, "meetings/minute_item_create.html", {"meeting": minutes.meeting, "minutes": minutes, "form": form})
