"""Events beside the meetings: entered, changed, confirmed, cancelled, held, and put back."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface import clock
from meetings.choices import EventStatus
from meetings.models import Event
from panels.models import Body

FACTS = (
    "kind", "title", "about", "held_on", "expected", "is_confirmed", "part_of_day", "starts_at", "ends_at", "venue", "place",
    "webcast_url", "is_public",
)  # fmt: skip
LONGEST_ADDRESS = Event._meta.get_field("slug").max_length or 0
ROOM_FOR_NUMBER = 5


@transaction.atomic
def create_event(*, body: Body, actor: User | None, **facts: Any) -> Event:
    """Enter an event of a body. A public one is seen by everybody at once; the address of a private one tells no title."""
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)  # what only names the body waits for nobody
    event = Event(area=body.area, body=body, created_at=clock.now(), **facts)
    _refuse_times(event)
    event.slug = _free_address(event)
    event.full_clean()
    event.save()
    _note(event, actor, "meetings.event_created")
    return event


@transaction.atomic
def update_event(*, event: Event, version: int, actor: User | None, **changes: Any) -> Event:
    """Change an event. One that becomes private leaves an address that tells its title; any other keeps its own."""
    locked = _lock(event, version)
    was_public = locked.is_public
    changed = [name for name in FACTS if name in changes and getattr(locked, name) != changes[name]]
    for name in changed:
        setattr(locked, name, changes[name])
    _refuse_times(locked)
    if was_public and not locked.is_public:
        locked.slug = _free_address(locked)
    return _saved(locked, actor, "meetings.event_updated", fields=changed)


@transaction.atomic
def confirm_event(*, event: Event, version: int, held_on: date, actor: User | None, **facts: Any) -> Event:
    """Say that the date is certain: the day, and what else of time and place is known with it."""
    locked = _lock(event, version)
    _refuse_unless_planned(locked)
    locked.held_on, locked.is_confirmed = held_on, True
    for name, value in facts.items():
        setattr(locked, name, value)
    _refuse_times(locked)
    return _saved(locked, actor, "meetings.event_confirmed")


@transaction.atomic
def cancel_event(*, event: Event, version: int, reason: str, actor: User | None) -> Event:
    """Call an event off. Its page stays and says why."""
    locked = _lock(event, version)
    _refuse_unless_planned(locked)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is cancelled")})
    locked.status, locked.status_reason = EventStatus.CANCELLED, reason.strip()
    return _saved(locked, actor, "meetings.event_cancelled")


@transaction.atomic
def hold_event(*, event: Event, version: int, held_on: date, actor: User | None) -> Event:
    """Record that an event took place, and on which day. Refuses a day that has not come."""
    locked = _lock(event, version)
    _refuse_unless_planned(locked)
    if held_on > clock.today():
        raise ValidationError({"held_on": _("This day has not come yet. Enter the day on which it was held")})
    locked.held_on, locked.is_confirmed, locked.status = held_on, True, EventStatus.HELD
    return _saved(locked, actor, "meetings.event_held")


@transaction.atomic
def reopen_event(*, event: Event, version: int, actor: User | None) -> Event:
    """Put back as planned an event that was marked as cancelled or held in error."""
    locked = _lock(event, version)
    if locked.status == EventStatus.PLANNED:
        raise ValidationError(_("The event is planned already"))
    locked.status, locked.status_reason = EventStatus.PLANNED, ""
    return _saved(locked, actor, "meetings.event_reopened")


def for_list(rows: QuerySet, today: date) -> QuerySet:
    """Coming events first, the nearest on top and those without a date last; then those that are over, the latest on top."""
    is_held, has_gone = Q(status=EventStatus.HELD), Q(held_on__lt=today)
    is_off = Q(held_on__isnull=True, status=EventStatus.CANCELLED)
    over = Case(When(is_held | has_gone | is_off, then=Value(True)), default=Value(False))
    marked = rows.annotate(is_over=over)
    coming_day, coming_time = (Case(When(is_over=False, then=name)) for name in ("held_on", "starts_at"))
    coming = (coming_day.asc(nulls_last=True), coming_time.asc(nulls_last=True))
    return marked.order_by("is_over", *coming, F("held_on").desc(nulls_last=True), "slug")


def _lock(event: Event, version: int) -> Event:
    locked = Event.objects.select_for_update(of=("self",)).select_related("area", "body", "venue").get(pk=event.pk)
    locked.still_at(version)
    return locked


def _refuse_unless_planned(event: Event) -> None:
    if event.status != EventStatus.PLANNED:
        raise ValidationError(_("The event is %(state)s already") % {"state": event.get_status_display().lower()})


def _refuse_times(event: Event) -> None:
    if not event.held_on and not event.expected:
        raise ValidationError({"held_on": _("Enter a date, or say when it is expected")})
    if event.is_confirmed and not event.held_on:
        raise ValidationError({"held_on": _("Enter the date that is confirmed")})
    if event.ends_at and not event.starts_at:
        raise ValidationError({"starts_at": _("Enter the time it starts")})
    if event.ends_at and event.starts_at and event.ends_at <= event.starts_at:
        raise ValidationError({"ends_at": _("The end must be after the start")})


def _saved(event: Event, actor: User | None, action: str, **detail: Any) -> Event:
    event.bump()
    event.full_clean()
    event.save()
    _note(event, actor, action, **detail)
    return event


def _note(event: Event, actor: User | None, action: str, **detail: Any) -> None:
    """Record an act without the words of the event, which may be private."""
    day = event.held_on.isoformat() if event.held_on else ""
    said = {"kind": event.kind, "date": day, "public": event.is_public, **detail}
    record(actor=actor, action=action, target=event, area=event.area, detail=said)


def _free_address(event: Event) -> str:
    """An address that no other event of the area has: by day and title, of a private one by day and kind."""
    day = event.held_on.isoformat() if event.held_on else ""
    if event.is_public:
        wanted = "-".join(filter(None, [day or "event", slugify(event.title)]))
    else:
        wanted = "-".join(filter(None, ["event", day, event.kind]))
    wanted = wanted[: LONGEST_ADDRESS - ROOM_FOR_NUMBER].rstrip("-")
    others = Event.objects.filter(area=event.area_id, slug__startswith=wanted).exclude(pk=event.pk)
    taken, number, slug = set(others.values_list("slug", flat=True)), 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
