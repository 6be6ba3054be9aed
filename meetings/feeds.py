"""The calendars that other programs fetch: the public one of an area, and the lines of a person's own.

A calendar leaves the portal for other people's servers. So the public one is always the public's, whoever asks for it; and a
person's own names what only members know of by its kind alone: no subject, no title, no reason.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from interface import clock
from interface.calendars import CONTENT_TYPE, Entry, write
from interface.templatetags.dates import long_date
from meetings import rules
from meetings.choices import EventStatus, MeetingStatus, Publication
from meetings.models import Event, Meeting
from panels.choices import DutyAccess, DutyStatus
from panels.models import Obligation
from panels.permissions import areas_of
from panels.working_days import add_months

NOBODY = AnonymousUser()
MONTHS_BACK, MONTHS_AHEAD = 12, 24
REFRESH = timedelta(hours=6)
MAY_BE_KEPT = timedelta(minutes=15)


@require_safe
def calendar_feed(request: Any, area: str) -> HttpResponseBase:
    """What the public may know of an area's meetings, events and deadlines, a year back and two ahead."""
    name = _("%(area)s: meetings and deadlines") % {"area": request.area.name}
    made = write(name, public_entries(request.area, clock.today()), refresh=REFRESH)
    response = HttpResponse(made, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'inline; filename="{area}.ics"'
    response["ETag"] = etag = f'"{hashlib.sha256(made).hexdigest()}"'
    patch_cache_control(response, public=True, max_age=int(MAY_BE_KEPT.total_seconds()))
    return get_conditional_response(request, etag=etag, response=response) or response


def public_entries(area: Any, today: date) -> list[Entry]:
    """The lines of an area's public calendar; what does not take place stays in it, cancelled."""
    between = _window(today)
    meetings = Meeting.objects.visible_to(NOBODY).filter(area=area, held_on__range=between)
    events = Event.objects.visible_to(NOBODY).filter(area=area, held_on__range=between)
    due = Obligation.objects.visible_to(NOBODY).filter(area=area, due_on__range=between)
    return [*_meetings(meetings), *_events(events), *(obligation_entry(one) for one in due.for_page())]


def own_entries(person: User, today: date) -> list[Entry]:
    """The lines of a person's own calendar, in the areas where they hold an appointment: what they may know of, and what is
    due and open. Of a draft that was called off nothing stays."""
    areas, between = areas_of(person), _window(today)
    meetings = Meeting.objects.visible_to(person).filter(area__in=areas, held_on__range=between)
    known = meetings.exclude(status=MeetingStatus.CANCELLED, announced_at=None)
    events = Event.objects.visible_to(person).filter(area__in=areas, held_on__range=between)
    due = Obligation.objects.visible_to(person).open().filter(area__in=areas, due_on__range=between)
    return [*_meetings(known), *_events(events), *(obligation_entry(one) for one in due.for_page())]


def obligation_entry(one: Obligation) -> Entry:
    """A deadline, with the provision that it comes from and whether that was verified.

    What it is for is named where everybody may know it: a draft's subject, or the words of an action, stay in the portal.
    """
    names_it = one.about and one.access == DutyAccess.PUBLIC
    title = _("%(what)s: %(about)s") % {"what": one.title, "about": one.about} if names_it else one.title
    return Entry(
        uid=_uid("due", f"{one.area.slug}-{one.reference}"),
        title=title,
        starts=_at(one.due_on, one.due_at),
        stamped=one.met_at or one.created_at,
        description="\n".join(_said_of_duty(one)),
        url=_web(one.get_absolute_url()),
        is_cancelled=one.status == DutyStatus.NOT_APPLICABLE,
        is_busy=False,
        sequence=one.version,
    )


def _said_of_duty(one: Obligation) -> Iterator[str]:
    yield _("Provision: %(words)s") % {"words": one.provision}
    if not one.is_verified:
        yield _("Not yet verified")
    if not one.is_closing:
        yield _("Who owes it: %(owner)s") % {"owner": one.get_owner_display()}
    if one.status == DutyStatus.MET and one.met_at:
        words = _("Met late on %(day)s") if one.was_late else _("Met on %(day)s")
        yield words % {"day": long_date(one.met_at)}


def _meetings(rows: Any) -> Iterator[Entry]:
    return (_meeting_entry(one) for one in rows.for_page())


def _meeting_entry(meeting: Meeting) -> Entry:
    is_draft = meeting.status == MeetingStatus.DRAFT
    return Entry(
        uid=_uid("meeting", meeting.pk),
        title=_("%(what)s, %(body)s") % {"what": _named(meeting), "body": meeting.body.name},
        starts=_at(meeting.held_on, meeting.starts_at),
        ends=_end(meeting),
        stamped=_last(meeting.created_at, meeting.announced_at, meeting.published_at),
        description="\n".join(_said_of_meeting(meeting)),
        location=_place(meeting),
        url=_web(meeting.get_absolute_url()),
        is_cancelled=meeting.status in rules.OFF,
        is_tentative=is_draft,
        sequence=meeting.version,
    )


def _is_open(meeting: Meeting) -> bool:
    """Whether everybody may know all that a calendar says of a meeting."""
    return meeting.publication == Publication.PUBLIC and meeting.announced_at is not None


def _named(meeting: Meeting) -> str:
    kind = str(meeting.get_kind_display())
    if meeting.status == MeetingStatus.DRAFT:
        return _("Draft: %(kind)s") % {"kind": kind}
    if meeting.publication == Publication.MEMBERS:
        return _("Panel business: %(kind)s") % {"kind": kind}
    return meeting.called if _is_open(meeting) else kind


def _said_of_meeting(meeting: Meeting) -> Iterator[str]:
    if meeting.publication != Publication.PUBLIC:
        yield _("Not open to the public")
    if meeting.status in rules.OFF:
        state = str(meeting.get_status_display())
        why = meeting.status_reason if _is_open(meeting) else ""
        yield _("%(state)s: %(reason)s") % {"state": state, "reason": why} if why else state
    moved = meeting.moved_to
    if moved is not None and moved.status != MeetingStatus.DRAFT and moved.publication == meeting.publication:
        yield _("It is now on %(day)s") % {"day": long_date(moved.held_on)}
    if _is_open(meeting) and meeting.webcast_url:
        yield _("Webcast: %(address)s") % {"address": meeting.webcast_url}


def _place(meeting: Meeting) -> str:
    if meeting.venue is None:
        return ""
    return str(meeting.venue) if _is_open(meeting) else meeting.venue.name


def _events(rows: Iterable[Any]) -> Iterator[Entry]:
    return (_event_entry(one) for one in rows.for_page())  # type: ignore[attr-defined]  # a queryset of events


def _event_entry(event: Event) -> Entry:
    """An event; of one that is not public, its kind. A date that is not confirmed may still change."""
    assert event.held_on is not None  # noqa: S101  only those with a day are fetched
    kind = _("Panel business: %(kind)s") % {"kind": event.get_kind_display()}
    place = event.place or (str(event.venue) if event.venue else "")
    page = event.get_absolute_url() if event.is_public else reverse("events:event-list", args=[event.area.slug])
    return Entry(
        uid=_uid("event", event.pk),
        title=_("%(what)s, %(body)s") % {"what": event.title if event.is_public else kind, "body": event.body.name},
        starts=_at(event.held_on, event.starts_at),
        ends=_end(event),
        stamped=event.created_at,
        description="\n".join(_said_of_event(event)),
        location=place if event.is_public else (event.venue.name if event.venue else ""),
        url=_web(page),
        is_cancelled=event.status == EventStatus.CANCELLED,
        is_tentative=not event.is_confirmed,
        sequence=event.version,
    )


def _said_of_event(event: Event) -> Iterator[str]:
    if not event.is_confirmed and event.status == EventStatus.PLANNED:
        yield _("The date is to be confirmed")
    if not event.is_public:
        yield _("Not open to the public")
        return
    if event.status == EventStatus.CANCELLED:
        yield _("Cancelled: %(reason)s") % {"reason": event.status_reason}
    if event.part_of_day and event.starts_at is None:
        yield str(event.get_part_of_day_display())
    if event.about:
        yield event.about
    if event.webcast_url:
        yield _("Webcast: %(address)s") % {"address": event.webcast_url}


def _at(day: date, moment: time | None) -> date | datetime:
    """A day, or the moment on it on London's clock."""
    return datetime.combine(day, moment, clock.LONDON) if moment else day


def _end(thing: Meeting | Event) -> datetime | None:
    if not (thing.held_on and thing.starts_at and thing.ends_at):
        return None
    return datetime.combine(thing.held_on, thing.ends_at, clock.LONDON)


def _last(*moments: datetime | None) -> datetime:
    return max((one for one in moments if one), default=datetime.min.replace(tzinfo=UTC))


def _window(today: date) -> tuple[date, date]:
    return add_months(today, -MONTHS_BACK), add_months(today, MONTHS_AHEAD)


def _uid(kind: str, name: Any) -> str:
    """A name that stays with the thing for good, in every calendar that holds it."""
    return f"{kind}-{name}@{settings.SITE_ADDRESS.split('://')[-1]}"


def _web(path: str) -> str:
    return f"{settings.SITE_ADDRESS}{path}"
