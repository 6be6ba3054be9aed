"""Apologies and substitutes sent in beforehand: by a member for themselves, by who prepares the meeting for any member."""

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
from interface.once import done_once
from meetings import permissions
from meetings.choices import AttendanceStatus
from meetings.forms.attendance import ApologiesForm
from meetings.models import Attendance, Meeting
from meetings.rules.attendance import in_order, meeting_problem
from meetings.services.attendance import send_apologies, withdraw_apologies
from meetings.views.acts import find_meeting
from panels.models import Membership, Person


@login_required
def apologies_create(request: Any, area: str, meeting: str) -> HttpResponse:
    """Say that a member cannot come and who comes instead, and see or take back what was sent."""
    found = find_meeting(request, meeting)
    prepares = _may_send(request, found)
    own = None if prepares else permissions.seat_of(request.user, found.body)
    seats = Membership.objects.on(found.held_on).filter(body=found.body_id)
    members = Person.objects.filter(pk__in=seats.values("person")).order_by("name", "pk")
    sent = _sent(found, own, prepares=prepares)
    start = {"substitute_named": sent[0].substitute_named} if own and sent else {}
    form = ApologiesForm(request.POST if request.method == "POST" else None, members=members, own=own, initial=start)
    closed = _closed(found, own, prepares=prepares)
    if not closed and form.is_valid():
        url = done_once(form, lambda: _send(request, found, form, prepares=prepares))
        if url:
            return redirect(url)
    context = {"meeting": found, "form": form, "own": own, "prepares": prepares, "sent": sent, "closed": closed}
    return render(request, "meetings/apologies_create.html", context)


@login_required
@require_POST
def apologies_withdraw(request: Any, area: str, meeting: str, number: int) -> HttpResponse:
    """A member comes after all."""
    found = find_meeting(request, meeting)
    prepares = _may_send(request, found)
    row = get_object_or_404(Attendance.objects.select_related("person", "meeting"), meeting=found, number=number)
    own = permissions.seat_of(request.user, found.body)
    if not prepares and (own is None or row.person_id != own.pk):
        raise PermissionDenied
    try:
        withdraw_apologies(attendance=row, actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The apologies of %(name)s are taken back. They are expected again") % {"name": row})
    return redirect("meetings:apologies-create", found.area.slug, found.slug)


def _may_send(request: Any, meeting: Meeting) -> bool:
    """Whether the reader sends them for any member; who may not send even their own is turned away."""
    prepares = permissions.can_write_minutes(request.user, meeting)
    if not prepares and not permissions.can_send_apologies(request.user, meeting):
        raise PermissionDenied
    return prepares


def _send(request: Any, meeting: Meeting, form: ApologiesForm, *, prepares: bool) -> str:
    row = send_apologies(
        meeting=meeting, person=form.who, actor=request.user, substitute_named=form.cleaned_data["substitute_named"]
    )
    words = _("The apologies of %(name)s are noted") if prepares else _("Your apologies are noted. The clerk sees them")
    messages.success(request, words % {"name": row})
    return reverse("meetings:apologies-create", args=[meeting.area.slug, meeting.slug])


def _sent(meeting: Meeting, own: Person | None, *, prepares: bool) -> list[Attendance]:
    """The apologies that the reader may take back."""
    rows = Attendance.objects.filter(meeting=meeting, status=AttendanceStatus.APOLOGIES, person__isnull=False)
    if not prepares:
        rows = rows.filter(person=own) if own else rows.none()
    return in_order(rows.select_related("person"))


def _closed(meeting: Meeting, own: Person | None, *, prepares: bool) -> str:
    """Why no apologies can be sent; empty when they can."""
    if problem := meeting_problem(meeting.status):
        return problem
    if meeting.held_on < clock.today():
        if prepares:
            return _("The meeting is over. Say on the attendance page who came and who did not")
        return _("The meeting is over. Tell the clerk if the record of who came is wrong")
    if own is None and not prepares:
        return _("The portal does not know which member you are. Tell the clerk that you cannot come")
    return ""
