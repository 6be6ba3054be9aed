"""Who is expected at a meeting, who sent apologies, who came, and whether there was a quorum for each item."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from interface import clock
from interface.once import done_once, refused
from meetings import permissions
from meetings.choices import AttendanceGroup, AttendanceStatus
from meetings.forms.attendance import AttendanceForm, AttendeeForm, TimesForm, times_words
from meetings.models import Attendance, Meeting, MinuteItem, Minutes
from meetings.rules.attendance import (
    attendance_line,
    in_order,
    meeting_problem,
    movement_words,
    name_and_place,
    quorum_words,
)
from meetings.rules.naming import group_label
from meetings.services import attendance
from meetings.services.required import may_require, required_line
from meetings.views.acts import find_meeting, own_meeting
from meetings.views.meetings import may_begin_minutes, packs_for, sub_navigation
from panels.models import Membership, Person


@require_safe
def attendance_detail(request: Any, area: str, meeting: str) -> HttpResponse:
    """Who came, by group, and the quorum for each item: for everybody once the minutes or the sheet of decisions, which
    tells it too, are out; before that for those who prepare the meeting.
    """
    found = find_meeting(request, meeting)
    minutes = Minutes.objects.decisions_visible_to(request.user).for_page().filter(meeting=found).first()
    prepares = permissions.can_write_minutes(request.user, found)
    if minutes is None and not prepares:
        raise Http404
    rows = _rows(found)
    entitled = permissions.can_read_private(request.user, found)
    groups = _groups(request, rows)
    context = {
        "meeting": found,
        "minutes": minutes,
        "links": sub_navigation(found, "attendance", has_pack=bool(packs_for(request, found)), user=request.user),
        "prepares": prepares,
        "may_change": prepares and _may_change(found, minutes),
        "may_begin_minutes": may_begin_minutes(request.user, found),
        "groups": groups,
        "has_notes": any(line["notes"] for group in groups for line in group["rows"]),
        "times": times_words(minutes) if minutes else "",
        "items": _items(minutes, entitled=entitled) if minutes and permissions.can_read_minutes(request.user, found) else [],
        "members_expected": attendance.expected_on_day(found) if not rows else 0,
        **(_flags(found, minutes) if prepares and rows else {}),
        **_required(request, found, rows),
    }
    return render(request, "meetings/attendance_detail.html", context)


@login_required
def attendance_update(request: Any, area: str, meeting: str) -> HttpResponse:
    """Say of everybody whether they came, and when they came late or left early."""
    found = own_meeting(request, meeting)
    minutes = Minutes.objects.visible_to(request.user).filter(meeting=found).first()
    if closed := stopped(request, found, minutes):
        return closed
    if request.method == "POST" and "prepare" in request.POST:
        return _prepared(request, found)
    items = list(MinuteItem.objects.filter(minutes=minutes).order_by("position")) if minutes else []
    sent = request.POST if request.method == "POST" else None
    form = AttendanceForm(sent, rows=_rows(found), items=items, is_over=_has_come(found))
    if form.is_valid() and _recorded(request, found, form):
        return redirect("meetings:attendance-detail", found.area.slug, found.slug)
    context = {"meeting": found, "minutes": minutes, "form": form, "groups": form.groups(), "has_come": _has_come(found)}
    context["some_expected"] = any(row.status == AttendanceStatus.EXPECTED for row in form.rows)
    return render(request, "meetings/attendance_update.html", context)


def _prepared(request: Any, meeting: Meeting) -> HttpResponse:
    try:
        attendance.prepare_attendance(meeting, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("meetings:attendance-detail", meeting.area.slug, meeting.slug)
    return redirect("meetings:attendance-update", meeting.area.slug, meeting.slug)


def _recorded(request: Any, meeting: Meeting, form: AttendanceForm) -> bool:
    try:
        saved = attendance.record_attendance(meeting=meeting, actor=request.user, rows=form.changed_rows())
    except ValidationError as error:
        refused(form, error)
        return False
    messages.success(request, _("Attendance saved") if saved else _("Nothing was changed"))
    return True


@login_required
def attendance_times(request: Any, area: str, meeting: str) -> HttpResponse:
    """When the meeting began and ended, and who chaired it."""
    found = own_meeting(request, meeting)
    minutes = get_object_or_404(Minutes.objects.visible_to(request.user).for_page(), meeting=found)
    if closed := stopped(request, found, minutes):
        return closed
    members = Person.objects.filter(attendances__meeting=found, attendances__group=AttendanceGroup.MEMBERS).order_by("name")
    form = TimesForm(request.POST if request.method == "POST" else None, minutes=minutes, members=members)
    if form.is_valid():
        said = form.cleaned_data
        try:
            attendance.set_times(
                minutes=minutes, version=said["version"], actor=request.user, started_at=said["started_at"],
                ended_at=said["ended_at"], chair=said["chair"],
            )  # fmt: skip
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("Times and chair saved"))
            return redirect("meetings:attendance-detail", found.area.slug, found.slug)
    return render(request, "meetings/attendance_times.html", {"meeting": found, "form": form})


@login_required
def attendee_create(request: Any, area: str, meeting: str) -> HttpResponse:
    """Enter an officer, the Commissioner, a substitute or anybody else who is expected or came."""
    found = own_meeting(request, meeting)
    if closed := stopped(request, found, Minutes.objects.visible_to(request.user).filter(meeting=found).first()):
        return closed
    seats = Membership.objects.on(found.held_on).filter(body=found.body_id)
    people = Person.objects.filter(area=found.area_id).exclude(attendances__meeting=found).order_by("name", "pk")
    members = Person.objects.filter(pk__in=seats.values("person")).order_by("name", "pk")
    sent = request.POST if request.method == "POST" else None
    start = {"group": AttendanceGroup.MEMBERS, "substitute_for": request.GET["for"]} if "for" in request.GET else {}
    form = AttendeeForm(sent, people=people, members=members, is_over=_has_come(found), initial=start)
    if form.is_valid():
        url = done_once(form, lambda: _added(request, found, form))
        if url:
            return redirect(url)
    return render(request, "meetings/attendance_person.html", {"meeting": found, "form": form})


def _added(request: Any, meeting: Meeting, form: AttendeeForm) -> str:
    row = attendance.add_attendee(meeting=meeting, actor=request.user, **form.facts())
    messages.success(request, _("%(name)s is in the list") % {"name": row})
    return reverse("meetings:attendance-detail", args=[meeting.area.slug, meeting.slug])


@login_required
def attendee_remove(request: Any, area: str, meeting: str, number: int) -> HttpResponse:
    """Take off the list who was entered in error; asks first."""
    found = own_meeting(request, meeting)
    if closed := stopped(request, found, Minutes.objects.visible_to(request.user).filter(meeting=found).first()):
        return closed
    row = get_object_or_404(Attendance.objects.select_related("person", "meeting"), meeting=found, number=number)
    context: dict[str, Any] = {"meeting": found, "row": row, "line": attendance_line(row)}
    if request.method != "POST":
        return render(request, "meetings/attendance_remove.html", context)
    name = str(row)
    try:
        attendance.remove_attendee(attendance=row, actor=request.user)
    except ValidationError as error:
        return render(request, "meetings/attendance_remove.html", {**context, "problems": error.messages}, status=409)
    messages.success(request, _("%(name)s is off the list") % {"name": name})
    return redirect("meetings:attendance-update", found.area.slug, found.slug)


def stopped(request: Any, meeting: Meeting, minutes: Minutes | None) -> HttpResponse | None:
    """A page that says why, where nothing about attendance can be changed any more."""
    if _may_change(meeting, minutes):
        return None
    why = meeting_problem(meeting.status)
    if not why and minutes and minutes.is_confirmed:
        why = _("The minutes are confirmed. An error in them is met by a corrigendum")
    context = {
        "meeting": meeting,
        "why": why or _("The minutes are published as a draft. To change who came, propose a correction"),
    }
    return render(request, "meetings/attendance_closed.html", context)


def _may_change(meeting: Meeting, minutes: Minutes | None) -> bool:
    return not meeting_problem(meeting.status) and not (minutes and minutes.is_out)


def _has_come(meeting: Meeting) -> bool:
    """Whether it is the day of the meeting, or later."""
    return meeting.held_on <= clock.today()


def _rows(meeting: Meeting) -> list[Attendance]:
    rows = list(
        Attendance.objects.filter(meeting=meeting).select_related("person", "substitute_for", "arrived_item", "left_item")
    )
    for row in rows:
        row.meeting = meeting
    return in_order(rows)


def _groups(request: Any, rows: list[Attendance]) -> list[dict[str, Any]]:
    """Everybody by group, each with whether they came and the times, and how many of its places were taken."""
    found: list[dict[str, Any]] = []
    for row in rows:
        if not found or found[-1]["group"] != row.group:
            label = group_label(row.group, row.meeting.body)
            found.append({"group": row.group, "label": label, "rows": [], "came": 0, "places": 0})
        found[-1]["rows"].append(_line(request, row))
        found[-1]["came"] += row.status == AttendanceStatus.PRESENT
        found[-1]["places"] += row.substitute_for_id is None
    return found


def _line(request: Any, row: Attendance) -> dict[str, Any]:
    notes = [_("in the place of %(name)s") % {"name": row.substitute_for}] if row.substitute_for else []
    name, place = name_and_place(row)
    return {
        "row": row,
        "name": name,
        "place": place,
        "url": reverse("panels:member-detail", args=[request.area.slug, row.person.slug]) if row.person else "",
        "came": row.get_status_display(),
        "notes": ". ".join(filter(None, [*notes, movement_words(row)])),
        "must_attend": row.must_attend,
    }


def _items(minutes: Minutes, *, entitled: bool) -> list[dict[str, Any]]:
    """Each item with who was in the room, whether that was a quorum, and by which rule; a private one by its neutral title."""
    rooms = attendance.rooms(minutes)
    found = []
    for item in MinuteItem.objects.filter(minutes=minutes).order_by("position"):
        room = rooms[item.pk]
        title = item.neutral_title if item.is_private and not entitled else item.title
        words = quorum_words(room.quorum, room.membership)
        found.append({"item": item, "title": title, "room": room, "words": words})
    return found


def _required(request: Any, meeting: Meeting, rows: list[Attendance]) -> dict[str, Any]:
    """Of a private day: how many who must attend did not, for those entitled; and that it can be said who must."""
    if not may_require(meeting) or not permissions.can_read_private(request.user, meeting):
        return {}
    return {"keeps_required": True, "required": required_line(meeting), "some_required": any(row.must_attend for row in rows)}


def _flags(meeting: Meeting, minutes: Minutes | None) -> dict[str, Any]:
    """What whoever prepares the meeting should mend: nobody said whether somebody came; votes count others than came."""
    votes = attendance.out_of_step(minutes) if minutes else []
    return {"unaccounted": attendance.unaccounted(meeting) if _has_come(meeting) else [], "votes": votes}
