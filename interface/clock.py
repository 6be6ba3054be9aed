"""What time it is. Nothing else in the portal asks, so the demo and the tests can stand on any day they like."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

LONDON = ZoneInfo("Europe/London")

_stopped_at: ContextVar[datetime | None] = ContextVar("stopped_at", default=None)


def now() -> datetime:
    """The present moment in London; on `settings.PORTAL_TODAY`, the present time of day on that date."""
    stopped = _stopped_at.get()
    if stopped is not None:
        return stopped
    actual = datetime.now(LONDON)  # noqa: TID251  this is the one place
    pretended = getattr(settings, "PORTAL_TODAY", None)
    if not pretended:
        return actual
    return datetime.combine(date.fromisoformat(str(pretended)), actual.time(), LONDON)


def today() -> date:
    """The date in London."""
    return now().date()


@contextmanager
def stand_on(moment: date | datetime) -> Iterator[datetime]:
    """Stop the clock: at noon of a date, or at an exact moment (taken as London time when it names no zone)."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(12))
    moment = moment.replace(tzinfo=LONDON) if moment.tzinfo is None else moment.astimezone(LONDON)
    token = _stopped_at.set(moment)
    try:
        yield moment
    finally:
        _stopped_at.reset(token)


def as_local(moment: datetime) -> datetime:
    """A stored moment in the portal's own time zone."""
    return moment.astimezone(LONDON)
