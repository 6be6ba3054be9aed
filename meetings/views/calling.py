"""Calling a meeting, changing it, announcing it, and putting it off."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from interface import clock
from interface.once import done_once, refused
from interface.templatetags.dates import long_date
from meetings import permissions, services
from meetings.forms import MeetingCreateForm, MeetingUpdateForm, PostponeForm, ReasonForm
from meetings.models import Meeting
from meetings.services.carrying import papers_to_carry
from meetings.services.reading import DayFacts, day_facts, notice_for, notice_is_past
from meetings.views.acts import own_meeting
from panels.rulebook import RuleMissing


@login_required
def meeting_create(request: Any, area: str) -> HttpResponse:
    """One page; what follows from the day is shown once it is sent."""
    if not permissions.can_create_meeting(request.user, request.area):
        raise PermissionDenied
    bodies = permissions.bodies_to_call(request.user, request.area)
    form = MeetingCreateForm(request.POST if request.method == "POST" else None, area=request.area, bodies=bodies)
    if form.is_valid():
        url = done_once(form, lambda: _create(request, form))
        if url:
            return redirect(url)
    body = _chosen(form, "body") or bodies.first()
    context = {"form": form, "facts": _facts(request, form, body), "meeting": None}
    return render(request, "meetings/meeting_form.html", context)


def _create(request: Any, form: MeetingCreateForm) -> str:
    body = form.cleaned_data["body"]
    meeting = services.create_meeting(body=body, actor=request.user, **form.facts())
    messages.success(request, _said_of(meeting, _("Meeting drafted.")))
    return reverse("meetings:agenda-detail", args=[meeting.area.slug, meeting.slug])


def _said_of(meeting: Meeting, words: str) -> str:
    try:
        notice = notice_for(meeting)
    except RuleMissing:  # no rule for so early or so late a day: the meeting stands, and nothing follows from it
        notice = None
    if notice is None:
        return words
    if notice_is_past(notice, clock.today()):
        return f"{words} " + _("The last day to publish was %(day)s, so say why its agenda opens late before you publish it.") % {
            "day": long_date(notice.last_day)
        }
    return f"{words} " + _("Publish its agenda by %(day)s.") % {"day": long_date(notice.last_day)}


@login_required
def meeting_update(request: Any, area: str, meeting: str) -> HttpResponse:
    """The same page over a meeting that is being prepared."""
    found = own_meeting(request, meeting)
    form = MeetingUpdateForm(request.POST if request.method == "POST" else None, meeting=found)
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            changed = services.update_meeting(meeting=found, actor=request.user, version=version, **form.facts())
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _said_of(changed, _("Meeting saved.")))
            return redirect("meetings:agenda-detail", changed.area.slug, changed.slug)
    context = {"form": form, "meeting": found, "facts": _facts(request, form, found.body, found)}
    return render(request, "meetings/meeting_form.html", context)


@login_required
def meeting_announce(request: Any, area: str, meeting: str) -> HttpResponse:
    """Makes the date known; the agenda stays a draft."""
    found = own_meeting(request, meeting)
    if request.method != "POST":
        return render(request, "meetings/meeting_announce.html", {"meeting": found})
    try:
        services.announce_meeting(meeting=found, actor=request.user)
    except ValidationError as error:
        context = {"meeting": found, "problems": error.messages}
        return render(request, "meetings/meeting_announce.html", context, status=409)
    messages.success(request, _("Meeting announced"))
    return redirect(found)


@login_required
def meeting_cancel(request: Any, area: str, meeting: str) -> HttpResponse:
    """Asks why, then calls the meeting off."""
    found = own_meeting(request, meeting)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.cancel_meeting(meeting=found, reason=form.cleaned_data["reason"], actor=request.user)
        except ValidationError as error:
            refused(form, error)
        else:
            known = _("Meeting cancelled. Its page says why") if found.announced_at else _("Meeting cancelled. Only you see it")
            messages.success(request, known)
            return redirect(found)
    return render(request, "meetings/meeting_cancel.html", {"meeting": found, "form": form})


@login_required
def meeting_postpone(request: Any, area: str, meeting: str) -> HttpResponse:
    """Asks why and until when, then points at the new meeting."""
    found = own_meeting(request, meeting)
    sent = request.POST if request.method == "POST" else None
    form = PostponeForm(sent, meeting=found, paper_count=len(papers_to_carry(found)))
    if form.is_valid():
        url = done_once(form, lambda: _postpone(request, found, form))
        if url:
            return redirect(url)
    return render(request, "meetings/meeting_postpone.html", {"meeting": found, "form": form})


def _postpone(request: Any, meeting: Meeting, form: PostponeForm) -> str:
    names = ("reason", "held_on", "starts_at")
    asked = {name: form.cleaned_data[name] for name in names}
    asked["carry_papers"] = form.cleaned_data.get("carry_papers", False)
    target = services.postpone_meeting(meeting=meeting, actor=request.user, **asked)
    said = {"day": long_date(target.held_on)}
    messages.success(request, _("Meeting postponed to %(day)s. The old page says why and leads there") % said)
    return target.get_absolute_url()


def _chosen(form: Any, name: str) -> Any:
    return getattr(form, "cleaned_data", {}).get(name) if form.is_bound else None


def _facts(request: Any, form: Any, body: Any, meeting: Meeting | None = None) -> DayFacts | None:
    """What follows from the day that was sent; None before anything is sent, or without a real day."""
    day = _chosen(form, "held_on") or _unconfirmed(form) or (meeting.held_on if meeting else None)
    if day is None or body is None:
        return None
    kind = _chosen(form, "kind") or (meeting.kind if meeting else "ordinary")
    try:
        return day_facts(body=body, kind=kind, held_on=day, today=clock.today(), user=request.user, except_for=meeting)
    except RuleMissing:
        return None


def _unconfirmed(form: Any) -> Any:
    """A real day that was refused or waits to be confirmed: it is no longer among the form's answers."""
    if not form.is_bound:
        return None
    field = form.fields["held_on"]
    try:
        return field.clean(field.widget.value_from_datadict(form.data, form.files, form.add_prefix("held_on")))
    except ValidationError:
        return None
