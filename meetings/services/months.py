"""What stands in a month's calendar: meetings, events and the deadlines that everybody may know, each as its reader sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from interface import clock
from meetings.choices import EventStatus, MeetingStatus, Publication
from meetings.models import Event, Meeting
from panels.choices import BodyKind, DutyAccess, DutyStatus
from panels.due import TODAY, UPCOMING, state_of
from panels.models import Obligation, PoliceArea

SAID = (MeetingStatus.DRAFT, MeetingStatus.POSTPONED, MeetingStatus.CANCELLED)


@dataclass(frozen=True)
class CalendarEntry:
    """One thing on a day. `kind` is meeting, event or deadline; a deadline names its provision and whether it is verified."""

    kind: str
    day: date
    time: time | None
    title: str
    place: str = ""
    url: str = ""
    states: tuple[str, ...] = ()
    provision: str = ""
    is_verified: bool = True


def entries_of(area: PoliceArea, user: Any, *, first: date, last: date) -> dict[date, list[CalendarEntry]]:
    """What a person may see from the first to the last day, by day: meetings and events by time, then deadlines."""
    days = {"first": first, "last": last}
    found = [*_meetings(area, user, **days), *_events(area, user, **days), *_deadlines(area, user, **days)]
    by_day: dict[date, list[CalendarEntry]] = {}
    for entry in sorted(found, key=_place_in_day):
        by_day.setdefault(entry.day, []).append(entry)
    return by_day


def next_day(area: PoliceArea, user: Any, *, after: date) -> date | None:
    """The next day on which a meeting that a person may know of takes place, or an event; None where none is known."""
    off = (MeetingStatus.POSTPONED, MeetingStatus.CANCELLED)
    meetings = Meeting.objects.visible_to(user).filter(area=area, held_on__gt=after).exclude(status__in=off)
    events = Event.objects.visible_to(user).filter(area=area, held_on__gt=after, status=EventStatus.PLANNED)
    days = [rows.order_by("held_on").values_list("held_on", flat=True).first() for rows in (meetings, events)]
    return min((day for day in days if day), default=None)


def _meetings(area: PoliceArea, user: Any, *, first: date, last: date) -> Iterable[CalendarEntry]:
    seen = Meeting.objects.visible_to(user).filter(area=area, held_on__range=(first, last))
    for meeting in seen.select_related("area", "body", "venue"):
        yield CalendarEntry(
            kind="meeting",
            day=meeting.held_on,
            time=meeting.starts_at,
            title=_title(meeting),
            place=meeting.venue.name if meeting.venue else "",
            url=meeting.get_absolute_url(),
            states=_states(meeting),
        )


def _title(meeting: Meeting) -> str:
    """What kind of meeting it is; of another body than the panel, whose."""
    return meeting.called if meeting.body.kind == BodyKind.PANEL else f"{meeting.body.name}: {meeting.called}"


def _states(meeting: Meeting) -> tuple[str, ...]:
    """What a reader must know of a meeting beside its day: that it is a draft or does not take place, and for whom it is."""
    said = [str(meeting.get_status_display())] if meeting.status in SAID else []
    if meeting.publication == Publication.MEMBERS:
        said.append(_("Private"))
    elif meeting.publication == Publication.NOTICE:
        said.append(_("not open to the public"))
    return tuple(said)


def _events(area: PoliceArea, user: Any, *, first: date, last: date) -> Iterable[CalendarEntry]:
    seen = Event.objects.visible_to(user).filter(area=area, held_on__range=(first, last))
    for event in seen.for_page():
        said = [] if event.is_public else [_("Private")]
        if event.status == EventStatus.CANCELLED:
            said.append(str(event.get_status_display()))
        elif not event.is_confirmed and event.status == EventStatus.PLANNED:
            said.append(_("date to be confirmed"))
        yield CalendarEntry(
            kind="event",
            day=event.held_on,
            time=event.starts_at,
            title=event.title,
            place=event.venue.name if event.venue else event.place,
            url=event.get_absolute_url(),
            states=tuple(said),
        )


def _deadlines(area: PoliceArea, user: Any, *, first: date, last: date) -> Iterable[CalendarEntry]:
    """The same for every reader: what is due from somebody is on the page of what is due. What is over says how it ended."""
    now = clock.now()
    seen = Obligation.objects.visible_to(user).filter(area=area, due_on__range=(first, last), access=DutyAccess.PUBLIC)
    for duty in seen.exclude(status=DutyStatus.NOT_APPLICABLE).for_page():
        yield CalendarEntry(
            kind="deadline",
            day=duty.due_on,
            time=duty.due_at,
            title=f"{duty.title}: {duty.about}" if duty.about else duty.title,
            url=_address(duty),
            states=_how_it_ended(duty, now),
            provision=duty.provision,
            is_verified=duty.is_verified,
        )


def _how_it_ended(duty: Obligation, now: datetime) -> tuple[str, ...]:
    """That a deadline is met, was met late, is missed or closed; nothing while it is still to come."""
    state = state_of(duty, now)
    return () if state.key in (TODAY, UPCOMING) else (state.words,)


def _address(duty: Obligation) -> str:
    try:
        return reverse("panels:obligation-detail", args=[duty.area.slug, duty.reference])
    except NoReverseMatch:
        return ""


def _place_in_day(entry: CalendarEntry) -> tuple:
    return (entry.day, entry.kind == "deadline", entry.time or time.min, entry.title)
